/*
 * overlap.c - the area of an intersection without making one.
 *
 * The indicator of a polygon is the signed sum of those of the strips under its edges, so the
 * shared area of two polygons is the signed sum, over pairs of edges, of the area under both: the
 * integral of the lower of two lines. No topology is built, so nothing can go wrong with it:
 * shared borders, touching points and nanometre holes are ordinary values. Only rounding remains,
 * and it is bounded.
 */
#include "geom/overlap.h"

#include "geom/funnel.h"
#include "geom/wkb.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#define RESERVED 256U /* edges that arrays have room for at once */

/* Counter-clockwise, edges that run to the left have the interior below. */
void geom_slopes_add_ring(GArray *slopes, bool is_hole, const double *x, const double *y, size_t n,
                          geom_box box)
{
    double left = (geom_ring_signed_area(x, y, n) > 0) != is_hole ? 1 : -1;
    for (size_t i = 1; i < n; i++) {
        double ax = x[i - 1], ay = y[i - 1], bx = x[i], by = y[i];
        if (ax == bx || (ay <= box.min_y && by <= box.min_y))
            continue;
        geom_slope slope =
            ax > bx ? (geom_slope){bx, ax, by, ay, left} : (geom_slope){ax, bx, ay, by, -left};
        if (slope.x0 < box.max_x && slope.x1 > box.min_x)
            g_array_append_val(slopes, slope);
    }
}

static double y_at(const geom_slope *s, double x)
{
    return x <= s->x0   ? s->y0
           : x >= s->x1 ? s->y1
                        : s->y0 + (s->y1 - s->y0) * (x - s->x0) / (s->x1 - s->x0);
}

/* Where s, which passes the height y, does. */
static double x_at(const geom_slope *s, double y)
{
    double x = s->x0 + (s->x1 - s->x0) * (y - s->y0) / (s->y1 - s->y0);
    return fmin(fmax(x, s->x0), s->x1);
}

/* Appends s between two of its x, moved so that the bottom of the box is 0 and its left is 0. */
static void add_piece(GArray *pieces, const geom_slope *s, double x0, double x1, geom_box box)
{
    if (x0 >= x1)
        return;
    double height = box.max_y - box.min_y;
    geom_slope piece = {x0 - box.min_x, x1 - box.min_x, y_at(s, x0) - box.min_y,
                        y_at(s, x1) - box.min_y, s->sign};
    piece.y0 = fmin(fmax(piece.y0, 0), height);
    piece.y1 = fmin(fmax(piece.y1, 0), height);
    if (piece.y0 > 0 || piece.y1 > 0)
        g_array_append_val(pieces, piece);
}

/* The box as a function's limits: cut at the sides, level above the top, nothing below the bottom.
 */
static void clip(GArray *pieces, const geom_slope *s, geom_box box)
{
    double x0 = fmax(s->x0, box.min_x), x1 = fmin(s->x1, box.max_x), cuts[4] = {x0, x0, x1, x1};
    if (x0 >= x1 || fmax(s->y0, s->y1) <= box.min_y)
        return;
    bool rises = s->y1 > s->y0;
    double low = fmin(s->y0, s->y1), high = fmax(s->y0, s->y1);
    double at_bottom = low < box.min_y ? x_at(s, box.min_y) : rises ? x0 : x1;
    double at_top = high > box.max_y && low < box.max_y ? x_at(s, box.max_y) : rises ? x1 : x0;
    cuts[1] = fmin(fmax(rises ? at_bottom : at_top, x0), x1);
    cuts[2] = fmin(fmax(rises ? at_top : at_bottom, x0), x1);
    for (int i = 0; i < 3; i++)
        add_piece(pieces, s, cuts[i], cuts[i + 1], box);
}

static int by_start(const void *a, const void *b)
{
    const geom_slope *p = a, *q = b;
    return p->x0 < q->x0 ? -1 : p->x0 > q->x0;
}

static GArray *pieces_in(const GArray *slopes, geom_box box)
{
    GArray *pieces = g_array_sized_new(FALSE, FALSE, sizeof(geom_slope), RESERVED);
    for (guint i = 0; i < slopes->len; i++)
        clip(pieces, &g_array_index(slopes, geom_slope, i), box);
    if (pieces->len > 1)
        qsort(pieces->data, pieces->len, sizeof(geom_slope), by_start);
    return pieces;
}

