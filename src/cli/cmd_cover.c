/*
 * cmd_cover.c - `maillage cover`, the main job: inputs to territory, inventory, mesh, coverage,
 * result.
 */
#include "cli/cover.h"
#include "cli/report_options.h"
#include "term/text.h"

static const term_option options[] = {
    CLI_TERRITORY_OPTIONS,
    CLI_ZONAGE_OPTION,
    CLI_INVENTORY_OPTIONS,
    {.kind = TERM_HEADING, .help = N_("Computation")},
    {.kind = TERM_DATE,
     .name = "date",
     .value = N_("DAY"),
     .help = N_("day on which dispositifs must be in force, YYYY-MM-DD (default: today)")},
    CLI_TYPES_OPTION,
    {.kind = TERM_FLAG, .name = "avec-projets", .help = N_("count dispositifs in project too")},
    CLI_THRESHOLD_OPTION,
    CLI_GENERATIONS_OPTION,
    CLI_ZONE_OPTION,
    {.kind = TERM_HEADING, .help = N_("Result")},
    {.kind = TERM_TEXT,
     .letter = 'o',
     .name = "output",
     .value = N_("RESULT"),
     .help = N_("file to write; a folder, in formats of several files; PG:host=... dbname=... is a "
                "database")},
    {.kind = TERM_CHOICE,
     .letter = 'f',
     .name = "format",
     .value = N_("FORMAT"),
     .choice = mlg_output_format,
     .help = N_("format of the result, by default that of its name, else GPKG; it is one of")},
    CLI_CSV_STYLE_OPTION,
    {.kind = TERM_TEXT,
     .name = "t-srs",
     .value = N_("SRS"),
     .help = N_("coordinate system of the result (default: EPSG:2154 in mainland France, else "
                "EPSG:4326)")},
    {.kind = TERM_TEXT,
     .name = "layers",
     .value = N_("LAYER,..."),
     .help = N_("layers and tables to write (default: all)")},
    {.kind = TERM_TEXT,
     .name = "schema",
     .value = N_("SCHEMA"),
     .help = N_("schema of the database that the tables go to; it must be there (default: the "
                "first of its search path)")},
    {.kind = TERM_FLAG, .name = "overwrite", .help = N_("replace an existing result")},
    CLI_JOBS_OPTION,
    CLI_PROGRESS_OPTION,
    {0}};

void cover_result_clear(cover_result *result)
{
    /* each refers to those that follow */
    mlg_generations_free(result->generations);
    mlg_coverage_free(result->compared);
    mlg_coverage_free(result->coverage);
    cli_inputs_clear(&result->in);
}

static mlg_status compute(const term_args *args, const mlg_monitor *monitor, cover_result *result,
                          mlg_error *err)
{
    g_auto(GStrv) types = cli_split(term_args_text(args, "types"));
    mlg_coverage_options coverage = {
        .date = result->date,
        .with_projects = term_args_has(args, "avec-projets"),
        .threshold = term_args_number(args, "seuil", 0.0),
        .types = (const char *const *)types,
        .combination = (const char *const *)types,
        .zone = term_args_text(args, "zone"),
    };
    mlg_status status =
        mlg_compute_coverage(result->in.territory, result->in.inventory, result->in.mesh, &coverage,
                             monitor, &result->coverage, err);
    if (status != MLG_OK || result->in.compared == NULL)
        return status;
    status = mlg_compute_coverage(mlg_territory_compared(result->in.territory),
                                  mlg_inventory_compared(result->in.inventory), result->in.compared,
                                  &coverage, monitor, &result->compared, err);
    return status != MLG_OK ? status
                            : mlg_compare_generations(result->coverage, result->compared,
                                                      &result->generations, err);
}

/* A cli_job: loads, computes and writes. */
static mlg_status cover(const term_args *args, const mlg_monitor *monitor,
                        mlg_output_options *output, void *made, gboolean *ret_on_output,
                        mlg_error *err)
{
    cover_result *result = made;
    result->date = cli_date(args, output->epoch);
    mlg_status status = cli_load_inputs(args, result->date, monitor, &result->in, err);
    if (status == MLG_OK)
        status = compute(args, monitor, result, err);
    if (status != MLG_OK)
        return status;
    output->generations = result->generations;
    *ret_on_output = TRUE;
    return mlg_write_result(term_args_text(args, "output"), result->coverage, output, monitor, err);
}

static int run(const term_args *args, const term_session *session)
{
    int code = cover_check(args, session);
    if (code != TERM_EXIT_DONE)
        return code;
    g_auto(GStrv) layers = cli_split(term_args_text(args, "layers"));
    g_auto(cover_result) result = {0};
    mlg_output_options output = {
        .format = term_args_text(args, "format"),
        .csv_style = term_args_text(args, "csv-style"),
        .schema = term_args_text(args, "schema"),
        .layers = (const char *const *)layers,
    };
    code = cli_write_output(args, session, &output, cover, &result);
    if (code != TERM_EXIT_DONE)
        return code;
    const char *path = term_args_text(args, "output");
    const char *format = mlg_output_format_of(path, output.format);
    cover_print_end(session, &result, path, g_strcmp0(format, mlg_output_format(0)) == 0,
                    layers == NULL);
    return code;
}

static const char *const examples[] = {
    "maillage cover --communes communes.gpkg --qpv qpv.gpkg \\\n"
    "      --inventaire inventaire.xlsx -o couverture.gpkg",
    "maillage cover --communes ADE_4-0_GPKG.gpkg --qpv QP2024_France.geojson \\\n"
    "      --dispositifs dispositifs.csv --perimetres perimetres.csv \\\n"
    "      --zone reg:84 --date 2026-06-30 -o auvergne_rhone_alpes.gpkg",
    "maillage cover --optfile sources.txt --types CLS -f GeoJSON -o couverture", NULL};

const term_command cli_cover = {
    .name = "cover",
    .summary = N_("compute who is covered by what, and write the result"),
    .synopsis = N_("{--communes SOURCE --qpv SOURCE | TERRITORY} --inventaire SOURCE [OPTION]... "
                   "-o RESULT"),
    .description =
        N_("Computes, for each QPV, commune, EPCI, contrat de ville, département and région, which "
           "dispositifs cover it on a given day and for how many inhabitants, and where the gaps "
           "and the overlaps are.\n\n"
           "A SOURCE is anything that OGR opens: a file, a folder of shapefiles, /vsizip/..., "
           "PG:..., with |layername=NAME when it holds several layers; - is the standard input. "
           "Which official file it is, is found by its columns (maillage sources lists them).\n\n"
           "TERRITORY is a file that maillage build wrote: it stands for all the options of the "
           "territory, and the result is the same."),
    .options = options,
    .max_positional = 1,
    .positional = N_("TERRITORY"),
    .examples = examples,
    .run = run,
};
