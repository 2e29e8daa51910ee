/*
 * cover_check.c - what the options of `cover` say together, before anything is read.
 */
#include "cli/cover.h"
#include "term/text.h"

#include <string.h>
#include <sys/stat.h>

static int fail_missing(const term_session *session, const char *option, const char *hint)
{
    g_autofree char *message = g_strdup_printf(_("--%s is missing"), option);
    return term_usage_error(session, message, hint);
}

static int check_inventory(const term_args *args, const term_session *session)
{
    gboolean one_file = term_args_has(args, "inventaire");
    gboolean tables = term_args_has(args, "dispositifs");
    if (one_file && tables)
        return term_usage_error(session, _("--inventaire and --dispositifs exclude each other"),
                                _("one file with all tables, or one file a table"));
    if (!one_file && !tables)
        return term_usage_error(session, _("--inventaire (or --dispositifs) is missing"),
                                _("maillage init makes an inventory to fill in"));
    static const char *const others[] = {"perimetres", "recensement"};
    for (size_t i = 0; one_file && i < G_N_ELEMENTS(others); i++) {
        if (!term_args_has(args, others[i]))
            continue;
        g_autofree char *message =
            g_strdup_printf(_("--%s goes with --dispositifs, not with --inventaire"), others[i]);
        return term_usage_error(session, message,
                                _("the file of --inventaire holds the tables dispositifs, "
                                  "perimetres and recensement as sheets or layers"));
    }
    return TERM_EXIT_DONE;
}

/* Whether two names are one file; a name that cannot be looked at is nobody's. */
static gboolean is_same_file(const char *source, const char *output)
{
    g_autofree char *path = g_strndup(source, strcspn(source, "|"));
    struct stat a = {0}, b = {0};
    return stat(path, &a) == 0 && stat(output, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

static const char *const inputs[] = {"communes",   "qpv",        "epci",       "population",
                                     "pop-qpv",    "cog",        "inventaire", "dispositifs",
                                     "perimetres", "recensement"};

/* What comes on the standard input comes once. */
static int check_standard_input(const term_args *args, const term_session *session)
{
    const char *first = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(inputs); i++) {
        for (const char *const *source = term_args_list(args, inputs[i]); *source != NULL;
             source++) {
            if (strcmp(*source, "-") != 0)
                continue;
            if (first == NULL) {
                first = inputs[i];
                continue;
            }
            g_autofree char *message = g_strdup_printf(
                _("--%s and --%s: the standard input can be read once"), first, inputs[i]);
            return term_usage_error(session, message, _("give the other one as a file"));
        }
    }
    return TERM_EXIT_DONE;
}

static int check_output(const term_args *args, const term_session *session)
{
    const char *output = term_args_text(args, "output");
    for (size_t i = 0; i < G_N_ELEMENTS(inputs); i++) {
        for (const char *const *source = term_args_list(args, inputs[i]); *source != NULL;
             source++) {
            if (!is_same_file(*source, output))
                continue;
            g_autofree char *message =
                g_strdup_printf(_("--output: %s is also read by --%s"), output, inputs[i]);
            return term_usage_error(session, message, _("give the result a name of its own"));
        }
    }
    return TERM_EXIT_DONE;
}

int cover_check(const term_args *args, const term_session *session)
{
    if (!term_args_has(args, "communes"))
        return fail_missing(session, "communes",
                            _("maillage sources lists the files that are recognised"));
    if (!term_args_has(args, "qpv"))
        return fail_missing(session, "qpv",
                            _("maillage sources lists the files that are recognised"));
    int code = check_inventory(args, session);
    if (code != TERM_EXIT_DONE)
        return code;
    if (!term_args_has(args, "output"))
        return fail_missing(session, "output",
                            _("where the result is written: -o couverture.gpkg"));
    code = check_standard_input(args, session);
    return code != TERM_EXIT_DONE ? code : check_output(args, session);
}
