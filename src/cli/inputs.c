/*
 * inputs.c - from options to a territory, an inventory and their mesh.
 */
#include "cli/inputs.h"
#include "cli/memory.h"

#include <maillage/source.h>

#include <string.h>

const char *const cli_plm_levels[] = {"commune", "arrondissement", NULL};
const char *const cli_generations[] = {"2015", "2024", NULL};
const char *const cli_one_or_both_generations[] = {"2015", "2024", "2015,2024", NULL};

void cli_inputs_clear(cli_inputs *inputs)
{
    /* each refers to those before it */
    mlg_mesh_free(inputs->compared);
    mlg_mesh_free(inputs->mesh);
    mlg_grid_free(inputs->grid);
    mlg_inventory_free(inputs->inventory);
    mlg_territory_free(inputs->territory);
}

unsigned cli_jobs(const term_args *args)
{
    double n = term_args_number(args, "jobs", (double)g_get_num_processors());
    return (unsigned)MIN(n, CLI_JOBS_MAX);
}

static gboolean wants_both(const term_args *args)
{
    return g_strcmp0(term_args_text(args, "qpv-generation"), "2015,2024") == 0;
}

static int qpv_generation(const term_args *args)
{
    const char *generation = term_args_text(args, "qpv-generation");
    if (generation == NULL || wants_both(args))
        return 0;
    return strcmp(generation, "2015") == 0 ? 2015 : 2024;
}

mlg_status cli_load_territory(const term_args *args, int date, const mlg_monitor *monitor,
                              mlg_territory **ret, mlg_error *err)
{
    mlg_territory_sources sources = {
        .communes = term_args_list(args, "communes"),
        .qpv = term_args_list(args, "qpv"),
        .epci = term_args_list(args, "epci"),
        .population = term_args_list(args, "population"),
        .pop_qpv = term_args_list(args, "pop-qpv"),
        .correspondence = term_args_list(args, "correspondance"),
        .cog = term_args_list(args, "cog"),
        .zonages = cli_source_values(args, "zonage"),
        .date = date,
        .qpv_generation = qpv_generation(args),
        .compare_generations = wants_both(args),
        .plm_arrondissement = g_strcmp0(term_args_text(args, "niveau-plm"), "arrondissement") == 0,
    };
    return mlg_load_territory(&sources, monitor, ret, err);
}

static mlg_status load_inventory(const term_args *args, int date, const mlg_territory *territory,
                                 const mlg_monitor *monitor, mlg_inventory **ret, mlg_error *err)
{
    g_auto(GStrv) keep = cli_split(term_args_text(args, "garder"));
    mlg_inventory_sources sources = {
        .inventory = term_args_text(args, "inventaire"),
        .dispositifs = term_args_text(args, "dispositifs"),
        .perimetres = term_args_text(args, "perimetres"),
        .recensement = term_args_text(args, "recensement"),
        .contrats_ville = term_args_list(args, "contrats-ville"),
        .keep = (const char *const *)keep,
        .strict = term_args_has(args, "strict"),
        .date = date,
    };
    return mlg_load_inventory(&sources, territory, monitor, ret, err);
}

/* Refines the base mesh where there is one, else builds all. */
static mlg_status make_mesh(const mlg_territory *territory, const mlg_inventory *inventory,
                            const mlg_mesh_options *options, const mlg_monitor *monitor,
                            mlg_mesh **mesh, mlg_error *err)
{
    if (*mesh != NULL)
        return mlg_refine_mesh(*mesh, inventory, options, monitor, err);
    return mlg_build_mesh(territory, inventory, options, monitor, mesh, err);
}

mlg_status cli_load_grid(const term_args *args, const mlg_territory *territory,
                         const mlg_monitor *monitor, mlg_grid **ret, mlg_error *err)
{
    mlg_grid_sources sources = {
        .grids = term_args_list(args, "grid"),
        .column = term_args_text(args, "grid-column"),
        .n_threads = cli_jobs(args),
    };
    return sources.grids[0] != NULL ? mlg_load_grid(&sources, territory, monitor, ret, err)
                                    : MLG_OK;
}

mlg_status cli_load_inputs_of(const term_args *args, int territory_date, int inventory_date,
                              const mlg_monitor *monitor, cli_inputs *ret, mlg_error *err)
{
    g_auto(cli_inputs) inputs = {0};
    mlg_mesh_options mesh = {.n_threads = cli_jobs(args)};
    const char *stored = cli_stored_territory(args);
    mlg_status status =
        stored != NULL
            ? mlg_load_store(stored, territory_date, mesh.n_threads, monitor, &inputs.territory,
                             &inputs.grid, &inputs.mesh, &inputs.compared, err)
            : cli_load_territory(args, territory_date, monitor, &inputs.territory, err);
    if (status == MLG_OK)
        status =
            load_inventory(args, inventory_date, inputs.territory, monitor, &inputs.inventory, err);
    if (status == MLG_OK && stored == NULL)
        status = cli_load_grid(args, inputs.territory, monitor, &inputs.grid, err);
    mesh.grid = inputs.grid;
    if (status == MLG_OK)
        status = make_mesh(inputs.territory, inputs.inventory, &mesh, monitor, &inputs.mesh, err);
    if (status == MLG_OK && mlg_territory_compared(inputs.territory) != NULL)
        status = make_mesh(mlg_territory_compared(inputs.territory),
                           mlg_inventory_compared(inputs.inventory), &mesh, monitor,
                           &inputs.compared, err);
    if (status != MLG_OK)
        return status;
    g_clear_pointer(&inputs.grid, mlg_grid_free); /* it has weighed what it had to */
    cli_return_memory();
    *ret = inputs;
    inputs = (cli_inputs){0};
    return MLG_OK;
}

mlg_status cli_load_inputs(const term_args *args, int date, const mlg_monitor *monitor,
                           cli_inputs *ret, mlg_error *err)
{
    return cli_load_inputs_of(args, date, date, monitor, ret, err);
}
