/*
 * test_territory_history.c - codes of communes between two vintages, on movements made by hand and
 * on those of the communes that official-data.md warns of: by date, forward and backward, whole or
 * in part, and the vintage of a set of codes.
 */
#include "support/cmocka.h"

#include "territory/history.h"

#include <string.h>

#define COG(year) ((year)*10000 + 101) /* its 1 January */

/* Movements of INSEE's file, all of them of these communes since 1972. */
static const history_event real[] = {
    {20170101, 32, {"27058"}, {"27676"}}, {20170101, 32, {"27647"}, {"27676"}},
    {20170101, 32, {"27676"}, {"27676"}}, {20210101, 50, {"27676"}, {"27058"}},
    {20230101, 50, {"27058"}, {"27676"}}, {20250101, 32, {"93059"}, {"93066"}},
    {20250101, 32, {"93066"}, {"93066"}}, {20250101, 32, {"39548"}, {"39434"}},
    {20250101, 32, {"39434"}, {"39434"}}, {20240101, 32, {"69149"}, {"69149"}},
    {20240101, 32, {"69152"}, {"69149"}}, {20190101, 32, {"60054"}, {"60054"}},
    {20190101, 32, {"60455"}, {"60054"}}, {20190101, 32, {"60694"}, {"60054"}},
    {20240101, 21, {"60054"}, {"60054"}}, {20240101, 21, {"60054"}, {"60694"}},
    {19720701, 33, {"14114"}, {"14712"}}, {19720701, 33, {"14712"}, {"14712"}},
    {20170101, 32, {"14666"}, {"14712"}}, {20170101, 32, {"14712"}, {"14712"}},
    {20191231, 21, {"14712"}, {"14666"}}, {20191231, 21, {"14712"}, {"14712"}},
    {20160101, 32, {"85030"}, {"85084"}}, {20160101, 32, {"85084"}, {"85084"}},
    {20160101, 32, {"85165"}, {"85084"}}, {20160101, 32, {"85212"}, {"85084"}},
    {20240101, 21, {"85084"}, {"85084"}}, {20240101, 21, {"85084"}, {"85165"}},
    {20240101, 21, {"85084"}, {"85212"}}, {20160101, 32, {"85043"}, {"85213"}},
    {20160101, 32, {"85213"}, {"85213"}}, {20161201, 32, {"15031"}, {"15141"}},
    {20161201, 32, {"15035"}, {"15141"}}, {20161201, 32, {"15047"}, {"15141"}},
    {20161201, 32, {"15141"}, {"15141"}}, {20161201, 32, {"15171"}, {"15141"}},
    {20250101, 21, {"15141"}, {"15031"}}, {20250101, 21, {"15141"}, {"15035"}},
    {20250101, 21, {"15141"}, {"15047"}}, {20250101, 21, {"15141"}, {"15141"}},
    {20250101, 21, {"15141"}, {"15171"}}, {19890215, 20, {"38422"}, {"38567"}},
    {19890215, 20, {"38478"}, {"38567"}}, {20220101, 10, {"01001"}, {"01002"}},
};

static int make_history(void **state)
{
    *state = territory_history_new(real, G_N_ELEMENTS(real), COG(2026));
    return 0;
}

static int free_history(void **state)
{
    territory_history_free(*state);
    return 0;
}

/* "93066 (part), 93059" of codes "93066 93059" between two days. */
static const char *converted(const territory_history *h, const char *codes, base_date from,
                             base_date to)
{
    static char text[256];
    char **words = g_strsplit(codes, " ", -1);
    GArray *set = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    GArray *targets = g_array_new(FALSE, FALSE, sizeof(history_target));
    for (size_t i = 0; words[i] != NULL; i++) {
        mlg_code code = base_code(words[i]);
        g_array_append_val(set, code);
    }
    territory_history_convert(h, (const mlg_code *)(void *)set->data, set->len, from, to, targets);
    text[0] = '\0';
    for (guint i = 0; i < targets->len; i++) {
        const history_target *t = &g_array_index(targets, history_target, i);
        (void)g_strlcat(text, i > 0 ? ", " : "", sizeof text);
        (void)g_strlcat(text, t->code.s, sizeof text);
        (void)g_strlcat(text, t->whole ? "" : " (part)", sizeof text);
    }
    g_strfreev(words);
    g_array_unref(set);
    g_array_unref(targets);
    return text;
}

