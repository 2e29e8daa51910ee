/*
 * relations.c - tables `qpv_dispositif` and `relation`: which dispositif holds how much of which
 * QPV, and how any two perimeters that meet lie to each other.
 */
#include "coverage/work.h"

#include <math.h>
#include <string.h>

base_enum_names coverage_link_names = {"identique", "inclus", "contient", "chevauche", NULL};

/* What a set holds of a QPV: its share, and its people. */
static double measure_qpv(const coverage_work *w, uint32_t q, const base_bitset *set,
                          double *ret_people)
{
    size_t n, n_in = 0, n_all = 0;
    const uint32_t *faces = mesh_list(&w->mesh->of_qpv, q, &n);
    double in = 0;
    *ret_people = 0;
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &w->mesh->faces[faces[i]];
        if (face->edge)
            continue;
        n_all++;
        if (!base_bitset_get(set, faces[i]))
            continue;
        n_in++;
        in += face->area_m2;
        *ret_people += face->qpv == q ? face->population : 0;
    }
    if (n_in == 0)
        return 0;
    double retained = w->qpv_retained_m2[q];
    return retained > 0 ? in / retained : (double)n_in / (double)n_all;
}

double coverage_qpv_share(const coverage_work *w, uint32_t qpv, const base_bitset *set)
{
    double people;
    return measure_qpv(w, qpv, set, &people);
}

static bool measure_pair(const coverage_work *w, uint32_t q, uint32_t d, coverage_pair *ret)
{
    double pop, whole = w->mesh->qpv_population[q];
    double share = measure_qpv(w, q, w->sets[d].net, &pop);
    if (share <= COVERAGE_TOUCH_SHARE)
        return false;
    *ret =
        (coverage_pair){q, d, fmin(1, share), whole > 0 ? fmin(1, pop / whole) : (double)NAN, pop};
    return true;
}

void coverage_step_pairs(coverage_work *w)
{
    GArray *pairs = g_array_new(FALSE, FALSE, sizeof(coverage_pair));
    const coverage_level *qpvs = &w->cov->levels[MLG_QPV];
    for (size_t i = 0; i < qpvs->n_zones; i++) {
        for (uint32_t d = 0; d < w->inv->n_dispositifs; d++) {
            coverage_pair pair;
            if (w->cov->dispositifs[d].counted && measure_pair(w, qpvs->zones[i].unit, d, &pair))
                g_array_append_val(pairs, pair);
        }
    }
    w->cov->n_pairs = pairs->len;
    w->cov->pairs = (coverage_pair *)(void *)g_array_free(pairs, FALSE);
    g_ptr_array_add(w->cov->owned, w->cov->pairs);
}

/* What sets of faces hold, edges and contested area aside. */
typedef struct held {
    base_bitset *faces;
    double people, area_m2;
} held;

static void measure_set(const coverage_work *w, const base_bitset *set, double *ret_people,
                        double *ret_area_m2)
{
    *ret_people = *ret_area_m2 = 0;
    for (size_t f = base_bitset_next(set, 0); f < w->n_faces; f = base_bitset_next(set, f + 1)) {
        *ret_people += w->mesh->faces[f].population;
        *ret_area_m2 += w->mesh->faces[f].area_m2;
    }
}

static held hold(const coverage_work *w, uint32_t d, const base_bitset *counted_faces)
{
    held h = {base_bitset_new(w->n_faces), 0, 0};
    base_bitset_copy(h.faces, w->sets[d].net);
    base_bitset_and(h.faces, counted_faces);
    measure_set(w, h.faces, &h.people, &h.area_m2);
    return h;
}

/* Of people, of area where nobody is known to live; a collapsed QPV has neither. */
static double share_of(bool whole, double people, double all_people, double area_m2,
                       double all_area_m2)
{
    if (whole)
        return 1;
    return all_people > 0 ? people / all_people : area_m2 / all_area_m2;
}

static void relate(const coverage_work *w, uint32_t a, uint32_t b, const held *ha, const held *hb,
                   base_bitset *common, GArray *relations)
{
    if (!base_bitset_intersects(ha->faces, hb->faces))
        return;
    base_bitset_copy(common, ha->faces);
    base_bitset_and(common, hb->faces);
    bool a_in_b = base_bitset_equal(common, ha->faces);
    bool b_in_a = base_bitset_equal(common, hb->faces);
    double people, area_m2;
    measure_set(w, common, &people, &area_m2);
    coverage_relation r = {a,
                           b,
                           a_in_b && b_in_a ? COVERAGE_IDENTIQUE
                           : a_in_b         ? COVERAGE_INCLUS
                           : b_in_a         ? COVERAGE_CONTIENT
                                            : COVERAGE_CHEVAUCHE,
                           people,
                           share_of(a_in_b, people, ha->people, area_m2, ha->area_m2),
                           share_of(b_in_a, people, hb->people, area_m2, hb->area_m2)};
    g_array_append_val(relations, r);
}

/* Dispositifs that hold one of the faces, maybe. */
static void mark_meeting(const coverage_work *w, const base_bitset *faces, bool *ret_meets)
{
    memset(ret_meets, 0, w->inv->n_dispositifs * sizeof *ret_meets);
    for (size_t f = base_bitset_next(faces, 0); f < w->n_faces;
         f = base_bitset_next(faces, f + 1)) {
        size_t n;
        const uint32_t *holders = mesh_list(&w->face_dispositifs, f, &n);
        for (size_t i = 0; i < n; i++)
            ret_meets[holders[i]] = true;
    }
}

void coverage_step_relations(coverage_work *w)
{
    GArray *relations = g_array_new(FALSE, FALSE, sizeof(coverage_relation));
    g_autoptr(base_bitset) counted_faces = base_bitset_new(w->n_faces);
    g_autoptr(base_bitset) common = base_bitset_new(w->n_faces);
    for (size_t f = 0; f < w->n_faces; f++) {
        if (coverage_is_retained(&w->mesh->faces[f]))
            base_bitset_set(counted_faces, f);
    }
    held *helds = g_new0(held, w->inv->n_dispositifs + 1);
    for (uint32_t d = 0; d < w->inv->n_dispositifs; d++) {
        if (w->cov->dispositifs[d].counted)
            helds[d] = hold(w, d, counted_faces);
    }
    g_autofree bool *meets = g_new0(bool, w->inv->n_dispositifs + 1);
    for (uint32_t a = 0; a < w->inv->n_dispositifs; a++) {
        if (helds[a].faces == NULL)
            continue;
        mark_meeting(w, helds[a].faces, meets);
        for (uint32_t b = a + 1; b < w->inv->n_dispositifs; b++) {
            if (meets[b] && helds[b].faces != NULL)
                relate(w, a, b, &helds[a], &helds[b], common, relations);
        }
    }
    for (uint32_t d = 0; d < w->inv->n_dispositifs; d++)
        base_bitset_free(helds[d].faces);
    g_free(helds);
    w->cov->n_relations = relations->len;
    w->cov->relations = (coverage_relation *)(void *)g_array_free(relations, FALSE);
    g_ptr_array_add(w->cov->owned, w->cov->relations);
}
