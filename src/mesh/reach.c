/*
 * reach.c - which grids lie where communes compute: told in degrees, so that no polygon of La
 * Réunion is ever looked for in the projection of Guadeloupe.
 */
#include "mesh/survey.h"

#include <math.h>
#include <string.h>

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

/* Box in degrees, worked out once: a transform is dear to make. */
static mlg_status place(mesh_survey *s, geom_box box, const char *crs, geom_box *place,
                        mlg_error *err)
{
    return isnan(place->min_x)
               ? mesh_box_project(&s->w->workers[0], box, crs, "EPSG:4326", place, err)
               : MLG_OK;
}

static mlg_status place_zone(mesh_survey *s, uint32_t zone, mlg_error *err)
{
    return place(s, s->zones[zone], s->w->mesh->crs[zone], &s->zone_places[zone], err);
}

static mlg_status place_grid(mesh_survey *s, size_t g, mlg_error *err)
{
    return place(s, s->extents[g], s->ground->grid->grids[g].crs, &s->places[g], err);
}

static mlg_status reach(mesh_survey *s, uint32_t zone, size_t g, mesh_reach *ret, mlg_error *err)
{
    const char *here = s->w->mesh->crs[zone], *there = s->ground->grid->grids[g].crs;
    *ret = (mesh_reach){.there = true, .same = true};
    if (strcmp(here, there) == 0)
        return MLG_OK;
    MLG_TRY(place_zone(s, zone, err));
    MLG_TRY(place_grid(s, g, err));
    geom_box box = s->zone_places[zone];
    box = (geom_box){box.min_x - DEGREES_MARGIN, box.min_y - DEGREES_MARGIN,
                     box.max_x + DEGREES_MARGIN, box.max_y + DEGREES_MARGIN};
    *ret = (mesh_reach){.there = geom_boxes_meet(box, s->places[g])};
    if (!ret->there)
        return MLG_OK;
    crs_transform *transform = NULL;
    MLG_TRY(mesh_transform(&s->w->workers[0], here, there, &transform, err));
    ret->same = crs_transform_is_identity(transform);
    return MLG_OK;
}

static void bound_zones(mesh_survey *s)
{
    const mesh_work *w = s->w;
    for (size_t z = 0; z < w->mesh->n_crs; z++) {
        s->zones[z] = nothing;
        s->zone_places[z].min_x = (double)NAN;
    }
    for (size_t c = 0; c < w->t->n_communes; c++) {
        geom_box box = w->communes[c].box;
        if (w->communes[c].wkb != NULL)
            include(&s->zones[w->communes[c].zone], box.min_x, box.min_y, box.max_x, box.max_y);
    }
}

mlg_status mesh_survey_places(mesh_survey *s, mlg_error *err)
{
    size_t n_grids = s->ground->grid->n_grids;
    bound_zones(s);
    for (size_t g = 0; g < n_grids; g++) {
        s->extents[g] = extent_of(&s->ground->grid->grids[g]);
        s->places[g].min_x = (double)NAN;
    }
    for (uint32_t z = 0; z < s->w->mesh->n_crs; z++)
        for (size_t g = 0; g < n_grids; g++)
            MLG_TRY(reach(s, z, g, &s->reaches[z * n_grids + g], err));
    return MLG_OK;
}

mlg_status mesh_survey_degrees(mesh_survey *s, size_t g, geom_box *ret_grid, geom_box *ret_communes,
                               mlg_error *err)
{
    MLG_TRY(place_grid(s, g, err));
    *ret_grid = s->places[g];
    *ret_communes = nothing;
    for (uint32_t z = 0; z < s->w->mesh->n_crs; z++) {
        MLG_TRY(place_zone(s, z, err));
        geom_box box = s->zone_places[z];
        include(ret_communes, box.min_x, box.min_y, box.max_x, box.max_y);
    }
    return MLG_OK;
}
