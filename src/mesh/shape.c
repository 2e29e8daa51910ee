/*
 * shape.c - polygons of sets of communes and of faces: communes by following their edges, the rest
 * by a union.
 */
#include "mesh/work.h"

#include "geom/index.h"
#include "geom/wkb.h"

#define DEGREES "EPSG:4326" /* meets in one file what has several computing CRS */

/* Where following edges fails: the members in their computing CRS, united. */
static mlg_status unite_communes(const mlg_mesh *mesh, mesh_worker *worker,
                                 const uint32_t *communes, size_t n, const char *crs, GBytes **ret,
                                 mlg_error *err)
{
    const mlg_territory *t = mesh->territory;
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)geom_free);
    g_autoptr(geom) all = NULL;
    for (size_t i = 0; i < n; i++) {
        const territory_shape *shape = &t->communes[communes[i]].shape;
        g_autoptr(GBytes) here = NULL;
        g_autoptr(geom) raw = NULL;
        geom *valid = NULL;
        MLG_TRY(mesh_project(worker, shape->wkb, t->crs[shape->crs], crs, &here, err));
        MLG_TRY(geom_from_wkb(worker->geos, here, &raw, err));
        MLG_TRY(geom_repair(raw, &valid, NULL, err));
        g_ptr_array_add(parts, valid);
    }
    MLG_TRY(geom_union_all(worker->geos, (const geom *const *)(void *)parts->pdata, parts->len,
                           &all, err));
    return geom_to_wkb(all, ret, err);
}

/* Members [0, n) have one CRS of shape and one computing CRS. */
static mlg_status dissolve_group(const mlg_mesh *mesh, mesh_worker *worker,
                                 const uint32_t *communes, size_t n, mesh_polygon *ret,
                                 mlg_error *err)
{
    ret->wkb = geom_edges_dissolve(mesh->edges, communes, n, &ret->valid);
    ret->crs = mesh->territory->crs[mesh->territory->communes[communes[0]].shape.crs];
    if (ret->wkb != NULL)
        return MLG_OK;
    ret->crs = mesh->crs[mesh->commune_crs[communes[0]]];
    ret->valid = true;
    return unite_communes(mesh, worker, communes, n, ret->crs, &ret->wkb, err);
}

/* Groups of equal (shape CRS, computing CRS), members ascending in each. */
static guint64 group_key(const mlg_mesh *mesh, uint32_t c)
{
    return ((guint64)mesh->territory->communes[c].shape.crs << 32) | mesh->commune_crs[c];
}

/* Puts pieces of several CRS side by side in degrees. */
static mlg_status collect(mesh_worker *worker, GPtrArray *pieces, GPtrArray *crs, bool valid,
                          mesh_polygon *ret, mlg_error *err)
{
    *ret = (mesh_polygon){NULL, DEGREES, false};
    if (pieces->len == 0)
        return MLG_OK;
    if (pieces->len == 1) {
        GBytes *only = g_ptr_array_index(pieces, 0);
        *ret = (mesh_polygon){g_bytes_ref(only), g_ptr_array_index(crs, 0), valid};
        return MLG_OK;
    }
    for (guint i = 0; i < pieces->len; i++) {
        GBytes *degrees = NULL;
        MLG_TRY(mesh_project(worker, g_ptr_array_index(pieces, i), g_ptr_array_index(crs, i),
                             DEGREES, &degrees, err));
        g_bytes_unref(pieces->pdata[i]);
        pieces->pdata[i] = degrees;
    }
    ret->wkb = geom_wkb_collect((GBytes *const *)(void *)pieces->pdata, pieces->len);
    return MLG_OK;
}

