/*
 * history.c - movements as links between codes, by code and date; walking them forward and
 * backward, one date at a time.
 */
#include "territory/history_private.h"

#include <string.h>

bool history_kind_moves(int kind)
{
    static const int kinds[] = {20, 21, 30, 31, 32, 33, 41, 50};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (kinds[i] == kind)
            return true;
    return false;
}

static gint compare_links(gconstpointer a, gconstpointer b)
{
    const history_link *x = a, *y = b;
    int order = base_code_compare(x->code, y->code);
    if (order == 0)
        order = x->date < y->date ? -1 : x->date > y->date;
    return order != 0 ? order : base_code_compare(x->other, y->other);
}

static void add_link(GArray *links, base_date date, mlg_code code, mlg_code other)
{
    history_link link = {code, other, date};
    g_array_append_val(links, link);
}

static void sort_links(GArray *links)
{
    g_array_sort(links, compare_links);
    guint kept = 0;
    for (guint i = 0; i < links->len; i++) {
        history_link link = g_array_index(links, history_link, i);
        if (kept > 0 && compare_links(&g_array_index(links, history_link, kept - 1), &link) == 0)
            continue;
        g_array_index(links, history_link, kept++) = link;
    }
    g_array_set_size(links, kept);
}

/* End of the run of links of one code from `begin` on, of its first date only when asked. */
static guint run_end(const GArray *links, guint begin, bool one_date)
{
    const history_link *first = &g_array_index(links, history_link, begin);
    guint end = begin + 1;
    for (; end < links->len; end++) {
        const history_link *link = &g_array_index(links, history_link, end);
        if (!base_code_equal(link->code, first->code) || (one_date && link->date != first->date))
            break;
    }
    return end;
}

/* The state of a code after each of the dates that name it; both lists are sorted by code. */
static void add_known(territory_history *h, guint *next, guint *last)
{
    const history_link *link = *next < h->next->len ? &history_at(h->next, *next) : NULL;
    const history_link *back = *last < h->last->len ? &history_at(h->last, *last) : NULL;
    bool from = link != NULL && (back == NULL || base_code_compare(link->code, back->code) <= 0);
    history_code known = {.code = from ? link->code : back->code, .first_step = h->steps->len};
    bool moves = from, arrives = !from || (back != NULL && base_code_equal(back->code, known.code));
    guint end = moves ? run_end(h->next, *next, false) : *next;
    guint back_end = arrives ? run_end(h->last, *last, false) : *last;
    while (*next < end || *last < back_end) {
        base_date a = *next < end ? history_at(h->next, *next).date : G_MAXINT32;
        base_date b = *last < back_end ? history_at(h->last, *last).date : G_MAXINT32;
        history_step step = {.date = MIN(a, b), .next = *next, .last = *last};
        step.next_end = a == step.date ? run_end(h->next, *next, true) : *next;
        step.last_end = b == step.date ? run_end(h->last, *last, true) : *last;
        *next = step.next_end;
        *last = step.last_end;
        g_array_append_val(h->steps, step);
    }
    known.n_steps = h->steps->len - known.first_step;
    g_array_append_val(h->codes, known);
}

territory_history *territory_history_new(const history_event *events, size_t n, base_date until)
{
    territory_history *h = g_new0(territory_history, 1);
    h->next = g_array_new(FALSE, FALSE, sizeof(history_link));
    h->last = g_array_new(FALSE, FALSE, sizeof(history_link));
    h->steps = g_array_new(FALSE, FALSE, sizeof(history_step));
    h->codes = g_array_new(FALSE, FALSE, sizeof(history_code));
    h->until = until;
    for (size_t i = 0; i < n; i++) {
        const history_event *e = &events[i];
        if (!history_kind_moves(e->kind))
            continue;
        h->first = h->first == BASE_DATE_NONE ? e->date : MIN(h->first, e->date);
        h->until = MAX(h->until, e->date);
        add_link(h->next, e->date, e->before, e->after);
        add_link(h->last, e->date, e->after, e->before);
        if (e->kind != HISTORY_CREATION) /* the communes that a new one is cut out of remain */
            continue;
        add_link(h->next, e->date, e->before, e->before);
        add_link(h->last, e->date, e->before, e->before);
    }
    sort_links(h->next);
    sort_links(h->last);
    for (guint next = 0, last = 0; next < h->next->len || last < h->last->len;)
        add_known(h, &next, &last);
    return h;
}

