/*
 * faces.c - step 4: each commune cut by the QPV, overlapping communes, parts and polygon perimeters
 * that meet it.
 *
 * A commune that nothing cuts is one face and costs nothing. Area that two communes claim is a face
 * of the one of lower code; communes are divided by following edges, the rest by overlays.
 */
#include "mesh/work.h"

#include "base/text.h"
#include "geom/wkb.h"

#include <math.h>

/* Something that cuts a commune. */
typedef struct cutter {
    mesh_kind kind;
    uint32_t unit;
    const mesh_item *item;
} cutter;

/* A region of the commune during the cutting, as WKB, as geometry or both; `inside` tells the
 * cutters it lies in, in cutter order. */
typedef struct region {
    GBytes *wkb;
    geom *g;
    geom_box box;
    GArray *inside; /* cutter */
} region;

typedef struct cutting {
    mesh_work *w;
    mesh_worker *worker;
    mesh_cut *cut;
    uint32_t commune;
    GArray *regions; /* region */
} cutting;

static void clear_region(region *r)
{
    g_clear_pointer(&r->wkb, g_bytes_unref);
    g_clear_pointer(&r->g, geom_free);
    g_clear_pointer(&r->inside, g_array_unref);
}

static bool boxes_meet(geom_box a, geom_box b)
{
    return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
}

/* A part of `from`, as geometry. */
static region *add_part(GArray *regions, geom *g, const region *from)
{
    region r = {NULL, g, geom_bounds(g), g_array_new(FALSE, FALSE, sizeof(cutter))};
    if (from->inside->len > 0)
        g_array_append_vals(r.inside, from->inside->data, from->inside->len);
    g_array_append_val(regions, r);
    return &g_array_index(regions, region, regions->len - 1);
}

/* Takes the bytes. */
static region *add_wkb(GArray *regions, GBytes *wkb)
{
    region r = {wkb, NULL, geom_wkb_bounds(wkb), g_array_new(FALSE, FALSE, sizeof(cutter))};
    g_array_append_val(regions, r);
    return &g_array_index(regions, region, regions->len - 1);
}

static void move_region(region *r, GArray *to)
{
    g_array_append_vals(to, r, 1);
    *r = (region){0};
}

static mlg_status overlay(cutting *c, geom_overlay_op op, const geom *a, const geom *b, geom **ret,
                          mlg_error *err)
{
    geom_overlay_report report = {.verdict = GEOM_OVERLAY_AGREED};
    MLG_TRY(geom_overlay(op, a, b, ret, &report, err));
    mesh_cut_guard(c->cut, &report);
    return MLG_OK;
}

/*
 * A piece that a polygon perimeter cuts off because its border and the commune's are drawn apart:
 * an edge by the rule for QPV (design 5.3), by its share of the region, and of the perimeter when
 * it lies inside.
 */
static mlg_status is_sliver(cutting *c, const cutter *by, const geom *piece, double of_area_m2,
                            bool *ret, mlg_error *err)
{
    const mlg_mesh_options *o = &c->w->options;
    double area = geom_area(piece), width = 0;
    *ret = area <= MESH_DUST_M2;
    if (*ret || by->kind != MESH_OF_GEOMETRY || area >= o->edge_share * of_area_m2)
        return MLG_OK;
    if (area >= o->edge_area_m2)
        MLG_TRY(geom_width(piece, o->edge_width_m / 100, &width, err));
    *ret = area < o->edge_area_m2 || width <= o->edge_width_m;
    mesh_trim trim = {by->unit, area};
    if (*ret)
        g_array_append_val(c->cut->trims, trim);
    return MLG_OK;
}

/* Splits one region by a cutter; dust and slivers on either side stay with the other. */
static mlg_status split(cutting *c, region *r, const cutter *by, const geom *knife, GArray *next,
                        mlg_error *err)
{
    g_autoptr(geom) inside = NULL, outside = NULL;
    if (boxes_meet(r->box, by->item->box)) {
        if (r->g == NULL)
            MLG_TRY(geom_from_wkb(c->worker->geos, r->wkb, &r->g, err));
        MLG_TRY(overlay(c, GEOM_INTERSECTION, r->g, knife, &inside, err));
    }
    bool sliver = inside == NULL;
    if (!sliver)
        MLG_TRY(is_sliver(c, by, inside, fmin(geom_area(r->g), by->item->area_m2), &sliver, err));
    if (sliver) {
        move_region(r, next);
        return MLG_OK;
    }
    MLG_TRY(overlay(c, GEOM_DIFFERENCE, r->g, knife, &outside, err));
    MLG_TRY(is_sliver(c, by, outside, geom_area(r->g), &sliver, err));
    if (sliver) {
        g_array_append_vals(r->inside, by, 1);
        move_region(r, next);
        return MLG_OK;
    }
    region *part = add_part(next, g_steal_pointer(&inside), r);
    g_array_append_vals(part->inside, by, 1);
    (void)add_part(next, g_steal_pointer(&outside), r);
    return MLG_OK;
}

