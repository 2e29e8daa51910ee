/*
 * zones.c - the figures of one zone made of faces (commune, EPCI, département, région, contrat de
 * ville) for every type.
 */
#include "coverage/work.h"

#include <math.h>
#include <string.h>

mlg_coverage_state coverage_state_of(const mlg_coverage *cov, mlg_level level, double share,
                                     bool any)
{
    if (share >= cov->threshold)
        return MLG_TOTAL;
    if (level == MLG_QPV)
        return share > 1 - cov->threshold ? MLG_PARTIEL : MLG_AUCUN;
    return any ? MLG_PARTIEL : MLG_AUCUN;
}

/* Areas of the zone's faces for one type. */
typedef struct areas {
    double raw_all, raw_in, all, in;
    size_t n_all, n_in, n_maybe, n_shared, n_surveyed, n_communes;
} areas;

static areas measure(const coverage_work *w, const coverage_extent *e, const coverage_union *u)
{
    areas a = {0};
    for (size_t i = 0; i < e->n_faces; i++) {
        uint32_t f = e->faces[i];
        const mesh_face *face = &w->mesh->faces[f];
        double area_m2 = face->stray ? 0 : face->area_m2; /* such a QPV lies elsewhere */
        a.raw_all += area_m2;
        a.raw_in += base_bitset_get(u->brute, f) ? area_m2 : 0;
        if (face->edge)
            continue;
        bool in = base_bitset_get(u->net, f);
        a.all += area_m2;
        a.in += in ? area_m2 : 0;
        a.n_all++;
        if (face->contested) /* such area alone is no presence */
            continue;
        a.n_in += in;
        a.n_maybe += base_bitset_get(u->maybe, f);
        a.n_shared += base_bitset_get(u->shared, f);
    }
    return a;
}

static double ratio(double part, double whole)
{
    return whole > 0 ? fmin(1, part / whole) : (double)NAN;
}

static bool any_surveyed(const coverage_work *w, const coverage_extent *e, uint32_t type)
{
    for (size_t i = 0; i < e->n_communes; i++) {
        if (coverage_is_surveyed(w, e->communes[i], type))
            return true;
    }
    return e->n_communes == 0;
}

static gint by_number(gconstpointer a, gconstpointer b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Dispositifs of a type with a retained face in the zone, surely or maybe; ascending. */
static void list_ids(coverage_work *w, const coverage_extent *e, uint32_t type, bool touched,
                     coverage_cell *cell)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    cell->first_id = w->ids->len;
    for (size_t i = 0; touched && i < e->n_faces; i++) {
        size_t n;
        const uint32_t *holders = mesh_list(&w->face_dispositifs, e->faces[i], &n);
        for (size_t k = 0; coverage_is_retained(&w->mesh->faces[e->faces[i]]) && k < n; k++)
            if (coverage_slot(w, holders[k]) == type)
                g_array_append_val(found, holders[k]);
    }
    g_array_sort(found, by_number);
    for (guint i = 0; i < found->len; i++) {
        uint32_t d = g_array_index(found, uint32_t, i);
        if (i == 0 || g_array_index(found, uint32_t, i - 1) != d)
            g_array_append_val(w->ids, d);
    }
    cell->n_ids = w->ids->len - cell->first_id;
}

bool coverage_holds_commune(const coverage_work *w, const base_bitset *set, uint32_t commune)
{
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->own_commune, commune, &n);
    for (size_t i = 0; i < n; i++) {
        if (coverage_is_retained(&w->mesh->faces[faces[i]]) && !base_bitset_get(set, faces[i]))
            return false;
    }
    return true;
}

/* True when what is covered by a share lies in the zone too. */
static bool shares_in(const coverage_work *w, const coverage_union *u, const base_bitset *within,
                      uint32_t commune)
{
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->own_commune, commune, &n);
    for (size_t i = 0; i < n; i++) {
        if (coverage_is_retained(&w->mesh->faces[faces[i]]) &&
            base_bitset_get(u->shared, faces[i]) && base_bitset_get(within, faces[i]))
            return true;
    }
    return false;
}

