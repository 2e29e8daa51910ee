/*
 * world_mesh.c - the mesh of a test world, and its faces by the codes of their owners.
 */
#include "support/world.h"

static void free_mesh(world *w)
{
    mlg_mesh_free(w->mesh);
}

void world_build_mesh(world *w)
{
    g_clear_pointer(&w->mesh, mlg_mesh_free);
    w->done[2] = free_mesh;
    assert_ok(mlg_build_mesh(w->t, w->inv, &w->mesh_options, &w->monitor, &w->mesh, &w->err),
              &w->err);
}

void world_mesh_all(world *w)
{
    world_finish_territory(w);
    world_finish_inventory(w);
    world_build_mesh(w);
}

mlg_mesh *world_base(world *w)
{
    mlg_mesh *base = NULL;
    assert_ok(mlg_build_base(w->t, &w->mesh_options, NULL, &base, &w->err), &w->err);
    return base;
}

double world_sum_weights(const world *w)
{
    double sum = 0;
    for (size_t f = 0; f < w->mesh->n_faces; f++)
        sum += w->mesh->faces[f].commune != TERRITORY_NONE ? w->mesh->faces[f].weight : 0;
    return sum;
}

static bool is_of(const world *w, const mesh_face *face, const char *commune, const char *qpv)
{
    const char *c = face->commune != TERRITORY_NONE ? w->t->communes[face->commune].code.s : "";
    const char *q = face->qpv != TERRITORY_NONE ? w->t->qpvs[face->qpv].code.s : "";
    return strcmp(c, commune) == 0 && strcmp(q, qpv) == 0;
}

size_t world_count_faces(const world *w, const char *commune, const char *qpv)
{
    size_t n = 0;
    for (size_t f = 0; f < w->mesh->n_faces; f++)
        n += is_of(w, &w->mesh->faces[f], commune, qpv);
    return n;
}

const mesh_face *world_face(const world *w, const char *commune, const char *qpv, size_t nth)
{
    for (size_t f = 0; f < w->mesh->n_faces; f++) {
        if (is_of(w, &w->mesh->faces[f], commune, qpv) && nth-- == 0)
            return &w->mesh->faces[f];
    }
    fail_msg("no such face of commune \"%s\" and QPV \"%s\"", commune, qpv);
    return NULL;
}

double world_faces_area(const world *w, const char *commune, const char *qpv)
{
    double area = 0;
    for (size_t f = 0; f < w->mesh->n_faces; f++) {
        if (is_of(w, &w->mesh->faces[f], commune, qpv))
            area += w->mesh->faces[f].area_m2;
    }
    return area;
}

double world_faces_people(const world *w, const char *commune, const char *qpv)
{
    double people = 0;
    for (size_t f = 0; f < w->mesh->n_faces; f++) {
        if (is_of(w, &w->mesh->faces[f], commune, qpv))
            people += w->mesh->faces[f].population;
    }
    return people;
}
