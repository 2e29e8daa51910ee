/*
 * face_lists.c - faces told the other way round: the QPV that claim each, the dispositifs and
 * the contrats de ville that hold each.
 */
#include "coverage/work.h"

/* Counts are made two places on, so that after filling each face's first is in its own place. */
static mesh_lists new_lists(size_t n_faces)
{
    return (mesh_lists){g_new0(uint32_t, n_faces + 2), NULL, n_faces};
}

static void make_room(mesh_lists *lists)
{
    for (size_t f = 0; f < lists->n_units; f++)
        lists->first[f + 2] += lists->first[f + 1];
    lists->items = g_new(uint32_t, lists->first[lists->n_units + 1] + 1);
}

void coverage_list_face_qpvs(coverage_work *w)
{
    const mesh_lists *of_qpv = &w->mesh->of_qpv;
    mesh_lists lists = new_lists(w->n_faces);
    size_t n_items = of_qpv->first[of_qpv->n_units];
    for (size_t i = 0; i < n_items; i++)
        lists.first[of_qpv->items[i] + 2]++;
    make_room(&lists);
    for (uint32_t q = 0; q < of_qpv->n_units; q++) {
        size_t n;
        const uint32_t *faces = mesh_list(of_qpv, q, &n);
        for (size_t i = 0; i < n; i++)
            lists.items[lists.first[faces[i] + 1]++] = q;
    }
    w->face_qpvs = lists;
}

/* Faces that a counted dispositif holds surely, maybe or by a share of their people. */
static void hold(const coverage_work *w, uint32_t d, base_bitset *ret_faces)
{
    if (w->cov->dispositifs[d].counted)
        coverage_copy_any(&w->sets[d], ret_faces);
    else
        base_bitset_clear(ret_faces);
}

void coverage_list_face_dispositifs(coverage_work *w)
{
    g_autoptr(base_bitset) faces = base_bitset_new(w->n_faces);
    mesh_lists lists = new_lists(w->n_faces);
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t d = 0; d < w->inv->n_dispositifs; d++) {
            hold(w, d, faces);
            for (size_t f = base_bitset_next(faces, 0); f < w->n_faces;
                 f = base_bitset_next(faces, f + 1)) {
                if (pass == 0)
                    lists.first[f + 2]++;
                else
                    lists.items[lists.first[f + 1]++] = d;
            }
        }
        if (pass == 0)
            make_room(&lists);
    }
    w->face_dispositifs = lists;
}

mesh_lists coverage_list_face_contrats(const coverage_work *w)
{
    const coverage_level *level = &w->cov->levels[MLG_CONTRAT_VILLE];
    mesh_lists lists = new_lists(w->n_faces);
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t z = 0; z < level->n_zones; z++) {
            const base_bitset *net = w->sets[level->zones[z].unit].net;
            for (size_t f = base_bitset_next(net, 0); f < w->n_faces;
                 f = base_bitset_next(net, f + 1)) {
                if (pass == 0)
                    lists.first[f + 2]++;
                else
                    lists.items[lists.first[f + 1]++] = z;
            }
        }
        if (pass == 0)
            make_room(&lists);
    }
    return lists;
}
