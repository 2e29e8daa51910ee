/*
 * faces.c - step 4: each commune cut by the QPV, overlapping communes, parts and polygon perimeters
 * that meet it.
 *
 * A commune that nothing cuts is one face and costs nothing. Area that two communes claim is a face
 * of the one of lower code; communes are divided by following edges, the rest by overlays.
 */
#include "mesh/cutting.h"

#include "base/text.h"
#include "geom/wkb.h"

static void clear_region(mesh_region *r)
{
    g_clear_pointer(&r->wkb, g_bytes_unref);
    g_clear_pointer(&r->g, geom_free);
    g_clear_pointer(&r->inside, g_array_unref);
}

/* A part of `from`, as geometry. */
static mesh_region *add_part(GArray *regions, geom *g, const mesh_region *from)
{
    mesh_region r = {NULL, g, geom_bounds(g), g_array_new(FALSE, FALSE, sizeof(mesh_cutter))};
    if (from->inside->len > 0)
        g_array_append_vals(r.inside, from->inside->data, from->inside->len);
    g_array_append_val(regions, r);
    return &g_array_index(regions, mesh_region, regions->len - 1);
}

mesh_region *mesh_cutting_add(mesh_cutting *c, GBytes *wkb)
{
    mesh_region r = {wkb, NULL, geom_wkb_bounds(wkb),
                     g_array_new(FALSE, FALSE, sizeof(mesh_cutter))};
    g_array_append_val(c->regions, r);
    return &g_array_index(c->regions, mesh_region, c->regions->len - 1);
}

static void move_region(mesh_region *r, GArray *to)
{
    g_array_append_vals(to, r, 1);
    *r = (mesh_region){0};
}

mlg_status mesh_cutting_overlay(mesh_cutting *c, geom_overlay_op op, const geom *a, const geom *b,
                                geom **ret, mlg_error *err)
{
    geom_overlay_report report = {.verdict = GEOM_OVERLAY_AGREED};
    MLG_TRY(geom_overlay(op, a, b, ret, &report, err));
    mesh_cut_guard(c->cut, &report);
    return MLG_OK;
}

/* Splits one region by a cutter; dust on either side stays with the other. */
static mlg_status split(mesh_cutting *c, mesh_region *r, const mesh_cutter *by, const geom *knife,
                        GArray *next, mlg_error *err)
{
    g_autoptr(geom) inside = NULL, outside = NULL;
    if (geom_boxes_meet(r->box, by->item->box)) {
        if (r->g == NULL)
            MLG_TRY(geom_from_wkb(c->worker->geos, r->wkb, &r->g, err));
        MLG_TRY(mesh_cutting_overlay(c, GEOM_INTERSECTION, r->g, knife, &inside, err));
    }
    if (inside == NULL || geom_area(inside) <= MESH_DUST_M2) {
        move_region(r, next);
        return MLG_OK;
    }
    MLG_TRY(mesh_cutting_overlay(c, GEOM_DIFFERENCE, r->g, knife, &outside, err));
    if (geom_area(outside) <= MESH_DUST_M2) {
        g_array_append_vals(r->inside, by, 1);
        move_region(r, next);
        return MLG_OK;
    }
    mesh_region *part = add_part(next, g_steal_pointer(&inside), r);
    g_array_append_vals(part->inside, by, 1);
    (void)add_part(next, g_steal_pointer(&outside), r);
    return MLG_OK;
}

static GArray *new_regions(void)
{
    GArray *regions = g_array_new(FALSE, FALSE, sizeof(mesh_region));
    g_array_set_clear_func(regions, (GDestroyNotify)clear_region);
    return regions;
}

mlg_status mesh_cutting_by(mesh_cutting *c, const mesh_cutter *by, mlg_error *err)
{
    g_autoptr(geom) knife = NULL;
    MLG_TRY(geom_from_wkb(c->worker->geos, by->item->wkb, &knife, err));
    GArray *next = new_regions();
    mlg_status status = MLG_OK;
    for (guint i = 0; i < c->regions->len && status == MLG_OK; i++)
        status = split(c, &g_array_index(c->regions, mesh_region, i), by, knife, next, err);
    g_array_unref(c->regions);
    c->regions = next;
    return status;
}

