/*
 * lists.c - step 6: faces get their final numbers (by commune, outside last) and are listed by the
 * units they belong to.
 */
#include "mesh/work.h"

static void move_cut(mlg_mesh *mesh, mesh_cut *cut, GArray *members[MESH_KINDS])
{
    if (cut->faces == NULL)
        return;
    uint32_t first = (uint32_t)mesh->n_faces;
    for (guint i = 0; i < cut->faces->len; i++) {
        mesh_face *face = &mesh->faces[mesh->n_faces];
        *face = g_array_index(cut->faces, mesh_face, i);
        face->follows = (uint32_t)mesh->n_faces++;
    }
    for (int k = 0; k < MESH_KINDS; k++) {
        for (guint i = 0; i < cut->members[k]->len; i++) {
            mesh_member m = g_array_index(cut->members[k], mesh_member, i);
            m.face += first;
            g_array_append_val(members[k], m);
        }
    }
    g_array_set_size(cut->faces, 0); /* geometries have moved */
}

void mesh_lists_done(mesh_lists *lists)
{
    g_clear_pointer(&lists->first, g_free);
    g_clear_pointer(&lists->items, g_free);
}

mesh_lists mesh_lists_new(const GArray *members, size_t n_units)
{
    mesh_lists lists = {g_new0(uint32_t, n_units + 1), g_new(uint32_t, members->len + 1), n_units};
    for (guint i = 0; i < members->len; i++)
        lists.first[g_array_index(members, mesh_member, i).unit + 1]++;
    for (size_t u = 0; u < n_units; u++)
        lists.first[u + 1] += lists.first[u];
    g_autofree uint32_t *next = g_memdup2(lists.first, (n_units + 1) * sizeof *next);
    for (guint i = 0; i < members->len; i++) {
        mesh_member m = g_array_index(members, mesh_member, i);
        lists.items[next[m.unit]++] = m.face;
    }
    return lists;
}

void mesh_list_owners(mlg_mesh *mesh)
{
    g_autoptr(GArray) communes = g_array_new(FALSE, FALSE, sizeof(mesh_member));
    g_autoptr(GArray) qpvs = g_array_new(FALSE, FALSE, sizeof(mesh_member));
    for (uint32_t f = 0; f < mesh->n_faces; f++) {
        mesh_member of_commune = {f, mesh->faces[f].commune}, of_qpv = {f, mesh->faces[f].qpv};
        if (of_commune.unit != TERRITORY_NONE)
            g_array_append_val(communes, of_commune);
        if (of_qpv.unit != TERRITORY_NONE)
            g_array_append_val(qpvs, of_qpv);
    }
    mesh->own_commune = mesh_lists_new(communes, mesh->territory->n_communes);
    mesh->own_qpv = mesh_lists_new(qpvs, mesh->territory->n_qpvs);
}

/* Two QPV that claim one face: told face by face. */
static void report_qpv_overlaps(const mesh_work *w, const GArray *of_qpv)
{
    const mlg_mesh *mesh = w->mesh;
    for (guint i = 1; i < of_qpv->len; i++) {
        mesh_member m = g_array_index(of_qpv, mesh_member, i);
        const mesh_face *face = &mesh->faces[m.face];
        if (face->qpv == m.unit || face->qpv == TERRITORY_NONE)
            continue;
        g_autofree char *area = g_strdup_printf("%.1f", face->area_m2);
        BASE_EMIT(w->monitor, .code = "qpv-superposes", .object = "qpv",
                  .id = w->t->qpvs[face->qpv].code.s, .value = w->t->qpvs[m.unit].code.s,
                  .detail = area);
    }
}

static void sum_areas(const mlg_mesh *mesh, const mesh_lists *lists, double *ret_m2)
{
    for (size_t u = 0; u < lists->n_units; u++) {
        size_t n;
        const uint32_t *faces = mesh_list(lists, u, &n);
        for (size_t i = 0; i < n; i++)
            ret_m2[u] += mesh->faces[faces[i]].area_m2;
    }
}

void mesh_step_lists(mesh_work *w)
{
    mlg_mesh *mesh = w->mesh;
    const mlg_territory *t = w->t;
    size_t n_faces = w->outside.faces->len;
    for (size_t c = 0; c < t->n_communes; c++)
        n_faces += w->cuts[c].faces->len;
    mesh->faces = g_new0(mesh_face, n_faces + 1);
    GArray *members[MESH_KINDS];
    for (int k = 0; k < MESH_KINDS; k++)
        members[k] = g_array_new(FALSE, FALSE, sizeof(mesh_member));
    for (size_t c = 0; c < t->n_communes; c++)
        move_cut(mesh, &w->cuts[c], members);
    move_cut(mesh, &w->outside, members);
    mesh->of_commune = mesh_lists_new(members[MESH_OF_COMMUNE], t->n_communes);
    mesh->of_qpv = mesh_lists_new(members[MESH_OF_QPV], t->n_qpvs);
    report_qpv_overlaps(w, members[MESH_OF_QPV]);
    for (int k = 0; k < MESH_KINDS; k++)
        g_array_unref(members[k]);
    mesh_list_owners(mesh);
    for (size_t c = 0; c < t->n_communes; c++) {
        mesh->commune_area_m2[c] = w->communes[c].area_m2; /* as drawn */
        mesh->commune_box[c] = w->communes[c].box;
    }
    sum_areas(mesh, &mesh->of_qpv, mesh->qpv_area_m2);
}
