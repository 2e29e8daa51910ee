/*
 * world_grid.c - population grids of a test world, cell by cell.
 */
#include "support/world.h"

#include "mesh/grid.h"

#include <stdlib.h>
#include <string.h>

static void free_grid(world *w)
{
    mlg_grid_free(w->grid);
}

/* A cell as written; people are negative when imputed. */
static mesh_cell read_cell(const char *text)
{
    char *rest = NULL;
    mesh_cell cell = {.column = (int32_t)strtol(text, &rest, 10)};
    cell.row = (int32_t)strtol(rest, &rest, 10);
    cell.people = g_ascii_strtod(rest, &rest);
    if (*rest == 'i')
        cell.people = -cell.people;
    else if (*rest != '\0' || !(cell.people > 0))
        fail_msg("not a cell: %s", text);
    return cell;
}

static gint compare(gconstpointer a, gconstpointer b)
{
    const mesh_cell *x = a, *y = b;
    return x->row != y->row ? (x->row < y->row ? -1 : 1)
                            : (x->column > y->column) - (x->column < y->column);
}

static void fill(mesh_grid *grid, GArray *cells)
{
    g_array_sort(cells, compare);
    grid->n_cells = cells->len;
    grid->first_row = g_array_index(cells, mesh_cell, 0).row;
    grid->n_rows =
        (size_t)(g_array_index(cells, mesh_cell, cells->len - 1).row - grid->first_row + 1);
    grid->first = g_new0(size_t, grid->n_rows + 1);
    grid->column = g_new(int32_t, cells->len);
    grid->people = g_new(double, cells->len);
    base_bitset *imputed = base_bitset_new(cells->len);
    for (guint k = 0; k < cells->len; k++) {
        const mesh_cell *cell = &g_array_index(cells, mesh_cell, k);
        grid->first[cell->row - grid->first_row + 1]++;
        grid->column[k] = cell->column;
        grid->people[k] = fabs(cell->people);
        grid->total += fabs(cell->people);
        if (cell->people < 0)
            base_bitset_set(imputed, k);
    }
    for (size_t r = 0; r < grid->n_rows; r++)
        grid->first[r + 1] += grid->first[r];
    if (base_bitset_count(imputed) > 0)
        grid->imputed = g_steal_pointer(&imputed);
    base_bitset_free(imputed);
}

void world_grid(world *w, double x, double y, double size, const char *cells)
{
    if (w->grid == NULL) {
        w->grid = g_new0(mlg_grid, 1);
        w->grid->strings = g_string_chunk_new(64);
        w->done[4] = free_grid;
        w->mesh_options.grid = w->grid;
    }
    g_autoptr(GArray) read = g_array_new(FALSE, FALSE, sizeof(mesh_cell));
    g_auto(GStrv) texts = g_strsplit(cells, ";", -1);
    for (char **text = texts; *text != NULL; text++) {
        mesh_cell cell = read_cell(g_strstrip(*text));
        g_array_append_val(read, cell);
    }
    w->grid->grids = g_renew(mesh_grid, w->grid->grids, w->grid->n_grids + 1);
    mesh_grid *grid = &w->grid->grids[w->grid->n_grids++];
    g_autofree char *file = g_strdup_printf("grille-%zu.csv", w->grid->n_grids);
    *grid = (mesh_grid){.crs = g_string_chunk_insert(w->grid->strings, w->crs),
                        .x0 = w->dx + x,
                        .y0 = w->dy + y,
                        .width = size,
                        .height = size,
                        .file = g_string_chunk_insert(w->grid->strings, file)};
    fill(grid, read);
}
