/*
 * writer.c - a file or a folder of files opened for writing and closed: complete, or an error. The
 * settings make two runs write the same bytes.
 */
#include "base/text.h"
#include "dataset/writer_private.h"
#include "store/store.h"

#include <errno.h>
#include <string.h>

#include <cpl_conv.h>

/* The file is not the user's yet: it is synchronised to the disk before it gets its name. */
static const char *const settings[][2] = {{"OGR_SQLITE_SYNCHRONOUS", "OFF"},
                                          {"OGR_SQLITE_JOURNAL", "MEMORY"}};

void writer_enter(const dataset_writer *writer)
{
    for (size_t i = 0; i < G_N_ELEMENTS(settings); i++)
        CPLSetThreadLocalConfigOption(settings[i][0], settings[i][1]);
    CPLSetThreadLocalConfigOption("SPATIALITE_LOAD",
                                  writer->kind == WRITER_SPATIALITE ? "YES" : "NO");
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", writer->timestamp);
}

void writer_leave(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(settings); i++)
        CPLSetThreadLocalConfigOption(settings[i][0], NULL);
    CPLSetThreadLocalConfigOption("SPATIALITE_LOAD", NULL);
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", NULL);
}

mlg_status writer_create(dataset_writer *writer, const char *path, char **options, mlg_error *err)
{
    GDALDriverH driver = GDALGetDriverByName(writer->driver);
    if (driver == NULL)
        return mlg_fail(err, MLG_E_INTERNAL, _("GDAL has no driver %s"), writer->driver);
    dataset_guard guard;
    writer_enter(writer);
    dataset_guard_push(&guard);
    writer->handle = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, options);
    dataset_guard_pop();
    writer_leave();
    if (writer->handle == NULL || guard.failed)
        return mlg_fail(err, MLG_E_WRITE, _("%s: cannot be created: %s"), path,
                        dataset_guard_reason(&guard, 0));
    return MLG_OK;
}

static mlg_status create_geopackage(dataset_writer *writer, mlg_error *err)
{
    MLG_TRY(writer_create(writer, writer->path, NULL, err));
    return store_filler_new(writer->path, &writer->filler, err);
}

/* The GeoPackage standard wants 2026-01-01T00:00:00.000Z. */
static char *with_milliseconds(const char *timestamp)
{
    size_t n = strlen("2026-01-01T00:00:00");
    if (strlen(timestamp) == n + 1 && timestamp[n] == 'Z')
        return g_strdup_printf("%.*s.000Z", (int)n, timestamp);
    return g_strdup(timestamp);
}

static const char *const drivers[] = {[WRITER_GPKG] = "GPKG",
                                      [WRITER_GEOJSON] = "GeoJSON",
                                      [WRITER_SPATIALITE] = "SQLite",
                                      [WRITER_FLATGEOBUF] = "FlatGeobuf"};

static mlg_status find_driver(dataset_writer *writer, const char *driver, mlg_error *err)
{
    for (size_t i = 0; i < G_N_ELEMENTS(drivers); i++) {
        writer->kind = (writer_kind)i;
        writer->driver = drivers[i];
        if (strcmp(driver, drivers[i]) == 0)
            return MLG_OK;
    }
    return mlg_fail(err, MLG_E_ARG, _("format %s is not written here"), driver);
}

static mlg_status create_file(dataset_writer *writer, mlg_error *err)
{
    switch (writer->kind) {
    case WRITER_GPKG:
        return create_geopackage(writer, err);
    case WRITER_SPATIALITE:
        return writer_create_spatialite(writer, err);
    case WRITER_GEOJSON:
    case WRITER_FLATGEOBUF:
        break; /* a file a layer */
    }
    return MLG_OK;
}

mlg_status dataset_writer_new(const char *driver, const char *path, const char *crs,
                              const char *timestamp, dataset_writer **ret, mlg_error *err)
{
    dataset_register();
    g_autoptr(dataset_writer) writer = g_new0(dataset_writer, 1);
    writer->types = g_array_new(FALSE, FALSE, sizeof(dataset_type));
    MLG_TRY(find_driver(writer, driver, err));
    writer->path = g_strdup(path);
    writer->timestamp = with_milliseconds(timestamp);
    dataset_guard guard;
    dataset_guard_push(&guard);
    writer->srs = OSRNewSpatialReference(NULL);
    OGRErr status = OSRSetFromUserInput(writer->srs, crs);
    OSRSetAxisMappingStrategy(writer->srs, OAMS_TRADITIONAL_GIS_ORDER);
    dataset_guard_pop();
    if (status != OGRERR_NONE)
        return mlg_fail(err, MLG_E_CRS, _("%s: not a coordinate system: %s"), crs, guard.message);
    MLG_TRY(create_file(writer, err));
    *ret = g_steal_pointer(&writer);
    return MLG_OK;
}

mlg_status writer_close_handle(dataset_writer *writer, mlg_error *err)
{
    if (writer->handle == NULL)
        return MLG_OK;
    dataset_guard guard;
    writer_enter(writer);
    dataset_guard_push(&guard);
    errno = 0;
    GDALFlushCache(writer->handle);
    GDALClose(writer->handle); /* void in GDAL 3.6: its failures reach the handler only */
    int error = errno;
    dataset_guard_pop();
    writer_leave();
    writer->handle = NULL;
    if (guard.failed)
        return mlg_fail(err, MLG_E_WRITE, _("%s: cannot be written: %s"), writer->path,
                        dataset_guard_reason(&guard, error));
    return MLG_OK;
}

mlg_status dataset_writer_close(dataset_writer *writer, mlg_error *err)
{
    MLG_TRY(writer_end_layer(writer, err));
    MLG_TRY(writer_close_handle(writer, err));
    if (writer->kind == WRITER_SPATIALITE)
        return store_finish_spatialite(writer->path, writer->timestamp, err);
    return writer->filler != NULL ? store_filler_close(writer->filler, err) : MLG_OK;
}

void dataset_writer_free(dataset_writer *writer)
{
    if (writer == NULL)
        return;
    /* after an error: what is there is removed by the caller, so these failures say nothing new */
    bool ended = writer_end_layer(writer, NULL) == MLG_OK;
    bool closed = writer_close_handle(writer, NULL) == MLG_OK;
    (void)ended;
    (void)closed;
    store_filler_free(writer->filler);
    geojson_file_free(writer->collection);
    if (writer->srs != NULL)
        OSRDestroySpatialReference(writer->srs);
    g_array_free(writer->types, TRUE);
    g_free(writer->layer_name);
    g_free(writer->timestamp);
    g_free(writer->path);
    g_free(writer);
}
