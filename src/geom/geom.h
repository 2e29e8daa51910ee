/*
 * geom.h - geometry through GEOS, behind one funnel. The only room with geos_c.h.
 *
 * A geom_ctx belongs to one thread at a time and is created before workers start; a geom belongs to
 * its context and never crosses threads (GEOS 3.11 computes envelopes lazily). What crosses is WKB
 * (little-endian, 2D, as GBytes).
 * Coordinates are those of the caller's CRS; areas are in its units squared. All `ret_` geometries
 * are owned by the caller (geom_free).
 */
#ifndef GEOM_GEOM_H
#define GEOM_GEOM_H

#include "base/error.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct geom_ctx geom_ctx;
typedef struct geom geom;

typedef struct geom_box {
    double min_x, min_y, max_x, max_y; /* empty: min > max */
} geom_box;

/** They share a point; empty boxes meet nothing. */
static inline bool geom_boxes_meet(geom_box a, geom_box b)
{
    return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
}

geom_ctx *geom_ctx_new(void);
void geom_ctx_free(geom_ctx *ctx);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(geom_ctx, geom_ctx_free)

void geom_free(geom *g); /* a geom knows its context */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(geom, geom_free)

/** "3.11.1" */
const char *geom_version(void);

/** Reads polygonal WKB (any WKB that GEOS reads, Z/M dropped); MLG_E_GEOMETRY when it is not
 * polygons. */
mlg_status geom_from_wkb(geom_ctx *ctx, GBytes *wkb, geom **ret, mlg_error *err) MLG_MUST_CHECK;

/** Writes a MULTIPOLYGON, exterior rings counter-clockwise, holes clockwise, parts and rings in
 * normal form order (deterministic). */
mlg_status geom_to_wkb(const geom *g, GBytes **ret, mlg_error *err) MLG_MUST_CHECK;

mlg_status geom_clone(const geom *g, geom **ret, mlg_error *err) MLG_MUST_CHECK;
bool geom_is_empty(const geom *g);
double geom_area(const geom *g);
double geom_perimeter(const geom *g);
geom_box geom_bounds(const geom *g);

/** What geom_repair found. `reason` is GEOS's sentence with the place, "" when valid. */
typedef struct geom_repair_report {
    bool was_valid;
    bool collapsed; /* nothing polygonal is left */
    double area_before, area_after;
    char reason[160];
} geom_repair_report;

/** Makes a geometry valid (MakeValid, structure method, collapsed parts dropped, polygons kept).
 * `ret` may be empty. */
mlg_status geom_repair(const geom *g, geom **ret, geom_repair_report *ret_report,
                       mlg_error *err) MLG_MUST_CHECK;

typedef enum geom_overlay_op { GEOM_INTERSECTION, GEOM_DIFFERENCE, GEOM_UNION } geom_overlay_op;

/** Grid of the precise overlay, metres (design: guard against silently wrong overlays). */
#define GEOM_GUARD_GRID_M 1e-3
/** Absolute part of the tolerance between float and precise areas, m2. */
#define GEOM_GUARD_AREA_M2 1e-6
/** What rounding moves in a float overlay, metres: twenty times the last digit of a coordinate. */
#define GEOM_GUARD_ROUNDING_M 1e-8
/** What GEOS moves in a float overlay when it has to snap, metres (a millionth of a millionth). */
#define GEOM_GUARD_SNAP_M 1e-5
/** Grid of the overlay that is kept instead, metres, where it is right; else GEOM_GUARD_GRID_M. */
#define GEOM_GUARD_FINE_GRID_M 1e-6
/** Holes and parts under this area are dropped before the retry, m2. */
#define GEOM_GUARD_TINY_M2 1e-6

typedef enum geom_overlay_verdict {
    GEOM_OVERLAY_AGREED,  /* the float overlay is right and kept */
    GEOM_OVERLAY_RETRIED, /* the one without tiny holes and parts is */
    GEOM_OVERLAY_PRECISE  /* neither: one on a grid is kept */
} geom_overlay_verdict;

/** How a guarded overlay went; areas in CRS units squared. area_precise is integrated when the
 * float overlay has it, else that of the overlay on the grid; area_float is NAN when GEOS gave up.
 */
typedef struct geom_overlay_report {
    geom_overlay_verdict verdict;
    double area_float, area_precise;
} geom_overlay_report;

/**
 * Overlay of two valid polygonal geometries of a metric CRS, polygons kept, guarded against
 * silently wrong results (libgeos/geos#1523). The float result must hold a point that lies right,
 * and have the area that integration tells (geom_wkb_overlap_area); else it is compared with the
 * overlay on a grid of GEOM_GUARD_GRID_M, and replaced when they disagree. `ret` may be empty.
 * Report may be NULL.
 */
mlg_status geom_overlay(geom_overlay_op op, const geom *a, const geom *b, geom **ret,
                        geom_overlay_report *ret_report, mlg_error *err) MLG_MUST_CHECK;

/**
 * Union of n valid polygonal geometries of a metric CRS that may overlap, guarded by area bounds
 * and a point of each. n = 0 gives an empty one. MLG_E_GEOMETRY when GEOS cannot get it right.
 */
mlg_status geom_union_all(geom_ctx *ctx, const geom *const *items, size_t n, geom **ret,
                          mlg_error *err) MLG_MUST_CHECK;

/** Width = twice the radius of the maximum inscribed circle, CRS units; 0 for an empty one. */
mlg_status geom_width(const geom *g, double tolerance, double *ret, mlg_error *err) MLG_MUST_CHECK;

/** A point inside (point on surface). MLG_E_GEOMETRY when empty. */
mlg_status geom_inner_point(const geom *g, double *ret_x, double *ret_y,
                            mlg_error *err) MLG_MUST_CHECK;

/** True when the point lies in the interior or on the boundary. */
bool geom_contains_point(const geom *g, double x, double y);

#endif
