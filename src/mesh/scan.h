/*
 * scan.h - the exact share that a polygon has of each cell of a grid; private to the room.
 *
 * Only the polygon's border is walked: cells that no edge touches are wholly in or out, and taken
 * by whole runs of the grid's sorted columns. No cell is ever made a polygon.
 */
#ifndef MESH_SCAN_H
#define MESH_SCAN_H

#include "mesh/grid.h"
#include "mesh/tile.h"

/** Shares nearer than this to 0 or 1 are 0 or 1: what rounding leaves in a cell whose side the
 * polygon follows. A twenty-five-thousandth of a square millimetre of a 200 m cell. */
#define MESH_CELL_NOISE 1e-12

/** Cells first..end-1 of a grid are wholly inside. */
typedef struct mesh_run {
    uint32_t first, end;
} mesh_run;

/** A cell that the border cuts. */
typedef struct mesh_part {
    uint32_t cell;
    double part; /* 0-1, exclusive */
} mesh_part;

/** What was found last, and the work space of one thread. */
typedef struct mesh_scan {
    GArray *runs;  /* mesh_run, ascending */
    GArray *parts; /* mesh_part, ascending */
    size_t *from;  /* first cell of each row of the tile that is not left of it */
    mesh_tile tile;
} mesh_scan;

mesh_scan *mesh_scan_new(void);
void mesh_scan_free(mesh_scan *scan);

/** Finds the cells of a polygon: valid, normalised WKB in the CRS of the grid; rings may turn
 * either way. What the grid has elsewhere costs nothing. */
void mesh_scan_find(mesh_scan *scan, const mesh_grid *grid, GBytes *wkb);

/** Order of parts, by cell. */
gint mesh_compare_parts(gconstpointer a, gconstpointer b);

#endif
