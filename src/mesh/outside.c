/*
 * outside.c - step 5: what of a QPV lies in no commune. Such pieces have weight 0, unless nothing
 * of the QPV lies inside: then it stays in its declared commune (a collapsed polygon too), or is
 * hors_territoire.
 */
#include "mesh/work.h"

#include "base/text.h"

/* Area of each QPV found inside communes. */
static void sum_inside(mesh_work *w, double *inside_m2, size_t *n_inside)
{
    for (size_t c = 0; c < w->t->n_communes; c++) {
        const mesh_cut *cut = &w->cuts[c];
        for (guint i = 0; i < cut->members[MESH_OF_QPV]->len; i++) {
            mesh_member m = g_array_index(cut->members[MESH_OF_QPV], mesh_member, i);
            inside_m2[m.unit] += g_array_index(cut->faces, mesh_face, m.face).area_m2;
            n_inside[m.unit]++;
        }
    }
}

/* The QPV without the communes whose boxes it meets. */
static mlg_status subtract_communes(mesh_work *w, const geom_index *communes, uint32_t q,
                                    geom **ret, mlg_error *err)
{
    mesh_worker *worker = &w->workers[0];
    const mesh_item *item = &w->qpvs[q];
    g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    geom_index_query(communes, item->box, hits);
    g_autoptr(geom) rest = NULL;
    MLG_TRY(geom_from_wkb(worker->geos, item->wkb, &rest, err));
    for (guint i = 0; i < hits->len; i++) {
        const mesh_item *commune = &w->communes[g_array_index(hits, uint32_t, i)];
        if (commune->zone != item->zone)
            continue;
        g_autoptr(geom) g = NULL, left = NULL;
        geom_overlay_report report = {.verdict = GEOM_OVERLAY_AGREED};
        MLG_TRY(geom_from_wkb(worker->geos, commune->wkb, &g, err));
        MLG_TRY(geom_overlay(GEOM_DIFFERENCE, rest, g, &left, &report, err));
        mesh_cut_guard(&w->outside, &report);
        geom_free(rest);
        rest = g_steal_pointer(&left);
    }
    *ret = g_steal_pointer(&rest);
    return MLG_OK;
}

static void report(mesh_work *w, const char *code, uint32_t q, double value)
{
    g_autofree char *detail = g_strdup_printf("%.0f", value);
    BASE_EMIT(w->monitor, .code = code, .object = "qpv", .id = w->t->qpvs[q].code.s,
              .value = w->t->qpvs[q].name, .detail = detail);
}

/* Nothing of the QPV is inside: a face in its declared commune, or outside the territory. */
static void place_alone(mesh_work *w, uint32_t q)
{
    const territory_qpv *qpv = &w->t->qpvs[q];
    const mesh_item *item = &w->qpvs[q];
    mesh_face face = {.commune = qpv->declared, .qpv = q, .crs = item->zone};
    if (item->wkb != NULL) {
        face.wkb = g_bytes_ref(item->wkb);
        face.area_m2 = item->area_m2;
        face.stray = qpv->declared != TERRITORY_NONE;
    }
    mesh_cut *cut = qpv->declared != TERRITORY_NONE ? &w->cuts[qpv->declared] : &w->outside;
    uint32_t index = mesh_cut_add(cut, &face);
    mesh_cut_member(cut, MESH_OF_QPV, index, q);
    if (qpv->declared != TERRITORY_NONE)
        mesh_cut_member(cut, MESH_OF_COMMUNE, index, qpv->declared);
    w->mesh->qpv_outside[q] = qpv->declared == TERRITORY_NONE;
    w->mesh->summary.n_qpv_outside += qpv->declared == TERRITORY_NONE;
    w->mesh->summary.n_qpv_collapsed += item->wkb == NULL && qpv->declared != TERRITORY_NONE;
    if (qpv->declared == TERRITORY_NONE)
        report(w, "qpv-hors-territoire", q, item->area_m2);
    else if (item->wkb != NULL)
        report(w, "qpv-hors-communes", q, item->area_m2);
}

static mlg_status place_rest(mesh_work *w, const geom_index *communes, uint32_t q, mlg_error *err)
{
    const mesh_item *item = &w->qpvs[q];
    g_autoptr(geom) rest = NULL;
    MLG_TRY(subtract_communes(w, communes, q, &rest, err));
    if (geom_area(rest) <= MESH_DUST_M2)
        return MLG_OK;
    mesh_face face = {.commune = TERRITORY_NONE, .qpv = q, .edge = true, .crs = item->zone};
    g_autoptr(GBytes) wkb = NULL;
    MLG_TRY(geom_to_wkb(rest, &wkb, err));
    MLG_TRY(mesh_area(w, &w->workers[0], wkb, item->zone, &face.area_m2, err));
    face.wkb = g_steal_pointer(&wkb);
    mesh_cut_member(&w->outside, MESH_OF_QPV, mesh_cut_add(&w->outside, &face), q);
    w->mesh->summary.n_outside++;
    return MLG_OK;
}

mlg_status mesh_step_outside(mesh_work *w, mlg_error *err)
{
    size_t n = w->t->n_qpvs;
    g_autofree double *inside_m2 = g_new0(double, n + 1);
    g_autofree size_t *n_inside = g_new0(size_t, n + 1);
    sum_inside(w, inside_m2, n_inside);
    g_autofree geom_box *boxes = g_new(geom_box, w->t->n_communes);
    for (size_t c = 0; c < w->t->n_communes; c++)
        boxes[c] = w->communes[c].box;
    g_autoptr(geom_index) communes = geom_index_new(boxes, w->t->n_communes);
    mesh_cut_init(&w->outside);
    for (uint32_t q = 0; q < n; q++) {
        const mesh_item *item = &w->qpvs[q];
        mlg_status status = MLG_OK;
        if (n_inside[q] == 0)
            place_alone(w, q);
        else if (item->area_m2 - inside_m2[q] > MESH_DUST_M2 + 1e-9 * item->area_m2)
            status = place_rest(w, communes, q, err);
        if (status != MLG_OK)
            return mlg_wrap(err, status, _("QPV %s"), w->t->qpvs[q].code.s);
        MLG_TRY(base_check_cancelled(w->monitor, err));
    }
    w->mesh->summary.n_guarded += w->outside.n_guarded;
    return MLG_OK;
}
