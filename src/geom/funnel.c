/*
 * funnel.c - contexts, and GEOS results turned into geometries or errors.
 */
#include "geom/funnel.h"

#include "base/text.h"

#include <math.h>

static void keep_message(const char *message, void *user)
{
    geom_ctx *ctx = user;
    g_strlcpy(ctx->message, message, sizeof ctx->message);
    g_strdelimit(ctx->message, "\n\r\t", ' ');
    g_strchomp(ctx->message);
}

geom_ctx *geom_ctx_new(void)
{
    geom_ctx *ctx = g_new0(geom_ctx, 1);
    ctx->handle = GEOS_init_r();
    GEOSContext_setErrorMessageHandler_r(ctx->handle, keep_message, ctx);
    ctx->reader = GEOSWKBReader_create_r(ctx->handle);
    ctx->writer = GEOSWKBWriter_create_r(ctx->handle);
    if (!ctx->reader || !ctx->writer)
        g_error("GEOS: out of memory");
    GEOSWKBReader_setFixStructure_r(ctx->handle, ctx->reader, 1);
    GEOSWKBWriter_setOutputDimension_r(ctx->handle, ctx->writer, 2);
    GEOSWKBWriter_setByteOrder_r(ctx->handle, ctx->writer, GEOS_WKB_NDR);
    return ctx;
}

void geom_ctx_free(geom_ctx *ctx)
{
    if (!ctx)
        return;
    GEOSWKBWriter_destroy_r(ctx->handle, ctx->writer);
    GEOSWKBReader_destroy_r(ctx->handle, ctx->reader);
    GEOS_finish_r(ctx->handle);
    g_free(ctx);
}

const char *geom_version(void)
{
    return GEOS_VERSION;
}

void geom_free(geom *g)
{
    if (!g)
        return;
    GEOSPreparedGeom_destroy_r(g->ctx->handle, g->cache->prepared);
    GEOSGeom_destroy_r(g->ctx->handle, g->raw);
    g_clear_pointer(&g->cache->slopes, g_array_unref);
    g_free(g->cache);
    g_free(g);
}

mlg_status geom_geos_fail(const geom_ctx *ctx, const char *what, mlg_error *err)
{
    return mlg_fail(err, MLG_E_GEOMETRY, "%s: GEOS: %s", what,
                    ctx->message[0] != '\0' ? ctx->message : "?");
}

/* Appends clones of the polygons of a collection. */
/* NOLINTNEXTLINE(misc-no-recursion): depth is that of the collection */
static bool clone_polygons(geom_ctx *ctx, const GEOSGeometry *g, GPtrArray *ret_parts)
{
    int type = GEOS(ctx, GeomTypeId, g);
    if (type == GEOS_POLYGON && GEOS(ctx, isEmpty, g) == 0) {
        GEOSGeometry *part = GEOS(ctx, Geom_clone, g);
        if (part)
            g_ptr_array_add(ret_parts, part);
        return part != NULL;
    }
    if (type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION)
        return true;
    int n = GEOS(ctx, GetNumGeometries, g);
    for (int i = 0; i < n; i++)
        if (!clone_polygons(ctx, GEOS(ctx, GetGeometryN, g, i), ret_parts))
            return false;
    return true;
}

GEOSGeometry *geom_keep_polygons(geom_ctx *ctx, GEOSGeometry *raw)
{
    if (!raw)
        return NULL;
    int type = GEOS(ctx, GeomTypeId, raw);
    if (type == GEOS_POLYGON || type == GEOS_MULTIPOLYGON)
        return raw;
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    bool cloned = clone_polygons(ctx, raw, parts);
    GEOSGeom_destroy_r(ctx->handle, raw);
    if (!cloned) {
        for (guint i = 0; i < parts->len; i++)
            GEOSGeom_destroy_r(ctx->handle, parts->pdata[i]);
        return NULL;
    }
    return GEOS(ctx, Geom_createCollection, GEOS_MULTIPOLYGON, (GEOSGeometry **)parts->pdata,
                parts->len);
}

mlg_status geom_take(geom_ctx *ctx, GEOSGeometry *raw, const char *what, geom **ret, mlg_error *err)
{
    GEOSGeometry *polygons = geom_keep_polygons(ctx, raw);
    if (!polygons)
        return geom_geos_fail(ctx, what, err);
    geom *g = g_new0(geom, 1);
    *g = (geom){.ctx = ctx, .raw = polygons, .cache = g_new0(geom_cache, 1)};
    *ret = g;
    return MLG_OK;
}

mlg_status geom_new_empty(geom_ctx *ctx, geom **ret, mlg_error *err)
{
    return geom_take(ctx, GEOS(ctx, Geom_createEmptyCollection, GEOS_MULTIPOLYGON),
                     _("geometry not made"), ret, err);
}

const GEOSPreparedGeometry *geom_prepared(const geom *g)
{
    if (!g->cache->prepared)
        g->cache->prepared = GEOS(g->ctx, Prepare, g->raw);
    return g->cache->prepared;
}
