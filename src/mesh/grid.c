/*
 * grid.c - the end of grids.
 */
#include "mesh/grid.h"

void mlg_grid_free(mlg_grid *grid)
{
    if (grid == NULL)
        return;
    for (size_t i = 0; i < grid->n_grids; i++) {
        g_free(grid->grids[i].first);
        g_free(grid->grids[i].column);
        g_free(grid->grids[i].people);
        base_bitset_free(grid->grids[i].imputed);
    }
    g_free(grid->grids);
    g_free(grid->sources);
    g_clear_pointer(&grid->strings, g_string_chunk_free);
    g_free(grid);
}
