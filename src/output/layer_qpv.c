/*
 * layer_qpv.c - layer `qpv`: one row a quartier prioritaire, those outside the territory included.
 */
#include "base/text.h"
#include "output/layer.h"

#include <string.h>

void output_qpv_columns(output_columns *to)
{
    output_column(to, "code_qp", DATASET_TEXT);
    output_column(to, "lib_qp", DATASET_TEXT);
    output_column(to, "generation", DATASET_INTEGER);
    output_column_list(to, DATASET_TEXT,
                       (const char *const[]){"insee_com", "lib_com", "siren_epci", "lib_epci",
                                             "insee_dep", "insee_reg", NULL});
    output_column(to, "aire_ha", DATASET_REAL);
    output_column(to, "pop", DATASET_REAL);
    output_column(to, "methode_pop", DATASET_TEXT);
    output_column(to, "part_imputee", DATASET_REAL);
}

static void columns(const output_run *run, output_columns *to)
{
    output_qpv_columns(to);
    output_figure_columns(run, MLG_QPV, to);
    output_cumul_columns(to);
}

static size_t count(const output_run *run)
{
    return run->coverage->levels[MLG_QPV].n_zones;
}

/* The commune of its largest piece; the official list says neither which is first in area nor in
 * people. Outside the territory: the declared one, if any. */
static uint32_t main_commune(const output_run *run, uint32_t qpv)
{
    const mlg_mesh *mesh = run->mesh;
    uint32_t best = run->territory->qpvs[qpv].declared;
    double best_area = -1;
    size_t n = 0;
    const uint32_t *faces = mesh_list(&mesh->own_qpv, qpv, &n);
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &mesh->faces[faces[i]];
        if (face->commune != TERRITORY_NONE && !face->edge && face->area_m2 > best_area) {
            best = face->commune;
            best_area = face->area_m2;
        }
    }
    return best;
}

static void put_place(const output_run *run, uint32_t qpv, output_row *to)
{
    const mlg_territory *t = run->territory;
    const territory_commune *commune = output_commune(run, main_commune(run, qpv));
    if (commune == NULL) {
        const mlg_code *department = &t->qpvs[qpv].department;
        for (int i = 0; i < 4; i++) /* commune and EPCI */
            output_null(to);
        output_text(to, department->s);
        output_take_text(to, g_strdup(base_code_region_of_department(*department).s));
        return;
    }
    output_text(to, commune->code.s);
    output_text(to, commune->name);
    output_text(to, output_group_code(t->epcis, commune->epci));
    output_text(to, commune->epci == TERRITORY_NONE ? NULL : t->epcis[commune->epci].name);
    output_text(to, output_group_code(t->departments, commune->department));
    output_text(to, output_group_code(t->regions, commune->region));
}

void output_qpv_facts(const output_run *run, uint32_t qpv, double area_m2, double people,
                      output_row *to)
{
    const territory_qpv *unit = &run->territory->qpvs[qpv];
    output_text(to, unit->code.s);
    output_text(to, unit->name);
    output_integer(to, unit->generation);
    put_place(run, qpv, to);
    output_known_area(to, area_m2);
    output_real(to, people);
    output_text(to, mesh_method_names[run->mesh->qpv_method[qpv]]);
    output_real(to, run->mesh->qpv_imputed[qpv]);
}

static void row(const output_run *run, size_t i, output_row *to)
{
    const coverage_zone *zone = output_zone(run, MLG_QPV, i);
    output_qpv_facts(run, zone->unit, zone->area_m2, zone->pop, to);
    output_figures(run, MLG_QPV, i, to);
    output_cumul(run, zone, to);
}

/* A projection of the mainland cannot show a QPV of Guadeloupe: one that lies in no loaded commune
 * has a geometry only in degrees, or when the territory has communes where it is. */
static bool can_show(const output_run *run, uint32_t qpv)
{
    if (!run->mesh->qpv_outside[qpv] || strcmp(run->crs, "EPSG:4326") == 0)
        return true;
    const char *crs = crs_of_department(run->territory->qpvs[qpv].department);
    return crs != NULL && output_lies_in(run, crs);
}

void output_qpv_shape(const output_run *run, uint32_t qpv, mesh_polygon *ret)
{
    static const territory_shape none = {0};
    output_territory_shape(run, can_show(run, qpv) ? &run->territory->qpvs[qpv].shape : &none, ret);
}

static mlg_status shape(const output_run *run, mesh_worker *worker, size_t i, mesh_polygon *ret,
                        mlg_error *err)
{
    (void)worker;
    (void)err;
    output_qpv_shape(run, output_zone(run, MLG_QPV, i)->unit, ret);
    return MLG_OK;
}

const output_layer output_layer_qpv = {
    .name = "qpv",
    .title = N_("Priority neighbourhoods (QPV)"),
    .abstract = N_("Quartiers prioritaires de la politique de la ville: coverage by each type of "
                   "dispositif, with the inhabitants covered"),
    .columns = columns,
    .count = count,
    .row = row,
    .shape = shape,
};
