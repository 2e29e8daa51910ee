/*
 * tile.h - borders of polygons drawn on a block of cells; private to the room.
 *
 * Each edge leaves in the cells that it crosses how much of their height it crosses (signed) and
 * how far from their left side. What lies to the right of an edge is inside or not by its sign, so
 * that adding up a row from the left gives the exact share of each cell (as font rasterisers do).
 */
#ifndef MESH_TILE_H
#define MESH_TILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Cells of a tile, at most: 1 MB of traces, and what bounds memory for any polygon. */
#define MESH_TILE_CELLS ((int64_t)1 << 16)

/** What edges left in a cell. */
typedef struct mesh_trace {
    double cover;  /* height crossed, share of the cell's; the sign is that of the step inside */
    double moment; /* cover * distance from the left side, share of the cell's width */
} mesh_trace;

/** n_rows x n_columns cells; all traces are 0 between two polygons. */
typedef struct mesh_tile {
    double x0, y0;        /* corner of the cell (0, 0), CRS units */
    double width, height; /* of a cell */
    int64_t n_rows, n_columns;
    size_t n_words;    /* of a row of `touched` */
    mesh_trace *trace; /* by row: what lies left of the tile (its cover only), then each cell */
    uint64_t *touched; /* by row: cells that an edge runs through, a bit each */
} mesh_tile;

void mesh_tile_init(mesh_tile *tile);
void mesh_tile_done(mesh_tile *tile);

/** Gives the tile its place; (n_columns + 1) * n_rows <= MESH_TILE_CELLS. */
void mesh_tile_place(mesh_tile *tile, double x0, double y0, int64_t n_rows, int64_t n_columns);

/** Draws a closed ring of n points, in either direction. */
void mesh_tile_draw(mesh_tile *tile, bool is_hole, const double *x, const double *y, size_t n);

#endif
