/*
 * edges_meet.c - how two edges meet, and where each has to be split for it. A crossing is computed
 * alike whichever edge and direction come first, so the two sides of a border are split alike.
 */
#include "geom/edges.h"

#include <float.h>
#include <math.h>

#define ROUNDINGS 16 /* 2e-8 m in Lambert-93, 1e-8 m in degrees */

static bool is_before(geom_vertex a, geom_vertex b)
{
    return a.x < b.x || (a.x == b.x && a.y < b.y);
}

static void swap(geom_vertex *a, geom_vertex *b)
{
    geom_vertex kept = *a;
    *a = *b;
    *b = kept;
}

static bool in_box(geom_vertex a, geom_vertex b, geom_vertex p)
{
    return p.x >= MIN(a.x, b.x) && p.x <= MAX(a.x, b.x) && p.y >= MIN(a.y, b.y) &&
           p.y <= MAX(a.y, b.y);
}

static double squared_distance(geom_vertex a, geom_vertex b)
{
    return (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
}

static void cut_at(const geom_edges *edges, const geom_piece *p, uint32_t vertex, GArray *ret_cuts)
{
    if (vertex == p->from || vertex == p->to)
        return;
    geom_vertex start = edges->vertices[p->from];
    geom_cut cut = {p->edge, p->piece, vertex, squared_distance(start, edges->vertices[vertex])};
    g_array_append_val(ret_cuts, cut);
}

/* The places are nearer to one another than coordinates of their size can tell with some certainty:
 * edges between them would have no direction. */
static bool is_rounded(geom_vertex a, geom_vertex b)
{
    double least = ROUNDINGS * DBL_EPSILON * fmax(fabs(a.x), fabs(a.y));
    return fabs(a.x - b.x) <= least && fabs(a.y - b.y) <= least;
}

geom_vertex geom_crossing_of(geom_vertex a, geom_vertex b, geom_vertex c, geom_vertex d)
{
    if (is_before(b, a))
        swap(&a, &b);
    if (is_before(d, c))
        swap(&c, &d);
    if (is_before(c, a)) { /* they have no common end */
        swap(&a, &c);
        swap(&b, &d);
    }
    double along_x = b.x - a.x, along_y = b.y - a.y, across_x = d.x - c.x, across_y = d.y - c.y;
    double t = ((c.x - a.x) * across_y - (c.y - a.y) * across_x) /
               (along_x * across_y - along_y * across_x);
    return (geom_vertex){a.x + t * along_x, a.y + t * along_y};
}

/* Edges from one vertex to p and q that run along one another: the longer is split. */
static bool meet_along(const geom_edges *edges, const geom_piece *e, const geom_piece *f,
                       uint32_t common, uint32_t p, uint32_t q, GArray *ret_cuts)
{
    const geom_vertex *v = edges->vertices;
    geom_vertex start = v[common], a = v[p], b = v[q];
    double dot = (a.x - start.x) * (b.x - start.x) + (a.y - start.y) * (b.y - start.y);
    if (!(dot > 0) || geom_side(start, a, b) != 0)
        return false;
    if (squared_distance(start, a) < squared_distance(start, b))
        cut_at(edges, f, p, ret_cuts);
    else
        cut_at(edges, e, q, ret_cuts);
    return true;
}

/* The edges have no common end. */
static bool meet_apart(geom_edges *edges, geom_vertex_table *table, const geom_piece *e,
                       const geom_piece *f, GArray *ret_cuts)
{
    const geom_vertex *v = edges->vertices;
    uint32_t ends_e[] = {e->from, e->to}, ends_f[] = {f->from, f->to};
    geom_vertex a = v[ends_e[0]], b = v[ends_e[1]], c = v[ends_f[0]], d = v[ends_f[1]];
    int of_f[] = {geom_side(a, b, c), geom_side(a, b, d)},
        of_e[] = {geom_side(c, d, a), geom_side(c, d, b)};
    if (of_f[0] * of_f[1] > 0 || of_e[0] * of_e[1] > 0)
        return false;
    bool touch = false;
    for (int i = 0; i < 2; i++) {
        if (of_f[i] == 0 && in_box(a, b, v[ends_f[i]])) {
            cut_at(edges, e, ends_f[i], ret_cuts);
            touch = true;
        }
        if (of_e[i] == 0 && in_box(c, d, v[ends_e[i]])) {
            cut_at(edges, f, ends_e[i], ret_cuts);
            touch = true;
        }
    }
    if (touch || of_f[0] * of_f[1] == 0 || of_e[0] * of_e[1] == 0)
        return touch;
    geom_vertex at = geom_crossing_of(a, b, c, d);
    uint32_t vertex = GEOM_NO_EDGE;
    for (int i = 0; i < 2; i++) {
        if (is_rounded(at, v[ends_e[i]]))
            vertex = ends_e[i];
        else if (is_rounded(at, v[ends_f[i]]))
            vertex = ends_f[i];
    }
    if (vertex == GEOM_NO_EDGE) {
        geom_crossing made = {(uint32_t)edges->n_vertices, ends_e[0], ends_e[1], ends_f[0],
                              ends_f[1]};
        vertex = geom_vertex_number(table, at); /* v may be no more */
        if (vertex == made.vertex)
            g_array_append_val(edges->crossings, made);
    }
    cut_at(edges, e, vertex, ret_cuts);
    cut_at(edges, f, vertex, ret_cuts);
    return true;
}

bool geom_edges_meet(geom_edges *edges, geom_vertex_table *table, const geom_piece *e,
                     const geom_piece *f, GArray *ret_cuts)
{
    uint32_t a = e->from, b = e->to, c = f->from, d = f->to;
    if ((a == c && b == d) || (a == d && b == c))
        return a == c; /* in opposite directions they are a border */
    if (a == c || a == d)
        return meet_along(edges, e, f, a, b, a == c ? d : c, ret_cuts);
    if (b == c || b == d)
        return meet_along(edges, e, f, b, a, b == c ? d : c, ret_cuts);
    return meet_apart(edges, table, e, f, ret_cuts);
}
