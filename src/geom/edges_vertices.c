/*
 * edges_vertices.c - vertices numbered by their exact coordinates: open addressing.
 */
#include "geom/edges.h"

#include <string.h>

struct geom_vertex_table {
    geom_edges *edges; /* whose vertices are numbered */
    size_t room;       /* of edges->vertices */
    uint32_t *slots;   /* vertex + 1, 0 for free */
    unsigned shift;    /* of a 64-bit hash to a slot */
    size_t mask;
    uint32_t last; /* vertex found last */
};

/* Multiplicative hash of both coordinates; the upper bits are the slot. */
static size_t slot_of(const geom_vertex_table *t, geom_vertex v)
{
    uint64_t bits_x = 0, bits_y = 0;
    v.x += 0.0; /* makes -0 a 0 */
    v.y += 0.0;
    memcpy(&bits_x, &v.x, sizeof bits_x);
    memcpy(&bits_y, &v.y, sizeof bits_y);
    uint64_t hash = bits_x * 0x9E3779B97F4A7C15U;
    hash = (hash ^ (hash >> 32) ^ bits_y) * 0xD6E8FEB86659FD93U;
    hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93U;
    return (size_t)(hash >> t->shift);
}

static bool is_at(const geom_edges *edges, size_t vertex, geom_vertex v)
{
    return vertex < edges->n_vertices && edges->vertices[vertex].x == v.x &&
           edges->vertices[vertex].y == v.y;
}

/* The slot of the vertex, or the free one for it. */
static size_t find_slot(const geom_vertex_table *t, geom_vertex v)
{
    size_t slot = slot_of(t, v);
    while (t->slots[slot] != 0 && !is_at(t->edges, t->slots[slot] - 1, v))
        slot = (slot + 1) & t->mask;
    return slot;
}

static void make_slots(geom_vertex_table *t, size_t n)
{
    unsigned bits = 4;
    while (((size_t)1 << bits) < n + n / 3)
        bits++;
    g_free(t->slots);
    t->slots = g_new(uint32_t, (size_t)1 << bits);
    t->mask = ((size_t)1 << bits) - 1;
    memset(t->slots, 0, ((size_t)1 << bits) * sizeof *t->slots); /* in order: pages come once */
    t->shift = 64 - bits;
}

static void grow(geom_vertex_table *t)
{
    t->room += t->room / 4 + 16;
    t->edges->vertices = g_renew(geom_vertex, t->edges->vertices, t->room);
    if (t->room + t->room / 3 <= t->mask)
        return;
    make_slots(t, t->room);
    for (size_t v = 0; v < t->edges->n_vertices; v++)
        t->slots[find_slot(t, t->edges->vertices[v])] = (uint32_t)v + 1;
}

geom_vertex_table *geom_vertex_table_new(geom_edges *edges, size_t n_points)
{
    geom_vertex_table *t = g_new0(geom_vertex_table, 1);
    t->edges = edges;
    t->room = n_points;
    edges->vertices = g_new(geom_vertex, n_points);
    make_slots(t, n_points);
    return t;
}

void geom_vertex_table_free(geom_vertex_table *t)
{
    if (!t)
        return;
    g_free(t->slots);
    g_free(t);
}

void geom_vertex_expect(const geom_vertex_table *t, geom_vertex far, geom_vertex near)
{
    size_t slot = slot_of(t, near);
    __builtin_prefetch(&t->slots[slot_of(t, far)]);
    if (t->slots[slot] != 0)
        __builtin_prefetch(&t->edges->vertices[t->slots[slot] - 1]);
}

/* A border met again runs along vertices numbered in sequence: these are tried first. */
uint32_t geom_vertex_number(geom_vertex_table *t, geom_vertex v)
{
    geom_edges *edges = t->edges;
    v.x += 0.0;
    v.y += 0.0;
    if (is_at(edges, (size_t)t->last + 1, v))
        return ++t->last;
    if (t->last > 0 && is_at(edges, t->last - 1, v))
        return --t->last;
    size_t slot = find_slot(t, v);
    if (t->slots[slot] == 0) {
        if (edges->n_vertices == t->room) {
            grow(t);
            slot = find_slot(t, v);
        }
        edges->vertices[edges->n_vertices++] = v;
        t->slots[slot] = (uint32_t)edges->n_vertices;
    }
    t->last = t->slots[slot] - 1;
    return t->last;
}
