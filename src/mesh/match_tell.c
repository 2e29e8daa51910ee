/*
 * match_tell.c - where the polygons of two generations of QPV contradict what is said of them: the
 * official list, or the letter that ends a code of 2024 (N new, M changed, I unchanged).
 */
#include "mesh/match_tell.h"

#include <math.h>

typedef struct telling {
    const mlg_territory *t;
    const mlg_monitor *monitor;
    GHashTable *drawn;
    GHashTable *listed; /* codes of 2024 that the list has */
    GHashTable *best;   /* code of 2024 -> its match with the greatest of the least shares */
} telling;

static bool is_in_view(const telling *tell, mlg_code code)
{
    return territory_find_department(tell->t, base_code_qpv_department(code)) != TERRITORY_NONE;
}

/* "14 % / 15 %": shares of the QPV of 2024 and of that of 2015. */
static void report_pair(const telling *tell, const char *code, const territory_match *match)
{
    territory_succession s = territory_match_in_time(match);
    g_autofree char *shares =
        g_strdup_printf("%.0f %% / %.0f %%", 100 * s.part_newer, 100 * s.part_older);
    BASE_EMIT(tell->monitor, .code = code, .object = "qpv", .id = s.newer.s, .value = s.older.s,
              .detail = shares);
}

static double least_share(const territory_match *match)
{
    return fmin(match->part, match->part_other);
}

static void keep_best(telling *tell, const territory_match *match, mlg_code newer)
{
    const territory_match *best = g_hash_table_lookup(tell->best, newer.s);
    if (best == NULL || least_share(match) > least_share(best))
        g_hash_table_insert(tell->best, g_strdup(newer.s), (gpointer)match);
}

static void tell_pair(telling *tell, const territory_match *match)
{
    territory_succession s = territory_match_in_time(match);
    if (base_code_is_empty(s.newer) || base_code_is_empty(s.older) || !is_in_view(tell, s.newer))
        return;
    keep_best(tell, match, s.newer);
    if (match->listed && match->part <= 0)
        report_pair(tell, "correspondance-sans-surface", match);
    else if (!match->listed && g_hash_table_contains(tell->listed, s.newer.s))
        report_pair(tell, "correspondance-absente", match);
    else if (!tell->t->has_match_list && base_code_qpv_letter(s.newer) == 'N')
        report_pair(tell, "qpv-lettre-nouveau", match);
}

/* A QPV of 2015 of the département is loaded: one without is another gap than of this QPV. */
static bool has_older(const mlg_territory *t, mlg_code department)
{
    const mlg_territory *const sides[] = {t, t->compared};
    for (size_t i = 0; i < G_N_ELEMENTS(sides); i++)
        for (size_t q = 0; q < sides[i]->n_qpvs; q++)
            if (sides[i]->qpvs[q].generation == 2015 &&
                base_code_equal(sides[i]->qpvs[q].department, department))
                return true;
    return false;
}

/* What the letter of a code of 2024 says, and the ground does not. */
static void tell_letter(const telling *tell, const territory_qpv *qpv)
{
    char letter = base_code_qpv_letter(qpv->code);
    const territory_match *best = g_hash_table_lookup(tell->best, qpv->code.s);
    if ((letter != 'I' && letter != 'M') || !is_in_view(tell, qpv->code) ||
        !g_hash_table_contains(tell->drawn, qpv->code.s))
        return;
    if (best == NULL && has_older(tell->t, qpv->department))
        BASE_EMIT(tell->monitor, .code = "qpv-lettre-sans-ancien", .object = "qpv",
                  .id = qpv->code.s, .value = qpv->name);
    else if (best != NULL && letter == 'I' && least_share(best) < TERRITORY_KEPT_LEAST)
        report_pair(tell, "qpv-lettre-inchange", best);
}

static void tell_all(telling *tell)
{
    const mlg_territory *t = tell->t;
    for (size_t i = 0; i < t->n_matches; i++)
        if (t->matches[i].listed)
            g_hash_table_add(tell->listed,
                             g_strdup(territory_match_in_time(&t->matches[i]).newer.s));
    for (size_t i = 0; i < t->n_matches; i++)
        tell_pair(tell, &t->matches[i]);
    if (t->has_match_list)
        return;
    for (size_t q = 0; q < t->n_qpvs; q++)
        tell_letter(tell, &t->qpvs[q]);
    for (size_t q = 0; q < t->compared->n_qpvs; q++)
        tell_letter(tell, &t->compared->qpvs[q]);
}

void mesh_match_tell(const mlg_territory *t, GHashTable *drawn, const mlg_monitor *monitor)
{
    telling tell = {.t = t,
                    .monitor = monitor,
                    .drawn = drawn,
                    .listed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                    .best = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    tell_all(&tell);
    g_hash_table_unref(tell.listed);
    g_hash_table_unref(tell.best);
}
