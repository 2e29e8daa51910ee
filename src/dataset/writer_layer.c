/*
 * writer_layer.c - one layer or table written: its definition, its rows through one reused feature
 * and one transaction, its end.
 */
#include "base/date.h"
#include "base/text.h"
#include "dataset/writer_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cpl_string.h>
#include <cpl_vsi.h>

static mlg_status cannot_write(const dataset_writer *writer, const dataset_guard *guard,
                               mlg_error *err)
{
    return mlg_fail(err, MLG_E_WRITE, _("%s: layer %s: cannot be written: %s"), writer->path,
                    writer->layer_name, dataset_guard_reason(guard, 0));
}

static mlg_status begin_geojson(dataset_writer *writer, const dataset_layer_def *def,
                                mlg_error *err)
{
    g_autofree char *file = g_strconcat(def->name, ".geojson", NULL);
    g_autofree char *path = g_build_filename(writer->path, file, NULL);
    return geojson_file_new(path, def, &writer->collection, err);
}

static mlg_status end_geojson(dataset_writer *writer, mlg_error *err)
{
    mlg_status status =
        writer->collection != NULL ? geojson_file_close(writer->collection, err) : MLG_OK;
    geojson_file_free(writer->collection);
    writer->collection = NULL;
    return status;
}

mlg_status writer_end_layer(dataset_writer *writer, mlg_error *err)
{
    if (writer->geojson)
        return end_geojson(writer, err);
    if (writer->layer == NULL)
        return MLG_OK;
    dataset_guard guard;
    writer_enter(writer);
    dataset_guard_push(&guard);
    OGR_F_Destroy(writer->feature);
    OGRErr synced = OGR_L_SyncToDisk(writer->layer); /* the spatial index is made here */
    OGRErr committed =
        writer->in_transaction ? GDALDatasetCommitTransaction(writer->handle) : OGRERR_NONE;
    dataset_guard_pop();
    writer_leave();
    writer->feature = NULL;
    writer->layer = NULL;
    writer->in_transaction = false;
    if (synced != OGRERR_NONE || committed != OGRERR_NONE || guard.failed)
        return cannot_write(writer, &guard, err);
    return MLG_OK;
}

static char **layer_options(const dataset_layer_def *def)
{
    char **options = NULL;
    options = CSLSetNameValue(options, "FID", "fid");
    options = CSLSetNameValue(options, "IDENTIFIER", def->identifier);
    options = CSLSetNameValue(options, "DESCRIPTION", def->description);
    if (def->spatial) {
        options = CSLSetNameValue(options, "GEOMETRY_NAME", "geom");
        options = CSLSetNameValue(options, "SPATIAL_INDEX", "YES");
    } else {
        options = CSLSetNameValue(options, "ASPATIAL_VARIANT", "GPKG_ATTRIBUTES");
    }
    return options;
}

static bool create_columns(dataset_writer *writer, const dataset_layer_def *def)
{
    static const OGRFieldType types[] = {[DATASET_TEXT] = OFTString,
                                         [DATASET_INTEGER] = OFTInteger64,
                                         [DATASET_REAL] = OFTReal,
                                         [DATASET_DATE] = OFTDate};
    bool ok = true;
    g_array_set_size(writer->types, 0);
    for (size_t i = 0; i < def->n_columns && ok; i++) {
        const dataset_column *column = &def->columns[i];
        OGRFieldDefnH field = OGR_Fld_Create(column->name, types[column->type]);
        ok = OGR_L_CreateField(writer->layer, field, /* bApproxOK= */ FALSE) == OGRERR_NONE;
        OGR_Fld_Destroy(field);
        g_array_append_val(writer->types, column->type);
    }
    return ok;
}

