/*
 * overlay.c - overlays that are checked. GEOS's floating-point overlay is exact to rounding but
 * can be silently wrong (libgeos/geos#1523, #942, locationtech/jts#798: a hole some nanometres
 * wide makes most of an intersection vanish). Its area is compared with the integrated one first,
 * which settles nearly all; what does not agree is compared with the same overlay on a grid.
 */
#include "geom/overlay.h"

#include "base/text.h"
#include "geom/overlap.h"

#include <math.h>

GEOSGeometry *geom_raw_overlay(geom_overlay_op op, geom_ctx *ctx, const GEOSGeometry *a,
                               const GEOSGeometry *b, double grid)
{
    switch (op) {
    case GEOM_INTERSECTION:
        return grid > 0 ? GEOS(ctx, IntersectionPrec, a, b, grid) : GEOS(ctx, Intersection, a, b);
    case GEOM_DIFFERENCE:
        return grid > 0 ? GEOS(ctx, DifferencePrec, a, b, grid) : GEOS(ctx, Difference, a, b);
    case GEOM_UNION:
        return grid > 0 ? GEOS(ctx, UnionPrec, a, b, grid) : GEOS(ctx, Union, a, b);
    }
    return NULL;
}

static mlg_status overlay(geom_overlay_op op, const geom *a, const geom *b, double grid, geom **ret,
                          mlg_error *err)
{
    return geom_take(a->ctx, geom_raw_overlay(op, a->ctx, a->raw, b->raw, grid),
                     _("overlay not computed"), ret, err);
}

/* What a result is measured against. */
typedef struct comparison {
    geom_overlay_op op;
    const geom *a, *b;
    double expected, error; /* area by integration and its rounding; NAN when it cannot be told */
    const geom *precise;    /* on the grid; NULL when it was not needed yet */
    double area_precise, perimeter_precise;
} comparison;

/* The area is the integrated one, but for edges moved by `moved_m`. */
static bool has_expected_area(const comparison *c, const geom *result, double moved_m)
{
    double tolerance = 2 * moved_m * geom_perimeter(result) + GEOM_GUARD_AREA_M2 + c->error;
    return fabs(geom_area(result) - c->expected) <= tolerance;
}

static bool has_precise_area(const comparison *c, const geom *result)
{
    double perimeter = fmax(geom_perimeter(result), c->perimeter_precise);
    double tolerance = 2 * GEOM_GUARD_GRID_M * perimeter + GEOM_GUARD_AREA_M2;
    return fabs(geom_area(result) - c->area_precise) <= tolerance;
}

/* Distance from a point to a geometry, 0 inside; to its boundary only when `boundary`. */
static double distance_to(const geom *g, const GEOSGeometry *point, bool boundary)
{
    geom_ctx *ctx = g->ctx;
    double distance = NAN;
    GEOSGeometry *lines = boundary ? GEOS(ctx, Boundary, g->raw) : NULL;
    const GEOSGeometry *target = boundary ? lines : g->raw;
    if (!target || GEOS(ctx, Distance, target, point, &distance) != 1)
        distance = NAN;
    if (lines)
        GEOSGeom_destroy_r(ctx->handle, lines);
    return distance;
}

/* Inside, or out by no more than the grid. */
static bool near(const geom *g, const GEOSGeometry *point)
{
    return distance_to(g, point, false) <= GEOM_GUARD_GRID_M;
}

/* Inside, and farther from the boundary than the grid can move it. */
static bool deep(const geom *g, const GEOSGeometry *point)
{
    return distance_to(g, point, false) == 0 && distance_to(g, point, true) > GEOM_GUARD_GRID_M;
}

/* A point of a result that is not empty has to be where the operation says. */
static bool may_hold(const comparison *c, const GEOSGeometry *point)
{
    switch (c->op) {
    case GEOM_INTERSECTION:
        return near(c->a, point) && near(c->b, point);
    case GEOM_DIFFERENCE:
        return near(c->a, point) && !deep(c->b, point);
    case GEOM_UNION:
        return near(c->a, point) || near(c->b, point);
    }
    return false;
}

/* A point that has to be in any right result, so that an empty one is wrong. */
static bool must_hold(const comparison *c, const GEOSGeometry *point)
{
    switch (c->op) {
    case GEOM_INTERSECTION:
        return deep(c->a, point) && deep(c->b, point);
    case GEOM_DIFFERENCE:
        return deep(c->a, point) && !near(c->b, point);
    case GEOM_UNION:
        return deep(c->a, point) || deep(c->b, point);
    }
    return false;
}

/*
 * A point of the result lies right; of an empty result, no point of the precise one contradicts.
 * Without a precise one an empty result has the expected area, too small for a point that deep.
 */
