/*
 * perimeters.c - refinement of one commune: its faces cut further by the parts of it that a
 * perimeter names, and by polygon perimeters.
 */
#include "mesh/cutting.h"

#include "geom/wkb.h"

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

GArray *mesh_perimeters_of(const mesh_work *w, uint32_t c)
{
    const mesh_lists *own = &w->mesh->own_commune;
    geom_box box = w->mesh->commune_box[c];
    const territory_commune *commune = &w->t->communes[c];
    GArray *cutters = g_array_new(FALSE, FALSE, sizeof(mesh_cutter));
    if (own->first[c] == own->first[c + 1] || box.min_x > box.max_x)
        return cutters;
    for (uint32_t p = commune->first_part; p < commune->first_part + commune->n_parts; p++) {
        mesh_cutter by = {MESH_OF_PART, p, &w->parts[p]};
        if (w->part_used[p] && by.item->wkb != NULL)
            g_array_append_val(cutters, by);
    }
    for (uint32_t g = 0; g < w->n_geometries; g++) {
        mesh_cutter by = {MESH_OF_GEOMETRY, g, &w->geometries[g]};
        if (by.item->wkb != NULL && by.item->zone == w->mesh->commune_crs[c] &&
            geom_boxes_meet(box, by.item->box))
            g_array_append_val(cutters, by);
    }
    return cutters;
}

/* A QPV kept in its declared commune, which its polygon does not meet, or without polygon. */
static bool is_elsewhere(const mesh_face *face)
{
    return face->stray || (face->wkb == NULL && !face->whole);
}

/* Faces of the commune as regions; what is not on its ground nothing cuts. */
static void start(mesh_cutting *c, const uint32_t *faces, size_t n)
{
    const mlg_mesh *mesh = c->w->mesh;
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &mesh->faces[faces[i]];
        GBytes *wkb = mesh_face_polygon(c->w, face);
        wkb = is_elsewhere(face) ? geom_wkb_collect(NULL, 0) : g_bytes_ref(wkb);
        mesh_cutting_add(c, wkb)->face = faces[i];
    }
}

/* A region is a face as it was, or a part of it. */
static mlg_status keep(mesh_cutting *c, const mesh_region *r, mlg_error *err)
{
    mesh_face face = c->w->mesh->faces[r->face];
    if (r->wkb == NULL) {
        g_autoptr(GBytes) wkb = NULL;
        MLG_TRY(geom_to_wkb(r->g, &wkb, err));
        MLG_TRY(mesh_area(c->w, c->worker, wkb, face.crs, &face.area_m2, err));
        face.wkb = g_steal_pointer(&wkb);
        face.whole = false;
    } else if (face.wkb != NULL) {
        g_bytes_ref(face.wkb);
    }
    uint32_t index = mesh_cut_add(c->cut, &face);
    g_array_append_val(c->cut->bases, r->face);
    for (guint i = 0; !is_elsewhere(&face) && i < r->inside->len; i++) {
        const mesh_cutter *by = &g_array_index(r->inside, mesh_cutter, i);
        mesh_cut_member(c->cut, by->kind, index, by->unit);
    }
    return MLG_OK;
}

/* Some region was split or lies in a perimeter. */
static bool has_changed(const mesh_cutting *c)
{
    for (guint i = 0; i < c->regions->len; i++) {
        const mesh_region *r = &g_array_index(c->regions, mesh_region, i);
        if (r->wkb == NULL || r->inside->len > 0)
            return true;
    }
    return false;
}

mlg_status mesh_cutting_refine(mesh_cutting *c, mlg_error *err)
{
    mesh_work *w = c->w;
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->own_commune, c->commune, &n);
    MLG_TRY(mesh_prepare_commune(w, c->worker, c->commune, err));
    g_autoptr(GArray) cutters = mesh_perimeters_of(w, c->commune);
    start(c, faces, n);
    for (guint i = 0; i < cutters->len; i++) {
        const mesh_cutter *by = &g_array_index(cutters, mesh_cutter, i);
        bool settled = false;
        if (by->kind == MESH_OF_GEOMETRY)
            MLG_TRY(settle_border(c, by, &settled, err));
        if (!settled)
            MLG_TRY(mesh_cutting_by(c, by, err));
    }
    for (guint i = 0; has_changed(c) && i < c->regions->len; i++)
        MLG_TRY(keep(c, &g_array_index(c->regions, mesh_region, i), err));
    return MLG_OK;
}
