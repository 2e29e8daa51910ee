/*
 * coverage_edges.h - the shared edges of a layer of polygons, vertex for vertex. It finds where
 * neighbours do not match (so where they may overlap), and dissolves a set of members by cancelling
 * the edges that two of them share.
 *
 * Built once from normalised WKB of one CRS; afterwards read-only and safe for several threads.
 */
#ifndef GEOM_COVERAGE_EDGES_H
#define GEOM_COVERAGE_EDGES_H

#include "geom/wkb.h"

typedef struct geom_edges geom_edges;

/** NULL items are allowed (a unit without geometry). Coordinates are compared exactly (-0 equals
 * 0). Ring orientation of the input does not matter. */
mlg_status geom_edges_new(GBytes *const *items, size_t n, geom_edges **ret,
                          mlg_error *err) MLG_MUST_CHECK;
void geom_edges_free(geom_edges *edges);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(geom_edges, geom_edges_free)

/** Members sharing at least one edge with `item`, ascending. Borrowed. */
const uint32_t *geom_edges_neighbours(const geom_edges *edges, size_t item, size_t *ret_n);

/** Number of edges of `item` that no other member has in the opposite direction (coast, border,
 * mismatch). */
size_t geom_edges_unmatched_count(const geom_edges *edges, size_t item);

/** Calls fn with the box of every unmatched edge of `item`. */
void geom_edges_unmatched(const geom_edges *edges, size_t item,
                          void (*fn)(void *user, geom_box box), void *user);

/**
 * The union of members as normalised, oriented WKB: shared edges cancel, the rest is assembled into
 * rings (nested by containment, deterministic). Exact where borders match; where members overlap or
 * leave slivers the result may be an invalid polygon: *ret_simple is false when the rings could not
 * be assembled into properly nested rings, and the caller falls back on a union.
 */
mlg_status geom_edges_dissolve(const geom_edges *edges, const uint32_t *members, size_t n,
                               GBytes **ret, bool *ret_simple, mlg_error *err) MLG_MUST_CHECK;

#endif
