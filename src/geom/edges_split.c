/*
 * edges_split.c - edges cut into pieces at vertices that lie on them. Only edges that may lie
 * beside a piece are matched again: in a layer of two million, a few thousand are split.
 */
#include "geom/edges.h"

#include <stdlib.h>
#include <string.h>

static int by_place(const void *a, const void *b)
{
    const geom_cut *p = a, *q = b;
    if (p->edge != q->edge)
        return p->edge < q->edge ? -1 : 1;
    if (p->piece != q->piece)
        return p->piece < q->piece ? -1 : 1;
    if (p->along != q->along)
        return p->along < q->along ? -1 : 1;
    return p->vertex < q->vertex ? -1 : p->vertex > q->vertex;
}

/* A joint, unless the one before it on the edge is the same vertex. */
static void add_joint(GArray *joints, uint32_t edge, uint32_t vertex)
{
    geom_joint joint = {edge, vertex};
    const geom_joint *last =
        joints->len > 0 ? &g_array_index(joints, geom_joint, joints->len - 1) : NULL;
    if (!last || last->edge != edge || last->vertex != vertex)
        g_array_append_val(joints, joint);
}

void geom_edges_join(GArray *joints, GArray *cuts)
{
    if (cuts->len > 1)
        qsort(cuts->data, cuts->len, sizeof(geom_cut), by_place);
    g_autoptr(GArray) all = g_array_sized_new(FALSE, FALSE, sizeof(geom_joint), cuts->len);
    uint32_t piece = 0; /* that the next joint ends */
    guint at = 0;
    for (guint i = 0; i < joints->len; i++) {
        geom_joint joint = g_array_index(joints, geom_joint, i);
        piece =
            i > 0 && g_array_index(joints, geom_joint, i - 1).edge == joint.edge ? piece + 1 : 0;
        for (; at < cuts->len; at++) {
            const geom_cut *cut = &g_array_index(cuts, geom_cut, at);
            if (cut->edge > joint.edge || (cut->edge == joint.edge && cut->piece > piece))
                break;
            add_joint(all, cut->edge, cut->vertex);
        }
        add_joint(all, joint.edge, joint.vertex);
    }
    for (; at < cuts->len; at++) {
        const geom_cut *cut = &g_array_index(cuts, geom_cut, at);
        add_joint(all, cut->edge, cut->vertex);
    }
    g_array_set_size(joints, 0);
    g_array_append_vals(joints, all->data, all->len);
}

guint geom_edges_first_joint(const GArray *joints, uint32_t edge)
{
    guint low = 0, high = joints->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(joints, geom_joint, middle).edge < edge)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Numbers of edges once those before them are split: how far each has moved. */
static uint32_t *number_pieces(const geom_edges *edges, const GArray *joints)
{
    uint32_t *first = g_new(uint32_t, edges->n_edges + 1);
    guint at = 0;
    for (size_t e = 0; e <= edges->n_edges; e++) {
        for (; at < joints->len && g_array_index(joints, geom_joint, at).edge < e; at++)
            ;
        first[e] = (uint32_t)e + at;
    }
    return first;
}

/* Makes room behind the edges; from the last one on, each moves there with its pieces. Mates of
 * split edges come later. */
static void move_edges(geom_edges *edges, const GArray *joints, const uint32_t *first)
{
    size_t room = edges->n_edges + joints->len;
    guint at = joints->len;
    edges->from = g_renew(uint32_t, edges->from, room);
    edges->to = g_renew(uint32_t, edges->to, room);
    edges->owner = g_renew(uint32_t, edges->owner, room);
    edges->mate = g_renew(uint32_t, edges->mate, room);
    base_bitset *matched = base_bitset_new(room);
    edges->resumed = base_bitset_new(room);
    for (size_t e = edges->n_edges; e-- > 0;) {
        uint32_t from = edges->from[e], to = edges->to[e], owner = edges->owner[e];
        uint32_t mate = first[edges->mate[e]];
        bool was_matched = base_bitset_get(edges->matched, e);
        for (uint32_t i = first[e + 1]; i-- > first[e];) {
            edges->to[i] = to;
            if (i > first[e]) {
                to = g_array_index(joints, geom_joint, --at).vertex;
                base_bitset_set(edges->resumed, i);
            }
            edges->from[i] = i > first[e] ? to : from;
            edges->owner[i] = owner;
            edges->mate[i] = mate;
            if (was_matched)
                base_bitset_set(matched, i);
        }
    }
    base_bitset_free(edges->matched);
    edges->matched = matched;
    edges->n_edges = room;
}

/* The pieces, and all edges that run between vertices of pieces. */
static GArray *list_beside(const geom_edges *edges)
{
    g_autoptr(base_bitset) ends = base_bitset_new(edges->n_vertices);
    GArray *beside = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    const base_bitset *resumed = edges->resumed;
    for (size_t e = base_bitset_next(resumed, 0); e < edges->n_edges;
         e = base_bitset_next(resumed, e + 1)) {
        base_bitset_set(ends, edges->from[e - 1]);
        base_bitset_set(ends, edges->from[e]);
        base_bitset_set(ends, edges->to[e]);
    }
    for (uint32_t i = 0; i < edges->n_edges; i++)
        if (base_bitset_get(ends, edges->from[i]) && base_bitset_get(ends, edges->to[i]))
            g_array_append_val(beside, i);
    return beside;
}

void geom_edges_split(geom_edges *edges, const GArray *joints)
{
    g_autofree uint32_t *first = number_pieces(edges, joints);
    move_edges(edges, joints, first);
    for (size_t item = 0; item < edges->n_items; item++)
        edges->first[item + 1] = first[edges->first[item + 1]];
    g_autoptr(GArray) beside = list_beside(edges);
    geom_edges_match_again(edges, (const uint32_t *)(const void *)beside->data, beside->len);
}

bool geom_edges_same(const geom_edges *edges, uint32_t a, uint32_t b)
{
    bool same = edges->resumed || a == b;
    for (uint32_t e = MIN(a, b) + 1; same && e <= MAX(a, b); e++)
        same = base_bitset_get(edges->resumed, e);
    return same;
}
