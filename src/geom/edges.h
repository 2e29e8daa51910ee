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

#include <float.h>
#include <math.h>

#define GEOM_NO_EDGE UINT32_MAX

typedef struct geom_vertex {
    double x, y;
} geom_vertex;

/** An edge, or what lies between two of its joints: its piece `piece`, counted from 0. */
typedef struct geom_piece {
    uint32_t edge, piece, from, to;
} geom_piece;

/** Where a piece is to be split. */
typedef struct geom_cut {
    uint32_t edge, piece, vertex;
    double along; /* from the start of the piece to the vertex: order only */
} geom_cut;

/** A vertex at which an edge is split; ascending by edge, then from its start to its end. */
typedef struct geom_joint {
    uint32_t edge, vertex;
} geom_joint;

/** An edge runs inside an item that is not its owner. */
typedef struct geom_cover {
    uint32_t edge, item;
} geom_cover;

/** A vertex made where edges a-b and c-d cross. */
typedef struct geom_crossing {
    uint32_t vertex, a, b, c, d;
} geom_crossing;

struct geom_edges {
    size_t n_items, n_edges, n_vertices;
    GBytes **items; /* references, NULL for no geometry; only while they are built */
    geom_vertex *vertices;
    uint32_t *from, *to;  /* vertices of an edge */
    uint32_t *owner;      /* item of an edge */
    uint32_t *mate;       /* next edge between the same vertices, in either direction; circular */
    base_bitset *matched; /* edges that have exactly one mate, in the opposite direction */
    base_bitset *resumed; /* edges that go on with the edge as given that the one before them is a
                             piece of; NULL when none was split */
    uint32_t *first;      /* first edge of an item; n_items + 1 */
    uint32_t *neighbours; /* by the edges as given */
    uint32_t *first_neighbour; /* of an item; n_items + 1 */
    GArray *meetings;          /* geom_item_pair, ascending: items that cross, touch or overlap */
    GArray *covers;            /* geom_cover, ascending */
    GArray *crossings;         /* geom_crossing, ascending by vertex */
    base_bitset *covered;      /* edges that have a cover */
    base_bitset *tangled;      /* items that still cross another one when all has been split */
};

/** Finds vertices by their coordinates, while a layer is built. */
typedef struct geom_vertex_table geom_vertex_table;
geom_vertex_table *geom_vertex_table_new(geom_edges *edges, size_t n_points);
void geom_vertex_table_free(geom_vertex_table *t);

/** Number of the vertex there; a new one when there was none (edges->vertices may move). */
uint32_t geom_vertex_number(geom_vertex_table *t, geom_vertex v);

/** Says what will be asked for: `far` in a dozen calls, `near` in half of them. The table and the
 * vertices are larger than caches: to wait for their memory would take 0.3 s of 0.8 nationally. */
void geom_vertex_expect(const geom_vertex_table *t, geom_vertex far, geom_vertex near);

/** Fills mate, matched and the neighbours. */
void geom_edges_match(geom_edges *edges);

/** Fills mate and matched of some edges: all those between the same vertices as one of them. */
void geom_edges_match_again(geom_edges *edges, const uint32_t *ids, size_t n);

/**
 * Splits edges where those of two items of one group cross, touch or run along one another, so that
 * they meet in common vertices only, and lists the items that do (meetings) and edges inside other
 * items (covers). `groups` of items, NULL for one group: only items of one group are compared.
 */
void geom_edges_arrange(geom_edges *edges, geom_vertex_table *table, const uint32_t *groups);

/** Appends to `ret_cuts` (geom_cut) where pieces e and f of two items have to be split; true when
 * they meet otherwise than at one common end or as two sides of a border. */
bool geom_edges_meet(geom_edges *edges, geom_vertex_table *table, const geom_piece *e,
                     const geom_piece *f, GArray *ret_cuts);

/** Where the lines a-b and c-d cross; their ends lie on both sides of one another. The same to the
 * bit whichever comes first. */
