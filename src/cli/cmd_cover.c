/*
 * cmd_cover.c - `maillage cover`, the main job: inputs to territory, inventory, mesh, coverage,
 * result.
 */
#include "cli/cover.h"
#include "term/text.h"

#include <maillage/output.h>
#include <maillage/source.h>

#include <string.h>

#define JOBS_MAX 256

static const char *const plm_levels[] = {"commune", "arrondissement", NULL};
static const char *const generations[] = {"2015", "2024", NULL};
static const char *const formats[] = {"GPKG", "GeoJSON", NULL};

static const term_option options[] = {
    {.kind = TERM_HEADING, .help = N_("Territory")},
    {.kind = TERM_LIST,
     .name = "communes",
     .value = N_("SOURCE"),
     .help = N_("boundaries of communes; may be repeated (mainland, overseas)")},
    {.kind = TERM_LIST,
     .name = "qpv",
     .value = N_("SOURCE"),
     .help = N_("boundaries of QPV: a layer, or a folder of shapefiles")},
    {.kind = TERM_LIST,
     .name = "epci",
     .value = N_("SOURCE"),
     .help = N_("EPCI: a layer, or a table of which communes make them; also EPT")},
    {.kind = TERM_LIST,
     .name = "population",
     .value = N_("SOURCE"),
     .help = N_("official populations of communes")},
    {.kind = TERM_LIST,
     .name = "pop-qpv",
     .value = N_("SOURCE"),
     .help = N_("published populations of QPV")},
    {.kind = TERM_LIST,
     .name = "cog",
     .value = N_("SOURCE"),
     .help = N_("INSEE's lists of communes (code officiel géographique)")},
    {.kind = TERM_CHOICE,
     .name = "niveau-plm",
     .value = N_("LEVEL"),
     .choices = plm_levels,
     .help = N_("Paris, Lyon and Marseille by commune (default) or by arrondissement")},
    {.kind = TERM_HEADING, .help = N_("Inventory")},
    {.kind = TERM_TEXT,
     .name = "inventaire",
     .value = N_("SOURCE"),
     .help = N_("all tables in one file: XLSX, ODS, GPKG, PG:...")},
    {.kind = TERM_TEXT,
     .name = "dispositifs",
     .value = N_("SOURCE"),
     .help = N_("or one file a table: the dispositifs,")},
    {.kind = TERM_TEXT,
     .name = "perimetres",
     .value = N_("SOURCE"),
     .help = N_("their perimeters,")},
    {.kind = TERM_TEXT,
     .name = "recensement",
     .value = N_("SOURCE"),
     .help = N_("and where an inventory was made")},
    {.kind = TERM_TEXT,
     .name = "garder",
     .value = N_("COLUMN,..."),
     .help = N_("columns of your own to carry to the result")},
    {.kind = TERM_FLAG, .name = "strict", .help = N_("stop (4) when a row is rejected")},
    {.kind = TERM_HEADING, .help = N_("Computation")},
    {.kind = TERM_DATE,
     .name = "date",
     .value = N_("DAY"),
     .help = N_("day on which dispositifs must be in force, YYYY-MM-DD (default: today)")},
    {.kind = TERM_TEXT,
     .name = "types",
     .value = N_("TYPE,..."),
     .help = N_("types to compute (default: all of the inventory)")},
    {.kind = TERM_FLAG, .name = "avec-projets", .help = N_("count dispositifs in project too")},
    {.kind = TERM_NUMBER,
     .name = "seuil",
     .value = N_("SHARE"),
     .min = 0.5,
     .max = 1.0,
     .help = N_("share of its area from which a QPV is covered in full (default: 0.99)")},
    {.kind = TERM_CHOICE,
     .name = "qpv-generation",
     .value = N_("YEAR"),
     .choices = generations,
     .help = N_("QPV of 2015 or of 2024 (default: those in force on the day)")},
    {.kind = TERM_TEXT,
     .name = "zone",
     .value = N_("ZONE,..."),
     .help = N_("only these territories: reg:84, dep:69, epci:244400644, com:93048")},
    {.kind = TERM_HEADING, .help = N_("Result")},
    {.kind = TERM_TEXT,
     .letter = 'o',
     .name = "output",
     .value = N_("RESULT"),
     .help = N_("file to write (a folder for GeoJSON)")},
    {.kind = TERM_CHOICE,
     .letter = 'f',
     .name = "format",
     .value = N_("FORMAT"),
     .choices = formats,
     .help = N_("GPKG (default) or GeoJSON")},
    {.kind = TERM_TEXT,
     .name = "t-srs",
     .value = N_("SRS"),
     .help = N_("coordinate system of the result (default: EPSG:2154 in mainland France, else "
                "EPSG:4326)")},
    {.kind = TERM_TEXT,
     .name = "layers",
     .value = N_("LAYER,..."),
     .help = N_("layers and tables to write (default: all)")},
    {.kind = TERM_FLAG, .name = "overwrite", .help = N_("replace an existing result")},
    {.kind = TERM_HEADING, .help = N_("Run")},
    {.kind = TERM_INTEGER,
     .letter = 'j',
     .name = "jobs",
     .value = N_("N"),
     .min = 1,
     .max = JOBS_MAX,
     .help = N_("threads (default: one a processor); the result is the same")},
    {0}};

void cover_result_clear(cover_result *result)
{
    /* each refers to those before it */
    mlg_coverage_free(result->coverage);
    mlg_mesh_free(result->mesh);
    mlg_inventory_free(result->inventory);
    mlg_territory_free(result->territory);
}

