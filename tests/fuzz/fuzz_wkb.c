/*
 * fuzz_wkb.c - libFuzzer entry: bytes as WKB, then all that is done with what was read: walks, GEOS
 * there and back, repair, overlays with itself moved, dissolve, width.
 */
#include "geom/coverage_edges.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SIZE_LIMIT = 4096, POINTS_LIMIT = 64 }; /* of what GEOS gets: it is slow on tangles */

/* Farther away squares of coordinates overflow, and there is no such map. */
#define COORDINATE_LIMIT 1e9

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void count_points(void *user, size_t part, size_t ring, const double *x, const double *y,
                         size_t n)
{
    (void)part;
    (void)ring;
    size_t *count = user;
    require(n >= 4 && x[0] == x[n - 1] && y[0] == y[n - 1]);
    *count += n;
}

static mlg_status shift(void *user, double *x, double *y, size_t n, mlg_error *err)
{
    (void)err;
    const double *by = user;
    for (size_t i = 0; i < n; i++) {
        x[i] += by[0];
        y[i] += by[0];
    }
    return MLG_OK;
}

/* The walks agree with one another, and copies with their original. */
static void walk(GBytes *wkb)
{
    size_t count = 0, size = 0;
    g_autoptr(GBytes) again = NULL;
    const void *data = g_bytes_get_data(wkb, &size);
    require(geom_wkb_normalize(data, size, &again, NULL) == MLG_OK);
    require(g_bytes_equal(wkb, again));
    geom_wkb_rings(wkb, count_points, &count);
    require(count == geom_wkb_point_count(wkb));
    geom_box box = geom_wkb_bounds(wkb);
    require(geom_wkb_is_empty(wkb) == (count == 0) && (count == 0) == !(box.min_x <= box.max_x));
    g_autoptr(GBytes) once = geom_wkb_orient(wkb);
    g_autoptr(GBytes) twice = geom_wkb_orient(once);
    require(g_bytes_equal(once, twice));
    GBytes *pair[] = {wkb, NULL, wkb};
    g_autoptr(GBytes) collected = geom_wkb_collect(pair, 3);
    require(geom_wkb_point_count(collected) == 2 * count);
    (void)geom_wkb_overlap_area(wkb, once);
}

/* As it is and moved, as two members of a layer: whatever they are, nothing breaks. */
static void dissolve(GBytes *wkb)
{
    double by = 0.5;
    g_autoptr(GBytes) moved = NULL;
    g_autoptr(GBytes) dissolved = NULL;
    g_autoptr(geom_edges) edges = NULL;
    if (geom_wkb_map(wkb, shift, &by, &moved, NULL) != MLG_OK)
        return;
    GBytes *items[] = {wkb, moved};
    const uint32_t members[] = {0, 1};
    require(geom_edges_new(items, NULL, 2, &edges, NULL) == MLG_OK);
    bool exact = false;
    dissolved = geom_edges_dissolve(edges, members, 2, &exact);
    g_autoptr(GArray) faces = NULL;
    require(geom_edges_faces(edges, 0, &members[1], 1, NULL, NULL, &faces, NULL) == MLG_OK);
}

/* What GEOS refuses is an error with its message; what it accepts is valid after the repair. */
static void compute(geom_ctx *ctx, GBytes *wkb)
{
    mlg_error err = {.message = ""};
    geom_repair_report report;
    g_autoptr(geom) read = NULL;
    g_autoptr(geom) valid = NULL;
    g_autoptr(geom) again = NULL;
    g_autoptr(geom) both = NULL;
    g_autoptr(GBytes) written = NULL;
    if (geom_from_wkb(ctx, wkb, &read, &err) != MLG_OK ||
        geom_repair(read, &valid, NULL, &err) != MLG_OK) {
        require(err.message[0] != '\0');
        return;
    }
    require(geom_repair(read, &again, &report, NULL) == MLG_OK);
    require(report.was_valid || !geom_wkb_is_plainly_valid(wkb));
    g_clear_pointer(&again, geom_free);
    require(geom_repair(valid, &again, &report, NULL) == MLG_OK);
    require(geom_to_wkb(valid, &written, NULL) == MLG_OK);
    double x = 0, y = 0, width = 0, area = geom_area(valid);
    require((geom_inner_point(valid, &x, &y, NULL) == MLG_OK) != geom_is_empty(valid));
    if (geom_width(valid, fmax(1e-3 * sqrt(area), 1e-3), &width, NULL) == MLG_OK)
        require(width >= 0);
    if (report.was_valid &&
        geom_overlay(GEOM_INTERSECTION, valid, valid, &both, NULL, &err) != MLG_OK)
        require(err.message[0] != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static geom_ctx *ctx; /* made once, as a worker's */
    g_autoptr(GBytes) wkb = NULL;
    mlg_error err = {.message = ""};
    if (size > SIZE_LIMIT)
        return 0;
    if (geom_wkb_normalize(data, size, &wkb, &err) != MLG_OK) {
        require(err.message[0] != '\0');
        return 0;
    }
    walk(wkb);
    geom_box box = geom_wkb_bounds(wkb);
    double farthest = fmax(fmax(-box.min_x, box.max_x), fmax(-box.min_y, box.max_y));
    if (farthest > COORDINATE_LIMIT)
        return 0;
    dissolve(wkb);
    if (ctx == NULL)
        ctx = geom_ctx_new();
    if (geom_wkb_point_count(wkb) <= POINTS_LIMIT)
        compute(ctx, wkb);
    return 0;
}
