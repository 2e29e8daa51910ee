/*
 * cmd_gaps.c - `maillage gaps`: where nothing covers, the most inhabitants first; its exit code can
 * say so.
 */
#include "cli/report_options.h"
#include "term/text.h"

#define MONTHS_MAX     1200
#define POPULATION_MAX 1e9

static const char *const levels[] = {"qpv",    "commune",       "epci", "departement",
                                     "region", "contrat_ville", NULL};

static const term_option options[] = {
    {.kind = TERM_HEADING, .help = N_("Selection")},
    {.kind = TERM_TEXT,
     .name = "type",
     .value = N_("TYPE,..."),
     .help = N_("QPV, or parts of them, without this type (default: each type)")},
    {.kind = TERM_TEXT,
     .name = "avec",
     .value = N_("TYPE,..."),
     .help = N_("only QPV that have all of these types")},
    {.kind = TERM_TEXT,
     .name = "sans",
     .value = N_("TYPE,..."),
     .help = N_("only QPV that have none of these types; not with --type")},
    {.kind = TERM_NUMBER,
     .name = "min-pop",
     .value = N_("N"),
     .max = POPULATION_MAX,
     .help = N_("only gaps of at least N inhabitants")},
    {.kind = TERM_INTEGER,
     .name = "ending",
     .value = N_("MONTHS"),
     .min = 1,
     .max = MONTHS_MAX,
     .help = N_("dispositifs that end within so many months, instead of gaps")},
    CLI_ZONE_OPTION,
    {.kind = TERM_CHOICE,
     .name = "by",
     .value = N_("LEVEL"),
     .choices = levels,
     .help = N_("one row a qpv (default), commune, epci, departement, region or contrat_ville")},
    CLI_PRESENTATION_OPTIONS,
    {.kind = TERM_HEADING, .help = N_("Exit status")},
    {.kind = TERM_FLAG,
     .name = "fail-if-gap",
     .help = N_("end with 1 when there is a gap, for scripts")},
    {0}};

static int run(const term_args *args, const term_session *session)
{
    if (term_args_has(args, "type") && term_args_has(args, "sans"))
        return term_usage_error(session, _("--type and --sans exclude each other"),
                                _("--type lists what lacks a type, --sans restricts the QPV"));
    mlg_gaps_options gaps = {
        .style = cli_report_style(args, session),
        .type = term_args_text(args, "type"),
        .with = term_args_text(args, "avec"),
        .without = term_args_text(args, "sans"),
        .by = term_args_text(args, "by"),
        .min_population = term_args_number(args, "min-pop", 0.0),
        .ending_months = (int)term_args_number(args, "ending", 0.0),
        .zone = term_args_text(args, "zone"),
    };
    size_t n_gaps = 0;
    mlg_error err = {0};
    mlg_status status = mlg_report_gaps(term_args_positional(args, 0), &gaps, cli_write_out,
                                        (void *)session, &n_gaps, &err);
    if (status != MLG_OK)
        return cli_report_exit(session, status, &err);
    return n_gaps > 0 && term_args_has(args, "fail-if-gap") ? TERM_EXIT_GAPS : TERM_EXIT_DONE;
}

static const char *const examples[] = {
    "maillage gaps couverture.gpkg --type CLS",
    "maillage gaps couverture.gpkg --avec CLS --sans ASV --by epci",
    "maillage gaps couverture.gpkg --ending 12 --format csv > echeances.csv",
    "maillage gaps couverture.gpkg --type CLS --min-pop 1000 \\\n"
    "      --fail-if-gap || echo incomplet",
    NULL};

const term_command cli_gaps = {
    .name = "gaps",
    .summary = N_("list the QPV that are not covered"),
    .synopsis = N_("[OPTION]... RESULT"),
    .description =
        N_("Lists, from a result of maillage cover, the QPV (or the communes, EPCI... that hold "
           "them) that no dispositif covers or that one covers in part, with the most inhabitants "
           "first; or the dispositifs about to end."),
    .options = options,
    .min_positional = 1,
    .max_positional = 1,
    .positional = N_("RESULT"),
    .examples = examples,
    .run = run,
};
