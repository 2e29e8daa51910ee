/*
 * simple.c - polygons that are plainly valid, told without GEOS: rings whose edges meet only where
 * one follows the other, holes in their shells, parts apart from one another. Rings that touch are
 * left to GEOS, as is all that rounding could hide: five communes of 34 945.
 */
#include "geom/edges.h"
#include "geom/funnel.h"

#include <math.h>
#include <stdlib.h>

#define RUN_EDGES 8U  /* that follow one another and share a box */
#define FEW_RUNS  48U /* compared each with each: sorting them takes longer */

/* A closed ring: edge e goes from point e to point e + 1. */
typedef struct ring {
    size_t first, last; /* edges */
    bool hole;          /* of the part that the last ring before it, that is no hole, begins */
    geom_box box;
} ring;

typedef struct run {
    size_t ring, first, end; /* edges */
    bool ahead;              /* all its edges go one way along one axis: they cannot meet */
    geom_box box;
} run;

typedef struct proof {
    GArray *points, *rings, *runs; /* geom_vertex, ring, run */
    bool holds;
} proof;

static geom_vertex point(const proof *p, size_t i)
{
    return g_array_index(p->points, geom_vertex, i);
}

static const ring *ring_at(const proof *p, size_t i)
{
    return &g_array_index(p->rings, ring, i);
}

static geom_box edge_box(const proof *p, size_t e)
{
    geom_vertex a = point(p, e), b = point(p, e + 1);
    return (geom_box){MIN(a.x, b.x), MIN(a.y, b.y), MAX(a.x, b.x), MAX(a.y, b.y)};
}

static geom_box both(geom_box a, geom_box b)
{
    return (geom_box){MIN(a.min_x, b.min_x), MIN(a.min_y, b.min_y), MAX(a.max_x, b.max_x),
                      MAX(a.max_y, b.max_y)};
}

/* Edge f follows e, and turns back along it. */
static bool turns_back(const proof *p, size_t e, size_t f)
{
    geom_vertex a = point(p, e), b = point(p, f), d = point(p, f + 1);
    return geom_side(a, b, d) == 0 && (b.x - a.x) * (d.x - b.x) + (b.y - a.y) * (d.y - b.y) <= 0;
}

/* Edges e < f, whose boxes meet, may meet where they should not: rounding counts as meeting. */
static bool may_meet(const proof *p, size_t e, size_t f, const ring *one)
{
    if (one && f == e + 1)
        return turns_back(p, e, f);
    if (one && e == one->first && f == one->last)
        return turns_back(p, f, e);
    geom_vertex a = point(p, e), b = point(p, e + 1), c = point(p, f), d = point(p, f + 1);
    return geom_side(a, b, c) * geom_side(a, b, d) <= 0 &&
           geom_side(c, d, a) * geom_side(c, d, b) <= 0;
}

static bool run_may_meet_itself(const proof *p, const run *r)
{
    for (size_t e = r->first; !r->ahead && e < r->end; e++)
        for (size_t f = e + 1; f < r->end; f++)
            if (geom_boxes_meet(edge_box(p, e), edge_box(p, f)) &&
                may_meet(p, e, f, ring_at(p, r->ring)))
                return true;
    return false;
}

/* Of runs whose boxes meet. */
static bool runs_may_meet(const proof *p, const run *a, const run *b)
{
    const ring *one = a->ring == b->ring ? ring_at(p, a->ring) : NULL;
    geom_box common = geom_box_common(a->box, b->box);
    for (size_t e = a->first; e < a->end; e++) {
        geom_box box = edge_box(p, e);
        for (size_t f = b->first; geom_boxes_meet(box, common) && f < b->end; f++)
            if (geom_boxes_meet(box, edge_box(p, f)) && may_meet(p, MIN(e, f), MAX(e, f), one))
                return true;
    }
    return false;
}

static int by_west(const void *a, const void *b)
{
    const run *p = a, *q = b;
    return p->box.min_x < q->box.min_x ? -1 : p->box.min_x > q->box.min_x;
}

/* No two edges meet but those that follow each other. */
static bool is_simple(const proof *p)
{
    run *runs = (run *)(void *)p->runs->data;
    size_t n = p->runs->len;
    bool sorted = n > FEW_RUNS;
    if (sorted)
        qsort(runs, n, sizeof *runs, by_west);
    for (size_t i = 0; i < n; i++) {
        if (run_may_meet_itself(p, &runs[i]))
            return false;
        for (size_t k = i + 1; k < n && (!sorted || runs[k].box.min_x <= runs[i].box.max_x); k++)
            if (geom_boxes_meet(runs[i].box, runs[k].box) && runs_may_meet(p, &runs[i], &runs[k]))
                return false;
    }
    return true;
}

