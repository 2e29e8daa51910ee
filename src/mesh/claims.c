/*
 * claims.c - where a commune's cutting starts: its ground, divided by the communes that claim it
 * too. What lower codes claim is theirs.
 */
#include "mesh/cutting.h"

#include "geom/wkb.h"

/* The commune without what communes of lower code claim, cut by those of higher code: by overlays,
 * where following edges fails. */
static mlg_status cut_by_communes(mesh_cutting *c, mlg_error *err)
{
    mesh_work *w = c->w;
    const GArray *overlaps = w->overlaps[c->commune];
    mesh_region *rest = mesh_cutting_add(c, g_bytes_ref(w->communes[c->commune].wkb));
    MLG_TRY(geom_from_wkb(c->worker->geos, rest->wkb, &rest->g, err));
    g_clear_pointer(&rest->wkb, g_bytes_unref);
    for (guint i = 0; i < overlaps->len; i++) {
        uint32_t other = g_array_index(overlaps, uint32_t, i);
        mesh_cutter by = {MESH_OF_COMMUNE, other, &w->communes[other]};
        if (other > c->commune) {
            MLG_TRY(mesh_cutting_by(c, &by, err));
            continue;
        }
        g_autoptr(geom) lower = NULL, left = NULL;
        MLG_TRY(geom_from_wkb(c->worker->geos, by.item->wkb, &lower, err));
        MLG_TRY(mesh_cutting_overlay(c, GEOM_DIFFERENCE, rest->g, lower, &left, err));
        geom_free(rest->g);
        rest->g = g_steal_pointer(&left);
        rest->box = geom_bounds(rest->g);
    }
    return MLG_OK;
}

/* A face that no commune of lower code claims, as a region. */
static mlg_status start_face(mesh_cutting *c, const geom_face *face, mlg_error *err)
{
    mesh_work *w = c->w;
    const GArray *overlaps = w->overlaps[c->commune];
    for (guint i = 0; i < overlaps->len; i++)
        if ((face->claimants >> i & 1U) && g_array_index(overlaps, uint32_t, i) < c->commune)
            return MLG_OK;
    GBytes *wkb = NULL;
    /* rounding may have moved a split edge over another */
    MLG_TRY(geom_wkb_repair(c->worker->geos, face->wkb, &wkb, NULL, err));
    mesh_region *r = mesh_cutting_add(c, wkb);
    for (guint i = 0; i < overlaps->len; i++) {
        uint32_t other = g_array_index(overlaps, uint32_t, i);
        mesh_cutter by = {MESH_OF_COMMUNE, other, &w->communes[other]};
        if (face->claimants >> i & 1U)
            g_array_append_val(r->inside, by);
    }
    return MLG_OK;
}

/* The commune, divided by who else claims its ground. */
mlg_status mesh_cutting_start(mesh_cutting *c, mlg_error *err)
{
    mesh_work *w = c->w;
    const GArray *overlaps = w->overlaps[c->commune];
    if (overlaps == NULL) {
        (void)mesh_cutting_add(c, g_bytes_ref(w->communes[c->commune].wkb));
        return MLG_OK;
    }
    const mesh_item *item = &w->communes[c->commune];
    crs_transform *transform = NULL;
    g_autoptr(GArray) faces = NULL;
    MLG_TRY(mesh_transform(c->worker, item->shape_crs, w->mesh->crs[item->zone], &transform, err));
    MLG_TRY(geom_edges_faces(w->mesh->edges, c->commune,
                             (const uint32_t *)(const void *)overlaps->data, overlaps->len,
                             crs_transform_apply, transform, &faces, err));
    if (faces == NULL)
        return cut_by_communes(c, err);
    for (guint i = 0; i < faces->len; i++)
        MLG_TRY(start_face(c, &g_array_index(faces, geom_face, i), err));
    if (c->regions->len == 0) /* all of it is claimed: a face of no area for its people */
        (void)mesh_cutting_add(c, geom_wkb_collect(NULL, 0));
    return MLG_OK;
}
