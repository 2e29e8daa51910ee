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
 * The union of members as normalised, oriented WKB in the normal form of geom_to_wkb: shared edges
 * cancel, the rest is assembled into rings (nested by containment). When *ret_simple, the result is
 * the union, valid if the members are; gaps between them stay as holes. Else the members' rings
 * cross, touch or lie in one another: the result is all their parts side by side, and the caller
 * falls back on geom_edges_dissolve_pieces and a union.
 */
mlg_status geom_edges_dissolve(const geom_edges *edges, const uint32_t *members, size_t n,
                               GBytes **ret, bool *ret_simple, mlg_error *err) MLG_MUST_CHECK;

/**
 * The members as few polygons of which each is exact: first what nothing conflicts with, dissolved
 * (1 is returned, 0 when nothing is such), then two or three pieces that conflict with one another.
 * Appends GBytes like those of geom_edges_dissolve, owned by the caller, in an order that is always
 * the same. They may be transformed, then geom_union_pieces unites them.
 */
size_t geom_edges_dissolve_pieces(const geom_edges *edges, const uint32_t *members, size_t n,
                                  GPtrArray *ret_pieces);

/**
 * The union of such pieces of a metric CRS, the first n_clear being those without conflict: only
 * the others go through GEOS (geom_union_all). In the normal form of geom_to_wkb.
 */
mlg_status geom_union_pieces(geom_ctx *ctx, GBytes *const *pieces, size_t n, size_t n_clear,
                             GBytes **ret, mlg_error *err) MLG_MUST_CHECK;

#endif
