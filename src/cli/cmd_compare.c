/*
 * cmd_compare.c - `maillage compare`: what moved between two results, and why; on standard output
 * or in a file whose extension says in which format.
 */
#include "cli/report_options.h"
#include "term/text.h"

static const char *const levels[] = {"qpv",    "commune", "epci",       "departement",
                                     "region", "type",    "dispositif", NULL};

static const term_option options[] = {
    {.kind = TERM_HEADING, .help = N_("Selection")},
    {.kind = TERM_TEXT,
     .name = "type",
     .value = N_("TYPE,..."),
     .help = N_("only these types (default: all)")},
    CLI_ZONE_OPTION,
    {.kind = TERM_CHOICE,
     .name = "by",
     .value = N_("LEVEL"),
     .choices = levels,
     .help = N_("one row a qpv (default), commune, epci, departement or region; csv has one table: "
                "also type (the balance) or dispositif (contracts)")},
    {.kind = TERM_FLAG,
     .name = "population-constante",
     .help = N_("populations of RESULT2 for both: only coverage moves")},
    CLI_PRESENTATION_OPTIONS,
    CLI_REPORT_FILE_OPTIONS(
        N_("file to write: .txt, .csv, .json or .md (default: standard output)")),
    {0}};

static mlg_status compare(const term_args *args, const mlg_report_style *style, mlg_write_fn write,
                          void *user, mlg_error *err)
{
    mlg_compare_options request = {
        .style = *style,
        .type = term_args_text(args, "type"),
        .by = term_args_text(args, "by"),
        .zone = term_args_text(args, "zone"),
        .flags = term_args_has(args, "population-constante") ? MLG_CONSTANT_POPULATION : 0U,
    };
    return mlg_report_compare(term_args_positional(args, 0), term_args_positional(args, 1),
                              &request, write, user, err);
}

static int run(const term_args *args, const term_session *session)
{
    return cli_write_report(args, session, cli_extensions,
                            _("give a name that ends with .txt, .csv, .json or .md"), compare);
}

static const char *const examples[] = {
    "maillage compare 2020.gpkg 2026.gpkg",
    "maillage compare 2020.gpkg 2026.gpkg --type CLS --by epci \\\n"
    "      --population-constante",
    "maillage compare 2020.gpkg 2026.gpkg --zone reg:84 -o mouvements.csv", NULL};

const term_command cli_compare = {
    .name = "compare",
    .summary = N_("tell what moved between two results, and why"),
    .synopsis = N_("[OPTION]... RESULT1 RESULT2"),
    .description =
        N_("Compares two results of maillage cover, usually of two days: which QPV entered "
           "coverage, left it or changed, with their inhabitants and the reasons (new contract, "
           "renewal, end, perimeter, codes of communes, limits of the QPV, survey, population); "
           "the balance that leads from one total to the other; what became of the contracts.\n\n"
           "Both must have the same QPV, types, zone and threshold: otherwise the options of "
           "maillage cover that make them comparable are told."),
    .options = options,
    .min_positional = 2,
    .max_positional = 2,
    .positional = N_("RESULT"),
    .examples = examples,
    .run = run,
};
