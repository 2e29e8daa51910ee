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

struct dataset_writer {
    bool geojson;
    char *path;
    char *timestamp;
    OGRSpatialReferenceH srs;
    GDALDatasetH handle;      /* of the GeoPackage: makes its layers */
    store_filler *filler;     /* of the same: puts their rows */
    geojson_file *collection; /* the GeoJSON file being written */
    /* the layer begun last */
    char *layer_name;
    GArray *types; /* dataset_type of each column */
    bool in_layer; /* of the GeoPackage */
    bool spatial;
};

/** Settings that GDAL reads from its thread-local configuration; undone by `leave`. */
void writer_enter(const dataset_writer *writer);
void writer_leave(void);

/** Ends the layer begun last: transaction committed, or GeoJSON file closed. */
mlg_status writer_end_layer(dataset_writer *writer, mlg_error *err) MLG_MUST_CHECK;

#endif
