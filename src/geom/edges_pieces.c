/*
 * edges_pieces.c - a set whose borders do not all match, as a few exact polygons: the members
 * without conflict, dissolved; and the others in groups without conflict inside, each dissolved. A
 * union of thousands of communes becomes one of the strips along the borders that do not match.
 */
#include "geom/edges.h"

#include <assert.h>
#include <stdlib.h>

/* Of one item: those it conflicts with follow one another in a sorted array of pairs. */
static int by_pair(const void *a, const void *b)
{
    const geom_item_pair *p = a, *q = b;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return p->b < q->b ? -1 : p->b > q->b;
}

/* Every conflict from both sides, sorted. */
static void sort_conflicts(GArray *conflicts)
{
    guint n = conflicts->len;
    for (guint i = 0; i < n; i++) {
        geom_item_pair pair = g_array_index(conflicts, geom_item_pair, i);
        geom_item_pair back = {pair.b, pair.a};
        g_array_append_val(conflicts, back);
    }
    if (conflicts->len > 1)
        qsort(conflicts->data, conflicts->len, sizeof(geom_item_pair), by_pair);
}

/* First pair of an item in the sorted array, or the array's length. */
static guint first_conflict(const GArray *conflicts, uint32_t item)
{
    guint low = 0, high = conflicts->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(conflicts, geom_item_pair, middle).a < item)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool conflicts_with(const GArray *conflicts, uint32_t item, const base_bitset *group)
{
    for (guint i = first_conflict(conflicts, item); i < conflicts->len; i++) {
        geom_item_pair pair = g_array_index(conflicts, geom_item_pair, i);
        if (pair.a != item)
            return false;
        if (base_bitset_get(group, pair.b))
            return true;
    }
    return false;
}

/* Moves what is connected to `seed` without conflict from `left` to `group`. */
static void flood(const geom_edges *edges, const GArray *conflicts, uint32_t seed,
                  base_bitset *left, base_bitset *group)
{
    g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    base_bitset_unset(left, seed);
    base_bitset_set(group, seed);
    g_array_append_val(queue, seed);
    for (guint at = 0; at < queue->len; at++) {
        size_t n = 0;
        const uint32_t *around =
            geom_edges_neighbours(edges, g_array_index(queue, uint32_t, at), &n);
        for (size_t i = 0; i < n; i++) {
            uint32_t next = around[i];
            if (!base_bitset_get(left, next) || conflicts_with(conflicts, next, group))
                continue;
            base_bitset_unset(left, next);
            base_bitset_set(group, next);
            g_array_append_val(queue, next);
        }
    }
}

static void add_member(const geom_edges *edges, size_t item, GPtrArray *ret_pieces)
{
    if (edges->items[item] && !geom_wkb_is_empty(edges->items[item]))
        g_ptr_array_add(ret_pieces, geom_wkb_orient(edges->items[item]));
}

/* Takes out of `left` the members whose own rings conflict: they are pieces of their own. */
static void take_invalid(const geom_edges *edges, const GArray *conflicts, base_bitset *left,
                         GPtrArray *ret_pieces)
{
    for (guint i = 0; i < conflicts->len; i++) {
        geom_item_pair pair = g_array_index(conflicts, geom_item_pair, i);
        if (pair.a != pair.b || !base_bitset_get(left, pair.a))
            continue;
        base_bitset_unset(left, pair.a);
        add_member(edges, pair.a, ret_pieces);
    }
}

/* Moves a group without conflicts from `left`: what is connected to its first, then what is not. */
static void take_group(const geom_edges *edges, const GArray *conflicts, base_bitset *left,
                       base_bitset *group)
{
    base_bitset_clear(group);
    for (size_t item = base_bitset_next(left, 0); item < edges->n_items;
         item = base_bitset_next(left, item + 1))
        if (!conflicts_with(conflicts, (uint32_t)item, group))
            flood(edges, conflicts, (uint32_t)item, left, group);
}

/* All conflicts of edges among members, whether or not a dissolve keeps the edges. */
static void find_conflicts(const geom_edges *edges, const base_bitset *members, GArray *ret_pairs)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (size_t item = base_bitset_next(members, 0); item < edges->n_items;
         item = base_bitset_next(members, item + 1))
        for (uint32_t e = edges->first[item]; e < edges->first[item + 1]; e++)
            g_array_append_val(ids, e);
    (void)geom_edges_cross(edges, (const uint32_t *)(const void *)ids->data, ids->len, ret_pairs);
}

/* A group that still conflicts is divided again, down to its members. */
/* NOLINTNEXTLINE(misc-no-recursion): each group is smaller than the set */
static void add_pieces(const geom_edges *edges, const base_bitset *members, GPtrArray *ret_pieces)
{
    g_autoptr(GArray) conflicts = g_array_new(FALSE, FALSE, sizeof(geom_item_pair));
    GBytes *whole = geom_edges_dissolve_set(edges, members, conflicts);
    if (whole) {
        g_ptr_array_add(ret_pieces, whole);
        return;
    }
    find_conflicts(edges, members, conflicts);
    sort_conflicts(conflicts);
    g_autoptr(base_bitset) left = base_bitset_new(edges->n_items);
    g_autoptr(base_bitset) group = base_bitset_new(edges->n_items);
    base_bitset_copy(left, members);
    take_invalid(edges, conflicts, left, ret_pieces);
    while (base_bitset_next(left, 0) < edges->n_items) {
        take_group(edges, conflicts, left, group);
        if (!base_bitset_equal(group, members)) {
            add_pieces(edges, group, ret_pieces);
            continue;
        }
        for (size_t item = base_bitset_next(group, 0); item < edges->n_items;
             item = base_bitset_next(group, item + 1))
            add_member(edges, item, ret_pieces);
    }
}

/*
 * Moves the members of conflicts from `clear` to `apart`, until what is left dissolves; its union
 * then, or NULL when nothing is left.
 */
static GBytes *separate(const geom_edges *edges, base_bitset *clear, base_bitset *apart)
{
    bool first = true;
    while (base_bitset_next(clear, 0) < edges->n_items) {
        g_autoptr(GArray) conflicts = g_array_new(FALSE, FALSE, sizeof(geom_item_pair));
        GBytes *whole = geom_edges_dissolve_set(edges, clear, conflicts);
        if (whole)
            return whole;
        if (first)
            find_conflicts(edges, clear, conflicts);
        if (conflicts->len == 0) {
            base_bitset_or(apart, clear);
            base_bitset_clear(clear);
        }
        for (guint i = 0; i < conflicts->len; i++) {
            geom_item_pair pair = g_array_index(conflicts, geom_item_pair, i);
            base_bitset_set(apart, pair.a);
            base_bitset_set(apart, pair.b);
        }
        base_bitset_and_not(clear, apart);
        first = false;
    }
    return NULL;
}

size_t geom_edges_dissolve_pieces(const geom_edges *edges, const uint32_t *members, size_t n,
                                  GPtrArray *ret_pieces)
{
    g_autoptr(base_bitset) clear = base_bitset_new(edges->n_items);
    g_autoptr(base_bitset) apart = base_bitset_new(edges->n_items);
    for (size_t i = 0; i < n; i++) {
        assert(members[i] < edges->n_items);
        base_bitset_set(clear, members[i]);
    }
    GBytes *whole = separate(edges, clear, apart);
    if (whole)
        g_ptr_array_add(ret_pieces, whole);
    if (base_bitset_next(apart, 0) < edges->n_items)
        add_pieces(edges, apart, ret_pieces);
    return whole ? 1 : 0;
}
