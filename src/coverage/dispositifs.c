/*
 * dispositifs.c - each dispositif's own figures: what it holds, its people, its scale and size
 * class; in force or not.
 */
#include "coverage/indicators.h"

#include <math.h>

base_enum_names coverage_scale_names = {"infra_communale",     "communale", "intercommunale",
                                        "supra_communautaire", "",          NULL};

base_enum_names coverage_size_names = {"moins_10000",  "10000_20000", "20000_50000",
                                       "50000_100000", "plus_100000", NULL};

/* Size classes of the sector's 2018 inventories: < 10 000, < 20 000, 20-50 000, 50-100 000, > 100
 * 000. */
static const char *size_class(double people)
{
    if (isnan(people))
        return "";
    return coverage_size_names[people < 10000     ? 0
                               : people < 20000   ? 1
                               : people < 50000   ? 2
                               : people <= 100000 ? 3
                                                  : 4];
}

/* Communes of the set: all, and those that it holds whole. */
static uint32_t list_communes(const coverage_work *w, const base_bitset *set, GArray *communes)
{
    uint32_t n_whole = 0;
    g_array_set_size(communes, 0);
    for (size_t f = base_bitset_next(set, 0); f < w->n_faces; f = base_bitset_next(set, f + 1)) {
        const mesh_face *face = &w->mesh->faces[f];
        uint32_t c = face->commune;
        if (c == TERRITORY_NONE || !coverage_is_retained(face))
            continue;
        if (communes->len > 0 && g_array_index(communes, uint32_t, communes->len - 1) == c)
            continue;
        g_array_append_val(communes, c);
        size_t n, n_in = 0, n_all = 0;
        const uint32_t *own = mesh_list(&w->mesh->own_commune, c, &n);
        for (size_t i = 0; i < n; i++) {
            if (!coverage_is_retained(&w->mesh->faces[own[i]]))
                continue;
            n_all++;
            n_in += base_bitset_get(set, own[i]);
        }
        n_whole += n_in == n_all;
    }
    return n_whole;
}

static uint32_t count_epcis(const coverage_work *w, const GArray *communes)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < communes->len; i++) {
        uint32_t epci = w->t->communes[g_array_index(communes, uint32_t, i)].epci;
        if (epci != TERRITORY_NONE)
            g_hash_table_add(seen, GUINT_TO_POINTER(epci + 1));
    }
    return g_hash_table_size(seen);
}

static bool all_have_epci(const coverage_work *w, const GArray *communes)
{
    for (guint i = 0; i < communes->len; i++) {
        if (w->t->communes[g_array_index(communes, uint32_t, i)].epci == TERRITORY_NONE)
            return false;
    }
    return true;
}

/* True when all that the perimeter says is that it is a part of its units. */
static bool says_part(const coverage_work *w, uint32_t d)
{
    const inventory_dispositif *dispositif = &w->inv->dispositifs[d];
    bool any = false;
    for (uint32_t i = 0; i < dispositif->n_lines; i++) {
        const inventory_line *line = &w->inv->lines[dispositif->first_line + i];
        if (line->excluded || !inventory_line_in_force(line, w->cov->date))
            continue;
        if (line->extent != INVENTORY_PARTIELLE)
            return false;
        any = true;
    }
    return any;
}

static coverage_scale scale_of(const coverage_work *w, const GArray *communes, uint32_t n_whole,
                               uint32_t n_epcis)
{
    if (communes->len == 0)
        return COVERAGE_SANS_ECHELLE;
    if (communes->len == 1)
        return n_whole == 1 ? COVERAGE_COMMUNALE : COVERAGE_INFRA_COMMUNALE;
    if (w->t->n_epcis == 0) /* nobody knows who belongs together */
        return COVERAGE_SANS_ECHELLE;
    return n_epcis == 1 && all_have_epci(w, communes) ? COVERAGE_INTERCOMMUNALE
                                                      : COVERAGE_SUPRA_COMMUNAUTAIRE;
}

static void count_qpvs(const coverage_work *w, const base_bitset *set, coverage_dispositif *result)
{
    for (uint32_t q = 0; q < w->t->n_qpvs; q++) {
        size_t n, n_in = 0, n_all = 0;
        const uint32_t *faces = mesh_list(&w->mesh->of_qpv, q, &n);
        double in = 0;
        for (size_t i = 0; i < n; i++) {
            const mesh_face *face = &w->mesh->faces[faces[i]];
            if (face->edge)
                continue;
            n_all++;
            if (!base_bitset_get(set, faces[i]))
                continue;
            n_in++;
            in += face->area_m2;
            result->pop_qpv += face->qpv == q ? face->population : 0;
        }
        double retained = w->qpv_retained_m2[q];
        result->nb_qpv +=
            retained > 0 ? in > COVERAGE_TOUCH_SHARE * retained : n_in > 0 && n_all > 0;
    }
}

