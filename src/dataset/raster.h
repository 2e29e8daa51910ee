/*
 * raster.h - one band of a raster as numbers, block by block: what counts people a cell.
 */
#ifndef DATASET_RASTER_H
#define DATASET_RASTER_H

#include "dataset/dataset.h"

typedef struct dataset_raster dataset_raster;

/** Where the cells lie: north up, cell (row 0, column 0) with its upper left corner at (x, y). */
typedef struct dataset_raster_frame {
    int width, height;        /* cells */
    double x, y;              /* CRS units */
    double cell_x, cell_y;    /* size of a cell, > 0 */
    const char *crs;          /* "EPSG:3035", else WKT */
    const char *const *bands; /* their descriptions, "" for none; NULL-terminated */
} dataset_raster_frame;

/** Whether a source is a raster, of a driver that is read or not. */
bool dataset_is_raster(const char *source);

/**
 * Opens a raster. Errors: MLG_E_IO missing, unreadable, of a refused driver; MLG_E_CRS no
 * coordinate system; MLG_E_FORMAT no position, rotated, south up.
 */
mlg_status dataset_raster_open(const char *source, dataset_raster **ret,
                               mlg_error *err) MLG_MUST_CHECK;
void dataset_raster_free(dataset_raster *raster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(dataset_raster, dataset_raster_free)

/** Borrowed. */
const dataset_raster_frame *dataset_raster_get_frame(const dataset_raster *raster);
/** Without a database's password. */
const char *dataset_raster_path(const dataset_raster *raster);

/** A part of a row: n numbers from a column on, NaN where there is no data; rows count from the
 * top. */
typedef mlg_status (*dataset_raster_fn)(void *user, int row, int column, const double *values,
                                        size_t n, mlg_error *err);

/** Reads band 0.. in the order of the file's blocks, each cell once; scale and offset are applied.
 */
mlg_status dataset_raster_read(dataset_raster *raster, size_t band, const mlg_monitor *monitor,
                               dataset_raster_fn fn, void *user, mlg_error *err) MLG_MUST_CHECK;

#endif
