/*
 * cmd_rank.c - `maillage rank`: where a new dispositif would close most of the gap.
 */
#include "cli/report_options.h"
#include "term/text.h"

#define TOP_MAX 100000

static const char *const units[] = {"epci", "commune", "departement", NULL};
static const char *const objectives[] = {"qpv_pop", "pop", "qpv", NULL};

static const term_option options[] = {
    {.kind = TERM_HEADING, .help = N_("Selection")},
    {.kind = TERM_TEXT,
     .name = "type",
     .value = N_("TYPE"),
     .help = N_("type of the new dispositifs (needed)")},
    {.kind = TERM_CHOICE,
     .name = "unit",
     .value = N_("LEVEL"),
     .choices = units,
     .help = N_("what each would cover wholly: an epci (default), a commune, a departement")},
    {.kind = TERM_INTEGER,
     .name = "top",
     .value = N_("N"),
     .min = 1,
     .max = TOP_MAX,
     .help = N_("how many units (default: 10)")},
    {.kind = TERM_CHOICE,
     .name = "objective",
     .value = N_("OBJECTIVE"),
     .choices = objectives,
     .help = N_("what to bring: qpv_pop (default), inhabitants of QPV without the type; pop, all "
                "inhabitants without it; qpv, QPV not wholly covered")},
    CLI_ZONE_OPTION,
    CLI_PRESENTATION_OPTIONS,
    {0}};

static int run(const term_args *args, const term_session *session)
{
    const mlg_rank_options rank = {
        .style = cli_report_style(args, session),
        .type = term_args_text(args, "type"),
        .unit = term_args_text(args, "unit"),
        .objective = term_args_text(args, "objective"),
        .top = (int)term_args_number(args, "top", 0.0),
        .zone = term_args_text(args, "zone"),
    };
    mlg_error err = {0};
    mlg_status status =
        mlg_report_rank(term_args_positional(args, 0), &rank, cli_write_out, (void *)session, &err);
    return cli_report_exit(session, status, &err);
}

static const char *const examples[] = {
    "maillage rank couverture.gpkg --type CLS",
    "maillage rank couverture.gpkg --type ASV --unit commune \\\n"
    "      --objective qpv --zone reg:84",
    NULL};

const term_command cli_rank = {
    .name = "rank",
    .summary = N_("tell where a new dispositif would close most of the gap"),
    .synopsis = N_("--type TYPE [OPTION]... RESULT"),
    .description =
        N_("Ranks, from a result of maillage cover, the territories where a new dispositif would "
           "bring the most. Each is judged by what those before it leave: the first is the best "
           "one, and N of them bring at least 63% of what the best N would.\n\n"
           "Only what is known to lack the type is counted: not what is to be specified, nor what "
           "was not surveyed."),
    .options = options,
    .min_positional = 1,
    .max_positional = 1,
    .positional = N_("RESULT"),
    .examples = examples,
    .run = run,
};
