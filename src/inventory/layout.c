/*
 * layout.c - the checked drafts as the arrays of an immutable inventory: types in their order,
 * dispositifs by id, lines one after the other, geometries numbered.
 */
#include "inventory/check.h"

#include <stdlib.h>
#include <string.h>

/* The three that are asked about first, then the alphabet. */
static int type_rank(const char *type)
{
    static const char *const first[] = {"CLS", "ASV", "CLSM"};
    for (int i = 0; i < (int)G_N_ELEMENTS(first); i++)
        if (strcmp(type, first[i]) == 0)
            return i;
    return (int)G_N_ELEMENTS(first);
}

static int compare_types(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    int rank = type_rank(x) - type_rank(y);
    return rank != 0 ? rank : strcmp(x, y);
}

static void lay_types(const inventory_check *check, mlg_inventory *inv)
{
    inv->n_types = g_hash_table_size(check->types);
    inv->types = g_new0(const char *, inv->n_types + 1);
    GHashTableIter types;
    gpointer name = NULL;
    g_hash_table_iter_init(&types, check->types);
    for (size_t i = 0; g_hash_table_iter_next(&types, &name, NULL); i++)
        inv->types[i] = name;
    qsort(inv->types, inv->n_types, sizeof inv->types[0], compare_types);
}

static uint32_t find_type(const mlg_inventory *inv, const char *name)
{
    for (size_t i = 0; i < inv->n_types; i++)
        if (strcmp(inv->types[i], name) == 0)
            return (uint32_t)i;
    return TERRITORY_NONE;
}

static void lay_lines(mlg_inventory *inv, const inventory_draft *draft)
{
    for (guint i = 0; i < draft->lines->len; i++) {
        inventory_line *line = &inv->lines[inv->n_lines++];
        *line = g_array_index(draft->lines, inventory_line, i);
        if (line->shape.wkb != NULL)
            g_bytes_ref(line->shape.wkb);
        if (line->unit == INVENTORY_GEOMETRIE)
            line->index = (uint32_t)inv->n_geometries++;
    }
}

static void lay_dispositifs(const inventory_check *check, mlg_inventory *inv)
{
    size_t n_lines = 0;
    for (guint i = 0; i < check->drafts->len; i++)
        n_lines += ((const inventory_draft *)g_ptr_array_index(check->drafts, i))->lines->len;
    inv->n_dispositifs = check->drafts->len;
    inv->dispositifs = g_new0(inventory_dispositif, inv->n_dispositifs + 1);
    inv->lines = g_new0(inventory_line, n_lines + 1);
    for (guint i = 0; i < check->drafts->len; i++) {
        const inventory_draft *draft = g_ptr_array_index(check->drafts, i);
        inventory_dispositif *d = &inv->dispositifs[i];
        *d = draft->d;
        d->type = find_type(inv, draft->type_name);
        d->first_line = (uint32_t)inv->n_lines;
        d->n_lines = draft->lines->len;
        lay_lines(inv, draft);
    }
}

/* Found once: chains are walked for each of their contracts. */
static void lay_predecessors(mlg_inventory *inv)
{
    for (size_t i = 0; i < inv->n_dispositifs; i++) {
        inventory_dispositif *d = &inv->dispositifs[i];
        d->predecessor = d->succeeds[0] != '\0' ? inventory_find(inv, d->succeeds) : TERRITORY_NONE;
    }
}

static void lay_surveys(const inventory_check *check, mlg_inventory *inv)
{
    inv->has_survey_table = check->b->recensements->len > 0;
    inv->n_surveys = check->surveys->len;
    inv->surveys = g_new0(inventory_survey, inv->n_surveys + 1);
    for (size_t i = 0; i < inv->n_surveys; i++) {
        inv->surveys[i] = g_array_index(check->surveys, inventory_survey, i);
        inv->surveys[i].type = find_type(inv, inv->surveys[i].type_name);
    }
}

mlg_inventory *inventory_layout(inventory_check *check)
{
    const inventory_builder *b = check->b;
    mlg_inventory *inv = g_new0(mlg_inventory, 1);
    lay_types(check, inv);
    lay_dispositifs(check, inv);
    lay_predecessors(inv);
    lay_surveys(check, inv);
    inv->n_rows_read = check->n_read;
    inv->n_rows_rejected = check->n_rejected;
    inv->n_kept = b->kept->len;
    inv->kept_columns = g_new0(const char *, inv->n_kept + 1);
    for (size_t i = 0; i < inv->n_kept; i++)
        inv->kept_columns[i] = g_ptr_array_index(b->kept, i);
    inv->n_crs = check->crs->len;
    inv->crs = g_new0(char *, inv->n_crs + 1);
    for (size_t i = 0; i < inv->n_crs; i++)
        inv->crs[i] = g_ptr_array_index(check->crs, i); /* in the strings, as the others */
    inv->n_sources = b->sources->len;
    inv->sources = g_new0(territory_source, inv->n_sources + 1);
    for (size_t i = 0; i < inv->n_sources; i++)
        inv->sources[i] = g_array_index(b->sources, territory_source, i);
    return inv;
}

void inventory_take_builder(inventory_builder *b, mlg_inventory *inv)
{
    /* the rows that point to texts and kept values are done */
    g_array_set_size(b->dispositifs, 0);
    g_array_set_size(b->perimetres, 0);
    g_array_set_size(b->recensements, 0);
    g_array_set_size(b->sources, 0);
    g_array_set_size(b->published, 0);
    g_hash_table_remove_all(b->ids);
    g_ptr_array_set_size(b->kept, 0);
    inv->strings = g_steal_pointer(&b->strings);
    b->strings = g_string_chunk_new(64);
    inv->owned = g_steal_pointer(&b->owned);
    b->owned = g_ptr_array_new_with_free_func(g_free);
    inv->files = g_ptr_array_ref(b->files);
    if (inv->compared != NULL)
        inv->compared->files = g_ptr_array_ref(b->files);
}
