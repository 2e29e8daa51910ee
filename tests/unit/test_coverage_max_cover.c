/*
 * test_coverage_max_cover.c - greedy maximum coverage on cases counted by hand: apart, overlapping,
 * equal, empty.
 */
#include "support/cmocka.h"

#include "coverage/max_cover.h"

#include <glib.h>

enum { SETS_MAX = 4 };

/* Sets apart add what they hold; those that add nothing are not taken. */
static void apart(void **state)
{
    (void)state;
    const double weights[] = {5, 1, 7, 2, 0};
    const uint32_t members[] = {0, 1, 2, 3, 4};
    const size_t first[] = {0, 2, 3, 4, 5}; /* 6, 7, 2, 0 */
    const coverage_sets sets = {weights, 5, members, first, 4};
    coverage_choice choices[SETS_MAX];
    assert_int_equal(coverage_max_cover(&sets, SETS_MAX, choices), 3);
    static const coverage_choice expected[] = {{1, 7, 7}, {0, 6, 13}, {2, 2, 15}};
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        assert_int_equal(choices[i].set, expected[i].set);
        assert_near(choices[i].gain, expected[i].gain, 0);
        assert_near(choices[i].total, expected[i].total, 0);
    }
    assert_int_equal(coverage_max_cover(&sets, 1, choices), 1);
    assert_int_equal(choices[0].set, 1);
}

/* The second by weight shares most of the first: the third comes before it. */
static void overlapping(void **state)
{
    (void)state;
    const double weights[] = {4, 4, 1, 3};
    const uint32_t members[] = {0, 1, 2, 0, 1, 3};
    const size_t first[] = {0, 3, 5, 6}; /* 9, 8, 3 */
    const coverage_sets sets = {weights, 4, members, first, 3};
    coverage_choice choices[SETS_MAX];
    assert_int_equal(coverage_max_cover(&sets, SETS_MAX, choices), 2);
    assert_int_equal(choices[0].set, 0);
    assert_int_equal(choices[1].set, 2);
    assert_near(choices[1].gain, 3, 0);
    assert_near(choices[1].total, 12, 0);
}

/* The classic trap: the greedy takes the large set first, two others would hold all. */
static void within_the_bound(void **state)
{
    (void)state;
    const double weights[] = {2, 2, 3, 3, 2, 2};
    const uint32_t members[] = {1, 2, 3, 4, 0, 1, 2, 3, 4, 5};
    const size_t first[] = {0, 4, 7, 10}; /* 10, 7, 7 */
    const coverage_sets sets = {weights, 6, members, first, 3};
    coverage_choice choices[SETS_MAX];
    assert_int_equal(coverage_max_cover(&sets, 2, choices), 2);
    assert_int_equal(choices[0].set, 0);
    assert_int_equal(choices[1].set, 1); /* 2 and 2: the lower number */
    assert_near(choices[1].total, 12, 0);
}

static void equals_by_number(void **state)
{
    (void)state;
    const double weights[] = {3, 3, 3, 3};
    const uint32_t members[] = {3, 2, 1, 0};
    const size_t first[] = {0, 1, 2, 3, 4};
    const coverage_sets sets = {weights, 4, members, first, 4};
    coverage_choice choices[SETS_MAX];
    assert_int_equal(coverage_max_cover(&sets, SETS_MAX, choices), 4);
    for (uint32_t i = 0; i < SETS_MAX; i++)
        assert_int_equal(choices[i].set, i);
}

static void nothing(void **state)
{
    (void)state;
    const size_t first[] = {0, 0};
    const coverage_sets none = {NULL, 0, NULL, first, 0}, empty = {NULL, 0, NULL, first, 1};
    coverage_choice choices[1];
    assert_int_equal(coverage_max_cover(&none, 1, choices), 0);
    assert_int_equal(coverage_max_cover(&empty, 1, choices), 0);
    assert_int_equal(coverage_max_cover(&empty, 0, choices), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(apart),
        cmocka_unit_test(overlapping),
        cmocka_unit_test(within_the_bound),
        cmocka_unit_test(equals_by_number),
        cmocka_unit_test(nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
