/*
 * names_check.c - names that stand in each other's way, told before anything is read.
 */
#include "cli/inputs.h"
#include "term/text.h"

#include <maillage/output.h>
#include <maillage/source.h>

#include <string.h>

static int refuse(const term_session *session, char *message)
{
    int code = term_usage_error(session, message, _("give the result a name of its own"));
    g_free(message);
    return code;
}

int cli_check_output_name(const term_args *args, const term_session *session)
{
    const char *output = term_args_text(args, "output"), *stored = cli_stored_territory(args);
    if (g_strcmp0(output, "-") == 0)
        return term_usage_error(session,
                                _("--output: a result is not written to the standard output"),
                                _("give the name of a file: -o couverture.gpkg"));
    if (stored != NULL && mlg_source_reads(stored, output))
        return refuse(
            session, g_strdup_printf(_("--output: %s is also the territory that is read"), output));
    for (const char *const *file = term_args_list(args, "optfile"); *file != NULL; file++)
        if (mlg_source_reads(*file, output))
            return refuse(session, g_strdup_printf(_("--output: %s is also read by --%s"), output,
                                                   "optfile"));
    for (size_t i = 0; cli_source_options[i] != NULL; i++) {
        const char *option = cli_source_options[i];
        for (const char *const *value = cli_source_values(args, option); *value != NULL; value++)
            if (mlg_source_reads(cli_source_path(option, *value), output))
                return refuse(session, g_strdup_printf(_("--output: %s is also read by --%s"),
                                                       output, option));
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
