/*
 * matches.c - QPV of the two generations that go together: how they are kept, and which is the
 * same QPV as before.
 */
#include "territory/territory.h"

#include <math.h>

gint territory_compare_matches(gconstpointer a, gconstpointer b)
{
    const territory_match *x = a, *y = b;
    bool x_none = base_code_is_empty(x->qpv), y_none = base_code_is_empty(y->qpv);
    if (x_none != y_none)
        return x_none ? 1 : -1;
    int order = base_code_compare(x->qpv, y->qpv);
    return order != 0 ? order : base_code_compare(x->other, y->other);
}

void territory_set_matches(mlg_territory *t, const GArray *matches)
{
    if (t->matches != NULL)
        (void)g_ptr_array_remove_fast(t->owned, t->matches); /* frees it */
    t->n_matches = matches->len;
    t->matches = g_new0(territory_match, t->n_matches + 1);
    for (size_t i = 0; i < t->n_matches; i++)
        t->matches[i] = g_array_index(matches, territory_match, i);
    g_ptr_array_add(t->owned, t->matches);
}

territory_succession territory_match_in_time(const territory_match *match)
{
    bool run_is_newer = base_code_qpv_generation(match->qpv) == 2024 ||
                        base_code_qpv_generation(match->other) == 2015;
    if (run_is_newer)
        return (territory_succession){match->qpv, match->other, match->part, match->part_other};
    return (territory_succession){match->other, match->qpv, match->part_other, match->part};
}

bool territory_match_is_kept(const territory_match *match)
{
    char letter = base_code_qpv_letter(territory_match_in_time(match).newer);
    double least = fmin(match->part, match->part_other);
    if (isnan(match->part))
        return letter == 'I';
    if (letter == 'M')
        return false;
    return least >= (letter == 'I' ? TERRITORY_KEPT_LEAST : TERRITORY_KEPT_SHARE);
}
