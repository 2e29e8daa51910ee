/*
 * geom.c - geometries in and out, and what is measured on one.
 */
#include "geom/funnel.h"

#include "base/text.h"
#include "geom/wkb.h"

#include <math.h>

mlg_status geom_from_wkb(geom_ctx *ctx, GBytes *wkb, geom **ret, mlg_error *err)
{
    gsize size = 0;
    const void *data = g_bytes_get_data(wkb, &size);
    g_autoptr(GBytes) plain = NULL;
    MLG_TRY(geom_wkb_normalize(data, size, &plain, err));
    const unsigned char *bytes = g_bytes_get_data(plain, &size);
    return geom_take(ctx, GEOS(ctx, WKBReader_read, ctx->reader, bytes, size),
                     _("geometry not readable"), ret, err);
}

/* Normal form of GEOS: rings start at their lowest point, parts and holes are sorted. */
mlg_status geom_to_wkb(const geom *g, GBytes **ret, mlg_error *err)
{
    geom_ctx *ctx = g->ctx;
    g_autoptr(geom) copy = NULL;
    MLG_TRY(geom_clone(g, &copy, err));
    if (GEOS(ctx, Normalize, copy->raw) != 0)
        return geom_geos_fail(ctx, _("geometry not written"), err);
    size_t size = 0;
    unsigned char *data = GEOS(ctx, WKBWriter_write, ctx->writer, copy->raw, &size);
    if (!data)
        return geom_geos_fail(ctx, _("geometry not written"), err);
    g_autoptr(GBytes) plain = NULL;
    mlg_status status = geom_wkb_normalize(data, size, &plain, err);
    GEOSFree_r(ctx->handle, data);
    MLG_TRY(status);
    *ret = geom_wkb_orient(plain);
    return MLG_OK;
}

mlg_status geom_clone(const geom *g, geom **ret, mlg_error *err)
{
    return geom_take(g->ctx, GEOS(g->ctx, Geom_clone, g->raw), _("geometry not copied"), ret, err);
}

bool geom_is_empty(const geom *g)
{
    return GEOS(g->ctx, isEmpty, g->raw) != 0;
}

double geom_area(const geom *g)
{
    double area = 0;
    return GEOS(g->ctx, Area, g->raw, &area) == 1 ? area : 0;
}

double geom_perimeter(const geom *g)
{
    double length = 0;
    return GEOS(g->ctx, Length, g->raw, &length) == 1 ? length : 0;
}

geom_box geom_bounds(const geom *g)
{
    geom_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    if (geom_is_empty(g))
        return box;
    geom_box read = box;
    if (GEOS(g->ctx, Geom_getXMin, g->raw, &read.min_x) == 1 &&
        GEOS(g->ctx, Geom_getYMin, g->raw, &read.min_y) == 1 &&
        GEOS(g->ctx, Geom_getXMax, g->raw, &read.max_x) == 1 &&
        GEOS(g->ctx, Geom_getYMax, g->raw, &read.max_y) == 1)
        box = read;
    return box;
}

static bool give_ring(geom_ctx *ctx, const GEOSGeometry *ring, size_t part, size_t number,
                      geom_ring_fn fn, void *user)
{
    const GEOSCoordSequence *points = ring ? GEOS(ctx, Geom_getCoordSeq, ring) : NULL;
    unsigned n = 0;
    if (!points || GEOS(ctx, CoordSeq_getSize, points, &n) != 1)
        return false;
    g_autofree double *x = g_new(double, 2 * (size_t)n + 1);
    if (GEOS(ctx, CoordSeq_copyToArrays, points, x, x + n, NULL, NULL) != 1)
        return false;
    if (n > 0)
        fn(user, part, number, x, x + n, n);
    return true;
}

bool geom_each_ring(const geom *g, geom_ring_fn fn, void *user)
{
    geom_ctx *ctx = g->ctx;
    int n = GEOS(ctx, GetNumGeometries, g->raw);
    for (int i = 0; i < n; i++) {
        const GEOSGeometry *part = GEOS(ctx, GetGeometryN, g->raw, i);
        int n_holes = part ? GEOS(ctx, GetNumInteriorRings, part) : -1;
        if (n_holes < 0 ||
            !give_ring(ctx, GEOS(ctx, GetExteriorRing, part), (size_t)i, 0, fn, user))
            return false;
        for (int j = 0; j < n_holes; j++) {
            const GEOSGeometry *hole = GEOS(ctx, GetInteriorRingN, part, j);
            if (!give_ring(ctx, hole, (size_t)i, (size_t)j + 1, fn, user))
                return false;
        }
    }
    return n >= 0;
}

mlg_status geom_inner_point(const geom *g, double *ret_x, double *ret_y, mlg_error *err)
{
    geom_ctx *ctx = g->ctx;
    if (geom_is_empty(g))
        return mlg_fail(err, MLG_E_GEOMETRY, _("an empty geometry has no inner point"));
    GEOSGeometry *point = GEOS(ctx, PointOnSurface, g->raw);
    double x = NAN, y = NAN;
    bool found =
        point && GEOS(ctx, GeomGetX, point, &x) == 1 && GEOS(ctx, GeomGetY, point, &y) == 1;
    if (point)
        GEOSGeom_destroy_r(ctx->handle, point);
    if (!found)
        return geom_geos_fail(ctx, _("inner point not found"), err);
    *ret_x = x;
    *ret_y = y;
    return MLG_OK;
}

bool geom_contains_point(const geom *g, double x, double y)
{
    geom_ctx *ctx = g->ctx;
    const GEOSPreparedGeometry *prepared = geom_prepared(g);
    GEOSGeometry *point = GEOS(ctx, Geom_createPointFromXY, x, y);
    bool contains = prepared && point && GEOS(ctx, PreparedIntersects, prepared, point) == 1;
    if (point)
        GEOSGeom_destroy_r(ctx->handle, point);
    return contains;
}