static GArray *new_regions(void)
{
    GArray *regions = g_array_new(FALSE, FALSE, sizeof(region));
    g_array_set_clear_func(regions, (GDestroyNotify)clear_region);
    return regions;
}

static mlg_status cut_by(cutting *c, const cutter *by, mlg_error *err)
{
    g_autoptr(geom) knife = NULL;
    MLG_TRY(geom_from_wkb(c->worker->geos, by->item->wkb, &knife, err));
    GArray *next = new_regions();
    mlg_status status = MLG_OK;
    for (guint i = 0; i < c->regions->len && status == MLG_OK; i++)
        status = split(c, &g_array_index(c->regions, region, i), by, knife, next, err);
    g_array_unref(c->regions);
    c->regions = next;
    return status;
}

/* What cuts commune c besides communes, in a fixed order: QPV, its parts, perimeters. */
static GArray *cutters_of(mesh_work *w, uint32_t c, GArray *hits)
{
    const mesh_item *item = &w->communes[c];
    GArray *cutters = g_array_new(FALSE, FALSE, sizeof(cutter));
    geom_index_query(w->qpv_index[item->zone], item->box, hits);
    for (guint i = 0; i < hits->len; i++) {
        uint32_t q = g_array_index(hits, uint32_t, i);
        cutter by = {MESH_OF_QPV, q, &w->qpvs[q]};
        if (by.item->zone == item->zone && by.item->wkb != NULL)
            g_array_append_val(cutters, by);
    }
    const territory_commune *commune = &w->t->communes[c];
    for (uint32_t p = commune->first_part; p < commune->first_part + commune->n_parts; p++) {
        cutter by = {MESH_OF_PART, p, &w->parts[p]};
        if (w->part_used[p] && by.item->wkb != NULL)
            g_array_append_val(cutters, by);
    }
    for (uint32_t g = 0; g < w->n_geometries; g++) {
        cutter by = {MESH_OF_GEOMETRY, g, &w->geometries[g]};
        if (by.item->wkb != NULL && by.item->zone == item->zone &&
            boxes_meet(item->box, by.item->box))
            g_array_append_val(cutters, by);
    }
    return cutters;
}

/* The QPV of lowest code that holds the region. */
static uint32_t owner_of(const region *r)
{
    for (guint i = 0; i < r->inside->len; i++) {
        const cutter *by = &g_array_index(r->inside, cutter, i);
        if (by->kind == MESH_OF_QPV)
            return by->unit;
    }
    return TERRITORY_NONE;
}

