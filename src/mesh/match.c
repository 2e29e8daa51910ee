/*
 * match.c - QPV of two generations on common ground: areas by integration, which needs no overlay
 * and is right to rounding; an overlay only where a width decides.
 */
#include "mesh/match.h"

#include "mesh/match_tell.h"
#include "mesh/work.h"

#include "base/text.h"
#include "geom/wkb.h"

#include <math.h>

/* A QPV in its computing CRS, valid; wkb NULL: no polygon. */
typedef struct match_shape {
    GBytes *wkb;
    const char *crs; /* interned */
    geom_box box;
    double area_m2;
} match_shape;

typedef struct matching {
    const mlg_territory *t;
    mesh_worker worker;
    GHashTable *crs; /* of each département met, interned */
    match_shape *shapes, *others;
    GHashTable *drawn; /* codes that have a polygon */
    GArray *found;     /* territory_match */
} matching;

/* One CRS a département, whatever the generation: where none is known, that of its first QPV. */
static mlg_status find_crs(matching *m, const mlg_territory *t, const territory_qpv *qpv,
                           const char **ret, mlg_error *err)
{
    *ret = g_hash_table_lookup(m->crs, qpv->department.s);
    if (*ret != NULL)
        return MLG_OK;
    g_autofree char *crs = NULL;
    MLG_TRY(
        mesh_find_crs(&m->worker, qpv->department, &qpv->shape, t->crs[qpv->shape.crs], &crs, err));
    *ret = g_intern_string(crs);
    g_hash_table_insert(m->crs, (gpointer)qpv->department.s, (gpointer)*ret);
    return MLG_OK;
}

static mlg_status prepare(matching *m, const mlg_territory *t, const territory_qpv *qpv,
                          match_shape *ret, mlg_error *err)
{
    g_autoptr(GBytes) projected = NULL, valid = NULL;
    ret->box = (geom_box){1, 1, 0, 0};
    if (qpv->shape.wkb == NULL || geom_wkb_is_empty(qpv->shape.wkb))
        return MLG_OK;
    MLG_TRY(find_crs(m, t, qpv, &ret->crs, err));
    MLG_TRY(mesh_project(&m->worker, qpv->shape.wkb, t->crs[qpv->shape.crs], ret->crs, &projected,
                         err));
    MLG_TRY(geom_wkb_repair(m->worker.geos, projected, &valid, NULL, err));
    if (geom_wkb_is_empty(valid))
        return MLG_OK;
    ret->box = geom_wkb_bounds(valid);
    ret->area_m2 = geom_wkb_area(valid);
    ret->wkb = g_steal_pointer(&valid);
    g_hash_table_add(m->drawn, (gpointer)qpv->code.s);
    return MLG_OK;
}

static mlg_status prepare_all(matching *m, const mlg_territory *t, match_shape *shapes,
                              mlg_error *err)
{
    for (size_t q = 0; q < t->n_qpvs; q++) {
        mlg_status status = prepare(m, t, &t->qpvs[q], &shapes[q], err);
        if (status != MLG_OK)
            return mlg_wrap(err, status, _("QPV %s"), t->qpvs[q].code.s);
    }
    return MLG_OK;
}

static mlg_status width_of_common(matching *m, const match_shape *a, const match_shape *b,
                                  double *ret_m, mlg_error *err)
{
    g_autoptr(geom) first = NULL, second = NULL, common = NULL;
    MLG_TRY(geom_from_wkb(m->worker.geos, a->wkb, &first, err));
    MLG_TRY(geom_from_wkb(m->worker.geos, b->wkb, &second, err));
    MLG_TRY(geom_overlay(GEOM_INTERSECTION, first, second, &common, NULL, err));
    return geom_width(common, MESH_EDGE_WIDTH_M / 100, ret_m, err);
}

/* Two limits that were drawn twice, along a street that both follow, share slivers. */
static mlg_status is_sliver(matching *m, const match_shape *a, const match_shape *b, double area_m2,
                            bool *ret, mlg_error *err)
{
    *ret = area_m2 <= MESH_DUST_M2;
    if (*ret || area_m2 >= MESH_EDGE_SHARE * fmin(a->area_m2, b->area_m2))
        return MLG_OK;
    *ret = area_m2 < MESH_EDGE_AREA_M2;
    if (*ret)
        return MLG_OK;
    double width_m = 0;
    MLG_TRY(width_of_common(m, a, b, &width_m, err));
    *ret = width_m <= MESH_EDGE_WIDTH_M;
    return MLG_OK;
}

