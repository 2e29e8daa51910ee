/*
 * edge_rule.c - step 7: a QPV's piece in a commune that its official list does not name is an edge
 * when it is small (design §5.3, official-data.md trap 22). It stays in the geometry; its people
 * and its status follow the QPV's largest piece.
 */
#include "mesh/work.h"

#include "base/text.h"

/* Faces of one QPV in one commune: own_qpv items begin..end-1. */
typedef struct piece {
    uint32_t commune;
    size_t begin, end;
    double area_m2;
    uint32_t largest; /* face */
} piece;

static GArray *pieces_of(const mlg_mesh *mesh, const uint32_t *faces, size_t n)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(piece));
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &mesh->faces[faces[i]];
        if (face->edge) /* outside every commune */
            continue;
        piece *last = pieces->len > 0 ? &g_array_index(pieces, piece, pieces->len - 1) : NULL;
        if (last == NULL || last->commune != face->commune) {
            piece fresh = {face->commune, i, i + 1, face->area_m2, faces[i]};
            g_array_append_val(pieces, fresh);
            continue;
        }
        last->end = i + 1;
        last->area_m2 += face->area_m2;
        if (face->area_m2 > mesh->faces[last->largest].area_m2)
            last->largest = faces[i];
    }
    return pieces;
}

static const piece *largest_of(const GArray *pieces)
{
    const piece *largest = &g_array_index(pieces, piece, 0);
    for (guint i = 1; i < pieces->len; i++) {
        const piece *p = &g_array_index(pieces, piece, i);
        if (p->area_m2 > largest->area_m2)
            largest = p;
    }
    return largest;
}

static bool is_listed(const mlg_territory *t, const territory_qpv *qpv, uint32_t commune)
{
    for (uint32_t i = 0; i < qpv->n_list; i++) {
        if (commune != TERRITORY_NONE && base_code_equal(qpv->list[i], t->communes[commune].code))
            return true;
    }
    return false;
}

/* Width of the whole piece: a perimeter that cuts it in strips makes it no narrower. */
static mlg_status width_of(mesh_work *w, const uint32_t *faces, const piece *p, double *ret,
                           mlg_error *err)
{
    geom_ctx *geos = w->workers[0].geos;
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)geom_free);
    for (size_t i = p->begin; i < p->end; i++) {
        const mesh_face *face = &w->mesh->faces[faces[i]];
        geom *g = NULL;
        if (face->wkb == NULL)
            continue;
        MLG_TRY(geom_from_wkb(geos, face->wkb, &g, err));
        g_ptr_array_add(parts, g);
    }
    g_autoptr(geom) all = NULL;
    MLG_TRY(geom_union_all(geos, (const geom *const *)(void *)parts->pdata, parts->len, &all, err));
    return geom_width(all, w->options.edge_width_m / 100, ret, err);
}

static mlg_status is_edge(mesh_work *w, const uint32_t *faces, const piece *p, double qpv_area_m2,
                          bool *ret, mlg_error *err)
{
    *ret = false;
    if (p->area_m2 >= w->options.edge_share * qpv_area_m2)
        return MLG_OK;
    *ret = w->t->generalised || p->area_m2 < w->options.edge_area_m2;
    if (*ret)
        return MLG_OK;
    double width = 0;
    MLG_TRY(width_of(w, faces, p, &width, err));
    *ret = width <= w->options.edge_width_m;
    return MLG_OK;
}

/* A commune keeps a face that is no edge: its people live somewhere. */
static bool leaves_something(const mlg_mesh *mesh, const piece *p, uint32_t q)
{
    size_t n;
    const uint32_t *faces = mesh_list(&mesh->own_commune, p->commune, &n);
    for (size_t i = 0; i < n; i++) {
        if (!mesh->faces[faces[i]].edge && mesh->faces[faces[i]].qpv != q)
            return true;
    }
    return false;
}

static void report_edge(mesh_work *w, uint32_t q, const piece *p)
{
    g_autofree char *area = g_strdup_printf("%.0f", p->area_m2);
    BASE_EMIT(w->monitor, .code = "qpv-lisere", .object = "qpv", .id = w->t->qpvs[q].code.s,
              .value = w->t->communes[p->commune].code.s, .detail = area);
}

static mlg_status rule_qpv(mesh_work *w, uint32_t q, mlg_error *err)
{
    mlg_mesh *mesh = w->mesh;
    size_t n;
    const uint32_t *faces = mesh_list(&mesh->own_qpv, q, &n);
    g_autoptr(GArray) pieces = pieces_of(mesh, faces, n);
    if (pieces->len == 0)
        return MLG_OK;
    const piece *largest = largest_of(pieces);
    for (guint i = 0; i < pieces->len; i++) {
        const piece *p = &g_array_index(pieces, piece, i);
        bool edge = false;
        if (p != largest && !is_listed(w->t, &w->t->qpvs[q], p->commune) &&
            leaves_something(mesh, p, q))
            MLG_TRY(is_edge(w, faces, p, mesh->qpv_area_m2[q], &edge, err));
        for (size_t f = p->begin; edge && f < p->end; f++)
            mesh->faces[faces[f]].edge = true;
        if (edge) {
            mesh->summary.n_edges++;
            report_edge(w, q, p);
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (mesh->faces[faces[i]].edge)
            mesh->faces[faces[i]].follows = largest->largest;
    }
    return MLG_OK;
}

mlg_status mesh_step_edge_rule(mesh_work *w, mlg_error *err)
{
    for (uint32_t q = 0; q < w->t->n_qpvs; q++)
        MLG_TRY(rule_qpv(w, q, err));
    return MLG_OK;
}
