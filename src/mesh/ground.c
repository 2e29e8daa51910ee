/*
 * ground.c - places of cells, and the end of what communes hold of them.
 */
#include "mesh/ground.h"

void mesh_ground_free(mesh_ground *ground)
{
    if (ground == NULL)
        return;
    g_free(ground->first);
    g_free(ground->land);
    g_free(ground->grid_of);
    g_free(ground->moved);
    g_free(ground);
}

/* Row of cell k, counted from the grid's first. */
static size_t row_of(const mesh_grid *grid, size_t k)
{
    size_t low = 0, high = grid->n_rows;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (grid->first[middle] <= k)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void mesh_ground_centre(const mesh_ground *ground, uint32_t cell, double *ret_x, double *ret_y)
{
    size_t g = mesh_ground_grid(ground, cell), k = cell - ground->first[g];
    const mesh_grid *grid = &ground->grid->grids[g];
    double row = grid->first_row + (double)row_of(grid, k);
    *ret_x = grid->x0 + (grid->column[k] + 0.5) * grid->width;
    *ret_y = grid->y0 + (row + 0.5) * grid->height;
}
