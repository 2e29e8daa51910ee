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

/* The first of the search path: GDAL names its tables without it. g_free(). */
static char *current_schema(GDALDatasetH handle)
{
    char *schema = NULL;
    OGRLayerH answer = GDALDatasetExecuteSQL(handle, "SELECT current_schema()::text", NULL, NULL);
    OGRFeatureH row = answer != NULL ? OGR_L_GetNextFeature(answer) : NULL;
    if (row != NULL) {
        schema = g_strdup(OGR_F_GetFieldAsString(row, 0));
        OGR_F_Destroy(row);
    }
    GDALDatasetReleaseResultSet(handle, answer);
    return schema;
}

/* The layer of a name, "table" or "schema.table"; NULL when there is none. */
static OGRLayerH find_layer(GDALDatasetH handle, const char *name)
{
    g_autofree char *schema = current_schema(handle);
    g_autofree char *prefix = g_strconcat(schema != NULL ? schema : "", ".", NULL);
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

/* All of them are named when the one that is wanted is not there. */
static void add_layers(dataset *ds, dataset_file *file)
{
    OGRLayerH wanted = ds->wanted != NULL ? find_layer(file->handle, ds->wanted) : NULL;
    if (wanted != NULL) {
        g_free(ds->wanted);
        ds->wanted = g_strdup(OGR_L_GetName(wanted));
        dataset_add_layer(ds, file, wanted, /* raw= */ false, /* counted= */ false);
        return;
    }
    for (int i = 0; i < GDALDatasetGetLayerCount(file->handle); i++)
        dataset_add_layer(ds, file, GDALDatasetGetLayer(file->handle, i), /* raw= */ false,
                          /* counted= */ false);
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
