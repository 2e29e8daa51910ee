/*
 * geometry_ref.c - finding the polygon that a cell geometrie_ref names.
 */
#include "source/geometry_ref.h"

#include "base/address.h"
#include "base/text.h"
#include "geom/wkb.h"
#include "source/alias.h"

#include <string.h>

struct source_refs {
    char *folder;
    GHashTable *datasets; /* path -> dataset */
    GPtrArray *files;     /* char *, each once, and NULL */
};

/* `file|layername=L|id=V`, in pieces. */
typedef struct reference {
    char *path, *layer, *column, *value;
} reference;

static void reference_clear(reference *ref)
{
    g_free(ref->path);
    g_free(ref->layer);
    g_free(ref->column);
    g_free(ref->value);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(reference, reference_clear)

source_refs *source_refs_new(const char *inventory)
{
    source_refs *refs = g_new0(source_refs, 1);
    /* what stands in a database has no folder: paths start from the current one */
    refs->folder = base_is_database(inventory) ? g_strdup(".") : g_path_get_dirname(inventory);
    refs->datasets =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)dataset_free);
    refs->files = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(refs->files, NULL);
    return refs;
}

void source_refs_free(source_refs *refs)
{
    if (refs == NULL)
        return;
    g_hash_table_destroy(refs->datasets);
    g_ptr_array_unref(refs->files);
    g_free(refs->folder);
    g_free(refs);
}

const char *const *source_refs_files(const source_refs *refs)
{
    return (const char *const *)refs->files->pdata;
}

static void add_file(source_refs *refs, const char *path)
{
    if (!g_strv_contains(source_refs_files(refs), path))
        g_ptr_array_insert(refs->files, (int)refs->files->len - 1, g_strdup(path));
}

static void parse(const source_refs *refs, const char *text, reference *ret)
{
    g_auto(GStrv) parts = g_strsplit(text, "|", -1);
    bool absolute = g_path_is_absolute(parts[0]) || strcmp(refs->folder, ".") == 0 ||
                    strchr(parts[0], ':') != NULL;
    ret->path = absolute ? g_strdup(parts[0]) : g_build_filename(refs->folder, parts[0], NULL);
    for (guint i = 1; parts[i] != NULL; i++) {
        const char *equal = strchr(parts[i], '=');
        if (equal == NULL)
            continue;
        g_autofree char *key = g_strndup(parts[i], (gsize)(equal - parts[i]));
        if (g_ascii_strcasecmp(key, "layername") == 0) {
            g_free(ret->layer);
            ret->layer = g_strdup(equal + 1);
        } else {
            g_free(ret->column);
            g_free(ret->value);
            ret->column = source_fold(key);
            ret->value = g_strdup(equal + 1);
        }
    }
}

static mlg_status open_once(source_refs *refs, const reference *ref, dataset **ret, mlg_error *err)
{
    g_autofree char *source = ref->layer != NULL
                                  ? g_strconcat(ref->path, "|layername=", ref->layer, NULL)
                                  : g_strdup(ref->path);
    *ret = g_hash_table_lookup(refs->datasets, source);
    if (*ret != NULL)
        return MLG_OK;
    g_autoptr(dataset) ds = NULL;
    MLG_TRY(dataset_open(source, NULL, &ds, err));
    if (dataset_layer_count(ds) != 1)
        return mlg_fail(err, MLG_E_FORMAT, _("%s: several layers: add |layername=NAME"),
                        dataset_path(ds));
    *ret = g_steal_pointer(&ds);
    (void)g_hash_table_insert(refs->datasets, g_steal_pointer(&source), *ret);
    return MLG_OK;
}

/* Column that a key names; -1: the feature's number, for `id` or `fid` where no column is so named.
 */
