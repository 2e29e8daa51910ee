/*
 * survey.c - the faces of the base mesh laid over the grids, and cells that several share divided
 * by their parts that lie in communes (design §6).
 *
 * Whole cells go straight into the sums of their face. Parts wait until all faces are known: the
 * part of a cell that lies in communes is the sum of them.
 */
#include "mesh/survey.h"

#include "base/text.h"
#include "geom/wkb.h"

#define CHUNK 256U /* communes handed to a thread at a time */

/* Grid g counts in commune c, none from n_grids on: its faces start without people. */
static void start_commune(const mesh_survey *s, uint32_t c, size_t g)
{
    mlg_mesh *mesh = s->w->mesh;
    size_t n;
    const uint32_t *faces = mesh_list(&mesh->own_commune, c, &n);
    bool there = g < s->ground->grid->n_grids;
    s->ground->grid_of[c] = there ? (uint32_t)g : TERRITORY_NONE;
    for (size_t i = 0; i < n; i++)
        mesh_weigh_start(&mesh->faces[faces[i]], there ? &s->ground->grid->grids[g] : NULL);
}

static double sum_runs(const mesh_grid *grid, const GArray *runs)
{
    double people = 0;
    for (guint i = 0; i < runs->len; i++) {
        mesh_run run = g_array_index(runs, mesh_run, i);
        for (uint32_t k = run.first; k < run.end; k++)
            people += grid->people[k];
    }
    return people;
}

static void keep_found(mesh_found *found, uint32_t f, uint32_t first, const mesh_scan *scan)
{
    for (guint i = 0; i < scan->runs->len; i++) {
        mesh_run run = g_array_index(scan->runs, mesh_run, i);
        run = (mesh_run){first + run.first, first + run.end};
        g_array_append_val(found->runs, run);
    }
    for (guint i = 0; i < scan->parts->len; i++) {
        mesh_part part = g_array_index(scan->parts, mesh_part, i);
        mesh_share share = {f, first + part.cell, part.part};
        g_array_append_val(found->shares, share);
    }
}

/* Lays the faces of a commune over one grid. It counts there when no other one has cells in the
 * commune: its whole cells are added at once. */
static mlg_status lay(const mesh_survey *s, unsigned worker, uint32_t c, size_t g,
                      mesh_found *found, mlg_error *err)
{
    const mesh_work *w = s->w;
    const mesh_grid *grid = &s->ground->grid->grids[g];
    const mesh_reach *reach = mesh_survey_reach(s, w->mesh->commune_crs[c], g);
    mesh_scan *scan = mesh_worker_scan(&s->w->workers[worker]);
    bool counts = !s->told[c], meets = false, any = false;
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->own_commune, c, &n);
    for (size_t i = 0; reach->there && i < n; i++) {
        mesh_face *face = &w->mesh->faces[faces[i]];
        g_autoptr(GBytes) projected = NULL;
        GBytes *wkb = mesh_face_polygon(w, face);
        if (wkb != NULL && !reach->same) {
            MLG_TRY(mesh_project(&w->workers[worker], wkb, w->mesh->crs[face->crs], grid->crs,
                                 &projected, err));
            wkb = projected;
        }
        if (wkb == NULL)
            continue;
        mesh_weigh_find(scan, grid, face, wkb);
        if (scan->runs->len + scan->parts->len == 0) {
            meets = meets || geom_boxes_meet(geom_wkb_bounds(wkb), s->extents[g]);
            continue;
        }
        if (counts && !any)
            start_commune(s, c, g);
        any = true;
        keep_found(found, faces[i], s->ground->first[g], scan);
        if (counts)
            mesh_weigh_runs(face, grid, scan->runs);
        else
            found->unused[g].people += sum_runs(grid, scan->runs);
    }
    s->told[c] = s->told[c] || any;
    found->unused[g].n_communes += any && !counts;
    if (!any && meets && s->ground->grid_of[c] == TERRITORY_NONE)
        start_commune(s, c, g);
    return MLG_OK;
}

static mlg_status survey_chunk(void *user, unsigned worker, size_t begin, size_t end,
                               mlg_error *err)
{
    const mesh_survey *s = user;
    size_t n_grids = s->ground->grid->n_grids;
    mesh_found *found = &s->found[begin / CHUNK];
    found->runs = g_array_new(FALSE, FALSE, sizeof(mesh_run));
    found->shares = g_array_new(FALSE, FALSE, sizeof(mesh_share));
    found->unused = g_new0(mesh_unused, n_grids);
    for (uint32_t c = (uint32_t)begin; c < end; c++) {
        start_commune(s, c, n_grids);
        for (size_t g = 0; g < n_grids; g++) {
            mlg_status status = lay(s, worker, c, g, found, err);
            if (status != MLG_OK)
                return mlg_wrap(err, status, _("commune %s"), s->w->t->communes[c].code.s);
        }
    }
    return MLG_OK;
}

