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
    bool imputed = false;
    for (char **text = texts; *text != NULL; text++) {
        mesh_cell cell = read_cell(g_strstrip(*text));
        imputed = imputed || cell.people < 0;
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
    const mesh_cells piece = {(mesh_cell *)(void *)read->data, read->len};
    mesh_doubles doubles;
    mesh_grid_sort(grid, &piece, 1, imputed, &doubles);
    if (doubles.n_same + doubles.n_other > 0)
        fail_msg("a cell twice: %s", cells);
}
