/*
 * unions.c - the union of the counted dispositifs of each type, and where each type was surveyed.
 */
#include "coverage/work.h"

#include <math.h>

static void add_shares(const coverage_work *w, coverage_union *u, const coverage_set *set)
{
    if (set->shares->len == 0)
        return;
    if (u->share_max == NULL) {
        u->share_max = g_new0(double, w->t->n_communes);
        u->share_sum = g_new0(double, w->t->n_communes);
    }
    for (guint i = 0; i < set->shares->len; i++) {
        coverage_share share = g_array_index(set->shares, coverage_share, i);
        u->share_max[share.commune] = fmax(u->share_max[share.commune], share.share);
        u->share_sum[share.commune] = fmin(1, u->share_sum[share.commune] + share.share);
    }
}

static void clear(coverage_union *u)
{
    base_bitset_clear(u->net);
    base_bitset_clear(u->brute);
    base_bitset_clear(u->maybe);
    base_bitset_clear(u->shared);
    g_clear_pointer(&u->share_max, g_free);
    g_clear_pointer(&u->share_sum, g_free);
}

void coverage_unite(coverage_work *w, uint32_t type)
{
    coverage_union *u = &w->unions[type];
    clear(u);
    for (uint32_t d = 0; d < w->inv->n_dispositifs; d++) {
        if (!w->cov->dispositifs[d].counted || coverage_slot(w, d) != type)
            continue;
        base_bitset_or(u->net, w->sets[d].net);
        base_bitset_or(u->brute, w->sets[d].brute);
        base_bitset_or(u->maybe, w->sets[d].maybe);
        base_bitset_or(u->shared, w->sets[d].shared);
        add_shares(w, u, &w->sets[d]);
    }
    base_bitset_and_not(u->maybe, u->net);
    u->has_maybe = base_bitset_count(u->maybe) > 0;
    base_bitset_copy(u->upper, u->net);
    base_bitset_or(u->upper, u->maybe);
}

void coverage_step_unions(coverage_work *w)
{
    for (uint32_t type = 0; type < w->n_types; type++)
        coverage_unite(w, type);
}

/* The most precise echelon that speaks of the commune decides: EPCI, département, région. */
bool coverage_is_surveyed(const coverage_work *w, uint32_t commune, uint32_t type)
{
    if (!w->inv->has_survey_table || commune == TERRITORY_NONE)
        return true;
    const territory_commune *c = &w->t->communes[commune];
    int best = -1;
    bool complete = false;
    for (size_t i = 0; i < w->inv->n_surveys; i++) {
        const inventory_survey *s = &w->inv->surveys[i];
        uint32_t here = s->echelon == INVENTORY_ECHELON_EPCI          ? c->epci
                        : s->echelon == INVENTORY_ECHELON_DEPARTEMENT ? c->department
                                                                      : c->region;
        if (s->type != w->cov->types[type] || here == TERRITORY_NONE || here != s->index)
            continue;
        if ((int)s->echelon > best) {
            best = (int)s->echelon;
            complete = s->complete;
        } else if ((int)s->echelon == best) {
            complete = complete || s->complete; /* surveyed twice: once completely is enough */
        }
    }
    return complete;
}
