/*
 * scan.c - a polygon laid over a grid tile by tile: what its border left in each row is added up
 * from the left, beside the cells that the grid has there.
 */
#include "mesh/scan.h"

#include "geom/wkb.h"

#include <math.h>

mesh_scan *mesh_scan_new(void)
{
    mesh_scan *scan = g_new0(mesh_scan, 1);
    scan->runs = g_array_new(FALSE, FALSE, sizeof(mesh_run));
    scan->parts = g_array_new(FALSE, FALSE, sizeof(mesh_part));
    scan->from = g_new(size_t, MESH_TILE_CELLS);
    mesh_tile_init(&scan->tile);
    return scan;
}

void mesh_scan_free(mesh_scan *scan)
{
    if (scan == NULL)
        return;
    g_array_unref(scan->runs);
    g_array_unref(scan->parts);
    g_free(scan->from);
    mesh_tile_done(&scan->tile);
    g_free(scan);
}

/* First of cells from..end-1 of a row whose column is not less; without branches to mispredict. */
static size_t seek(const int32_t *columns, size_t from, size_t end, int64_t column)
{
    for (size_t n = end - from; n > 0; n /= 2) {
        size_t half = (n + 1) / 2;
        from += columns[from + half - 1] < column ? half : 0;
    }
    return from;
}

/* The same, most often among the next ones. */
static size_t seek_near(const int32_t *columns, size_t from, size_t end, int64_t column)
{
    size_t near = end - from > 16 ? from + 16 : end;
    if (near < end && columns[near - 1] < column)
        return seek(columns, near, end, column);
    while (from < near && columns[from] < column)
        from++;
    return from;
}

static void keep_run(GArray *runs, size_t first, size_t end)
{
    mesh_run run = {(uint32_t)first, (uint32_t)end};
    mesh_run *last = runs->len > 0 ? &g_array_index(runs, mesh_run, runs->len - 1) : NULL;
    if (last != NULL && last->end == run.first)
        last->end = run.end;
    else if (run.first < run.end)
        g_array_append_val(runs, run);
}

static void keep_cell(mesh_scan *scan, size_t k, double share)
{
    mesh_part part = {(uint32_t)k, share};
    if (share >= 1 - MESH_CELL_NOISE)
        keep_run(scan->runs, k, k + 1);
    else if (share > MESH_CELL_NOISE)
        g_array_append_val(scan->parts, part);
}

/* Where the tile lies in the grid: its first row, counted from the grid's first, and column. */
typedef struct place {
    const mesh_grid *grid;
    int64_t row, column;
} place;

/* Adds up one row, and leaves it empty. */
static void read_row(mesh_scan *scan, const place *at, int64_t r)
{
    const mesh_grid *grid = at->grid;
    mesh_tile *tile = &scan->tile;
    mesh_trace *trace = tile->trace + r * (tile->n_columns + 1);
    uint64_t *touched = tile->touched + (size_t)r * tile->n_words;
    size_t k = scan->from[r], end = grid->first[at->row + r + 1];
    double cover = trace[0].cover; /* 0 or 1 between touched scan, but for rounding */
    trace[0].cover = 0;
    for (size_t word = 0; word < tile->n_words; word++) {
        for (uint64_t bits = touched[word]; bits != 0; bits &= bits - 1) {
            int64_t i = (int64_t)(word * 64) + __builtin_ctzll(bits), column = at->column + i;
            mesh_trace *t = &trace[i + 1];
            if (k < end && grid->column[k] < column) {
                size_t next = seek_near(grid->column, k, end, column);
                if (cover > 0.5)
                    keep_run(scan->runs, k, next);
                k = next;
            }
            if (k < end && grid->column[k] == column)
                keep_cell(scan, k++, cover + t->cover - t->moment);
            cover += t->cover;
            *t = (mesh_trace){0};
        }
        touched[word] = 0;
    }
    if (cover > 0.5) /* the polygon goes on, right of the tile */
        keep_run(scan->runs, k, seek(grid->column, k, end, at->column + tile->n_columns));
}

/* The grid has cells under the tile; fills `from`. */
static bool find_rows(mesh_scan *scan, const place *at)
{
    const mesh_grid *grid = at->grid;
    bool any = false;
    for (int64_t r = 0; r < scan->tile.n_rows; r++) {
        size_t first = grid->first[at->row + r], end = grid->first[at->row + r + 1];
        size_t k = seek(grid->column, first, end, at->column);
        scan->from[r] = k;
        any = any || (k < end && grid->column[k] < at->column + scan->tile.n_columns);
    }
    return any;
}

static void draw_ring(void *user, size_t part, size_t ring, const double *x, const double *y,
                      size_t n)
{
    (void)part;
    mesh_tile_draw(user, ring > 0, x, y, n);
}

static gint compare_runs(gconstpointer a, gconstpointer b)
{
    const mesh_run *x = a, *y = b;
    return x->first < y->first ? -1 : x->first > y->first;
}

gint mesh_compare_parts(gconstpointer a, gconstpointer b)
{
    const mesh_part *x = a, *y = b;
    return x->cell < y->cell ? -1 : x->cell > y->cell;
}

/* Rows or columns that a box touches from `from` to `to`, as far as numbers of cells go. */
static void span(double from, double to, double origin, double size, int64_t *ret_first,
                 int64_t *ret_end)
{
    double first = floor((from - origin) / size), end = ceil((to - origin) / size);
    *ret_first = (int64_t)fmin(fmax(first, INT32_MIN), INT32_MAX);
    *ret_end = (int64_t)fmin(fmax(end, INT32_MIN), (double)INT32_MAX + 1);
}

void mesh_scan_find(mesh_scan *scan, const mesh_grid *grid, GBytes *wkb)
{
    g_array_set_size(scan->runs, 0);
    g_array_set_size(scan->parts, 0);
    if (geom_wkb_is_empty(wkb))
        return;
    geom_box box = geom_wkb_bounds(wkb);
    int64_t row, row_end, left, right;
    span(box.min_x, box.max_x, grid->x0, grid->width, &left, &right);
    span(box.min_y, box.max_y, grid->y0, grid->height, &row, &row_end);
    row = MAX(row, grid->first_row);
    row_end = MIN(row_end, grid->first_row + (int64_t)grid->n_rows);
    int64_t n_columns = MIN(right - left, MESH_TILE_CELLS - 1);
    int64_t n_rows = n_columns > 0 ? MESH_TILE_CELLS / (n_columns + 1) : 0;
    mesh_tile *tile = &scan->tile;
    tile->width = grid->width;
    tile->height = grid->height;
    for (; n_columns > 0 && row < row_end; row += n_rows) {
        for (int64_t column = left; column < right; column += n_columns) {
            place at = {grid, row - grid->first_row, column};
            mesh_tile_place(tile, grid->x0 + (double)column * grid->width,
                            grid->y0 + (double)row * grid->height, MIN(n_rows, row_end - row),
                            MIN(n_columns, right - column));
            if (!find_rows(scan, &at))
                continue;
            geom_wkb_rings(wkb, draw_ring, tile);
            for (int64_t r = 0; r < tile->n_rows; r++)
                read_row(scan, &at, r);
        }
    }
    if (n_columns < right - left) { /* tiles side by side */
        g_array_sort(scan->runs, compare_runs);
        g_array_sort(scan->parts, mesh_compare_parts);
    }
}
