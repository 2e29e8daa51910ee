/*
 * layer_commune.c - layer `commune`: one row a commune, with the exact vertices of its source.
 */
#include "base/text.h"
#include "output/layer.h"

static void columns(const output_run *run, output_columns *to)
{
    output_column_list(to, DATASET_TEXT,
                       (const char *const[]){"insee_com", "lib_com", "siren_epci", "lib_epci",
                                             "insee_dep", "insee_reg", NULL});
    output_column(to, "aire_ha", DATASET_REAL);
    output_column(to, "pop", DATASET_REAL);
    output_column(to, "nb_qpv", DATASET_INTEGER);
    output_column(to, "pop_qpv", DATASET_REAL);
    output_figure_columns(run, MLG_COMMUNE, to);
    output_cumul_columns(to);
    for (size_t z = 0; z < run->territory->n_zonings; z++)
        output_column(to, run->territory->zonings[z].name, DATASET_TEXT);
}

static size_t count(const output_run *run)
{
    return run->coverage->levels[MLG_COMMUNE].n_zones;
}

static void row(const output_run *run, size_t i, output_row *to)
{
    const mlg_territory *t = run->territory;
    const coverage_zone *zone = output_zone(run, MLG_COMMUNE, i);
    const territory_commune *commune = &t->communes[zone->unit];
    output_text(to, commune->code.s);
    output_text(to, commune->name);
    output_text(to, output_group_code(t->epcis, commune->epci));
    output_text(to, commune->epci == TERRITORY_NONE ? NULL : t->epcis[commune->epci].name);
    output_text(to, output_group_code(t->departments, commune->department));
    output_text(to, output_group_code(t->regions, commune->region));
    output_known_area(to, zone->area_m2);
    output_real(to, zone->pop);
    output_integer(to, zone->nb_qpv);
    output_real(to, zone->pop_qpv);
    output_figures(run, MLG_COMMUNE, i, to);
    output_cumul(run, zone, to);
    for (size_t z = 0; z < t->n_zonings; z++)
        output_text(to, output_class(&t->zonings[z], t->zonings[z].of_commune[zone->unit]));
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