static void converts_forward(void **state)
{
    static const struct {
        const char *codes;
        int from, to;
        const char *expected;
    } cases[] = {
        {"93059", 2023, 2025, "93066 (part)"},
        {"93066", 2024, 2025, "93066 (part)"},
        {"93059 93066", 2023, 2025, "93066"},
        {"93066", 2023, 2024, "93066"},
        {"39548", 2023, 2026, "39434 (part)"},
        {"69149", 2023, 2024, "69149 (part)"},
        {"69149 69152", 2023, 2024, "69149"},
        {"69149", 2024, 2025, "69149"},
        /* a code that goes and comes back: by chains it would loop */
        {"27676", 2020, 2022, "27058"},
        {"27676", 2020, 2023, "27676"},
        {"27058", 2022, 2023, "27676"},
        {"27058", 2016, 2022, "27058 (part)"},
        {"27058 27647 27676", 2016, 2022, "27058"},
        /* split: the perimeter is both */
        {"60054", 2023, 2024, "60054, 60694"},
        {"60054", 2018, 2024, "60054 (part), 60694 (part)"},
        {"60455 60054 60694", 2018, 2024, "60054, 60694"},
        {"85084", 2023, 2024, "85084, 85165, 85212"},
        {"15141", 2024, 2025, "15031, 15035, 15047, 15141, 15171"},
        {"14712", 2019, 2020, "14666, 14712"},
        {"85213", 2015, 2016, "85213 (part)"},
        {"85213", 2016, 2026, "85213"},
        /* created out of two that remain */
        {"38422", 1989, 1990, "38422, 38567 (part)"},
        {"38422 38478", 1989, 1990, "38422, 38478, 38567"},
        {"01001", 2020, 2026, "01001"}, /* only its name changed */
        {"69152", 2024, 2026, ""},      /* no commune any more */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *got = converted(*state, cases[i].codes, COG(cases[i].from), COG(cases[i].to));
        if (strcmp(got, cases[i].expected) != 0)
            fail_msg("%s %d to %d: %s, not %s", cases[i].codes, cases[i].from, cases[i].to, got,
                     cases[i].expected);
    }
}