/*
 * People of a type in a zone that cuts communes: only what lies in both. A share of a commune that
 * the zone cuts may be of anyone there: it is no estimate, and leaves the most open.
 */
static coverage_people count_within(const coverage_work *w, const coverage_extent *e,
                                    const coverage_union *u, double whole)
{
    g_autoptr(base_bitset) set = base_bitset_new(w->n_faces);
    g_autoptr(base_bitset) upper = base_bitset_new(w->n_faces);
    base_bitset_copy(set, u->net);
    base_bitset_and(set, e->within);
    base_bitset_copy(upper, u->upper);
    base_bitset_and(upper, e->within);
    coverage_union own = {.share_max = NULL};
    bool any_cut = false;
    if (u->share_max != NULL) {
        own.share_max = g_memdup2(u->share_max, w->t->n_communes * sizeof(double));
        own.share_sum = u->share_sum; /* of no use where the largest is 0 */
    }
    for (size_t i = 0; own.share_max != NULL && i < e->n_communes; i++) {
        uint32_t c = e->communes[i];
        if (own.share_max[c] <= 0 || coverage_holds_commune(w, e->within, c))
            continue;
        own.share_max[c] = 0;
        any_cut = any_cut || shares_in(w, u, e->within, c);
    }
    coverage_people people = coverage_count_people(w, set, upper, &own, e->communes, e->n_communes);
    g_free(own.share_max);
    if (!isnan(whole))
        people.max = fmax(people.value, any_cut ? whole : fmin(people.max, whole));
    return people;
}

/* Of a contract without known perimeter nothing is known. */
static void leave_unknown(coverage_work *w, coverage_zone *zone, coverage_cell *cells)
{
    const double none = (double)NAN;
    zone->pop = zone->pop_qpv = zone->area_m2 = none;
    for (int k = 0; k < 4; k++)
        zone->pop_count[k] = none;
    for (size_t t = 0; t < w->n_types; t++)
        cells[t] = (coverage_cell){.state = MLG_INCONNU,
                                   .part_brute = none,
                                   .part_aire = none,
                                   .part_pop = none,
                                   .pop = none,
                                   .pop_min = none,
                                   .pop_max = none,
                                   .first_id = w->ids->len,
                                   .pop_qpv = none,
                                   .qpv_state = COVERAGE_SANS_QPV};
}

bool coverage_judge_zone(const coverage_work *w, const coverage_extent *e, double whole,
                         uint32_t type, coverage_cell *cell)
{
    const coverage_union *u = &w->unions[type];
    areas a = measure(w, e, u);
    coverage_people people = e->within != NULL
                                 ? count_within(w, e, u, whole)
                                 : coverage_count_people(w, u->net, u->has_maybe ? u->upper : NULL,
                                                         u, e->communes, e->n_communes);
    cell->pop = people.value;
    cell->pop_min = people.min;
    cell->pop_max = people.max;
    cell->part_brute = ratio(a.raw_in, a.raw_all);
    cell->part_aire = ratio(a.in, a.all);
    cell->part_pop = ratio(people.value, whole);
    double share = isnan(cell->part_pop) ? cell->part_aire : cell->part_pop;
    if (isnan(share)) /* neither people nor area: by number */
        share = a.n_all > 0 ? (double)a.n_in / (double)a.n_all : 0;
    bool shared = people.value > 0 && a.n_shared > 0;
    cell->state = coverage_state_of(w->cov, MLG_COMMUNE, share, a.n_in > 0 || shared);
    if (cell->state == MLG_AUCUN && a.n_maybe + a.n_shared > 0)
        cell->state = MLG_INCONNU;
    else if (cell->state == MLG_AUCUN && !any_surveyed(w, e, type))
        cell->state = MLG_NON_RECENSE;
    return a.n_in + a.n_maybe + a.n_shared > 0;
}

