/*
 * wkb.c - walks over normalised WKB. A walker steps from ring to ring; everything else stands on
 * it.
 */
#include "geom/wkb.h"

#include "base/text.h"
#include "base/wkb_bytes.h"

#include <math.h>

/* Position in normalised WKB. `points` are the n points of the current ring, 16 bytes each. */
typedef struct walker {
    const uint8_t *at;
    size_t n_parts, part, n_rings, ring;
    const uint8_t *points;
    size_t n;
} walker;

static const uint8_t *bytes_of(GBytes *wkb)
{
    return g_bytes_get_data(wkb, NULL);
}

static walker walk(GBytes *wkb)
{
    const uint8_t *data = bytes_of(wkb);
    return (walker){.at = data + WKB_HEADER_SIZE + WKB_COUNT_SIZE,
                    .n_parts = base_wkb_get_u32(data + WKB_HEADER_SIZE, true),
                    .part = SIZE_MAX};
}

/* Steps to the next ring; false after the last. Every part has a ring. */
static bool step(walker *w)
{
    if (w->part == SIZE_MAX || w->ring + 1 == w->n_rings) {
        w->part++;
        if (w->part == w->n_parts)
            return false;
        w->n_rings = base_wkb_get_u32(w->at + WKB_HEADER_SIZE, true);
        w->at += WKB_HEADER_SIZE + WKB_COUNT_SIZE;
        w->ring = 0;
    } else {
        w->ring++;
    }
    w->n = base_wkb_get_u32(w->at, true);
    w->points = w->at + WKB_COUNT_SIZE;
    w->at = w->points + w->n * WKB_POINT_SIZE;
    return true;
}

static double x_at(const walker *w, size_t i)
{
    return base_wkb_get_double(w->points + i * WKB_POINT_SIZE, true);
}

static double y_at(const walker *w, size_t i)
{
    return base_wkb_get_double(w->points + i * WKB_POINT_SIZE + 8, true);
}

static double ring_area(const walker *w)
{
    double sum = 0, x0 = x_at(w, 0), y0 = y_at(w, 0), x = 0, y = 0;
    for (size_t i = 1; i < w->n; i++) {
        double next_x = x_at(w, i) - x0, next_y = y_at(w, i) - y0;
        sum += x * next_y - next_x * y;
        x = next_x;
        y = next_y;
    }
    return sum / 2;
}

double geom_ring_signed_area(const double *x, const double *y, size_t n)
{
    double sum = 0;
    for (size_t i = 1; i < n; i++)
        sum += (x[i - 1] - x[0]) * (y[i] - y[0]) - (x[i] - x[0]) * (y[i - 1] - y[0]);
    return sum / 2;
}

geom_box geom_wkb_bounds(GBytes *wkb)
{
    geom_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    walker w = walk(wkb);
    while (step(&w)) {
        for (size_t i = 0; i < w.n; i++) {
            double x = x_at(&w, i), y = y_at(&w, i);
            box.min_x = x < box.min_x ? x : box.min_x;
            box.min_y = y < box.min_y ? y : box.min_y;
            box.max_x = x > box.max_x ? x : box.max_x;
            box.max_y = y > box.max_y ? y : box.max_y;
        }
    }
    return box;
}

size_t geom_wkb_point_count(GBytes *wkb)
{
    size_t n = 0;
    walker w = walk(wkb);
    while (step(&w))
        n += w.n;
    return n;
}

bool geom_wkb_is_empty(GBytes *wkb)
{
    return walk(wkb).n_parts == 0;
}

double geom_wkb_area(GBytes *wkb)
{
    double area = 0;
    walker w = walk(wkb);
    while (step(&w))
        area += w.ring == 0 ? fabs(ring_area(&w)) : -fabs(ring_area(&w));
    return area;
}

void geom_wkb_rings(GBytes *wkb, geom_ring_fn fn, void *user)
{
    size_t largest = 0;
    walker w = walk(wkb);
    while (step(&w))
        largest = w.n > largest ? w.n : largest;
    g_autofree double *x = g_new(double, 2 * largest + 1);
    double *y = x + largest;
    w = walk(wkb);
    while (step(&w)) {
        for (size_t i = 0; i < w.n; i++) {
            x[i] = x_at(&w, i);
            y[i] = y_at(&w, i);
        }
        fn(user, w.part, w.ring, x, y, w.n);
    }
}

