/*
 * edges_match.c - which edges run between the same vertices, and so which items are neighbours.
 */
#include "geom/edges.h"

#include <stdlib.h>
#include <string.h>

#define FEW 16U /* edges at a vertex that are sorted by insertion */

/* An edge and the larger of its vertices. */
typedef struct spoke {
    uint32_t high, edge;
} spoke;

static uint32_t low_of(const geom_edges *edges, size_t edge)
{
    return MIN(edges->from[edge], edges->to[edge]);
}

static uint32_t high_of(const geom_edges *edges, size_t edge)
{
    return MAX(edges->from[edge], edges->to[edge]);
}

static int compare_spokes(const void *a, const void *b)
{
    const spoke *p = a, *q = b;
    if (p->high != q->high)
        return p->high < q->high ? -1 : 1;
    return p->edge < q->edge ? -1 : p->edge > q->edge;
}

static void sort_spokes(spoke *spokes, size_t n)
{
    if (n > FEW) {
        qsort(spokes, n, sizeof *spokes, compare_spokes);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        spoke moved = spokes[i];
        size_t j = i;
        for (; j > 0 && compare_spokes(&moved, &spokes[j - 1]) < 0; j--)
            spokes[j] = spokes[j - 1];
        spokes[j] = moved;
    }
}

/* Makes a circle of the edges to each higher vertex. */
static void link_spokes(geom_edges *edges, spoke *spokes, size_t n)
{
    sort_spokes(spokes, n);
    for (size_t i = 0; i < n;) {
        size_t first = i;
        for (; i + 1 < n && spokes[i + 1].high == spokes[first].high; i++)
            edges->mate[spokes[i].edge] = spokes[i + 1].edge;
        edges->mate[spokes[i].edge] = spokes[first].edge;
        i++;
    }
}

/* Edges by their lower vertex: the first of each vertex, and the next one after an edge. */
typedef struct spoke_lists {
    uint32_t *first, *next;
    spoke *spokes; /* of one vertex */
    size_t room;
} spoke_lists;

static size_t list_spokes(const geom_edges *edges, spoke_lists *lists, size_t vertex)
{
    size_t n = 0;
    for (uint32_t e = lists->first[vertex]; e != GEOM_NO_EDGE; e = lists->next[e]) {
        if (n == lists->room) {
            lists->room *= 2;
            lists->spokes = g_renew(spoke, lists->spokes, lists->room);
        }
        lists->spokes[n++] = (spoke){high_of(edges, e), e};
    }
    return n;
}

/* The lists stand where the mates will, so they take no room beside those of three million edges.
 */
static void link_mates(geom_edges *edges)
{
    size_t n_vertices = edges->n_vertices;
    spoke_lists lists = {g_new(uint32_t, n_vertices + 1), g_new(uint32_t, edges->n_edges + 1),
                         g_new(spoke, FEW), FEW};
    memset(lists.first, 0xFF, n_vertices * sizeof *lists.first);
    for (size_t e = edges->n_edges; e-- > 0;) {
        uint32_t *first = &lists.first[low_of(edges, e)];
        lists.next[e] = *first;
        *first = (uint32_t)e;
    }
    edges->mate = lists.next;
    for (size_t v = 0; v < n_vertices; v++) {
        size_t n = list_spokes(edges, &lists, v);
        link_spokes(edges, lists.spokes, n);
    }
    g_free(lists.first);
    g_free(lists.spokes);
}

static int compare_numbers(const void *a, const void *b)
{
    const uint32_t *p = a, *q = b;
    return *p < *q ? -1 : *p > *q;
}

