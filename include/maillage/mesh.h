/**
 * @file mesh.h
 * The mesh of faces: the coarsest common refinement of communes, QPV and polygon perimeters, each
 * face with its area and its people. Built once; every question is then set algebra over faces.
 */
#ifndef MAILLAGE_MESH_H
#define MAILLAGE_MESH_H

#include "inventory.h"
#include "territory.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mlg_mesh mlg_mesh;

/** Population grids, made by mlg_load_grid() (source.h): what weighs the faces of a mesh. */
typedef struct mlg_grid mlg_grid;

/** Frees grids; NULL is allowed. */
MLG_API void mlg_grid_free(mlg_grid *grid);

/** Constants of the edge rule (a QPV's sliver over a commune limit is not that commune's), and
 * threads. */
typedef struct mlg_mesh_options {
    unsigned n_threads;   /**< 0 or 1: the caller's thread only */
    double edge_share;    /**< a piece is an edge only under this share of its QPV; 0: 0.05 */
    double edge_area_m2;  /**< ... and under this area; 0: 1000 m2 */
    double edge_width_m;  /**< ... or not wider than this; 0: 10 m */
    const mlg_grid *grid; /**< weighs the faces; NULL: their area does. Only while building */
} mlg_mesh_options;

/** What the mesh was made of, and what does not add up. Areas in m2, populations in inhabitants. */
typedef struct mlg_mesh_summary {
    size_t n_faces;    /**< all faces */
    size_t n_edges;    /**< QPV pieces that are edges */
    size_t n_overlaps; /**< faces that two communes, or two QPV, both claim */
    double overlap_area_m2;
    size_t n_outside;            /**< pieces of QPV outside every commune, weight 0 */
    size_t n_qpv_outside;        /**< QPV in no loaded commune: hors_territoire */
    size_t n_qpv_collapsed;      /**< QPV without area, kept in their declared commune */
    size_t n_repaired;           /**< geometries made valid */
    size_t n_guarded;            /**< overlays whose float result was not kept as it was */
    double population;           /**< sum of the official populations of communes */
    double population_residual;  /**< sum over faces minus sum of communes */
    double max_commune_residual; /**< largest |sum of faces - official| of one commune */
    double
        max_qpv_residual; /**< largest |sum of faces - published| of one QPV that was not scaled */
    size_t n_qpv_scaled;  /**< QPV scaled down to their commune's population */
    size_t n_qpv_estimated;  /**< QPV of no published population, whose people are shared out of
                                 their commune's */
    size_t n_cells;          /**< cells with people of the grids; 0 without a grid */
    double cells_population; /**< their people, as all below */
    size_t n_cells_moved;    /**< in no commune, given to the nearest */
    double cells_moved;
    size_t n_cells_out; /**< in no commune, and far from all: left out */
    double cells_out;
    double cells_imputed;  /**< given to faces, in cells that INSEE imputed; NaN: no grid tells */
    double cells_unused;   /**< in communes where an earlier grid counts */
    double cells_residual; /**< given to faces, minus those in communes, moved and not unused */
} mlg_mesh_summary;

/**
 * Builds the mesh of a territory and of the polygon perimeters of an inventory.
 * @param inventory may be NULL (no polygon perimeter)
 * @param territory also mlg_territory_compared(), with mlg_inventory_compared(): findings that are
 * not about its QPV are those of the run, and not told again
 * @param options NULL for the defaults
 * @param ret owned by the caller, mlg_mesh_free(); refers to territory and inventory, which must
 * outlive it
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_build_mesh(const mlg_territory *territory,
                                                 const mlg_inventory *inventory,
                                                 const mlg_mesh_options *options,
                                                 const mlg_monitor *monitor, mlg_mesh **ret,
                                                 mlg_error *err);

/**
 * The first half of mlg_build_mesh(): the mesh of the territory alone, which can be stored
 * (output.h, source.h). It has no people before mlg_refine_mesh().
 * @param ret owned by the caller, mlg_mesh_free(); refers to the territory
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_build_base(const mlg_territory *territory,
                                                 const mlg_mesh_options *options,
                                                 const mlg_monitor *monitor, mlg_mesh **ret,
                                                 mlg_error *err);

/**
 * The second half: a base mesh becomes, in place, what mlg_build_mesh() makes. Once a mesh.
 * @param mesh of mlg_build_base() or mlg_load_store(); of no use after a failure
 * @param inventory as for mlg_build_mesh()
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_refine_mesh(mlg_mesh *mesh, const mlg_inventory *inventory,
                                                  const mlg_mesh_options *options,
                                                  const mlg_monitor *monitor, mlg_error *err);

/** Frees a mesh; NULL is allowed. */
MLG_API void mlg_mesh_free(mlg_mesh *mesh);

MLG_API mlg_mesh_summary mlg_mesh_get_summary(const mlg_mesh *mesh);

#ifdef __cplusplus
}
#endif
#endif
