/*
 * edges_dissolve.c - the union of members: edges that run both ways cancel, the rest is assembled.
 */
#include "geom/edges.h"

#include <assert.h>

/*
 * Of the members' edges between two vertices, those of the larger direction that have no opposite
 * are kept. More than one is kept only where members overlap: *ret_doubled.
 */
static bool is_kept_of_many(const geom_edges *edges, const base_bitset *members, uint32_t edge,
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

static bool is_kept(const geom_edges *edges, const base_bitset *members, uint32_t edge,
                    bool *ret_doubled)
{
    if (edges->matched[edge])
        return !base_bitset_get(members, edges->owner[edges->mate[edge]]);
    return is_kept_of_many(edges, members, edge, ret_doubled);
}

static size_t next_member(const base_bitset *members, size_t after)
{
    return base_bitset_next(members, after + 1);
}

/* The edges that are left of the members, in order; g_free(). */
static uint32_t *keep_edges(const geom_edges *edges, const base_bitset *members, size_t *ret_n,
                            bool *ret_doubled)
{
    size_t n = 0, room = 0, first = base_bitset_next(members, 0);
    for (size_t item = first; item < edges->n_items; item = next_member(members, item))
        room += edges->first[item + 1] - edges->first[item];
    uint32_t *kept = g_new(uint32_t, room);
    for (size_t item = first; item < edges->n_items; item = next_member(members, item))
        for (uint32_t e = edges->first[item]; e < edges->first[item + 1]; e++)
            if (is_kept(edges, members, e, ret_doubled))
                kept[n++] = e;
    *ret_n = n;
    return kept;
}

/* All parts of the members, without union. */
static GBytes *collect_members(const geom_edges *edges, const base_bitset *members)
{
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    for (size_t item = base_bitset_next(members, 0); item < edges->n_items;
         item = next_member(members, item))
        g_ptr_array_add(items, edges->items[item]);
    g_autoptr(GBytes) collected = geom_wkb_collect((GBytes *const *)items->pdata, items->len);
    return geom_wkb_orient(collected);
}

GBytes *geom_edges_dissolve_set(const geom_edges *edges, const base_bitset *members,
                                GArray *ret_pairs)
{
    bool doubled = false;
    size_t n_kept = 0;
    g_autofree uint32_t *kept = keep_edges(edges, members, &n_kept, &doubled);
    g_autofree uint32_t *edge_ids = g_new(uint32_t, n_kept);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(geom_ring));
    geom_rings rings = {.edges = edges, .edge_ids = edge_ids, .rings = found};
    if (doubled)
        return NULL;
    geom_rings_trace(&rings, kept, n_kept);
    bool simple = !geom_edges_cross(edges, edge_ids, rings.n_edge_ids, NULL);
    /* also where some cross, for those that overlap without */
    if (simple || ret_pairs)
        simple = geom_rings_nest(&rings, ret_pairs) && simple;
    return simple ? geom_rings_write(&rings) : NULL;
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
    GBytes *dissolved = geom_edges_dissolve_set(edges, set, NULL);
    *ret_simple = dissolved != NULL;
    *ret = dissolved ? dissolved : collect_members(edges, set);
    return MLG_OK;
}
