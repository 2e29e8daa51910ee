/*
 * index.c - packed R-tree, sort-tile-recursive (Leutenegger 1997): leaves are the items sorted into
 * tiles; each level above holds the boxes of NODE_SIZE consecutive boxes of the level below.
 */
#include "geom/index.h"

#include "geom/funnel.h"

#include <math.h>
#include <stdlib.h>

#define NODE_SIZE  16U
#define MAX_LEVELS 10 /* 16^10 items */

struct geom_index {
    size_t n_levels;
    size_t start[MAX_LEVELS + 1]; /* of each level in boxes; level 0 are the leaves */
    geom_box *boxes;
    uint32_t *items; /* of the leaves */
};

typedef struct leaf {
    double x, y; /* centre */
    uint32_t item;
} leaf;

static int compare_by(double a, double b, uint32_t item_a, uint32_t item_b)
{
    if (a != b)
        return a < b ? -1 : 1;
    return item_a < item_b ? -1 : item_a > item_b;
}

static int by_x(const void *a, const void *b)
{
    const leaf *p = a, *q = b;
    return compare_by(p->x, q->x, p->item, q->item);
}

static int by_y(const void *a, const void *b)
{
    const leaf *p = a, *q = b;
    return compare_by(p->y, q->y, p->item, q->item);
}

static size_t min_size(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t div_up(size_t a, size_t b)
{
    return (a + b - 1) / b;
}

/* Vertical slices of about sqrt(number of nodes) nodes, each sorted by y. */
static void sort_tiles(leaf *leaves, size_t n)
{
    if (n == 0)
        return;
    size_t n_nodes = div_up(n, NODE_SIZE);
    size_t slice = div_up(n_nodes, (size_t)ceil(sqrt((double)n_nodes))) * NODE_SIZE;
    qsort(leaves, n, sizeof *leaves, by_x);
    for (size_t i = 0; i < n; i += slice)
        qsort(leaves + i, min_size(slice, n - i), sizeof *leaves, by_y);
}

static geom_box joined(const geom_box *boxes, size_t n)
{
    geom_box all = boxes[0];
    for (size_t i = 1; i < n; i++) {
        all.min_x = fmin(all.min_x, boxes[i].min_x);
        all.min_y = fmin(all.min_y, boxes[i].min_y);
        all.max_x = fmax(all.max_x, boxes[i].max_x);
        all.max_y = fmax(all.max_y, boxes[i].max_y);
    }
    return all;
}

static void build_levels(geom_index *index, size_t n)
{
    index->start[1] = n;
    index->n_levels = 1;
    while (n > NODE_SIZE) {
        size_t below = index->start[index->n_levels - 1], top = index->start[index->n_levels];
        for (size_t i = 0; i < n; i += NODE_SIZE)
            index->boxes[top++] = joined(index->boxes + below + i, min_size(NODE_SIZE, n - i));
        n = div_up(n, NODE_SIZE);
        index->start[++index->n_levels] = top;
    }
}

geom_index *geom_index_new(const geom_box *boxes, size_t n)
{
    g_autofree leaf *leaves = g_new(leaf, n);
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (geom_box_is_empty(boxes[i]))
            continue;
        leaves[used++] = (leaf){.x = boxes[i].min_x / 2 + boxes[i].max_x / 2,
                                .y = boxes[i].min_y / 2 + boxes[i].max_y / 2,
                                .item = (uint32_t)i};
    }
    sort_tiles(leaves, used);
    geom_index *index = g_new0(geom_index, 1);
    index->items = g_new(uint32_t, used);
    index->boxes = g_new(geom_box, used + used / (NODE_SIZE - 1) + MAX_LEVELS);
    for (size_t i = 0; i < used; i++) {
        index->items[i] = leaves[i].item;
        index->boxes[i] = boxes[leaves[i].item];
    }
    build_levels(index, used);
    return index;
}

void geom_index_free(geom_index *index)
{
    if (!index)
        return;
    g_free(index->boxes);
    g_free(index->items);
    g_free(index);
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *p = a, *q = b;
    return *p < *q ? -1 : *p > *q;
}

/* Visits the boxes first..first+n-1 of a level, and below those that meet. */
/* NOLINTNEXTLINE(misc-no-recursion): as deep as the tree */
static void visit(const geom_index *index, size_t level, size_t first, size_t n, geom_box box,
                  GArray *ret_items)
{
    const geom_box *boxes = index->boxes + index->start[level];
    for (size_t i = first; i < first + n; i++) {
        if (!geom_boxes_meet(boxes[i], box))
            continue;
        if (level == 0) {
            g_array_append_val(ret_items, index->items[i]);
            continue;
        }
        size_t n_below = index->start[level] - index->start[level - 1];
        size_t child = i * NODE_SIZE;
        visit(index, level - 1, child, min_size(NODE_SIZE, n_below - child), box, ret_items);
    }
}

void geom_index_query(const geom_index *index, geom_box box, GArray *ret_items)
{
    g_array_set_size(ret_items, 0);
    size_t top = index->n_levels - 1;
    if (!geom_box_is_empty(box))
        visit(index, top, 0, index->start[top + 1] - index->start[top], box, ret_items);
    if (ret_items->len > 1)
        qsort(ret_items->data, ret_items->len, sizeof(uint32_t), by_number);
}
