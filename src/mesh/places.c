/*
 * places.c - step 1: the computing CRS of every polygon: that of its département, or of the place
 * where it lies (design §5).
 */
#include "mesh/work.h"

#include "geom/wkb.h"

#include <math.h>
#include <string.h>

/* Mainland France and Corsica in degrees: where an unknown département (the demonstration's) still
 * computes in EPSG:3035. */
static const geom_box mainland = {-6.0, 41.0, 10.0, 52.0};
#define MAINLAND_CRS "EPSG:3035" /* equal-area, and the CRS of INSEE's grid */

static uint32_t zone_of_crs(mesh_work *w, const char *crs)
{
    mlg_mesh *mesh = w->mesh;
    for (size_t i = 0; i < mesh->n_crs; i++) {
        if (strcmp(mesh->crs[i], crs) == 0)
            return (uint32_t)i;
    }
    mesh->crs = g_renew(char *, mesh->crs, mesh->n_crs + 1);
    mesh->crs[mesh->n_crs] = g_strdup(crs);
    bool planar = crs_is_equal_area(crs);
    g_array_append_val(w->planar, planar);
    return (uint32_t)mesh->n_crs++;
}

/* Centre of a shape's box, in degrees. */
static mlg_status find_centre(mesh_worker *worker, const territory_shape *shape, const char *crs,
                              double *ret_x, double *ret_y, mlg_error *err)
{
    geom_box box = geom_wkb_bounds(shape->wkb);
    double x = (box.min_x + box.max_x) / 2, y = (box.min_y + box.max_y) / 2;
    crs_transform *degrees = NULL;
    MLG_TRY(mesh_transform(worker, crs, "EPSG:4326", &degrees, err));
    MLG_TRY(crs_transform_apply(degrees, &x, &y, 1, err));
    *ret_x = x;
    *ret_y = y;
    return MLG_OK;
}

static bool has_shape(const territory_shape *shape)
{
    return shape->wkb != NULL && !geom_wkb_is_empty(shape->wkb);
}

mlg_status mesh_find_crs(mesh_worker *worker, mlg_code department, const territory_shape *shape,
                         const char *shape_crs, char **ret, mlg_error *err)
{
    const char *known = crs_of_department(department);
    if (known != NULL || !has_shape(shape)) {
        *ret = g_strdup(known != NULL ? known : MAINLAND_CRS);
        return MLG_OK;
    }
    double x = 0, y = 0;
    MLG_TRY(find_centre(worker, shape, shape_crs, &x, &y, err));
    if (x >= mainland.min_x && x <= mainland.max_x && y >= mainland.min_y && y <= mainland.max_y)
        *ret = g_strdup(MAINLAND_CRS);
    else /* a whole degree keeps neighbours of one unknown département in one CRS */
        *ret = crs_local_equal_area(round(x / 5) * 5, round(y / 5) * 5);
    return MLG_OK;
}

static mlg_status find_zone(mesh_work *w, mlg_code department, const mesh_item *item, uint32_t *ret,
                            mlg_error *err)
{
    g_autofree char *crs = NULL;
    MLG_TRY(mesh_find_crs(&w->workers[0], department, item->shape, item->shape_crs, &crs, err));
    *ret = zone_of_crs(w, crs);
    return MLG_OK;
}

void mesh_place_commune(mesh_work *w, uint32_t commune)
{
    const territory_shape *shape = &w->t->communes[commune].shape;
    mesh_item *item = &w->communes[commune];
    item->shape = shape;
    item->shape_crs = shape->wkb != NULL ? w->t->crs[shape->crs] : NULL;
    item->zone = w->mesh->commune_crs[commune];
}

static mlg_status place_communes(mesh_work *w, mlg_error *err)
{
    const mlg_territory *t = w->t;
    for (uint32_t c = 0; c < t->n_communes; c++) {
        mesh_item *item = &w->communes[c];
        mesh_place_commune(w, c);
        MLG_TRY(find_zone(w, base_code_department(t->communes[c].code), item, &item->zone, err));
        w->mesh->commune_crs[c] = item->zone;
    }
    return MLG_OK;
}