static mlg_status find_column(const dataset_layer *layer, const reference *ref, int *ret,
                              mlg_error *err)
{
    *ret = -1;
    for (size_t i = 0; i < layer->n_columns; i++) {
        g_autofree char *folded = source_fold(layer->columns[i]);
        if (strcmp(folded, ref->column) == 0) {
            *ret = (int)i;
            return MLG_OK;
        }
    }
    if (strcmp(ref->column, "id") == 0 || strcmp(ref->column, "fid") == 0)
        return MLG_OK;
    return mlg_fail(err, MLG_E_NOT_FOUND, _("%s: layer %s: no column %s"), layer->file, layer->name,
                    ref->column);
}

static bool is_wanted(const dataset_row *row, const reference *ref, int column)
{
    if (ref->value == NULL)
        return true;
    if (column >= 0)
        return row->values[column] != NULL && strcmp(row->values[column], ref->value) == 0;
    char fid[24];
    (void)g_snprintf(fid, sizeof fid, "%lld", (long long)row->fid);
    return strcmp(fid, ref->value) == 0;
}

static mlg_status collect(dataset *ds, const reference *ref, GPtrArray *shapes, mlg_error *err)
{
    const dataset_layer *layer = dataset_get_layer(ds, 0);
    g_autoptr(dataset_reader) reader = NULL;
    int column = -1;
    if (ref->column != NULL)
        MLG_TRY(find_column(layer, ref, &column, err));
    MLG_TRY(dataset_reader_new(ds, 0, NULL, &reader, err));
    for (;;) {
        const dataset_row *row = NULL;
        MLG_TRY(dataset_reader_next(reader, &row, err));
        if (row == NULL)
            return MLG_OK;
        if (row->wkb == NULL || !is_wanted(row, ref, column))
            continue;
        GBytes *wkb = NULL;
        mlg_status status = geom_wkb_normalize(row->wkb, row->wkb_size, &wkb, err);
        if (status != MLG_OK)
            return mlg_wrap(err, status, "%s: %ld", layer->file, row->row);
        g_ptr_array_add(shapes, wkb);
    }
}

mlg_status source_refs_get(source_refs *refs, const char *text, GBytes **ret, const char **ret_crs,
                           mlg_error *err)
{
    g_auto(reference) ref = {NULL, NULL, NULL, NULL};
    g_autoptr(GPtrArray) shapes = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    dataset *ds = NULL;
    parse(refs, text, &ref);
    add_file(refs, ref.path);
    MLG_TRY(open_once(refs, &ref, &ds, err));
    const dataset_layer *layer = dataset_get_layer(ds, 0);
    if (layer->geometry != DATASET_NO_GEOMETRY && layer->crs == NULL)
        return mlg_fail(err, MLG_E_CRS, _("%s: layer %s: no coordinate system"), layer->file,
                        layer->name);
    MLG_TRY(collect(ds, &ref, shapes, err));
    if (shapes->len == 0 && ref.column == NULL)
        return mlg_fail(err, MLG_E_NOT_FOUND, _("%s: layer %s: no polygon in it"), layer->file,
                        layer->name);
    if (shapes->len == 0)
        return mlg_fail(err, MLG_E_NOT_FOUND, _("%s: layer %s: no polygon with %s = %s"),
                        layer->file, layer->name, ref.column, ref.value);
    *ret = shapes->len == 1 ? g_bytes_ref(g_ptr_array_index(shapes, 0))
                            : geom_wkb_collect((GBytes *const *)shapes->pdata, shapes->len);
    *ret_crs = layer->crs;
    return MLG_OK;
}

mlg_status source_own_polygon(const source_rows *rows, GBytes **ret, const char **ret_crs,
                              mlg_error *why, mlg_error *err)
{
    const dataset_layer *layer = rows->table->layer;
    *ret = NULL;
    *ret_crs = NULL;
    if (rows->row->wkb == NULL || layer->geometry != DATASET_POLYGON)
        return MLG_OK;
    if (layer->crs == NULL)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_CRS, _("%s: layer %s: no coordinate system"),
                                 layer->file, layer->name),
                        _("set the coordinate system of the layer in QGIS"));
    *ret_crs = layer->crs;
    if (geom_wkb_normalize(rows->row->wkb, rows->row->wkb_size, ret, why) != MLG_OK)
        *ret = NULL; /* told in why */
    return MLG_OK;
}
