/*
 * pack_cells.c - cells of grids packed, and what a base mesh has of them: perimeters that cut it
 * later are weighed alike.
 */
#include "mesh/ground.h"
#include "mesh/pack.h"
#include "territory/pack.h"

#include <math.h>

static territory_source *unpack_sources(base_unpacker *u, GStringChunk *texts, size_t *ret_n)
{
    size_t n = base_unpack_count(u, sizeof(uint32_t));
    territory_source *sources = g_new0(territory_source, n + 1);
    for (size_t i = 0; i < n; i++) {
        territory_source s = territory_unpack_source(u);
        sources[i] = mesh_keep_source(texts, &s);
    }
    *ret_n = n;
    return sources;
}

static void pack_grid(base_packer *p, const mesh_grid *grid)
{
    uint32_t *first = g_new(uint32_t, grid->n_rows + 1);
    for (size_t r = 0; r <= grid->n_rows; r++)
        first[r] = (uint32_t)grid->first[r];
    base_pack_text(p, grid->crs);
    base_pack_double(p, grid->x0);
    base_pack_double(p, grid->y0);
    base_pack_double(p, grid->width);
    base_pack_double(p, grid->height);
    base_pack_u32(p, (uint32_t)grid->first_row);
    base_pack_u32(p, (uint32_t)grid->n_rows);
    base_pack_u32(p, (uint32_t)grid->n_cells);
    base_pack_double(p, grid->total);
    base_pack_text(p, grid->file);
    base_pack_u32(p, (uint32_t)grid->year);
    base_pack_u32(p, grid->imputed != NULL);
    base_pack_array_take(p, first, grid->n_rows + 1, sizeof *first);
    base_pack_array_of(p, grid->column, grid->n_cells, sizeof *grid->column);
    base_pack_array_of(p, grid->people, grid->n_cells, sizeof *grid->people);
    if (grid->imputed != NULL)
        base_pack_array_of(p, grid->imputed->words, grid->imputed->n_words, sizeof(uint64_t));
}

/* Rows begin one after the other, up to the number of cells. */
static void unpack_rows(base_unpacker *u, mesh_grid *grid)
{
    g_autofree uint32_t *first = base_unpack_array_n(u, sizeof *first, grid->n_rows + 1);
    grid->first = g_new0(size_t, first != NULL ? grid->n_rows + 1 : 1);
    for (size_t r = 0; first != NULL && r <= grid->n_rows; r++) {
        grid->first[r] = first[r];
        if (first[r] > grid->n_cells || (r > 0 && first[r] < first[r - 1]))
            u->damaged = true;
    }
    if (first == NULL || first[0] != 0 || first[grid->n_rows] != grid->n_cells)
        u->damaged = true;
}

/* A grid that has a place, and cells of some size. */
static bool is_laid(const mesh_grid *grid)
{
    return isfinite(grid->x0) && isfinite(grid->y0) && isfinite(grid->width) &&
           isfinite(grid->height) && grid->width > 0 && grid->height > 0;
}

static void unpack_grid(base_unpacker *u, mesh_grid *grid, GStringChunk *texts)
{
    grid->crs = mesh_keep_text(texts, base_unpack_name(u));
    grid->x0 = base_unpack_double(u);
    grid->y0 = base_unpack_double(u);
    grid->width = base_unpack_double(u);
    grid->height = base_unpack_double(u);
    grid->first_row = (int32_t)base_unpack_u32(u);
    grid->n_rows = base_unpack_u32(u);
    grid->n_cells = base_unpack_u32(u);
    grid->total = base_unpack_double(u);
    grid->file = mesh_keep_text(texts, base_unpack_text(u));
    grid->year = (int)base_unpack_u32(u);
    bool tells_imputed = base_unpack_u32(u) != 0;
    u->damaged = u->damaged || !is_laid(grid);
    unpack_rows(u, grid);
    grid->column = base_unpack_array_n(u, sizeof *grid->column, grid->n_cells);
    grid->people = base_unpack_array_n(u, sizeof *grid->people, grid->n_cells);
    if (!tells_imputed || u->damaged)
        return;
    grid->imputed = base_bitset_new(grid->n_cells);
    uint64_t *words = base_unpack_array_n(u, sizeof *words, grid->imputed->n_words);
    if (words == NULL)
        return;
    g_free(grid->imputed->words);
    grid->imputed->words = words;
}

