/*
 * mesh.h - faces as the other rooms see them: code-sorted arrays, memberships by index.
 * Immutable after mlg_build_mesh(); read by any thread (geometry requests take a per-thread
 * geom_ctx).
 */
#ifndef MESH_MESH_H
#define MESH_MESH_H

#include "base/bitset.h"
#include "crs/crs.h"
#include "geom/coverage_edges.h"
#include "inventory/inventory.h"
#include "territory/territory.h"

#include <maillage/mesh.h>

/** How the people of a face or QPV were told. */
typedef enum mesh_method {
    MESH_UNKNOWN,   /* nothing known: NULL and a reason */
    MESH_SURFACE,   /* by area share */
    MESH_CARREAUX,  /* by grid cells */
    MESH_OFFICIELLE /* the published figure of the unit */
} mesh_method;
extern base_enum_names mesh_method_names; /* "", surface, carreaux, officielle */

/**
 * A face. It belongs to the commune and QPV of the lowest code (its people), and may be a member of
 * others where layers overlap (see mesh_faces_of_*: area).
 */
typedef struct mesh_face {
    uint32_t commune; /* owner, or TERRITORY_NONE: outside every commune */
    uint32_t qpv;     /* owner, or TERRITORY_NONE */
    uint32_t
        follows;    /* the face whose status it takes: itself, or the QPV's largest piece (edge) */
    bool edge;      /* design §5.3; always has population 0 */
    bool overlap;   /* claimed by two communes or two QPV */
    bool contested; /* claimed by another commune, while its own has other faces: has no people,
                       tells of no presence */
    bool stray;     /* a QPV kept in its declared commune, which its polygon does not meet */
    bool whole;     /* the whole commune: its polygon is the commune's shape */
    double area_m2; /* equal-area or geodesic */
    double population; /* NaN when not known */
    double weight;     /* people of the cells in it, before calibration; NaN: no grid there, or
                          outside every commune */
    double imputed;    /* of weight, in cells whose figures INSEE imputed; NaN: the grid does not
                          tell */
    GBytes *wkb;       /* in mesh->crs[crs]; NULL when `whole`, or without area */
    uint32_t crs;
} mesh_face;

/** Items of unit u: items[first[u]] .. items[first[u + 1] - 1]. */
typedef struct mesh_lists {
    uint32_t *first, *items;
    size_t n_units;
} mesh_lists;

/** What a face has of a cell that other faces have a part of too: such cells bound what a cut unit
 * may hold (design §6.4). */
typedef struct mesh_piece {
    uint32_t cell; /* numbered through all grids */
    double people; /* of the cell, in the face, before calibration */
} mesh_piece;

/** One thread's contexts: GEOS and transforms never cross threads; transforms are made once. */
typedef struct mesh_worker {
    geom_ctx *geos;
    crs_context *crs;       /* of the transforms */
    GHashTable *transforms; /* "from\nto" -> crs_transform */
    struct mesh_scan *scan; /* what walks polygons through grids (scan.h); NULL until needed */
} mesh_worker;

void mesh_worker_init(mesh_worker *worker);
void mesh_worker_done(mesh_worker *worker);

/** The worker's transform between two CRS. Borrowed. */
mlg_status mesh_transform(mesh_worker *worker, const char *from, const char *to,
                          crs_transform **ret, mlg_error *err) MLG_MUST_CHECK;

struct mlg_mesh {
    const mlg_territory *territory;
    const mlg_inventory *inventory; /* may be NULL */
    mesh_face *faces;               /* by commune (outside last), then QPV, deterministic */
    size_t n_faces;
    mesh_lists own_commune, own_qpv; /* faces owned: people, retained figures */
    mesh_lists of_commune, of_qpv;   /* faces that are members: areas, before the edge rule */
    mesh_lists of_part,
        of_geometry;     /* faces inside a part of a commune, inside a GEOMETRIE perimeter */
    mesh_piece *pieces;  /* by face, then cell */
    size_t *first_piece; /* of a face; n_faces + 1. NULL without a grid */
    struct mesh_ground
        *ground; /* of a base mesh: what communes hold of cells (ground.h); NULL without a grid */
    double *commune_area_m2, *qpv_area_m2;
    geom_box *commune_box; /* in its computing CRS; empty without area */
    mesh_method *qpv_method;
    double *qpv_population; /* sum of its owned faces; NaN when not known */
    double *qpv_imputed;    /* share of the people of its cells that INSEE imputed, 0-1; NaN: no
                               cells, or the grid does not tell */
    bool *qpv_outside;      /* hors_territoire */
    geom_edges *edges;      /* of commune shapes as read, repaired; same indices */
    uint32_t *commune_crs;  /* computing CRS of each commune, index in crs */
    char **crs;             /* computing CRS of faces */
    size_t n_crs;
    GHashTable *valid_shapes;  /* GBytes of communes and QPV that were read valid */
    territory_source *sources; /* of the grids that weighed the faces, for `parametre` */
    size_t n_sources;
    GStringChunk *source_texts;
    mlg_mesh_summary summary;
    mlg_findings *findings; /* what was told while the base mesh was made */
    bool told;              /* in this run: else a refinement tells it */
};
G_DEFINE_AUTOPTR_CLEANUP_FUNC(mlg_mesh, mlg_mesh_free)

static inline const uint32_t *mesh_list(const mesh_lists *lists, size_t unit, size_t *ret_n)
{
    *ret_n = lists->first[unit + 1] - lists->first[unit];
    return lists->items + lists->first[unit];
}

/** An empty mesh of a territory. */
mlg_mesh *mesh_new(const mlg_territory *territory);

/** Fills own_commune and own_qpv. */
void mesh_list_owners(mlg_mesh *mesh);

/** A polygon of the mesh or of the territory, normalised and oriented. */
typedef struct mesh_polygon {
    GBytes *wkb;     /* owned; NULL for no area */
    const char *crs; /* borrowed from the mesh or the territory */
    bool valid;      /* known to be, as it stands */
} mesh_polygon;

/** Polygon of a set of communes, by the edges that bound it. */
mlg_status mesh_dissolve(const mlg_mesh *mesh, mesh_worker *worker, const uint32_t *communes,
                         size_t n, mesh_polygon *ret, mlg_error *err) MLG_MUST_CHECK;

/** Polygon of any set of faces: whole communes dissolved, other faces united. */
mlg_status mesh_shape(const mlg_mesh *mesh, mesh_worker *worker, const base_bitset *faces,
                      mesh_polygon *ret, mlg_error *err) MLG_MUST_CHECK;

#endif