static void compute_cell(coverage_work *w, const coverage_extent *e, const coverage_zone *zone,
                         uint32_t type, coverage_cell *cell)
{
    bool touched = coverage_judge_zone(w, e, zone->pop, type, cell);
    list_ids(w, e, type, touched, cell);
}

/* --- QPV inside the zone ------------------------------------------------------------------- */

/* Area for every QPV that claims the face, people for its owner. */
static void visit_claim(const coverage_work *w, uint32_t f, uint32_t q,
                        coverage_qpv_scratch *scratch, GArray *touched)
{
    const mesh_face *face = &w->mesh->faces[f];
    double people = face->qpv == q ? face->population : 0;
    coverage_qpv_scratch *s = &scratch[q];
    if (s->n_faces == 0) {
        g_array_append_val(touched, q);
        s->retained_m2 = s->pop = 0;
        memset(s->covered_m2, 0, w->n_types * sizeof(double));
        memset(s->covered_pop, 0, w->n_types * sizeof(double));
        memset(s->covered_faces, 0, w->n_types * sizeof(uint32_t));
        memset(s->unsure_faces, 0, w->n_types * sizeof(uint32_t));
    }
    s->n_faces++;
    s->retained_m2 += face->area_m2;
    s->pop += people;
    for (size_t i = 0; i < w->n_types; i++) {
        const coverage_union *u = &w->unions[i];
        s->unsure_faces[i] += base_bitset_get(u->maybe, f) || base_bitset_get(u->shared, f);
        if (!base_bitset_get(u->net, f))
            continue;
        s->covered_m2[i] += face->area_m2;
        s->covered_pop[i] += people;
        s->covered_faces[i]++;
    }
}

static void visit_face(const coverage_work *w, uint32_t f, coverage_qpv_scratch *scratch,
                       GArray *touched)
{
    size_t n;
    const uint32_t *qpvs = mesh_list(&w->face_qpvs, f, &n);
    for (size_t i = 0; !w->mesh->faces[f].edge && i < n; i++)
        visit_claim(w, f, qpvs[i], scratch, touched);
}

/* More than 1 % of its retained area, or of its faces where it has no area. */
static bool belongs(const coverage_work *w, uint32_t q, const coverage_qpv_scratch *s)
{
    if (w->qpv_retained_m2[q] > 0)
        return s->retained_m2 > COVERAGE_TOUCH_SHARE * w->qpv_retained_m2[q];
    return s->n_faces > 0;
}

/* QPV of a zone by type: wholly covered, and not covered but for what nobody knows. */
typedef struct qpv_counts {
    uint32_t total, unsure;
} qpv_counts;

static void add_qpv(coverage_work *w, const coverage_qpv_scratch *s, coverage_zone *zone,
                    coverage_cell *cells, qpv_counts *counts)
{
    zone->nb_qpv++;
    for (size_t i = 0; i < w->n_types; i++) {
        double share = s->retained_m2 > 0 ? s->covered_m2[i] / s->retained_m2
                                          : (double)s->covered_faces[i] / (double)s->n_faces;
        mlg_coverage_state state = coverage_state_of(w->cov, MLG_QPV, share, share > 0);
        cells[i].nb_qpv += state != MLG_AUCUN;
        counts[i].total += state == MLG_TOTAL;
        counts[i].unsure += state == MLG_AUCUN && s->unsure_faces[i] > 0;
    }
}