void territory_history_free(territory_history *h)
{
    if (h == NULL)
        return;
    g_array_unref(h->next);
    g_array_unref(h->last);
    g_array_unref(h->steps);
    g_array_unref(h->codes);
    g_free(h);
}

base_date territory_history_first(const territory_history *h)
{
    return h->first;
}

base_date territory_history_until(const territory_history *h)
{
    return h->until;
}

size_t territory_history_count(const territory_history *h)
{
    return h->codes->len;
}

mlg_code territory_history_code(const territory_history *h, size_t i)
{
    return g_array_index(h->codes, history_code, i).code;
}

static const history_code *find(const territory_history *h, mlg_code code)
{
    guint low = 0, high = h->codes->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        const history_code *at = &g_array_index(h->codes, history_code, middle);
        int order = base_code_compare(at->code, code);
        if (order == 0)
            return at;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Steps of a code up to a day, that day included. */
static guint steps_until(const territory_history *h, const history_code *known, base_date day)
{
    guint n = 0;
    while (n < known->n_steps && history_step_at(h, known, n)->date <= day)
        n++;
    return n;
}

bool history_code_exists(const territory_history *h, const history_code *known, base_date day)
{
    guint n = steps_until(h, known, day);
    const history_step *step = history_step_at(h, known, n > 0 ? n - 1 : 0);
    /* before its first event a code exists when that event takes it, else when one gives it */
    return n == 0 ? step->next_end > step->next : step->last_end > step->last;
}

bool territory_history_knows(const territory_history *h, mlg_code code)
{
    return find(h, code) != NULL;
}

bool territory_history_exists(const territory_history *h, mlg_code code, base_date day)
{
    const history_code *known = find(h, code);
    return known == NULL || history_code_exists(h, known, day);
}

/* Steps are days from which something else holds: the day before is the last of what was. */
static base_date day_before(base_date day)
{
    if (day % 100 > 1)
        return day - 1;
    base_date month = base_date_add_months(day, -1);
    return month + (base_date)base_date_days_between(month, day) - 1;
}

base_date territory_history_nearest(const territory_history *h, mlg_code code, base_date day)
{
    const history_code *known = find(h, code);
    if (known == NULL || history_code_exists(h, known, day))
        return day;
    guint n = steps_until(h, known, day);
    for (guint i = n; i-- > 0;) {
        base_date earlier = day_before(history_step_at(h, known, i)->date);
        if (history_code_exists(h, known, earlier))
            return earlier;
    }
    for (guint i = n; i < known->n_steps; i++) {
        base_date later = history_step_at(h, known, i)->date;
        if (history_code_exists(h, known, later))
            return later;
    }
    return BASE_DATE_NONE;
}

base_date territory_history_before(const territory_history *h, mlg_code code, base_date day)
{
    const history_code *known = find(h, code);
    for (guint i = known != NULL ? steps_until(h, known, day) : 0; i-- > 0;) {
        const history_step *step = history_step_at(h, known, i);
        if (step->next_end > step->next)
            return day_before(step->date);
    }
    return BASE_DATE_NONE;
}

static void add_code(GArray *codes, mlg_code code)
{
    guint at = codes->len;
    while (at > 0) {
        int order = base_code_compare(g_array_index(codes, mlg_code, at - 1), code);
        if (order == 0)
            return;
        if (order < 0)
            break;
        at--;
    }
    g_array_insert_val(codes, at, code);
}

/* The step of a code that comes first in a direction: forward, after `day` (its events are done) up
 * to `to`; backward, on `day` or before, after `to`. NULL when there is none. */
static const history_step *step_towards(const territory_history *h, mlg_code code, base_date day,
                                        base_date to, bool forward)
{
    const history_code *known = find(h, code);
    guint n = known != NULL ? steps_until(h, known, day) : 0;
    if (forward) {
        const history_step *step =
            known != NULL && n < known->n_steps ? history_step_at(h, known, n) : NULL;
        return step != NULL && step->date <= to ? step : NULL;
    }
    const history_step *step = n > 0 ? history_step_at(h, known, n - 1) : NULL;
    return step != NULL && step->date > to ? step : NULL;
}

/* The date of the first steps of a set of codes, or BASE_DATE_NONE. */
static base_date date_towards(const territory_history *h, const GArray *codes, base_date day,
                              base_date to, bool forward)
{
    base_date date = BASE_DATE_NONE;
    for (guint i = 0; i < codes->len; i++) {
        const history_step *step =
            step_towards(h, g_array_index(codes, mlg_code, i), day, to, forward);
        if (step != NULL && (date == BASE_DATE_NONE || (step->date < date) == forward))
            date = step->date;
    }
    return date;
}

/* What a code is once the events of a date are done, or undone: itself when none names it. */
static void cross(const territory_history *h, mlg_code code, base_date date, bool forward,
                  GArray *ret)
{
    const history_code *known = find(h, code);
    guint n = known != NULL ? steps_until(h, known, date) : 0;
    const history_step *step = n > 0 ? history_step_at(h, known, n - 1) : NULL;
    if (step == NULL || step->date != date) {
        add_code(ret, code);
        return;
    }
    const GArray *links = forward ? h->next : h->last;
    guint end = forward ? step->next_end : step->last_end;
    for (guint i = forward ? step->next : step->last; i < end; i++)
        add_code(ret, history_at(links, i).other);
}

/* Takes a set of codes from one day to another, all of them over one date after the other: of the
 * many ways that lead from a code to another, none is gone twice. */
static void walk(const territory_history *h, GArray *codes, base_date from, base_date to)
{
    bool forward = from <= to;
    g_autoptr(GArray) crossed = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    for (base_date day = from;;) {
        base_date date = date_towards(h, codes, day, to, forward);
        if (date == BASE_DATE_NONE)
            return;
        g_array_set_size(crossed, 0);
        for (guint i = 0; i < codes->len; i++)
            cross(h, g_array_index(codes, mlg_code, i), date, forward, crossed);
        g_array_set_size(codes, 0);
        g_array_append_vals(codes, crossed->data, crossed->len);
        day = forward ? date : day_before(date);
    }
}

void territory_history_image(const territory_history *h, mlg_code code, base_date from,
                             base_date to, GArray *ret)
{
    if (!territory_history_exists(h, code, from))
        return;
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    g_array_append_val(found, code);
    walk(h, found, from, to);
    g_array_append_vals(ret, found->data, found->len);
}

bool territory_history_same(const territory_history *h, mlg_code code, base_date from, base_date to,
                            mlg_code *ret)
{
    if (find(h, code) == NULL) {
        *ret = code;
        return true;
    }
    g_autoptr(GArray) codes = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    territory_history_image(h, code, from, to, codes);
    if (codes->len != 1)
        return false;
    mlg_code other = g_array_index(codes, mlg_code, 0);
    g_array_set_size(codes, 0);
    territory_history_image(h, other, to, from, codes);
    if (codes->len != 1)
        return false;
    *ret = other;
    return true;
}

static gint compare_targets(gconstpointer a, gconstpointer b)
{
    return base_code_compare(((const history_target *)a)->code, ((const history_target *)b)->code);
}

static bool is_in(const mlg_code *codes, size_t n, mlg_code code)
{
    for (size_t i = 0; i < n; i++)
        if (base_code_equal(codes[i], code))
            return true;
    return false;
}

void territory_history_convert(const territory_history *h, const mlg_code *codes, size_t n,
                               base_date from, base_date to, GArray *ret)
{
    guint first = ret->len, kept = first;
    g_autoptr(GArray) image = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    for (size_t i = 0; i < n; i++) {
        g_array_set_size(image, 0);
        territory_history_image(h, codes[i], from, to, image);
        for (guint k = 0; k < image->len; k++) {
            history_target target = {g_array_index(image, mlg_code, k), codes[i], true};
            g_array_append_val(ret, target);
        }
    }
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(history_target));
    g_array_append_vals(found, &g_array_index(ret, history_target, first), ret->len - first);
    g_array_sort(found, compare_targets); /* stable: of one commune the first code stays first */
    for (guint i = 0; i < found->len; i++) {
        history_target target = g_array_index(found, history_target, i);
        if (kept > first &&
            base_code_equal(g_array_index(ret, history_target, kept - 1).code, target.code))
            continue;
        g_array_set_size(image, 0);
        territory_history_image(h, target.code, to, from, image);
        for (guint k = 0; k < image->len; k++)
            target.whole = target.whole && is_in(codes, n, g_array_index(image, mlg_code, k));
        g_array_index(ret, history_target, kept++) = target;
    }
    g_array_set_size(ret, kept);
}
