/*
 * overlay_tiny.c - a geometry without its tiny holes and parts, which are what misleads overlays.
 */
#include "geom/overlay.h"

static bool is_tiny(geom_ctx *ctx, const GEOSGeometry *polygon)
{
    double area = 0;
    return GEOS(ctx, Area, polygon, &area) == 1 && area < GEOM_GUARD_TINY_M2;
}

static bool ring_is_tiny(geom_ctx *ctx, const GEOSGeometry *ring)
{
    GEOSGeometry *shell = GEOS(ctx, Geom_clone, ring);
    GEOSGeometry *polygon = shell ? GEOS(ctx, Geom_createPolygon, shell, NULL, 0) : NULL;
    bool tiny = polygon && is_tiny(ctx, polygon);
    if (polygon)
        GEOSGeom_destroy_r(ctx->handle, polygon);
    return tiny;
}

static void destroy_all(geom_ctx *ctx, GPtrArray *parts)
{
    for (guint i = 0; i < parts->len; i++)
        GEOSGeom_destroy_r(ctx->handle, parts->pdata[i]);
    g_ptr_array_set_size(parts, 0);
}

/* Copy of a polygon without tiny holes, NULL on failure; counts what it leaves out. */
static GEOSGeometry *polygon_without_tiny(geom_ctx *ctx, const GEOSGeometry *polygon, int *dropped)
{
    g_autoptr(GPtrArray) holes = g_ptr_array_new();
    int n = GEOS(ctx, GetNumInteriorRings, polygon);
    bool copied = true;
    for (int i = 0; i < n && copied; i++) {
        const GEOSGeometry *ring = GEOS(ctx, GetInteriorRingN, polygon, i);
        if (ring_is_tiny(ctx, ring)) {
            (*dropped)++;
            continue;
        }
        GEOSGeometry *hole = GEOS(ctx, Geom_clone, ring);
        copied = hole != NULL;
        if (hole)
            g_ptr_array_add(holes, hole);
    }
    const GEOSGeometry *ring = copied ? GEOS(ctx, GetExteriorRing, polygon) : NULL;
    GEOSGeometry *shell = ring ? GEOS(ctx, Geom_clone, ring) : NULL;
    if (!shell) {
        destroy_all(ctx, holes);
        return NULL;
    }
    /* takes the rings, also when it fails */
    return GEOS(ctx, Geom_createPolygon, shell, (GEOSGeometry **)holes->pdata, holes->len);
}

geom *geom_without_tiny(const geom *g)
{
    geom_ctx *ctx = g->ctx;
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    int n = GEOS(ctx, GetNumGeometries, g->raw), dropped = 0;
    for (int i = 0; i < n; i++) {
        const GEOSGeometry *part = GEOS(ctx, GetGeometryN, g->raw, i);
        if (is_tiny(ctx, part)) {
            dropped++;
            continue;
        }
        GEOSGeometry *copy = polygon_without_tiny(ctx, part, &dropped);
        if (!copy) {
            destroy_all(ctx, parts);
            return NULL;
        }
        g_ptr_array_add(parts, copy);
    }
    if (dropped == 0) {
        destroy_all(ctx, parts);
        return NULL;
    }
    g_autoptr(geom) result = NULL;
    GEOSGeometry *raw = GEOS(ctx, Geom_createCollection, GEOS_MULTIPOLYGON,
                             (GEOSGeometry **)parts->pdata, parts->len);
    if (geom_take(ctx, raw, "", &result, NULL) != MLG_OK)
        return NULL;
    return g_steal_pointer(&result);
}