static mlg_status place_qpvs(mesh_work *w, mlg_error *err)
{
    const mlg_territory *t = w->t;
    for (size_t q = 0; q < t->n_qpvs; q++) {
        const territory_qpv *qpv = &t->qpvs[q];
        mesh_item *item = &w->qpvs[q];
        item->shape = &qpv->shape;
        item->shape_crs = qpv->shape.wkb != NULL ? t->crs[qpv->shape.crs] : NULL;
        if (qpv->declared != TERRITORY_NONE)
            item->zone = w->mesh->commune_crs[qpv->declared];
        else
            MLG_TRY(find_zone(w, qpv->department, item, &item->zone, err));
    }
    return MLG_OK;
}

void mesh_place_part(mesh_work *w, uint32_t part)
{
    const territory_part *p = &w->t->parts[part];
    mesh_item *item = &w->parts[part];
    item->shape = &p->shape;
    item->shape_crs = p->shape.wkb != NULL ? w->t->crs[p->shape.crs] : NULL;
    item->zone = w->mesh->commune_crs[p->commune];
}

/* Centres of the communes in degrees, by which perimeters find the territory they lie in. */
typedef struct places {
    double *x, *y;
    uint32_t *zone;
    size_t n;
} places;

static void places_done(places *p)
{
    g_free(p->x);
    g_free(p->y);
    g_free(p->zone);
}

/* Adds those of one computing CRS. */
static mlg_status list_zone(mesh_work *w, uint32_t zone, places *p, mlg_error *err)
{
    size_t first = p->n;
    for (size_t c = 0; c < w->t->n_communes; c++) {
        geom_box box = w->mesh->commune_box[c];
        if (w->mesh->commune_crs[c] != zone || box.min_x > box.max_x)
            continue;
        p->x[p->n] = (box.min_x + box.max_x) / 2;
        p->y[p->n] = (box.min_y + box.max_y) / 2;
        p->zone[p->n++] = zone;
    }
    if (p->n == first)
        return MLG_OK;
    crs_transform *degrees = NULL;
    MLG_TRY(mesh_transform(&w->workers[0], w->mesh->crs[zone], "EPSG:4326", &degrees, err));
    return crs_transform_apply(degrees, p->x + first, p->y + first, p->n - first, err);
}

/* A perimeter computes in the CRS of the commune nearest to its centre. */
static mlg_status place_geometry(mesh_work *w, const places *p, mesh_item *item, mlg_error *err)
{
    double x = 0, y = 0, least = HUGE_VAL;
    if (p->n == 0)
        return find_zone(w, (mlg_code){""}, item, &item->zone, err);
    MLG_TRY(find_centre(&w->workers[0], item->shape, item->shape_crs, &x, &y, err));
    for (size_t i = 0; i < p->n; i++) {
        double distance = hypot(p->x[i] - x, p->y[i] - y);
        if (distance >= least)
            continue;
        least = distance;
        item->zone = p->zone[i];
    }
    return MLG_OK;
}

static mlg_status place_all(mesh_work *w, places *p, mlg_error *err)
{
    const mlg_inventory *inv = w->mesh->inventory;
    size_t n_zones = w->mesh->n_crs; /* of communes and QPV */
    for (uint32_t zone = 0; zone < n_zones; zone++)
        MLG_TRY(list_zone(w, zone, p, err));
    for (size_t i = 0; i < inv->n_lines; i++) {
        const inventory_line *line = &inv->lines[i];
        if (line->unit != INVENTORY_GEOMETRIE)
            continue;
        mesh_item *item = &w->geometries[line->index];
        item->shape = &line->shape;
        item->shape_crs = inv->crs[line->shape.crs];
        item->by_commune = line->by_commune;
        MLG_TRY(place_geometry(w, p, item, err));
    }
    return MLG_OK;
}

mlg_status mesh_place_geometries(mesh_work *w, mlg_error *err)
{
    if (w->n_geometries == 0)
        return MLG_OK;
    size_t n = w->t->n_communes;
    places p = {g_new(double, n + 1), g_new(double, n + 1), g_new(uint32_t, n + 1), 0};
    mlg_status status = place_all(w, &p, err);
    places_done(&p);
    return status;
}

mlg_status mesh_step_places(mesh_work *w, mlg_error *err)
{
    MLG_TRY(place_communes(w, err));
    MLG_TRY(place_qpvs(w, err));
    for (uint32_t p = 0; p < w->t->n_parts; p++)
        mesh_place_part(w, p);
    return MLG_OK;
}