static bool point_test_passes(const comparison *c, const geom *result)
{
    geom_ctx *ctx = c->a->ctx;
    bool empty = geom_is_empty(result);
    const geom *holder = empty ? c->precise : result;
    if (!holder || geom_is_empty(holder))
        return true;
    GEOSGeometry *point = GEOS(ctx, PointOnSurface, holder->raw);
    if (!point)
        return false;
    bool passes = empty ? !must_hold(c, point) : may_hold(c, point);
    GEOSGeom_destroy_r(ctx->handle, point);
    return passes;
}

/* Settles nearly all results: the precise area would be told less exactly. */
static bool is_plainly_right(const comparison *c, const geom *result)
{
    return has_expected_area(c, result, GEOM_GUARD_ROUNDING_M) && point_test_passes(c, result);
}

static bool agrees(const comparison *c, const geom *result)
{
    return has_precise_area(c, result) &&
           (isnan(c->expected) || has_expected_area(c, result, GEOM_GUARD_SNAP_M)) &&
           point_test_passes(c, result);
}

/* The float overlay without tiny holes and parts; NULL when there are none or GEOS fails. */
static geom *retry(const comparison *c)
{
    g_autoptr(geom) a = geom_without_tiny(c->a), b = geom_without_tiny(c->b), result = NULL;
    if (!a && !b)
        return NULL;
    if (overlay(c->op, a ? a : c->a, b ? b : c->b, 0, &result, NULL) != MLG_OK)
        return NULL;
    return g_steal_pointer(&result);
}

static void expect_area(comparison *c)
{
    const GArray *slopes_a = geom_slopes_of(c->a), *slopes_b = geom_slopes_of(c->b);
    c->expected = NAN;
    if (!slopes_a || !slopes_b)
        return;
    geom_box box = geom_box_common(geom_bounds(c->a), geom_bounds(c->b));
    double shared = geom_slopes_overlap(slopes_a, slopes_b, box, &c->error);
    switch (c->op) {
    case GEOM_INTERSECTION:
        c->expected = shared;
        break;
    case GEOM_DIFFERENCE:
        c->expected = geom_area(c->a) - shared;
        break;
    case GEOM_UNION:
        c->expected = geom_area(c->a) + geom_area(c->b) - shared;
        break;
    }
}

/* A float overlay that is not plainly right, or NULL, to a result that is; takes it. */
static mlg_status settle(comparison *c, geom *floating, geom **ret, geom_overlay_report *report,
                         mlg_error *err)
{
    g_autoptr(geom) kept = floating;
    g_autoptr(geom) precise = NULL;
    MLG_TRY(overlay(c->op, c->a, c->b, GEOM_GUARD_GRID_M, &precise, err));
    c->precise = precise;
    c->area_precise = report->area_precise = geom_area(precise);
    c->perimeter_precise = geom_perimeter(precise);
    if (!kept || !agrees(c, kept)) {
        g_clear_pointer(&kept, geom_free);
        kept = retry(c);
        report->verdict = GEOM_OVERLAY_RETRIED;
    }
    if (!kept || !agrees(c, kept)) {
        g_clear_pointer(&kept, geom_free);
        report->verdict = GEOM_OVERLAY_PRECISE;
        mlg_status fine = overlay(c->op, c->a, c->b, GEOM_GUARD_FINE_GRID_M, &kept, NULL);
        if (fine != MLG_OK || !agrees(c, kept)) {
            g_clear_pointer(&kept, geom_free);
            kept = g_steal_pointer(&precise);
        }
    }
    *ret = g_steal_pointer(&kept);
    return MLG_OK;
}

mlg_status geom_overlay(geom_overlay_op op, const geom *a, const geom *b, geom **ret,
                        geom_overlay_report *ret_report, mlg_error *err)
{
    g_autoptr(geom) kept = NULL;
    geom_overlay_report report = {.verdict = GEOM_OVERLAY_AGREED};
    MLG_TRY(geom_overlay_shortcut(op, a, b, &kept, err));
    if (kept) {
        report.area_float = report.area_precise = geom_area(kept);
    } else {
        comparison c = {.op = op, .a = a, .b = b};
        expect_area(&c);
        /* a float overlay that GEOS gives up on is one that disagrees */
        bool computed = overlay(op, a, b, 0, &kept, NULL) == MLG_OK;
        report.area_float = computed ? geom_area(kept) : NAN;
        report.area_precise = c.expected;
        if (!computed || !is_plainly_right(&c, kept))
            MLG_TRY(settle(&c, g_steal_pointer(&kept), &kept, &report, err));
    }
    if (ret_report)
        *ret_report = report;
    *ret = g_steal_pointer(&kept);
    return MLG_OK;
}
