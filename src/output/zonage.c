/*
 * zonage.c - mlg_check_column: whether a zonage can have a name, asked of the layers that would
 * hold its column, before anything is read.
 */
#include "base/text.h"
#include "output/layer.h"

#include <string.h>

/* Words that --by takes for something else. */
static const char *const reserved[] = {"national",      "region", "departement", "epci", "commune",
                                       "contrat_ville", "qpv",    "fid",         "geom", NULL};

static bool has_double(const output_layer *layer, const output_run *run)
{
    g_auto(output_columns) columns = {0};
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    output_columns_init(&columns);
    layer->columns(run, &columns);
    for (guint i = 0; i < columns.items->len; i++)
        if (!g_hash_table_add(seen, (gpointer)g_array_index(columns.items, dataset_column, i).name))
            return true;
    return false;
}

/* A run without types nor kept columns, of a territory with this zoning alone. */
static bool is_taken(const char *name)
{
    territory_zoning zoning = {.name = name};
    const mlg_territory territory = {.zonings = &zoning, .n_zonings = 1};
    const mlg_inventory inventory = {.n_kept = 0};
    const mlg_coverage coverage = {.territory = &territory, .inventory = &inventory};
    const output_run run = {
        .coverage = &coverage, .territory = &territory, .inventory = &inventory};
    return g_strv_contains(reserved, name) || has_double(&output_layer_commune, &run) ||
           has_double(&output_layer_dispositif, &run);
}

mlg_status mlg_check_column(const char *name, mlg_error *err)
{
    g_autofree char *folded = base_fold(name);
    if (!is_taken(folded))
        return MLG_OK;
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_ARG,
                             _("--zonage: the results have a column or a level '%s' already"),
                             folded),
                    _("call it otherwise: zonage_%s"), folded);
}
