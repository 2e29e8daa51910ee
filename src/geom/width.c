/*
 * width.c - the largest circle inside, by subdivision of squares. A square is left when no point
 * of it can be deeper than the best centre found; what may be the nearest edge to a point of it is
 * handed down to its quarters, so that deep levels look at a few edges only. GEOS's
 * MaximumInscribedCircle takes seconds on slivers of some kilometres, which is what is measured
 * here.
 */
#include "geom/funnel.h"

#include "base/text.h"

#include <float.h>
#include <math.h>

#define MAX_SQUARES 500000U /* on one level; beyond, the best found so far is the answer */

#define OFF_MIDDLE 0.0190983 /* of half a side */

typedef struct edge {
    double ax, ay, bx, by;
} edge;

typedef struct point {
    double x, y;
} point;

/* A centre and the edges that may be nearest to a point of its square: a run of edge numbers. */
typedef struct square {
    point centre;
    bool inside;
    uint32_t first, n;
} square;

typedef struct search {
    GArray *edges;   /* edge */
    point origin;    /* that coordinates are told from, for precision */
    GArray *squares; /* of the level: square */
    GArray *near;    /* runs of the level: uint32_t */
    GArray *next, *next_near;
    double half;      /* half a side of the level's squares */
    double best;      /* depth of the deepest centre */
    double tolerance; /* of the depth */
} search;

static void add_ring(void *user, size_t part, size_t ring, const double *x, const double *y,
                     size_t n)
{
    (void)part;
    (void)ring;
    search *s = user;
    for (size_t i = 1; i < n; i++) {
        edge e = {x[i - 1] - s->origin.x, y[i - 1] - s->origin.y, x[i] - s->origin.x,
                  y[i] - s->origin.y};
        g_array_append_val(s->edges, e);
    }
}

static double distance(const edge *e, point p)
{
    double dx = e->bx - e->ax, dy = e->by - e->ay, px = p.x - e->ax, py = p.y - e->ay;
    double length2 = dx * dx + dy * dy;
    double t = length2 > 0 ? (px * dx + py * dy) / length2 : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    px -= t * dx;
    py -= t * dy;
    return sqrt(px * px + py * py);
}

/* Side of p from the line a-b: -1, 0, 1; 0 also when rounding hides it. */
static int side(point a, point b, point p)
{
    double left = (b.x - a.x) * (p.y - a.y), right = (b.y - a.y) * (p.x - a.x);
    double cross = left - right, error = 4 * DBL_EPSILON * (fabs(left) + fabs(right));
    return cross > error ? 1 : cross < -error ? -1 : 0;
}

/* By the edges that a ray to the right passes: slow, and right wherever the point lies. */
static bool is_inside(const GArray *edges, point p)
{
    bool inside = false;
    for (guint i = 0; i < edges->len; i++) {
        const edge *e = &g_array_index(edges, edge, i);
        if ((e->ay > p.y) != (e->by > p.y))
            inside ^= p.x < e->ax + (e->bx - e->ax) * (p.y - e->ay) / (e->by - e->ay);
    }
    return inside;
}

static const edge *near_edge(const search *s, uint32_t i)
{
    return &g_array_index(s->edges, edge, g_array_index(s->near, uint32_t, i));
}

/*
 * Whether q, near p, is inside: by the edges that the way from p to q crosses. All that it can
 * cross are in the run. What grazes an edge's end is asked of all edges instead.
 */
static bool quarter_is_inside(const search *s, const square *sq, const square *quarter)
{
    point p = sq->centre, q = quarter->centre;
    bool inside = sq->inside;
    for (uint32_t i = quarter->first; i < quarter->first + quarter->n; i++) {
        const edge *e = &g_array_index(s->edges, edge, g_array_index(s->next_near, uint32_t, i));
        point a = {e->ax, e->ay}, b = {e->bx, e->by};
        int side_a = side(p, q, a), side_b = side(p, q, b);
        if (side_a == side_b && side_a != 0)
            continue;
        int side_p = side(a, b, p), side_q = side(a, b, q);
        if (side_p == side_q && side_p != 0)
            continue;
        if (side_a == 0 || side_b == 0 || side_p == 0 || side_q == 0)
            return is_inside(s->edges, q);
        inside = !inside;
    }
    return inside;
}

