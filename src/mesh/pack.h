/*
 * pack.h - a base mesh packed to be stored, and unpacked as it was, to be refined. Its edges are
 * packed beside it (geom_edges_pack): two meshes of one territory have the same.
 */
#ifndef MESH_PACK_H
#define MESH_PACK_H

#include "base/pack.h"
#include "mesh/grid.h"
#include "mesh/mesh.h"

/** Names of the packs of a stored territory. */
#define MESH_STORED_TERRITORY      "territoire"
#define MESH_STORED_EDGES          "aretes"
#define MESH_STORED_MESH           "maillage"
#define MESH_STORED_COMPARED       "maillage_compare"
#define MESH_STORED_COMPARED_EDGES "aretes_compare"
#define MESH_STORED_STAMPS         "sources"
#define MESH_STORED_CELLS          "carreaux"

/** A mesh that mlg_build_base() made. Geometries are borrowed until the packer is freed. */
base_packer *mesh_pack(const mlg_mesh *mesh);

/** The mesh that was packed, of the territory and the grids (or NULL) that were packed with it;
 * without edges. MLG_E_FORMAT damaged, or what the fetching fails with. */
mlg_status mesh_unpack(GBytes *head, base_fetch_fn fetch, void *user, const mlg_territory *t,
                       const mlg_grid *grid, mlg_mesh **ret, mlg_error *err) MLG_MUST_CHECK;

/** The cells of grids, without what was told of them. Arrays are borrowed until the packer is
 * freed. */
base_packer *mesh_pack_grid(const mlg_grid *grid);
mlg_status mesh_unpack_grid(GBytes *head, base_fetch_fn fetch, void *user, mlg_grid **ret,
                            mlg_error *err) MLG_MUST_CHECK;

/* Parts of a mesh (pack_cells.c). */

/** What faces and communes have of cells. */
void mesh_pack_cells(base_packer *p, const mlg_mesh *mesh);
void mesh_unpack_cells(base_unpacker *u, mlg_mesh *mesh, const mlg_grid *grid);

#endif
