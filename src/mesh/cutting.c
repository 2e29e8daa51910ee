/*
 * cutting.c - regions of a commune, and how something cuts them.
 */
#include "mesh/cutting.h"

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
    mesh_region r = {NULL, g, geom_bounds(g), g_array_new(FALSE, FALSE, sizeof(mesh_cutter)),
                     from->face};
    if (from->inside->len > 0)
        g_array_append_vals(r.inside, from->inside->data, from->inside->len);
    g_array_append_val(regions, r);
    return &g_array_index(regions, mesh_region, regions->len - 1);
}

mesh_region *mesh_cutting_add(mesh_cutting *c, GBytes *wkb)
{
    mesh_region r = {wkb, NULL, geom_wkb_bounds(wkb),
                     g_array_new(FALSE, FALSE, sizeof(mesh_cutter)), TERRITORY_NONE};
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

GArray *mesh_cutting_regions(void)
{
    GArray *regions = g_array_new(FALSE, FALSE, sizeof(mesh_region));
    g_array_set_clear_func(regions, (GDestroyNotify)clear_region);
    return regions;
}

mlg_status mesh_cutting_by(mesh_cutting *c, const mesh_cutter *by, mlg_error *err)
{
    g_autoptr(geom) knife = NULL;
    MLG_TRY(geom_from_wkb(c->worker->geos, by->item->wkb, &knife, err));
    GArray *next = mesh_cutting_regions();
    mlg_status status = MLG_OK;
    for (guint i = 0; i < c->regions->len && status == MLG_OK; i++)
        status = split(c, &g_array_index(c->regions, mesh_region, i), by, knife, next, err);
    g_array_unref(c->regions);
    c->regions = next;
    return status;
}
