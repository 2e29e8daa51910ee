/*
 * geometry.h - geometries inside blobs, of a GeoPackage or of SpatiaLite, read without trusting a
 * byte of them; private to the room.
 */
#ifndef STORE_GEOMETRY_H
#define STORE_GEOMETRY_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/** A geometry in the plane. */
typedef struct store_shape {
    GByteArray *wkb; /* little-endian, without Z and M */
    int srs;
    size_t n_points;
} store_shape;

/** False, and nothing to free, when the blob is no geometry or not all of one. */
bool store_shape_read(const void *blob, size_t size, store_shape *ret);
void store_shape_done(store_shape *shape);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(store_shape, store_shape_done)

/** "MULTIPOLYGON"; static. */
const char *store_shape_type(const store_shape *shape);
/** True for a point without coordinates, and for what has no parts. */
bool store_shape_is_empty(const store_shape *shape);
/** Seven decimals at most. g_free(). */
char *store_shape_wkt(const store_shape *shape);

#endif
