/*
 * table_correspondance.c - table `correspondance_qpv`: which QPV of the two generations go
 * together, how much of each is common ground, and whether a type still covers it.
 */
#include "base/text.h"
#include "output/layer.h"

static void columns(const output_run *run, output_columns *to)
{
    output_column_list(to, DATASET_TEXT,
                       (const char *const[]){"code_qp", "lib_qp", "code_qp_autre", "lib_qp_autre",
                                             "statut", NULL});
    output_column_list(to, DATASET_REAL,
                       (const char *const[]){"part_aire", "part_aire_autre", NULL});
    output_column(to, "source", DATASET_TEXT);
    for (size_t t = 0; t < run->coverage->n_types; t++) {
        output_column_suffixed(to, "couverture", run->suffixes[t], DATASET_TEXT);
        output_column_suffixed(to, "couverture_autre", run->suffixes[t], DATASET_TEXT);
        output_column_suffixed(to, "evolution", run->suffixes[t], DATASET_TEXT);
    }
}

static bool exists(const output_run *run, const output_layer *layer)
{
    (void)layer;
    return run->compared != NULL;
}

static size_t count(const output_run *run)
{
    return run->options->generations->n_passages;
}

static void put_qpv(const output_run *run, mlg_code code, uint32_t zone, output_row *to)
{
    output_take_text(to, g_strdup(code.s));
    output_text(to, zone == TERRITORY_NONE ? NULL : output_zone(run, MLG_QPV, zone)->name);
}

static void put_state(const output_run *run, uint32_t zone, size_t type, output_row *to)
{
    if (zone == TERRITORY_NONE) {
        output_null(to);
        return;
    }
    size_t cell = zone * run->coverage->n_types + type;
    output_text(to, coverage_state_names[run->coverage->levels[MLG_QPV].cells[cell].state]);
}

static void row(const output_run *run, size_t i, output_row *to)
{
    const mlg_generations *g = run->options->generations;
    const coverage_passage *passage = &g->passages[i];
    put_qpv(run, passage->qpv, passage->zone, to);
    put_qpv(run->compared, passage->other, passage->other_zone, to);
    output_text(to, coverage_change_names[passage->change]);
    output_real(to, passage->part);
    output_real(to, passage->part_other);
    output_text(to, passage->listed ? "table" : "geometrie");
    for (size_t t = 0; t < run->coverage->n_types; t++) {
        put_state(run, passage->zone, t, to);
        put_state(run->compared, passage->other_zone, t, to);
        output_text(to, coverage_evolution_names[g->evolutions[i * run->coverage->n_types + t]]);
    }
}

const output_layer output_table_correspondance = {
    .name = "correspondance_qpv",
    .title = N_("QPV of both generations"),
    .abstract = N_("One row a pair of QPV of 2015 and 2024 on common ground, or a QPV without "
                   "other: what became of it, and of its coverage"),
    .exists = exists,
    .columns = columns,
    .count = count,
    .row = row,
};
