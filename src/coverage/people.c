/*
 * people.c - how many people a set of faces holds, with its bounds (design §6.4): whole official
 * units are exact, a unit that is cut is known as well as its cells tell (pieces.c). A QPV of known
 * population is such a unit, so its own limit widens nothing.
 */
#include "coverage/work.h"

#include <math.h>

/*
 * A commune that the set cuts, with a QPV of known people over its limit: the more of them live on
 * its side, the fewer live in the rest of it.
 */
typedef struct cut_commune {
    uint32_t commune;
    double rest;        /* people besides those of QPV */
    double least, most; /* share of them that the set may hold */
} cut_commune;

typedef struct straddler {
    uint32_t qpv, commune; /* one for each commune that is cut */
} straddler;

/* What communes hold of a set. */
typedef struct tally {
    double value;
    coverage_range range;
    GArray *cuts;       /* cut_commune; NULL without straddler */
    GArray *straddlers; /* straddler; NULL for none, as nearly everywhere */
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

static void add_range(coverage_range *sum, coverage_range range)
{
    sum->below += range.below;
    sum->above += range.above;
}

/* --- communes that the set cuts ------------------------------------------------------------ */

/* The rest of a commune as shares of it: by weight, which tells even where nobody is left for it;
 * NaN for other faces. */
static void share_rest(const coverage_work *w, const uint32_t *faces, size_t n, uint32_t c,
                       const run_sum *rest, double *ret_people)
{
    size_t unit = w->t->n_qpvs + c;
    bool cells = coverage_has_cells(w, unit);
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &w->mesh->faces[faces[i]];
        bool member = coverage_is_retained(face) && !coverage_is_published(w, face->qpv);
        ret_people[i] = !member         ? (double)NAN
                        : cells         ? w->pieces.weight[faces[i]] / w->pieces.whole[unit]
                        : rest->all > 0 ? face->population / rest->all
                                        : 1 / (double)rest->n_all;
    }
}

/* The rest of a commune that is cut. */
static void add_rest(const coverage_work *w, const base_bitset *set, uint32_t c,
                     const run_sum *rest, bool straddled, tally *t)
{
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->own_commune, c, &n);
    double in = 0;
    coverage_range range = {0, 0}; /* shares of the rest */
    if (rest->n_in == rest->n_all) {
        in = rest->n_in > 0;
    } else if (rest->n_in > 0) {
        g_autofree double *people = g_new(double, n), *worth = g_new(double, n);
        share_rest(w, faces, n, c, rest, people);
        for (size_t i = 0; i < n; i++) {
            worth[i] = isnan(people[i]) ? people[i] : base_bitset_get(set, faces[i]);
            in += worth[i] > 0 ? people[i] : 0;
        }
        range = coverage_spread(w, w->t->n_qpvs + c, people, worth);
    }
    cut_commune cut = {c, rest->all, in - range.below, in + range.above};
    if (straddled)
        g_array_append_val(t->cuts, cut);
    if (rest->n_in == 0)
        return;
    t->value += rest->in;
    t->range.below += range.below * rest->all;
    t->range.above += range.above * rest->all;
}

static void add_straddler(tally *t, uint32_t qpv, uint32_t commune)
{
    if (t->straddlers == NULL) {
        t->cuts = g_array_new(FALSE, FALSE, sizeof(cut_commune));
        t->straddlers = g_array_new(FALSE, FALSE, sizeof(straddler));
    }
    straddler s = {qpv, commune};
    g_array_append_val(t->straddlers, s);
}

/* QPV of known people one by one, then the rest; QPV that straddle the limit later. */
static void tally_cut(const coverage_work *w, const base_bitset *set, uint32_t c, tally *t)
{
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->own_commune, c, &n);
    run_sum rest = {0, 0, 0, 0};
    bool straddled = false;
    for (size_t i = 0, end = 0; i < n; i = end) {
        uint32_t q = w->mesh->faces[faces[i]].qpv;
        end = same_qpv(w->mesh, faces, n, i);
        if (!coverage_is_published(w, q)) {
            add_run(w->mesh, set, faces, i, end, &rest);
            continue;
        }
        run_sum sum = {0, 0, 0, 0};
        add_run(w->mesh, set, faces, i, end, &sum);
        t->value += sum.in;
        if (w->straddles[q] && sum.n_all > 0) {
            add_straddler(t, q, c);
            straddled = true;
        } else if (sum.n_in > 0 && sum.n_in < sum.n_all) {
            add_range(&t->range, coverage_spread_qpv(w, q, set));
        }
    }
    add_rest(w, set, c, &rest, straddled, t);
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
    if (all.n_in == all.n_all && !isnan(people))
        t->value += people;
    else
        tally_cut(w, set, c, t);
}

