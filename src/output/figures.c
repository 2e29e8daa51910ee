/*
 * figures.c - what layers share: figures of a zone for each type, cumul, lists of ids, shapes of
 * the territory and of faces.
 */
#include "output/layer.h"

#include <math.h>

static const dataset_column figure_columns[] = {
    {"couverture", DATASET_TEXT}, {"part_brute", DATASET_REAL}, {"part_aire", DATASET_REAL},
    {"part_pop", DATASET_REAL},   {"pop", DATASET_REAL},        {"pop_min", DATASET_REAL},
    {"pop_max", DATASET_REAL},    {"nb", DATASET_INTEGER},      {"ids", DATASET_TEXT},
};

/* of levels but QPV */
static const dataset_column qpv_columns[] = {
    {"nb_qpv", DATASET_INTEGER},
    {"pop_qpv", DATASET_REAL},
    {"couverture_qpv", DATASET_TEXT},
};

void output_figure_columns(const output_run *run, mlg_level level, output_columns *columns)
{
    for (size_t t = 0; t < run->coverage->n_types; t++) {
        const char *suffix = run->suffixes[t];
        for (size_t c = 0; c < G_N_ELEMENTS(figure_columns); c++)
            output_column_suffixed(columns, figure_columns[c].name, suffix, figure_columns[c].type);
        for (size_t c = 0; level != MLG_QPV && c < G_N_ELEMENTS(qpv_columns); c++)
            output_column_suffixed(columns, qpv_columns[c].name, suffix, qpv_columns[c].type);
    }
}

void output_figures(const output_run *run, mlg_level level, size_t i, output_row *row)
{
    size_t n_types = run->coverage->n_types;
    const coverage_cell *cells = run->coverage->levels[level].cells + i * n_types;
    for (const coverage_cell *cell = cells; cell < cells + n_types; cell++) {
        output_text(row, coverage_state_names[cell->state]);
        output_real(row, cell->part_brute);
        output_real(row, cell->part_aire);
        output_real(row, cell->part_pop);
        output_real(row, cell->pop);
        output_real(row, cell->pop_min);
        output_real(row, cell->pop_max);
        output_integer(row, cell->n_ids);
        output_ids(run, cell->first_id, cell->n_ids, row);
        if (level == MLG_QPV)
            continue;
        output_integer(row, cell->nb_qpv);
        output_real(row, cell->pop_qpv);
        output_text(row, coverage_qpv_state_names[cell->qpv_state]);
    }
}

void output_cumul_columns(output_columns *columns)
{
    output_column(columns, "cumul", DATASET_INTEGER);
    output_column(columns, "combinaison", DATASET_TEXT);
}

void output_cumul(const output_run *run, const coverage_zone *zone, output_row *row)
{
    output_integer(row, zone->cumul);
    output_take_text(row, coverage_combination_name(run->coverage, zone->combination));
}

void output_ids(const output_run *run, uint32_t first, uint32_t n, output_row *row)
{
    const uint32_t *ids = run->coverage->ids + first;
    const inventory_dispositif *dispositifs = run->inventory->dispositifs;
    if (n <= 1) { /* most zones: nothing to copy */
        output_text(row, n == 0 ? NULL : dispositifs[ids[0]].id);
        return;
    }
    GString *list = g_string_new(dispositifs[ids[0]].id);
    for (uint32_t i = 1; i < n; i++) {
        g_string_append_c(list, ',');
        g_string_append(list, dispositifs[ids[i]].id);
    }
    output_take_text(row, g_string_free(list, FALSE));
}

const coverage_zone *output_zone(const output_run *run, mlg_level level, size_t i)
{
    return &run->coverage->levels[level].zones[i];
}

const territory_commune *output_commune(const output_run *run, uint32_t commune)
{
    return commune == TERRITORY_NONE ? NULL : &run->territory->communes[commune];
}

void output_known_area(output_row *to, double area_m2)
{
    output_real(to, area_m2 > 0 ? area_m2 / OUTPUT_M2_PER_HA : (double)NAN);
}

const char *output_group_code(const territory_group *groups, uint32_t index)
{
    return index == TERRITORY_NONE ? NULL : groups[index].code.s;
}

const char *output_class(const territory_zoning *zoning, uint32_t class_index)
{
    return class_index == TERRITORY_NONE ? NULL : zoning->classes[class_index];
}

void output_territory_shape(const output_run *run, const territory_shape *shape, mesh_polygon *ret)
{
    *ret = (mesh_polygon){NULL, NULL, false};
    if (shape->wkb == NULL)
        return;
    ret->wkb = g_bytes_ref(shape->wkb);
    ret->crs = run->territory->crs[shape->crs];
    ret->valid = g_hash_table_contains(run->mesh->valid_shapes, shape->wkb);
}

mlg_status output_faces_shape(const output_run *run, mesh_worker *worker, const uint32_t *faces,
                              size_t n, mesh_polygon *ret, mlg_error *err)
{
    g_autoptr(base_bitset) set = base_bitset_new(run->mesh->n_faces);
    for (size_t i = 0; i < n; i++)
        base_bitset_set(set, faces[i]);
    return mesh_shape(run->mesh, worker, set, ret, err);
}
