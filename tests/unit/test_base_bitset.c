/*
 * test_base_bitset.c - set algebra against a naive model, at lengths around the words' edges.
 */
#include "support/cmocka.h"

#include "base/bitset.h"

typedef struct length_case {
    const char *name;
    size_t n;
} length_case;

static const length_case length_cases[] = {
    {"empty", 0}, {"one", 1}, {"63", 63}, {"64", 64}, {"65", 65}, {"128", 128}, {"1000", 1000},
};

/* Two sets that differ everywhere: multiples of 2 and of 3. */
typedef struct sets {
    base_bitset *two, *three, *result;
} sets;

static sets *sets_new(size_t n)
{
    sets *s = g_new0(sets, 1);
    s->two = base_bitset_new(n);
    s->three = base_bitset_new(n);
    s->result = base_bitset_new(n);
    for (size_t i = 0; i < n; i++) {
        if (i % 2 == 0)
            base_bitset_set(s->two, i);
        if (i % 3 == 0)
            base_bitset_set(s->three, i);
    }
    return s;
}

static void sets_free(sets *s)
{
    base_bitset_free(s->two);
    base_bitset_free(s->three);
    base_bitset_free(s->result);
    g_free(s);
}

static void test_algebra(void **state)
{
    size_t n = ((const length_case *)*state)->n;
    sets *s = sets_new(n);
    size_t counts[4] = {0}; /* two, or, and, and not */
    for (size_t i = 0; i < n; i++) {
        counts[0] += i % 2 == 0;
        counts[1] += i % 2 == 0 || i % 3 == 0;
        counts[2] += i % 6 == 0;
        counts[3] += i % 2 == 0 && i % 3 != 0;
    }
    assert_int_equal(base_bitset_count(s->two), counts[0]);
    for (size_t from = 0; from <= n; from += 21)
        for (size_t end = from; end <= n; end += 7)
            assert_int_equal(base_bitset_count_range(s->two, from, end),
                             (end + 1) / 2 - (from + 1) / 2);
    base_bitset_copy(s->result, s->two);
    assert_true(base_bitset_equal(s->result, s->two));
    base_bitset_or(s->result, s->three);
    assert_int_equal(base_bitset_count(s->result), counts[1]);
    assert_true(base_bitset_contains(s->result, s->two));
    base_bitset_copy(s->result, s->two);
    base_bitset_and(s->result, s->three);
    assert_int_equal(base_bitset_count(s->result), counts[2]);
    assert_true(base_bitset_intersects(s->two, s->three) == (n > 0));
    base_bitset_copy(s->result, s->two);
    base_bitset_and_not(s->result, s->three);
    assert_int_equal(base_bitset_count(s->result), counts[3]);
    assert_false(base_bitset_intersects(s->result, s->three));
    assert_true(base_bitset_equal(s->result, s->two) == (n == 0));
    base_bitset_clear(s->result);
    assert_int_equal(base_bitset_count(s->result), 0);
    assert_true(base_bitset_contains(s->two, s->result));
    sets_free(s);
}

static void test_next(void **state)
{
    size_t n = ((const length_case *)*state)->n;
    sets *s = sets_new(n);
    size_t expected = 0;
    for (size_t i = base_bitset_next(s->three, 0); i < n; i = base_bitset_next(s->three, i + 1)) {
        assert_int_equal(i, expected);
        expected += 3;
    }
    assert_true(expected >= n);
    assert_int_equal(base_bitset_next(s->result, 0), n);
    assert_int_equal(base_bitset_next(s->two, n + 100), n);
    sets_free(s);
}

static void test_members(void **state)
{
    (void)state;
    g_autoptr(base_bitset) set = base_bitset_new(130);
    base_bitset_set(set, 129);
    assert_true(base_bitset_get(set, 129));
    assert_false(base_bitset_get(set, 128));
    assert_int_equal(base_bitset_next(set, 0), 129);
    base_bitset_unset(set, 129);
    assert_int_equal(base_bitset_count(set), 0);
    base_bitset_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_members)};
    return run_table(length_cases, test_algebra) + run_table(length_cases, test_next) +
           cmocka_run_group_tests(tests, NULL, NULL);
}
