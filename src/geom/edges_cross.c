/*
 * edges_cross.c - whether the rings of a dissolve cross. Where all borders match vertex for vertex
 * they cannot; so only edges without match are compared with the others.
 */
#include "geom/edges.h"

#include "geom/index.h"

#include <float.h>
#include <math.h>

typedef struct segment {
    uint32_t a, b; /* vertices */
    bool matched;
} segment;

/* Side of p from the line a-b: -1, 0, 1; 0 also when rounding hides it. */
static int side(geom_vertex a, geom_vertex b, geom_vertex p)
{
    double left = (b.x - a.x) * (p.y - a.y), right = (b.y - a.y) * (p.x - a.x);
    double cross = left - right, error = 4 * DBL_EPSILON * (fabs(left) + fabs(right));
    return cross > error ? 1 : cross < -error ? -1 : 0;
}

/* Two segments from v to p and q run along one another. */
static bool overlap_from(geom_vertex v, geom_vertex p, geom_vertex q)
{
    double dot = (p.x - v.x) * (q.x - v.x) + (p.y - v.y) * (q.y - v.y);
    return dot > 0 && side(v, p, q) == 0;
}

/* The segments meet elsewhere than at one common end; their boxes are known to meet. */
static bool conflict(const geom_vertex *v, segment s, segment t)
{
    bool start = s.a == t.a || s.a == t.b, end = s.b == t.a || s.b == t.b;
    if (start && end)
        return true;
    if (start)
        return overlap_from(v[s.a], v[s.b], v[s.a == t.a ? t.b : t.a]);
    if (end)
        return overlap_from(v[s.b], v[s.a], v[s.b == t.a ? t.b : t.a]);
    return side(v[s.a], v[s.b], v[t.a]) * side(v[s.a], v[s.b], v[t.b]) <= 0 &&
           side(v[t.a], v[t.b], v[s.a]) * side(v[t.a], v[t.b], v[s.b]) <= 0;
}

static geom_box box_of(const geom_vertex *v, segment s)
{
    geom_vertex a = v[s.a], b = v[s.b];
    return (geom_box){MIN(a.x, b.x), MIN(a.y, b.y), MAX(a.x, b.x), MAX(a.y, b.y)};
}

static GArray *segments_of(const geom_rings *rings)
{
    const geom_edges *edges = rings->edges;
    GArray *segments = g_array_sized_new(FALSE, FALSE, sizeof(segment), rings->edge_ids->len);
    for (guint i = 0; i < rings->edge_ids->len; i++) {
        uint32_t e = g_array_index(rings->edge_ids, uint32_t, i);
        segment s = {edges->from[e], edges->to[e], geom_edge_is_matched(edges, e)};
        g_array_append_val(segments, s);
    }
    return segments;
}

bool geom_rings_cross(const geom_rings *rings)
{
    const geom_vertex *v = rings->edges->vertices;
    g_autoptr(GArray) segments = segments_of(rings);
    /* matched edges keep an empty box, which is never found */
    g_autofree geom_box *boxes = g_new(geom_box, segments->len);
    guint n_unmatched = 0;
    for (guint i = 0; i < segments->len; i++) {
        segment s = g_array_index(segments, segment, i);
        boxes[i] = s.matched ? (geom_box){1, 1, 0, 0} : box_of(v, s);
        n_unmatched += s.matched ? 0 : 1;
    }
    if (n_unmatched == 0)
        return false;
    g_autoptr(geom_index) index = geom_index_new(boxes, segments->len);
    g_autoptr(GArray) near = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (guint i = 0; i < segments->len; i++) {
        segment s = g_array_index(segments, segment, i);
        geom_index_query(index, box_of(v, s), near);
        for (guint j = 0; j < near->len; j++) {
            uint32_t other = g_array_index(near, uint32_t, j);
            bool done = other == i || (!s.matched && other < i);
            if (!done && conflict(v, s, g_array_index(segments, segment, other)))
                return true;
        }
    }
    return false;
}