/* Area under both, from x0 on: the mean of the two less half the distance between them. */
static double under_both(const geom_slope *s, const geom_slope *t, double x0)
{
    double x1 = fmin(s->x1, t->x1), s0 = y_at(s, x0), s1 = y_at(s, x1), t0 = y_at(t, x0),
           t1 = y_at(t, x1), d0 = s0 - t0, d1 = s1 - t1;
    bool crossing = (d0 < 0 && d1 > 0) || (d0 > 0 && d1 < 0);
    double apart = crossing ? (d0 * d0 + d1 * d1) / (2 * (fabs(d0) + fabs(d1))) : fabs(d0 + d1) / 2;
    return (x1 - x0) * ((s0 + s1 + t0 + t1) / 4 - apart / 2);
}

typedef struct sum {
    double area, magnitude;
} sum;

/* Adds a piece that begins with all those of the other polygon that have begun and not ended. */
static void add_pairs(sum *total, const geom_slope *s, GArray *others)
{
    for (guint i = 0; i < others->len;) {
        const geom_slope *t = &g_array_index(others, geom_slope, i);
        if (t->x1 <= s->x0) {
            g_array_remove_index_fast(others, i);
            continue;
        }
        double area = under_both(s, t, s->x0);
        total->area += s->sign * t->sign * area;
        total->magnitude += fabs(area);
        i++;
    }
}

double geom_slopes_overlap(const GArray *a, const GArray *b, geom_box box, double *ret_error)
{
    g_autoptr(GArray) pieces_a = pieces_in(a, box);
    g_autoptr(GArray) pieces_b = pieces_in(b, box);
    g_autoptr(GArray) open_a = g_array_new(FALSE, FALSE, sizeof(geom_slope));
    g_autoptr(GArray) open_b = g_array_new(FALSE, FALSE, sizeof(geom_slope));
    sum total = {0};
    for (guint i = 0, j = 0; i < pieces_a->len || j < pieces_b->len;) {
        const geom_slope *s = &g_array_index(pieces_a, geom_slope, i);
        const geom_slope *t = &g_array_index(pieces_b, geom_slope, j);
        if (j == pieces_b->len || (i < pieces_a->len && s->x0 <= t->x0)) {
            add_pairs(&total, s, open_b);
            g_array_append_val(open_a, *s);
            i++;
        } else {
            add_pairs(&total, t, open_a);
            g_array_append_val(open_b, *t);
            j++;
        }
    }
    *ret_error = 16 * DBL_EPSILON * total.magnitude;
    return total.area;
}

typedef struct ring_user {
    GArray *slopes;
    geom_box box;
} ring_user;

static void add_ring(void *user, size_t part, size_t ring, const double *x, const double *y,
                     size_t n)
{
    (void)part;
    const ring_user *to = user;
    geom_slopes_add_ring(to->slopes, ring > 0, x, y, n, to->box);
}

const GArray *geom_slopes_of(const geom *g)
{
    if (g->cache->slopes)
        return g->cache->slopes;
    g_autoptr(GArray) slopes = g_array_sized_new(FALSE, FALSE, sizeof(geom_slope), RESERVED);
    ring_user to = {slopes, {-INFINITY, -INFINITY, INFINITY, INFINITY}};
    if (!geom_each_ring(g, add_ring, &to))
        return NULL;
    g->cache->slopes = g_steal_pointer(&slopes);
    return g->cache->slopes;
}

double geom_wkb_overlap_area(GBytes *a, GBytes *b)
{
    geom_box box = geom_box_common(geom_wkb_bounds(a), geom_wkb_bounds(b));
    if (geom_box_is_empty(box))
        return 0;
    g_autoptr(GArray) slopes_a = g_array_sized_new(FALSE, FALSE, sizeof(geom_slope), RESERVED);
    g_autoptr(GArray) slopes_b = g_array_sized_new(FALSE, FALSE, sizeof(geom_slope), RESERVED);
    geom_wkb_rings(a, add_ring, &(ring_user){slopes_a, box});
    geom_wkb_rings(b, add_ring, &(ring_user){slopes_b, box});
    double error = 0, area = geom_slopes_overlap(slopes_a, slopes_b, box, &error);
    return area > error ? area : 0;
}
