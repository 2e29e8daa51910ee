/*
 * fuzz_history.c - libFuzzer entry: bytes as movements of a few communes on a few days, in any
 * order and as contradictory as they come. Conversions between days end, stay within the codes that
 * the movements name, and lead back to where they came from; the search for a vintage ends too.
 */
#include "territory/history.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An event is four bytes: day, kind, code before, code after. */
enum { EVENT_SIZE = 4, EVENTS_LIMIT = 512, N_CODES = 12, N_YEARS = 16, N_MONTHS = 12 };

static void require(bool holds)
{
    if (!holds)
        abort();
}

static mlg_code code_of(unsigned i)
{
    char text[8];
    (void)snprintf(text, sizeof text, "01%03u", 1 + i % N_CODES);
    return base_code(text);
}

static base_date day_of(unsigned byte)
{
    unsigned year = 2008 + byte % N_YEARS, month = 1 + byte / N_YEARS % N_MONTHS;
    return (base_date)(year * 10000 + month * 100 + 1);
}

static GArray *read_events(const uint8_t *data, size_t size)
{
    static const int kinds[] = {20, 21, 30, 31, 32, 33, 41, 50, 10, 0};
    GArray *events = g_array_new(FALSE, FALSE, sizeof(history_event));
    for (size_t i = 0; i + EVENT_SIZE <= size && events->len < EVENTS_LIMIT; i += EVENT_SIZE) {
        history_event event = {.date = day_of(data[i]),
                               .kind = kinds[data[i + 1] % G_N_ELEMENTS(kinds)],
                               .before = code_of(data[i + 2]),
                               .after = code_of(data[i + 3])};
        g_array_append_val(events, event);
    }
    return events;
}

static bool holds_code(const GArray *codes, mlg_code code)
{
    for (guint i = 0; i < codes->len; i++)
        if (base_code_equal(g_array_index(codes, mlg_code, i), code))
            return true;
    return false;
}

/* What a code became, and that it is part of what that was. */
static void go_and_return(const territory_history *h, mlg_code code, base_date from, base_date to)
{
    g_autoptr(GArray) there = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    g_autoptr(GArray) back = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    territory_history_image(h, code, from, to, there);
    require(there->len == 0 || territory_history_exists(h, code, from));
    for (guint i = 0; i < there->len; i++) {
        mlg_code other = g_array_index(there, mlg_code, i);
        require(territory_history_knows(h, other) || base_code_equal(other, code));
        require(i == 0 || base_code_compare(g_array_index(there, mlg_code, i - 1), other) < 0);
        if (from <= to)
            territory_history_image(h, other, to, from, back);
    }
    require(from > to || there->len == 0 || holds_code(back, code));
    mlg_code same;
    if (territory_history_same(h, code, from, to, &same) && territory_history_knows(h, code))
        require(there->len == 1);
}

/* All codes at once: communes once each, ascending, and none known to be a part by halves. */
static void convert(const territory_history *h, const GArray *codes, base_date from, base_date to)
{
    g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(history_target));
    territory_history_convert(h, (const mlg_code *)(const void *)codes->data, codes->len, from, to,
                              targets);
    for (guint i = 0; i < targets->len; i++) {
        const history_target *target = &g_array_index(targets, history_target, i);
        require(holds_code(codes, target->was));
        require(i == 0 || base_code_compare(g_array_index(targets, history_target, i - 1).code,
                                            target->code) < 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GArray) events = read_events(data, size);
    g_autoptr(territory_history) h = territory_history_new(
        (const history_event *)(const void *)events->data, events->len, BASE_DATE_NONE);
    g_autoptr(GArray) codes = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    for (unsigned i = 0; i < N_CODES; i++) {
        mlg_code code = code_of(i);
        g_array_append_val(codes, code);
    }
    static const base_date days[] = {20070101, 20120315, 20160101, 20230701, 20260101};
    for (size_t i = 0; i < G_N_ELEMENTS(days); i++)
        for (size_t k = 0; k < G_N_ELEMENTS(days); k++) {
            for (unsigned c = 0; c < N_CODES; c++)
                go_and_return(h, code_of(c), days[i], days[k]);
            convert(h, codes, days[i], days[k]);
        }
    for (unsigned c = 0; c < N_CODES; c++) {
        base_date day = territory_history_nearest(h, code_of(c), days[2]);
        require(day == BASE_DATE_NONE || territory_history_exists(h, code_of(c), day));
    }
    history_vintage vintage =
        territory_history_detect(h, (const mlg_code *)(const void *)codes->data, codes->len,
                                 &(const base_date){BASE_DATE_NONE});
    require(vintage.fits == (vintage.n_extra + vintage.n_missing == 0));
    return 0;
}