/* Turns a region into a face with its memberships; the QPV of lowest code owns it. */
static mlg_status keep_region(cutting *c, const region *r, mlg_error *err)
{
    mesh_work *w = c->w;
    const mesh_item *item = &w->communes[c->commune];
    mesh_face face = {.commune = c->commune, .qpv = TERRITORY_NONE, .crs = item->zone};
    unsigned n_communes = 0, n_qpvs = 0;
    for (guint i = 0; i < r->inside->len; i++) {
        mesh_kind kind = g_array_index(r->inside, cutter, i).kind;
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
        const cutter *by = &g_array_index(r->inside, cutter, i);
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

static void keep_whole(cutting *c)
{
    const mesh_item *item = &c->w->communes[c->commune];
    mesh_face face = {.commune = c->commune,
                      .qpv = TERRITORY_NONE,
                      .crs = item->zone,
                      .whole = true,
                      .area_m2 = item->area_m2};
    mesh_cut_member(c->cut, MESH_OF_COMMUNE, mesh_cut_add(c->cut, &face), c->commune);
}

/* The commune without what communes of lower code claim, cut by those of higher code: by overlays,
 * where following edges fails. */
static mlg_status cut_by_communes(cutting *c, mlg_error *err)
{
    mesh_work *w = c->w;
    const GArray *overlaps = w->overlaps[c->commune];
    region *rest = add_wkb(c->regions, g_bytes_ref(w->communes[c->commune].wkb));
    MLG_TRY(geom_from_wkb(c->worker->geos, rest->wkb, &rest->g, err));
    g_clear_pointer(&rest->wkb, g_bytes_unref);
    for (guint i = 0; i < overlaps->len; i++) {
        uint32_t other = g_array_index(overlaps, uint32_t, i);
        cutter by = {MESH_OF_COMMUNE, other, &w->communes[other]};
        if (other > c->commune) {
            MLG_TRY(cut_by(c, &by, err));
            continue;
        }
        g_autoptr(geom) lower = NULL, left = NULL;
        MLG_TRY(geom_from_wkb(c->worker->geos, by.item->wkb, &lower, err));
        MLG_TRY(overlay(c, GEOM_DIFFERENCE, rest->g, lower, &left, err));
        geom_free(rest->g);
        rest->g = g_steal_pointer(&left);
        rest->box = geom_bounds(rest->g);
    }
    return MLG_OK;
}

/* A face that no commune of lower code claims, as a region. */
static mlg_status start_face(cutting *c, const geom_face *face, mlg_error *err)
{
    mesh_work *w = c->w;
    const mesh_item *item = &w->communes[c->commune];
    const GArray *overlaps = w->overlaps[c->commune];
    GBytes *here = NULL;
    for (guint i = 0; i < overlaps->len; i++)
        if ((face->claimants >> i & 1U) && g_array_index(overlaps, uint32_t, i) < c->commune)
            return MLG_OK;
    MLG_TRY(
        mesh_project(c->worker, face->wkb, item->shape_crs, w->mesh->crs[item->zone], &here, err));
    region *r = add_wkb(c->regions, here);
    for (guint i = 0; i < overlaps->len; i++) {
        uint32_t other = g_array_index(overlaps, uint32_t, i);
        cutter by = {MESH_OF_COMMUNE, other, &w->communes[other]};
        if (face->claimants >> i & 1U)
            g_array_append_val(r->inside, by);
    }
    return MLG_OK;
}

/* The commune, divided by who else claims its ground. */
static mlg_status start(cutting *c, mlg_error *err)
{
    mesh_work *w = c->w;
    const GArray *overlaps = w->overlaps[c->commune];
    if (overlaps == NULL) {
        (void)add_wkb(c->regions, g_bytes_ref(w->communes[c->commune].wkb));
        return MLG_OK;
    }
    g_autoptr(GArray) faces = geom_edges_faces(
        w->mesh->edges, c->commune, (const uint32_t *)(const void *)overlaps->data, overlaps->len);
    if (faces == NULL)
        return cut_by_communes(c, err);
    for (guint i = 0; i < faces->len; i++)
        MLG_TRY(start_face(c, &g_array_index(faces, geom_face, i), err));
    if (c->regions->len == 0) /* all of it is claimed: a face of no area for its people */
        (void)add_wkb(c->regions, geom_wkb_collect(NULL, 0));
    return MLG_OK;
}

/* Faces of a QPV follow each other; the sort is stable. */
static gint by_owner(gconstpointer a, gconstpointer b)
{
    uint32_t x = owner_of(a), y = owner_of(b);
    return x < y ? -1 : x > y;
}

static mlg_status cut_commune(cutting *c, GArray *hits, mlg_error *err)
{
    mesh_work *w = c->w;
    const mesh_item *item = &w->communes[c->commune];
    if (item->wkb == NULL) {
        keep_whole(c); /* without polygon: it still has people */
        return MLG_OK;
    }
    g_autoptr(GArray) cutters = cutters_of(w, c->commune, hits);
    MLG_TRY(start(c, err));
    for (guint i = 0; i < cutters->len; i++)
        MLG_TRY(cut_by(c, &g_array_index(cutters, cutter, i), err));
    if (c->regions->len == 1 && w->overlaps[c->commune] == NULL &&
        g_array_index(c->regions, region, 0).inside->len == 0) {
        keep_whole(c);
        return MLG_OK;
    }
    g_array_sort(c->regions, by_owner);
    for (guint i = 0; i < c->regions->len; i++) {
        const region *r = &g_array_index(c->regions, region, i);
        double area = r->g != NULL ? geom_area(r->g) : geom_wkb_area(r->wkb);
        if (area > MESH_DUST_M2 || c->regions->len == 1)
            MLG_TRY(keep_region(c, r, err));
    }
    settle_contested(c->cut);
    return MLG_OK;
}

static bool needs_cutting(mesh_work *w, uint32_t c, GArray *hits)
{
    if (w->communes[c].wkb == NULL)
        return false;
    g_autoptr(GArray) cutters = cutters_of(w, c, hits);
    return cutters->len > 0 || w->overlaps[c] != NULL;
}

static mlg_status cut_chunk(void *user, unsigned worker, size_t begin, size_t end, mlg_error *err)
{
    mesh_work *w = user;
    g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (size_t i = begin; i < end; i++) {
        cutting c = {w, &w->workers[worker], &w->cuts[i], (uint32_t)i, NULL};
        mesh_cut_init(c.cut);
        if (!needs_cutting(w, c.commune, hits)) {
            keep_whole(&c);
            continue;
        }
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
