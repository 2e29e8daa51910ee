/*
 * weights.c - people of cells added to faces, and the faces that perimeters cut weighed as those of
 * the base mesh were.
 */
#include "mesh/weights.h"

#include <math.h>

GBytes *mesh_face_polygon(const mesh_work *w, const mesh_face *face)
{
    return face->whole ? w->communes[face->commune].wkb : face->wkb;
}

void mesh_weigh_start(mesh_face *face, const mesh_grid *grid)
{
    face->weight = grid != NULL ? 0 : (double)NAN;
    face->imputed = grid != NULL && grid->imputed != NULL ? 0 : (double)NAN;
}

void mesh_weigh_find(mesh_scan *scan, const mesh_grid *grid, const mesh_face *face, GBytes *wkb)
{
    mesh_scan_find(scan, grid, wkb);
    if (!face->stray)
        return;
    for (guint i = 0; i < scan->runs->len; i++) {
        mesh_run run = g_array_index(scan->runs, mesh_run, i);
        for (uint32_t k = run.first; k < run.end; k++) {
            mesh_part part = {k, 1};
            g_array_append_val(scan->parts, part);
        }
    }
    g_array_set_size(scan->runs, 0);
    g_array_sort(scan->parts, mesh_compare_parts);
}

static void add_people(mesh_face *face, const mesh_grid *grid, size_t k, double people)
{
    face->weight += people;
    if (grid->imputed != NULL && base_bitset_get(grid->imputed, k))
        face->imputed += people;
}

void mesh_weigh_runs(mesh_face *face, const mesh_grid *grid, const GArray *runs)
{
    for (guint i = 0; i < runs->len; i++) {
        mesh_run run = g_array_index(runs, mesh_run, i);
        for (uint32_t k = run.first; k < run.end; k++)
            add_people(face, grid, k, grid->people[k]);
    }
}

void mesh_weigh_part(const mesh_ground *ground, mesh_face *face, const mesh_share *share,
                     GArray *pieces)
{
    size_t g = mesh_ground_grid(ground, share->cell), k = share->cell - ground->first[g];
    const mesh_grid *grid = &ground->grid->grids[g];
    mesh_share piece = {share->face, share->cell, grid->people[k] * share->part};
    add_people(face, grid, k, piece.part);
    if (share->part < 1 - MESH_CELL_NOISE)
        g_array_append_val(pieces, piece);
}

void mesh_set_pieces(mlg_mesh *mesh, const GArray *pieces)
{
    g_free(mesh->pieces);
    g_free(mesh->first_piece);
    mesh->pieces = g_new(mesh_piece, pieces->len + 1);
    mesh->first_piece = g_new0(size_t, mesh->n_faces + 1);
    for (guint i = 0; i < pieces->len; i++) {
        const mesh_share *piece = &g_array_index(pieces, mesh_share, i);
        mesh->pieces[i] = (mesh_piece){piece->cell, piece->part};
        mesh->first_piece[piece->face + 1]++;
    }
    for (size_t f = 0; f < mesh->n_faces; f++)
        mesh->first_piece[f + 1] += mesh->first_piece[f];
}

/* Weighs face f of a cut by the grid that counts in its commune. */
static mlg_status weigh_face(mesh_work *w, mesh_worker *worker, mesh_cut *cut, uint32_t f,
                             mlg_error *err)
{
    const mesh_ground *ground = w->mesh->ground;
    mesh_face *face = &g_array_index(cut->faces, mesh_face, f);
    uint32_t g = ground->grid_of[face->commune];
    const mesh_grid *grid = g != TERRITORY_NONE ? &ground->grid->grids[g] : NULL;
    g_autoptr(GBytes) projected = NULL;
    GBytes *wkb = mesh_face_polygon(w, face);
    mesh_weigh_start(face, grid);
    if (grid == NULL || wkb == NULL)
        return MLG_OK;
    MLG_TRY(mesh_project(worker, wkb, w->mesh->crs[face->crs], grid->crs, &projected, err));
    mesh_scan *scan = mesh_worker_scan(worker);
    mesh_weigh_find(scan, grid, face, projected);
    mesh_weigh_runs(face, grid, scan->runs);
    for (guint i = 0; i < scan->parts->len; i++) {
        mesh_part part = g_array_index(scan->parts, mesh_part, i);
        uint32_t cell = ground->first[g] + part.cell;
        mesh_share share = {f, cell, part.part / fmax(part.part, ground->land[cell])};
        mesh_weigh_part(ground, face, &share, cut->pieces);
    }
    return MLG_OK;
}

/* The nearest of the faces that base face `base` is cut into. */
static uint32_t nearest_part(const mesh_work *w, const mesh_cut *cut, uint32_t base, double x,
                             double y)
{
    uint32_t nearest = 0;
    double least = INFINITY;
    for (guint f = 0; f < cut->faces->len; f++) {
        GBytes *wkb = mesh_face_polygon(w, &g_array_index(cut->faces, mesh_face, f));
        if (g_array_index(cut->bases, uint32_t, f) != base || wkb == NULL)
            continue;
        double distance2 = mesh_border_distance2(wkb, x, y);
        if (distance2 >= least)
            continue;
        least = distance2;
        nearest = f;
    }
    return nearest;
}

/* Cells in no commune that a face of this one was nearest to. */
static mlg_status weigh_moved(mesh_work *w, mesh_worker *worker, uint32_t commune, mesh_cut *cut,
                              mlg_error *err)
{
    const mlg_mesh *mesh = w->mesh;
    const mesh_ground *ground = mesh->ground;
    for (size_t i = 0; i < ground->n_moved; i++) {
        mesh_moved moved = ground->moved[i];
        size_t g = mesh_ground_grid(ground, moved.cell);
        if (mesh->faces[moved.face].commune != commune || ground->grid_of[commune] != g)
            continue;
        double x, y;
        crs_transform *transform = NULL;
        mesh_ground_centre(ground, moved.cell, &x, &y);
        MLG_TRY(mesh_transform(worker, ground->grid->grids[g].crs,
                               mesh->crs[mesh->faces[moved.face].crs], &transform, err));
        MLG_TRY(crs_transform_apply(transform, &x, &y, 1, err));
        mesh_share share = {nearest_part(w, cut, moved.face, x, y), moved.cell, 1};
        mesh_weigh_part(ground, &g_array_index(cut->faces, mesh_face, share.face), &share,
                        cut->pieces);
    }
    return MLG_OK;
}

mlg_status mesh_weigh_cut(mesh_work *w, mesh_worker *worker, uint32_t commune, mlg_error *err)
{
    mesh_cut *cut = &w->cuts[commune];
    if (w->mesh->ground == NULL || cut->faces->len == 0)
        return MLG_OK;
    for (guint f = 0; f < cut->faces->len; f++)
        MLG_TRY(weigh_face(w, worker, cut, f, err));
    return weigh_moved(w, worker, commune, cut, err);
}
