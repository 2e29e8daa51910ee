/*
 * cmd_restyle.c - `maillage restyle`: styles, project and metadata of a result written again.
 */
#include "cli/cli.h"
#include "term/text.h"

#include <maillage/output.h>

static const term_option options[] = {
    {.kind = TERM_HEADING, .help = N_("Result")},
    {.kind = TERM_TEXT,
     .letter = 'o',
     .name = "output",
     .value = N_("FILE"),
     .help = N_("file to write (default: RESULT itself)")},
    {.kind = TERM_FLAG, .name = "overwrite", .help = N_("replace an existing file")},
    {0}};

static int run(const term_args *args, const term_session *session)
{
    const char *result = term_args_positional(args, 0), *output = term_args_text(args, "output");
    long long epoch = -1;
    if (!cli_epoch(session, &epoch))
        return TERM_EXIT_USAGE;
    if (output == NULL && term_args_has(args, "overwrite"))
        return term_usage_error(session, _("--overwrite goes with --output"),
                                _("without --output RESULT itself is written again"));
    mlg_error err = {0};
    mlg_status status = mlg_restyle_result(
        result, output, epoch, term_args_has(args, "overwrite") ? MLG_OVERWRITE : 0U, &err);
    if (status != MLG_OK)
        return cli_fail(session, status, &err, status == MLG_E_CONFLICT);
    const char *written = output != NULL ? output : result;
    g_autofree char *line = g_strdup_printf(
        _("%s: styles, project and metadata are written again; its data are as they were."),
        written);
    term_print_sentence(&session->err, line, 0);
    cli_print_open(session, written);
    return TERM_EXIT_DONE;
}

static const char *const examples[] = {
    "maillage restyle couverture.gpkg",
    "maillage restyle ancien/couverture.gpkg -o couverture_2026.gpkg", NULL};

const term_command cli_restyle = {
    .name = "restyle",
    .summary = N_("write the styles and the QGIS project of a result again"),
    .synopsis = N_("[OPTION]... RESULT"),
    .description =
        N_("Writes styles, project, print layouts and metadata of a result of maillage cover "
           "again: after it was renamed (its project names its layers by the file's name), or when "
           "it comes from another version. Data stay as they are; so do styles and projects that "
           "you added under names of your own."),
    .options = options,
    .min_positional = 1,
    .max_positional = 1,
    .positional = N_("RESULT"),
    .examples = examples,
    .run = run,
};