mlg_status mesh_dissolve(const mlg_mesh *mesh, mesh_worker *worker, const uint32_t *communes,
                         size_t n, mesh_polygon *ret, mlg_error *err)
{
    g_autofree uint32_t *left = g_new(uint32_t, n + 1);
    g_autofree uint32_t *group = g_new(uint32_t, n + 1);
    size_t n_left = 0;
    for (size_t i = 0; i < n; i++) {
        if (mesh->territory->communes[communes[i]].shape.wkb != NULL)
            left[n_left++] = communes[i];
    }
    g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    g_autoptr(GPtrArray) crs = g_ptr_array_new();
    bool valid = false; /* the last, which is asked when there is but one */
    while (n_left > 0) {
        guint64 key = group_key(mesh, left[0]);
        size_t n_group = 0, kept = 0;
        for (size_t i = 0; i < n_left; i++) {
            if (group_key(mesh, left[i]) == key)
                group[n_group++] = left[i];
            else
                left[kept++] = left[i];
        }
        n_left = kept;
        mesh_polygon piece = {NULL, NULL, false};
        MLG_TRY(dissolve_group(mesh, worker, group, n_group, &piece, err));
        valid = piece.valid;
        g_ptr_array_add(pieces, piece.wkb);
        g_ptr_array_add(crs, (gpointer)piece.crs);
    }
    return collect(worker, pieces, crs, valid, ret, err);
}

/* A set of faces told as whole communes and single faces of the others. */
typedef struct makeup {
    GArray *communes; /* uint32_t, ascending */
    GArray *faces;    /* uint32_t, ascending */
} makeup;

/* True when all retained faces of the commune are in the set, and there is one; *ret_any when one
 * that is not contested is. */
static bool holds_commune(const mlg_mesh *mesh, const base_bitset *set, uint32_t c, bool *ret_any)
{
    size_t n, n_retained = 0, n_held = 0;
    bool any = false;
    const uint32_t *faces = mesh_list(&mesh->own_commune, c, &n);
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &mesh->faces[faces[i]];
        if (face->edge || (face->wkb == NULL && !face->whole)) /* a sliver, or no area */
            continue;
        bool held = base_bitset_get(set, faces[i]);
        n_retained++;
        n_held += held;
        any = any || (held && !face->contested);
    }
    *ret_any = any;
    return n_retained > 0 && n_held == n_retained;
}

/* Edges and contested area count with a commune of which something else is held; alone they are no
 * territory. */
