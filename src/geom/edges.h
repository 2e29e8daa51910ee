/*
 * edges.h - how shared edges are kept, and the steps of a dissolve; private to the room.
 *
 * An edge goes from one vertex to another with the interior of its item on the left. Vertices are
 * numbered by their exact coordinates, edges by item and ring.
 */
#ifndef GEOM_EDGES_H
#define GEOM_EDGES_H

#include "base/bitset.h"
#include "geom/coverage_edges.h"

#define GEOM_NO_EDGE UINT32_MAX

typedef struct geom_vertex {
    double x, y;
} geom_vertex;

struct geom_edges {
    size_t n_items, n_edges, n_vertices;
    GBytes **items; /* references, NULL for no geometry */
    geom_vertex *vertices;
    uint32_t *from, *to; /* vertices of an edge */
    uint32_t *owner;     /* item of an edge */
    uint32_t *mate;      /* next edge between the same vertices, in either direction; circular */
    bool *matched;       /* the edge has exactly one mate, in the opposite direction */
    uint32_t *first;     /* first edge of an item; n_items + 1 */
    uint32_t *neighbours;
    uint32_t *first_neighbour; /* of an item; n_items + 1 */
};

/** Fills mate, matched and the neighbours. */
void geom_edges_match(geom_edges *edges);

/** A ring of a dissolve: n edges, each ending where the next one begins; counter-clockwise shells.
 */
typedef struct geom_ring {
    uint32_t start, n;
    uint32_t lowest; /* position of the vertex with the smallest x, then y */
    uint32_t parent; /* ring that holds it, GEOM_NO_EDGE for none */
    double area;     /* signed */
    geom_box box;
} geom_ring;

typedef struct geom_rings {
    const geom_edges *edges;
    uint32_t *edge_ids; /* of all rings, one after the other */
    size_t n_edge_ids;
    GArray *rings; /* geom_ring */
} geom_rings;

/** Assembles edges that balance at every vertex into rings without repeated vertices; edge_ids has
 * room for n. */
void geom_rings_trace(geom_rings *rings, const uint32_t *kept, size_t n);

/** Two items whose borders conflict. */
typedef struct geom_item_pair {
    uint32_t a, b;
} geom_item_pair;

/**
 * True when one of the edges that has no match crosses, touches or covers another one but at a
 * vertex. Appends the items of all such edges to `ret_pairs` (geom_item_pair), NULL to stop at the
 * first.
 */
bool geom_edges_cross(const geom_edges *edges, const uint32_t *ids, size_t n, GArray *ret_pairs);

/** Which of the rings hold which; of rings that do not cross. */
typedef struct geom_locator geom_locator;
geom_locator *geom_locator_new(const geom_rings *rings);
void geom_locator_free(geom_locator *locator);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(geom_locator, geom_locator_free)

/** Ring `outer` holds ring `inner`; they may touch. */
bool geom_locator_holds(geom_locator *locator, guint outer, guint inner);

/** Finds the parents; false unless holes lie in shells and shells in holes or nothing. Appends the
 * items that overlap so to `ret_pairs`, NULL to stop at the first. */
bool geom_rings_nest(geom_rings *rings, GArray *ret_pairs);

/** The union of a set if it is simple; else NULL, and the items that overlap without crossing in
 * `ret_pairs` unless NULL. */
GBytes *geom_edges_dissolve_set(const geom_edges *edges, const base_bitset *members,
                                GArray *ret_pairs);

/** The nested rings as normalised, oriented WKB in the order of GEOS's normal form. */
GBytes *geom_rings_write(const geom_rings *rings);

static inline geom_ring *geom_rings_get(const geom_rings *rings, size_t i)
{
    return &g_array_index(rings->rings, geom_ring, i);
}

/* Vertex i of a ring, counted modulo n. */
static inline uint32_t geom_ring_vertex_id(const geom_rings *rings, const geom_ring *ring,
                                           uint32_t i)
{
    uint32_t at = ring->start + i % ring->n;
    return rings->edges->from[rings->edge_ids[at]];
}

static inline geom_vertex geom_ring_vertex(const geom_rings *rings, const geom_ring *ring,
                                           uint32_t i)
{
    return rings->edges->vertices[geom_ring_vertex_id(rings, ring, i)];
}

#endif
