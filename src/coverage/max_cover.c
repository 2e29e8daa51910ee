/*
 * max_cover.c - greedy maximum coverage, lazily: what a set added once bounds what it adds later,
 * so that only the sets at the top of a heap are counted again.
 */
#include "coverage/max_cover.h"

#include <glib.h>
#include <stdbool.h>

/* A set and what it added when it was last counted. */
typedef struct bound {
    uint32_t set;
    double gain;
} bound;

typedef struct heap {
    bound *items;
    size_t n;
} heap;

/* Total, so that the order never depends on how the heap was built. */
static bool is_before(const bound *a, const bound *b)
{
    return a->gain != b->gain ? a->gain > b->gain : a->set < b->set;
}

static void sift_down(heap *h, size_t i)
{
    for (size_t child; (child = 2 * i + 1) < h->n; i = child) {
        if (child + 1 < h->n && is_before(&h->items[child + 1], &h->items[child]))
            child++;
        if (!is_before(&h->items[child], &h->items[i]))
            return;
        bound moved = h->items[i];
        h->items[i] = h->items[child];
        h->items[child] = moved;
    }
}

static double gain_of(const coverage_sets *sets, uint32_t set, const bool *covered)
{
    double gain = 0;
    for (size_t m = sets->first[set]; m < sets->first[set + 1]; m++)
        gain += covered[sets->members[m]] ? 0 : sets->weights[sets->members[m]];
    return gain;
}

static void cover(const coverage_sets *sets, uint32_t set, bool *covered)
{
    for (size_t m = sets->first[set]; m < sets->first[set + 1]; m++)
        covered[sets->members[m]] = true;
}

static void fill(heap *h, const coverage_sets *sets, const bool *covered)
{
    for (uint32_t s = 0; s < sets->n_sets; s++) {
        double gain = gain_of(sets, s, covered);
        if (gain > 0)
            h->items[h->n++] = (bound){s, gain};
    }
    for (size_t i = h->n / 2; i-- > 0;)
        sift_down(h, i);
}

size_t coverage_max_cover(const coverage_sets *sets, size_t n, coverage_choice *ret_choices)
{
    size_t taken = 0;
    double total = 0;
    g_autofree bool *covered = g_new0(bool, sets->n_elements + 1);
    g_autofree bound *items = g_new0(bound, sets->n_sets + 1);
    heap h = {items, 0};
    fill(&h, sets, covered);
    while (taken < n && h.n > 0) {
        bound *top = &h.items[0];
        double gain = gain_of(sets, top->set, covered);
        bool stays = gain == top->gain; /* no other can add more */
        if (stays) {
            cover(sets, top->set, covered);
            total += gain;
            ret_choices[taken++] = (coverage_choice){top->set, gain, total};
        }
        top->gain = gain;
        if (stays || gain <= 0)
            *top = h.items[--h.n];
        sift_down(&h, 0);
    }
    return taken;
}