/* The quarters of a square with the edges not farther than `reach` from its centre. */
static void divide(search *s, const square *sq, double reach)
{
    square quarter = {.first = s->next_near->len};
    for (uint32_t i = sq->first; i < sq->first + sq->n; i++)
        if (distance(near_edge(s, i), sq->centre) <= reach)
            g_array_append_val(s->next_near, g_array_index(s->near, uint32_t, i));
    quarter.n = s->next_near->len - quarter.first;
    for (int k = 0; k < 4; k++) {
        quarter.centre.x = sq->centre.x + (k % 2 == 0 ? -s->half : s->half) / 2;
        quarter.centre.y = sq->centre.y + (k < 2 ? -s->half : s->half) / 2;
        quarter.inside = quarter_is_inside(s, sq, &quarter);
        g_array_append_val(s->next, quarter);
    }
}

/*
 * Depths of the level's squares, then the quarters of those that may hold a deeper point. A point
 * of a square is within `reach` of its centre, so its nearest edge is within depth + 2 reach.
 */
static void next_level(search *s)
{
    double reach = s->half * sqrt(2);
    g_autofree double *depths = g_new(double, s->squares->len);
    for (guint k = 0; k < s->squares->len; k++) {
        const square *sq = &g_array_index(s->squares, square, k);
        double nearest = INFINITY;
        for (uint32_t i = sq->first; i < sq->first + sq->n; i++)
            nearest = fmin(nearest, distance(near_edge(s, i), sq->centre));
        depths[k] = sq->inside ? nearest : -nearest;
        s->best = fmax(s->best, depths[k]);
    }
    g_array_set_size(s->next, 0);
    g_array_set_size(s->next_near, 0);
    for (guint k = 0; k < s->squares->len; k++)
        if (depths[k] + reach > s->best + s->tolerance)
            divide(s, &g_array_index(s->squares, square, k), fabs(depths[k]) + 2 * reach);
    GArray *squares = s->squares, *near = s->near;
    s->squares = s->next;
    s->near = s->next_near;
    s->next = squares;
    s->next_near = near;
    s->half /= 2;
}

/* One square around all, a little off their middle, where vertices are less likely. */
static void first_level(search *s, double half)
{
    s->half = half * (1 + OFF_MIDDLE);
    square all = {.centre = {half * OFF_MIDDLE, half * OFF_MIDDLE * OFF_MIDDLE}};
    for (; all.n < s->edges->len; all.n++)
        g_array_append_val(s->near, all.n);
    all.inside = is_inside(s->edges, all.centre);
    g_array_append_val(s->squares, all);
}

mlg_status geom_width(const geom *g, double tolerance, double *ret, mlg_error *err)
{
    double perimeter = geom_perimeter(g);
    if (geom_is_empty(g) || perimeter <= 0) {
        *ret = 0;
        return MLG_OK;
    }
    geom_box box = geom_bounds(g);
    g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(edge));
    /* area over perimeter is never more than the depth */
    search s = {.edges = edges, .tolerance = tolerance / 2, .best = geom_area(g) / perimeter};
    s.origin = (point){box.min_x / 2 + box.max_x / 2, box.min_y / 2 + box.max_y / 2};
    if (!geom_each_ring(g, add_ring, &s))
        return geom_geos_fail(g->ctx, _("width not measured"), err);
    s.squares = g_array_new(FALSE, FALSE, sizeof(square));
    s.next = g_array_new(FALSE, FALSE, sizeof(square));
    s.near = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    s.next_near = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    first_level(&s, fmax(box.max_x - box.min_x, box.max_y - box.min_y) / 2);
    while (s.squares->len > 0 && s.squares->len < MAX_SQUARES)
        next_level(&s);
    g_array_unref(s.squares);
    g_array_unref(s.next);
    g_array_unref(s.near);
    g_array_unref(s.next_near);
    *ret = 2 * s.best;
    return MLG_OK;
}