static makeup make_up(const mlg_mesh *mesh, const base_bitset *set)
{
    makeup m = {g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    for (size_t f = base_bitset_next(set, 0); f < mesh->n_faces;) {
        uint32_t c = mesh->faces[f].commune, face = (uint32_t)f;
        if (c == TERRITORY_NONE) {
            if (mesh->faces[f].wkb != NULL)
                g_array_append_val(m.faces, face);
            f = base_bitset_next(set, f + 1);
            continue;
        }
        bool any = false;
        size_t n;
        const uint32_t *own = mesh_list(&mesh->own_commune, c, &n);
        if (holds_commune(mesh, set, c, &any))
            g_array_append_val(m.communes, c);
        else
            for (size_t i = 0; any && i < n; i++) {
                if (base_bitset_get(set, own[i]) && mesh->faces[own[i]].wkb != NULL)
                    g_array_append_val(m.faces, own[i]);
            }
        f = base_bitset_next(set, own[n - 1] + 1U);
    }
    return m;
}

/* Whole communes of a computing CRS, dissolved, in it; nothing when there is none. */
static mlg_status add_communes(const mlg_mesh *mesh, mesh_worker *worker, const makeup *m,
                               uint32_t zone, GPtrArray *parts, mlg_error *err)
{
    g_autoptr(GArray) communes = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (guint i = 0; i < m->communes->len; i++) {
        uint32_t c = g_array_index(m->communes, uint32_t, i);
        if (mesh->commune_crs[c] == zone)
            g_array_append_val(communes, c);
    }
    if (communes->len == 0)
        return MLG_OK;
    mesh_polygon dissolved;
    MLG_TRY(mesh_dissolve(mesh, worker, (const uint32_t *)(void *)communes->data, communes->len,
                          &dissolved, err));
    g_autoptr(GBytes) whole = dissolved.wkb, here = NULL;
    GBytes *valid = NULL;
    if (whole == NULL)
        return MLG_OK;
    MLG_TRY(mesh_project(worker, whole, dissolved.crs, mesh->crs[zone], &here, err));
    MLG_TRY(geom_wkb_repair(worker->geos, here, &valid, NULL, err));
    g_ptr_array_add(parts, valid);
    return MLG_OK;
}

/* The union of parts of one CRS. Those whose boxes meet no other's stand as they are: most QPV. */
static mlg_status unite_parts(mesh_worker *worker, const GPtrArray *parts, GBytes **ret,
                              mlg_error *err)
{
    g_autofree geom_box *boxes = g_new(geom_box, parts->len + 1);
    for (guint i = 0; i < parts->len; i++)
        boxes[i] = geom_wkb_bounds(parts->pdata[i]);
    g_autoptr(geom_index) index = geom_index_new(boxes, parts->len);
    g_autoptr(GArray) near = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    g_autoptr(GPtrArray) together = g_ptr_array_new_with_free_func((GDestroyNotify)geom_free);
    for (guint i = 0; i < parts->len; i++) {
        geom *g = NULL;
        geom_index_query(index, boxes[i], near);
        if (near->len <= 1) {
            g_ptr_array_add(pieces, g_bytes_ref(parts->pdata[i]));
            continue;
        }
        MLG_TRY(geom_from_wkb(worker->geos, parts->pdata[i], &g, err));
        g_ptr_array_add(together, g);
    }
    if (together->len > 0) {
        g_autoptr(geom) all = NULL;
        GBytes *united = NULL;
        MLG_TRY(geom_union_all(worker->geos, (const geom *const *)(void *)together->pdata,
                               together->len, &all, err));
        MLG_TRY(geom_to_wkb(all, &united, err));
        g_ptr_array_add(pieces, united);
    }
    *ret = geom_wkb_collect((GBytes *const *)(void *)pieces->pdata, pieces->len);
    return MLG_OK;
}

/* Faces of one computing CRS and the whole communes of the same, united. */
static mlg_status unite_zone(const mlg_mesh *mesh, mesh_worker *worker, const makeup *m,
                             uint32_t zone, GBytes **ret, mlg_error *err)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    for (guint i = 0; i < m->faces->len; i++) {
        const mesh_face *face = &mesh->faces[g_array_index(m->faces, uint32_t, i)];
        if (face->crs == zone)
            g_ptr_array_add(parts, g_bytes_ref(face->wkb));
    }
    MLG_TRY(add_communes(mesh, worker, m, zone, parts, err));
    return unite_parts(worker, parts, ret, err);
}

static mlg_status unite(const mlg_mesh *mesh, mesh_worker *worker, const makeup *m,
                        mesh_polygon *ret, mlg_error *err)
{
    if (m->faces->len == 0)
        return mesh_dissolve(mesh, worker, (const uint32_t *)(void *)m->communes->data,
                             m->communes->len, ret, err);
    g_autofree bool *zones = g_new0(bool, mesh->n_crs);
    for (guint i = 0; i < m->faces->len; i++)
        zones[mesh->faces[g_array_index(m->faces, uint32_t, i)].crs] = true;
    for (guint i = 0; i < m->communes->len; i++)
        zones[mesh->commune_crs[g_array_index(m->communes, uint32_t, i)]] = true;
    g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    g_autoptr(GPtrArray) crs = g_ptr_array_new();
    for (uint32_t z = 0; z < mesh->n_crs; z++) {
        GBytes *piece = NULL;
        if (!zones[z])
            continue;
        MLG_TRY(unite_zone(mesh, worker, m, z, &piece, err));
        g_ptr_array_add(pieces, piece);
        g_ptr_array_add(crs, mesh->crs[z]);
    }
    return collect(worker, pieces, crs, true, ret, err);
}

mlg_status mesh_shape(const mlg_mesh *mesh, mesh_worker *worker, const base_bitset *faces,
                      mesh_polygon *ret, mlg_error *err)
{
    makeup m = make_up(mesh, faces);
    mlg_status status = unite(mesh, worker, &m, ret, err);
    g_array_unref(m.communes);
    g_array_unref(m.faces);
    return status;
}
