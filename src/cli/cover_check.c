/*
 * cover_check.c - what the options of `cover` say together, before anything is read.
 */
#include "cli/cover.h"
#include "term/text.h"

#include <maillage/output.h>

#include <string.h>
#include <sys/stat.h>

/* Whether two names are one file; a name that cannot be looked at is nobody's. */
static gboolean is_same_file(const char *source, const char *output)
{
    g_autofree char *path = g_strndup(source, strcspn(source, "|"));
    struct stat a = {0}, b = {0};
    return stat(path, &a) == 0 && stat(output, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

static int check_output(const term_args *args, const term_session *session)
{
    const char *output = term_args_text(args, "output");
    for (size_t i = 0; cli_source_options[i] != NULL; i++) {
        for (const char *const *value = cli_source_values(args, cli_source_options[i]);
             *value != NULL; value++) {
            if (!is_same_file(cli_source_path(cli_source_options[i], *value), output))
                continue;
            g_autofree char *message = g_strdup_printf(_("--output: %s is also read by --%s"),
                                                       output, cli_source_options[i]);
            return term_usage_error(session, message, _("give the result a name of its own"));
        }
    }
    return TERM_EXIT_DONE;
}

/* Names that the results have already; what is no NAME=SOURCE at all is told by the loading. */
static int check_zonages(const term_args *args, const term_session *session)
{
    for (const char *const *value = term_args_list(args, "zonage"); *value != NULL; value++) {
        const char *equal = strchr(*value, '=');
        if (equal == NULL)
            continue;
        g_autofree char *name = g_strndup(*value, (gsize)(equal - *value));
        mlg_error err = {0};
        mlg_status status = mlg_check_column(name, &err);
        if (status != MLG_OK)
            return cli_fail(session, status, &err, FALSE);
    }
    return TERM_EXIT_DONE;
}

int cover_check(const term_args *args, const term_session *session)
{
    int code = cli_check_inputs(args, session);
    if (code != TERM_EXIT_DONE)
        return code;
    if (!term_args_has(args, "output"))
        return cli_fail_missing(session, "output",
                                _("where the result is written: -o couverture.gpkg"));
    code = check_zonages(args, session);
    return code != TERM_EXIT_DONE ? code : check_output(args, session);
}
