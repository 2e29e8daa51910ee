/*
 * overlay_shortcut.c - overlays that need none: disjoint and contained operands.
 */
#include "geom/overlay.h"

#include "base/text.h"

#include <math.h>

/* GEOS's answer of a predicate: 0, 1, or 2 for an exception, which here means "not known". */
static bool disjoint(const geom *a, const geom *b)
{
    const GEOSPreparedGeometry *prepared = geom_prepared(a);
    return prepared && GEOS(a->ctx, PreparedIntersects, prepared, b->raw) == 0;
}

/* `inner` lies in the interior of `outer`; their boundaries do not touch. */
static bool holds(const geom *outer, const geom *inner)
{
    if (!geom_box_holds(geom_bounds(outer), geom_bounds(inner)))
        return false;
    const GEOSPreparedGeometry *prepared = geom_prepared(outer);
    return prepared && GEOS(outer->ctx, PreparedContainsProperly, prepared, inner->raw) == 1;
}

static mlg_status both(const geom *a, const geom *b, geom **ret, mlg_error *err)
{
    geom_ctx *ctx = a->ctx;
    GEOSGeometry *parts[2] = {GEOS(ctx, Geom_clone, a->raw), GEOS(ctx, Geom_clone, b->raw)};
    if (!parts[0] || !parts[1]) {
        GEOSGeom_destroy_r(ctx->handle, parts[0]);
        GEOSGeom_destroy_r(ctx->handle, parts[1]);
        return geom_geos_fail(ctx, _("geometry not copied"), err);
    }
    GEOSGeometry *pair = GEOS(ctx, Geom_createCollection, GEOS_GEOMETRYCOLLECTION, parts, 2);
    return geom_take(ctx, pair, _("geometry not copied"), ret, err);
}

/* The part of g that b, which lies in the interior of g, is in; NULL when GEOS does not tell. */
static const GEOSGeometry *part_around(const geom *g, const geom *b, int *ret_number)
{
    geom_ctx *ctx = g->ctx;
    int n = GEOS(ctx, GetNumGeometries, g->raw);
    const GEOSGeometry *found = NULL;
    for (int i = 0; i < n && !found; i++) {
        const GEOSGeometry *part = GEOS(ctx, GetGeometryN, g->raw, i);
        double distance = n == 1 ? 0 : NAN;
        if (n > 1 && GEOS(ctx, Distance, part, b->raw, &distance) != 1)
            return NULL;
        if (distance == 0)
            found = part;
        *ret_number = i;
    }
    return found;
}

/* Copy of a polygon with one hole more, NULL on failure. */
static GEOSGeometry *with_hole(geom_ctx *ctx, const GEOSGeometry *polygon, const GEOSGeometry *ring)
{
    g_autoptr(GPtrArray) rings = g_ptr_array_new();
    int n = GEOS(ctx, GetNumInteriorRings, polygon);
    g_ptr_array_add(rings, GEOS(ctx, Geom_clone, GEOS(ctx, GetExteriorRing, polygon)));
    for (int i = 0; i < n; i++)
        g_ptr_array_add(rings, GEOS(ctx, Geom_clone, GEOS(ctx, GetInteriorRingN, polygon, i)));
    g_ptr_array_add(rings, GEOS(ctx, Geom_clone, ring));
    bool copied = !g_ptr_array_find(rings, NULL, NULL);
    GEOSGeometry **raw = (GEOSGeometry **)rings->pdata;
    if (copied)
        return GEOS(ctx, Geom_createPolygon, raw[0], raw + 1, rings->len - 1);
    for (guint i = 0; i < rings->len; i++)
        GEOSGeom_destroy_r(ctx->handle, raw[i]);
    return NULL;
}

/* `a` with the polygon b, that lies in its interior, as a hole; *ret stays NULL when b has holes.
 */
static mlg_status punch(const geom *a, const geom *b, geom **ret, mlg_error *err)
{
    geom_ctx *ctx = a->ctx;
    const GEOSGeometry *hole = GEOS(ctx, GetGeometryN, b->raw, 0);
    if (GEOS(ctx, GetNumGeometries, b->raw) != 1 || GEOS(ctx, GetNumInteriorRings, hole) != 0)
        return MLG_OK;
    int number = 0, n = GEOS(ctx, GetNumGeometries, a->raw);
    const GEOSGeometry *around = part_around(a, b, &number);
    if (!around)
        return MLG_OK;
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    for (int i = 0; i < n; i++) {
        const GEOSGeometry *part = GEOS(ctx, GetGeometryN, a->raw, i);
        g_ptr_array_add(parts, i == number ? with_hole(ctx, part, GEOS(ctx, GetExteriorRing, hole))
                                           : GEOS(ctx, Geom_clone, part));
    }
    if (!g_ptr_array_find(parts, NULL, NULL)) {
        GEOSGeometry *all = GEOS(ctx, Geom_createCollection, GEOS_MULTIPOLYGON,
                                 (GEOSGeometry **)parts->pdata, parts->len);
        return geom_take(ctx, all, _("geometry not copied"), ret, err);
    }
    for (guint i = 0; i < parts->len; i++)
        GEOSGeom_destroy_r(ctx->handle, parts->pdata[i]);
    return geom_geos_fail(ctx, _("geometry not copied"), err);
}

mlg_status geom_overlay_shortcut(geom_overlay_op op, const geom *a, const geom *b, geom **ret,
                                 mlg_error *err)
{
    if (!geom_boxes_meet(geom_bounds(a), geom_bounds(b)) || disjoint(a, b)) {
        if (op == GEOM_INTERSECTION)
            return geom_new_empty(a->ctx, ret, err);
        return op == GEOM_DIFFERENCE ? geom_clone(a, ret, err) : both(a, b, ret, err);
    }
    if (holds(a, b))
        return op == GEOM_DIFFERENCE ? punch(a, b, ret, err)
                                     : geom_clone(op == GEOM_INTERSECTION ? b : a, ret, err);
    if (holds(b, a)) {
        if (op == GEOM_DIFFERENCE)
            return geom_new_empty(a->ctx, ret, err);
        return geom_clone(op == GEOM_INTERSECTION ? a : b, ret, err);
    }
    return MLG_OK;
}
