/*
 * edges_dissolve.c - the union of members: an edge is kept where a member lies on its left and none
 * on its right. What lies there are the owners of the edges between its vertices, and the items
 * that it runs inside of.
 */
#include "geom/edges.h"

#include <assert.h>

static bool is_covered(const geom_edges *edges, const base_bitset *members, uint32_t edge)
{
    size_t n = 0;
    const geom_cover *covers = geom_edges_covers(edges, edge, &n);
    for (size_t i = 0; i < n; i++)
        if (base_bitset_get(members, covers[i].item))
            return true;
    return false;
}

/* Of edges in the same direction the first is kept. */
static bool is_first_alone(const geom_edges *edges, const base_bitset *members, uint32_t edge)
{
    for (uint32_t m = edges->mate[edge]; m != edge; m = edges->mate[m]) {
        bool along = edges->from[m] == edges->from[edge];
        if (base_bitset_get(members, edges->owner[m]) && (!along || m < edge))
            return false;
    }
    return true;
}

static bool is_kept(const geom_edges *edges, const base_bitset *members, uint32_t edge)
{
    if (is_covered(edges, members, edge))
        return false;
    if (base_bitset_get(edges->matched, edge))
        return !base_bitset_get(members, edges->owner[edges->mate[edge]]);
    return is_first_alone(edges, members, edge);
}

/* All around the item lie members, border by border as given: none of its edges is left. */
static bool is_inner(const geom_edges *edges, const base_bitset *members, size_t item)
{
    size_t n = 0, first = edges->first[item], end = edges->first[item + 1];
    const uint32_t *neighbours = geom_edges_neighbours(edges, item, &n);
    for (size_t i = 0; i < n; i++)
        if (!base_bitset_get(members, neighbours[i]))
            return false;
    return base_bitset_count_range(edges->matched, first, end) == end - first &&
           (!edges->resumed || base_bitset_count_range(edges->resumed, first, end) == 0);
}

/* The edges that are left of the members, in order; g_free(). */
static uint32_t *keep_edges(const geom_edges *edges, const base_bitset *members, size_t *ret_n)
{
    size_t n = 0, room = 0, first = base_bitset_next(members, 0);
    for (size_t item = first; item < edges->n_items; item = base_bitset_next(members, item + 1))
        room += edges->first[item + 1] - edges->first[item];
    uint32_t *kept = g_new(uint32_t, room);
    for (size_t item = first; item < edges->n_items; item = base_bitset_next(members, item + 1)) {
        if (is_inner(edges, members, item))
            continue;
        for (uint32_t e = edges->first[item]; e < edges->first[item + 1]; e++)
            if (is_kept(edges, members, e))
                kept[n++] = e;
    }
    *ret_n = n;
    return kept;
}

GBytes *geom_edges_dissolve(const geom_edges *edges, const uint32_t *members, size_t n,
                            bool *ret_exact)
{
    g_autoptr(base_bitset) set = base_bitset_new(edges->n_items);
    bool tangled = false;
    for (size_t i = 0; i < n; i++) {
        assert(members[i] < edges->n_items);
        base_bitset_set(set, members[i]);
        tangled = tangled || base_bitset_get(edges->tangled, members[i]);
    }
    size_t n_kept = 0;
    *ret_exact = false;
    if (tangled)
        return NULL;
    g_autofree uint32_t *kept = keep_edges(edges, set, &n_kept);
    return geom_rings_polygon(edges, kept, n_kept, ret_exact);
}
