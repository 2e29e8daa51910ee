/*
 * union.c - union of many geometries that may overlap, guarded: it is at least as large as its
 * largest member and at most as large as all of them, and holds a point of each.
 */
#include "geom/funnel.h"

#include "base/text.h"

#include <math.h>

static GEOSGeometry *collect(geom_ctx *ctx, const geom *const *items, size_t n)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    for (size_t i = 0; i < n; i++) {
        GEOSGeometry *copy = GEOS(ctx, Geom_clone, items[i]->raw);
        if (copy)
            g_ptr_array_add(parts, copy);
    }
    if (parts->len == n)
        return GEOS(ctx, Geom_createCollection, GEOS_GEOMETRYCOLLECTION,
                    (GEOSGeometry **)parts->pdata, (unsigned)n);
    for (guint i = 0; i < parts->len; i++)
        GEOSGeom_destroy_r(ctx->handle, parts->pdata[i]);
    return NULL;
}

static bool areas_plausible(const geom *united, const geom *const *items, size_t n)
{
    double sum = 0, largest = 0;
    for (size_t i = 0; i < n; i++) {
        double area = geom_area(items[i]);
        sum += area;
        largest = fmax(largest, area);
    }
    double area = geom_area(united);
    double slack = 2 * GEOM_GUARD_GRID_M * geom_perimeter(united) + GEOM_GUARD_AREA_M2;
    return area >= largest - slack && area <= sum + slack;
}

/* A point of each item of some size is in the union. */
static bool holds_all(const geom *united, const geom *const *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double x = 0, y = 0;
        if (geom_area(items[i]) < GEOM_GUARD_TINY_M2)
            continue;
        if (geom_inner_point(items[i], &x, &y, NULL) != MLG_OK ||
            !geom_contains_point(united, x, y))
            return false;
    }
    return true;
}

static bool plausible(const geom *united, const geom *const *items, size_t n)
{
    return areas_plausible(united, items, n) && holds_all(united, items, n);
}

mlg_status geom_union_all(geom_ctx *ctx, const geom *const *items, size_t n, geom **ret,
                          mlg_error *err)
{
    GEOSGeometry *all = collect(ctx, items, n);
    if (!all)
        return geom_geos_fail(ctx, _("union not computed"), err);
    g_autoptr(geom) united = NULL;
    mlg_status status =
        geom_take(ctx, GEOS(ctx, UnaryUnion, all), _("union not computed"), &united, NULL);
    if (status != MLG_OK || !plausible(united, items, n)) {
        g_clear_pointer(&united, geom_free);
        status = geom_take(ctx, GEOS(ctx, UnaryUnionPrec, all, GEOM_GUARD_GRID_M),
                           _("union not computed"), &united, err);
    }
    GEOSGeom_destroy_r(ctx->handle, all);
    MLG_TRY(status);
    if (!plausible(united, items, n))
        return mlg_fail(err, MLG_E_GEOMETRY, _("the union of %zu geometries comes out wrong"), n);
    *ret = g_steal_pointer(&united);
    return MLG_OK;
}