/* Ring `outer` holds `inner`, of rings that do not meet; the proof fails where rounding hides it.
 */
static bool holds(proof *p, const ring *outer, const ring *inner)
{
    if (!geom_box_holds(outer->box, inner->box))
        return false;
    geom_vertex v = point(p, inner->first);
    bool inside = false;
    for (size_t e = outer->first; e <= outer->last; e++) {
        geom_vertex a = point(p, e), b = point(p, e + 1);
        if ((a.y > v.y) == (b.y > v.y))
            continue;
        int side = geom_side(a, b, v);
        p->holds = p->holds && side != 0;
        inside ^= (side > 0) == (b.y > a.y);
    }
    return inside;
}

/* The hole lies in its shell, and in no other hole of it. */
static bool hole_is_placed(proof *p, size_t i)
{
    size_t shell = i, n = p->rings->len;
    while (ring_at(p, shell)->hole)
        shell--;
    if (!holds(p, ring_at(p, shell), ring_at(p, i)))
        return false;
    for (size_t k = shell + 1; k < n && ring_at(p, k)->hole; k++)
        if (k != i && holds(p, ring_at(p, k), ring_at(p, i)))
            return false;
    return true;
}

/* The shell lies in no other part; in the hole of one it may. */
static bool shell_is_placed(proof *p, size_t i)
{
    bool within = false;
    for (size_t k = 0; k < p->rings->len; k++) {
        const ring *r = ring_at(p, k);
        if (r->hole) {
            within = within && !holds(p, r, ring_at(p, i));
            continue;
        }
        if (within)
            return false;
        within = k != i && holds(p, r, ring_at(p, i));
    }
    return !within;
}

static bool are_nested(proof *p)
{
    size_t n = p->rings->len;
    for (size_t i = 0; n > 1 && i < n && p->holds; i++)
        p->holds = (ring_at(p, i)->hole ? hole_is_placed(p, i) : shell_is_placed(p, i)) && p->holds;
    return p->holds;
}

static void add_run(proof *p, ring *r, size_t first)
{
    run made = {p->rings->len, first, MIN(first + RUN_EDGES, r->last + 1),
                .box = edge_box(p, first)};
    unsigned ways = 15;
    for (size_t e = first; e < made.end; e++) {
        geom_vertex a = point(p, e), b = point(p, e + 1);
        ways &= (b.x > a.x ? 1U : 0) | (b.x < a.x ? 2U : 0) | (b.y > a.y ? 4U : 0) |
                (b.y < a.y ? 8U : 0);
        made.box = both(made.box, edge_box(p, e));
    }
    made.ahead = ways != 0;
    r->box = first == r->first ? made.box : both(r->box, made.box);
    g_array_append_val(p->runs, made);
}

static void add_ring(void *user, size_t part, size_t number, const double *x, const double *y,
                     size_t n)
{
    (void)part;
    proof *p = user;
    p->holds = p->holds && n >= 4 && x[0] == x[n - 1] && y[0] == y[n - 1];
    /* no vertex twice, no number that is none */
    for (size_t i = 1; i < n && p->holds; i++) {
        double dx = x[i] - x[i - 1], dy = y[i] - y[i - 1];
        p->holds = isfinite(dx) && isfinite(dy) && (dx != 0 || dy != 0);
    }
    if (!p->holds)
        return;
    ring made = {.first = p->points->len, .last = p->points->len + n - 2, .hole = number > 0};
    g_array_set_size(p->points, p->points->len + (guint)n);
    for (size_t i = 0; i < n; i++)
        g_array_index(p->points, geom_vertex, made.first + i) = (geom_vertex){x[i], y[i]};
    for (size_t e = made.first; e <= made.last; e += RUN_EDGES)
        add_run(p, &made, e);
    g_array_append_val(p->rings, made);
}

bool geom_wkb_is_plainly_valid(GBytes *wkb)
{
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(geom_vertex));
    g_autoptr(GArray) rings = g_array_new(FALSE, FALSE, sizeof(ring));
    g_autoptr(GArray) runs = g_array_new(FALSE, FALSE, sizeof(run));
    proof p = {points, rings, runs, true};
    geom_wkb_rings(wkb, add_ring, &p);
    return p.holds && rings->len > 0 && is_simple(&p) && are_nested(&p);
}
