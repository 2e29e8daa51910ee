/*
 * open_database.c - tables and views of a PostgreSQL database opened for reading, in a session that
 * cannot write. A database may hold thousands of tables of any size: when one is named no other is
 * looked at, and none is counted.
 */
#include "base/text.h"
#include "dataset/database.h"

#include <string.h>

#include <cpl_string.h>
#include <ogr_api.h>

/* Rows come in the order of the table, whoever else reads it. */
#define SESSION                                                                                    \
    "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY; SET synchronize_seqscans = off"

static GDALDatasetH connect_to(const char *path, dataset_guard *guard)
{
    static const char *const drivers[] = {"PostgreSQL", NULL};
    static const char *const options[] = {"LIST_ALL_TABLES=YES", NULL};
    dataset_guard_push(guard);
    GDALDatasetH handle = GDALOpenEx(
        path, GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers, options, NULL);
    if (handle != NULL)
        GDALDatasetReleaseResultSet(handle, GDALDatasetExecuteSQL(handle, SESSION, NULL, NULL));
    dataset_guard_pop();
    return handle;
}

/* First column of all rows. */
static GPtrArray *ask(GDALDatasetH handle, const char *sql)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    OGRLayerH answer = GDALDatasetExecuteSQL(handle, sql, NULL, NULL);
    OGRFeatureH row = NULL;
    while (answer != NULL && (row = OGR_L_GetNextFeature(answer)) != NULL) {
        g_ptr_array_add(texts, g_strdup(OGR_F_GetFieldAsString(row, 0)));
        OGR_F_Destroy(row);
    }
    GDALDatasetReleaseResultSet(handle, answer);
    return texts;
}

/* The first of the search path: GDAL names its tables without it. g_free(). */
static char *current_schema(GDALDatasetH handle)
{
    g_autoptr(GPtrArray) found = ask(handle, "SELECT coalesce(current_schema(), '')::text");
    return g_strdup(found->len > 0 ? g_ptr_array_index(found, 0) : "");
}

/* The layer of a name, "table" or "schema.table"; NULL when there is none. */
static OGRLayerH find_layer(GDALDatasetH handle, const char *name)
{
    g_autofree char *schema = current_schema(handle);
    g_autofree char *prefix = g_strconcat(schema, ".", NULL);
    const char *bare = g_str_has_prefix(name, prefix) ? name + strlen(prefix) : name;
    int n = GDALDatasetGetLayerCount(handle);
    for (int pass = 0; pass < 2; pass++) /* exact, then ignoring case */
        for (int i = 0; i < n; i++) {
            OGRLayerH layer = GDALDatasetGetLayer(handle, i);
            const char *other = OGR_L_GetName(layer);
            if (pass == 0 ? strcmp(other, name) == 0 || strcmp(other, bare) == 0
                          : g_ascii_strcasecmp(other, bare) == 0)
                return layer;
        }
    return NULL;
}

/* Names of what this user may read, as GDAL spells them. */
static GPtrArray *readable(GDALDatasetH handle)
{
    return ask(
        handle,
        "SELECT CASE WHEN n.nspname = current_schema() THEN '' ELSE n.nspname || '.' END || "
        "c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
        "c.relkind IN ('r', 'v', 'm', 'f', 'p') AND has_schema_privilege(n.oid, 'USAGE') AND "
        "has_any_column_privilege(c.oid, 'SELECT')");
}

/* A table with several geometries is a layer for each: table(column). */
static bool is_among(const GPtrArray *names, const char *layer)
{
    const char *column = strrchr(layer, '(');
    g_autofree char *table =
        column != NULL ? g_strndup(layer, (gsize)(column - layer)) : g_strdup(layer);
    return g_ptr_array_find_with_equal_func((GPtrArray *)names, layer, g_str_equal, NULL) ||
           g_ptr_array_find_with_equal_func((GPtrArray *)names, table, g_str_equal, NULL);
}

/* All that may be read is named when the one that is wanted is not there. */
static void add_layers(dataset *ds, dataset_file *file)
{
    OGRLayerH wanted = ds->wanted != NULL ? find_layer(file->handle, ds->wanted) : NULL;
    if (wanted != NULL) {
        g_free(ds->wanted);
        ds->wanted = g_strdup(OGR_L_GetName(wanted));
        dataset_add_layer(ds, file, wanted, /* raw= */ false, /* counted= */ false);
        return;
    }
    g_autoptr(GPtrArray) names = readable(file->handle);
    for (int i = 0; i < GDALDatasetGetLayerCount(file->handle); i++) {
        OGRLayerH layer = GDALDatasetGetLayer(file->handle, i);
        if (is_among(names, OGR_L_GetName(layer)))
            dataset_add_layer(ds, file, layer, /* raw= */ false, /* counted= */ false);
    }
}

mlg_status dataset_open_database(dataset *ds, mlg_error *err)
{
    dataset_file *file = g_new0(dataset_file, 1);
    file->path = dataset_database_address(ds->path);
    file->shown = g_strdup(ds->shown);
    file->database = true;
    g_ptr_array_add(ds->files, file);
    dataset_guard guard;
    file->handle = connect_to(file->path, &guard);
    if (file->handle == NULL || guard.failed)
        return dataset_database_refused(file->shown, &guard, MLG_E_IO, err);
    dataset_guard_push(&guard);
    add_layers(ds, file);
    dataset_guard_pop();
    if (!guard.failed)
        return MLG_OK;
    return dataset_database_unreadable(file->shown, ds->wanted, &guard, err);
}
