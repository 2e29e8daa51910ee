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

mlg_status geom_width(const geom *g, double tolerance, double *ret, mlg_error *err)
{
    geom_ctx *ctx = g->ctx;
    if (geom_is_empty(g)) {
        *ret = 0;
        return MLG_OK;
    }
    geom_box box = geom_bounds(g);
    double narrowest = fmin(box.max_x - box.min_x, box.max_y - box.min_y);
    /* GEOS 3.11 starts from squares of this side: a flat box would make millions of them */
    if (narrowest <= tolerance) {
        *ret = narrowest;
        return MLG_OK;
    }
    /* a line from the centre to the nearest boundary point */
    GEOSGeometry *radius = GEOS(ctx, MaximumInscribedCircle, g->raw, tolerance);
    double length = 0;
    bool measured = radius && GEOS(ctx, Length, radius, &length) == 1;
    if (radius)
        GEOSGeom_destroy_r(ctx->handle, radius);
    if (!measured)
        return geom_geos_fail(ctx, _("width not measured"), err);
    *ret = 2 * length;
    return MLG_OK;
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