static bool begin_layer(dataset_writer *writer, const dataset_layer_def *def)
{
    OGRwkbGeometryType type = def->spatial ? wkbMultiPolygon : wkbNone;
    char **options = layer_options(def);
    writer->layer = GDALDatasetCreateLayer(writer->handle, def->name,
                                           def->spatial ? writer->srs : NULL, type, options);
    CSLDestroy(options);
    if (writer->layer == NULL || !create_columns(writer, def))
        return false;
    writer->feature = OGR_F_Create(OGR_L_GetLayerDefn(writer->layer));
    if (writer->feature == NULL)
        return false;
    writer->in_transaction = GDALDatasetTestCapability(writer->handle, ODsCTransactions) &&
                             GDALDatasetStartTransaction(writer->handle, FALSE) == OGRERR_NONE;
    return writer->in_transaction;
}

mlg_status dataset_writer_layer(dataset_writer *writer, const dataset_layer_def *def,
                                mlg_error *err)
{
    MLG_TRY(writer_end_layer(writer, err));
    g_free(writer->layer_name);
    writer->layer_name = g_strdup(def->name);
    if (writer->geojson)
        return begin_geojson(writer, def, err);
    dataset_guard guard;
    writer_enter(writer);
    dataset_guard_push(&guard);
    bool ok = begin_layer(writer, def);
    dataset_guard_pop();
    writer_leave();
    if (!ok || guard.failed)
        return cannot_write(writer, &guard, err);
    return MLG_OK;
}

/* AAAA-MM-JJ; false when it is not one. */
static bool set_date(OGRFeatureH feature, int i, const char *text)
{
    base_period period;
    if (base_date_parse(text, &period) != BASE_DATE_OK)
        return false;
    base_date day = period.first;
    OGR_F_SetFieldDateTime(feature, i, day / 10000, day / 100 % 100, day % 100, 0, 0, 0, 0);
    return true;
}

static bool set_value(OGRFeatureH feature, int i, dataset_type type, const dataset_value *value)
{
    if (value->null) {
        OGR_F_SetFieldNull(feature, i);
        return true;
    }
    switch (type) {
    case DATASET_TEXT:
        OGR_F_SetFieldString(feature, i, value->text);
        return true;
    case DATASET_DATE:
        return set_date(feature, i, value->text);
    case DATASET_INTEGER:
        OGR_F_SetFieldInteger64(feature, i, value->integer);
        return true;
    case DATASET_REAL:
        if (isnan(value->real))
            OGR_F_SetFieldNull(feature, i);
        else
            OGR_F_SetFieldDouble(feature, i, value->real);
        return true;
    }
    return false;
}

/* NULL for no geometry: GDAL writes NULL, or null in GeoJSON. */
static bool set_geometry(OGRFeatureH feature, GBytes *wkb)
{
    OGRGeometryH geometry = NULL;
    if (wkb != NULL) {
        size_t size = 0;
        const void *data = g_bytes_get_data(wkb, &size);
        if (OGR_G_CreateFromWkb(data, NULL, &geometry, (int)size) != OGRERR_NONE)
            return false;
    }
    return OGR_F_SetGeometryDirectly(feature, geometry) == OGRERR_NONE;
}

mlg_status dataset_writer_row(dataset_writer *writer, const dataset_value *values, GBytes *wkb,
                              mlg_error *err)
{
    if (writer->layer == NULL && writer->collection == NULL)
        return mlg_fail(err, MLG_E_INTERNAL, "%s: a row before any layer", writer->path);
    if (writer->geojson)
        return geojson_file_row(writer->collection, values, wkb, err);
    dataset_guard guard;
    dataset_guard_push(&guard);
    (void)OGR_F_SetFID(writer->feature, OGRNullFID); /* fails for no feature only */
    bool ok = OGR_FD_GetGeomFieldCount(OGR_F_GetDefnRef(writer->feature)) == 0 ||
              set_geometry(writer->feature, wkb);
    for (guint i = 0; i < writer->types->len && ok; i++)
        ok = set_value(writer->feature, (int)i, g_array_index(writer->types, dataset_type, i),
                       &values[i]);
    ok = ok && OGR_L_CreateFeature(writer->layer, writer->feature) == OGRERR_NONE;
    dataset_guard_pop();
    if (!ok || guard.failed)
        return cannot_write(writer, &guard, err);
    return MLG_OK;
}