static void converts_backward(void **state)
{
    static const struct {
        const char *codes;
        int from, to;
        const char *expected;
    } cases[] = {
        {"93066", 2025, 2023, "93059, 93066"},
        {"39434", 2026, 2023, "39434, 39548"},
        {"69149", 2024, 2023, "69149, 69152"},
        {"27676", 2023, 2022, "27058"},
        {"27676", 2023, 2020, "27676"},
        {"27058", 2022, 2016, "27058, 27647, 27676"},
        {"60694", 2024, 2023, "60054 (part)"},
        {"60054 60694", 2024, 2023, "60054"},
        {"15171", 2025, 2024, "15141 (part)"},
        {"14666", 2020, 2019, "14712 (part)"},
        {"14666", 2020, 2016, "14666 (part), 14712 (part)"},
        {"93059", 2025, 2023, ""},
        {"38567", 1990, 1989, "38422 (part), 38478 (part)"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *got = converted(*state, cases[i].codes, COG(cases[i].from), COG(cases[i].to));
        if (strcmp(got, cases[i].expected) != 0)
            fail_msg("%s %d to %d: %s, not %s", cases[i].codes, cases[i].from, cases[i].to, got,
                     cases[i].expected);
    }
}

static void knows_when_a_code_was_a_commune(void **state)
{
    const territory_history *h = *state;
    assert_true(territory_history_exists(h, base_code("93059"), COG(2024)));
    assert_true(territory_history_exists(h, base_code("93059"), 20241231));
    assert_false(territory_history_exists(h, base_code("93059"), COG(2025)));
    assert_false(territory_history_exists(h, base_code("60694"), COG(2023)));
    assert_true(territory_history_exists(h, base_code("60694"), COG(2024)));
    assert_true(territory_history_exists(h, base_code("60694"), COG(2018)));
    assert_true(territory_history_exists(h, base_code("38478"), COG(2000)));
    assert_true(territory_history_exists(h, base_code("75056"), COG(2000)));
    assert_false(territory_history_knows(h, base_code("75056")));
    assert_false(territory_history_knows(h, base_code("01001")));
    assert_int_equal(territory_history_nearest(h, base_code("93059"), COG(2026)), 20241231);
    assert_int_equal(territory_history_nearest(h, base_code("60694"), COG(2023)), 20181231);
    assert_int_equal(territory_history_nearest(h, base_code("38567"), COG(1980)), 19890215);
    assert_int_equal(territory_history_nearest(h, base_code("93066"), COG(2026)), COG(2026));
    assert_int_equal(territory_history_before(h, base_code("93066"), COG(2026)), 20241231);
    assert_int_equal(territory_history_before(h, base_code("27676"), COG(2026)), 20201231);
    assert_int_equal(territory_history_before(h, base_code("85030"), COG(2015)), BASE_DATE_NONE);
}

static void tells_what_is_the_same_commune(void **state)
{
    const territory_history *h = *state;
    mlg_code other;
    assert_true(territory_history_same(h, base_code("27676"), COG(2020), COG(2022), &other));
    assert_string_equal(other.s, "27058");
    assert_false(territory_history_same(h, base_code("93059"), COG(2024), COG(2025), &other));
    assert_false(territory_history_same(h, base_code("93066"), COG(2025), COG(2024), &other));
    assert_true(territory_history_same(h, base_code("75056"), COG(2004), COG(2025), &other));
    assert_string_equal(other.s, "75056");
}

static history_vintage detect(const territory_history *h, const char *codes, int stated)
{
    char **words = g_strsplit(codes, " ", -1);
    mlg_code set[16];
    size_t n = 0;
    for (; words[n] != NULL; n++)
        set[n] = base_code(words[n]);
    base_date preferred[] = {stated != 0 ? COG(stated) : BASE_DATE_NONE, BASE_DATE_NONE};
    history_vintage v = territory_history_detect(h, set, n, preferred);
    g_strfreev(words);
    return v;
}

static void detects_the_vintage(void **state)
{
    static const struct {
        const char *codes;
        int stated;
        bool fits;
        base_date day;
        size_t n_extra, n_missing;
    } cases[] = {
        {"93066", 0, true, COG(2026), 0, 0},
        {"93066", 2025, true, COG(2025), 0, 0}, /* nothing changed in 2026: the one stated */
        {"93059 93066", 0, true, COG(2024), 0, 0},
        {"93059 93066", 2026, true, COG(2024), 0, 0},
        {"93059 93066", 2021, true, COG(2021), 0, 0},
        {"27058", 0, true, COG(2022), 0, 0},
        {"27676 93066", 0, true, COG(2026), 0, 0},
        {"60054", 0, true, COG(2023), 0, 0},
        {"60054 60694", 0, true, COG(2026), 0, 0},
        {"14712", 0, true, COG(2019), 0, 0}, /* 14666 is missing since 2019-12-31 */
        /* 69152 is of 2023 at most, 60694 of 2024 at least or 2018 at most with 60455 */
        {"60054 60694 69149 69152", 0, false, COG(2026), 1, 0},
        {"75056", 0, true, COG(2026), 0, 0}, /* nothing known tells otherwise */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        history_vintage v = detect(*state, cases[i].codes, cases[i].stated);
        if (v.fits != cases[i].fits || v.day != cases[i].day || v.n_extra != cases[i].n_extra ||
            v.n_missing != cases[i].n_missing)
            fail_msg("%s: %d on %d, %zu too many, %zu missing", cases[i].codes, v.fits, v.day,
                     v.n_extra, v.n_missing);
    }
    history_vintage v = detect(*state, "60054 60694 69149 69152", 0);
    assert_string_equal(v.extra.s, "69152");
}

/* Editions within a year hold what changed in it: no 1 January fits, the day of an event does. */
static void detects_a_day_within_a_year(void **state)
{
    (void)state;
    static const history_event events[] = {{20240315, 50, {"69159"}, {"69114"}},
                                           {20241001, 32, {"69115"}, {"69114"}},
                                           {20241001, 32, {"69114"}, {"69114"}}};
    territory_history *h = territory_history_new(events, G_N_ELEMENTS(events), COG(2025));
    history_vintage v = detect(h, "69114 69115", 0);
    assert_true(v.fits);
    assert_int_equal(v.day, 20240315);
    territory_history_free(h);
}

/* A part of a département lacks communes that say nothing of its vintage. */
static void judges_no_absence_in_part_of_a_departement(void **state)
{
    (void)state;
    static const history_event events[] = {{19730101, 31, {"39001"}, {"39002"}},
                                           {19730101, 31, {"39002"}, {"39002"}},
                                           {20250101, 32, {"39548"}, {"39434"}},
                                           {20250101, 32, {"39434"}, {"39434"}}};
    territory_history *h = territory_history_new(events, G_N_ELEMENTS(events), COG(2026));
    assert_int_equal(detect(h, "39434", 0).day, COG(2026)); /* without 39002 it is no whole one */
    assert_int_equal(detect(h, "39434", 2020).day, COG(2020));
    assert_int_equal(detect(h, "39002 39434", 2020).day, COG(2026));
    assert_int_equal(detect(h, "39002 39434 39548", 0).day, COG(2024));
    territory_history_free(h);
}

static void takes_events_in_any_order_and_twice(void **state)
{
    history_event shuffled[2 * G_N_ELEMENTS(real)];
    for (size_t i = 0; i < G_N_ELEMENTS(real); i++) {
        shuffled[i] = real[(i * 17) % G_N_ELEMENTS(real)];
        shuffled[2 * G_N_ELEMENTS(real) - 1 - i] = real[i];
    }
    territory_history *h = territory_history_new(shuffled, G_N_ELEMENTS(shuffled), COG(2020));
    assert_int_equal(territory_history_first(h), 19720701);
    assert_int_equal(territory_history_until(h), 20250101); /* its last event */
    assert_int_equal(territory_history_count(h), territory_history_count(*state));
    assert_string_equal(converted(h, "27058 27647 27676", COG(2016), COG(2022)), "27058");
    assert_string_equal(converted(h, "15141", COG(2024), COG(2025)),
                        "15031, 15035, 15047, 15141, 15171");
    territory_history_free(h);
}

/* Two codes exchanged on one day: once, and no loop. */
static void exchanges_codes_once(void **state)
{
    (void)state;
    static const history_event events[] = {{20200101, 41, {"01001"}, {"01002"}},
                                           {20200101, 41, {"01002"}, {"01001"}}};
    territory_history *h = territory_history_new(events, G_N_ELEMENTS(events), COG(2020));
    assert_string_equal(converted(h, "01001", COG(2019), COG(2020)), "01002");
    assert_string_equal(converted(h, "01001", COG(2020), COG(2019)), "01002");
    assert_string_equal(converted(h, "01001 01002", COG(2019), COG(2020)), "01001, 01002");
    territory_history_free(h);
}

/* Each date doubles the ways from one code to the other: each code is taken along once. */
static void follows_ways_that_multiply(void **state)
{
    (void)state;
    enum { N_YEARS = 80 };
    history_event events[N_YEARS * 4];
    static const mlg_code pair[] = {{"01001"}, {"01002"}};
    for (int i = 0; i < N_YEARS * 4; i++)
        events[i] = (history_event){COG(1944 + i / 4), 32, pair[i / 2 % 2], pair[i % 2]};
    territory_history *h = territory_history_new(events, G_N_ELEMENTS(events), COG(2026));
    assert_string_equal(converted(h, "01001", COG(1943), COG(2026)), "01001 (part), 01002 (part)");
    assert_string_equal(converted(h, "01002", COG(2026), COG(1943)), "01001 (part), 01002 (part)");
    assert_string_equal(converted(h, "01001 01002", COG(1943), COG(2026)), "01001, 01002");
    territory_history_free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(converts_forward),
        cmocka_unit_test(converts_backward),
        cmocka_unit_test(knows_when_a_code_was_a_commune),
        cmocka_unit_test(tells_what_is_the_same_commune),
        cmocka_unit_test(detects_the_vintage),
        cmocka_unit_test(detects_a_day_within_a_year),
        cmocka_unit_test(judges_no_absence_in_part_of_a_departement),
        cmocka_unit_test(takes_events_in_any_order_and_twice),
        cmocka_unit_test(exchanges_codes_once),
        cmocka_unit_test(follows_ways_that_multiply),
    };
    return cmocka_run_group_tests(tests, make_history, free_history);
}
