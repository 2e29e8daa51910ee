/*
 * writer_private.h - inside of the writer: the file, its settings, the layer being written.
 */
#ifndef DATASET_WRITER_PRIVATE_H
#define DATASET_WRITER_PRIVATE_H

#include "dataset/geojson.h"
#include "dataset/private.h"
#include "dataset/writer.h"
#include "store/filler.h"

#include <ogr_api.h>
#include <ogr_srs_api.h>

typedef enum writer_kind {
    WRITER_GPKG, /* layers made by GDAL, rows put by SQLite */
    WRITER_GEOJSON,
    WRITER_SPATIALITE, /* rows as GDAL's features */
    WRITER_FLATGEOBUF  /* the same, a file a layer */
} writer_kind;

struct dataset_writer {
    writer_kind kind;
    const char *driver; /* GDAL's name of it */
    char *path;
    char *timestamp;
    OGRSpatialReferenceH srs;
    GDALDatasetH handle;      /* of the file; of a GeoPackage: makes its layers */
    store_filler *filler;     /* of the same: puts their rows */
    geojson_file *collection; /* the GeoJSON file being written */
    /* the layer begun last */
    char *layer_name;
    GArray *types; /* dataset_type of each column */
    bool in_layer; /* not of GeoJSON */
    bool spatial;
    OGRLayerH layer; /* that takes features */
    OGRFeatureH feature;
    long n_rows; /* features */
};

/** Settings that GDAL reads from its thread-local configuration; undone by `leave`. */
void writer_enter(const dataset_writer *writer);
void writer_leave(void);

/** Makes the file that GDAL writes; with options of its driver, or NULL. */
mlg_status writer_create(dataset_writer *writer, const char *path, char **options,
                         mlg_error *err) MLG_MUST_CHECK;

/** Closes GDAL's file: what it says while closing is an error. */
mlg_status writer_close_handle(dataset_writer *writer, mlg_error *err) MLG_MUST_CHECK;

/** What GDAL could not do, as an error about the layer begun last. */
mlg_status writer_cannot_write(const dataset_writer *writer, const dataset_guard *guard,
                               mlg_error *err);

/** A row of that layer has in a column of dates a text that is none. */
mlg_status writer_no_date(const dataset_writer *writer, guint column, mlg_error *err);

/** Makes the columns of a new layer; false when GDAL refuses one. */
bool writer_create_columns(OGRLayerH layer, const dataset_layer_def *def);

/** Makes a layer by GDAL, whose settings and messages are seen to; false when GDAL refuses. */
typedef bool (*writer_create_fn)(dataset_writer *writer, const dataset_layer_def *def);
mlg_status writer_create_layer(dataset_writer *writer, writer_create_fn create,
                               const dataset_layer_def *def, mlg_error *err) MLG_MUST_CHECK;

/* Rows as features (writer_features.c). */
mlg_status writer_create_spatialite(dataset_writer *writer, mlg_error *err) MLG_MUST_CHECK;
mlg_status writer_begin_features(dataset_writer *writer, const dataset_layer_def *def,
                                 mlg_error *err) MLG_MUST_CHECK;
mlg_status writer_put_feature(dataset_writer *writer, const dataset_value *values, GBytes *wkb,
                              mlg_error *err) MLG_MUST_CHECK;
mlg_status writer_end_features(dataset_writer *writer, mlg_error *err) MLG_MUST_CHECK;

/** Ends the layer begun last: transaction committed, or GeoJSON file closed. */
mlg_status writer_end_layer(dataset_writer *writer, mlg_error *err) MLG_MUST_CHECK;

#endif
