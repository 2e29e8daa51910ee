/*
 * grid_sort.c - cells as read become a grid: counted by row, put in their rows, each row in order
 * of columns. Published files are in that order within each row, so that little is left to sort.
 */
#include "mesh/grid.h"

#include <math.h>

/* The rows that have cells. */
static void find_rows(mesh_grid *grid, const mesh_cells *pieces, size_t n_pieces)
{
    int32_t low = INT32_MAX, high = INT32_MIN;
    grid->n_cells = 0;
    for (size_t p = 0; p < n_pieces; p++) {
        grid->n_cells += pieces[p].n;
        for (size_t i = 0; i < pieces[p].n; i++) {
            low = MIN(low, pieces[p].cells[i].row);
            high = MAX(high, pieces[p].cells[i].row);
        }
    }
    grid->first_row = grid->n_cells > 0 ? low : 0;
    grid->n_rows = grid->n_cells > 0 ? (size_t)((int64_t)high - low) + 1 : 0;
}

/* first[r] becomes the place of the first cell of row r. */
static void count_rows(mesh_grid *grid, const mesh_cells *pieces, size_t n_pieces)
{
    size_t *first = grid->first = g_new0(size_t, grid->n_rows + 1);
    for (size_t p = 0; p < n_pieces; p++)
        for (size_t i = 0; i < pieces[p].n; i++)
            first[(size_t)((int64_t)pieces[p].cells[i].row - grid->first_row) + 1]++;
    for (size_t r = 0; r < grid->n_rows; r++)
        first[r + 1] += first[r];
}

/* Each row has its cells, in the order of the file. */
static void place(mesh_grid *grid, const mesh_cells *pieces, size_t n_pieces)
{
    grid->column = g_new(int32_t, grid->n_cells + 1);
    grid->people = g_new(double, grid->n_cells + 1);
    /* first[r] moves on to where row r + 1 starts, and is set back below */
    for (size_t p = 0; p < n_pieces; p++)
        for (size_t i = 0; i < pieces[p].n; i++) {
            const mesh_cell *cell = &pieces[p].cells[i];
            size_t to = grid->first[(int64_t)cell->row - grid->first_row]++;
            grid->column[to] = cell->column;
            grid->people[to] = cell->people;
        }
    for (size_t r = grid->n_rows; r > 0; r--)
        grid->first[r] = grid->first[r - 1];
    grid->first[0] = 0;
}

static gint compare_columns(gconstpointer a, gconstpointer b, gpointer user)
{
    (void)user;
    const mesh_cell *x = a, *y = b;
    return (x->column > y->column) - (x->column < y->column);
}

/* GLib's sort keeps the order of equals: of two cells in one place the file's first stays first. */
static void sort_row(mesh_grid *grid, size_t begin, size_t end, GArray *cells)
{
    bool sorted = true;
    for (size_t i = begin + 1; i < end && sorted; i++)
        sorted = grid->column[i - 1] <= grid->column[i];
    if (sorted)
        return;
    g_array_set_size(cells, (guint)(end - begin));
    mesh_cell *items = (mesh_cell *)(void *)cells->data;
    for (size_t i = begin; i < end; i++)
        items[i - begin] = (mesh_cell){0, grid->column[i], grid->people[i]};
    g_qsort_with_data(items, (gint)cells->len, sizeof *items, compare_columns, NULL);
    for (size_t i = begin; i < end; i++) {
        grid->column[i] = items[i - begin].column;
        grid->people[i] = items[i - begin].people;
    }
}

static void note_double(mesh_doubles *doubles, mesh_cell cell, double counted)
{
    bool same = fabs(cell.people) == fabs(counted);
    size_t *n = same ? &doubles->n_same : &doubles->n_other;
    mesh_cell *first = same ? &doubles->first_same : &doubles->first_other;
    if ((*n)++ == 0)
        *first = cell;
}

/* Leaves the first of the cells that stand twice, and closes the gaps. */
static void drop_doubles(mesh_grid *grid, mesh_doubles *doubles)
{
    size_t to = 0;
    size_t begin = 0;
    for (size_t r = 0; r < grid->n_rows; r++) {
        size_t end = grid->first[r + 1];
        size_t start = to;
        for (size_t i = begin; i < end; i++) {
            if (to > start && grid->column[to - 1] == grid->column[i]) {
                int32_t row = (int32_t)((int64_t)grid->first_row + (int64_t)r);
                note_double(doubles, (mesh_cell){row, grid->column[i], grid->people[i]},
                            grid->people[to - 1]);
                continue;
            }
            grid->column[to] = grid->column[i];
            grid->people[to++] = grid->people[i];
        }
        begin = end;
        grid->first[r + 1] = to;
    }
    grid->n_cells = to;
}

/* The sign of people says which figures are imputed. */
static void take_signs(mesh_grid *grid, bool tells_imputed)
{
    grid->imputed = tells_imputed ? base_bitset_new(grid->n_cells) : NULL;
    grid->total = 0;
    for (size_t i = 0; i < grid->n_cells; i++) {
        if (tells_imputed && grid->people[i] < 0)
            base_bitset_set(grid->imputed, i);
        grid->people[i] = fabs(grid->people[i]);
        grid->total += grid->people[i];
    }
}

void mesh_grid_sort(mesh_grid *grid, const mesh_cells *pieces, size_t n_pieces, bool tells_imputed,
                    mesh_doubles *ret_doubles)
{
    *ret_doubles = (mesh_doubles){0};
    find_rows(grid, pieces, n_pieces);
    count_rows(grid, pieces, n_pieces);
    place(grid, pieces, n_pieces);
    g_autoptr(GArray) row = g_array_new(FALSE, FALSE, sizeof(mesh_cell));
    for (size_t r = 0; r < grid->n_rows; r++)
        sort_row(grid, grid->first[r], grid->first[r + 1], row);
    drop_doubles(grid, ret_doubles);
    take_signs(grid, tells_imputed);
}
