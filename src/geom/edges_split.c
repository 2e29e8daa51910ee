/*
 * edges_split.c - edges cut into pieces at vertices that lie on them.
 */
#include "geom/edges.h"

#include <stdlib.h>

static int by_place(const void *a, const void *b)
{
    const geom_cut *p = a, *q = b;
    if (p->edge != q->edge)
        return p->edge < q->edge ? -1 : 1;
    if (p->along != q->along)
        return p->along < q->along ? -1 : 1;
    return p->vertex < q->vertex ? -1 : p->vertex > q->vertex;
}

/* The arrays of edges while they are rewritten. */
typedef struct pieces {
    uint32_t *from, *to, *owner, *parent;
    size_t n;
} pieces;

static void add_piece(pieces *p, const geom_edges *edges, size_t edge, uint32_t from, uint32_t to)
{
    if (from == to)
        return;
    p->from[p->n] = from;
    p->to[p->n] = to;
    p->owner[p->n] = edges->owner[edge];
    p->parent[p->n] = edges->parent ? edges->parent[edge] : (uint32_t)edge;
    p->n++;
}

void geom_edges_split(geom_edges *edges, GArray *cuts)
{
    size_t room = edges->n_edges + cuts->len, at = 0;
    if (cuts->len > 1)
        qsort(cuts->data, cuts->len, sizeof(geom_cut), by_place);
    pieces p = {g_new(uint32_t, room), g_new(uint32_t, room), g_new(uint32_t, room),
                g_new(uint32_t, room), 0};
    for (size_t item = 0, e = 0; item < edges->n_items; item++) {
        size_t end = edges->first[item + 1];
        for (; e < end; e++) {
            uint32_t from = edges->from[e];
            for (; at < cuts->len && g_array_index(cuts, geom_cut, at).edge == e; at++) {
                uint32_t vertex = g_array_index(cuts, geom_cut, at).vertex;
                add_piece(&p, edges, e, from, vertex);
                from = vertex;
            }
            add_piece(&p, edges, e, from, edges->to[e]);
        }
        edges->first[item + 1] = (uint32_t)p.n;
    }
    g_free(edges->from);
    g_free(edges->to);
    g_free(edges->owner);
    g_free(edges->parent);
    edges->from = p.from;
    edges->to = p.to;
    edges->owner = p.owner;
    edges->parent = p.parent;
    edges->n_edges = p.n;
    geom_edges_match(edges);
}