/* --- QPV over the limits of these ---------------------------------------------------------- */

static const cut_commune *find_cut(const GArray *cuts, uint32_t commune)
{
    for (guint i = 0; i < cuts->len; i++) {
        const cut_commune *cut = &g_array_index(cuts, cut_commune, i);
        if (cut->commune == commune)
            return cut;
    }
    return NULL;
}

/*
 * What one of the QPV's people counts in each of its faces: 1 in the set, less the share of the
 * commune's rest that is in the set, which has one less. A commune wholly in or out keeps its
 * people, whoever they are.
 */
static coverage_range spread_straddler(const coverage_work *w, const base_bitset *set,
                                       const GArray *cuts, uint32_t q)
{
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->own_qpv, q, &n);
    g_autofree double *people = g_new(double, n);
    g_autofree double *least = g_new(double, n), *most = g_new(double, n);
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &w->mesh->faces[faces[i]];
        const cut_commune *cut = find_cut(cuts, face->commune);
        double in = base_bitset_get(set, faces[i]);
        bool member = coverage_is_retained(face);
        people[i] = face->population;
        least[i] = !member ? (double)NAN : cut != NULL ? in - cut->least : 0;
        most[i] = !member ? (double)NAN : cut != NULL ? in - cut->most : 0;
    }
    return (coverage_range){coverage_spread(w, q, people, least).below,
                            coverage_spread(w, q, people, most).above};
}

/* People of a QPV that may live in a commune, beyond their estimate. */
static double more_in(const coverage_work *w, uint32_t q, uint32_t commune)
{
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->own_qpv, q, &n);
    g_autofree double *people = g_new(double, n), *worth = g_new(double, n);
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &w->mesh->faces[faces[i]];
        people[i] = face->population;
        worth[i] = coverage_is_retained(face) ? face->commune == commune : (double)NAN;
    }
    return coverage_spread(w, q, people, worth).above;
}

/* Where QPV may take more than all of the rest, none of it is sure: less than none it is not. */
static void doubt_rests(const coverage_work *w, tally *t)
{
    for (guint i = 0; i < t->cuts->len; i++) {
        cut_commune *cut = &g_array_index(t->cuts, cut_commune, i);
        double left = cut->rest;
        for (guint k = 0; cut->least > 0 && k < t->straddlers->len; k++) {
            const straddler *s = &g_array_index(t->straddlers, straddler, k);
            left -= s->commune == cut->commune ? more_in(w, s->qpv, s->commune) : 0;
        }
        if (!(left < 0)) /* enough, or not known and of no use */
            continue;
        t->range.below += cut->least * cut->rest;
        cut->least = 0;
    }
}

static gint compare_straddlers(gconstpointer a, gconstpointer b)
{
    const straddler *x = a, *y = b;
    return x->qpv < y->qpv ? -1 : x->qpv > y->qpv;
}

static void add_straddlers(const coverage_work *w, const base_bitset *set, tally *t)
{
    doubt_rests(w, t);
    g_array_sort(t->straddlers, compare_straddlers);
    for (guint i = 0; i < t->straddlers->len; i++) {
        const straddler *s = &g_array_index(t->straddlers, straddler, i);
        if (i == 0 || s[-1].qpv != s->qpv)
            add_range(&t->range, spread_straddler(w, set, t->cuts, s->qpv));
    }
}

static coverage_people end_tally(const coverage_work *w, const base_bitset *set, tally *t)
{
    if (t->straddlers != NULL) {
        add_straddlers(w, set, t);
        g_array_unref(t->cuts);
        g_array_unref(t->straddlers);
    }
    double most = t->value + t->range.above; /* NaN when not known */
    return (coverage_people){t->value, fmax(0, t->value - t->range.below),
                             most > t->cap ? t->cap : most};
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
    tally t = {.value = 0};
    coverage_people shared = {0, 0, 0}; /* in communes of which a share is covered */
    for (size_t i = 0; i < n; i++) {
        if (u == NULL || u->share_max == NULL || u->share_max[communes[i]] <= 0) {
            tally_commune(w, set, communes[i], &t);
            continue;
        }
        tally one = {.value = 0};
        tally_commune(w, set, communes[i], &one);
        coverage_people here = end_tally(w, set, &one);
        add_share(w, u, communes[i], &here);
        shared.value += here.value;
        shared.min += here.min;
        shared.max += here.max;
    }
    coverage_people people = end_tally(w, set, &t);
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
