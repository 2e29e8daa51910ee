/*
 * qpv_zone.c - the figures of one QPV for every type: shares of its area, before and after the edge
 * rule.
 */
#include "coverage/work.h"

#include <math.h>

/* Areas of the QPV for a set; by number of faces where it has no area. */
typedef struct qpv_areas {
    double raw_all, raw_in, all, in;
} qpv_areas;

static double share_of(double in, double all)
{
    return all > 0 ? fmin(1, in / all) : 0;
}

/* Faces of a collapsed QPV have no area: each weighs one. */
static double face_weight(const coverage_work *w, uint32_t q, const mesh_face *face)
{
    return w->mesh->qpv_area_m2[q] > 0 ? face->area_m2 : 1;
}

static qpv_areas measure(const coverage_work *w, uint32_t q, const base_bitset *net,
                         const base_bitset *brute)
{
    qpv_areas a = {0, 0, 0, 0};
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->of_qpv, q, &n);
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &w->mesh->faces[faces[i]];
        double weight = face_weight(w, q, face);
        a.raw_all += weight;
        a.raw_in += base_bitset_get(brute, faces[i]) ? weight : 0;
        if (face->edge)
            continue;
        a.all += weight;
        a.in += base_bitset_get(net, faces[i]) ? weight : 0;
    }
    return a;
}

/* A QPV that lower codes claim wholly owns no face: its people by the share of its area. */
static coverage_people people_by_area(const coverage_work *w, uint32_t q, const base_bitset *set)
{
    qpv_areas a = measure(w, q, set, set);
    double share = share_of(a.in, a.all), whole = w->mesh->qpv_population[q];
    if (share <= 0)
        return (coverage_people){0, 0, 0};
    return (coverage_people){whole * share, a.in < a.all ? 0 : whole, whole};
}

/* People: all of the QPV when all its retained faces are in; else as its cells tell. */
static coverage_people people_in(const coverage_work *w, uint32_t q, const base_bitset *set)
{
    size_t n, n_all = 0, n_in = 0;
    const uint32_t *faces = mesh_list(&w->mesh->own_qpv, q, &n);
    double in = 0, whole = w->mesh->qpv_population[q];
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &w->mesh->faces[faces[i]];
        if (face->edge)
            continue;
        n_all++;
        if (!base_bitset_get(set, faces[i]))
            continue;
        n_in++;
        in += face->population;
    }
    if (n_all == 0)
        return people_by_area(w, q, set);
    if (n_in == 0)
        return (coverage_people){0, 0, 0};
    if (n_in == n_all || isnan(whole))
        return (coverage_people){whole, whole, whole};
    coverage_range range = coverage_spread_qpv(w, q, set);
    return (coverage_people){in, fmax(0, in - range.below),
                             fmax(in, fmin(whole, in + range.above))};
}

static void list_ids(coverage_work *w, uint32_t q, uint32_t type, coverage_cell *cell)
{
    cell->first_id = w->ids->len;
    for (uint32_t d = 0; d < w->inv->n_dispositifs; d++) {
        if (!w->cov->dispositifs[d].counted || coverage_slot(w, d) != type)
            continue;
        const coverage_set *set = &w->sets[d];
        const base_bitset *sets[] = {set->net, set->maybe, set->shared};
        for (size_t i = 0; i < G_N_ELEMENTS(sets); i++) {
            qpv_areas a = measure(w, q, sets[i], sets[i]);
            if (share_of(a.in, a.all) > COVERAGE_TOUCH_SHARE) {
                g_array_append_val(w->ids, d);
                break;
            }
        }
    }
    cell->n_ids = w->ids->len - cell->first_id;
}

/* Commune whose survey speaks for the QPV: that of its largest retained piece. */
static uint32_t main_commune(const coverage_work *w, uint32_t q)
{
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->of_qpv, q, &n);
    uint32_t best = TERRITORY_NONE;
    double largest = -1;
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &w->mesh->faces[faces[i]];
        if (face->edge || face->area_m2 <= largest)
            continue;
        largest = face->area_m2;
        best = face->commune;
    }
    return best;
}

bool coverage_judge_qpv(const coverage_work *w, uint32_t q, uint32_t type, coverage_cell *cell)
{
    const coverage_union *u = &w->unions[type];
    qpv_areas a = measure(w, q, u->net, u->brute);
    coverage_people people = people_in(w, q, u->net);
    coverage_people upper = people_in(w, q, u->upper);
    qpv_areas shared = measure(w, q, u->shared, u->maybe);
    cell->part_brute = share_of(a.raw_in, a.raw_all);
    cell->part_aire = share_of(a.in, a.all);
    cell->pop = people.value;
    cell->pop_min = people.min;
    cell->pop_max = shared.in > 0 || isnan(upper.max) ? w->mesh->qpv_population[q]
                                                      : fmax(people.max, upper.max);
    double whole = w->mesh->qpv_population[q];
    cell->part_pop = whole > 0 ? fmin(1, people.value / whole) : (double)NAN;
    cell->state = w->mesh->qpv_outside[q]
                      ? MLG_HORS_TERRITOIRE
                      : coverage_state_of(w->cov, MLG_QPV, cell->part_aire, a.in > 0);
    bool maybe = share_of(shared.in, shared.all) > 1 - w->cov->threshold ||
                 share_of(shared.raw_in, shared.raw_all) > 1 - w->cov->threshold;
    if (cell->state == MLG_AUCUN && maybe)
        cell->state = MLG_INCONNU;
    else if (cell->state == MLG_AUCUN && !coverage_is_surveyed(w, main_commune(w, q), type))
        cell->state = MLG_NON_RECENSE;
    return a.raw_in > 0 || a.in > 0 || maybe;
}

static void compute_cell(coverage_work *w, uint32_t q, uint32_t type, coverage_cell *cell)
{
    cell->qpv_state = COVERAGE_SANS_QPV;
    if (coverage_judge_qpv(w, q, type, cell))
        list_ids(w, q, type, cell);
    else
        cell->first_id = w->ids->len;
}

void coverage_compute_qpv(coverage_work *w, uint32_t q, coverage_zone *zone, coverage_cell *cells)
{
    zone->pop = w->mesh->qpv_population[q];
    zone->pop_qpv = zone->pop;
    zone->area_m2 = w->mesh->qpv_area_m2[q];
    zone->nb_qpv = 1;
    for (uint32_t t = 0; t < w->n_types; t++)
        compute_cell(w, q, t, &cells[t]);
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->own_qpv, q, &n);
    coverage_extent extent = {faces, n, NULL, 0, NULL};
    coverage_sum_up_zone(w, &extent, zone, cells);
}
