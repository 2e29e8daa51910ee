/*
 * pack.c - a base mesh packed and unpacked: faces, who they belong to, areas.
 */
#include "mesh/pack.h"

#define PACK_KIND "maillage"

/* What a face is, in one number. */
enum { FACE_EDGE = 1, FACE_OVERLAP = 2, FACE_CONTESTED = 4, FACE_STRAY = 8, FACE_WHOLE = 16 };

static void pack_face(base_packer *p, const mesh_face *face)
{
    base_pack_u32(p, face->commune);
    base_pack_u32(p, face->qpv);
    base_pack_u32(p, face->follows);
    base_pack_u32(p, (face->edge ? FACE_EDGE : 0U) | (face->overlap ? FACE_OVERLAP : 0U) |
                         (face->contested ? FACE_CONTESTED : 0U) | (face->stray ? FACE_STRAY : 0U) |
                         (face->whole ? FACE_WHOLE : 0U));
    base_pack_double(p, face->area_m2);
    base_pack_double(p, face->weight);
    base_pack_double(p, face->imputed);
    base_pack_u32(p, face->crs);
}

static mesh_face unpack_face(base_unpacker *u, const mlg_mesh *mesh)
{
    mesh_face face = {0};
    face.commune = base_unpack_index(u, mesh->territory->n_communes, TERRITORY_NONE);
    face.qpv = base_unpack_index(u, mesh->territory->n_qpvs, TERRITORY_NONE);
    face.follows = base_unpack_index(u, mesh->n_faces, 0);
    uint32_t flags = base_unpack_u32(u);
    face.edge = (flags & FACE_EDGE) != 0;
    face.overlap = (flags & FACE_OVERLAP) != 0;
    face.contested = (flags & FACE_CONTESTED) != 0;
    face.stray = (flags & FACE_STRAY) != 0;
    face.whole = (flags & FACE_WHOLE) != 0;
    face.area_m2 = base_unpack_double(u);
    face.weight = base_unpack_double(u);
    face.imputed = base_unpack_double(u);
    face.crs = base_unpack_index(u, mesh->n_crs, 0);
    return face;
}

static void pack_faces(base_packer *p, const mlg_mesh *mesh)
{
    g_autofree GBytes **shapes = g_new0(GBytes *, mesh->n_faces + 1);
    base_pack_i64(p, (int64_t)mesh->n_faces);
    for (size_t f = 0; f < mesh->n_faces; f++) {
        shapes[f] = mesh->faces[f].wkb;
        pack_face(p, &mesh->faces[f]);
    }
    base_pack_bytes_list(p, shapes, mesh->n_faces);
}

/* Faces of communes come first, in their order; lists and refinement rely on it. */
static bool is_in_order(const mlg_mesh *mesh)
{
    for (size_t f = 1; f < mesh->n_faces; f++)
        if (mesh->faces[f - 1].commune > mesh->faces[f].commune)
            return false;
    return true;
}

static void unpack_faces(base_unpacker *u, mlg_mesh *mesh)
{
    size_t n_shapes = 0;
    mesh->n_faces = base_unpack_count(u, 4 * sizeof(double));
    mesh->faces = g_new0(mesh_face, mesh->n_faces + 1);
    for (size_t f = 0; f < mesh->n_faces; f++)
        mesh->faces[f] = unpack_face(u, mesh);
    g_autofree GBytes **shapes = base_unpack_bytes_list(u, &n_shapes);
    if (n_shapes != mesh->n_faces || !is_in_order(mesh))
        u->damaged = true;
    for (size_t f = 0; f < n_shapes; f++) {
        if (f < mesh->n_faces)
            mesh->faces[f].wkb = shapes[f];
        else
            g_bytes_unref(shapes[f]);
    }
}

static void pack_list(base_packer *p, const mesh_lists *lists)
{
    base_pack_array_of(p, lists->first, lists->n_units + 1, sizeof(uint32_t));
    base_pack_array_of(p, lists->items, lists->first[lists->n_units], sizeof(uint32_t));
}

static void unpack_list(base_unpacker *u, mesh_lists *lists, size_t n_units, size_t n_faces)
{
    size_t n = 0;
    lists->n_units = n_units;
    lists->first = base_unpack_array_n(u, sizeof(uint32_t), n_units + 1);
    lists->items = base_unpack_array_of(u, sizeof(uint32_t), &n);
    base_unpack_check(u, lists->items, n, n_faces, 0);
    lists->items = g_renew(uint32_t, lists->items, n + 1); /* room for one, as lists are made */
    lists->items[n] = 0;
    for (size_t i = 0; lists->first != NULL && i < n_units; i++)
        if (lists->first[i] > lists->first[i + 1] || lists->first[i + 1] > n)
            u->damaged = true;
}

/* The counts and areas of a base mesh; people come with the refinement. */
static void pack_summary(base_packer *p, const mlg_mesh_summary *s)
{
    base_pack_i64(p, (int64_t)s->n_edges);
    base_pack_i64(p, (int64_t)s->n_outside);
    base_pack_i64(p, (int64_t)s->n_qpv_outside);
    base_pack_i64(p, (int64_t)s->n_qpv_collapsed);
    base_pack_i64(p, (int64_t)s->n_repaired);
    base_pack_i64(p, (int64_t)s->n_guarded);
}

