/*
 * survey_tell.c - what became of the cells of each grid, in figures and findings.
 */
#include "mesh/survey.h"

#include "base/number.h"
#include "base/text.h"

static void count_cells(mesh_survey *s)
{
    const mesh_ground *ground = s->ground;
    const mesh_moved *moved = ground->moved, *end = moved + ground->n_moved;
    for (size_t g = 0; g < ground->grid->n_grids; g++) {
        const mesh_grid *grid = &ground->grid->grids[g];
        mesh_tally *tally = &s->tally[g];
        for (size_t k = 0; k < grid->n_cells; k++) {
            uint32_t cell = ground->first[g] + (uint32_t)k;
            bool in = ground->land[cell] > 0, near = moved < end && moved->cell == cell;
            moved += near;
            *(in ? &tally->n_in : near ? &tally->n_moved : &tally->n_out) += 1;
            *(in ? &tally->in : near ? &tally->moved : &tally->out) += grid->people[k];
        }
    }
}

static char *tell_box(const geom_box *box)
{
    g_autofree char *west = base_number_told(box->min_x, 2),
                    *east = base_number_told(box->max_x, 2);
    g_autofree char *south = base_number_told(box->min_y, 2);
    g_autofree char *north = base_number_told(box->max_y, 2);
    return g_strdup_printf(_("longitudes %s and %s, latitudes %s and %s"), west, east, south,
                           north);
}

static mlg_status fail_elsewhere(mesh_survey *s, size_t g, mlg_error *err)
{
    const mesh_grid *grid = &s->ground->grid->grids[g];
    g_autofree char *crs = NULL;
    geom_box there, here;
    MLG_TRY(mesh_survey_degrees(s, g, &there, &here, err));
    MLG_TRY(crs_identify(grid->crs, &crs, err));
    if (here.min_x > here.max_x)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT,
                                 _("%s: no cell lies in a commune: no commune has a polygon"),
                                 grid->file),
                        "%s", _("give a layer of communes with polygons"));
    if (there.min_x > there.max_x)
        return mlg_hint(
            err,
            mlg_fail(err, MLG_E_FORMAT,
                     _("%s: no cell lies in a commune: its cells (%s) are not on Earth"),
                     grid->file, crs),
            "%s", _("check the position of the grid and its coordinate system"));
    g_autofree char *cells = tell_box(&there), *communes = tell_box(&here);
    return mlg_hint(
        err,
        mlg_fail(err, MLG_E_FORMAT,
                 _("%s: no cell lies in a commune: its cells (%s) are between %s; the communes "
                   "between %s"),
                 grid->file, crs, cells, communes),
        "%s",
        _("check the coordinate system of the grid, load the communes of its territory, or leave "
          "this --grid out"));
}

static void tell(const mesh_survey *s, size_t g, const char *code, size_t n, double people)
{
    g_autofree char *count = g_strdup_printf("%zu", n);
    g_autofree char *inhabitants = g_strdup_printf("%.0f", people);
    if (n > 0)
        BASE_EMIT(s->w->monitor, .code = code, .object = "source",
                  .file = s->ground->grid->grids[g].file, .value = count, .detail = inhabitants);
}

mlg_status mesh_survey_tell(mesh_survey *s, mlg_error *err)
{
    mlg_mesh_summary *sum = &s->w->mesh->summary;
    count_cells(s);
    for (size_t g = 0; g < s->ground->grid->n_grids; g++) {
        const mesh_tally *tally = &s->tally[g];
        if (tally->n_in + tally->n_moved == 0)
            return fail_elsewhere(s, g, err);
        tell(s, g, "carreaux-rattaches", tally->n_moved, tally->moved);
        tell(s, g, "carreaux-hors-communes", tally->n_out, tally->out);
        tell(s, g, "grille-secondaire", tally->unused.n_communes, tally->unused.people);
        sum->n_cells += tally->n_in + tally->n_moved + tally->n_out;
        sum->cells_population += tally->in + tally->moved + tally->out;
        sum->n_cells_moved += tally->n_moved;
        sum->cells_moved += tally->moved;
        sum->n_cells_out += tally->n_out;
        sum->cells_out += tally->out;
        sum->cells_unused += tally->unused.people;
        sum->cells_residual -= tally->in + tally->moved - tally->unused.people;
    }
    for (size_t f = 0; f < s->w->mesh->n_faces; f++)
        if (s->w->mesh->faces[f].weight > 0)
            sum->cells_residual += s->w->mesh->faces[f].weight;
    return MLG_OK;
}