base_packer *mesh_pack_grid(const mlg_grid *grid)
{
    base_packer *p = base_packer_new(MESH_STORED_CELLS);
    base_pack_i64(p, (int64_t)grid->n_grids);
    for (size_t g = 0; g < grid->n_grids; g++)
        pack_grid(p, &grid->grids[g]);
    return p;
}

mlg_status mesh_unpack_grid(GBytes *head, base_fetch_fn fetch, void *user, mlg_grid **ret,
                            mlg_error *err)
{
    g_autoptr(mlg_grid) grid = g_new0(mlg_grid, 1);
    base_unpacker u;
    base_unpacker_init(&u, MESH_STORED_CELLS, head, fetch, user);
    grid->strings = g_string_chunk_new(1024);
    grid->n_grids = base_unpack_count(&u, sizeof(uint32_t));
    grid->grids = g_new0(mesh_grid, grid->n_grids + 1);
    for (size_t g = 0; g < grid->n_grids; g++)
        unpack_grid(&u, &grid->grids[g], grid->strings);
    MLG_TRY(base_unpacker_end(&u, err));
    *ret = g_steal_pointer(&grid);
    return MLG_OK;
}

static void pack_ground(base_packer *p, const mlg_mesh *mesh)
{
    const mesh_ground *ground = mesh->ground;
    size_t n_grids = ground->grid->n_grids;
    base_pack_array_of(p, ground->first, n_grids + 1, sizeof *ground->first);
    base_pack_array_of(p, ground->land, ground->first[n_grids], sizeof *ground->land);
    base_pack_array_of(p, ground->grid_of, mesh->territory->n_communes, sizeof *ground->grid_of);
    base_pack_array_of(p, ground->moved, 2 * ground->n_moved, sizeof(uint32_t));
}

static void unpack_moved(base_unpacker *u, const mlg_mesh *mesh, mesh_ground *ground)
{
    size_t n = 0, n_cells = ground->first[ground->grid->n_grids];
    g_autofree uint32_t *pairs = base_unpack_array_of(u, sizeof *pairs, &n);
    ground->n_moved = n / 2;
    ground->moved = g_new0(mesh_moved, ground->n_moved + 1);
    for (size_t i = 0; i < ground->n_moved; i++) {
        ground->moved[i] = (mesh_moved){pairs[2 * i], pairs[2 * i + 1]};
        if (ground->moved[i].cell >= n_cells || ground->moved[i].face >= mesh->n_faces)
            u->damaged = true;
    }
}

/* Cells are numbered through the grids, as those say. */
static bool is_numbered(const mesh_ground *ground)
{
    uint32_t n = 0;
    for (size_t g = 0; ground->first != NULL && g < ground->grid->n_grids; g++) {
        if (ground->first[g] != n)
            return false;
        n += (uint32_t)ground->grid->grids[g].n_cells;
    }
    return ground->first != NULL && ground->first[ground->grid->n_grids] == n;
}

static void unpack_ground(base_unpacker *u, mlg_mesh *mesh, const mlg_grid *grid)
{
    mesh_ground *ground = mesh->ground = g_new0(mesh_ground, 1);
    size_t n_communes = mesh->territory->n_communes;
    ground->grid = grid;
    ground->first = base_unpack_array_n(u, sizeof *ground->first, grid->n_grids + 1);
    if (!is_numbered(ground)) {
        u->damaged = true;
        return;
    }
    ground->land = base_unpack_array_n(u, sizeof *ground->land, ground->first[grid->n_grids]);
    ground->grid_of = base_unpack_array_n(u, sizeof *ground->grid_of, n_communes);
    base_unpack_check(u, ground->grid_of, n_communes, grid->n_grids, TERRITORY_NONE);
    unpack_moved(u, mesh, ground);
}

