/*
 * grid.h - cells of population grids, sparse: what weighs faces. Filled by `source`, immutable
 * afterwards.
 *
 * A grid is regular in its own CRS: cell (row, column) spans x0 + column * width to x0 + (column +
 * 1) * width, and the same for rows, counted northwards, from y0. Only cells with people are kept.
 */
#ifndef MESH_GRID_H
#define MESH_GRID_H

#include "base/bitset.h"
#include "territory/territory.h"

#include <maillage/mesh.h>

/** A cell while grids are read; any order. */
typedef struct mesh_cell {
    int32_t row, column;
    double people; /* finite, not 0; negative: that many, and the figure is imputed */
} mesh_cell;

/** Cells that one thread read, in the order of the file. */
typedef struct mesh_cells {
    mesh_cell *cells;
    size_t n;
} mesh_cells;

/** Cells that a file has twice: the first one counts. */
typedef struct mesh_doubles {
    size_t n_same, n_other;            /* with the same people, with others */
    mesh_cell first_same, first_other; /* by row, then column; with the people that do not count */
} mesh_doubles;

/** One grid: cells by row, then column; no cell twice. */
typedef struct mesh_grid {
    const char *crs;      /* "EPSG:3035", else WKT; owned by mlg_grid->strings */
    double x0, y0;        /* corner of cell (0, 0), CRS units */
    double width, height; /* of a cell, CRS units, > 0 */
    int32_t first_row;    /* of the first cell */
    size_t n_rows;        /* from there to the last cell, empty ones included */
    size_t *first;        /* first cell of each row; n_rows + 1 */
    int32_t *column;      /* of each cell, ascending within a row */
    double *people;       /* of each cell, inhabitants, finite and > 0 */
    base_bitset *imputed; /* cells whose figures INSEE estimated (fewer than 11 households);
                             NULL: the grid does not tell */
    size_t n_cells;
    double total;     /* people of all cells */
    const char *file; /* as typed, for findings */
    int year;         /* of the population, 0 when not known */
} mesh_grid;

struct mlg_grid {
    mesh_grid *grids; /* in the order given: where two have cells in a commune, the first counts */
    size_t n_grids;
    territory_source *sources; /* role "grid" */
    size_t n_sources;
    mlg_findings *findings; /* what was told while they were read; NULL: nothing is kept */
    GStringChunk *strings;
};
G_DEFINE_AUTOPTR_CLEANUP_FUNC(mlg_grid, mlg_grid_free)

/**
 * Puts the cells of all pieces in order: fills everything of `grid` that counts cells and rows, and
 * `total`; the rest is the caller's. `tells_imputed` false: the grid does not tell.
 */
void mesh_grid_sort(mesh_grid *grid, const mesh_cells *pieces, size_t n_pieces, bool tells_imputed,
                    mesh_doubles *ret_doubles);

/** A text kept in others; NULL for NULL. */
const char *mesh_keep_text(GStringChunk *texts, const char *text);
/** The same with all texts of a source. */
territory_source mesh_keep_source(GStringChunk *texts, const territory_source *from);

/** Copies what `parametre` says of the grids: they need not outlive the mesh. */
void mesh_keep_sources(mlg_mesh *mesh, const mlg_grid *grid);

/** Frees what mesh_grid_sort() made. */
void mesh_grid_done(mesh_grid *grid);

#endif
