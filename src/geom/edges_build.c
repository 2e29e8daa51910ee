/*
 * edges_build.c - polygons to numbered vertices and directed edges.
 */
#include "geom/edges.h"

#include "base/text.h"

#define AHEAD 12U /* vertices before one is asked for, its memory is */

typedef struct builder {
    geom_edges *edges;
    geom_vertex_table *table;
    uint32_t item;
} builder;

static void add_edge(builder *b, uint32_t from, uint32_t to)
{
    geom_edges *edges = b->edges;
    if (from == to)
        return;
    edges->from[edges->n_edges] = from;
    edges->to[edges->n_edges] = to;
    edges->owner[edges->n_edges] = b->item;
    edges->n_edges++;
}

static geom_vertex ring_point(const double *x, const double *y, size_t n, bool forward, size_t i)
{
    size_t at = forward ? i : n - 1 - i;
    return (geom_vertex){x[at], y[at]};
}

static void add_ring(void *user, size_t part, size_t ring, const double *x, const double *y,
                     size_t n)
{
    (void)part;
    builder *b = user;
    double area = geom_ring_signed_area(x, y, n);
    bool forward = ring == 0 ? area >= 0 : area <= 0;
    uint32_t previous = 0;
    for (size_t i = 0; i < n; i++) {
        if (i + AHEAD < n)
            geom_vertex_expect(b->table, ring_point(x, y, n, forward, i + AHEAD),
                               ring_point(x, y, n, forward, i + AHEAD / 2));
        uint32_t vertex = geom_vertex_number(b->table, ring_point(x, y, n, forward, i));
        if (i > 0)
            add_edge(b, previous, vertex);
        previous = vertex;
    }
}

static size_t count_points(GBytes *const *items, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += items[i] ? geom_wkb_point_count(items[i]) : 0;
    return count;
}

mlg_status geom_edges_new(GBytes *const *items, const uint32_t *groups, size_t n, geom_edges **ret,
                          mlg_error *err)
{
    size_t n_points = count_points(items, n);
    if (n_points >= UINT32_MAX || n >= UINT32_MAX)
        return mlg_fail(err, MLG_E_GEOMETRY, _("a layer of %zu vertices is too large"), n_points);
    geom_edges *edges = g_new0(geom_edges, 1);
    edges->n_items = n;
    edges->items = g_new0(GBytes *, n);
    edges->from = g_new(uint32_t, n_points);
    edges->to = g_new(uint32_t, n_points);
    edges->owner = g_new(uint32_t, n_points);
    edges->first = g_new0(uint32_t, n + 1);
    /* where items are neighbours, every vertex is one of two */
    builder b = {.edges = edges, .table = geom_vertex_table_new(edges, n_points / 2 + n)};
    for (size_t i = 0; i < n; i++) {
        b.item = (uint32_t)i;
        if (items[i]) {
            edges->items[i] = g_bytes_ref(items[i]);
            geom_wkb_rings(items[i], add_ring, &b);
        }
        edges->first[i + 1] = (uint32_t)edges->n_edges;
    }
    geom_edges_match(edges);
    geom_edges_arrange(edges, b.table, groups);
    geom_vertex_table_free(b.table);
    edges->vertices = g_renew(geom_vertex, edges->vertices, edges->n_vertices);
    *ret = edges;
    return MLG_OK;
}

size_t geom_edges_count(const geom_edges *edges)
{
    return edges->n_items;
}

void geom_edges_free(geom_edges *edges)
{
    if (!edges)
        return;
    for (size_t i = 0; edges->items != NULL && i < edges->n_items; i++)
        g_bytes_unref(edges->items[i]);
    g_free(edges->items);
    g_free(edges->vertices);
    g_free(edges->from);
    g_free(edges->to);
    g_free(edges->owner);
    g_free(edges->mate);
    base_bitset_free(edges->matched);
    g_free(edges->first);
    g_free(edges->neighbours);
    g_free(edges->first_neighbour);
    base_bitset_free(edges->resumed);
    g_clear_pointer(&edges->meetings, g_array_unref);
    g_clear_pointer(&edges->covers, g_array_unref);
    g_clear_pointer(&edges->crossings, g_array_unref);
    base_bitset_free(edges->covered);
    base_bitset_free(edges->tangled);
    g_free(edges);
}
