/*
 * main.c - the program: its table of commands. Everything else is in cmd_<verb>.c and in term.
 */
#include "cli/cli.h"
#include "cli/memory.h"
#include "term/text.h"

#include <maillage/version.h>

static char *version(void)
{
    char *libraries = mlg_version_libraries();
    char *text = g_strdup_printf("maillage %s\n%s\n", mlg_version(), g_strchomp(libraries));
    mlg_free(libraries);
    return text;
}

int main(int argc, char **argv)
{
    static const term_command *const commands[] = {
        &cli_cover, &cli_build,   &cli_gaps, &cli_summary, &cli_timeline, &cli_compare,
        &cli_rank,  &cli_restyle, &cli_sql,  &cli_init,    &cli_sources,  NULL};
    static const char *const examples[] = {
        "maillage init --demo demo",
        "maillage cover --communes communes.gpkg --qpv qpv.gpkg --epci epcicom.csv \\\n"
        "      --population population.csv --inventaire inventaire.xlsx -o couverture.gpkg",
        "maillage gaps couverture.gpkg --type CLS --by epci --format csv > lacunes.csv", NULL};
    static const term_program program = {
        .name = "maillage",
        .summary =
            N_("Who is covered by which health dispositif (CLS, ASV, CLSM and others) on the "
               "mesh of communes, EPCI and QPV: coverage, gaps and overlaps on a given day, "
               "as a GeoPackage that QGIS opens."),
        .commands = commands,
        .examples = examples,
        .version = version,
    };
    cli_keep_memory();
    return term_run(&program, argc, argv);
}
