/*
 * edges_noded.c - whether the edges of rings meet in common vertices only, as those of a layer do
 * until some are split: rounding may move a piece over another edge. Rings that were traced from
 * such edges are valid.
 */
#include "geom/edges.h"
#include "geom/funnel.h"

#include <stdlib.h>

#define RUN_EDGES 8U /* that follow one another and share a box */

typedef struct run {
    geom_box box;
    uint32_t ring, first, end; /* edges of the ring */
    bool split;                /* one of them is a piece, or several joined again */
} run;

/* An edge of a ring: its ends, and their numbers. */
typedef struct side {
    uint32_t from, to;
    geom_vertex a, b;
    geom_box box;
    bool split;
} side;

static side side_of(const geom_rings *rings, const geom_ring *ring, uint32_t i)
{
    side s = {.from = geom_ring_vertex_id(rings, ring, i),
              .to = geom_ring_vertex_id(rings, ring, i + 1),
              .split = geom_edges_is_piece(rings->edges, rings->edge_ids[ring->start + i])};
    s.a = rings->edges->vertices[s.from];
    s.b = rings->edges->vertices[s.to];
    s.box = (geom_box){MIN(s.a.x, s.b.x), MIN(s.a.y, s.b.y), MAX(s.a.x, s.b.x), MAX(s.a.y, s.b.y)};
    return s;
}

/* Two that leave one vertex run along one another. */
static bool run_along(geom_vertex at, geom_vertex p, geom_vertex q)
{
    return geom_side(at, p, q) == 0 &&
           (p.x - at.x) * (q.x - at.x) + (p.y - at.y) * (q.y - at.y) > 0;
}

/* Rounding counts as meeting. */
static bool may_meet(const side *s, const side *t)
{
    if ((s->from == t->from && s->to == t->to) || (s->from == t->to && s->to == t->from))
        return true;
    if (s->from == t->from || s->from == t->to)
        return run_along(s->a, s->b, s->from == t->from ? t->b : t->a);
    if (s->to == t->from || s->to == t->to)
        return run_along(s->b, s->a, s->to == t->from ? t->b : t->a);
    return geom_side(s->a, s->b, t->a) * geom_side(s->a, s->b, t->b) <= 0 &&
           geom_side(t->a, t->b, s->a) * geom_side(t->a, t->b, s->b) <= 0;
}

static bool runs_may_meet(const geom_rings *rings, const run *r, const run *q)
{
    for (uint32_t i = r->first; i < r->end; i++) {
        side s = side_of(rings, geom_rings_get(rings, r->ring), i);
        if (!geom_boxes_meet(s.box, q->box))
            continue;
        for (uint32_t k = r == q ? i + 1 : q->first; k < q->end; k++) {
            side t = side_of(rings, geom_rings_get(rings, q->ring), k);
            if ((s.split || t.split) && geom_boxes_meet(s.box, t.box) && may_meet(&s, &t))
                return true;
        }
    }
    return false;
}

static GArray *list_runs(const geom_rings *rings, bool *ret_split)
{
    GArray *runs = g_array_new(FALSE, FALSE, sizeof(run));
    *ret_split = false;
    for (uint32_t r = 0; r < rings->rings->len; r++) {
        const geom_ring *ring = geom_rings_get(rings, r);
        for (uint32_t first = 0; first < ring->n; first += RUN_EDGES) {
            run made = {.ring = r, .first = first, .end = MIN(first + RUN_EDGES, ring->n)};
            made.box = side_of(rings, ring, first).box;
            for (uint32_t i = first; i < made.end; i++) {
                side s = side_of(rings, ring, i);
                made.box = geom_box_both(made.box, s.box);
                made.split = made.split || s.split;
            }
            *ret_split = *ret_split || made.split;
            g_array_append_val(runs, made);
        }
    }
    return runs;
}

static int by_west(const void *a, const void *b)
{
    const run *p = a, *q = b;
    return p->box.min_x < q->box.min_x ? -1 : p->box.min_x > q->box.min_x;
}

bool geom_rings_are_noded(const geom_rings *rings)
{
    bool split = false;
    g_autoptr(GArray) list = list_runs(rings, &split);
    run *runs = (run *)(void *)list->data;
    size_t n = list->len;
    if (!split)
        return true;
    qsort(runs, n, sizeof *runs, by_west);
    for (size_t i = 0; i < n; i++)
        for (size_t k = i; k < n && runs[k].box.min_x <= runs[i].box.max_x; k++)
            if ((runs[i].split || runs[k].split) && geom_boxes_meet(runs[i].box, runs[k].box) &&
                runs_may_meet(rings, &runs[i], &runs[k]))
                return false;
    return true;
}
