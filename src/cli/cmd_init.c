/*
 * cmd_init.c - `maillage init`: an empty inventory to fill in, or a copy of the demonstration.
 */
#include "cli/cli.h"
#include "cli/demo.h"
#include "term/text.h"

#include <maillage/output.h>
#include <maillage/template.h>

#include <string.h>

#define DEFAULT_INVENTORY "inventaire.xlsx"

static const term_option options[] = {
    {.kind = TERM_HEADING, .help = N_("What to make")},
    {.kind = TERM_TEXT,
     .name = "demo",
     .value = N_("FOLDER"),
     .help = N_("copy the demonstration territory into this folder, instead of a template")},
    {.kind = TERM_FLAG, .name = "overwrite", .help = N_("replace an existing file")},
    {0}};

/* The options of `cover` that read the inventory back: one file, or one file a table. */
static void print_next(const term_session *session, const char *target, gboolean is_folder)
{
    g_autofree char *shown = term_shell_word(target);
    fprintf(session->err.stream, _("%s is ready to be filled in. Then:\n"), target);
    if (is_folder)
        fprintf(
            session->err.stream,
            "  maillage cover --communes SOURCE --qpv SOURCE --dispositifs %s/dispositifs.csv \\\n"
            "      --perimetres %s/perimetres.csv --recensement %s/recensement.csv \\\n"
            "      -o couverture.gpkg\n",
            shown, shown, shown);
    else
        fprintf(session->err.stream,
                "  maillage cover --communes SOURCE --qpv SOURCE --inventaire %s \\\n"
                "      -o couverture.gpkg\n",
                shown);
}

static int run(const term_args *args, const term_session *session)
{
    const char *demo = term_args_text(args, "demo");
    const char *path = term_args_positional(args, 0);
    if (demo != NULL && path != NULL)
        return term_usage_error(session, _("--demo and a file of inventory exclude each other"),
                                NULL);
    if (demo != NULL)
        return cli_copy_demo(session, demo);
    if (path == NULL)
        path = DEFAULT_INVENTORY;
    mlg_error err = {0};
    mlg_status status =
        mlg_write_template(path, term_args_has(args, "overwrite") ? MLG_OVERWRITE : 0U, &err);
    if (status != MLG_OK)
        return cli_fail(session, status, &err, TRUE);
    char *target = mlg_template_target(path);
    print_next(session, target, strcmp(target, path) != 0);
    mlg_free(target);
    return TERM_EXIT_DONE;
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
           "which format; .csv makes a folder of tables."),
    .options = options,
    .max_positional = 1,
    .positional = N_("FILE"),
    .examples = examples,
    .run = run,
};
