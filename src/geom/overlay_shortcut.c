/*
 * overlay_shortcut.c - overlays that need none: disjoint and contained operands.
 */
#include "geom/overlay.h"

#include "base/text.h"

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

mlg_status geom_overlay_shortcut(geom_overlay_op op, const geom *a, const geom *b, geom **ret,
                                 mlg_error *err)
{
    if (!geom_boxes_meet(geom_bounds(a), geom_bounds(b)) || disjoint(a, b)) {
        if (op == GEOM_INTERSECTION)
            return geom_new_empty(a->ctx, ret, err);
        return op == GEOM_DIFFERENCE ? geom_clone(a, ret, err) : both(a, b, ret, err);
    }
    if (op != GEOM_DIFFERENCE && holds(a, b))
        return geom_clone(op == GEOM_INTERSECTION ? b : a, ret, err);
    if (holds(b, a)) {
        if (op == GEOM_DIFFERENCE)
            return geom_new_empty(a->ctx, ret, err);
        return geom_clone(op == GEOM_INTERSECTION ? a : b, ret, err);
    }
    return MLG_OK;
}
