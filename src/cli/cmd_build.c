/*
 * cmd_build.c - `maillage build`: territory and base mesh stored once, from which `cover` and
 * `timeline` start without reading the sources again.
 */
#include "cli/inputs.h"
#include "cli/memory.h"
#include "term/text.h"

static const term_option options[] = {
    CLI_TERRITORY_OPTIONS,
    CLI_ZONAGE_OPTION,
    {.kind = TERM_HEADING, .help = N_("Computation")},
    {.kind = TERM_DATE,
     .name = "date",
     .value = N_("DAY"),
     .help = N_("day whose QPV are stored, YYYY-MM-DD (default: today)")},
    {.kind = TERM_CHOICE,
     .name = "qpv-generation",
     .value = N_("YEAR"),
     .choices = cli_one_or_both_generations,
     .help = N_("QPV of 2015 or of 2024 (default: those in force on the day); 2015,2024: both")},
    {.kind = TERM_HEADING, .help = N_("Result")},
    {.kind = TERM_TEXT,
     .letter = 'o',
     .name = "output",
     .value = N_("TERRITORY"),
     .help = N_("GeoPackage to write")},
    {.kind = TERM_TEXT,
     .name = "t-srs",
     .value = N_("SRS"),
     .help = N_("coordinate system of its layers (default: EPSG:2154 in mainland France, else "
                "EPSG:4326)")},
    {.kind = TERM_FLAG, .name = "overwrite", .help = N_("replace an existing file")},
    CLI_JOBS_OPTION,
    CLI_PROGRESS_OPTION,
    {0}};

/* What the table of options cannot tell; an exit code. */
static int check(const term_args *args, const term_session *session)
{
    int code = cli_check_territory(args, session);
    if (code != TERM_EXIT_DONE)
        return code;
    if (!term_args_has(args, "output"))
        return cli_fail_missing(session, "output",
                                _("where the territory is written: -o territoire.gpkg"));
    code = cli_check_zonages(args, session);
    return code != TERM_EXIT_DONE ? code : cli_check_output_name(args, session);
}

/* A cli_job: loads, makes the base meshes and writes. */
static mlg_status build(const term_args *args, const mlg_monitor *monitor,
                        mlg_output_options *output, void *result, gboolean *ret_on_output,
                        mlg_error *err)
{
    cli_inputs *in = result;
    int date = cli_date(args, output->epoch);
    mlg_status status = cli_load_territory(args, date, monitor, &in->territory, err);
    if (status == MLG_OK)
        status = cli_load_grid(args, in->territory, monitor, &in->grid, err);
    mlg_mesh_options mesh = {.n_threads = cli_jobs(args), .grid = in->grid};
    if (status == MLG_OK)
        status = mlg_build_base(in->territory, &mesh, monitor, &in->mesh, err);
    const mlg_territory *compared = status == MLG_OK ? mlg_territory_compared(in->territory) : NULL;
    if (compared != NULL)
        status = mlg_build_base(compared, &mesh, monitor, &in->compared, err);
    if (status != MLG_OK)
        return status;
    *ret_on_output = TRUE;
    cli_return_memory();
    return mlg_write_store(term_args_text(args, "output"), in->territory, in->grid, in->mesh,
                           in->compared, output, monitor, err);
}

static void print_end(const term_session *session, const cli_inputs *in, const char *path)
{
    g_autofree char *communes =
        cli_count(session, (double)mlg_territory_count(in->territory, MLG_COMMUNE));
    g_autofree char *qpvs = cli_count(session, (double)mlg_territory_count(in->territory, MLG_QPV));
    g_autofree char *people = cli_count(session, mlg_mesh_get_summary(in->mesh).population);
    g_autofree char *stored = g_strdup_printf(
        _("Territory of %s communes and %s QPV, %s inhabitants."), communes, qpvs, people);
    g_autofree char *word = term_shell_word(path);
    g_autofree char *next = g_strdup_printf(
        _("Written: %s. Next: maillage cover %s --inventaire FILE -o RESULT"), path, word);
    mlg_mesh_summary mesh = mlg_mesh_get_summary(in->mesh);
    term_print_sentence(&session->err, stored, 0);
    cli_print_weights(session, &mesh);
    term_print_sentence(&session->err, next, 0);
}

static int run(const term_args *args, const term_session *session)
{
    int code = check(args, session);
    if (code != TERM_EXIT_DONE)
        return code;
    g_auto(cli_inputs) in = {0};
    mlg_output_options output = {.format = mlg_output_format(0)};
    code = cli_write_output(args, session, &output, build, &in);
    if (code == TERM_EXIT_DONE)
        print_end(session, &in, term_args_text(args, "output"));
    return code;
}

static const char *const examples[] = {
    "maillage build --communes communes.gpkg --qpv qpv.gpkg --epci epcicom.csv \\\n"
    "      --population population.csv -o territoire.gpkg\n"
    "  maillage cover territoire.gpkg --inventaire inventaire.xlsx -o couverture.gpkg",
    "maillage build --optfile sources.txt --qpv-generation 2015,2024 \\\n"
    "      -o territoire.gpkg",
    NULL};

const term_command cli_build = {
    .name = "build",
    .summary = N_("store a territory once, for runs that start from it"),
    .synopsis = N_("--communes SOURCE --qpv SOURCE [OPTION]... -o TERRITORY"),
    .description =
        N_("Loads a territory, cuts its communes by the QPV, and stores all of it in one "
           "GeoPackage, with its people: maillage cover and maillage timeline start from there in "
           "a fraction of the time, with the same results to the byte.\n\n"
           "QGIS opens the file too: layers qpv, commune, epci, departement, region and face, "
           "tables diagnostic and parametre. Another version of maillage, or sources that have "
           "changed since, ask to build it again."),
    .options = options,
    .examples = examples,
    .run = run,
};