/* What a polygon perimeter has of the commune, or leaves of it, is an edge by the rule for QPV
 * (design 5.3): little of the perimeter, or of the commune, and small or narrow. */
static mlg_status is_sliver(mesh_cutting *c, geom_overlay_op op, const mesh_cutter *by,
                            double area_m2, double of_area_m2, bool *ret, mlg_error *err)
{
    const mlg_mesh_options *o = &c->w->options;
    *ret = area_m2 <= MESH_DUST_M2;
    if (*ret || area_m2 >= o->edge_share * of_area_m2)
        return MLG_OK;
    *ret = area_m2 < o->edge_area_m2;
    if (!*ret) {
        double width = 0;
        g_autoptr(geom) commune = NULL, knife = NULL, piece = NULL;
        MLG_TRY(geom_from_wkb(c->worker->geos, c->w->communes[c->commune].wkb, &commune, err));
        MLG_TRY(geom_from_wkb(c->worker->geos, by->item->wkb, &knife, err));
        MLG_TRY(mesh_cutting_overlay(c, op, commune, knife, &piece, err));
        MLG_TRY(geom_width(piece, o->edge_width_m / 100, &width, err));
        *ret = width <= o->edge_width_m;
    }
    mesh_trim trim = {by->unit, area_m2};
    if (*ret)
        g_array_append_val(c->cut->trims, trim);
    return MLG_OK;
}

static void hold_commune(mesh_cutting *c, const mesh_cutter *by)
{
    for (guint i = 0; i < c->regions->len; i++)
        g_array_append_vals(g_array_index(c->regions, mesh_region, i).inside, by, 1);
}

/* A perimeter of whole communes, or one drawn along the commune's border, but not on it, holds all
 * of the commune or nothing: *ret_settled then. */
static mlg_status settle_border(mesh_cutting *c, const mesh_cutter *by, bool *ret_settled,
                                mlg_error *err)
{
    const mesh_item *commune = &c->w->communes[c->commune];
    double area = geom_wkb_area(commune->wkb);
    double shared = geom_wkb_overlap_area(commune->wkb, by->item->wkb);
    if (by->item->by_commune) {
        *ret_settled = true;
        if (shared > area / 2)
            hold_commune(c, by);
        return MLG_OK;
    }
    MLG_TRY(is_sliver(c, GEOM_INTERSECTION, by, shared, geom_wkb_area(by->item->wkb), ret_settled,
                      err));
    if (*ret_settled)
        return MLG_OK;
    MLG_TRY(is_sliver(c, GEOM_DIFFERENCE, by, area - shared, area, ret_settled, err));
    if (*ret_settled)
        hold_commune(c, by);
    return MLG_OK;
}

/* What cuts commune c besides communes, in a fixed order: QPV, its parts, perimeters. */
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
    const territory_commune *commune = &w->t->communes[c];
    for (uint32_t p = commune->first_part; p < commune->first_part + commune->n_parts; p++) {
        mesh_cutter by = {MESH_OF_PART, p, &w->parts[p]};
        if (w->part_used[p] && by.item->wkb != NULL)
            g_array_append_val(cutters, by);
    }
    for (uint32_t g = 0; g < w->n_geometries; g++) {
        mesh_cutter by = {MESH_OF_GEOMETRY, g, &w->geometries[g]};
        if (by.item->wkb != NULL && by.item->zone == item->zone &&
            geom_boxes_meet(item->box, by.item->box))
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
        bool settled = false;
        if (by->kind == MESH_OF_GEOMETRY)
            MLG_TRY(settle_border(c, by, &settled, err));
        if (!settled)
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
        c.regions = new_regions();
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
    mesh_report_trims(w);
    for (size_t c = 0; c < w->t->n_communes; c++) {
        const mesh_cut *cut = &w->cuts[c];
        w->mesh->summary.n_guarded += cut->n_guarded;
        if (cut->n_guarded == 0)
            continue;
        g_autofree char *count = g_strdup_printf("%zu", cut->n_guarded);
        g_autofree char *areas =
            g_strdup_printf("%.6f / %.6f m²", cut->guard.area_float, cut->guard.area_precise);
        BASE_EMIT(w->monitor, .code = "recouvrement-garde", .object = "commune",
                  .id = w->t->communes[c].code.s, .value = count, .detail = areas);
    }
    return MLG_OK;
}
