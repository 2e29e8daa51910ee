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

bool geom_edges_inside(const geom_edges *edges, uint32_t edge, uint32_t item)
{
    geom_vertex p = middle_of(edges, edge);
    bool inside = false;
    for (uint32_t e = edges->first[item]; e < edges->first[item + 1]; e++) {
        geom_vertex a = edges->vertices[edges->from[e]], b = edges->vertices[edges->to[e]];
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

static void cover_edges(geom_edges *edges, uint32_t of, uint32_t by, geom_box box)
{
    for (uint32_t e = edges->first[of]; e < edges->first[of + 1]; e++) {
        if (!in_box(box, middle_of(edges, e)) || geom_edges_has_mate(edges, e, by) ||
            !geom_edges_inside(edges, e, by))
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
    for (guint i = 0; i < edges->meetings->len; i++) {
        geom_item_pair pair = g_array_index(edges->meetings, geom_item_pair, i);
        cover_edges(edges, pair.a, pair.b, boxes[pair.b]);
        cover_edges(edges, pair.b, pair.a, boxes[pair.a]);
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
