/*
 * people.c - how many people a set of faces holds, with its bounds (design §6.4): whole official
 * units are exact, a unit that is cut counts from nothing to its whole. A QPV of known population
 * is such a unit, so its own limit widens nothing.
 */
#include "coverage/work.h"

#include <math.h>

/* A told QPV cut by commune limits: its pieces are counted together when all are in. */
typedef struct straddler {
    uint32_t qpv;
    double value;
    bool all_in;
} straddler;

/* What communes hold of a set, QPV that straddle their limits apart. */
typedef struct tally {
    coverage_people people;
    GArray *straddlers; /* straddler */
    double cap;         /* all people of the communes that the set meets */
} tally;

/* Faces of the commune from `begin` on that have the same QPV. */
static size_t same_qpv(const mlg_mesh *mesh, const uint32_t *faces, size_t n, size_t begin)
{
    size_t end = begin + 1;
    while (end < n && mesh->faces[faces[end]].qpv == mesh->faces[faces[begin]].qpv)
        end++;
    return end;
}

/* Sum of a run of retained faces, and of those in the set; n_in of n_all. */
typedef struct run_sum {
    double all, in;
    size_t n_all, n_in;
} run_sum;

static void add_run(const mlg_mesh *mesh, const base_bitset *set, const uint32_t *faces,
                    size_t begin, size_t end, run_sum *sum)
{
    for (size_t i = begin; i < end; i++) {
        const mesh_face *face = &mesh->faces[faces[i]];
        if (!coverage_is_retained(face))
            continue;
        bool in = base_bitset_get(set, faces[i]);
        sum->n_all++;
        sum->n_in += in;
        sum->all += face->population;
        sum->in += in ? face->population : 0;
    }
}

static void add_exact(coverage_people *people, double value)
{
    people->value += value;
    people->min += value;
    people->max += value;
}

/* Whole, or from nothing to `whole`. */
static void add_unit(coverage_people *people, const run_sum *sum, double whole)
{
    if (sum->n_in == 0)
        return;
    if (sum->n_in == sum->n_all && sum->all == whole) {
        add_exact(people, whole);
        return;
    }
    people->value += sum->in;
    people->max += fmax(whole, sum->in);
}

static bool is_told(const coverage_work *w, uint32_t qpv)
{
    return qpv != TERRITORY_NONE && !isnan(w->t->qpvs[qpv].population);
}

/*
 * Told QPV of a commune one by one, then the rest of its people as one unit; QPV that straddle its
 * limit are in that unit when all of it is in.
 */
static void tally_cut(const coverage_work *w, const base_bitset *set, const uint32_t *faces,
                      size_t n, double people, tally *t)
{
    run_sum rest = {0, 0, 0, 0};
    double whole_qpvs = 0;
    bool any_straddler = false, straddlers_in = true;
    guint n_before = t->straddlers->len;
    for (size_t i = 0; i < n;) {
        uint32_t q = w->mesh->faces[faces[i]].qpv;
        size_t end = same_qpv(w->mesh, faces, n, i);
        run_sum sum = {0, 0, 0, 0};
        add_run(w->mesh, set, faces, i, end, &sum);
        if (!is_told(w, q)) {
            rest.n_all += sum.n_all;
            rest.n_in += sum.n_in;
            rest.all += sum.all;
            rest.in += sum.in;
        } else if (!w->straddles[q]) {
            whole_qpvs += sum.all;
            add_unit(&t->people, &sum, sum.all);
        } else if (sum.n_all > 0) {
            any_straddler = true;
            straddlers_in = straddlers_in && sum.n_in == sum.n_all;
            straddler s = {q, sum.in, sum.n_in == sum.n_all};
            if (sum.n_in > 0)
                g_array_append_val(t->straddlers, s);
        }
        i = end;
    }
    if (!any_straddler) {
        add_unit(&t->people, &rest, rest.all);
    } else if (straddlers_in && rest.n_in == rest.n_all) {
        g_array_set_size(t->straddlers, n_before);
        add_exact(&t->people, people - whole_qpvs);
    } else {
        add_unit(&t->people, &rest, people - whole_qpvs);
    }
}

