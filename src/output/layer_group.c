/*
 * layer_group.c - layers `epci`, `departement`, `region`: groups of communes, all with one set of
 * figures. Their polygon is the one a source gave, else their communes dissolved.
 */
#include "base/text.h"
#include "output/layer.h"

void output_group_columns(const output_run *run, output_columns *to)
{
    output_column(to, "nb_com", DATASET_INTEGER);
    output_column(to, "nb_qpv", DATASET_INTEGER);
    output_column(to, "pop", DATASET_REAL);
    output_column(to, "pop_qpv", DATASET_REAL);
    output_column(to, "aire_ha", DATASET_REAL);
    output_figure_columns(run, run->layer->level, to);
    output_cumul_columns(to);
    output_column_list(to, DATASET_REAL,
                       (const char *const[]){"pop_0", "pop_1", "pop_2", "pop_3", NULL});
}

void output_group_figures(const output_run *run, size_t i, output_row *to)
{
    const coverage_zone *zone = output_zone(run, run->layer->level, i);
    output_integer(to, zone->nb_com);
    output_integer(to, zone->nb_qpv);
    output_real(to, zone->pop);
    output_real(to, zone->pop_qpv);
    output_known_area(to, zone->area_m2);
    output_figures(run, run->layer->level, i, to);
    output_cumul(run, zone, to);
    for (size_t n = 0; n < G_N_ELEMENTS(zone->pop_count); n++)
        output_real(to, zone->pop_count[n]);
}

static const territory_group *group_of(const output_run *run, size_t i)
{
    const mlg_territory *t = run->territory;
    uint32_t unit = output_zone(run, run->layer->level, i)->unit;
    switch (run->layer->level) {
    case MLG_EPCI:
        return &t->epcis[unit];
    case MLG_DEPARTEMENT:
        return &t->departments[unit];
    default:
        return &t->regions[unit];
    }
}

void output_group_names(mlg_level level, output_columns *to)
{
    static const char *const names[][3] = {
        [MLG_EPCI] = {"siren_epci", "lib_epci", "nature"},
        [MLG_DEPARTEMENT] = {"insee_dep", "lib_dep", NULL},
        [MLG_REGION] = {"insee_reg", "lib_reg", NULL},
    };
    for (size_t c = 0; c < 3 && names[level][c] != NULL; c++)
        output_column(to, names[level][c], DATASET_TEXT);
}

static void columns(const output_run *run, output_columns *to)
{
    output_group_names(run->layer->level, to);
    output_group_columns(run, to);
}

static size_t count(const output_run *run)
{
    return run->coverage->levels[run->layer->level].n_zones;
}

void output_group_facts(mlg_level level, const territory_group *group, output_row *to)
{
    output_text(to, group->code.s);
    output_text(to, group->name);
    if (level == MLG_EPCI)
        output_text(to, group->nature);
}

static void row(const output_run *run, size_t i, output_row *to)
{
    output_group_facts(run->layer->level, group_of(run, i), to);
    output_group_figures(run, i, to);
}

mlg_status output_group_shape(const output_run *run, mesh_worker *worker,
                              const territory_group *group, mesh_polygon *ret, mlg_error *err)
{
    output_territory_shape(run, &group->shape, ret);
    if (ret->wkb != NULL)
        return MLG_OK;
    mlg_status status =
        mesh_dissolve(run->mesh, worker, group->communes, group->n_communes, ret, err);
    return status == MLG_OK ? MLG_OK : mlg_wrap(err, status, "%s", group->code.s);
}

static mlg_status shape(const output_run *run, mesh_worker *worker, size_t i, mesh_polygon *ret,
                        mlg_error *err)
{
    return output_group_shape(run, worker, group_of(run, i), ret, err);
}

const output_layer output_layer_epci = {
    .name = "epci",
    .level = MLG_EPCI,
    .title = N_("EPCI"),
    .abstract =
        N_("Intercommunalités (EPCI): coverage by each type of dispositif, and of their QPV"),
    .columns = columns,
    .count = count,
    .row = row,
    .shape = shape,
};

const output_layer output_layer_departement = {
    .name = "departement",
    .level = MLG_DEPARTEMENT,
    .title = N_("Départements"),
    .abstract = N_("Départements: coverage by each type of dispositif, and of their QPV"),
    .columns = columns,
    .count = count,
    .row = row,
    .shape = shape,
};

const output_layer output_layer_region = {
    .name = "region",
    .level = MLG_REGION,
    .title = N_("Régions"),
    .abstract = N_("Régions: coverage by each type of dispositif, and of their QPV"),
    .columns = columns,
    .count = count,
    .row = row,
    .shape = shape,
};
