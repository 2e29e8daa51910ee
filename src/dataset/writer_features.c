/*
 * writer_features.c - layers and tables whose rows GDAL takes as features: one SQLite file with
 * SpatiaLite's tables, or a folder of FlatGeobuf files.
 */
#include "base/date.h"
#include "base/text.h"
#include "dataset/writer_private.h"
#include "geom/wkb.h"
#include "store/store.h"

#include <math.h>

#include <cpl_string.h>

mlg_status writer_create_spatialite(dataset_writer *writer, mlg_error *err)
{
    /* with all systems of coordinates: ST_Transform() needs them */
    char *options[] = {"SPATIALITE=YES", "INIT_WITH_EPSG=YES", NULL};
    return writer_create(writer, writer->path, options, err);
}

static char **layer_options(const dataset_writer *writer, const dataset_layer_def *def)
{
    char **options = CSLSetNameValue(NULL, "SPATIAL_INDEX", def->spatial ? "YES" : "NO");
    if (writer->kind != WRITER_SPATIALITE)
        return options;
    options = CSLSetNameValue(options, "FID", "fid");
    options = CSLSetNameValue(options, "LAUNDER", "NO");
    return def->spatial ? CSLSetNameValue(options, "GEOMETRY_NAME", "geom") : options;
}

static bool create_layer(dataset_writer *writer, const dataset_layer_def *def)
{
    char **options = layer_options(writer, def);
    if (writer->kind == WRITER_SPATIALITE &&
        GDALDatasetStartTransaction(writer->handle, FALSE) != OGRERR_NONE) {
        CSLDestroy(options);
        return false;
    }
    writer->layer =
        GDALDatasetCreateLayer(writer->handle, def->name, def->spatial ? writer->srs : NULL,
                               def->spatial ? wkbMultiPolygon : wkbNone, options);
    CSLDestroy(options);
    return writer->layer != NULL && writer_create_columns(writer->layer, def);
}

mlg_status writer_begin_features(dataset_writer *writer, const dataset_layer_def *def,
                                 mlg_error *err)
{
    if (writer->kind == WRITER_FLATGEOBUF) {
        g_autofree char *path = g_strdup_printf("%s/%s.fgb", writer->path, def->name);
        MLG_TRY(writer_create(writer, path, NULL, err));
    }
    MLG_TRY(writer_create_layer(writer, create_layer, def, err));
    writer->feature = OGR_F_Create(OGR_L_GetLayerDefn(writer->layer));
    writer->n_rows = 0;
    writer->in_layer = true;
    return MLG_OK;
}

/* False for a date that is no day. */
static bool put_value(OGRFeatureH feature, int i, dataset_type type, const dataset_value *value)
{
    base_period day;
    bool null = value->null || (type == DATASET_REAL && isnan(value->real));
    if (!null && type == DATASET_DATE && base_date_parse(value->text, &day) != BASE_DATE_OK)
        return false;
    if (null)
        OGR_F_SetFieldNull(feature, i);
    else if (type == DATASET_TEXT)
        OGR_F_SetFieldString(feature, i, value->text);
    else if (type == DATASET_INTEGER)
        OGR_F_SetFieldInteger64(feature, i, value->integer);
    else if (type == DATASET_REAL)
        OGR_F_SetFieldDouble(feature, i, value->real);
    else
        OGR_F_SetFieldDateTime(feature, i, day.first / 10000, day.first / 100 % 100,
                               day.first % 100, 0, 0, 0, 0);
    return true;
}

static bool put_geometry(OGRFeatureH feature, GBytes *wkb)
{
    OGRGeometryH geometry = NULL;
    gsize size = 0;
    const void *bytes = wkb != NULL ? g_bytes_get_data(wkb, &size) : NULL;
    if (bytes != NULL && OGR_G_CreateFromWkb(bytes, NULL, &geometry, (int)size) != OGRERR_NONE)
        return false;
    return OGR_F_SetGeometryDirectly(feature, geometry) == OGRERR_NONE;
}

mlg_status writer_put_feature(dataset_writer *writer, const dataset_value *values, GBytes *wkb,
                              mlg_error *err)
{
    bool has_shape = writer->spatial && wkb != NULL && !geom_wkb_is_empty(wkb);
    /* GDAL 3.6 leaves such rows out without a word */
    if (writer->kind == WRITER_FLATGEOBUF && !has_shape)
        return mlg_fail(err, MLG_E_INTERNAL, "%s: layer %s: a row without geometry", writer->path,
                        writer->layer_name);
    for (guint i = 0; i < writer->types->len; i++)
        if (!put_value(writer->feature, (int)i, g_array_index(writer->types, dataset_type, i),
                       &values[i]))
            return writer_no_date(writer, i, err);
    (void)OGR_F_SetFID(writer->feature, OGRNullFID); /* the next one */
    dataset_guard guard;
    dataset_guard_push(&guard);
    bool ok = (!writer->spatial || put_geometry(writer->feature, has_shape ? wkb : NULL)) &&
              OGR_L_CreateFeature(writer->layer, writer->feature) == OGRERR_NONE;
    dataset_guard_pop();
    writer->n_rows++;
    return ok && !guard.failed ? MLG_OK : writer_cannot_write(writer, &guard, err);
}

/* GDAL does not look whether the last bytes of the file reached the disk. */
static mlg_status check_flatgeobuf(const dataset_writer *writer, mlg_error *err)
{
    g_autofree char *path = g_strdup_printf("%s/%s.fgb", writer->path, writer->layer_name);
    dataset_guard guard;
    dataset_guard_push(&guard);
    GDALDatasetH handle = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    OGRLayerH layer = handle != NULL ? GDALDatasetGetLayer(handle, 0) : NULL;
    OGRFeatureH feature = NULL;
    long n = 0;
    while (layer != NULL && (feature = OGR_L_GetNextFeature(layer)) != NULL) {
        OGR_F_Destroy(feature);
        n++;
    }
    if (handle != NULL)
        GDALClose(handle);
    dataset_guard_pop();
    if (n == writer->n_rows && !guard.failed)
        return MLG_OK;
    return mlg_fail(err, MLG_E_WRITE, _("%s: layer %s: cannot be written: %s"), writer->path,
                    writer->layer_name, _("the file is not complete"));
}

static mlg_status end_flatgeobuf(dataset_writer *writer, mlg_error *err)
{
    MLG_TRY(writer_close_handle(writer, err));
    return check_flatgeobuf(writer, err);
}

mlg_status writer_end_features(dataset_writer *writer, mlg_error *err)
{
    if (!writer->in_layer)
        return MLG_OK;
    OGR_F_Destroy(writer->feature);
    writer->feature = NULL;
    writer->in_layer = false;
    if (writer->kind == WRITER_FLATGEOBUF)
        return end_flatgeobuf(writer, err);
    dataset_guard guard;
    writer_enter(writer);
    dataset_guard_push(&guard);
    bool ok = OGR_L_SyncToDisk(writer->layer) == OGRERR_NONE &&
              GDALDatasetCommitTransaction(writer->handle) == OGRERR_NONE;
    dataset_guard_pop();
    writer_leave();
    return ok && !guard.failed ? MLG_OK : writer_cannot_write(writer, &guard, err);
}
