/*
 * renumber.c - faces of a base mesh and those that were cut of them, numbered in one order and
 * listed again.
 */
#include "mesh/work.h"

static void append_members(GArray *to, const GArray *members, uint32_t first)
{
    for (guint i = 0; i < members->len; i++) {
        mesh_member m = g_array_index(members, mesh_member, i);
        m.face += first;
        g_array_append_val(to, m);
    }
}

static void append_shares(GArray *to, const GArray *shares, uint32_t first)
{
    for (guint i = 0; i < shares->len; i++) {
        mesh_share share = g_array_index(shares, mesh_share, i);
        share.face += first;
        g_array_append_val(to, share);
    }
}

/* Pieces of face f of the base mesh, now face `number`. */
static void append_pieces(GArray *to, const mlg_mesh *mesh, size_t f, uint32_t number)
{
    for (size_t i = mesh->first_piece[f]; i < mesh->first_piece[f + 1]; i++) {
        mesh_share share = {number, mesh->pieces[i].cell, mesh->pieces[i].people};
        g_array_append_val(to, share);
    }
}

/* Faces [begin, end) of a commune are replaced by those of its cut. */
static void put_cut(mlg_mesh *mesh, mesh_cut *cut, size_t begin, size_t end, GArray *faces,
                    uint32_t *first_sub)
{
    for (guint i = cut->faces->len; i-- > 0;)
        first_sub[g_array_index(cut->bases, uint32_t, i)] = faces->len + i;
    g_array_append_vals(faces, cut->faces->data, cut->faces->len);
    g_array_set_size(cut->faces, 0); /* geometries have moved */
    for (size_t f = begin; f < end; f++)
        g_clear_pointer(&mesh->faces[f].wkb, g_bytes_unref);
}

/* All faces in their new order, their pieces, and the members of perimeters; *ret_first_sub[f] is
 * the first that is a part of face f of the base mesh, n_faces + 1 of them, g_free(). */
static GArray *put_all(mesh_work *w, GArray *members[MESH_KINDS], GArray *pieces,
                       uint32_t **ret_first_sub)
{
    mlg_mesh *mesh = w->mesh;
    GArray *faces = g_array_new(FALSE, FALSE, sizeof(mesh_face));
    uint32_t *first_sub = g_new(uint32_t, mesh->n_faces + 1);
    for (size_t f = 0; f < mesh->n_faces;) {
        uint32_t c = mesh->faces[f].commune;
        mesh_cut *cut = c != TERRITORY_NONE ? &w->cuts[c] : NULL;
        if (cut == NULL || cut->faces == NULL || cut->faces->len == 0) {
            first_sub[f] = faces->len;
            if (mesh->ground != NULL)
                append_pieces(pieces, mesh, f, faces->len);
            g_array_append_val(faces, mesh->faces[f]);
            f++;
            continue;
        }
        size_t end = mesh->own_commune.first[c + 1] - mesh->own_commune.first[c] + f;
        for (int k = 0; k < MESH_KINDS; k++)
            append_members(members[k], cut->members[k], faces->len);
        append_shares(pieces, cut->pieces, faces->len);
        put_cut(mesh, cut, f, end, faces, first_sub);
        f = end;
    }
    first_sub[mesh->n_faces] = faces->len;
    *ret_first_sub = first_sub;
    return faces;
}

/* Units have all parts of the faces that they had. */
static void expand(mesh_lists *lists, const uint32_t *first_sub)
{
    g_autoptr(GArray) members = g_array_new(FALSE, FALSE, sizeof(mesh_member));
    for (uint32_t u = 0; u < lists->n_units; u++) {
        size_t n;
        const uint32_t *faces = mesh_list(lists, u, &n);
        for (size_t i = 0; i < n; i++)
            for (uint32_t f = first_sub[faces[i]]; f < first_sub[faces[i] + 1]; f++) {
                mesh_member m = {f, u};
                g_array_append_val(members, m);
            }
    }
    mesh_lists expanded = mesh_lists_new(members, lists->n_units);
    mesh_lists_done(lists);
    *lists = expanded;
}

/* An edge follows the largest face that its QPV has in the commune of the one that it followed. */
static void follow(mlg_mesh *mesh, mesh_face *edge, const uint32_t *first_sub)
{
    uint32_t follows = first_sub[edge->follows];
    uint32_t commune = mesh->faces[follows].commune;
    size_t n;
    const uint32_t *faces = mesh_list(&mesh->own_qpv, edge->qpv, &n);
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &mesh->faces[faces[i]];
        if (face->commune == commune && !face->edge && face->area_m2 > mesh->faces[follows].area_m2)
            follows = faces[i];
    }
    edge->follows = follows;
}

static void list_again(mlg_mesh *mesh, GArray *faces, const uint32_t *first_sub)
{
    expand(&mesh->of_commune, first_sub);
    expand(&mesh->of_qpv, first_sub);
    g_free(mesh->faces);
    mesh->n_faces = faces->len;
    mesh->faces = (mesh_face *)(void *)g_array_free(g_steal_pointer(&faces), FALSE);
    mesh_lists_done(&mesh->own_commune);
    mesh_lists_done(&mesh->own_qpv);
    mesh_list_owners(mesh);
    for (size_t f = 0; f < mesh->n_faces; f++) {
        mesh_face *face = &mesh->faces[f];
        if (face->edge && face->qpv != TERRITORY_NONE)
            follow(mesh, face, first_sub);
        else
            face->follows = (uint32_t)f;
    }
}

/* True when a commune has faces of its own cut. */
static bool is_cut(const mesh_work *w)
{
    for (size_t c = 0; c < w->t->n_communes; c++) {
        if (w->cuts[c].faces != NULL && w->cuts[c].faces->len > 0)
            return true;
    }
    return false;
}

void mesh_renumber(mesh_work *w)
{
    mlg_mesh *mesh = w->mesh;
    GArray *members[MESH_KINDS];
    for (int k = 0; k < MESH_KINDS; k++)
        members[k] = g_array_new(FALSE, FALSE, sizeof(mesh_member));
    if (is_cut(w)) {
        g_autofree uint32_t *first_sub = NULL;
        g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(mesh_share));
        GArray *faces = put_all(w, members, pieces, &first_sub);
        list_again(mesh, faces, first_sub);
        if (mesh->ground != NULL)
            mesh_set_pieces(mesh, pieces);
    }
    mesh->of_part = mesh_lists_new(members[MESH_OF_PART], w->t->n_parts);
    mesh->of_geometry = mesh_lists_new(members[MESH_OF_GEOMETRY], w->n_geometries);
    for (int k = 0; k < MESH_KINDS; k++)
        g_array_unref(members[k]);
}
