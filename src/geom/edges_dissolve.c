/*
 * edges_dissolve.c - the union of members: edges that run both ways cancel, the rest is assembled.
 */
#include "geom/edges.h"

#include "base/bitset.h"

#include <assert.h>

/*
 * Of the members' edges between two vertices, those of the larger direction that have no opposite
 * are kept. More than one is kept only where members overlap: *ret_doubled.
 */
static bool is_kept(const geom_edges *edges, const base_bitset *members, uint32_t edge,
                    bool *ret_doubled)
{
    size_t along = 1, against = 0, before = 0;
    for (uint32_t m = edges->mate[edge]; m != edge; m = edges->mate[m]) {
        if (!base_bitset_get(members, edges->owner[m])) {
            continue;
        } else if (edges->from[m] == edges->from[edge]) {
            along++;
            before += m < edge;
        } else {
            against++;
        }
    }
    if (before + against >= along)
        return false;
    *ret_doubled = *ret_doubled || along - against > 1;
    return true;
}

static GArray *keep_edges(const geom_edges *edges, const base_bitset *members, bool *ret_doubled)
{
    GArray *kept = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (size_t item = base_bitset_next(members, 0); item < edges->n_items;
         item = base_bitset_next(members, item + 1)) {
        for (uint32_t e = edges->first[item]; e < edges->first[item + 1]; e++)
            if (is_kept(edges, members, e, ret_doubled))
                g_array_append_val(kept, e);
    }
    return kept;
}

/* All parts of the members, without union. */
static GBytes *collect_members(const geom_edges *edges, const base_bitset *members)
{
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    for (size_t item = base_bitset_next(members, 0); item < edges->n_items;
         item = base_bitset_next(members, item + 1))
        g_ptr_array_add(items, edges->items[item]);
    g_autoptr(GBytes) collected = geom_wkb_collect((GBytes *const *)items->pdata, items->len);
    return geom_wkb_orient(collected);
}

mlg_status geom_edges_dissolve(const geom_edges *edges, const uint32_t *members, size_t n,
                               GBytes **ret, bool *ret_simple, mlg_error *err)
{
    (void)err; /* nothing here fails yet; the contract leaves room */
    g_autoptr(base_bitset) set = base_bitset_new(edges->n_items);
    for (size_t i = 0; i < n; i++) {
        assert(members[i] < edges->n_items);
        base_bitset_set(set, members[i]);
    }
    bool doubled = false;
    g_autoptr(GArray) kept = keep_edges(edges, set, &doubled);
    g_autoptr(GArray) edge_ids = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), kept->len);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(geom_ring));
    geom_rings rings = {.edges = edges, .edge_ids = edge_ids, .rings = found};
    if (!doubled)
        geom_rings_trace(&rings, (const uint32_t *)(const void *)kept->data, kept->len);
    bool simple = !doubled && !geom_rings_cross(&rings) && geom_rings_nest(&rings);
    *ret = simple ? geom_rings_write(&rings) : collect_members(edges, set);
    *ret_simple = simple;
    return MLG_OK;
}
