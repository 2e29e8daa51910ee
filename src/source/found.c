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

/* The header of each layer, for people. */
static void describe(GString *there, const source_table *table)
{
    bool alone = dataset_layer_count(table->ds) == 1;
    g_autofree char *columns = source_table_describe(table);
    g_string_append_printf(there, "%s%s%s%s", there->len > 0 ? " ; " : "",
                           alone ? "" : table->layer->name, alone ? "" : ": ", columns);
}

/* What was looked for and what is there. */
static mlg_status not_recognised(dataset *ds, const char *there, unsigned role, mlg_error *err)
{
    g_autofree char *wanted = source_looked_for(role);
    bool polygons = false;
    bool others = false;
    for (size_t i = 0; i < dataset_layer_count(ds); i++) {
        polygons = polygons || dataset_get_layer(ds, i)->geometry == DATASET_POLYGON;
        others = others || dataset_get_layer(ds, i)->geometry == DATASET_OTHER_GEOMETRY;
    }
    mlg_status status = MLG_E_FORMAT;
    if (there[0] == '\0')
        return mlg_hint(err, mlg_fail(err, status, _("%s: nothing in it"), dataset_path(ds)),
                        _("the file may be incomplete: fetch it again"));
    if ((role == SOURCE_COMMUNES || role == SOURCE_QPV) && !polygons && others)
        return mlg_hint(
            err, mlg_fail(err, status, _("%s: the geometries are not polygons"), dataset_path(ds)),
            _("give a layer of polygons"));
    if (role == SOURCE_COMMUNES && !polygons)
        status =
            mlg_fail(err, status, _("%s: communes need a layer of polygons; columns there: %s"),
                     dataset_path(ds), there);
    else
        status = mlg_fail(err, status, _("%s: not recognised; columns there: %s"), dataset_path(ds),
                          there);
    return mlg_hint(
        err, status,
        _("columns looked for, in any order and case, those in brackets being one: %s; every file: "
          "maillage sources"),
        wanted);
}

/* Cantons have codes that look like communes': where a published format is there, others are not
 * read. */
static void drop_generic(GPtrArray *found, unsigned role)
{
    bool published = false;
    for (guint i = 0; i < found->len; i++) {
        const source_found *item = g_ptr_array_index(found, i);
        published = published || (!item->format->generic && (item->format->roles & role) != 0);
    }
    for (guint i = found->len; i > 0; i--) {
        const source_found *item = g_ptr_array_index(found, i - 1);
        bool companion = (item->format->roles & role) == 0;
        if (item->format->generic && (published || companion))
            g_ptr_array_remove_index(found, i - 1);
    }
}

mlg_status source_find_tables(dataset *ds, unsigned roles, unsigned role, GPtrArray **ret,
                              mlg_error *err)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(free_found);
    g_autoptr(GString) there = g_string_new(NULL);
    g_autoptr(source_table) empty = NULL; /* the first with the columns and no row */
    bool asked = false;
    for (size_t i = 0; i < dataset_layer_count(ds); i++) {
        g_autoptr(source_table) table = NULL;
        MLG_TRY(source_table_new(ds, i, &table, err));
        const source_format *format = source_recognise(table, roles);
        describe(there, table);
        /* a list of QPV may have no geometry; centres and limits are another matter */
        if (format == NULL ||
            (role == SOURCE_QPV && table->layer->geometry == DATASET_OTHER_GEOMETRY)) {
            empty = empty == NULL && source_is_empty(table, role) ? g_steal_pointer(&table) : empty;
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
    if (!asked && empty != NULL)
        return source_fail_empty(empty, err);
    if (!asked)
        return not_recognised(ds, there->str, role, err);
    drop_generic(found, role);
    if (role == SOURCE_QPV)
        g_ptr_array_sort(found, compare_qpv);
    *ret = g_steal_pointer(&found);
    return MLG_OK;
}
