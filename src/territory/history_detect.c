/*
 * history_detect.c - of which day a set of codes is: on that day none of its codes is too many, and
 * none is missing from the départements that the set holds in full.
 */
#include "territory/history_private.h"

#include <string.h>

/* A code that events name, beside a set of codes. */
typedef struct evidence {
    const history_code *known;
    bool present; /* in the set */
    bool telling; /* its absence tells something */
} evidence;

/* First place in the set at or after a text. */
static size_t lower_bound(const mlg_code *codes, size_t n, const char *text)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(codes[middle].s, text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool has_department(const mlg_code *codes, size_t n, mlg_code department)
{
    size_t at = lower_bound(codes, n, department.s);
    return at < n && g_str_has_prefix(codes[at].s, department.s);
}

/* A commune's throughout the years that are looked at. */
static bool is_lasting(const territory_history *h, const history_code *known)
{
    base_date first = history_day(HISTORY_FIRST_YEAR);
    for (guint i = 0; i < known->n_steps; i++) {
        base_date date = history_step_at(h, known, i)->date;
        if (date > first && !history_code_exists(h, known, date))
            return false;
    }
    return history_code_exists(h, known, first);
}

/* Codes of one département from `begin` on: those that are absent tell something when some are in
 * the set and none of its lasting communes is absent. */
static guint judge_department(const territory_history *h, const mlg_code *codes, size_t n,
                              evidence *all, guint begin)
{
    mlg_code department = base_code_department(all[begin].known->code);
    bool whole = has_department(codes, n, department), any = false;
    guint end = begin;
    for (; end < h->codes->len; end++) {
        evidence *e = &all[end];
        if (!base_code_equal(base_code_department(e->known->code), department))
            break;
        size_t at = lower_bound(codes, n, e->known->code.s);
        e->present = at < n && base_code_equal(codes[at], e->known->code);
        any = any || e->present;
        whole = whole && (e->present || !is_lasting(h, e->known));
    }
    for (guint i = begin; i < end; i++)
        all[i].telling = whole && any;
    return end;
}

static history_vintage judge_day(const territory_history *h, const evidence *all, base_date day)
{
    history_vintage v = {.day = day};
    for (guint i = 0; i < h->codes->len; i++) {
        const evidence *e = &all[i];
        if (!e->present && !e->telling)
            continue;
        if (history_code_exists(h, e->known, day) == e->present)
            continue;
        mlg_code *first = e->present ? &v.extra : &v.missing;
        if (base_code_is_empty(*first))
            *first = e->known->code;
        v.n_extra += e->present;
        v.n_missing += !e->present;
    }
    v.fits = v.n_extra + v.n_missing == 0;
    return v;
}

/* Takes a day that fits, or fits better than those before. True when it fits. */
static bool try_day(const territory_history *h, const evidence *all, base_date day,
                    history_vintage *best)
{
    history_vintage v = judge_day(h, all, day);
    if (best->day == BASE_DATE_NONE || v.fits ||
        v.n_extra + v.n_missing < best->n_extra + best->n_missing)
        *best = v;
    return v.fits;
}

static gint compare_dates(gconstpointer a, gconstpointer b)
{
    base_date x = *(const base_date *)a, y = *(const base_date *)b;
    return x > y ? -1 : x < y; /* latest first */
}

/* Days of events since the first year looked at, latest first, that are no 1 January. */
static GArray *event_days(const territory_history *h)
{
    GArray *days = g_array_new(FALSE, FALSE, sizeof(base_date));
    for (guint i = 0; i < h->steps->len; i++) {
        base_date date = g_array_index(h->steps, history_step, i).date;
        if (date > history_day(HISTORY_FIRST_YEAR) && date % 10000 != 101)
            g_array_append_val(days, date);
    }
    g_array_sort(days, compare_dates);
    return days;
}

static history_vintage find_day(const territory_history *h, const evidence *all,
                                const base_date *preferred)
{
    history_vintage best = {.fits = false};
    for (; *preferred != BASE_DATE_NONE; preferred++)
        if (*preferred <= h->until && try_day(h, all, *preferred, &best))
            return best;
    int last = MAX(base_date_year(h->until), HISTORY_FIRST_YEAR);
    for (int year = last; year >= HISTORY_FIRST_YEAR; year--)
        if (try_day(h, all, history_day(year), &best))
            return best;
    g_autoptr(GArray) days = event_days(h);
    base_date before = BASE_DATE_NONE;
    for (guint i = 0; i < days->len; i++) {
        base_date day = g_array_index(days, base_date, i);
        if (day != before && try_day(h, all, day, &best))
            return best;
        before = day;
    }
    return best;
}

history_vintage territory_history_detect(const territory_history *h, const mlg_code *codes,
                                         size_t n, const base_date *preferred)
{
    g_autofree evidence *all = g_new0(evidence, (gsize)h->codes->len + 1);
    for (guint i = 0; i < h->codes->len; i++)
        all[i].known = &g_array_index(h->codes, history_code, i);
    for (guint begin = 0; begin < h->codes->len;)
        begin = judge_department(h, codes, n, all, begin);
    return find_day(h, all, preferred);
}