static void pack_pieces(base_packer *p, const mlg_mesh *mesh)
{
    size_t n = mesh->first_piece[mesh->n_faces];
    uint32_t *first = g_new(uint32_t, mesh->n_faces + 1), *cells = g_new(uint32_t, n + 1);
    double *people = g_new(double, n + 1);
    for (size_t f = 0; f <= mesh->n_faces; f++)
        first[f] = (uint32_t)mesh->first_piece[f];
    for (size_t i = 0; i < n; i++) {
        cells[i] = mesh->pieces[i].cell;
        people[i] = mesh->pieces[i].people;
    }
    base_pack_array_take(p, first, mesh->n_faces + 1, sizeof *first);
    base_pack_array_take(p, cells, n, sizeof *cells);
    base_pack_array_take(p, people, n, sizeof *people);
}

static void unpack_pieces(base_unpacker *u, mlg_mesh *mesh, size_t n_cells)
{
    size_t n = 0;
    g_autofree uint32_t *first = base_unpack_array_n(u, sizeof *first, mesh->n_faces + 1);
    g_autofree uint32_t *cells = base_unpack_array_of(u, sizeof *cells, &n);
    g_autofree double *people = base_unpack_array_n(u, sizeof *people, n);
    base_unpack_check(u, cells, n, n_cells, 0);
    mesh->first_piece = g_new0(size_t, mesh->n_faces + 1);
    for (size_t f = 0; !u->damaged && f <= mesh->n_faces; f++) {
        mesh->first_piece[f] = first[f];
        if (first[f] > n || (f > 0 && first[f] < first[f - 1]))
            u->damaged = true;
    }
    mesh->pieces = g_new0(mesh_piece, n + 1);
    for (size_t i = 0; !u->damaged && i < n; i++)
        mesh->pieces[i] = (mesh_piece){cells[i], people[i]};
}

static void pack_tally(base_packer *p, const mlg_mesh_summary *s)
{
    base_pack_i64(p, (int64_t)s->n_cells);
    base_pack_double(p, s->cells_population);
    base_pack_i64(p, (int64_t)s->n_cells_moved);
    base_pack_double(p, s->cells_moved);
    base_pack_i64(p, (int64_t)s->n_cells_out);
    base_pack_double(p, s->cells_out);
    base_pack_double(p, s->cells_unused);
    base_pack_double(p, s->cells_residual);
}

static void unpack_tally(base_unpacker *u, mlg_mesh_summary *s)
{
    s->n_cells = (size_t)base_unpack_i64(u);
    s->cells_population = base_unpack_double(u);
    s->n_cells_moved = (size_t)base_unpack_i64(u);
    s->cells_moved = base_unpack_double(u);
    s->n_cells_out = (size_t)base_unpack_i64(u);
    s->cells_out = base_unpack_double(u);
    s->cells_unused = base_unpack_double(u);
    s->cells_residual = base_unpack_double(u);
}

void mesh_pack_cells(base_packer *p, const mlg_mesh *mesh)
{
    pack_tally(p, &mesh->summary);
    territory_pack_sources(p, mesh->sources, mesh->n_sources);
    base_pack_u32(p, mesh->ground != NULL);
    if (mesh->ground == NULL)
        return;
    pack_ground(p, mesh);
    pack_pieces(p, mesh);
}

void mesh_unpack_cells(base_unpacker *u, mlg_mesh *mesh, const mlg_grid *grid)
{
    unpack_tally(u, &mesh->summary);
    mesh->source_texts = g_string_chunk_new(1024);
    mesh->sources = unpack_sources(u, mesh->source_texts, &mesh->n_sources);
    if (base_unpack_u32(u) == 0 || u->damaged)
        return;
    if (grid == NULL) {
        u->damaged = true;
        return;
    }
    unpack_ground(u, mesh, grid);
    if (!u->damaged)
        unpack_pieces(u, mesh, mesh->ground->first[grid->n_grids]);
}
