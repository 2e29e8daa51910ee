/*
 * shape.c - a geometry made ready for the file: transformed from its own CRS, rounded to the
 * format's grid, valid, oriented. One worker a thread.
 */
#include "output/format.h"

#include "geom/wkb.h"

#include <math.h>

/* Rounding a repaired geometry may break it again; three turns settle every real case. */
#define MAX_TURNS 4

typedef struct mapping {
    crs_transform *transform;
    double scale;
} mapping;

static mlg_status map_points(void *user, double *x, double *y, size_t n, mlg_error *err)
{
    const mapping *map = user;
    if (map->transform != NULL)
        MLG_TRY(crs_transform_apply(map->transform, x, y, n, err));
    for (size_t i = 0; map->scale > 0 && i < n; i++) {
        x[i] = round(x[i] * map->scale) / map->scale;
        y[i] = round(y[i] * map->scale) / map->scale;
    }
    return MLG_OK;
}

mlg_status output_prepare(const output_run *run, mesh_worker *worker, const mesh_polygon *raw,
                          GBytes **ret, mlg_error *err)
{
    *ret = NULL;
    if (raw->wkb == NULL || geom_wkb_is_empty(raw->wkb))
        return MLG_OK;
    mapping map = {.scale = run->format->scale};
    MLG_TRY(mesh_transform(worker, raw->crs, run->crs, &map.transform, err));
    if (crs_transform_is_identity(map.transform))
        map.transform = NULL; /* the exact source vertices */
    if (map.transform == NULL && map.scale <= 0 && raw->valid) {
        *ret = geom_wkb_orient(raw->wkb);
        return MLG_OK;
    }
    g_autoptr(GBytes) now = g_bytes_ref(raw->wkb);
    for (unsigned turn = 0; turn < MAX_TURNS; turn++) {
        if (map.transform != NULL || map.scale > 0) {
            g_autoptr(GBytes) mapped = NULL;
            MLG_TRY(geom_wkb_map(now, map_points, &map, &mapped, err));
            g_bytes_unref(now);
            now = g_steal_pointer(&mapped);
        }
        GBytes *valid = NULL;
        geom_repair_report report;
        MLG_TRY(geom_wkb_repair(worker->geos, now, &valid, &report, err));
        g_bytes_unref(now);
        now = valid;
        if (report.was_valid)
            break;
        map.transform = NULL; /* done; rounded again only */
        if (map.scale <= 0)
            break;
    }
    if (!geom_wkb_is_empty(now))
        *ret = geom_wkb_orient(now);
    return MLG_OK;
}
