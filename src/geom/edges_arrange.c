/*
 * edges_arrange.c - items whose borders do not match, found and split where they meet.
 *
 * Where all edges are matched no items overlap: the number of items over a point changes only
 * across unmatched edges. So candidates are the items whose box an unmatched edge meets, then the
 * neighbours of every pair that meets, until no more.
 */
#include "geom/edges.h"
#include "geom/funnel.h"
#include "geom/index.h"

#include <math.h>
#include <stdlib.h>

/* A crossing is rounded to a coordinate, so its pieces may cross what the edge did not. */
#define MAX_ROUNDS 6

#define MAX_COORDINATE 1e100

#define FEW_EDGES 64U /* compared one by one */

/* A piece of an edge that may meet one of another item. */
typedef struct near_piece {
    geom_box box;
    geom_piece piece;
} near_piece;

typedef struct search {
    geom_edges *edges;
    const uint32_t *groups;
    geom_box *boxes;
    geom_index *index;
    GHashTable *seen; /* a << 32 | b */
    GArray *pairs;    /* geom_item_pair: candidates */
    GArray *near[2];  /* near_piece of a pair */
    GArray *outline;  /* of an item (geom_edges_outline) */
    GArray *cuts;     /* geom_cut */
    GArray *joints;   /* geom_joint: cuts of the rounds before */
    base_bitset *cut; /* edges that have joints */
    GArray *meetings; /* geom_item_pair */
    GArray *hits;
    geom_vertex_table *table;
    uint32_t item;
} search;

static void add_pair(search *s, uint32_t a, uint32_t b)
{
    if (a == b || (s->groups && s->groups[a] != s->groups[b]))
        return;
    geom_item_pair pair = {MIN(a, b), MAX(a, b)};
    gint64 key = (gint64)(((guint64)pair.a << 32) | pair.b);
    if (!geom_boxes_meet(s->boxes[a], s->boxes[b]) || g_hash_table_contains(s->seen, &key))
        return;
    g_hash_table_add(s->seen, g_memdup2(&key, sizeof key));
    g_array_append_val(s->pairs, pair);
}

static void meet_box(void *user, geom_box box)
{
    search *s = user;
    geom_index_query(s->index, box, s->hits);
    for (guint i = 0; i < s->hits->len; i++)
        add_pair(s, s->item, g_array_index(s->hits, uint32_t, i));
}

static void add_near(const geom_edges *edges, geom_piece piece, geom_box box, GArray *ret_near)
{
    geom_vertex a = edges->vertices[piece.from], b = edges->vertices[piece.to];
    near_piece near = {{MIN(a.x, b.x), MIN(a.y, b.y), MAX(a.x, b.x), MAX(a.y, b.y)}, piece};
    if (geom_boxes_meet(near.box, box))
        g_array_append_val(ret_near, near);
}

/* What the joints make of the item's edges, near the box. */
static void list_near(const search *s, uint32_t item, geom_box box, GArray *ret_near)
{
    const geom_edges *edges = s->edges;
    g_array_set_size(ret_near, 0);
    for (uint32_t e = edges->first[item]; e < edges->first[item + 1]; e++) {
        geom_piece piece = {e, 0, edges->from[e], edges->to[e]};
        guint at = base_bitset_get(s->cut, e) ? geom_edges_first_joint(s->joints, e) : UINT_MAX;
        for (; at < s->joints->len; at++) {
            const geom_joint *joint = &g_array_index(s->joints, geom_joint, at);
            if (joint->edge != e)
                break;
            piece.to = joint->vertex;
            add_near(edges, piece, box, ret_near);
            piece = (geom_piece){e, piece.piece + 1, joint->vertex, edges->to[e]};
        }
        add_near(edges, piece, box, ret_near);
    }
}

static gint by_west(gconstpointer a, gconstpointer b)
{
    const near_piece *p = a, *q = b;
    if (p->box.min_x != q->box.min_x)
        return p->box.min_x < q->box.min_x ? -1 : 1;
    if (p->piece.edge != q->piece.edge)
        return p->piece.edge < q->piece.edge ? -1 : 1;
    return p->piece.piece < q->piece.piece ? -1 : p->piece.piece > q->piece.piece;
}

/* Sorts from west to east; the width of the widest. */
static double sort_near(GArray *near)
{
    double widest = 0;
    for (guint i = 0; i < near->len; i++) {
        const near_piece *e = &g_array_index(near, near_piece, i);
        widest = MAX(widest, e->box.max_x - e->box.min_x);
    }
    if (near->len > FEW_EDGES)
        g_array_sort(near, by_west);
    return near->len > FEW_EDGES ? widest : INFINITY;
}

/* The first whose box may reach east of x. */
static guint first_reaching(const GArray *near, double x, double widest)
{
    guint low = 0, high = near->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(near, near_piece, middle).box.min_x < x - widest)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Pieces of the pair that meet; their cuts are appended. */
static bool edges_meet(search *s, geom_item_pair pair)
{
    geom_edges *edges = s->edges;
    bool meet = false;
    geom_box common = geom_box_common(s->boxes[pair.a], s->boxes[pair.b]);
    list_near(s, pair.a, common, s->near[0]);
    list_near(s, pair.b, common, s->near[1]);
    double widest = sort_near(s->near[1]);
    for (guint i = 0; i < s->near[0]->len; i++) {
        const near_piece *e = &g_array_index(s->near[0], near_piece, i);
        for (guint k = first_reaching(s->near[1], e->box.min_x, widest); k < s->near[1]->len; k++) {
            const near_piece *f = &g_array_index(s->near[1], near_piece, k);
            if (isfinite(widest) && f->box.min_x > e->box.max_x)
                break;
            if (geom_boxes_meet(e->box, f->box))
                meet = geom_edges_meet(edges, s->table, &e->piece, &f->piece, s->cuts) || meet;
        }
    }
    return meet;
}

