/*
 * test_coverage_lay.h - cells laid by hand over the mesh of a test world: what each face holds of
 * them, and its people.
 */
#ifndef TEST_COVERAGE_LAY_H
#define TEST_COVERAGE_LAY_H

#include "test_coverage_rows.h"

#define NO_GRID UNKNOWN

enum { MAX_PIECES = 3 };

/** What a face holds; it is found by its owners and its area. */
typedef struct laid_face {
    const char *commune, *qpv;
    double area_m2, population;
    double inner;                  /* people of its own cells before calibration */
    mesh_piece pieces[MAX_PIECES]; /* people 0: no more */
} laid_face;

static inline const laid_face *find_laid(const world *w, const mesh_face *face,
                                         const laid_face *laid, size_t n)
{
    const char *commune =
        face->commune != TERRITORY_NONE ? w->t->communes[face->commune].code.s : "";
    const char *qpv = face->qpv != TERRITORY_NONE ? w->t->qpvs[face->qpv].code.s : "";
    for (size_t i = 0; i < n; i++) {
        if (strcmp(laid[i].commune, commune) == 0 && strcmp(laid[i].qpv, qpv) == 0 &&
            fabs(laid[i].area_m2 - face->area_m2) < 1e-3)
            return &laid[i];
    }
    return NULL;
}

/** Lays cells over the mesh as built, and computes again; faces that are not named have no grid. */
static inline void lay(world *w, const laid_face *laid, size_t n)
{
    mlg_mesh *mesh = w->mesh;
    size_t n_pieces = 0, n_found = 0;
    mesh->pieces = g_new0(mesh_piece, n * MAX_PIECES + 1);
    mesh->first_piece = g_new0(size_t, mesh->n_faces + 1);
    for (size_t f = 0; f < mesh->n_faces; f++) {
        mesh_face *face = &mesh->faces[f];
        const laid_face *from = find_laid(w, face, laid, n);
        face->weight = from != NULL ? from->inner : NO_GRID;
        for (size_t i = 0; from != NULL && i < MAX_PIECES && from->pieces[i].people > 0; i++) {
            mesh->pieces[n_pieces++] = from->pieces[i];
            face->weight += from->pieces[i].people;
        }
        mesh->first_piece[f + 1] = n_pieces;
        if (from == NULL)
            continue;
        face->population = from->population;
        n_found++;
    }
    assert_int_equal(n_found, n);
    for (size_t q = 0; q < w->t->n_qpvs; q++) {
        size_t n_own;
        const uint32_t *own = mesh_list(&mesh->own_qpv, q, &n_own);
        mesh->qpv_population[q] = 0;
        for (size_t i = 0; i < n_own; i++)
            mesh->qpv_population[q] += mesh->faces[own[i]].population;
    }
    world_compute(w);
}

#define LAY(w, ...)                                                                                \
    do {                                                                                           \
        const laid_face laid_[] = {__VA_ARGS__};                                                   \
        lay((w), laid_, G_N_ELEMENTS(laid_));                                                      \
    } while (0)

#define assert_result(w, id, value, least, most)                                                   \
    do {                                                                                           \
        const coverage_dispositif *d_ = world_result((w), (id));                                   \
        assert_near(d_->pop, (value), 1e-9);                                                       \
        assert_near(d_->pop_min, (least), 1e-9);                                                   \
        assert_near(d_->pop_max, (most), 1e-9);                                                    \
    } while (0)

/** 4 000 m2 of 93003. */
#define WEST_OF_93003 "GEOMETRIE POLYGON((200 0,240 0,240 100,200 100,200 0))"

/** On add_land(): QN09302M has 300 people for 60 of cells, of which 40 in one over the limit of the
 * communes. */
static inline void lay_two_sides(world *w)
{
    LAY(w, {"93001", "QN09302M", 200, 250, 20, {{7, 30}}},
        {"93002", "QN09302M", 100, 50, 0, {{7, 10}}}, {"93001", "QN09301M", 400, 100, 3, {{8, 5}}},
        {"93001", "", 9400, 650, 500, {{7, 12}, {8, 90}}},
        {"93002", "", 9900, 1950, 800, {{7, 14}}});
}

#endif
