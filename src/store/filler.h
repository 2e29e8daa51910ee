/*
 * filler.h - rows put into the empty layers of a GeoPackage that GDAL has made: prepared statements
 * of many rows, spatial indexes packed, extents and counts written where readers look for them. The
 * triggers that GDAL left there stay, and do not run.
 *
 * A filler belongs to one thread at a time. GDAL may have the file open, idle; it makes a layer
 * before that is begun here, and closes the file before store_filler_close().
 */
#ifndef STORE_FILLER_H
#define STORE_FILLER_H

#include "base/error.h"

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

typedef struct store_filler store_filler;

/** The box of a geometry, in the file's CRS. */
typedef struct store_box {
    double min_x, max_x, min_y, max_y;
} store_box;

/** Opens an own file that nobody else reads yet: it is not synchronised. MLG_E_WRITE */
mlg_status store_filler_new(const char *path, store_filler **ret, mlg_error *err) MLG_MUST_CHECK;
/** Without close: the half-written file stays for the caller to remove. */
void store_filler_free(store_filler *filler);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(store_filler, store_filler_free)

/**
 * Ends the layer begun last and begins an empty one: a table of `fid`, the geometry column that
 * gpkg_geometry_columns tells of it, if any, and n_columns others. MLG_E_WRITE
 */
mlg_status store_filler_layer(store_filler *filler, const char *table, size_t n_columns,
                              mlg_error *err) MLG_MUST_CHECK;

/* Cells of the next row, copied; columns from 0 without fid and geometry. Those not put are NULL.
 */
void store_put_text(store_filler *filler, size_t column, const char *text);
void store_put_integer(store_filler *filler, size_t column, int64_t value);
void store_put_real(store_filler *filler, size_t column, double value);

/** WKB of a geometry that is not empty, and its box. */
void store_put_geometry(store_filler *filler, GBytes *wkb, store_box box);

/** Ends a row; its fid is its place in the layer, from 1. MLG_E_WRITE */
mlg_status store_filler_row(store_filler *filler, mlg_error *err) MLG_MUST_CHECK;

/** Ends the layer begun last, if any. MLG_E_WRITE */
mlg_status store_filler_end_layer(store_filler *filler, mlg_error *err) MLG_MUST_CHECK;

/** Ends the layer begun last, writes extents and counts of all, and closes the file. MLG_E_WRITE */
mlg_status store_filler_close(store_filler *filler, mlg_error *err) MLG_MUST_CHECK;

#endif
