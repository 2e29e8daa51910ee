/*
 * tables.c - tables `qpv_dispositif` (which dispositif covers how much of which QPV) and
 * `relation` (two perimeters that meet).
 */
#include "base/text.h"
#include "output/layer.h"

static void pair_columns(const output_run *run, output_columns *to)
{
    (void)run;
    output_column_list(to, DATASET_TEXT,
                       (const char *const[]){"code_qp", "id_dispositif", "type", NULL});
    output_column_list(to, DATASET_REAL,
                       (const char *const[]){"part_aire", "part_pop", "pop", NULL});
}

static size_t pair_count(const output_run *run)
{
    return run->coverage->n_pairs;
}

static void pair_row(const output_run *run, size_t i, output_row *to)
{
    const coverage_pair *pair = &run->coverage->pairs[i];
    const inventory_dispositif *d = &run->inventory->dispositifs[pair->dispositif];
    output_text(to, run->territory->qpvs[pair->qpv].code.s);
    output_text(to, d->id);
    output_text(to, run->inventory->types[d->type]);
    output_real(to, pair->part_aire);
    output_real(to, pair->part_pop);
    output_real(to, pair->pop);
}

const output_layer output_table_qpv_dispositif = {
    .name = "qpv_dispositif",
    .title = N_("QPV and their dispositifs"),
    .abstract = N_("One row a QPV and a dispositif that covers at least a part of it"),
    .columns = pair_columns,
    .count = pair_count,
    .row = pair_row,
};

static void relation_columns(const output_run *run, output_columns *to)
{
    (void)run;
    output_column_list(to, DATASET_TEXT,
                       (const char *const[]){"id_a", "type_a", "id_b", "type_b", "lien", NULL});
    output_column_list(to, DATASET_REAL,
                       (const char *const[]){"pop_commune", "part_a", "part_b", NULL});
}

static size_t relation_count(const output_run *run)
{
    return run->n_relations;
}

static void relation_row(const output_run *run, size_t i, output_row *to)
{
    const coverage_relation *relation = &run->coverage->relations[run->relations[i]];
    const inventory_dispositif *a = &run->inventory->dispositifs[relation->a];
    const inventory_dispositif *b = &run->inventory->dispositifs[relation->b];
    output_text(to, a->id);
    output_text(to, run->inventory->types[a->type]);
    output_text(to, b->id);
    output_text(to, run->inventory->types[b->type]);
    output_text(to, coverage_link_names[relation->link]);
    output_real(to, relation->pop);
    output_real(to, relation->part_a);
    output_real(to, relation->part_b);
}

const output_layer output_table_relation = {
    .name = "relation",
    .title = N_("Relations between perimeters"),
    .abstract = N_("One row a pair of dispositifs whose perimeters meet: identical, inside, "
                   "containing, overlapping, with the inhabitants in common"),
    .columns = relation_columns,
    .count = relation_count,
    .row = relation_row,
};
