/*
 * grid.h - inside of mlg_load_grid: ids of cells, rows that become cells or faults, and the ways to
 * read them: text, layers, rasters.
 */
#ifndef SOURCE_GRID_H
#define SOURCE_GRID_H

#include "dataset/batches.h"
#include "dataset/digest.h"
#include "dataset/raster.h"
#include "mesh/grid.h"
#include "source/territory.h"

/** No projected coordinate of a place on Earth is farther from its origin, in metres: half the way
 * round. Ids beyond it are no ids, and rows stay few enough to be counted. */
#define GRID_FARTHEST_M 20037508
/** Sizes of the cells of published grids, in metres. */
#define GRID_SMALLEST_M 10
#define GRID_LARGEST_M  100000
/** No cell has so many people a km2: the fullest of Filosofi 2017 around Lille has 25 000, of the
 * 1 km grid of France 10 000. However small, a cell may hold GRID_MOST_PEOPLE: a tower. */
#define GRID_DENSEST_KM2 1e6
#define GRID_MOST_PEOPLE 1e4

/** A cell as its id says: EPSG code, size and lower left corner in metres. */
typedef struct grid_id {
    int crs;
    int32_t size_m, x, y;
} grid_id;

/** Reads CRS3035RES200mN2489600E3813800, 1kmN2599E4695, 1kmE4695N2599 (EPSG:3035, in units of the
 * size's power of ten). False for what is no id. */
bool grid_id_parse(const char *text, size_t size, grid_id *ret);

/** What the cells of one grid have in common. */
typedef struct grid_frame {
    int crs;
    int32_t size_m, x0, y0; /* x0 and y0 are less than size_m */
    char prefix[40];        /* what ids begin with, up to the N, when they are long ones; "" else */
    size_t prefix_size;
    double most; /* people of a cell */
} grid_frame;

/** The frame that most of some ids are on; without any, that of INSEE. `declared_m` is the size
 * that a column's name says, or 0. */
void grid_frame_init(grid_frame *frame, const grid_id *ids, size_t n, int32_t declared_m);

/** What may be wrong with a row; the order is that of the findings. */
typedef enum grid_fault {
    GRID_CUT,        /* fewer columns than the header */
    GRID_WIDE,       /* more of them */
    GRID_NO_ID,      /* malformed */
    GRID_OTHER_SIZE, /* than the frame's */
    GRID_OTHER_CRS,
    GRID_SHIFTED,   /* its corner is not one of the frame's */
    GRID_NO_PEOPLE, /* empty */
    GRID_NO_NUMBER,
    GRID_NEGATIVE,
    GRID_HUGE,
    GRID_N_FAULTS,
    GRID_FINE = GRID_N_FAULTS
} grid_fault;

typedef struct grid_tally {
    size_t n;
    long row; /* of the first, 1-based; in a block, or in the file once they are joined */
    char value[64];
} grid_tally;

/** A piece of text, not ended by 0. */
typedef struct grid_span {
    const char *at;
    size_t size;
} grid_span;

/** Whether a text is 1, as columns write that a figure is imputed. */
bool grid_says_yes(grid_span text);

/** A row of a table. */
typedef struct grid_row {
    long line; /* of the block, 0-based */
    grid_span id, people;
    double number; /* of people when it is not a text */
    bool imputed;
} grid_row;

/** Cells and faults of some rows, in their order. */
typedef struct grid_block {
    mesh_cells cells;
    uint32_t *skipped; /* lines of the block that gave no cell, ascending */
    size_t n_skipped;
    long n_lines, n_rows; /* rows: without blank lines and the header */
    grid_tally tallies[GRID_N_FAULTS];
} grid_block;
void grid_block_done(grid_block *block);

/** A block while it is read; its memory serves the next one too. */
typedef struct grid_taker {
    const grid_frame *frame;
    GArray *cells;   /* mesh_cell */
    GArray *skipped; /* uint32_t */
    grid_block block;
} grid_taker;
void grid_taker_init(grid_taker *taker, const grid_frame *frame);
void grid_taker_done(grid_taker *taker);
/** Takes a row: a cell, a fault, or nothing where nobody lives. */
void grid_take(grid_taker *taker, const grid_row *row);
/** Takes a line that is no row, or not of the table. */
void grid_skip(grid_taker *taker, long line);
void grid_fail(grid_taker *taker, grid_fault fault, long line, grid_span value);
/** The block with n_lines lines; the taker starts another. */
grid_block grid_taker_finish(grid_taker *taker, long n_lines);

/** Communes that cells name, as a set: codes of five characters in a row. */
typedef struct grid_communes {
    uint8_t *seen;
    char last[5];
} grid_communes;
/** `lcog_geo`: codes joined without separator. */
void grid_communes_add(grid_communes *communes, grid_span codes);
size_t grid_communes_size(void);
/** Code of place i of the set. */
mlg_code grid_communes_code(size_t i);

/** Which columns of a table are read. */
typedef struct grid_columns {
    int id, people, imputed, communes; /* places in the header; -1: none */
    int n;                             /* of the header, without unnamed ones at its end */
    int year;                          /* that the column of people states, or 0 */
} grid_columns;

/** A grid while it is loaded: one table, or one band of a raster. */
typedef struct grid_item {
    source_found *found;    /* borrowed; NULL for rasters */
    dataset_raster *raster; /* borrowed */
    grid_columns columns;
    size_t band;
    grid_frame frame;
    GArray *blocks;    /* grid_block, in the order of the file */
    uint8_t *communes; /* those named, as in grid_communes; or NULL */
    char *sha256;      /* when reading told it */
    const char *file, *layer;
} grid_item;

/** What a run of mlg_load_grid shares. */
typedef struct grid_loading {
    const mlg_grid_sources *sources;
    const mlg_territory *territory;
    const mlg_monitor *monitor;
    bool column_used;  /* sources->column is in one of the grids */
    mlg_error missing; /* what to say when it is in none */
    mlg_grid *grid;
} grid_loading;

/** Finds the column of people of a table; a choice among several is told. */
mlg_status grid_find_columns(grid_loading *loading, grid_item *item, mlg_error *err) MLG_MUST_CHECK;
/** The same for the band of a raster. */
mlg_status grid_find_band(grid_loading *loading, grid_item *item, mlg_error *err) MLG_MUST_CHECK;

/** What the ids of the first rows of a table have in common: item->frame. */
mlg_status grid_find_frame(grid_item *item, mlg_error *err) MLG_MUST_CHECK;

/* Fill item->blocks (and communes, sha256). */
mlg_status grid_read_text(grid_loading *loading, grid_item *item, mlg_error *err) MLG_MUST_CHECK;
mlg_status grid_read_layer(grid_loading *loading, grid_item *item, mlg_error *err) MLG_MUST_CHECK;
mlg_status grid_read_raster(grid_loading *loading, grid_item *item, mlg_error *err) MLG_MUST_CHECK;

/* Findings. */
/** Faults of all blocks, with rows of the file; MLG_E_FORMAT when no cell is left. */
mlg_status grid_tell_faults(const grid_loading *loading, const grid_item *item,
                            mlg_error *err) MLG_MUST_CHECK;
void grid_tell_doubles(const grid_loading *loading, const grid_item *item,
                       const mesh_doubles *doubles);
/** Year and communes of a grid against those of the territory. */
void grid_tell_vintage(const grid_loading *loading, const grid_item *item, int year);

#endif