/* One of the edges near a pair, that is no border of both, runs inside the other item. Only asked
 * of edges that do not meet. */
static bool runs_inside(const search *s, const GArray *near, uint32_t other)
{
    geom_edges_outline(s->edges, other, s->outline);
    for (guint i = 0; i < near->len; i++) {
        uint32_t e = g_array_index(near, near_piece, i).piece.edge;
        if (!geom_edges_has_mate(s->edges, e, other) && geom_edges_inside(s->edges, e, s->outline))
            return true;
    }
    return false;
}

static void add_around(search *s, uint32_t a, uint32_t b)
{
    size_t n = 0;
    const uint32_t *around = geom_edges_neighbours(s->edges, a, &n);
    for (size_t i = 0; i < n; i++)
        add_pair(s, around[i], b);
}

static void find_meetings(search *s)
{
    for (uint32_t item = 0; item < s->edges->n_items; item++) {
        s->item = item;
        geom_edges_unmatched(s->edges, item, meet_box, s);
    }
    for (guint i = 0; i < s->pairs->len; i++) {
        geom_item_pair pair = g_array_index(s->pairs, geom_item_pair, i);
        if (!edges_meet(s, pair) && !runs_inside(s, s->near[0], pair.b) &&
            !runs_inside(s, s->near[1], pair.a))
            continue;
        g_array_append_val(s->meetings, pair);
        add_around(s, pair.a, pair.b);
        add_around(s, pair.b, pair.a);
    }
}

/* Edges and items that the cuts are of. */
static void mark_cut(search *s, base_bitset *ret_items)
{
    base_bitset_clear(ret_items);
    for (guint i = 0; i < s->cuts->len; i++) {
        uint32_t edge = g_array_index(s->cuts, geom_cut, i).edge;
        base_bitset_set(s->cut, edge);
        base_bitset_set(ret_items, s->edges->owner[edge]);
    }
}

/* Cuts, and looks again at what was cut, until nothing meets between vertices; the edges are split
 * once, at the end. */
static void split_all(search *s)
{
    g_autoptr(base_bitset) items = base_bitset_new(s->edges->n_items);
    for (int round = 1; s->cuts->len > 0; round++) {
        mark_cut(s, items);
        if (round == MAX_ROUNDS) {
            base_bitset_or(s->edges->tangled, items);
            break;
        }
        geom_edges_join(s->joints, s->cuts);
        g_array_set_size(s->cuts, 0);
        for (guint i = 0; i < s->meetings->len; i++) {
            geom_item_pair pair = g_array_index(s->meetings, geom_item_pair, i);
            if (base_bitset_get(items, pair.a) || base_bitset_get(items, pair.b))
                (void)edges_meet(s, pair);
        }
    }
    if (s->joints->len > 0)
        geom_edges_split(s->edges, s->joints);
}

static int by_items(const void *a, const void *b)
{
    const geom_item_pair *p = a, *q = b;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return p->b < q->b ? -1 : p->b > q->b;
}

/* Products of coordinates are compared. */
static bool is_usable(double number)
{
    return fabs(number) < MAX_COORDINATE; /* false for NaN */
}

/* Boxes of the items; those that are of no use are found by nothing. */
static geom_box *boxes_of(const geom_edges *edges)
{
    geom_box *boxes = g_new(geom_box, edges->n_items + 1);
    for (size_t i = 0; i < edges->n_items; i++) {
        geom_box box = edges->items[i] ? geom_wkb_bounds(edges->items[i]) : (geom_box){1, 1, 0, 0};
        bool usable = is_usable(box.min_x) && is_usable(box.min_y) && is_usable(box.max_x) &&
                      is_usable(box.max_y);
        boxes[i] = usable ? box : (geom_box){1, 1, 0, 0};
    }
    return boxes;
}

void geom_edges_arrange(geom_edges *edges, geom_vertex_table *table, const uint32_t *groups)
{
    g_autofree geom_box *boxes = boxes_of(edges);
    search s = {.edges = edges,
                .groups = groups,
                .boxes = boxes,
                .index = geom_index_new(boxes, edges->n_items),
                .seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
                .pairs = g_array_new(FALSE, FALSE, sizeof(geom_item_pair)),
                .near = {g_array_new(FALSE, FALSE, sizeof(near_piece)),
                         g_array_new(FALSE, FALSE, sizeof(near_piece))},
                .outline = g_array_new(FALSE, FALSE, sizeof(geom_vertex)),
                .cuts = g_array_new(FALSE, FALSE, sizeof(geom_cut)),
                .joints = g_array_new(FALSE, FALSE, sizeof(geom_joint)),
                .cut = base_bitset_new(edges->n_edges),
                .meetings = g_array_new(FALSE, FALSE, sizeof(geom_item_pair)),
                .hits = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                .table = table};
    edges->tangled = base_bitset_new(edges->n_items);
    edges->crossings = g_array_new(FALSE, FALSE, sizeof(geom_crossing));
    find_meetings(&s);
    split_all(&s);
    if (s.meetings->len > 1)
        qsort(s.meetings->data, s.meetings->len, sizeof(geom_item_pair), by_items);
    edges->meetings = s.meetings;
    geom_edges_find_covers(edges, boxes);
    geom_index_free(s.index);
    g_hash_table_unref(s.seen);
    g_array_unref(s.pairs);
    g_array_unref(s.near[0]);
    g_array_unref(s.near[1]);
    g_array_unref(s.outline);
    g_array_unref(s.cuts);
    g_array_unref(s.joints);
    base_bitset_free(s.cut);
    g_array_unref(s.hits);
}
