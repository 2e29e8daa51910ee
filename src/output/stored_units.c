/*
 * stored_units.c - layers of a stored territory: its units as they were loaded, with their people.
 */
#include "base/text.h"
#include "output/layer.h"

#include <math.h>

static void commune_columns(const output_run *run, output_columns *to)
{
    output_commune_columns(to);
    output_zoning_columns(run, to);
}

static size_t commune_count(const output_run *run)
{
    return run->territory->n_communes;
}

static void commune_row(const output_run *run, size_t i, output_row *to)
{
    output_commune_facts(run, (uint32_t)i, run->mesh->commune_area_m2[i],
                         run->territory->communes[i].population, to);
    output_zonings(run, (uint32_t)i, to);
}

static mlg_status commune_shape(const output_run *run, mesh_worker *worker, size_t i,
                                mesh_polygon *ret, mlg_error *err)
{
    (void)worker;
    (void)err;
    output_territory_shape(run, &run->territory->communes[i].shape, ret);
    return MLG_OK;
}

static void qpv_columns(const output_run *run, output_columns *to)
{
    (void)run;
    output_qpv_columns(to);
}

static size_t qpv_count(const output_run *run)
{
    return run->territory->n_qpvs + (run->compared != NULL ? run->compared->territory->n_qpvs : 0);
}

static void qpv_row(const output_run *run, size_t i, output_row *to)
{
    const output_run *of = output_row_run(run, run->territory->n_qpvs, &i);
    output_qpv_facts(of, (uint32_t)i, of->mesh->qpv_area_m2[i], of->mesh->qpv_population[i], to);
}

static mlg_status qpv_shape(const output_run *run, mesh_worker *worker, size_t i, mesh_polygon *ret,
                            mlg_error *err)
{
    (void)worker;
    (void)err;
    const output_run *of = output_row_run(run, run->territory->n_qpvs, &i);
    output_qpv_shape(of, (uint32_t)i, ret);
    return MLG_OK;
}

static const territory_group *groups_of(const output_run *run, size_t *ret_n)
{
    const mlg_territory *t = run->territory;
    switch (run->layer->level) {
    case MLG_EPCI:
        *ret_n = t->n_epcis;
        return t->epcis;
    case MLG_DEPARTEMENT:
        *ret_n = t->n_departments;
        return t->departments;
    default:
        *ret_n = t->n_regions;
        return t->regions;
    }
}

static void group_columns(const output_run *run, output_columns *to)
{
    output_group_names(run->layer->level, to);
    output_column(to, "nb_com", DATASET_INTEGER);
    output_column(to, "aire_ha", DATASET_REAL);
    output_column(to, "pop", DATASET_REAL);
}

static size_t group_count(const output_run *run)
{
    size_t n = 0;
    (void)groups_of(run, &n); /* only the number is wanted */
    return n;
}

static void group_row(const output_run *run, size_t i, output_row *to)
{
    size_t n;
    const territory_group *group = &groups_of(run, &n)[i];
    double area_m2 = 0;
    for (uint32_t c = 0; c < group->n_communes; c++)
        area_m2 += run->mesh->commune_area_m2[group->communes[c]];
    output_group_facts(run->layer->level, group, to);
    output_integer(to, group->n_communes);
    output_known_area(to, area_m2);
    output_real(to, group->population);
}

static mlg_status group_shape(const output_run *run, mesh_worker *worker, size_t i,
                              mesh_polygon *ret, mlg_error *err)
{
    size_t n;
    return output_group_shape(run, worker, &groups_of(run, &n)[i], ret, err);
}

const output_layer output_stored_commune = {
    .name = "commune",
    .title = N_("Communes"),
    .abstract = N_("Communes of the territory, with their official population"),
    .columns = commune_columns,
    .count = commune_count,
    .row = commune_row,
    .shape = commune_shape,
};

const output_layer output_stored_qpv = {
    .name = "qpv",
    .title = N_("Priority neighbourhoods (QPV)"),
    .abstract = N_("Quartiers prioritaires of the territory, with their population"),
    .columns = qpv_columns,
    .count = qpv_count,
    .row = qpv_row,
    .shape = qpv_shape,
};

#define STORED_GROUP(suffix, of_level, of_name, of_title, of_abstract)                             \
    const output_layer output_stored_##suffix = {                                                  \
        .name = of_name,                                                                           \
        .level = of_level,                                                                         \
        .title = of_title,                                                                         \
        .abstract = of_abstract,                                                                   \
        .columns = group_columns,                                                                  \
        .count = group_count,                                                                      \
        .row = group_row,                                                                          \
        .shape = group_shape,                                                                      \
    }

STORED_GROUP(epci, MLG_EPCI, "epci", N_("EPCI"), N_("Intercommunalités (EPCI) of the territory"));
STORED_GROUP(departement, MLG_DEPARTEMENT, "departement", N_("Départements"),
             N_("Départements of the territory"));
STORED_GROUP(region, MLG_REGION, "region", N_("Régions"), N_("Régions of the territory"));
