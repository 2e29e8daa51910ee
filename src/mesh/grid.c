/*
 * grid.c - the end of grids.
 */
#include "mesh/grid.h"

void mesh_grid_done(mesh_grid *grid)
{
    g_clear_pointer(&grid->first, g_free);
    g_clear_pointer(&grid->column, g_free);
    g_clear_pointer(&grid->people, g_free);
    g_clear_pointer(&grid->imputed, base_bitset_free);
}

void mlg_grid_free(mlg_grid *grid)
{
    if (grid == NULL)
        return;
    for (size_t i = 0; i < grid->n_grids; i++)
        mesh_grid_done(&grid->grids[i]);
    g_free(grid->grids);
    g_free(grid->sources);
    g_clear_pointer(&grid->strings, g_string_chunk_free);
    g_free(grid);
}