static void gather(GBytes *wkb, double *x, double *y)
{
    walker w = walk(wkb);
    while (step(&w)) {
        for (size_t i = 0; i < w.n; i++) {
            *x++ = x_at(&w, i);
            *y++ = y_at(&w, i);
        }
    }
}

/* Where the current ring's points are in a copy of the walked bytes. */
static uint8_t *same_place(const walker *w, GBytes *wkb, uint8_t *copy)
{
    return copy + (w->points - bytes_of(wkb));
}

mlg_status geom_wkb_map(GBytes *wkb, geom_map_fn fn, void *user, GBytes **ret, mlg_error *err)
{
    size_t n = geom_wkb_point_count(wkb);
    g_autofree double *x = g_new(double, 2 * n + 1);
    double *y = x + n;
    gather(wkb, x, y);
    if (n > 0)
        MLG_TRY(fn(user, x, y, n, err));
    size_t size = g_bytes_get_size(wkb), at = 0;
    g_autofree uint8_t *copy = g_memdup2(bytes_of(wkb), size);
    walker w = walk(wkb);
    while (step(&w)) {
        uint8_t *to = same_place(&w, wkb, copy);
        for (size_t i = 0; i < w.n; i++, at++, to += WKB_POINT_SIZE) {
            if (!isfinite(x[at]) || !isfinite(y[at]))
                return mlg_fail(err, MLG_E_GEOMETRY, _("a coordinate is not a finite number"));
            base_wkb_set_double(to, x[at]);
            base_wkb_set_double(to + 8, y[at]);
        }
    }
    *ret = g_bytes_new_take(g_steal_pointer(&copy), size);
    return MLG_OK;
}

GBytes *geom_wkb_collect(GBytes *const *items, size_t n)
{
    const size_t head = WKB_HEADER_SIZE + WKB_COUNT_SIZE;
    size_t size = head, n_parts = 0;
    for (size_t i = 0; i < n; i++) {
        size += items[i] ? g_bytes_get_size(items[i]) - head : 0;
        n_parts += items[i] ? walk(items[i]).n_parts : 0;
    }
    uint8_t *data = g_malloc(size), *to = data + head;
    data[0] = WKB_LITTLE_ENDIAN;
    base_wkb_set_u32(data + 1, WKB_MULTIPOLYGON);
    base_wkb_set_u32(data + WKB_HEADER_SIZE, (uint32_t)n_parts);
    for (size_t i = 0; i < n; i++) {
        if (!items[i])
            continue;
        size_t length = g_bytes_get_size(items[i]) - head;
        memcpy(to, bytes_of(items[i]) + head, length);
        to += length;
    }
    return g_bytes_new_take(data, size);
}

static void reverse_points(uint8_t *points, size_t n)
{
    for (size_t i = 0, j = n - 1; i < j; i++, j--) {
        uint8_t swapped[WKB_POINT_SIZE];
        memcpy(swapped, points + i * WKB_POINT_SIZE, WKB_POINT_SIZE);
        memcpy(points + i * WKB_POINT_SIZE, points + j * WKB_POINT_SIZE, WKB_POINT_SIZE);
        memcpy(points + j * WKB_POINT_SIZE, swapped, WKB_POINT_SIZE);
    }
}

GBytes *geom_wkb_orient(GBytes *wkb)
{
    size_t size = g_bytes_get_size(wkb);
    uint8_t *copy = NULL;
    walker w = walk(wkb);
    while (step(&w)) {
        double area = ring_area(&w);
        if (w.ring == 0 ? area >= 0 : area <= 0)
            continue;
        if (!copy)
            copy = g_memdup2(bytes_of(wkb), size);
        reverse_points(same_place(&w, wkb, copy), w.n);
    }
    return copy ? g_bytes_new_take(copy, size) : g_bytes_ref(wkb);
}
