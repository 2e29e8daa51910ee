/*
 * tile.c - edges walked through rows and columns of a tile.
 *
 * An edge is always walked upwards, whichever side it is seen from: a border that two polygons
 * share leaves the same traces in both, with opposite signs.
 */
#include "mesh/tile.h"

#include "geom/wkb.h"

void mesh_tile_init(mesh_tile *tile)
{
    *tile = (mesh_tile){.trace = g_new0(mesh_trace, MESH_TILE_CELLS),
                        .touched = g_new0(uint64_t, MESH_TILE_CELLS)};
}

void mesh_tile_done(mesh_tile *tile)
{
    g_clear_pointer(&tile->trace, g_free);
    g_clear_pointer(&tile->touched, g_free);
}

void mesh_tile_place(mesh_tile *tile, double x0, double y0, int64_t n_rows, int64_t n_columns)
{
    tile->x0 = x0;
    tile->y0 = y0;
    tile->n_rows = n_rows;
    tile->n_columns = n_columns;
    tile->n_words = ((size_t)n_columns + 63) / 64;
}

static double clamp(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}

/* Traces and touched cells of one row. */
typedef struct row {
    mesh_trace *trace;
    uint64_t *touched;
    int64_t n_columns;
} row;

static row row_of(const mesh_tile *tile, int64_t r)
{
    return (row){tile->trace + r * (tile->n_columns + 1), tile->touched + (size_t)r * tile->n_words,
                 tile->n_columns};
}

static void mark(row r, int64_t column, double cover, double offset)
{
    r.trace[column + 1].cover += cover;
    r.trace[column + 1].moment += cover * offset;
    r.touched[column >> 6] |= (uint64_t)1 << (column & 63);
}

/* What an edge has in one row: from a to b (columns), `cover` of the row's height. */
static void draw_in_row(row r, double a, double b, double cover)
{
    double left = a < b ? a : b, right = a < b ? b : a;
    if (left >= (double)r.n_columns)
        return;
    if (left < 0) {
        double before = right <= 0 ? cover : cover * (-left / (right - left));
        r.trace[0].cover += before;
        if (right <= 0)
            return;
        cover -= before;
        left = 0;
    }
    int64_t column = (int64_t)left;
    double from = left - (double)column;
    if (right <= (double)(column + 1)) {
        mark(r, column, cover, (from + right - (double)column) / 2);
        return;
    }
    double by_column = cover / (right - left);
    mark(r, column, by_column * (1 - from), (1 + from) / 2);
    for (column++; (double)(column + 1) < right && column < r.n_columns; column++)
        mark(r, column, by_column, 0.5);
    double rest = right - (double)column;
    if (column < r.n_columns)
        mark(r, column, by_column * rest, rest / 2);
}

/* An edge from (x0, y0) up to (x1, y1), in cells from the corner of the tile. A level one crosses
 * no height, but the cells that it runs through are neither in nor out. */
static void draw_edge(mesh_tile *tile, double x0, double y0, double x1, double y1, double sign)
{
    double n_rows = (double)tile->n_rows, n_columns = (double)tile->n_columns;
    if (y1 <= 0 || y0 >= n_rows || (x0 >= n_columns && x1 >= n_columns))
        return;
    int64_t r = y0 > 0 ? (int64_t)y0 : 0;
    if (y0 == y1) {
        if ((double)r < y0)
            draw_in_row(row_of(tile, r), x0, x1, 0);
        return;
    }
    double slope = (x1 - x0) / (y1 - y0), low = x0 < x1 ? x0 : x1, high = x0 < x1 ? x1 : x0;
    double y = y0 > 0 ? y0 : 0, x = y0 > 0 ? x0 : clamp(x0 - y0 * slope, low, high);
    for (;; r++) {
        double top = (double)(r + 1);
        if (y1 <= top) {
            draw_in_row(row_of(tile, r), x, x1, (y1 - y) * sign);
            return;
        }
        double next = clamp(x0 + (top - y0) * slope, low, high);
        draw_in_row(row_of(tile, r), x, next, (top - y) * sign);
        if (r + 1 == tile->n_rows)
            return;
        y = top;
        x = next;
    }
}

void mesh_tile_draw(mesh_tile *tile, bool is_hole, const double *x, const double *y, size_t n)
{
    /* on an edge that rises, the interior of a shell that turns left is on the left */
    double rising = (geom_ring_signed_area(x, y, n) > 0) != is_hole ? -1 : 1;
    double x0 = (x[0] - tile->x0) / tile->width, y0 = (y[0] - tile->y0) / tile->height;
    for (size_t i = 1; i < n; i++) {
        double x1 = (x[i] - tile->x0) / tile->width, y1 = (y[i] - tile->y0) / tile->height;
        if (y0 <= y1)
            draw_edge(tile, x0, y0, x1, y1, rising);
        else
            draw_edge(tile, x1, y1, x0, y0, -rising);
        x0 = x1;
        y0 = y1;
    }
}