geom_vertex geom_crossing_of(geom_vertex a, geom_vertex b, geom_vertex c, geom_vertex d);

/** Puts cuts between the joints (geom_joint) that edges have already. The cuts are sorted. */
void geom_edges_join(GArray *joints, GArray *cuts);

/** The first joint of an edge or, when it has none, of the next one that has. */
guint geom_edges_first_joint(const GArray *joints, uint32_t edge);

/** Splits edges at their joints and matches the pieces; neighbours stay as they were. */
void geom_edges_split(geom_edges *edges, const GArray *joints);

/** Both are pieces of one edge as given, or one edge. */
bool geom_edges_same(const geom_edges *edges, uint32_t a, uint32_t b);

/** Replaces `outline` by the item's edges as pairs of places (geom_vertex), one after the other in
 * memory: what is asked of many edges. */
void geom_edges_outline(const geom_edges *edges, uint32_t item, GArray *outline);

/** The middle of an edge lies inside an item, by the even-odd rule. */
bool geom_edges_inside(const geom_edges *edges, uint32_t edge, const GArray *outline);

/** An item has an edge between the same vertices. */
bool geom_edges_has_mate(const geom_edges *edges, uint32_t edge, uint32_t item);

/** Fills covers and covered from the meetings. */
void geom_edges_find_covers(geom_edges *edges, const geom_box *boxes);

/** Covers of an edge, *ret_n of them. */
const geom_cover *geom_edges_covers(const geom_edges *edges, uint32_t edge, size_t *ret_n);

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

/** Assembles edges into rings without repeated vertices, and without those of a split where both
 * pieces follow one another; edge_ids has room for n. False when they do not balance at a vertex:
 * nothing is traced then. */
bool geom_rings_trace(geom_rings *rings, const uint32_t *kept, size_t n) MLG_MUST_CHECK;

/** Which of the rings hold which; of rings that do not cross. */
typedef struct geom_locator geom_locator;
geom_locator *geom_locator_new(const geom_rings *rings);
void geom_locator_free(geom_locator *locator);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(geom_locator, geom_locator_free)

/** Ring `outer` holds ring `inner`; they may touch. */
bool geom_locator_holds(geom_locator *locator, guint outer, guint inner);

/** Finds the parents; false unless holes lie in shells and shells in holes or nothing. */
bool geom_rings_nest(geom_rings *rings) MLG_MUST_CHECK;

/** True when those of the rings' edges that were split are proven to meet the others in common
 * vertices only. */
bool geom_rings_are_noded(const geom_rings *rings) MLG_MUST_CHECK;

/** Kept edges as a polygon: traced, nested, written; NULL when they make none. *ret_exact: its
 * edges are noded. */
GBytes *geom_rings_polygon(const geom_edges *edges, const uint32_t *kept, size_t n,
                           bool *ret_exact);

/** A part of a split edge. */
static inline bool geom_edges_is_piece(const geom_edges *edges, uint32_t edge)
{
    const base_bitset *resumed = edges->resumed;
    return resumed && (base_bitset_get(resumed, edge) ||
                       (edge + 1 < edges->n_edges && base_bitset_get(resumed, edge + 1)));
}

/** The nested rings as normalised, oriented WKB in the order of GEOS's normal form. */
GBytes *geom_rings_write(const geom_rings *rings);

/** Side of p from the line a-b: -1, 0, 1; 0 also when rounding hides it. The line b-a has the other
 * side, to the bit. */
static inline int geom_side(geom_vertex a, geom_vertex b, geom_vertex p)
{
    bool turned = b.x < a.x || (b.x == a.x && b.y < a.y);
    geom_vertex from = turned ? b : a, to = turned ? a : b;
    double left = (to.x - from.x) * (p.y - from.y), right = (to.y - from.y) * (p.x - from.x);
    double cross = left - right, error = 4 * DBL_EPSILON * (fabs(left) + fabs(right));
    int side = cross > error ? 1 : cross < -error ? -1 : 0;
    return turned ? -side : side;
}

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