static void find_neighbours(geom_edges *edges)
{
    g_autoptr(GArray) found = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), 1);
    g_autofree uint32_t *seen = g_new0(uint32_t, edges->n_items); /* item + 1 that saw it last */
    edges->first_neighbour = g_new0(uint32_t, edges->n_items + 1);
    for (uint32_t item = 0; item < edges->n_items; item++) {
        guint start = found->len;
        for (uint32_t e = edges->first[item]; e < edges->first[item + 1]; e++) {
            for (uint32_t m = edges->mate[e]; m != e; m = edges->mate[m]) {
                uint32_t other = edges->owner[m];
                if (other == item || seen[other] == item + 1)
                    continue;
                seen[other] = item + 1;
                g_array_append_val(found, other);
            }
        }
        if (found->len > start + 1)
            qsort(&g_array_index(found, uint32_t, start), found->len - start, sizeof(uint32_t),
                  compare_numbers);
        edges->first_neighbour[item + 1] = found->len;
    }
    edges->neighbours = (uint32_t *)(void *)g_array_free(g_steal_pointer(&found), FALSE);
}

static bool is_matched(const geom_edges *edges, uint32_t edge)
{
    uint32_t mate = edges->mate[edge];
    return mate != edge && edges->mate[mate] == edge && edges->from[mate] == edges->to[edge];
}

void geom_edges_match(geom_edges *edges)
{
    link_mates(edges);
    edges->matched = base_bitset_new(edges->n_edges);
    for (uint32_t e = 0; e < edges->n_edges; e++)
        if (is_matched(edges, e))
            base_bitset_set(edges->matched, e);
    find_neighbours(edges);
}

/* An edge by both of its vertices. */
typedef struct place {
    uint32_t low, high, edge;
} place;

static int compare_places(const void *a, const void *b)
{
    const place *p = a, *q = b;
    if (p->low != q->low)
        return p->low < q->low ? -1 : 1;
    if (p->high != q->high)
        return p->high < q->high ? -1 : 1;
    return p->edge < q->edge ? -1 : p->edge > q->edge;
}

void geom_edges_match_again(geom_edges *edges, const uint32_t *ids, size_t n)
{
    g_autofree place *places = g_new(place, n + 1);
    for (size_t i = 0; i < n; i++)
        places[i] = (place){low_of(edges, ids[i]), high_of(edges, ids[i]), ids[i]};
    if (n > 1)
        qsort(places, n, sizeof *places, compare_places);
    for (size_t i = 0, first = 0; i < n; i++) {
        bool last = i + 1 == n || places[i + 1].low != places[i].low ||
                    places[i + 1].high != places[i].high;
        edges->mate[places[i].edge] = places[last ? first : i + 1].edge;
        first = last ? i + 1 : first;
    }
    for (size_t i = 0; i < n; i++)
        if (is_matched(edges, ids[i]))
            base_bitset_set(edges->matched, ids[i]);
        else
            base_bitset_unset(edges->matched, ids[i]);
}

const geom_item_pair *geom_edges_meetings(const geom_edges *edges, size_t *ret_n)
{
    *ret_n = edges->meetings->len;
    return (const geom_item_pair *)(const void *)edges->meetings->data;
}

const uint32_t *geom_edges_neighbours(const geom_edges *edges, size_t item, size_t *ret_n)
{
    *ret_n = edges->first_neighbour[item + 1] - edges->first_neighbour[item];
    return edges->neighbours + edges->first_neighbour[item];
}

/* Another item has the edge in the opposite direction. */
static bool has_opposite(const geom_edges *edges, uint32_t edge)
{
    for (uint32_t m = edges->mate[edge]; m != edge; m = edges->mate[m])
        if (edges->from[m] == edges->to[edge] && edges->owner[m] != edges->owner[edge])
            return true;
    return false;
}

size_t geom_edges_unmatched_count(const geom_edges *edges, size_t item)
{
    size_t count = 0;
    for (uint32_t e = edges->first[item]; e < edges->first[item + 1]; e++)
        count += has_opposite(edges, e) ? 0 : 1;
    return count;
}

void geom_edges_unmatched(const geom_edges *edges, size_t item,
                          void (*fn)(void *user, geom_box box), void *user)
{
    for (uint32_t e = edges->first[item]; e < edges->first[item + 1]; e++) {
        if (base_bitset_get(edges->matched, e))
            continue;
        geom_vertex a = edges->vertices[edges->from[e]], b = edges->vertices[edges->to[e]];
        fn(user, (geom_box){MIN(a.x, b.x), MIN(a.y, b.y), MAX(a.x, b.x), MAX(a.y, b.y)});
    }
}
