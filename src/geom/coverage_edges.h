/*
 * coverage_edges.h - a layer of polygons as edges that they share, vertex for vertex. Where borders
 * do not match (generalised layers, doubled communes), edges are split so that they meet in common
 * vertices only, and those inside another polygon are known. From there a union of any members, or
 * the faces of overlapping ones, are found by following edges: no geometry is computed again.
 *
 * Built once from normalised WKB; afterwards read-only and safe for several threads.
 */
#ifndef GEOM_COVERAGE_EDGES_H
#define GEOM_COVERAGE_EDGES_H

#include "base/pack.h"
#include "geom/wkb.h"

typedef struct geom_edges geom_edges;

/** Two items, a < b. */
typedef struct geom_item_pair {
    uint32_t a, b;
} geom_item_pair;

/**
 * Items are valid polygons; NULL is allowed (a unit without geometry). Coordinates are compared
 * exactly (-0 equals 0). Ring orientation of the input does not matter. `groups`, one an item: only
 * items of one group can overlap (a group is a CRS); NULL for one group.
 */
mlg_status geom_edges_new(GBytes *const *items, const uint32_t *groups, size_t n, geom_edges **ret,
                          mlg_error *err) MLG_MUST_CHECK;
void geom_edges_free(geom_edges *edges);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(geom_edges, geom_edges_free)

/** Number of items, those without geometry included. */
size_t geom_edges_count(const geom_edges *edges);

/** Members sharing at least one edge with `item`, ascending. Borrowed. */
const uint32_t *geom_edges_neighbours(const geom_edges *edges, size_t item, size_t *ret_n);

/** Number of edges of `item` that no other member has in the opposite direction (coast, border,
 * mismatch). */
size_t geom_edges_unmatched_count(const geom_edges *edges, size_t item);

/** Calls fn with the box of every edge of `item` that is not the border of two items, one on either
 * side: what changes the number of items over the ground. */
void geom_edges_unmatched(const geom_edges *edges, size_t item,
                          void (*fn)(void *user, geom_box box), void *user);

/** Items that overlap, or that touch otherwise than at common vertices; ascending. Borrowed. */
const geom_item_pair *geom_edges_meetings(const geom_edges *edges, size_t *ret_n);

/**
 * The union of members (any order, doubles allowed) as normalised, oriented WKB in the normal form
 * of geom_to_wkb; gaps between members stay as holes. *ret_exact: it is proven to be valid, since
 * its edges meet in common vertices only; else edges were split for it, and rounding could have
 * moved one over another. NULL where rounding leaves no rings (borders a rounding apart all along):
 * the caller unites with geom_union_all. Owned by the caller.
 */
GBytes *geom_edges_dissolve(const geom_edges *edges, const uint32_t *members, size_t n,
                            bool *ret_exact);

/** A part of an item and who else claims it. */
typedef struct geom_face {
    GBytes *wkb;        /* as geom_edges_dissolve writes it */
    uint64_t claimants; /* bit i: others[i] */
} geom_face;

/** Frees what a face holds. */
void geom_face_clear(geom_face *face);

/**
 * An item cut by others that may overlap it: a partition of the item into faces, by claimants
 * ascending. `map` takes the coordinates to another CRS, NULL to none; borders that cross then
 * cross where the mapped ones do. *ret is NULL where rounding leaves edges that cross, or with more
 * than 63 others; else a GArray of geom_face, owned by the caller. Fails when the map does.
 */
mlg_status geom_edges_faces(const geom_edges *edges, uint32_t item, const uint32_t *others,
                            size_t n, geom_map_fn map, void *user, GArray **ret,
                            mlg_error *err) MLG_MUST_CHECK;

/** All of a layer of edges; borrowed until the packer is freed. */
base_packer *geom_edges_pack(const geom_edges *edges);
/** The edges that were packed. MLG_E_FORMAT damaged, or what the fetching fails with. */
mlg_status geom_edges_unpack(GBytes *head, base_fetch_fn fetch, void *user, geom_edges **ret,
                             mlg_error *err) MLG_MUST_CHECK;

#endif
