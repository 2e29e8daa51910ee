/*
 * prop_max_cover.c - greedy maximum coverage beside all choices of sets, on small random cases: the
 * best for one set and for sets apart, never under the bound. MLG_SEED=17 replays the seed 17.
 */
#include "prop/prop.h"

#include "coverage/max_cover.h"

#include <stdlib.h>

enum { SEEDS = 400, SETS_MAX = 9, ELEMENTS_MAX = 12, WEIGHT_MAX = 20 };

#define ROUNDING 1e-9

typedef struct random_case {
    double weights[ELEMENTS_MAX];
    uint32_t members[SETS_MAX * ELEMENTS_MAX];
    size_t first[SETS_MAX + 1];
    guint32 masks[SETS_MAX]; /* elements of each set, as bits */
    coverage_sets sets;
} random_case;

/* Whole weights make ties, some are 0. `apart`: each element is in one set. */
static void draw(GRand *rand, bool apart, random_case *c)
{
    *c = (random_case){.sets = {.n_sets = (size_t)g_rand_int_range(rand, 1, SETS_MAX + 1),
                                .n_elements = (size_t)g_rand_int_range(rand, 1, ELEMENTS_MAX + 1)}};
    size_t n_sets = c->sets.n_sets, n = 0;
    double density = g_rand_double_range(rand, 0.1, 0.9);
    for (size_t e = 0; e < c->sets.n_elements; e++) {
        size_t owner = (size_t)g_rand_int_range(rand, 0, (gint32)n_sets);
        c->weights[e] = g_rand_int_range(rand, 0, WEIGHT_MAX);
        for (size_t s = 0; s < n_sets; s++)
            if (apart ? s == owner : g_rand_double(rand) < density)
                c->masks[s] |= 1U << e;
    }
    for (size_t s = 0; s < n_sets; s++) {
        c->first[s] = n;
        for (uint32_t e = 0; e < c->sets.n_elements; e++)
            if (c->masks[s] >> e & 1U)
                c->members[n++] = e;
    }
    c->first[n_sets] = n;
    c->sets.weights = c->weights;
    c->sets.members = c->members;
    c->sets.first = c->first;
}

static double weigh(const random_case *c, guint32 elements)
{
    double weight = 0;
    for (size_t e = 0; e < c->sets.n_elements; e++)
        weight += elements >> e & 1U ? c->weights[e] : 0;
    return weight;
}

/* The most that n sets can hold: all choices are tried. */
static double best_of(const random_case *c, size_t n)
{
    double best = 0;
    for (guint32 chosen = 0; chosen < 1U << c->sets.n_sets; chosen++) {
        guint32 elements = 0;
        if ((size_t)__builtin_popcount(chosen) > n)
            continue;
        for (size_t s = 0; s < c->sets.n_sets; s++)
            elements |= chosen >> s & 1U ? c->masks[s] : 0;
        best = fmax(best, weigh(c, elements));
    }
    return best;
}

/* What a greedy that counts all sets again at each step takes. */
static void check_order(prop *p, const random_case *c, const coverage_choice *choices, size_t n)
{
    guint32 elements = 0;
    for (size_t i = 0; i <= n; i++) {
        size_t top = 0;
        double gain = 0;
        for (size_t s = 0; s < c->sets.n_sets; s++) {
            double more = weigh(c, c->masks[s] & ~elements);
            if (more > gain) {
                gain = more;
                top = s;
            }
        }
        if (i == n) {
            prop_check(p, gain <= 0 || n == c->sets.n_sets, "%zu taken, %.9g left", n, gain);
            return;
        }
        elements |= c->masks[top];
        if (!prop_check(p, choices[i].set == top && prop_near(choices[i].gain, gain, ROUNDING),
                        "step %zu takes %u for %.9g, not %zu for %.9g", i, choices[i].set,
                        choices[i].gain, top, gain))
            return;
        prop_check(p, prop_near(choices[i].total, weigh(c, elements), ROUNDING), "step %zu: total",
                   i);
    }
}

static void check_case(prop *p, const random_case *c, bool apart)
{
    coverage_choice choices[SETS_MAX];
    size_t n = coverage_max_cover(&c->sets, SETS_MAX, choices);
    check_order(p, c, choices, n);
    for (size_t k = 1; k <= c->sets.n_sets; k++) {
        size_t taken = coverage_max_cover(&c->sets, k, choices);
        double got = taken > 0 ? choices[taken - 1].total : 0, best = best_of(c, k);
        double bound = 1 - pow(1 - 1.0 / (double)k, (double)k);
        prop_check(p, got <= best + ROUNDING, "%zu sets: %.9g, at most %.9g", k, got, best);
        prop_check(p, got >= bound * best - ROUNDING && bound > 1 - exp(-1),
                   "%zu sets: %.9g of %.9g, under the bound", k, got, best);
        if (k == 1 || apart)
            prop_check(p, prop_near(got, best, ROUNDING), "%zu sets: %.9g, not the best %.9g", k,
                       got, best);
    }
}

static void try_seed(prop *p, guint32 seed)
{
    random_case c;
    p->seed = seed;
    p->n_told = 0;
    GRand *rand = g_rand_new_with_seed(seed);
    draw(rand, /* apart= */ false, &c);
    check_case(p, &c, false);
    draw(rand, /* apart= */ true, &c);
    check_case(p, &c, true);
    g_rand_free(rand);
}

static guint32 number_in(const char *variable, guint32 otherwise)
{
    const char *text = getenv(variable);
    return text ? (guint32)g_ascii_strtoull(text, NULL, 10) : otherwise;
}

int main(void)
{
    prop p = {0};
    guint32 first = number_in("MLG_SEED", 0), n = number_in("MLG_WORLDS", SEEDS);
    if (first != 0 && getenv("MLG_WORLDS") == NULL)
        n = 1;
    if (first == 0)
        first = 1;
    for (guint32 i = 0; i < n; i++)
        try_seed(&p, first + i);
    (void)printf("%u seeds from MLG_SEED=%u: %u checks, %u failures\n", n, first, p.n_checks,
                 p.n_failures);
    return p.n_failures > 0;
}
