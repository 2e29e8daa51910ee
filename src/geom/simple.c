/*
 * simple.c - polygons that are plainly valid, told without GEOS: rings without holes whose edges
 * meet only where one follows the other, in boxes of their own. Four communes of five hundred are
 * not: those GEOS judges.
 */
#include "geom/edges.h"
#include "geom/funnel.h"

#include <math.h>

#define RUN_EDGES 8U  /* that follow one another and share a box */
#define MAX_PARTS 64U /* islands whose boxes are compared */

typedef struct proof {
    geom_box boxes[MAX_PARTS]; /* of the rings */
    size_t n;
    bool holds;
} proof;

/* A closed ring of n - 1 edges. */
typedef struct chain {
    const double *x, *y;
    size_t n_edges;
    geom_box *runs; /* of RUN_EDGES edges each */
} chain;

static geom_vertex vertex(const chain *c, size_t i)
{
    return (geom_vertex){c->x[i], c->y[i]};
}

static geom_box edge_box(const chain *c, size_t e)
{
    return (geom_box){MIN(c->x[e], c->x[e + 1]), MIN(c->y[e], c->y[e + 1]),
                      MAX(c->x[e], c->x[e + 1]), MAX(c->y[e], c->y[e + 1])};
}

static geom_box both(geom_box a, geom_box b)
{
    return (geom_box){MIN(a.min_x, b.min_x), MIN(a.min_y, b.min_y), MAX(a.max_x, b.max_x),
                      MAX(a.max_y, b.max_y)};
}

/* Edge f follows e, and turns back along it. */
static bool turns_back(const chain *c, size_t e, size_t f)
{
    geom_vertex a = vertex(c, e), b = vertex(c, f), d = vertex(c, f + 1);
    return geom_side(a, b, d) == 0 && (b.x - a.x) * (d.x - b.x) + (b.y - a.y) * (d.y - b.y) <= 0;
}

/* Edges e < f may meet where they should not: rounding counts as meeting. */
static bool may_meet(const chain *c, size_t e, size_t f)
{
    if (f == e + 1)
        return turns_back(c, e, f);
    if (e == 0 && f + 1 == c->n_edges)
        return turns_back(c, f, e);
    if (!geom_boxes_meet(edge_box(c, e), edge_box(c, f)))
        return false;
    geom_vertex a = vertex(c, e), b = vertex(c, e + 1), p = vertex(c, f), q = vertex(c, f + 1);
    return geom_side(a, b, p) * geom_side(a, b, q) <= 0 &&
           geom_side(p, q, a) * geom_side(p, q, b) <= 0;
}

static bool runs_may_meet(const chain *c, size_t i, size_t k)
{
    size_t end_i = MIN((i + 1) * RUN_EDGES, c->n_edges),
           end_k = MIN((k + 1) * RUN_EDGES, c->n_edges);
    for (size_t e = i * RUN_EDGES; e < end_i; e++)
        for (size_t f = MAX(e + 1, k * RUN_EDGES); f < end_k; f++)
            if (may_meet(c, e, f))
                return true;
    return false;
}

/* No vertex twice, no number that is none. */
static bool has_length(const chain *c, size_t e)
{
    double dx = c->x[e + 1] - c->x[e], dy = c->y[e + 1] - c->y[e];
    return isfinite(dx) && isfinite(dy) && (dx != 0 || dy != 0);
}

static bool is_simple(chain *c, geom_box *ret_box)
{
    size_t n_runs = (c->n_edges + RUN_EDGES - 1) / RUN_EDGES;
    for (size_t e = 0; e < c->n_edges; e++) {
        if (!has_length(c, e))
            return false;
        geom_box *run = &c->runs[e / RUN_EDGES];
        *run = e % RUN_EDGES == 0 ? edge_box(c, e) : both(*run, edge_box(c, e));
    }
    *ret_box = c->runs[0];
    for (size_t i = 0; i < n_runs; i++) {
        *ret_box = both(*ret_box, c->runs[i]);
        for (size_t k = i; k < n_runs; k++)
            if (geom_boxes_meet(c->runs[i], c->runs[k]) && runs_may_meet(c, i, k))
                return false;
    }
    return true;
}

static void add_ring(void *user, size_t part, size_t ring, const double *x, const double *y,
                     size_t n)
{
    (void)part;
    proof *p = user;
    if (!p->holds || ring > 0 || n < 4 || p->n == MAX_PARTS || x[0] != x[n - 1] ||
        y[0] != y[n - 1]) {
        p->holds = false;
        return;
    }
    g_autofree geom_box *runs = g_new(geom_box, n / RUN_EDGES + 1);
    chain c = {x, y, n - 1, runs};
    geom_box box;
    p->holds = is_simple(&c, &box);
    for (size_t i = 0; p->holds && i < p->n; i++)
        p->holds = !geom_boxes_meet(box, p->boxes[i]);
    if (p->holds)
        p->boxes[p->n++] = box;
}

bool geom_wkb_is_plainly_valid(GBytes *wkb)
{
    proof p = {.holds = true};
    geom_wkb_rings(wkb, add_ring, &p);
    return p.holds && p.n > 0;
}
