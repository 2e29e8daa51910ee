/*
 * names_check.c - names that stand in each other's way, told before anything is read.
 */
#include "cli/inputs.h"
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

int cli_check_output_name(const term_args *args, const term_session *session)
{
    const char *output = term_args_text(args, "output"), *stored = cli_stored_territory(args);
    if (g_strcmp0(output, "-") == 0)
        return term_usage_error(session,
                                _("--output: a result is not written to the standard output"),
                                _("give the name of a file: -o couverture.gpkg"));
    if (stored != NULL && is_same_file(stored, output)) {
        g_autofree char *message =
            g_strdup_printf(_("--output: %s is also the territory that is read"), output);
        return term_usage_error(session, message, _("give the result a name of its own"));
    }
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
int cli_check_zonages(const term_args *args, const term_session *session)
{
    for (const char *const *value = cli_source_values(args, "zonage"); *value != NULL; value++) {
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
