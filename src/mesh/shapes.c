/*
 * shapes.c - step 1: every polygon in its computing CRS, valid, with its box and area; each repair is reported.
 */
#include "mesh/work.h"

#include "base/text.h"
#include "geom/wkb.h"

#include <math.h>
#include <string.h>

/* Mainland France and Corsica in degrees: where an unknown département (the demonstration's) still computes in EPSG:3035. */
static const geom_box mainland = {-6.0, 41.0, 10.0, 52.0};
#define MAINLAND_CRS "EPSG:3035" /* equal-area, and the CRS of INSEE's grid */

mlg_status mesh_transform(mesh_worker *worker, const char *from, const char *to,
                          crs_transform **ret, mlg_error *err)
{
    g_autofree char *key = g_strconcat(from, "\n", to, NULL);
    crs_transform *found = g_hash_table_lookup(worker->transforms, key);
    if (found == NULL) {
        MLG_TRY(crs_transform_new(from, to, &found, err));
        g_hash_table_insert(worker->transforms, g_steal_pointer(&key), found);
    }
    *ret = found;
    return MLG_OK;
}

mlg_status mesh_project(mesh_worker *worker, GBytes *wkb, const char *from, const char *to,
                        GBytes **ret, mlg_error *err)
{
    crs_transform *transform = NULL;
    MLG_TRY(mesh_transform(worker, from, to, &transform, err));
    if (crs_transform_is_identity(transform)) {
        *ret = g_bytes_ref(wkb);
        return MLG_OK;
    }
    return geom_wkb_map(wkb, crs_transform_apply, transform, ret, err);
}

static void add_ring_area(void *user, size_t part, size_t ring, const double *x, const double *y,
                          size_t n)
{
    (void)part;
    double area = crs_ring_area_m2(x, y, n);
    *(double *)user += ring == 0 ? area : -area;
}

mlg_status mesh_area(const mesh_work *w, mesh_worker *worker, GBytes *wkb, uint32_t zone,
                     double *ret_m2, mlg_error *err)
{
    if (g_array_index(w->planar, bool, zone)) {
        *ret_m2 = geom_wkb_area(wkb);
        return MLG_OK;
    }
    g_autoptr(GBytes) degrees = NULL;
    MLG_TRY(mesh_project(worker, wkb, w->mesh->crs[zone], "EPSG:4326", &degrees, err));
    double area = 0;
    geom_wkb_rings(degrees, add_ring_area, &area);
    *ret_m2 = area;
    return MLG_OK;
}

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

/* Computing CRS of a département, or by place when it is none of France's (design §5). */
static mlg_status find_zone(mesh_work *w, mlg_code department, const mesh_item *item, uint32_t *ret,
                            mlg_error *err)
{
    const char *known = crs_of_department(department);
    if (known != NULL || item->shape->wkb == NULL || geom_wkb_is_empty(item->shape->wkb)) {
        *ret = zone_of_crs(w, known != NULL ? known : MAINLAND_CRS);
        return MLG_OK;
    }
    geom_box box = geom_wkb_bounds(item->shape->wkb);
    double x = (box.min_x + box.max_x) / 2, y = (box.min_y + box.max_y) / 2;
    crs_transform *degrees = NULL;
    MLG_TRY(mesh_transform(&w->workers[0], item->shape_crs, "EPSG:4326", &degrees, err));
    MLG_TRY(crs_transform_apply(degrees, &x, &y, 1, err));
    if (x >= mainland.min_x && x <= mainland.max_x && y >= mainland.min_y && y <= mainland.max_y) {
        *ret = zone_of_crs(w, MAINLAND_CRS);
        return MLG_OK;
    }
    /* a whole degree keeps neighbours of one unknown département in one CRS */
    g_autofree char *local = crs_local_equal_area(round(x / 5) * 5, round(y / 5) * 5);
    *ret = zone_of_crs(w, local);
    return MLG_OK;
}

typedef struct shapes_job {
    mesh_work *w;
    mesh_item *items;
} shapes_job;

