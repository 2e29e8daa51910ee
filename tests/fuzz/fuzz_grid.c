/*
 * fuzz_grid.c - a population grid as CSV from outside, in /vsimem: whatever is read is in order,
 * and adds up.
 */
#include "mesh/grid.h"

#include <maillage/source.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <cpl_vsi.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const mesh_grid *grid)
{
    double total = 0;
    g_assert(grid->n_rows > 0 && grid->first[0] == 0 && grid->first[grid->n_rows] == grid->n_cells);
    for (size_t r = 0; r < grid->n_rows; r++)
        for (size_t i = grid->first[r]; i < grid->first[r + 1]; i++) {
            g_assert(i == grid->first[r] || grid->column[i - 1] < grid->column[i]);
            g_assert(isfinite(grid->people[i]) && grid->people[i] > 0);
            total += grid->people[i];
        }
    g_assert(grid->n_cells > 0 && total == grid->total);
}

/* Sentences of findings too: they quote what was read. */
static void tell(const mlg_finding *finding, void *user)
{
    (void)user;
    char *line = mlg_finding_line(finding, MLG_TEXT_MESSAGE);
    g_assert(g_utf8_validate(line, -1, NULL));
    mlg_free(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const paths[] = {"/vsimem/fuzz_grid.csv", NULL};
    VSILFILE *file = VSIFOpenL(paths[0], "wb");
    if (file == NULL)
        return 0;
    (void)VSIFWriteL(data, 1, size, file); /* memory: a short write makes a shorter input */
    (void)VSIFCloseL(file);
    mlg_grid_sources sources = {.grids = paths};
    mlg_monitor monitor = {.finding = tell};
    mlg_grid *grid = NULL;
    mlg_error err = {.code = MLG_OK};
    if (mlg_load_grid(&sources, NULL, &monitor, &grid, &err) == MLG_OK)
        for (size_t i = 0; i < grid->n_grids; i++)
            check(&grid->grids[i]);
    mlg_grid_free(grid);
    (void)VSIUnlink(paths[0]);
    return 0;
}
