/*
 * edges_cover.c - which edges run inside an item that is not their owner. After the split an edge
 * lies inside, outside or on the border of each item as a whole, so its middle tells.
 */
#include "geom/edges.h"

#include <stdlib.h>

bool geom_edges_has_mate(const geom_edges *edges, uint32_t edge, uint32_t item)
{
    for (uint32_t m = edges->mate[edge]; m != edge; m = edges->mate[m])
        if (edges->owner[m] == item)
            return true;
    return false;
}

static geom_vertex middle_of(const geom_edges *edges, uint32_t edge)
{
    geom_vertex a = edges->vertices[edges->from[edge]], b = edges->vertices[edges->to[edge]];
    return (geom_vertex){a.x / 2 + b.x / 2, a.y / 2 + b.y / 2};
}

void geom_edges_outline(const geom_edges *edges, uint32_t item, GArray *outline)
{
    uint32_t first = edges->first[item], n = edges->first[item + 1] - first;
    g_array_set_size(outline, 2 * n);
    geom_vertex *ends = (geom_vertex *)(void *)outline->data;
    for (uint32_t i = 0; i < n; i++) {
        ends[2 * i] = edges->vertices[edges->from[first + i]];
        ends[2 * i + 1] = edges->vertices[edges->to[first + i]];
    }
}

bool geom_edges_inside(const geom_edges *edges, uint32_t edge, const GArray *outline)
{
    const geom_vertex *ends = (const geom_vertex *)(const void *)outline->data;
    geom_vertex p = middle_of(edges, edge);
    bool inside = false;
    for (guint i = 0; i < outline->len; i += 2) {
        geom_vertex a = ends[i], b = ends[i + 1];
        if ((a.y > p.y) == (b.y > p.y))
            continue;
        double cross = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
        inside ^= (cross > 0) == (b.y > a.y);
    }
    return inside;
}

static bool in_box(geom_box box, geom_vertex p)
{
    return p.x >= box.min_x && p.x <= box.max_x && p.y >= box.min_y && p.y <= box.max_y;
}

static void cover_edges(geom_edges *edges, uint32_t of, uint32_t by, geom_box box, GArray *outline)
{
    geom_edges_outline(edges, by, outline);
    for (uint32_t e = edges->first[of]; e < edges->first[of + 1]; e++) {
        if (!in_box(box, middle_of(edges, e)) || geom_edges_has_mate(edges, e, by) ||
            !geom_edges_inside(edges, e, outline))
            continue;
        geom_cover cover = {e, by};
        g_array_append_val(edges->covers, cover);
        base_bitset_set(edges->covered, e);
    }
}

static int by_edge(const void *a, const void *b)
{
    const geom_cover *p = a, *q = b;
    if (p->edge != q->edge)
        return p->edge < q->edge ? -1 : 1;
    return p->item < q->item ? -1 : p->item > q->item;
}

void geom_edges_find_covers(geom_edges *edges, const geom_box *boxes)
{
    edges->covers = g_array_new(FALSE, FALSE, sizeof(geom_cover));
    edges->covered = base_bitset_new(edges->n_edges);
    g_autoptr(GArray) outline = g_array_new(FALSE, FALSE, sizeof(geom_vertex));
    for (guint i = 0; i < edges->meetings->len; i++) {
        geom_item_pair pair = g_array_index(edges->meetings, geom_item_pair, i);
        cover_edges(edges, pair.a, pair.b, boxes[pair.b], outline);
        cover_edges(edges, pair.b, pair.a, boxes[pair.a], outline);
    }
    if (edges->covers->len > 1)
        qsort(edges->covers->data, edges->covers->len, sizeof(geom_cover), by_edge);
}

const geom_cover *geom_edges_covers(const geom_edges *edges, uint32_t edge, size_t *ret_n)
{
    const geom_cover *covers = (const geom_cover *)(const void *)edges->covers->data;
    size_t low = 0, high = edges->covers->len;
    *ret_n = 0;
    if (!base_bitset_get(edges->covered, edge))
        return NULL;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (covers[middle].edge < edge)
            low = middle + 1;
        else
            high = middle;
    }
    while (low + *ret_n < edges->covers->len && covers[low + *ret_n].edge == edge)
        ++*ret_n;
    return covers + low;
}
