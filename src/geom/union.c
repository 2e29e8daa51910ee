/*
 * union.c - union of many geometries that may overlap, guarded: its area lies within bounds that
 * are told by integration, and it holds a point of each item.
 */
#include "geom/index.h"
#include "geom/overlap.h"

#include "base/text.h"
#include "geom/funnel.h"

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

/* Sum of the areas that two items share, by integration; NAN when it cannot be told. */
static double shared_by_pairs(const geom *const *items, size_t n)
{
    g_autofree geom_box *boxes = g_new(geom_box, n);
    for (size_t i = 0; i < n; i++)
        boxes[i] = geom_bounds(items[i]);
    g_autoptr(geom_index) index = geom_index_new(boxes, n);
    g_autoptr(GArray) near = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        geom_index_query(index, boxes[i], near);
        for (guint k = 0; k < near->len; k++) {
            size_t j = g_array_index(near, uint32_t, k);
            const GArray *a = geom_slopes_of(items[i]), *b = geom_slopes_of(items[j]);
            double error = 0;
            if (!a || !b)
                return NAN;
            if (j > i)
                sum += geom_slopes_overlap(a, b, geom_box_common(boxes[i], boxes[j]), &error);
        }
    }
    return sum;
}

/*
 * A union is at most as large as its items together, at least as large as the largest, and as all
 * less what pairs share (Bonferroni); for two items that is its area.
 */
static bool areas_plausible(const geom *united, const geom *const *items, size_t n, double moved_m)
{
    double sum = 0, largest = 0, shared = shared_by_pairs(items, n);
    for (size_t i = 0; i < n; i++) {
        double area = geom_area(items[i]);
        sum += area;
        largest = fmax(largest, area);
    }
    double least = fmax(largest, sum - shared), most = n == 2 ? fmin(sum, sum - shared) : sum;
    double area = geom_area(united);
    double slack = 2 * moved_m * geom_perimeter(united) + GEOM_GUARD_AREA_M2;
    return area >= least - slack && area <= most + slack;
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

static bool plausible(const geom *united, const geom *const *items, size_t n, double moved_m)
{
    return areas_plausible(united, items, n, moved_m) && holds_all(united, items, n);
}

mlg_status geom_union_all(geom_ctx *ctx, const geom *const *items, size_t n, geom **ret,
                          mlg_error *err)
{
    GEOSGeometry *all = collect(ctx, items, n);
    if (!all)
        return geom_geos_fail(ctx, _("union not computed"), err);
    /* in floating point if that is right, else on a grid */
    const double grids[] = {0, GEOM_GUARD_FINE_GRID_M, GEOM_GUARD_GRID_M};
    g_autoptr(geom) united = NULL;
    mlg_status status = MLG_OK;
    bool right = false;
    for (size_t i = 0; i < G_N_ELEMENTS(grids) && !right; i++) {
        g_clear_pointer(&united, geom_free);
        GEOSGeometry *raw =
            grids[i] > 0 ? GEOS(ctx, UnaryUnionPrec, all, grids[i]) : GEOS(ctx, UnaryUnion, all);
        bool last = i + 1 == G_N_ELEMENTS(grids);
        status = geom_take(ctx, raw, _("union not computed"), &united, last ? err : NULL);
        right = status == MLG_OK && plausible(united, items, n, fmax(grids[i], GEOM_GUARD_SNAP_M));
    }
    GEOSGeom_destroy_r(ctx->handle, all);
    MLG_TRY(status);
    if (!right)
        return mlg_fail(err, MLG_E_GEOMETRY, _("the union of %zu geometries comes out wrong"), n);
    *ret = g_steal_pointer(&united);
    return MLG_OK;
}
