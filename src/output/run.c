/*
 * run.c - what one call of mlg_write_result shares: CRS of the result, suffixes, workers.
 */
#include "output/format.h"
#include "output/layer.h"

#include "base/text.h"

#include <string.h>

#define MAINLAND_COMPUTING_CRS "EPSG:3035"
#define MAINLAND_CRS           "EPSG:2154"
#define WORLD_CRS              "EPSG:4326"

bool output_lies_in(const output_run *run, const char *computing_crs)
{
    const coverage_level *communes =
        run->coverage != NULL ? &run->coverage->levels[MLG_COMMUNE] : NULL;
    size_t n = communes != NULL ? communes->n_zones : run->territory->n_communes;
    for (size_t i = 0; i < n; i++) {
        size_t commune = communes != NULL ? communes->zones[i].unit : i;
        uint32_t crs = run->mesh->commune_crs[commune];
        if (strcmp(run->mesh->crs[crs], computing_crs) == 0)
            return true;
    }
    return false;
}

/* QPV that lie in no commune of the result have no say. */
static bool is_mainland(const output_run *run)
{
    for (size_t i = 0; i < run->mesh->n_crs; i++)
        if (strcmp(run->mesh->crs[i], MAINLAND_COMPUTING_CRS) != 0 &&
            output_lies_in(run, run->mesh->crs[i]))
            return false;
    return output_lies_in(run, MAINLAND_COMPUTING_CRS);
}

mlg_status output_choose_crs(const output_run *run, char **ret, mlg_error *err)
{
    const char *asked = run->options->t_srs;
    const char *only = run->format->crs;
    g_autofree char *name = NULL;
    if (asked == NULL) {
        *ret = g_strdup(only != NULL ? only : is_mainland(run) ? MAINLAND_CRS : WORLD_CRS);
        return MLG_OK;
    }
    MLG_TRY(crs_identify(asked, &name, err));
    if (!g_str_has_prefix(name, "EPSG:"))
        return mlg_hint(err, mlg_fail(err, MLG_E_CRS, _("t-srs '%s' has no EPSG code"), asked),
                        "%s", _("give the CRS of the result as EPSG:2154"));
    if (run->format->no_shapes)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_ARG, _("t-srs '%s': %s holds no geometry"), asked,
                                 run->format->name),
                        "%s", _("leave --t-srs out, or write a GeoPackage"));
    if (only != NULL && strcmp(name, only) != 0)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_ARG, _("t-srs '%s': %s holds %s only"), asked,
                                 run->format->name, only),
                        "%s", _("leave --t-srs out, or write a GeoPackage"));
    *ret = g_steal_pointer(&name);
    return MLG_OK;
}

void output_usual_crs(const output_run *run, const char *ret[3])
{
    ret[0] = run->crs != NULL ? run->crs : MAINLAND_CRS;
    ret[1] = run->crs != NULL ? NULL : WORLD_CRS;
    ret[2] = NULL;
}

/* The dispositifs of the result, and the relations between two of them. */
static void list_dispositifs(output_run *run)
{
    const mlg_coverage *coverage = run->coverage;
    const coverage_dispositif *dispositifs = coverage->dispositifs;
    run->dispositifs = g_new0(uint32_t, run->inventory->n_dispositifs + 1);
    for (uint32_t d = 0; d < run->inventory->n_dispositifs; d++)
        if (dispositifs[d].here)
            run->dispositifs[run->n_dispositifs++] = d;
    run->relations = g_new0(uint32_t, coverage->n_relations + 1);
    for (uint32_t r = 0; r < coverage->n_relations; r++)
        if (dispositifs[coverage->relations[r].a].here &&
            dispositifs[coverage->relations[r].b].here)
            run->relations[run->n_relations++] = r;
}

/* What layers of the other generation are written with; it owns nothing. */
static void view_compared(output_run *run, const mlg_coverage *compared)
{
    run->compared = g_memdup2(run, sizeof *run);
    run->compared->coverage = compared;
    run->compared->territory = compared->territory;
    run->compared->inventory = compared->inventory;
    run->compared->mesh = compared->mesh;
}

mlg_status output_run_init(output_run *run, const mlg_coverage *coverage,
                           const struct output_format *format, const mlg_output_options *options,
                           mlg_error *err)
{
    *run = (output_run){
        .coverage = coverage,
        .territory = coverage->territory,
        .inventory = coverage->inventory,
        .mesh = coverage->mesh,
        .options = options,
        .format = format,
        .layers = output_result_layers,
    };
    MLG_TRY(output_choose_crs(run, &run->crs, err));
    run->suffixes = g_new0(char *, coverage->n_types + 1);
    for (size_t t = 0; t < coverage->n_types; t++)
        run->suffixes[t] = coverage_type_suffix(coverage->type_names[t]);
    list_dispositifs(run);
    if (options->generations != NULL)
        view_compared(run, options->generations->compared);
    run->dispositif_shapes = g_new0(GBytes *, run->inventory->n_dispositifs + 1);
    output_collect_parameters(run);
    output_run_start(run);
    return MLG_OK;
}

const output_run *output_row_run(const output_run *run, size_t n, size_t *i)
{
    if (*i < n)
        return run;
    *i -= n;
    return run->compared;
}

void output_run_start(output_run *run)
{
    run->n_workers = run->options->n_threads > 1 ? run->options->n_threads : 1;
    run->workers = g_new0(mesh_worker, run->n_workers);
    for (unsigned w = 0; w < run->n_workers; w++)
        mesh_worker_init(&run->workers[w]);
}

void output_run_done(output_run *run)
{
    for (unsigned w = 0; run->workers != NULL && w < run->n_workers; w++)
        mesh_worker_done(&run->workers[w]);
    g_clear_pointer(&run->workers, g_free);
    g_clear_pointer(&run->parameters, g_ptr_array_unref);
    for (size_t d = 0; run->dispositif_shapes != NULL && d < run->inventory->n_dispositifs; d++)
        g_clear_pointer(&run->dispositif_shapes[d], g_bytes_unref);
    g_clear_pointer(&run->dispositif_shapes, g_free);
    g_clear_pointer(&run->compared, g_free);
    g_clear_pointer(&run->dispositifs, g_free);
    g_clear_pointer(&run->relations, g_free);
    g_clear_pointer(&run->suffixes, g_strfreev);
    g_clear_pointer(&run->crs, g_free);
}
