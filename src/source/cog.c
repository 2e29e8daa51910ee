/*
 * cog.c - INSEE's COG: the list of communes gives names, départements and régions to layers that
 * lack them, and the vintage; names of départements and régions are compiled in.
 */
#include "source/format.h"

#include "embedded_source.h"
#include "source/cog.h"

#include <string.h>

enum { KIND, CODE, NAME, DEPARTMENT, REGION };
static const char *const fields[] = {"kind", "code", "name", "department", "region", NULL};

mlg_status source_load_cog(source_load *load, source_table *table, mlg_error *err)
{
    g_autoptr(source_rows) rows = NULL;
    MLG_TRY(source_begin(load, table, fields, &rows, err));
    if (load->cog == NULL)
        load->cog = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (;;) {
        bool more = false;
        mlg_code code;
        MLG_TRY(source_next(load, rows, &more, err));
        if (!more)
            break;
        const char *kind = source_rows_get(rows, KIND);
        /* 584 communes déléguées bear the code of their commune: only COM are communes */
        if (kind == NULL || strcmp(kind, "COM") != 0 ||
            !source_code(load, rows, CODE, BASE_CODE_COMMUNE, &code) || base_code_is_empty(code))
            continue;
        const char *name = source_rows_get(rows, NAME);
        source_cog_entry *entry = g_new0(source_cog_entry, 1);
        (void)source_code(load, rows, DEPARTMENT, BASE_CODE_DEPARTMENT, &entry->department);
        (void)source_code(load, rows, REGION, BASE_CODE_REGION, &entry->region);
        entry->name = g_string_chunk_insert(load->texts, name != NULL ? name : "");
        (void)g_hash_table_insert(load->cog, g_strdup(code.s), entry);
    }
    return source_end(load, rows, "commune", err);
}

/* Adds the groups of an embedded table whose code is a key of `wanted`. */
static void add_groups(source_load *load, const unsigned char *text, territory_group_kind kind,
                       GHashTable *wanted)
{
    g_autoptr(GPtrArray) rows = source_embedded_rows(text);
    for (guint i = 0; i < rows->len; i++) {
        char **cells = g_ptr_array_index(rows, i);
        if (!g_hash_table_contains(wanted, cells[0]))
            continue;
        bool region = kind == TERRITORY_REGION;
        territory_group_row row = {.kind = kind,
                                   .code = base_code(cells[0]),
                                   .region = base_code(region ? "" : cells[1]),
                                   .name = cells[region ? 1 : 2]};
        territory_builder_add_group(load->builder, &row);
    }
}

void source_add_departments(source_load *load)
{
    g_autoptr(GHashTable) regions = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTableIter iter;
    gpointer region = NULL;
    g_hash_table_iter_init(&iter, load->departments);
    while (g_hash_table_iter_next(&iter, NULL, &region))
        (void)g_hash_table_add(regions, region);
    add_groups(load, cog_departements, TERRITORY_DEPARTMENT, load->departments);
    add_groups(load, cog_regions, TERRITORY_REGION, regions);
}