static void sum_land(mesh_survey *s)
{
    double *land = s->ground->land;
    for (size_t i = 0; i < s->n_chunks; i++) {
        const mesh_found *found = &s->found[i];
        for (guint r = 0; r < found->runs->len; r++) {
            mesh_run run = g_array_index(found->runs, mesh_run, r);
            for (uint32_t k = run.first; k < run.end; k++)
                land[k] += 1;
        }
        for (guint p = 0; p < found->shares->len; p++) {
            const mesh_share *share = &g_array_index(found->shares, mesh_share, p);
            land[share->cell] += share->part;
        }
    }
}

/* People of a part of a cell to a face, when its grid counts there. */
static void give(mesh_survey *s, const mesh_share *share)
{
    const mesh_ground *ground = s->ground;
    mesh_face *face = &s->w->mesh->faces[share->face];
    size_t g = mesh_ground_grid(ground, share->cell);
    if (ground->grid_of[face->commune] == g)
        mesh_weigh_part(ground, face, share, s->pieces);
    else
        s->tally[g].unused.people +=
            ground->grid->grids[g].people[share->cell - ground->first[g]] * share->part;
}

static void divide(mesh_survey *s)
{
    for (size_t i = 0; i < s->n_chunks; i++) {
        mesh_found *found = &s->found[i];
        for (guint p = 0; p < found->shares->len; p++) {
            mesh_share share = g_array_index(found->shares, mesh_share, p);
            share.part /= s->ground->land[share.cell];
            give(s, &share);
        }
        for (size_t g = 0; g < s->ground->grid->n_grids; g++) {
            s->tally[g].unused.n_communes += found->unused[g].n_communes;
            s->tally[g].unused.people += found->unused[g].people;
        }
        g_clear_pointer(&found->runs, g_array_unref);
        g_clear_pointer(&found->shares, g_array_unref);
    }
}

/* The whole people of a cell that lies in no commune. */
static void give_moved(mesh_survey *s)
{
    for (size_t i = 0; i < s->ground->n_moved; i++) {
        mesh_moved moved = s->ground->moved[i];
        mesh_share share = {moved.face, moved.cell, 1};
        uint32_t c = s->w->mesh->faces[moved.face].commune;
        if (!s->told[c])
            start_commune(s, c, mesh_ground_grid(s->ground, moved.cell));
        s->told[c] = true;
        give(s, &share);
    }
}

static void open_survey(mesh_survey *s)
{
    const mesh_work *w = s->w;
    const mlg_grid *grid = w->options.grid;
    s->ground = g_new0(mesh_ground, 1);
    s->ground->grid = grid;
    s->ground->first = g_new0(uint32_t, grid->n_grids + 1);
    for (size_t g = 0; g < grid->n_grids; g++)
        s->ground->first[g + 1] = s->ground->first[g] + (uint32_t)grid->grids[g].n_cells;
    s->ground->land = g_new0(double, s->ground->first[grid->n_grids] + 1);
    s->ground->grid_of = g_new0(uint32_t, w->t->n_communes + 1);
    s->extents = g_new0(geom_box, grid->n_grids);
    s->places = g_new0(geom_box, grid->n_grids);
    s->zones = g_new0(geom_box, w->mesh->n_crs);
    s->zone_places = g_new0(geom_box, w->mesh->n_crs);
    s->reaches = g_new0(mesh_reach, grid->n_grids * w->mesh->n_crs);
    s->n_chunks = (w->t->n_communes + CHUNK - 1) / CHUNK;
    s->found = g_new0(mesh_found, s->n_chunks);
    s->told = g_new0(bool, w->t->n_communes + 1);
    s->pieces = g_array_new(FALSE, FALSE, sizeof(mesh_share));
    s->tally = g_new0(mesh_tally, grid->n_grids);
}

static void close_survey(mesh_survey *s)
{
    for (size_t i = 0; i < s->n_chunks; i++) {
        g_clear_pointer(&s->found[i].runs, g_array_unref);
        g_clear_pointer(&s->found[i].shares, g_array_unref);
        g_free(s->found[i].unused);
    }
    g_free(s->extents);
    g_free(s->places);
    g_free(s->zones);
    g_free(s->zone_places);
    g_free(s->reaches);
    g_free(s->found);
    g_free(s->told);
    g_array_unref(s->pieces);
    g_free(s->tally);
    mesh_ground_free(s->ground);
}

static mlg_status survey(mesh_survey *s, mlg_error *err)
{
    mesh_work *w = s->w;
    MLG_TRY(mesh_survey_places(s, err));
    MLG_TRY(base_parallel_for(w->n_workers, w->t->n_communes, CHUNK, survey_chunk, s, w->monitor,
                              _("mesh: cells"), err));
    sum_land(s);
    MLG_TRY(mesh_survey_nearest(s, err));
    divide(s);
    give_moved(s);
    MLG_TRY(mesh_survey_tell(s, err));
    mesh_set_pieces(w->mesh, s->pieces);
    w->mesh->ground = g_steal_pointer(&s->ground);
    return MLG_OK;
}

mlg_status mesh_step_weights(mesh_work *w, mlg_error *err)
{
    for (size_t f = 0; f < w->mesh->n_faces; f++)
        mesh_weigh_start(&w->mesh->faces[f], NULL);
    if (w->options.grid == NULL)
        return MLG_OK;
    mesh_survey s = {.w = w};
    open_survey(&s);
    mlg_status status = survey(&s, err);
    close_survey(&s);
    return status;
}
