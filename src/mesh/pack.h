/*
 * pack.h - a base mesh packed to be stored, and unpacked as it was, to be refined. Its edges are
 * packed beside it (geom_edges_pack): two meshes of one territory have the same.
 */
#ifndef MESH_PACK_H
#define MESH_PACK_H

#include "base/pack.h"
#include "mesh/mesh.h"

/** Names of the packs of a stored territory. */
#define MESH_STORED_TERRITORY      "territoire"
#define MESH_STORED_EDGES          "aretes"
#define MESH_STORED_MESH           "maillage"
#define MESH_STORED_COMPARED       "maillage_compare"
#define MESH_STORED_COMPARED_EDGES "aretes_compare"
#define MESH_STORED_STAMPS         "sources"

/** A mesh that mlg_build_base() made. Geometries are borrowed until the packer is freed. */
base_packer *mesh_pack(const mlg_mesh *mesh);

/** The mesh that was packed, of the territory that was packed with it; without edges. MLG_E_FORMAT
 * damaged, or what the fetching fails with. */
mlg_status mesh_unpack(GBytes *head, base_fetch_fn fetch, void *user, const mlg_territory *t,
                       mlg_mesh **ret, mlg_error *err) MLG_MUST_CHECK;

#endif
