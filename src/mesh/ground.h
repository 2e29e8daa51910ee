/*
 * ground.h - cells of grids as the communes hold them: what perimeters must not change. Made from
 * the faces of the base mesh, kept with it.
 */
#ifndef MESH_GROUND_H
#define MESH_GROUND_H

#include "mesh/grid.h"

/** A cell with people that lies in no commune, and the nearest face, as the base mesh numbers it,
 * which its people are given to. */
typedef struct mesh_moved {
    uint32_t cell, face;
} mesh_moved;

/** Cells are numbered through all grids. */
typedef struct mesh_ground {
    const mlg_grid *grid; /* borrowed: lives while the mesh is built */
    uint32_t *first;      /* number of the first cell of each grid; n_grids + 1 */
    double *land;         /* of each cell: its part that lies in communes, 0-1 */
    uint32_t *grid_of;    /* of each commune: the grid that counts there; TERRITORY_NONE: none lies
                             there */
    mesh_moved *moved;    /* by cell */
    size_t n_moved;
} mesh_ground;

void mesh_ground_free(mesh_ground *ground);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(mesh_ground, mesh_ground_free)

/** The grid of a cell. */
static inline size_t mesh_ground_grid(const mesh_ground *ground, uint32_t cell)
{
    size_t g = 0;
    while (cell >= ground->first[g + 1])
        g++;
    return g;
}

/** Centre of a cell, in the CRS of its grid. */
void mesh_ground_centre(const mesh_ground *ground, uint32_t cell, double *ret_x, double *ret_y);

#endif
