/*
 * test_source_grid.h - what tests of grids share: grids loaded from files, their findings as
 * "code|row|column|value|proposed|detail", and their cells.
 */
#ifndef TEST_SOURCE_GRID_H
#define TEST_SOURCE_GRID_H

#include "support/cmocka.h"
#include "support/tempdir.h"

#include "mesh/grid.h"

#include <maillage/source.h>

#include <glib.h>

typedef struct gridded {
    mlg_grid *grid;
    mlg_status status;
    mlg_error err;
    GString *findings; /* one a line */
} gridded;

static inline void gridded_finding(const mlg_finding *finding, void *user)
{
    gridded *g = user;
    g_string_append_printf(g->findings, "%s|%ld|%s|%s|%s|%s\n", finding->code, finding->row,
                           finding->column != NULL ? finding->column : "",
                           finding->value != NULL ? finding->value : "",
                           finding->proposed != NULL ? finding->proposed : "",
                           finding->detail != NULL ? finding->detail : "");
}

static inline gridded grid_load(const char *const *paths, const char *column,
                                const mlg_territory *territory)
{
    gridded g = {.findings = g_string_new(NULL)};
    mlg_monitor monitor = {.finding = gridded_finding, .user = &g};
    mlg_grid_sources sources = {.grids = paths, .column = column, .n_threads = 2};
    g.status = mlg_load_grid(&sources, territory, &monitor, &g.grid, &g.err);
    return g;
}

/* Loads one file that must load. */
static inline gridded grid_load_ok(const char *path)
{
    gridded g = grid_load((const char *const[]){path, NULL}, NULL, NULL);
    assert_ok(g.status, &g.err);
    return g;
}

static inline void grid_unload(gridded *g)
{
    mlg_grid_free(g->grid);
    g_string_free(g->findings, TRUE);
}

/* People of the cell whose lower left corner this is; 0 when it is not there. `ret_imputed` may be
 * NULL. */
static inline double grid_people(const mesh_grid *grid, double x, double y, bool *ret_imputed)
{
    double column = (x - grid->x0) / grid->width;
    double row = (y - grid->y0) / grid->height - grid->first_row;
    if (row < 0 || row >= (double)grid->n_rows)
        return 0;
    for (size_t i = grid->first[(size_t)row]; i < grid->first[(size_t)row + 1]; i++)
        if (grid->column[i] == (int32_t)column) {
            if (ret_imputed != NULL)
                *ret_imputed = base_bitset_get(grid->imputed, i);
            return grid->people[i];
        }
    return 0;
}

/* Writes a file into the test's folder and loads it. */
static inline gridded grid_load_text(void **state, const char *name, const char *text)
{
    char *path = support_write(*state, name, text, 0);
    gridded g = grid_load((const char *const[]){path, NULL}, NULL, NULL);
    g_free(path);
    return g;
}

#endif