static void unpack_summary(base_unpacker *u, mlg_mesh_summary *s)
{
    s->n_edges = (size_t)base_unpack_i64(u);
    s->n_outside = (size_t)base_unpack_i64(u);
    s->n_qpv_outside = (size_t)base_unpack_i64(u);
    s->n_qpv_collapsed = (size_t)base_unpack_i64(u);
    s->n_repaired = (size_t)base_unpack_i64(u);
    s->n_guarded = (size_t)base_unpack_i64(u);
}

static void pack_valid(base_packer *p, const mlg_mesh *mesh, const territory_shape *shape)
{
    base_pack_u32(p, shape->wkb != NULL && g_hash_table_contains(mesh->valid_shapes, shape->wkb));
}

static void unpack_valid(base_unpacker *u, mlg_mesh *mesh, const territory_shape *shape)
{
    if (base_unpack_u32(u) != 0 && shape->wkb != NULL)
        g_hash_table_add(mesh->valid_shapes, shape->wkb);
}

static void pack_units(base_packer *p, const mlg_mesh *mesh)
{
    const mlg_territory *t = mesh->territory;
    for (size_t c = 0; c < t->n_communes; c++) {
        base_pack_u32(p, mesh->commune_crs[c]);
        pack_valid(p, mesh, &t->communes[c].shape);
    }
    for (size_t q = 0; q < t->n_qpvs; q++) {
        base_pack_u32(p, mesh->qpv_outside[q]);
        pack_valid(p, mesh, &t->qpvs[q].shape);
    }
    for (size_t i = 0; i < t->n_parts; i++)
        pack_valid(p, mesh, &t->parts[i].shape);
}

static void unpack_units(base_unpacker *u, mlg_mesh *mesh)
{
    const mlg_territory *t = mesh->territory;
    for (size_t c = 0; c < t->n_communes; c++) {
        mesh->commune_crs[c] = base_unpack_index(u, mesh->n_crs, 0);
        unpack_valid(u, mesh, &t->communes[c].shape);
    }
    for (size_t q = 0; q < t->n_qpvs; q++) {
        mesh->qpv_outside[q] = base_unpack_u32(u) != 0;
        unpack_valid(u, mesh, &t->qpvs[q].shape);
    }
    for (size_t i = 0; i < t->n_parts; i++)
        unpack_valid(u, mesh, &t->parts[i].shape);
}

base_packer *mesh_pack(const mlg_mesh *mesh)
{
    const mlg_territory *t = mesh->territory;
    base_packer *p = base_packer_new(PACK_KIND);
    base_pack_i64(p, (int64_t)t->n_communes);
    base_pack_i64(p, (int64_t)t->n_qpvs);
    base_pack_i64(p, (int64_t)mesh->n_crs);
    for (size_t i = 0; i < mesh->n_crs; i++)
        base_pack_text(p, mesh->crs[i]);
    pack_faces(p, mesh);
    pack_list(p, &mesh->of_commune);
    pack_list(p, &mesh->of_qpv);
    base_pack_array_of(p, mesh->commune_area_m2, t->n_communes, sizeof(double));
    base_pack_array_of(p, mesh->qpv_area_m2, t->n_qpvs, sizeof(double));
    base_pack_array_of(p, mesh->commune_box, 4 * t->n_communes, sizeof(double));
    pack_units(p, mesh);
    pack_summary(p, &mesh->summary);
    mesh_pack_cells(p, mesh);
    base_pack_findings(p, mesh->findings);
    return p;
}

/* Replaces an array of a new mesh. */
static void take_array(base_unpacker *u, void **array, size_t n)
{
    g_free(*array);
    *array = base_unpack_array_n(u, sizeof(double), n);
}

static void unpack_crs(base_unpacker *u, mlg_mesh *mesh)
{
    mesh->n_crs = base_unpack_count(u, sizeof(uint32_t));
    mesh->crs = g_new0(char *, mesh->n_crs + 1);
    for (size_t i = 0; i < mesh->n_crs; i++)
        mesh->crs[i] = g_strdup(base_unpack_name(u));
}

mlg_status mesh_unpack(GBytes *head, base_fetch_fn fetch, void *user, const mlg_territory *t,
                       const mlg_grid *grid, mlg_mesh **ret, mlg_error *err)
{
    g_autoptr(mlg_mesh) mesh = mesh_new(t);
    base_unpacker u;
    base_unpacker_init(&u, PACK_KIND, head, fetch, user);
    if (base_unpack_i64(&u) != (int64_t)t->n_communes || base_unpack_i64(&u) != (int64_t)t->n_qpvs)
        u.damaged = true;
    unpack_crs(&u, mesh);
    unpack_faces(&u, mesh);
    unpack_list(&u, &mesh->of_commune, t->n_communes, mesh->n_faces);
    unpack_list(&u, &mesh->of_qpv, t->n_qpvs, mesh->n_faces);
    take_array(&u, (void **)&mesh->commune_area_m2, t->n_communes);
    take_array(&u, (void **)&mesh->qpv_area_m2, t->n_qpvs);
    take_array(&u, (void **)&mesh->commune_box, 4 * t->n_communes);
    unpack_units(&u, mesh);
    unpack_summary(&u, &mesh->summary);
    mesh_unpack_cells(&u, mesh, grid);
    mlg_findings_free(mesh->findings);
    mesh->findings = base_unpack_findings(&u);
    MLG_TRY(base_unpacker_end(&u, err));
    mesh_list_owners(mesh);
    *ret = g_steal_pointer(&mesh);
    return MLG_OK;
}
