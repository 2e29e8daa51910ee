/*
 * edges_split.c - edges cut into pieces at vertices that lie on them. Only edges that may lie
 * beside a piece are matched again: in a layer of two million, a few thousand are split.
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
    uint32_t *first; /* piece of an edge as it was */
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

static pieces cut_edges(const geom_edges *edges, const GArray *cuts)
{
    size_t room = edges->n_edges + cuts->len, at = 0;
    pieces p = {g_new(uint32_t, room),
                g_new(uint32_t, room),
                g_new(uint32_t, room),
                g_new(uint32_t, room),
                g_new(uint32_t, edges->n_edges + 1),
                0};
    for (size_t e = 0; e < edges->n_edges; e++) {
        uint32_t from = edges->from[e];
        p.first[e] = (uint32_t)p.n;
        for (; at < cuts->len && g_array_index(cuts, geom_cut, at).edge == e; at++) {
            uint32_t vertex = g_array_index(cuts, geom_cut, at).vertex;
            add_piece(&p, edges, e, from, vertex);
            from = vertex;
        }
        add_piece(&p, edges, e, from, edges->to[e]);
    }
    p.first[edges->n_edges] = (uint32_t)p.n;
    return p;
}

/* Mates by the new numbers; those of split edges come later. */
static void renumber(geom_edges *edges, const pieces *p)
{
    uint32_t *mate = g_new(uint32_t, p->n);
    bool *matched = g_new(bool, p->n);
    for (size_t e = 0; e < edges->n_edges; e++)
        for (uint32_t i = p->first[e]; i < p->first[e + 1]; i++) {
            mate[i] = p->first[edges->mate[e]];
            matched[i] = edges->matched[e];
        }
    g_free(edges->mate);
    g_free(edges->matched);
    edges->mate = mate;
    edges->matched = matched;
    for (size_t item = 0; item < edges->n_items; item++)
        edges->first[item + 1] = p->first[edges->first[item + 1]];
}

/* The pieces, and all edges that run between vertices of pieces. */
static GArray *list_beside(const geom_edges *edges, const pieces *p, size_t n_before)
{
    g_autoptr(base_bitset) ends = base_bitset_new(edges->n_vertices);
    GArray *beside = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (size_t e = 0; e < n_before; e++)
        for (uint32_t i = p->first[e]; p->first[e + 1] - p->first[e] != 1 && i < p->first[e + 1];
             i++) {
            base_bitset_set(ends, p->from[i]);
            base_bitset_set(ends, p->to[i]);
        }
    for (uint32_t i = 0; i < edges->n_edges; i++)
        if (base_bitset_get(ends, edges->from[i]) && base_bitset_get(ends, edges->to[i]))
            g_array_append_val(beside, i);
    return beside;
}

void geom_edges_split(geom_edges *edges, GArray *cuts)
{
    if (cuts->len > 1)
        qsort(cuts->data, cuts->len, sizeof(geom_cut), by_place);
    size_t n_before = edges->n_edges;
    pieces p = cut_edges(edges, cuts);
    renumber(edges, &p);
    g_free(edges->from);
    g_free(edges->to);
    g_free(edges->owner);
    g_free(edges->parent);
    edges->from = p.from;
    edges->to = p.to;
    edges->owner = p.owner;
    edges->parent = p.parent;
    edges->n_edges = p.n;
    g_autoptr(GArray) beside = list_beside(edges, &p, n_before);
    geom_edges_match_again(edges, (const uint32_t *)(const void *)beside->data, beside->len);
    g_free(p.first);
}
