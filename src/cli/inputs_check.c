/*
 * inputs_check.c - what the options that name sources say together, before anything is read.
 */
#include "cli/inputs.h"
#include "term/text.h"

#include <string.h>

int cli_fail_missing(const term_session *session, const char *option, const char *hint)
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

const char *const cli_source_options[] = {
    "communes",       "qpv",    "epci",       "population",  "pop-qpv",    "correspondance",
    "grid",           "cog",    "inventaire", "dispositifs", "perimetres", "recensement",
    "contrats-ville", "zonage", NULL};

const char *const *cli_source_values(const term_args *args, const char *option)
{
    static const char *const none[] = {NULL};
    return term_args_takes(args, option) ? term_args_list(args, option) : none;
}

const char *cli_source_path(const char *option, const char *value)
{
    const char *equal = strcmp(option, "zonage") == 0 ? strchr(value, '=') : NULL;
    return equal != NULL ? equal + 1 : value;
}

/* What comes on the standard input comes once. */
static int check_standard_input(const term_args *args, const term_session *session)
{
    const char *first = NULL;
    for (size_t i = 0; cli_source_options[i] != NULL; i++) {
        for (const char *const *value = cli_source_values(args, cli_source_options[i]);
             *value != NULL; value++) {
            if (strcmp(cli_source_path(cli_source_options[i], *value), "-") != 0)
                continue;
            if (first == NULL) {
                first = cli_source_options[i];
                continue;
            }
            g_autofree char *message =
                g_strdup_printf(_("--%s and --%s: the standard input can be read once"), first,
                                cli_source_options[i]);
            return term_usage_error(session, message, _("give the other one as a file"));
        }
    }
    return TERM_EXIT_DONE;
}

int cli_check_territory(const term_args *args, const term_session *session)
{
    static const char *const required[] = {"communes", "qpv"};
    for (size_t i = 0; i < G_N_ELEMENTS(required); i++)
        if (!term_args_has(args, required[i]))
            return cli_fail_missing(session, required[i],
                                    _("maillage sources lists the files that are recognised"));
    if (term_args_has(args, "grid-column") && !term_args_has(args, "grid"))
        return cli_fail_missing(session, "grid", _("--grid-column names a column of the grid"));
    return check_standard_input(args, session);
}

const char *cli_stored_territory(const term_args *args)
{
    return term_args_positional(args, 0);
}

/* A stored territory has its sources, and what was said of them. */
static int check_stored(const term_args *args, const term_session *session)
{
    static const char *const others[] = {"communes",       "qpv",    "epci",       "population",
                                         "pop-qpv",        "cog",    "niveau-plm", "correspondance",
                                         "qpv-generation", "zonage", "grid",       "grid-column"};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        if (!term_args_takes(args, others[i]) || !term_args_has(args, others[i]))
            continue;
        g_autofree char *message = g_strdup_printf(_("--%s goes with `maillage build`, not with "
                                                     "the territory that it stored"),
                                                   others[i]);
        g_autofree char *hint =
            g_strdup_printf(_("give it to `maillage build`, or leave %s out and give all sources"),
                            cli_stored_territory(args));
        return term_usage_error(session, message, hint);
    }
    return check_standard_input(args, session);
}

int cli_check_inputs(const term_args *args, const term_session *session)
{
    int code = cli_stored_territory(args) != NULL ? check_stored(args, session)
                                                  : cli_check_territory(args, session);
    return code != TERM_EXIT_DONE ? code : check_inventory(args, session);
}
