/*
 * cmd_summary.c - `maillage summary`: the key figures of a result, every ratio with its terms.
 */
#include "cli/report_options.h"
#include "term/text.h"

static const term_option options[] = {
    {.kind = TERM_HEADING, .help = N_("Selection")},
    {.kind = TERM_TEXT,
     .name = "by",
     .value = N_("LEVEL"),
     .help =
         N_("national (default), region, departement, epci, commune, contrat_ville, a zonage, or a "
            "column of the inventory")},
    {.kind = TERM_TEXT,
     .name = "zone",
     .value = N_("ZONE,..."),
     .help = N_("only this territory: reg:84, dep:69 or epci:244400644; with --by, also a commune "
                "or a list of them")},
    CLI_PRESENTATION_OPTIONS,
    {0}};

static int run(const term_args *args, const term_session *session)
{
    mlg_summary_options summary = {
        .style = cli_report_style(args, session),
        .by = term_args_text(args, "by"),
        .zone = term_args_text(args, "zone"),
    };
    mlg_error err = {0};
    mlg_status status = mlg_report_summary(term_args_positional(args, 0), &summary, cli_write_out,
                                           (void *)session, &err);
    return cli_report_exit(session, status, &err);
}

static const char *const examples[] = {
    "maillage summary couverture.gpkg", "maillage summary couverture.gpkg --by region",
    "maillage summary couverture.gpkg --by contrat_ville --zone dep:69",
    "maillage summary couverture.gpkg --by departement --format csv > chiffres.csv", NULL};

const term_command cli_summary = {
    .name = "summary",
    .summary = N_("print the key figures of a result"),
    .synopsis = N_("[OPTION]... RESULT"),
    .description =
        N_("Prints the key figures of a result of maillage cover, as its table 'indicateur' has "
           "them: contracts by status, carrier, scale, size; QPV, communes, EPCI and contrats de "
           "ville covered, and their inhabitants; how many schemes there are, and which; what the "
           "inventory leaves untold. Every ratio has its numerator, its denominator, and what is "
           "not known. --format csv and json give the rows of the table, with their definitions."),
    .options = options,
    .min_positional = 1,
    .max_positional = 1,
    .positional = N_("RESULT"),
    .examples = examples,
    .run = run,
};
