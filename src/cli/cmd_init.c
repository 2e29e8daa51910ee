/*
 * cmd_init.c - `maillage init`: an empty inventory to fill in, or a copy of the demonstration.
 */
#include "cli/cli.h"
#include "cli/demo.h"
#include "term/text.h"

static const term_option options[] = {
    {.kind = TERM_HEADING, .help = N_("What to make")},
    {.kind = TERM_TEXT,
     .name = "demo",
     .value = N_("FOLDER"),
     .help = N_("copy the demonstration territory into this folder, instead of a template")},
    {.kind = TERM_FLAG, .name = "overwrite", .help = N_("replace an existing file")},
    {0}};

static int run(const term_args *args, const term_session *session)
{
    const char *demo = term_args_text(args, "demo");
    const char *path = term_args_positional(args, 0);
    if (demo != NULL && path != NULL)
        return term_usage_error(session, _("--demo and a file of inventory exclude each other"),
                                NULL);
    if (demo != NULL)
        return cli_copy_demo(session, demo);
    return term_usage_error(session, _("--demo is missing"), NULL);
}

static const char *const examples[] = {"maillage init inventaire.xlsx",
                                       "maillage init inventaire.ods", "maillage init --demo demo",
                                       NULL};

const term_command cli_init = {
    .name = "init",
    .summary = N_("make an inventory to fill in, or copy the demonstration"),
    .synopsis = N_("[OPTION]... [FILE]"),
    .description =
        N_("Writes an empty inventory of dispositifs with drop-down lists, examples and "
           "explanations: inventaire.xlsx, or FILE, whose extension (.xlsx, .ods, .csv) says in "
           "which format."),
    .options = options,
    .max_positional = 1,
    .positional = N_("FILE"),
    .examples = examples,
    .run = run,
};
