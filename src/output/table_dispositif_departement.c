/*
 * table_dispositif_departement.c - table `dispositif_departement`: the share of each département
 * that a dispositif in force holds.
 */
#include "base/text.h"
#include "output/layer.h"

static void columns(const output_run *run, output_columns *to)
{
    (void)run;
    output_column_list(
        to, DATASET_TEXT,
        (const char *const[]){"id_dispositif", "type", "insee_dep", "lib_dep", NULL});
    output_column(to, "nb_com", DATASET_INTEGER);
    output_column_list(
        to, DATASET_REAL,
        (const char *const[]){"part_com", "aire_ha", "part_aire", "pop", "part_pop", NULL});
}

static size_t count(const output_run *run)
{
    return run->coverage->n_department_parts;
}

static void row(const output_run *run, size_t i, output_row *to)
{
    const coverage_department_part *part = &run->coverage->department_parts[i];
    const inventory_dispositif *d = &run->inventory->dispositifs[part->dispositif];
    const territory_group *department = &run->territory->departments[part->department];
    output_text(to, d->id);
    output_text(to, run->inventory->types[d->type]);
    output_text(to, department->code.s);
    output_text(to, department->name);
    output_integer(to, part->nb_com);
    output_real(to, part->part_com);
    output_known_area(to, part->area_m2);
    output_real(to, part->part_aire);
    output_real(to, part->pop);
    output_real(to, part->part_pop);
}

const output_layer output_table_dispositif_departement = {
    .name = "dispositif_departement",
    .title = N_("Dispositifs by département"),
    .abstract = N_("Share of a département's communes, area and inhabitants that a dispositif in "
                   "force holds"),
    .columns = columns,
    .count = count,
    .row = row,
};
