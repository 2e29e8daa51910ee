/*
 * weights.h - people of cells added to a face, whole cells first; private to the room.
 */
#ifndef MESH_WEIGHTS_H
#define MESH_WEIGHTS_H

#include "mesh/ground.h"
#include "mesh/scan.h"
#include "mesh/work.h"

/** A face without people yet; `grid` is the one that counts in its commune, NULL for none. */
void mesh_weigh_start(mesh_face *face, const mesh_grid *grid);

/** Finds the cells of a face, its polygon in the CRS of the grid. Faces share no ground, but for
 * QPV kept in a commune that they do not meet: their whole cells are parts too, to be divided. */
void mesh_weigh_find(mesh_scan *scan, const mesh_grid *grid, const mesh_face *face, GBytes *wkb);

/** Adds the people of whole cells: mesh_run of the grid. */
void mesh_weigh_runs(mesh_face *face, const mesh_grid *grid, const GArray *runs);

/** Adds a part, 0-1, of the people of a cell; a cell of which others have parts too is appended to
 * `pieces` (mesh_share). */
void mesh_weigh_part(const mesh_ground *ground, mesh_face *face, const mesh_share *share,
                     GArray *pieces);

/** Square of the distance from a point to the border of a polygon, in units of its CRS. */
double mesh_border_distance2(GBytes *wkb, double x, double y);

#endif
