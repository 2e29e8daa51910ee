/*
 * layer_commune.c - layer `commune`: one row a commune, with the exact vertices of its source.
 */
#include "base/text.h"
#include "output/layer.h"

void output_commune_columns(output_columns *to)
{
    output_column_list(to, DATASET_TEXT,
                       (const char *const[]){"insee_com", "lib_com", "siren_epci", "lib_epci",
                                             "insee_dep", "insee_reg", NULL});
    output_column(to, "aire_ha", DATASET_REAL);
    output_column(to, "pop", DATASET_REAL);
}

void output_zoning_columns(const output_run *run, output_columns *to)
{
    for (size_t z = 0; z < run->territory->n_zonings; z++)
        output_column(to, run->territory->zonings[z].name, DATASET_TEXT);
}

static void columns(const output_run *run, output_columns *to)
{
    output_commune_columns(to);
    output_column(to, "nb_qpv", DATASET_INTEGER);
    output_column(to, "pop_qpv", DATASET_REAL);
    output_figure_columns(run, MLG_COMMUNE, to);
    output_cumul_columns(to);
    output_zoning_columns(run, to);
}

static size_t count(const output_run *run)
{
    return run->coverage->levels[MLG_COMMUNE].n_zones;
}

void output_commune_facts(const output_run *run, uint32_t commune, double area_m2, double people,
                          output_row *to)
{
    const mlg_territory *t = run->territory;
    const territory_commune *unit = &t->communes[commune];
    output_text(to, unit->code.s);
    output_text(to, unit->name);
    output_text(to, output_group_code(t->epcis, unit->epci));
    output_text(to, unit->epci == TERRITORY_NONE ? NULL : t->epcis[unit->epci].name);
    output_text(to, output_group_code(t->departments, unit->department));
    output_text(to, output_group_code(t->regions, unit->region));
    output_known_area(to, area_m2);
    output_real(to, people);
}

void output_zonings(const output_run *run, uint32_t commune, output_row *to)
{
    const mlg_territory *t = run->territory;
    for (size_t z = 0; z < t->n_zonings; z++)
        output_text(to, output_class(&t->zonings[z], t->zonings[z].of_commune[commune]));
}

static void row(const output_run *run, size_t i, output_row *to)
{
    const coverage_zone *zone = output_zone(run, MLG_COMMUNE, i);
    output_commune_facts(run, zone->unit, zone->area_m2, zone->pop, to);
    output_integer(to, zone->nb_qpv);
    output_real(to, zone->pop_qpv);
    output_figures(run, MLG_COMMUNE, i, to);
    output_cumul(run, zone, to);
    output_zonings(run, zone->unit, to);
}

static mlg_status shape(const output_run *run, mesh_worker *worker, size_t i, mesh_polygon *ret,
                        mlg_error *err)
{
    (void)worker;
    (void)err;
    uint32_t commune = output_zone(run, MLG_COMMUNE, i)->unit;
    output_territory_shape(run, &run->territory->communes[commune].shape, ret);
    return MLG_OK;
}

const output_layer output_layer_commune = {
    .name = "commune",
    .title = N_("Communes"),
    .abstract = N_("Communes: coverage by each type of dispositif, and of their QPV"),
    .columns = columns,
    .count = count,
    .row = row,
    .shape = shape,
};
