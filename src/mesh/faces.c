/*
 * faces.c - step 4: each commune cut by the QPV and overlapping communes that meet it.
 *
 * A commune that nothing cuts is one face and costs nothing. Area that two communes claim is a face
 * of the one of lower code; communes are divided by following edges, the rest by overlays.
 */
#include "mesh/cutting.h"

#include "base/text.h"
#include "geom/wkb.h"

/* The QPV that cut commune c, in code order. */
static GArray *cutters_of(mesh_work *w, uint32_t c, GArray *hits)
{
    const mesh_item *item = &w->communes[c];
    GArray *cutters = g_array_new(FALSE, FALSE, sizeof(mesh_cutter));
    geom_index_query(w->qpv_index[item->zone], item->box, hits);
    for (guint i = 0; i < hits->len; i++) {
        uint32_t q = g_array_index(hits, uint32_t, i);
        mesh_cutter by = {MESH_OF_QPV, q, &w->qpvs[q]};
        if (by.item->zone == item->zone && by.item->wkb != NULL)
            g_array_append_val(cutters, by);
    }
    return cutters;
}

/* The QPV of lowest code that holds the region. */
static uint32_t owner_of(const mesh_region *r)
{
    for (guint i = 0; i < r->inside->len; i++) {
        const mesh_cutter *by = &g_array_index(r->inside, mesh_cutter, i);
        if (by->kind == MESH_OF_QPV)
            return by->unit;
    }
    return TERRITORY_NONE;
}

/* Turns a region into a face with its memberships; the QPV of lowest code owns it. */
static mlg_status keep_region(mesh_cutting *c, const mesh_region *r, mlg_error *err)
{
    mesh_work *w = c->w;
    const mesh_item *item = &w->communes[c->commune];
    mesh_face face = {.commune = c->commune, .qpv = TERRITORY_NONE, .crs = item->zone};
    unsigned n_communes = 0, n_qpvs = 0;
    for (guint i = 0; i < r->inside->len; i++) {
        mesh_kind kind = g_array_index(r->inside, mesh_cutter, i).kind;
        n_communes += kind == MESH_OF_COMMUNE;
        n_qpvs += kind == MESH_OF_QPV;
    }
    face.qpv = owner_of(r);
    face.overlap = n_communes > 0 || n_qpvs > 1;
    face.contested = n_communes > 0;
    g_autoptr(GBytes) wkb = NULL;
    if (r->wkb != NULL)
        wkb = g_bytes_ref(r->wkb);
    else
        MLG_TRY(geom_to_wkb(r->g, &wkb, err));
    MLG_TRY(mesh_area(w, c->worker, wkb, item->zone, &face.area_m2, err));
    face.wkb = g_steal_pointer(&wkb);
    uint32_t index = mesh_cut_add(c->cut, &face);
    mesh_cut_member(c->cut, MESH_OF_COMMUNE, index, c->commune);
    for (guint i = 0; i < r->inside->len; i++) {
        const mesh_cutter *by = &g_array_index(r->inside, mesh_cutter, i);
        mesh_cut_member(c->cut, by->kind, index, by->unit);
    }
    return MLG_OK;
}

/* Where others claim all that a commune owns, its people and its presence have no other place. */
static void settle_contested(mesh_cut *cut)
{
    bool all = true;
    for (guint i = 0; i < cut->faces->len; i++)
        all = all && g_array_index(cut->faces, mesh_face, i).contested;
    for (guint i = 0; all && i < cut->faces->len; i++)
        g_array_index(cut->faces, mesh_face, i).contested = false;
}

static void keep_whole(mesh_cutting *c)
{
    const mesh_item *item = &c->w->communes[c->commune];
    mesh_face face = {.commune = c->commune,
                      .qpv = TERRITORY_NONE,
                      .crs = item->zone,
                      .whole = true,
                      .area_m2 = item->area_m2};
    mesh_cut_member(c->cut, MESH_OF_COMMUNE, mesh_cut_add(c->cut, &face), c->commune);
}

/* Faces of a QPV follow each other; the sort is stable. */
static gint by_owner(gconstpointer a, gconstpointer b)
{
    uint32_t x = owner_of(a), y = owner_of(b);
    return x < y ? -1 : x > y;
}

static mlg_status cut_commune(mesh_cutting *c, GArray *hits, mlg_error *err)
{
    mesh_work *w = c->w;
    const mesh_item *item = &w->communes[c->commune];
    if (item->wkb == NULL) {
        keep_whole(c); /* without polygon: it still has people */
        return MLG_OK;
    }
    g_autoptr(GArray) cutters = cutters_of(w, c->commune, hits);
    if (cutters->len == 0 && w->overlaps[c->commune] == NULL) {
        keep_whole(c);
        return MLG_OK;
    }
    MLG_TRY(mesh_cutting_start(c, err));
    for (guint i = 0; i < cutters->len; i++) {
        const mesh_cutter *by = &g_array_index(cutters, mesh_cutter, i);
        MLG_TRY(mesh_cutting_by(c, by, err));
    }
    if (c->regions->len == 1 && w->overlaps[c->commune] == NULL &&
        g_array_index(c->regions, mesh_region, 0).inside->len == 0) {
        keep_whole(c);
        return MLG_OK;
    }
    g_array_sort(c->regions, by_owner);
    for (guint i = 0; i < c->regions->len; i++) {
        const mesh_region *r = &g_array_index(c->regions, mesh_region, i);
        double area = r->g != NULL ? geom_area(r->g) : geom_wkb_area(r->wkb);
        if (area > MESH_DUST_M2 || c->regions->len == 1)
            MLG_TRY(keep_region(c, r, err));
    }
    settle_contested(c->cut);
    return MLG_OK;
}

static mlg_status cut_chunk(void *user, unsigned worker, size_t begin, size_t end, mlg_error *err)
{
    mesh_work *w = user;
    g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (size_t i = begin; i < end; i++) {
        mesh_cutting c = {w, &w->workers[worker], &w->cuts[i], (uint32_t)i, NULL};
        mesh_cut_init(c.cut);
        c.regions = mesh_cutting_regions();
        mlg_status status = cut_commune(&c, hits, err);
        g_array_unref(c.regions);
        if (status != MLG_OK)
            return mlg_wrap(err, status, _("commune %s"), w->t->communes[i].code.s);
    }
    return MLG_OK;
}

mlg_status mesh_step_faces(mesh_work *w, mlg_error *err)
{
    MLG_TRY(base_parallel_for(w->n_workers, w->t->n_communes, 8, cut_chunk, w, w->monitor,
                              _("mesh: faces"), err));
    mesh_report_guards(w);
    return MLG_OK;
}