/* A union of one dispositif, so that its shares and unknown lines bound its people. */
coverage_people coverage_people_of(const coverage_work *w, uint32_t d, const uint32_t *communes,
                                   size_t n)
{
    const coverage_set *set = &w->sets[d];
    g_autoptr(base_bitset) upper = base_bitset_new(w->n_faces);
    base_bitset_copy(upper, set->net);
    base_bitset_or(upper, set->maybe);
    coverage_union u = {.share_max = NULL};
    if (set->shares->len > 0) {
        u.share_max = g_new0(double, w->t->n_communes);
        u.share_sum = g_new0(double, w->t->n_communes);
        for (guint i = 0; i < set->shares->len; i++) {
            coverage_share share = g_array_index(set->shares, coverage_share, i);
            u.share_max[share.commune] = fmax(u.share_max[share.commune], share.share);
            u.share_sum[share.commune] = fmin(1, u.share_sum[share.commune] + share.share);
        }
    }
    coverage_people people = coverage_count_people(w, set->net, upper, &u, communes, n);
    g_free(u.share_max);
    g_free(u.share_sum);
    return people;
}

/* A QPV that lies elsewhere is no area of the whole commune that it is counted in. */
static double area_of(const coverage_work *w, const base_bitset *set)
{
    double area_m2 = 0;
    for (size_t f = base_bitset_next(set, 0); f < w->n_faces; f = base_bitset_next(set, f + 1)) {
        const mesh_face *face = &w->mesh->faces[f];
        if (!face->stray || !coverage_holds_commune(w, set, face->commune))
            area_m2 += face->area_m2;
    }
    return area_m2;
}

/* By the communes of its ground; where it has none, by its carrier's, as table `indicateur` counts
 * it. */
static bool is_here(const coverage_work *w, uint32_t d, const GArray *communes)
{
    size_t n = communes->len;
    uint32_t one;
    const uint32_t *list = (const uint32_t *)(void *)communes->data;
    if (n == 0)
        list = coverage_carrier_communes(w, d, &one, &n);
    return w->cov->zone == NULL || coverage_any_in_zone(w, list, n);
}

static void describe(coverage_work *w, uint32_t d, GArray *communes, GArray *all)
{
    const coverage_set *set = &w->sets[d];
    coverage_dispositif *result = &w->cov->dispositifs[d];
    g_autoptr(base_bitset) any = base_bitset_new(w->n_faces);
    coverage_copy_any(set, any);
    uint32_t n_whole = list_communes(w, set->net, communes);
    uint32_t n_whole_any = list_communes(w, any, all);
    result->here = is_here(w, d, all);
    result->faces = base_bitset_count(set->net) > 0 ? set->net : NULL;
    if (all->len == 0 && result->faces == NULL) {
        result->pop = result->pop_min = result->pop_max = result->pop_qpv = (double)NAN;
        result->area_m2 = (double)NAN;
        result->size_class = "";
        result->scale = COVERAGE_SANS_ECHELLE;
        return;
    }
    /* a perimeter of which nothing is sure is told by what it may be */
    const GArray *told = communes->len > 0 ? communes : all;
    n_whole = communes->len > 0 ? n_whole : says_part(w, d) ? 0 : n_whole_any;
    result->nb_com = told->len;
    result->nb_epci = count_epcis(w, told);
    coverage_people people =
        coverage_people_of(w, d, (const uint32_t *)(void *)all->data, all->len);
    if (told->len == 0) /* QPV out of the territory: the people of no loaded commune */
        people = (coverage_people){(double)NAN, (double)NAN, (double)NAN};
    result->pop = people.value;
    result->pop_min = people.min;
    result->pop_max = people.max;
    count_qpvs(w, set->net, result);
    result->area_m2 = area_of(w, set->net);
    bool exact = people.min == people.max; /* a share of people is no set of faces, yet known */
    result->size_class = communes->len > 0 || exact ? size_class(result->pop) : "";
    result->scale = scale_of(w, told, n_whole, result->nb_epci);
}

void coverage_step_dispositifs(coverage_work *w)
{
    g_autoptr(GArray) communes = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t d = 0; d < w->inv->n_dispositifs; d++)
        describe(w, d, communes, all);
}
