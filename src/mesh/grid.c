/*
 * grid.c - what stays of grids in a mesh, and their end.
 */
#include "mesh/grid.h"

#include "mesh/mesh.h"

const char *mesh_keep_text(GStringChunk *texts, const char *text)
{
    return text != NULL ? g_string_chunk_insert_const(texts, text) : NULL;
}

territory_source mesh_keep_source(GStringChunk *texts, const territory_source *from)
{
    return (territory_source){mesh_keep_text(texts, from->role), mesh_keep_text(texts, from->path),
                              mesh_keep_text(texts, from->dataset),
                              mesh_keep_text(texts, from->vintage),
                              mesh_keep_text(texts, from->sha256)};
}

void mesh_keep_sources(mlg_mesh *mesh, const mlg_grid *grid)
{
    mesh->source_texts = g_string_chunk_new(1024);
    mesh->n_sources = grid->n_sources;
    mesh->sources = g_new(territory_source, grid->n_sources + 1);
    for (size_t i = 0; i < grid->n_sources; i++)
        mesh->sources[i] = mesh_keep_source(mesh->source_texts, &grid->sources[i]);
}

void mesh_grid_done(mesh_grid *grid)
{
    g_clear_pointer(&grid->first, g_free);
    g_clear_pointer(&grid->column, g_free);
    g_clear_pointer(&grid->people, g_free);
    g_clear_pointer(&grid->imputed, base_bitset_free);
}

void mlg_grid_free(mlg_grid *grid)
{
    if (grid == NULL)
        return;
    for (size_t i = 0; i < grid->n_grids; i++)
        mesh_grid_done(&grid->grids[i]);
    g_free(grid->grids);
    g_free(grid->sources);
    mlg_findings_free(grid->findings);
    g_clear_pointer(&grid->strings, g_string_chunk_free);
    g_free(grid);
}
