/*
 * shapes.c - step 2: every polygon repaired, then in its computing CRS, with its box and area; each
 * repair is reported.
 */
#include "mesh/scan.h"
#include "mesh/work.h"

#include "base/text.h"
#include "geom/wkb.h"

#include <string.h>

#define CHUNK 64U /* shapes handed to a thread at a time */

void mesh_worker_init(mesh_worker *worker)
{
    worker->geos = geom_ctx_new();
    worker->crs = crs_context_new();
    worker->transforms =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)crs_transform_free);
    worker->scan = NULL;
}

void mesh_worker_done(mesh_worker *worker)
{
    g_clear_pointer(&worker->transforms, g_hash_table_unref);
    g_clear_pointer(&worker->crs, crs_context_free);
    g_clear_pointer(&worker->geos, geom_ctx_free);
    g_clear_pointer(&worker->scan, mesh_scan_free);
}

mesh_scan *mesh_worker_scan(mesh_worker *worker)
{
    if (worker->scan == NULL)
        worker->scan = mesh_scan_new();
    return worker->scan;
}

mlg_status mesh_transform(mesh_worker *worker, const char *from, const char *to,
                          crs_transform **ret, mlg_error *err)
{
    g_autofree char *key = g_strconcat(from, "\n", to, NULL);
    crs_transform *found = g_hash_table_lookup(worker->transforms, key);
    if (found == NULL) {
        MLG_TRY(crs_transform_new(worker->crs, from, to, &found, err));
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

typedef struct shapes_job {
    mesh_work *w;
    mesh_item *items;
} shapes_job;

static mlg_status clean(mesh_worker *worker, mesh_item *item, mlg_error *err)
{
    item->box = (geom_box){1, 1, 0, 0};
    item->valid = true;
    if (item->shape->wkb == NULL)
        return MLG_OK;
    item->given = true;
    geom_repair_report report;
    MLG_TRY(geom_wkb_repair(worker->geos, item->shape->wkb, &item->clean, &report, err));
    item->valid = report.was_valid;
    item->collapsed = report.collapsed;
    memcpy(item->reason, report.reason, sizeof item->reason);
    if (item->collapsed)
        g_clear_pointer(&item->clean, g_bytes_unref);
    return MLG_OK;
}

static mlg_status measure(mesh_work *w, mesh_worker *worker, mesh_item *item, mlg_error *err)
{
    item->box = geom_wkb_bounds(item->wkb);
    return mesh_area(w, worker, item->wkb, item->zone, &item->area_m2, err);
}

static mlg_status project(mesh_work *w, mesh_worker *worker, mesh_item *item, mlg_error *err)
{
    if (item->clean == NULL)
        return MLG_OK;
    MLG_TRY(mesh_project(worker, item->clean, item->shape_crs, w->mesh->crs[item->zone], &item->wkb,
                         err));
    return measure(w, worker, item, err);
}

/* What shares no edges with others is repaired where it is measured: where its lines cross there.
 */
static mlg_status prepare(mesh_work *w, mesh_worker *worker, mesh_item *item, mlg_error *err)
{
    MLG_TRY(clean(worker, item, err));
    if (item->clean == NULL || item->valid)
        return project(w, worker, item, err);
    g_autoptr(GBytes) projected = NULL;
    MLG_TRY(mesh_project(worker, item->shape->wkb, item->shape_crs, w->mesh->crs[item->zone],
                         &projected, err));
    MLG_TRY(geom_wkb_repair(worker->geos, projected, &item->wkb, NULL, err));
    return measure(w, worker, item, err);
}

static mlg_status clean_chunk(void *user, unsigned worker, size_t begin, size_t end, mlg_error *err)
{
    shapes_job *job = user;
    for (size_t i = begin; i < end; i++) {
        mlg_status status = clean(&job->w->workers[worker], &job->items[i], err);
        if (status != MLG_OK)
            return mlg_wrap(err, status, _("commune %s"), job->w->t->communes[i].code.s);
    }
    return MLG_OK;
}

static mlg_status prepare_chunk(void *user, unsigned worker, size_t begin, size_t end,
                                mlg_error *err)
{
    shapes_job *job = user;
    mesh_worker *with = &job->w->workers[worker];
    for (size_t i = begin; i < end; i++)
        MLG_TRY(prepare(job->w, with, &job->items[i], err));
    return MLG_OK;
}

static mlg_status prepare_all(mesh_work *w, mesh_item *items, size_t n, mlg_error *err)
{
    shapes_job job = {w, items};
    return base_parallel_for(w->n_workers, n, CHUNK, prepare_chunk, &job, w->monitor, NULL, err);
}

/* The first chunk stands for the edges, which one thread finds while the others project communes
 * and prepare QPV. */
static mlg_status arrange_chunk(void *user, unsigned worker, size_t begin, size_t end,
                                mlg_error *err)
{
    mesh_work *w = user;
    mesh_worker *with = &w->workers[worker];
    if (begin == 0)
        return mesh_step_edges(w, err);
    for (size_t i = begin - CHUNK; i < end - CHUNK; i++) {
        if (i >= w->t->n_qpvs) {
            MLG_TRY(project(w, with, &w->communes[i - w->t->n_qpvs], err));
            continue;
        }
        mlg_status status = prepare(w, with, &w->qpvs[i], err);
        if (status != MLG_OK)
            return mlg_wrap(err, status, _("QPV %s"), w->t->qpvs[i].code.s);
    }
    return MLG_OK;
}

mlg_status mesh_prepare_commune(mesh_work *w, mesh_worker *worker, uint32_t commune, mlg_error *err)
{
    mesh_item *item = &w->communes[commune];
    if (item->wkb != NULL)
        return MLG_OK;
    mesh_place_commune(w, commune);
    MLG_TRY(clean(worker, item, err));
    return project(w, worker, item, err);
}

static mlg_status prepare_units(mesh_work *w, mlg_error *err)
{
    size_t n = w->t->n_communes;
    shapes_job job = {w, w->communes};
    MLG_TRY(base_parallel_for(w->n_workers, n, CHUNK, clean_chunk, &job, w->monitor,
                              _("communes: validity"), err));
    return base_parallel_for(w->n_workers, CHUNK + w->t->n_qpvs + n, CHUNK, arrange_chunk, w,
                             w->monitor, _("communes: projection and borders"), err);
}

static void report(mesh_work *w, const mesh_item *item, const char *object, const char *id,
                   territory_origin origin)
{
    if (item->given && item->collapsed)
        BASE_EMIT(w->monitor, .code = "geometrie-effondree", .object = object, .id = id,
                  .file = origin.file, .layer = origin.layer, .row = origin.row);
    else if (item->given && !item->valid)
        BASE_EMIT(w->monitor, .code = "geometrie-reparee", .object = object, .id = id,
                  .file = origin.file, .layer = origin.layer, .row = origin.row,
                  .detail = item->reason);
    if (item->given && item->valid && !item->collapsed)
        g_hash_table_add(w->mesh->valid_shapes, item->shape->wkb);
    w->mesh->summary.n_repaired += item->given && !item->valid && !item->collapsed;
}

/* Findings about a polygon perimeter name its dispositif and its row. */
static void report_geometries(mesh_work *w)
{
    const mlg_inventory *inv = w->mesh->inventory;
    for (size_t d = 0; inv != NULL && d < inv->n_dispositifs; d++) {
        const inventory_dispositif *dispositif = &inv->dispositifs[d];
        for (uint32_t i = 0; i < dispositif->n_lines; i++) {
            const inventory_line *line = &inv->lines[dispositif->first_line + i];
            territory_origin origin = {line->origin.file, line->origin.sheet, line->origin.row};
            if (line->unit == INVENTORY_GEOMETRIE)
                report(w, &w->geometries[line->index], "perimetre", dispositif->id, origin);
        }
    }
}

static void report_all(mesh_work *w)
{
    const mlg_territory *t = w->t;
    for (size_t c = 0; c < t->n_communes; c++)
        report(w, &w->communes[c], "commune", t->communes[c].code.s, t->communes[c].shape.origin);
    for (size_t q = 0; q < t->n_qpvs; q++)
        report(w, &w->qpvs[q], "qpv", t->qpvs[q].code.s, t->qpvs[q].shape.origin);
    for (size_t p = 0; p < t->n_parts; p++)
        report(w, &w->parts[p], "commune", t->parts[p].code.s, t->parts[p].shape.origin);
}

mlg_status mesh_step_shapes(mesh_work *w, mlg_error *err)
{
    const mlg_territory *t = w->t;
    MLG_TRY(mesh_step_places(w, err));
    MLG_TRY(prepare_units(w, err));
    MLG_TRY(prepare_all(w, w->parts, t->n_parts, err));
    report_all(w);
    return MLG_OK;
}

mlg_status mesh_prepare_perimeters(mesh_work *w, mlg_error *err)
{
    for (uint32_t p = 0; p < w->t->n_parts; p++) {
        if (!w->part_used[p] || w->parts[p].wkb != NULL)
            continue;
        mesh_place_part(w, p);
        MLG_TRY(prepare(w, &w->workers[0], &w->parts[p], err));
    }
    MLG_TRY(mesh_place_geometries(w, err));
    MLG_TRY(prepare_all(w, w->geometries, w->n_geometries, err));
    report_geometries(w);
    return MLG_OK;
}