static void compute_qpvs(coverage_work *w, const coverage_extent *e, coverage_qpv_scratch *scratch,
                         coverage_zone *zone, coverage_cell *cells)
{
    g_autoptr(GArray) touched = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autofree qpv_counts *counts = g_new0(qpv_counts, w->n_types + 1);
    for (size_t i = 0; i < e->n_faces; i++)
        visit_face(w, e->faces[i], scratch, touched);
    for (guint i = 0; i < touched->len; i++) {
        uint32_t q = g_array_index(touched, uint32_t, i);
        coverage_qpv_scratch *s = &scratch[q];
        zone->pop_qpv += s->pop; /* NaN when one is not known */
        for (size_t t = 0; t < w->n_types; t++)
            cells[t].pop_qpv += s->covered_pop[t];
        if (belongs(w, q, s))
            add_qpv(w, s, zone, cells, counts);
        s->n_faces = 0;
    }
    for (size_t t = 0; t < w->n_types; t++)
        cells[t].qpv_state = zone->nb_qpv == 0                 ? COVERAGE_SANS_QPV
                             : counts[t].total == zone->nb_qpv ? COVERAGE_TOUS
                             : cells[t].nb_qpv > 0             ? COVERAGE_CERTAINS
                             : counts[t].unsure > 0            ? COVERAGE_QPV_INCONNU
                                                               : COVERAGE_AUCUN_QPV;
}

/* --- the whole zone ------------------------------------------------------------------------ */

static bool is_present(const coverage_cell *cell)
{
    return cell->state == MLG_TOTAL || cell->state == MLG_PARTIEL;
}

void coverage_sum_up_zone(coverage_work *w, const coverage_extent *e, coverage_zone *zone,
                          const coverage_cell *cells)
{
    for (size_t i = 0; i < w->n_types; i++)
        zone->cumul += is_present(&cells[i]);
    for (size_t i = 0; i < w->cov->n_combination; i++) {
        if (is_present(&cells[w->cov->combination[i]]))
            zone->combination |= 1U << i;
    }
    for (size_t i = 0; i < e->n_faces; i++) {
        uint32_t f = e->faces[i];
        unsigned n = 0;
        for (size_t c = 0; c < w->cov->n_combination; c++)
            n += base_bitset_get(w->unions[w->cov->combination[c]].net, f);
        zone->pop_count[n < 3 ? n : 3] += w->mesh->faces[f].population;
    }
}

void coverage_sums_add(coverage_sums *sums, double people, const coverage_cell *cell)
{
    sums->by_state[cell->state]++;
    if (cell->state == MLG_HORS_TERRITOIRE || isnan(people))
        return;
    if (cell->state > MLG_AUCUN) { /* nothing can be said of these people */
        sums->people_unknown += people;
        return;
    }
    sums->people += people;
    sums->covered += isnan(cell->pop) ? 0 : cell->pop;
    sums->covered_min += isnan(cell->pop_min) ? 0 : cell->pop_min;
    sums->covered_max += isnan(cell->pop_max) ? 0 : cell->pop_max;
}

void coverage_compute_zone(coverage_work *w, const coverage_extent *e,
                           coverage_qpv_scratch *scratch, coverage_zone *zone, coverage_cell *cells)
{
    zone->nb_com = (uint32_t)e->n_communes;
    if (e->within != NULL && e->n_faces == 0) {
        leave_unknown(w, zone, cells);
        return;
    }
    zone->pop = 0;
    for (size_t i = 0; i < e->n_faces; i++) {
        const mesh_face *face = &w->mesh->faces[e->faces[i]];
        zone->area_m2 += face->stray && e->within == NULL ? 0 : face->area_m2;
    }
    if (e->within != NULL)
        zone->pop =
            coverage_count_people(w, e->within, NULL, NULL, e->communes, e->n_communes).value;
    for (size_t i = 0; e->within == NULL && i < e->n_communes; i++)
        zone->pop += w->t->communes[e->communes[i]].population;
    for (uint32_t t = 0; t < w->n_types; t++)
        compute_cell(w, e, zone, t, &cells[t]);
    compute_qpvs(w, e, scratch, zone, cells);
    coverage_sum_up_zone(w, e, zone, cells);
}
