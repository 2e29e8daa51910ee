/*
 * wkb.h - polygonal WKB walked without GEOS: boxes, areas, coordinate buffers, rounding. Reads
 * either byte order, Z and M (ISO and EWKB), POLYGON, MULTIPOLYGON and GEOMETRYCOLLECTION of them;
 * writes 2D little-endian.
 */
#ifndef GEOM_WKB_H
#define GEOM_WKB_H

#include "geom/geom.h"

/**
 * Normalised copy: 2D little-endian MULTIPOLYGON, rings as given but closed and of
 * four points at least (the first repeated), empty parts left out.
 * MLG_E_GEOMETRY when it is not polygons, malformed, truncated (never reads past the end) or
 * followed by other bytes. NaN and infinite coordinates are refused.
 */
mlg_status geom_wkb_normalize(const void *data, size_t size, GBytes **ret,
                              mlg_error *err) MLG_MUST_CHECK;

/* The functions below take normalised WKB. */
geom_box geom_wkb_bounds(GBytes *wkb);
size_t geom_wkb_point_count(GBytes *wkb);
bool geom_wkb_is_empty(GBytes *wkb);

/**
 * Planar area by the shoelace rule, rings taken as they are nested (first ring minus the others),
 * coordinates shifted to the first point for precision.
 */
double geom_wkb_area(GBytes *wkb);

/**
 * Area shared by two, each without overlaps of its own, computed by integration: no geometry is
 * made, so it is fast (some 20 us for two communes) and right to rounding, which is a thousand
 * millionth of the common box at most; 0 when rounding could be all of it.
 */
double geom_wkb_overlap_area(GBytes *a, GBytes *b);

/** True when the polygons are proven to be valid, in a tenth of the time that GEOS takes; false
 * tells nothing: rings that touch, points twice and what rounding hides are left to geom_repair. */
bool geom_wkb_is_plainly_valid(GBytes *wkb);

/** A polygon made valid: a reference to the same bytes where it is, else what geom_repair makes of
 * it in normal form. `ret_report` may be NULL; areas are not told of what is plainly valid. */
mlg_status geom_wkb_repair(geom_ctx *ctx, GBytes *wkb, GBytes **ret, geom_repair_report *ret_report,
                           mlg_error *err) MLG_MUST_CHECK;

/** One ring at a time. x, y are separate arrays of n points, closed; borrowed for the call. */
typedef void (*geom_ring_fn)(void *user, size_t part, size_t ring, const double *x, const double *y,
                             size_t n);
void geom_wkb_rings(GBytes *wkb, geom_ring_fn fn, void *user);

/** Maps all coordinates at once: fn gets x[n], y[n] in place. */
typedef mlg_status (*geom_map_fn)(void *user, double *x, double *y, size_t n, mlg_error *err);

/** Copy with mapped coordinates. MLG_E_GEOMETRY when fn makes one that is not finite. */
mlg_status geom_wkb_map(GBytes *wkb, geom_map_fn fn, void *user, GBytes **ret,
                        mlg_error *err) MLG_MUST_CHECK;

/** Multipolygon that holds all parts of n normalised ones, in order (no union). NULL items allowed.
 */
GBytes *geom_wkb_collect(GBytes *const *items, size_t n);

/** Exterior rings counter-clockwise, holes clockwise (RFC 7946, GeoPackage): a reference to the
 * same bytes where they are so, else a copy. */
GBytes *geom_wkb_orient(GBytes *wkb);

/** Signed area of a closed ring, positive when counter-clockwise; coordinates shifted as above. */
double geom_ring_signed_area(const double *x, const double *y, size_t n);

#endif
