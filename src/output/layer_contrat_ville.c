/*
 * layer_contrat_ville.c - layer `contrat_ville`: one row a contrat de ville in force, with what is
 * known of the dispositifs of each type that meet it.
 */
#include "base/text.h"
#include "output/layer.h"

#include <string.h>

/* lists in the order of ids_t */
static const char *const contract_columns[] = {
    "noms", "date_debut", "date_fin", "coordination", "volet_sante_cdv", NULL,
};

static void columns(const output_run *run, output_columns *to)
{
    output_column(to, "id_dispositif", DATASET_TEXT);
    output_column(to, "nom", DATASET_TEXT);
    for (size_t t = 0; t < run->coverage->n_types; t++)
        for (const char *const *name = contract_columns; *name != NULL; name++)
            output_column_suffixed(to, *name, run->suffixes[t], DATASET_TEXT);
    output_group_columns(run, to);
}

static size_t count(const output_run *run)
{
    return run->coverage->levels[MLG_CONTRAT_VILLE].n_zones;
}

static void append_date(GString *to, base_date date)
{
    char text[11];
    g_string_append(to, base_date_format(date, text));
}

static void append_name(GString *to, base_enum_names names, int value)
{
    if (value >= 0)
        g_string_append(to, names[value]);
}

/* One item a dispositif, empty when it is not told; a list of nothing but empties is NULL. */
static void put_contracts(const output_run *run, const coverage_cell *cell, output_row *to)
{
    GString *lists[G_N_ELEMENTS(contract_columns) - 1];
    for (size_t c = 0; c < G_N_ELEMENTS(lists); c++)
        lists[c] = g_string_new(NULL);
    for (uint32_t n = 0; n < cell->n_ids; n++) {
        const inventory_dispositif *d =
            &run->inventory->dispositifs[run->coverage->ids[cell->first_id + n]];
        for (size_t c = 0; n > 0 && c < G_N_ELEMENTS(lists); c++)
            g_string_append_c(lists[c], ',');
        g_string_append(lists[0], d->name);
        append_date(lists[1], d->starts.first);
        append_date(lists[2], d->ends.last);
        append_name(lists[3], inventory_coordination_names, d->coordination);
        append_name(lists[4], inventory_yes_no_names, d->volet_sante);
    }
    for (size_t c = 0; c < G_N_ELEMENTS(lists); c++) {
        bool told = strspn(lists[c]->str, ",") < lists[c]->len;
        char *text = g_string_free(lists[c], FALSE);
        if (!told)
            text[0] = '\0';
        output_take_text(to, text);
    }
}

static void row(const output_run *run, size_t i, output_row *to)
{
    const mlg_coverage *coverage = run->coverage;
    uint32_t unit = output_zone(run, MLG_CONTRAT_VILLE, i)->unit;
    output_text(to, run->inventory->dispositifs[unit].id);
    output_text(to, run->inventory->dispositifs[unit].name);
    const coverage_cell *cells = coverage->levels[MLG_CONTRAT_VILLE].cells + i * coverage->n_types;
    for (size_t t = 0; t < coverage->n_types; t++)
        put_contracts(run, &cells[t], to);
    output_group_figures(run, i, to);
}

static uint32_t dispositif(const output_run *run, size_t i)
{
    return output_zone(run, MLG_CONTRAT_VILLE, i)->unit;
}

static mlg_status shape(const output_run *run, mesh_worker *worker, size_t i, mesh_polygon *ret,
                        mlg_error *err)
{
    return output_dispositif_shape(run, worker, dispositif(run, i), ret, err);
}

const output_layer output_layer_contrat_ville = {
    .name = "contrat_ville",
    .level = MLG_CONTRAT_VILLE,
    .title = N_("Contrats de ville"),
    .abstract = N_("Contrats de ville in force: the dispositifs of each type that meet them, "
                   "coverage, QPV"),
    .columns = columns,
    .count = count,
    .row = row,
    .shape = shape,
    .dispositif = dispositif,
};