static void tally_commune(const coverage_work *w, const base_bitset *set, uint32_t c, tally *t)
{
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->own_commune, c, &n);
    run_sum all = {0, 0, 0, 0};
    add_run(w->mesh, set, faces, 0, n, &all);
    if (all.n_in == 0)
        return;
    double people = w->t->communes[c].population;
    t->cap += isnan(people) ? HUGE_VAL : people;
    if (all.n_in == all.n_all) {
        add_exact(&t->people, isnan(people) ? all.all : people);
        return;
    }
    coverage_people before = t->people;
    tally_cut(w, set, faces, n, people, t);
    if (!isnan(people)) /* no more than live there */
        t->people.max = fmin(t->people.max, before.max + people);
}

/* Retained pieces of a QPV in communes where the set was not whole, so that all of it was set
 * apart. */
static uint32_t n_communes_of(const coverage_work *w, uint32_t q)
{
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->own_qpv, q, &n);
    uint32_t count = 0, last = TERRITORY_NONE;
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &w->mesh->faces[faces[i]];
        if (face->edge || face->commune == last)
            continue;
        last = face->commune;
        count++;
    }
    return count;
}

static gint compare_straddlers(gconstpointer a, gconstpointer b)
{
    const straddler *x = a, *y = b;
    return x->qpv < y->qpv ? -1 : x->qpv > y->qpv;
}

static void add_straddlers(const coverage_work *w, tally *t)
{
    g_array_sort(t->straddlers, compare_straddlers);
    for (guint i = 0; i < t->straddlers->len;) {
        straddler first = g_array_index(t->straddlers, straddler, i);
        guint end = i;
        bool all_in = true;
        double value = 0;
        for (; end < t->straddlers->len; end++) {
            const straddler *s = &g_array_index(t->straddlers, straddler, end);
            if (s->qpv != first.qpv)
                break;
            all_in = all_in && s->all_in;
            value += s->value;
        }
        double whole = w->mesh->qpv_population[first.qpv];
        if (all_in && end - i == n_communes_of(w, first.qpv)) {
            add_exact(&t->people, whole);
        } else {
            t->people.value += value;
            t->people.max += fmax(whole, value);
        }
        i = end;
    }
}

static tally new_tally(void)
{
    return (tally){{0, 0, 0}, g_array_new(FALSE, FALSE, sizeof(straddler)), 0};
}

static coverage_people end_tally(const coverage_work *w, tally *t)
{
    add_straddlers(w, t);
    g_array_unref(t->straddlers);
    if (t->people.max > t->cap)
        t->people.max = t->cap;
    return t->people;
}

/* A share of a commune's people: from the largest to the sum, beside what the set holds. */
static void add_share(const coverage_work *w, const coverage_union *u, uint32_t c,
                      coverage_people *here)
{
    double people = w->t->communes[c].population;
    double low = u->share_max[c] * people, high = u->share_sum[c] * people;
    if (u->share_max[c] <= 0)
        return;
    if (isnan(people)) { /* a share of nobody knows how many */
        here->value = here->min = here->max = (double)NAN;
        return;
    }
    here->value = fmax(here->value, low);
    here->min = fmax(here->min, low);
    here->max = fmin(people, here->max + high);
}

static coverage_people count(const coverage_work *w, const base_bitset *set,
                             const coverage_union *u, const uint32_t *communes, size_t n)
{
    tally t = new_tally();
    coverage_people shared = {0, 0, 0}; /* in communes of which a share is covered */
    for (size_t i = 0; i < n; i++) {
        if (u == NULL || u->share_max == NULL || u->share_max[communes[i]] <= 0) {
            tally_commune(w, set, communes[i], &t);
            continue;
        }
        tally one = new_tally();
        tally_commune(w, set, communes[i], &one);
        coverage_people here = end_tally(w, &one);
        add_share(w, u, communes[i], &here);
        shared.value += here.value;
        shared.min += here.min;
        shared.max += here.max;
    }
    coverage_people people = end_tally(w, &t);
    return (coverage_people){people.value + shared.value, people.min + shared.min,
                             people.max + shared.max};
}

coverage_people coverage_count_people(const coverage_work *w, const base_bitset *set,
                                      const base_bitset *upper, const coverage_union *u,
                                      const uint32_t *communes, size_t n)
{
    coverage_people people = count(w, set, u, communes, n);
    if (isnan(people.value)) /* nothing known of a part: nothing known of the whole */
        return (coverage_people){(double)NAN, (double)NAN, (double)NAN};
    double most = upper != NULL ? count(w, upper, u, communes, n).max : people.max;
    people.min = fmin(people.min, people.value);
    people.max = isnan(most) ? most : fmax(fmax(people.max, most), people.value);
    return people;
}
