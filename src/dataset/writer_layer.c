/*
 * writer_layer.c - one layer or table written: GDAL makes it, with all that it holds beside rows;
 * its rows are put by SQLite, which takes a third of the time of GDAL's features.
 */
#include "base/date.h"
#include "base/text.h"
#include "dataset/writer_private.h"
#include "geom/wkb.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cpl_string.h>
#include <cpl_vsi.h>

#define DATE_SIZE 11U /* AAAA-MM-JJ and its end */

mlg_status writer_cannot_write(const dataset_writer *writer, const dataset_guard *guard,
                               mlg_error *err)
{
    return mlg_fail(err, MLG_E_WRITE, _("%s: layer %s: cannot be written: %s"), writer->path,
                    writer->layer_name, dataset_guard_reason(guard, 0));
}

mlg_status writer_no_date(const dataset_writer *writer, guint column, mlg_error *err)
{
    return mlg_fail(err, MLG_E_INTERNAL, "%s: layer %s: column %u is no date", writer->path,
                    writer->layer_name, column);
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

static bool takes_features(const dataset_writer *writer)
{
    return writer->kind == WRITER_SPATIALITE || writer->kind == WRITER_FLATGEOBUF;
}

mlg_status writer_end_layer(dataset_writer *writer, mlg_error *err)
{
    if (writer->kind == WRITER_GEOJSON)
        return end_geojson(writer, err);
    if (takes_features(writer))
        return writer_end_features(writer, err);
    return writer->filler != NULL ? store_filler_end_layer(writer->filler, err) : MLG_OK;
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

bool writer_create_columns(OGRLayerH layer, const dataset_layer_def *def)
{
    static const OGRFieldType types[] = {[DATASET_TEXT] = OFTString,
                                         [DATASET_INTEGER] = OFTInteger64,
                                         [DATASET_REAL] = OFTReal,
                                         [DATASET_DATE] = OFTDate};
    bool ok = true;
    for (size_t i = 0; i < def->n_columns && ok; i++) {
        const dataset_column *column = &def->columns[i];
        OGRFieldDefnH field = OGR_Fld_Create(column->name, types[column->type]);
        ok = OGR_L_CreateField(layer, field, /* bApproxOK= */ FALSE) == OGRERR_NONE;
        OGR_Fld_Destroy(field);
    }
    return ok;
}

mlg_status writer_create_layer(dataset_writer *writer, writer_create_fn create,
                               const dataset_layer_def *def, mlg_error *err)
{
    dataset_guard guard;
    writer_enter(writer);
    dataset_guard_push(&guard);
    bool ok = create(writer, def);
    dataset_guard_pop();
    writer_leave();
    return ok && !guard.failed ? MLG_OK : writer_cannot_write(writer, &guard, err);
}

/* The layer with its empty spatial index, in the file. */
static bool create_layer(dataset_writer *writer, const dataset_layer_def *def)
{
    OGRwkbGeometryType type = def->spatial ? wkbMultiPolygon : wkbNone;
    char **options = layer_options(def);
    if (GDALDatasetStartTransaction(writer->handle, FALSE) != OGRERR_NONE) {
        CSLDestroy(options);
        return false;
    }
    OGRLayerH layer = GDALDatasetCreateLayer(writer->handle, def->name,
                                             def->spatial ? writer->srs : NULL, type, options);
    CSLDestroy(options);
    bool ok = layer != NULL && writer_create_columns(layer, def) &&
              OGR_L_SyncToDisk(layer) == OGRERR_NONE;
    return GDALDatasetCommitTransaction(writer->handle) == OGRERR_NONE && ok;
}

mlg_status dataset_writer_layer(dataset_writer *writer, const dataset_layer_def *def,
                                mlg_error *err)
{
    MLG_TRY(writer_end_layer(writer, err));
    g_free(writer->layer_name);
    writer->layer_name = g_strdup(def->name);
    g_array_set_size(writer->types, 0);
    for (size_t i = 0; i < def->n_columns; i++)
        g_array_append_val(writer->types, def->columns[i].type);
    writer->spatial = def->spatial;
    if (writer->kind == WRITER_GEOJSON)
        return begin_geojson(writer, def, err);
    if (takes_features(writer))
        return writer_begin_features(writer, def, err);
    MLG_TRY(writer_create_layer(writer, create_layer, def, err));
    MLG_TRY(store_filler_layer(writer->filler, def->name, def->n_columns, err));
    writer->in_layer = true;
    return MLG_OK;
}

/* As AAAA-MM-JJ; false when it is no day. */
static bool put_date(store_filler *filler, size_t column, const char *text)
{
    char day[DATE_SIZE];
    base_period period;
    if (base_date_parse(text, &period) != BASE_DATE_OK)
        return false;
    store_put_text(filler, column, base_date_format(period.first, day));
    return true;
}

static bool put_value(store_filler *filler, size_t column, dataset_type type,
                      const dataset_value *value)
{
    if (value->null)
        return true;
    switch (type) {
    case DATASET_DATE:
        return put_date(filler, column, value->text);
    case DATASET_TEXT:
        store_put_text(filler, column, value->text);
        return true;
    case DATASET_INTEGER:
        store_put_integer(filler, column, value->integer);
        return true;
    case DATASET_REAL:
        if (!isnan(value->real))
            store_put_real(filler, column, value->real);
        return true;
    }
    return false;
}

static mlg_status put_row(dataset_writer *writer, const dataset_value *values, GBytes *wkb,
                          mlg_error *err)
{
    for (guint i = 0; i < writer->types->len; i++) {
        if (!put_value(writer->filler, i, g_array_index(writer->types, dataset_type, i),
                       &values[i]))
            return writer_no_date(writer, i, err);
    }
    if (writer->spatial && wkb != NULL && !geom_wkb_is_empty(wkb)) {
        geom_box box = geom_wkb_bounds(wkb);
        store_put_geometry(writer->filler, wkb,
                           (store_box){box.min_x, box.max_x, box.min_y, box.max_y});
    }
    return store_filler_row(writer->filler, err);
}

mlg_status dataset_writer_row(dataset_writer *writer, const dataset_value *values, GBytes *wkb,
                              mlg_error *err)
{
    if (!writer->in_layer && writer->collection == NULL)
        return mlg_fail(err, MLG_E_INTERNAL, "%s: a row before any layer", writer->path);
    if (writer->kind == WRITER_GEOJSON)
        return geojson_file_row(writer->collection, values, wkb, err);
    if (takes_features(writer))
        return writer_put_feature(writer, values, wkb, err);
    return put_row(writer, values, wkb, err);
}