static mlg_status match_pair(matching *m, uint32_t q, uint32_t o, mlg_error *err)
{
    const match_shape *a = &m->shapes[q], *b = &m->others[o];
    if (a->crs != b->crs)
        return MLG_OK;
    double area_m2 = geom_wkb_overlap_area(a->wkb, b->wkb);
    bool sliver = true;
    MLG_TRY(is_sliver(m, a, b, area_m2, &sliver, err));
    if (sliver)
        return MLG_OK;
    territory_match match = {.qpv = m->t->qpvs[q].code,
                             .other = m->t->compared->qpvs[o].code,
                             .part = fmin(1, area_m2 / a->area_m2),
                             .part_other = fmin(1, area_m2 / b->area_m2)};
    g_array_append_val(m->found, match);
    return MLG_OK;
}

static mlg_status match_all(matching *m, const mlg_monitor *monitor, mlg_error *err)
{
    size_t n = m->t->compared->n_qpvs;
    g_autofree geom_box *boxes = g_new(geom_box, n + 1);
    for (size_t o = 0; o < n; o++)
        boxes[o] = m->others[o].box;
    g_autoptr(geom_index) index = geom_index_new(boxes, n);
    g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t q = 0; q < m->t->n_qpvs; q++) {
        MLG_TRY(base_check_cancelled(monitor, err));
        if (m->shapes[q].wkb == NULL)
            continue;
        geom_index_query(index, m->shapes[q].box, hits);
        for (guint i = 0; i < hits->len; i++) {
            uint32_t o = g_array_index(hits, uint32_t, i);
            mlg_status status = match_pair(m, q, o, err);
            if (status != MLG_OK)
                return mlg_wrap(err, status, "%s, %s", m->t->qpvs[q].code.s,
                                m->t->compared->qpvs[o].code.s);
        }
    }
    return MLG_OK;
}

/* Pairs of the list that were found are listed; the others share no ground, or were not measured.
 */
static void add_listed(matching *m)
{
    g_autoptr(GArray) apart = g_array_new(FALSE, FALSE, sizeof(territory_match));
    g_array_sort(m->found, territory_compare_matches);
    for (size_t i = 0; i < m->t->n_matches; i++) {
        territory_match listed = m->t->matches[i];
        guint at = 0;
        if (g_array_binary_search(m->found, &listed, territory_compare_matches, &at)) {
            g_array_index(m->found, territory_match, at).listed = true;
            continue;
        }
        if (g_hash_table_contains(m->drawn, listed.qpv.s) &&
            g_hash_table_contains(m->drawn, listed.other.s))
            listed.part = listed.part_other = 0;
        g_array_append_val(apart, listed);
    }
    g_array_append_vals(m->found, apart->data, apart->len);
    g_array_sort(m->found, territory_compare_matches);
}

static void done_shapes(match_shape *shapes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        g_clear_pointer(&shapes[i].wkb, g_bytes_unref);
    g_free(shapes);
}

mlg_status mesh_match_qpvs(mlg_territory *territory, const mlg_monitor *monitor, mlg_error *err)
{
    const mlg_territory *compared = territory->compared;
    if (compared == NULL)
        return MLG_OK;
    matching m = {.t = territory,
                  .crs = g_hash_table_new(g_str_hash, g_str_equal),
                  .drawn = g_hash_table_new(g_str_hash, g_str_equal),
                  .shapes = g_new0(match_shape, territory->n_qpvs + 1),
                  .others = g_new0(match_shape, compared->n_qpvs + 1),
                  .found = g_array_new(FALSE, FALSE, sizeof(territory_match))};
    mesh_worker_init(&m.worker);
    mlg_status status = prepare_all(&m, territory, m.shapes, err);
    if (status == MLG_OK)
        status = prepare_all(&m, compared, m.others, err);
    if (status == MLG_OK)
        status = match_all(&m, monitor, err);
    if (status == MLG_OK) {
        add_listed(&m);
        territory_set_matches(territory, m.found);
        mesh_match_tell(territory, m.drawn, monitor);
    }
    mesh_worker_done(&m.worker);
    done_shapes(m.shapes, territory->n_qpvs);
    done_shapes(m.others, compared->n_qpvs);
    g_array_unref(m.found);
    g_hash_table_unref(m.crs);
    g_hash_table_unref(m.drawn);
    return status;
}
