/*
 * edges_build.c - polygons to numbered vertices and directed edges.
 */
#include "geom/edges.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

typedef struct builder {
    geom_edges *edges;
    uint32_t *table; /* open addressing: vertex + 1, 0 for free */
    unsigned shift;  /* of a 64-bit hash to a slot */
    size_t mask;
    uint32_t last; /* vertex found last */
    uint32_t item;
} builder;

/* Multiplicative hash of both coordinates; the upper bits are the slot. */
static size_t slot_of(const builder *b, double x, double y)
{
    uint64_t bits_x = 0, bits_y = 0;
    memcpy(&bits_x, &x, sizeof x);
    memcpy(&bits_y, &y, sizeof y);
    uint64_t hash = bits_x * 0x9E3779B97F4A7C15U;
    hash = (hash ^ (hash >> 32) ^ bits_y) * 0xD6E8FEB86659FD93U;
    hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93U;
    return (size_t)(hash >> b->shift);
}

static bool is_at(const geom_edges *edges, size_t vertex, double x, double y)
{
    return vertex < edges->n_vertices && edges->vertices[vertex].x == x &&
           edges->vertices[vertex].y == y;
}

/* A border met again runs along vertices numbered in sequence: these are tried first. */
static uint32_t vertex_at(builder *b, double x, double y)
{
    geom_edges *edges = b->edges;
    if (is_at(edges, (size_t)b->last + 1, x, y))
        return ++b->last;
    if (b->last > 0 && is_at(edges, b->last - 1, x, y))
        return --b->last;
    size_t slot = slot_of(b, x, y);
    while (b->table[slot] != 0 && !is_at(edges, b->table[slot] - 1, x, y))
        slot = (slot + 1) & b->mask;
    if (b->table[slot] == 0) {
        edges->vertices[edges->n_vertices++] = (geom_vertex){x, y};
        b->table[slot] = (uint32_t)edges->n_vertices;
    }
    b->last = b->table[slot] - 1;
    return b->last;
}

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

/* Adding 0 makes -0 a 0. */
static uint32_t ring_vertex(builder *b, const double *x, const double *y, size_t i)
{
    return vertex_at(b, x[i] + 0.0, y[i] + 0.0);
}

static void add_ring(void *user, size_t part, size_t ring, const double *x, const double *y,
                     size_t n)
{
    (void)part;
    builder *b = user;
    double area = geom_ring_signed_area(x, y, n);
    bool forward = ring == 0 ? area >= 0 : area <= 0;
    uint32_t previous = ring_vertex(b, x, y, forward ? 0 : n - 1);
    for (size_t i = 1; i < n; i++) {
        uint32_t vertex = ring_vertex(b, x, y, forward ? i : n - 1 - i);
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

static void make_table(builder *b, size_t n_points)
{
    unsigned bits = 4;
    while (((size_t)1 << bits) < n_points + n_points / 3)
        bits++;
    b->table = g_new0(uint32_t, (size_t)1 << bits);
    b->mask = ((size_t)1 << bits) - 1;
    b->shift = 64 - bits;
}

mlg_status geom_edges_new(GBytes *const *items, size_t n, geom_edges **ret, mlg_error *err)
{
    size_t n_points = count_points(items, n);
    if (n_points >= UINT32_MAX || n >= UINT32_MAX)
        return mlg_fail(err, MLG_E_GEOMETRY, _("a layer of %zu vertices is too large"), n_points);
    geom_edges *edges = g_new0(geom_edges, 1);
    edges->n_items = n;
    edges->items = g_new0(GBytes *, n);
    edges->vertices = g_new(geom_vertex, n_points);
    edges->from = g_new(uint32_t, n_points);
    edges->to = g_new(uint32_t, n_points);
    edges->owner = g_new(uint32_t, n_points);
    edges->first = g_new0(uint32_t, n + 1);
    builder b = {.edges = edges};
    make_table(&b, n_points);
    for (size_t i = 0; i < n; i++) {
        b.item = (uint32_t)i;
        if (items[i]) {
            edges->items[i] = g_bytes_ref(items[i]);
            geom_wkb_rings(items[i], add_ring, &b);
        }
        edges->first[i + 1] = (uint32_t)edges->n_edges;
    }
    g_free(b.table);
    edges->vertices = g_renew(geom_vertex, edges->vertices, edges->n_vertices);
    geom_edges_match(edges);
    *ret = edges;
    return MLG_OK;
}

void geom_edges_free(geom_edges *edges)
{
    if (!edges)
        return;
    for (size_t i = 0; i < edges->n_items; i++)
        g_bytes_unref(edges->items[i]);
    g_free(edges->items);
    g_free(edges->vertices);
    g_free(edges->from);
    g_free(edges->to);
    g_free(edges->owner);
    g_free(edges->mate);
    g_free(edges->matched);
    g_free(edges->first);
    g_free(edges->neighbours);
    g_free(edges->first_neighbour);
    g_free(edges);
}
