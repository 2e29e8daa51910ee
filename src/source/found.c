/*
 * found.c - which layers of a file are recognised for an option, or what was looked for and what is
 * there.
 */
#include "source/territory.h"

#include "base/text.h"

/* QPV files that overlap: those of one territory in its own CRS come before those of all in
 * degrees. */
static gint compare_qpv(gconstpointer a, gconstpointer b)
{
    const source_found *x = *(const source_found *const *)a;
    const source_found *y = *(const source_found *const *)b;
    if (x->geographic != y->geographic)
        return x->geographic ? 1 : -1;
    int64_t n = x->table->layer->declared_count;
    int64_t m = y->table->layer->declared_count;
    if (n != m)
        return n < m ? -1 : 1;
    return x->table->layer_index < y->table->layer_index ? -1 : 1;
}

static void free_found(gpointer data)
{
    source_found *found = data;
    source_table_free(found->table);
    g_free(found);
}

/* What was looked for and what is there. */
static mlg_status not_recognised(dataset *ds, GPtrArray *unknown, unsigned role, mlg_error *err)
{
    g_autofree char *wanted = source_looked_for(role);
    g_autoptr(GString) there = g_string_new(NULL);
    bool other_geometry = false;
    for (guint i = 0; i < unknown->len; i++) {
        const source_table *table = g_ptr_array_index(unknown, i);
        g_autofree char *columns = source_table_describe(table);
        g_string_append_printf(there, "%s%s%s%s", there->len > 0 ? " ; " : "",
                               table->sheet != NULL ? table->sheet : "",
                               table->sheet != NULL ? ": " : "", columns);
        other_geometry = other_geometry || table->layer->geometry == DATASET_OTHER_GEOMETRY;
    }
    bool areas = role == SOURCE_COMMUNES || role == SOURCE_QPV;
    mlg_status status =
        areas && other_geometry
            ? mlg_fail(err, MLG_E_FORMAT, _("%s: the geometries are not polygons"),
                       dataset_path(ds))
            : mlg_fail(err, MLG_E_FORMAT, _("%s: not recognised; columns there: %s"),
                       dataset_path(ds), there->str);
    return mlg_hint(err, status, _("columns looked for, in any order and case: %s"), wanted);
}

mlg_status source_find_tables(dataset *ds, unsigned roles, unsigned role, GPtrArray **ret,
                              mlg_error *err)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(free_found);
    g_autoptr(GPtrArray) unknown =
        g_ptr_array_new_with_free_func((GDestroyNotify)source_table_free);
    bool asked = false;
    for (size_t i = 0; i < dataset_layer_count(ds); i++) {
        g_autoptr(source_table) table = NULL;
        MLG_TRY(source_table_new(ds, i, &table, err));
        const source_format *format = source_recognise(table, roles);
        if (format == NULL) {
            g_ptr_array_add(unknown, g_steal_pointer(&table));
            continue;
        }
        source_found *item = g_new0(source_found, 1);
        item->format = format;
        item->table = g_steal_pointer(&table);
        asked = asked || (format->roles & role) != 0;
        const char *crs = item->table->layer->crs;
        if (crs != NULL && crs_is_geographic(crs, &item->geographic, NULL) != MLG_OK)
            item->geographic = true; /* an unreadable CRS is an error later, if it serves */
        g_ptr_array_add(found, item);
    }
    if (!asked)
        return not_recognised(ds, unknown, role, err);
    if (role == SOURCE_QPV)
        g_ptr_array_sort(found, compare_qpv);
    *ret = g_steal_pointer(&found);
    return MLG_OK;
}