static unsigned n_threads(const term_args *args)
{
    double n = term_args_number(args, "jobs", (double)g_get_num_processors());
    return (unsigned)MIN(n, JOBS_MAX);
}

static int plm_by_arrondissement(const term_args *args)
{
    return g_strcmp0(term_args_text(args, "niveau-plm"), "arrondissement") == 0;
}

static mlg_status load(const term_args *args, const mlg_monitor *monitor, cover_result *result,
                       mlg_error *err)
{
    const char *generation = term_args_text(args, "qpv-generation");
    mlg_territory_sources territory = {
        .communes = term_args_list(args, "communes"),
        .qpv = term_args_list(args, "qpv"),
        .epci = term_args_list(args, "epci"),
        .population = term_args_list(args, "population"),
        .pop_qpv = term_args_list(args, "pop-qpv"),
        .cog = term_args_list(args, "cog"),
        .date = result->date,
        .qpv_generation = generation == NULL                ? 0
                          : strcmp(generation, "2015") == 0 ? 2015
                                                            : 2024,
        .plm_arrondissement = plm_by_arrondissement(args),
    };
    mlg_status status = mlg_load_territory(&territory, monitor, &result->territory, err);
    if (status != MLG_OK)
        return status;
    g_auto(GStrv) keep = cli_split(term_args_text(args, "garder"));
    mlg_inventory_sources inventory = {
        .inventory = term_args_text(args, "inventaire"),
        .dispositifs = term_args_text(args, "dispositifs"),
        .perimetres = term_args_text(args, "perimetres"),
        .recensement = term_args_text(args, "recensement"),
        .keep = (const char *const *)keep,
        .strict = term_args_has(args, "strict"),
        .date = result->date,
    };
    return mlg_load_inventory(&inventory, result->territory, monitor, &result->inventory, err);
}

static mlg_status compute(const term_args *args, const mlg_monitor *monitor, cover_result *result,
                          mlg_error *err)
{
    mlg_mesh_options mesh = {.n_threads = n_threads(args)};
    mlg_status status =
        mlg_build_mesh(result->territory, result->inventory, &mesh, monitor, &result->mesh, err);
    if (status != MLG_OK)
        return status;
    g_auto(GStrv) types = cli_split(term_args_text(args, "types"));
    mlg_coverage_options coverage = {
        .date = result->date,
        .with_projects = term_args_has(args, "avec-projets"),
        .threshold = term_args_number(args, "seuil", 0.0),
        .types = (const char *const *)types,
        .combination = (const char *const *)types,
        .zone = term_args_text(args, "zone"),
    };
    return mlg_compute_coverage(result->territory, result->inventory, result->mesh, &coverage,
                                monitor, &result->coverage, err);
}

/* Loads, computes and writes; *ret_on_output tells that the last step failed. */
static mlg_status cover(const term_args *args, cli_work *work, mlg_output_options *output,
                        cover_result *result, gboolean *ret_on_output, mlg_error *err)
{
    mlg_status status = load(args, &work->monitor, result, err);
    if (status == MLG_OK)
        status = compute(args, &work->monitor, result, err);
    if (status != MLG_OK)
        return status;
    output->findings = work->findings;
    *ret_on_output = TRUE;
    return mlg_write_result(term_args_text(args, "output"), result->coverage, output,
                            &work->monitor, err);
}

static int run(const term_args *args, const term_session *session)
{
    long long epoch = -1;
    int code = cover_check(args, session);
    if (code != TERM_EXIT_DONE)
        return code;
    if (!cli_epoch(session, &epoch))
        return TERM_EXIT_USAGE;
    g_auto(GStrv) layers = cli_split(term_args_text(args, "layers"));
    g_autofree char *command = cli_command_line(args);
    mlg_output_options output = {
        .format = term_args_text(args, "format"),
        .t_srs = term_args_text(args, "t-srs"),
        .layers = (const char *const *)layers,
        .command = command,
        .epoch = epoch,
        .n_threads = n_threads(args),
        .flags = term_args_has(args, "overwrite") ? MLG_OVERWRITE : 0U,
    };
    mlg_error err = {0};
    const char *path = term_args_text(args, "output");
    mlg_status status = mlg_check_output(path, &output, &err);
    if (status != MLG_OK) /* nothing was read yet: a wrong CRS is that of --t-srs */
        return cli_fail(session, status == MLG_E_CRS ? MLG_E_ARG : status, &err, TRUE);

    cli_work work = {0};
    cli_work_init(&work, session);
    g_auto(cover_result) result = {.date = cli_date(args, epoch)};
    gboolean on_output = FALSE;
    status = cover(args, &work, &output, &result, &on_output, &err);
    term_progress_clear(&work.progress);
    cli_print_findings(&work, status == MLG_OK);
    if (status == MLG_OK)
        cover_print_end(session, &result, path, g_strcmp0(output.format, "GeoJSON") != 0);
    else
        code = cli_fail(session, status, &err, on_output);
    cli_work_done(&work);
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
    .synopsis = N_("--communes SOURCE --qpv SOURCE --inventaire SOURCE [OPTION]... -o RESULT"),
    .description =
        N_("Computes, for each QPV, commune, EPCI, contrat de ville, département and région, which "
           "dispositifs cover it on a given day and for how many inhabitants, and where the gaps "
           "and the overlaps are.\n\n"
           "A SOURCE is anything that OGR opens: a file, a folder of shapefiles, /vsizip/..., "
           "PG:..., with |layername=NAME when it holds several layers; - is the standard input. "
           "Which official file it is, is found by its columns (maillage sources lists them)."),
    .options = options,
    .examples = examples,
    .run = run,
};
