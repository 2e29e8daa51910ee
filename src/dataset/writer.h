/*
 * writer.h - layers and tables written into files: GDAL makes them, but for GeoJSON, and SQLite
 * puts the rows of a GeoPackage. Complete or an error: GDAL's error handler stays installed until
 * after the close, whose failures GDAL 3.6 tells only there.
 */
#ifndef DATASET_WRITER_H
#define DATASET_WRITER_H

#include "dataset/dataset.h"

typedef enum dataset_type {
    DATASET_TEXT,
    DATASET_INTEGER,
    DATASET_REAL,
    DATASET_DATE
} dataset_type;

typedef struct dataset_column {
    const char *name;
    dataset_type type;
} dataset_column;

/** One cell; `null` first. Text is borrowed for the call. */
typedef struct dataset_value {
    bool null;
    union {
        const char *text; /* DATASET_TEXT, and DATASET_DATE as AAAA-MM-JJ */
        int64_t integer;
        double real; /* NaN is written as null */
    };
} dataset_value;

typedef struct dataset_layer_def {
    const char *name;        /* a-z 0-9 _ */
    const char *identifier;  /* title in the data language */
    const char *description; /* abstract */
    const dataset_column *columns;
    size_t n_columns;
    const char *const *titles; /* of the columns, for people, NULL items: none; NULL: of none */
    bool spatial;              /* MULTIPOLYGON column `geom` */
} dataset_layer_def;

typedef struct dataset_writer dataset_writer;

/**
 * `driver`: "GPKG" or "SQLite" (with SpatiaLite; path is a file), "GeoJSON" (path is an existing
 * folder, one NAME.geojson a layer; tables without geometry too, as features with null geometry) or
 * "FlatGeobuf" (the same with NAME.fgb; rows without geometry are refused). `crs` for all layers
 * (EPSG:n). `timestamp`: RFC 3339 for OGR_CURRENT_DATE, so that equal inputs give equal bytes.
 */
mlg_status dataset_writer_new(const char *driver, const char *path, const char *crs,
                              const char *timestamp, dataset_writer **ret,
                              mlg_error *err) MLG_MUST_CHECK;
/** Without close: the half-written file stays for the caller to remove. */
void dataset_writer_free(dataset_writer *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(dataset_writer, dataset_writer_free)

mlg_status dataset_writer_layer(dataset_writer *writer, const dataset_layer_def *def,
                                mlg_error *err) MLG_MUST_CHECK;
/** Row of the layer begun last; values in its column order; wkb (normalised MULTIPOLYGON in the
 * writer's CRS) may be NULL. */
mlg_status dataset_writer_row(dataset_writer *writer, const dataset_value *values, GBytes *wkb,
                              mlg_error *err) MLG_MUST_CHECK;
/** Commits and closes everything, and tells what GDAL said while closing. */
mlg_status dataset_writer_close(dataset_writer *writer, mlg_error *err) MLG_MUST_CHECK;

#endif
