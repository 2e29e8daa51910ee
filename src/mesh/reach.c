/*
 * reach.c - which grids lie where communes compute: told in degrees, so that no polygon of La
 * Réunion is ever looked for in the projection of Guadeloupe.
 */
#include "mesh/survey.h"

#include <math.h>

#define OUTLINE_POINTS 16  /* of each side of a box */
#define DEGREES_MARGIN 0.5 /* sides of a box bend between these points */

static const geom_box nothing = {INFINITY, INFINITY, -INFINITY, -INFINITY};

static void include(geom_box *box, double min_x, double min_y, double max_x, double max_y)
{
    box->min_x = fmin(box->min_x, min_x);
    box->min_y = fmin(box->min_y, min_y);
    box->max_x = fmax(box->max_x, max_x);
    box->max_y = fmax(box->max_y, max_y);
}

mlg_status mesh_box_project(mesh_worker *worker, geom_box box, const char *from, const char *to,
                            geom_box *ret, mlg_error *err)
{
    crs_transform *transform = NULL;
    MLG_TRY(mesh_transform(worker, from, to, &transform, err));
    *ret = nothing;
    double width = (box.max_x - box.min_x) / OUTLINE_POINTS;
    double height = (box.max_y - box.min_y) / OUTLINE_POINTS;
    for (int i = 0; i <= OUTLINE_POINTS && box.min_x <= box.max_x; i++) {
        double x = box.min_x + i * width, y = box.min_y + i * height;
        double xs[] = {x, x, box.min_x, box.max_x}, ys[] = {box.min_y, box.max_y, y, y};
        for (size_t k = 0; k < G_N_ELEMENTS(xs); k++)
            if (crs_transform_apply(transform, &xs[k], &ys[k], 1, NULL) == MLG_OK)
                include(ret, xs[k], ys[k], xs[k], ys[k]);
    }
    return MLG_OK;
}

static geom_box extent_of(const mesh_grid *grid)
{
    if (grid->n_cells == 0)
        return nothing;
    int32_t west = INT32_MAX, east = INT32_MIN;
    for (size_t k = 0; k < grid->n_cells; k++) {
        west = MIN(west, grid->column[k]);
        east = MAX(east, grid->column[k]);
    }
    return (geom_box){grid->x0 + west * grid->width, grid->y0 + grid->first_row * grid->height,
                      grid->x0 + ((double)east + 1) * grid->width,
                      grid->y0 + (grid->first_row + (double)grid->n_rows) * grid->height};
}

static mlg_status place_grids(mesh_survey *s, mlg_error *err)
{
    const mlg_grid *grid = s->ground->grid;
    for (size_t g = 0; g < grid->n_grids; g++) {
        s->extents[g] = extent_of(&grid->grids[g]);
        MLG_TRY(mesh_box_project(&s->w->workers[0], s->extents[g], grid->grids[g].crs, "EPSG:4326",
                                 &s->places[g], err));
    }
    return MLG_OK;
}

static mlg_status reach(mesh_survey *s, uint32_t zone, geom_box place, size_t g, mlg_error *err)
{
    const char *here = s->w->mesh->crs[zone], *there = s->ground->grid->grids[g].crs;
    crs_transform *transform = NULL;
    MLG_TRY(mesh_transform(&s->w->workers[0], here, there, &transform, err));
    s->reaches[zone * s->ground->grid->n_grids + g] =
        (mesh_reach){.there = geom_boxes_meet(place, s->places[g]),
                     .same = crs_transform_is_identity(transform)};
    return MLG_OK;
}

mlg_status mesh_survey_places(mesh_survey *s, mlg_error *err)
{
    mesh_work *w = s->w;
    const mlg_grid *grid = s->ground->grid;
    MLG_TRY(place_grids(s, err));
    for (size_t z = 0; z < w->mesh->n_crs; z++)
        s->zones[z] = nothing;
    for (size_t c = 0; c < w->t->n_communes; c++) {
        geom_box box = w->communes[c].box;
        if (w->communes[c].wkb != NULL)
            include(&s->zones[w->communes[c].zone], box.min_x, box.min_y, box.max_x, box.max_y);
    }
    s->communes = nothing;
    for (uint32_t z = 0; z < w->mesh->n_crs; z++) {
        geom_box place;
        MLG_TRY(mesh_box_project(&w->workers[0], s->zones[z], w->mesh->crs[z], "EPSG:4326", &place,
                                 err));
        include(&s->communes, place.min_x, place.min_y, place.max_x, place.max_y);
        place = (geom_box){place.min_x - DEGREES_MARGIN, place.min_y - DEGREES_MARGIN,
                           place.max_x + DEGREES_MARGIN, place.max_y + DEGREES_MARGIN};
        for (size_t g = 0; g < grid->n_grids; g++)
            MLG_TRY(reach(s, z, place, g, err));
    }
    return MLG_OK;
}
