/*
 * funnel.h - the one way to GEOS; private to the room.
 *
 * Every call is GEOS(ctx, Name, arguments...) for GEOSName_r(handle, arguments...): it clears the
 * context's message first, so that the message found after a failure is that of the failure.
 * geom_take and geom_geos_fail turn it into an error. GEOS's process-wide interrupt is not touched.
 */
#ifndef GEOM_FUNNEL_H
#define GEOM_FUNNEL_H

#include "geom/wkb.h"

#ifndef GEOS_USE_ONLY_R_API
#define GEOS_USE_ONLY_R_API
#endif
#include <geos_c.h>

struct geom_ctx {
    GEOSContextHandle_t handle;
    GEOSWKBReader *reader;
    GEOSWKBWriter *writer;
    char message[256]; /* GEOS's last error, "" when there is none */
};

/* What is computed once per geometry, when first needed. */
typedef struct geom_cache {
    const GEOSPreparedGeometry *prepared;
    GArray *slopes; /* see overlap.h */
} geom_cache;

struct geom {
    geom_ctx *ctx;
    GEOSGeometry *raw; /* POLYGON or MULTIPOLYGON */
    geom_cache *cache;
};

#define GEOS(ctx, name, ...) GEOS##name##_r(geom_funnel(ctx), __VA_ARGS__)

static inline GEOSContextHandle_t geom_funnel(geom_ctx *ctx)
{
    ctx->message[0] = '\0';
    return ctx->handle;
}

/** MLG_E_GEOMETRY: what could not be done (translated), then GEOS's message. */
mlg_status geom_geos_fail(const geom_ctx *ctx, const char *what, mlg_error *err);

/** Wraps a result of GEOS, polygons kept; takes raw. A NULL raw fails as geom_geos_fail does. */
mlg_status geom_take(geom_ctx *ctx, GEOSGeometry *raw, const char *what, geom **ret,
                     mlg_error *err) MLG_MUST_CHECK;

/** The prepared form, made at first use; NULL when GEOS cannot. */
const GEOSPreparedGeometry *geom_prepared(const geom *g);

/** The polygons of any GEOS geometry as POLYGON or MULTIPOLYGON; takes raw. NULL when GEOS fails.
 */
GEOSGeometry *geom_keep_polygons(geom_ctx *ctx, GEOSGeometry *raw);

static inline bool geom_box_is_empty(geom_box box)
{
    return !(box.min_x <= box.max_x && box.min_y <= box.max_y);
}

static inline geom_box geom_box_both(geom_box a, geom_box b)
{
    return (geom_box){MIN(a.min_x, b.min_x), MIN(a.min_y, b.min_y), MAX(a.max_x, b.max_x),
                      MAX(a.max_y, b.max_y)};
}

static inline geom_box geom_box_common(geom_box a, geom_box b)
{
    return (geom_box){a.min_x > b.min_x ? a.min_x : b.min_x, a.min_y > b.min_y ? a.min_y : b.min_y,
                      a.max_x < b.max_x ? a.max_x : b.max_x, a.max_y < b.max_y ? a.max_y : b.max_y};
}

/* `inner` lies in `outer`, limits included. */
static inline bool geom_box_holds(geom_box outer, geom_box inner)
{
    return outer.min_x <= inner.min_x && outer.min_y <= inner.min_y && inner.max_x <= outer.max_x &&
           inner.max_y <= outer.max_y;
}

/** The rings as geom_wkb_rings gives them; false when GEOS does not give them all. */
bool geom_each_ring(const geom *g, geom_ring_fn fn, void *user);

/** Multipolygon without parts. */
mlg_status geom_new_empty(geom_ctx *ctx, geom **ret, mlg_error *err) MLG_MUST_CHECK;

#endif