static mlg_status prepare(mesh_work *w, mesh_worker *worker, mesh_item *item, mlg_error *err)
{
    item->box = (geom_box){1, 1, 0, 0};
    item->valid = true;
    if (item->shape->wkb == NULL)
        return MLG_OK;
    item->given = true;
    const char *to = w->mesh->crs[item->zone];
    g_autoptr(GBytes) projected = NULL;
    MLG_TRY(mesh_project(worker, item->shape->wkb, item->shape_crs, to, &projected, err));
    g_autoptr(geom) raw = NULL, valid = NULL;
    geom_repair_report report = {.was_valid = true};
    MLG_TRY(geom_from_wkb(worker->geos, projected, &raw, err));
    MLG_TRY(geom_repair(raw, &valid, &report, err));
    item->valid = report.was_valid;
    item->collapsed = geom_is_empty(valid);
    memcpy(item->reason, report.reason, sizeof item->reason);
    if (item->collapsed)
        return MLG_OK;
    if (report.was_valid)
        item->wkb = g_bytes_ref(projected);
    else
        MLG_TRY(geom_to_wkb(valid, &item->wkb, err));
    item->box = geom_wkb_bounds(item->wkb);
    return mesh_area(w, worker, item->wkb, item->zone, &item->area_m2, err);
}

static mlg_status prepare_chunk(void *user, unsigned worker, size_t begin, size_t end,
                                mlg_error *err)
{
    shapes_job *job = user;
    for (size_t i = begin; i < end; i++)
        MLG_TRY(prepare(job->w, &job->w->workers[worker], &job->items[i], err));
    return MLG_OK;
}

static mlg_status prepare_all(mesh_work *w, mesh_item *items, size_t n, const char *stage,
                              mlg_error *err)
{
    shapes_job job = {w, items};
    return base_parallel_for(w->n_workers, n, 64, prepare_chunk, &job, w->monitor, stage, err);
}

static void report(mesh_work *w, const mesh_item *item, const char *object, const char *id)
{
    if (item->given && item->collapsed)
        BASE_EMIT(w->monitor, .code = "geometrie-effondree", .object = object, .id = id);
    else if (item->given && !item->valid)
        BASE_EMIT(w->monitor, .code = "geometrie-reparee", .object = object, .id = id,
                  .detail = item->reason);
    w->mesh->summary.n_repaired += item->given && !item->valid && !item->collapsed;
}

static mlg_status place_communes(mesh_work *w, mlg_error *err)
{
    const mlg_territory *t = w->t;
    for (size_t c = 0; c < t->n_communes; c++) {
        const territory_commune *commune = &t->communes[c];
        mesh_item *item = &w->communes[c];
        item->shape = &commune->shape;
        item->shape_crs = commune->shape.wkb != NULL ? t->crs[commune->shape.crs] : NULL;
        MLG_TRY(find_zone(w, base_code_department(commune->code), item, &item->zone, err));
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

static mlg_status place_cutters(mesh_work *w, mlg_error *err)
{
    const mlg_territory *t = w->t;
    for (size_t p = 0; p < t->n_parts; p++) {
        mesh_item *item = &w->parts[p];
        item->shape = &t->parts[p].shape;
        item->shape_crs = item->shape->wkb != NULL ? t->crs[item->shape->crs] : NULL;
        item->zone = w->mesh->commune_crs[t->parts[p].commune];
    }
    const mlg_inventory *inv = w->mesh->inventory;
    for (size_t i = 0; inv != NULL && i < inv->n_lines; i++) {
        const inventory_line *line = &inv->lines[i];
        if (line->unit != INVENTORY_GEOMETRIE)
            continue;
        mesh_item *item = &w->geometries[line->index];
        item->shape = &line->shape;
        item->shape_crs = inv->crs[line->shape.crs];
        MLG_TRY(find_zone(w, (mlg_code){""}, item, &item->zone, err));
    }
    return MLG_OK;
}

mlg_status mesh_step_shapes(mesh_work *w, mlg_error *err)
{
    const mlg_territory *t = w->t;
    MLG_TRY(place_communes(w, err));
    MLG_TRY(place_qpvs(w, err));
    MLG_TRY(place_cutters(w, err));
    MLG_TRY(prepare_all(w, w->communes, t->n_communes, _("communes: projection and validity"), err));
    MLG_TRY(prepare_all(w, w->qpvs, t->n_qpvs, _("QPV: projection and validity"), err));
    MLG_TRY(prepare_all(w, w->parts, t->n_parts, NULL, err));
    MLG_TRY(prepare_all(w, w->geometries, w->n_geometries, NULL, err));
    for (size_t c = 0; c < t->n_communes; c++)
        report(w, &w->communes[c], "commune", t->communes[c].code.s);
    for (size_t q = 0; q < t->n_qpvs; q++)
        report(w, &w->qpvs[q], "qpv", t->qpvs[q].code.s);
    for (size_t p = 0; p < t->n_parts; p++)
        report(w, &w->parts[p], "commune", t->parts[p].code.s);
    for (size_t g = 0; g < w->n_geometries; g++)
        report(w, &w->geometries[g], "perimetre", "");
    return MLG_OK;
}
