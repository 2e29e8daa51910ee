/*
 * draft_matches.c - the official list of which QPV of 2024 follow which of 2015, seen from the
 * generation of the run.
 */
#include "territory/draft.h"

#include "base/text.h"

#include <math.h>

static bool is_loaded(const mlg_territory *t, mlg_code code)
{
    return territory_find_qpv(t, code) != TERRITORY_NONE ||
           (t->compared != NULL && territory_find_qpv(t->compared, code) != TERRITORY_NONE);
}

/* Codes of a generation that is not loaded are no news. */
static bool is_expected(const mlg_territory *t, mlg_code code)
{
    return !base_code_is_empty(code) &&
           (t->compared != NULL ||
            base_code_qpv_generation(code) == territory_generation_at(t, code));
}

static GArray *list_codes(draft_work *work)
{
    GArray *facts = g_array_new(FALSE, FALSE, sizeof(draft_fact));
    for (guint i = 0; i < work->b->matches->len; i++) {
        const draft_match *row = &g_array_index(work->b->matches, draft_match, i);
        const mlg_code codes[] = {row->newer, row->older};
        for (size_t k = 0; k < G_N_ELEMENTS(codes); k++) {
            draft_fact fact = {.code = codes[k], .origin = row->origin};
            fact.used = is_loaded(work->t, codes[k]);
            if (is_expected(work->t, codes[k]))
                g_array_append_val(facts, fact);
        }
    }
    return facts;
}

static territory_match orient(const mlg_territory *t, const draft_match *row)
{
    mlg_code known = base_code_is_empty(row->newer) ? row->older : row->newer;
    bool newer_is_run = territory_generation_at(t, known) == 2024;
    return (territory_match){.qpv = newer_is_run ? row->newer : row->older,
                             .other = newer_is_run ? row->older : row->newer,
                             .part = (double)NAN,
                             .part_other = (double)NAN,
                             .listed = true};
}

mlg_status draft_matches(draft_work *work, mlg_error *err)
{
    mlg_territory *t = work->t;
    GArray *rows = work->b->matches;
    t->has_match_list = rows->len > 0;
    if (rows->len == 0 || t->n_qpvs == 0)
        return MLG_OK;
    g_autoptr(GArray) codes = list_codes(work);
    MLG_TRY(draft_check_joined(work, codes, _("QPV"), t->qpvs[0].code.s, err));
    g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(territory_match));
    for (guint i = 0; i < rows->len; i++) {
        territory_match match = orient(t, &g_array_index(rows, draft_match, i));
        g_array_append_val(matches, match);
    }
    g_array_sort(matches, territory_compare_matches);
    for (guint i = matches->len; i > 1; i--) {
        if (territory_compare_matches(&g_array_index(matches, territory_match, i - 2),
                                      &g_array_index(matches, territory_match, i - 1)) == 0)
            g_array_remove_index(matches, i - 1); /* a row that is there twice */
    }
    territory_set_matches(t, matches);
    return MLG_OK;
}
