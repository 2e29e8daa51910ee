/*
 * test_base_number.c - figures as people read them: rounded as printf rounds, cut in groups of
 * three, in English where no catalogue is bound.
 */
#include "support/cmocka.h"

#include "base/number.h"
#include "base/text.h"

#include <glib.h>
#include <math.h>

static void test_count(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0, "0"},
        {0.4, "0"},
        {0.5, "0"}, /* half to even */
        {1.5, "2"},
        {2.5, "2"},
        {-0.4, "0"},
        {-1, "-1"},
        {-1234, "-1,234"},
        {999, "999"},
        {999.5, "1,000"},
        {1000, "1,000"},
        {67418672, "67,418,672"},
        {999999999999999, "999,999,999,999,999"},
        {1e15, "1,000,000,000,000,000"},
        {1e18, "1,000,000,000,000,000,000"},
        {(double)NAN, BASE_NUMBER_ABSENT},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = base_number_count(cases[i].value);
        assert_string_equal(text, cases[i].text);
    }
}

/* What printf makes of it, whatever way is taken. */
static void test_whole_numbers(void **state)
{
    (void)state;
    for (double value = 1e-3; value < 1e17; value *= 1.37) {
        char expected[G_ASCII_DTOSTR_BUF_SIZE];
        g_autofree char *text = base_number_plain(value, 0);
        assert_string_equal(g_ascii_formatd(expected, sizeof expected, "%.0f", value), text);
    }
}

static void test_decimals(void **state)
{
    (void)state;
    g_autofree char *small = base_number_decimal(3.25, 1), *large = base_number_decimal(1234.5, 2);
    g_autofree char *told = base_number_told(1234.5, 2);
    assert_string_equal(told, "1,234.50");
    g_autofree char *kept = base_number_translate("6.5 m². 1.a .5 2.", BASE_DOMAIN_MESSAGE);
    assert_string_equal(kept, "6.5 m². 1.a .5 2.");
    g_autofree char *none = base_number_decimal(12, 0), *plain = base_number_plain(0.5000, 6);
    assert_string_equal(small, "3.2");
    assert_string_equal(large, "1,234.50");
    assert_string_equal(none, "12");
    assert_string_equal(plain, "0.5");
}

static void test_percent(void **state)
{
    (void)state;
    static const struct {
        double share;
        const char *text;
    } cases[] = {
        {0, "0%"},      {1, "100%"},       {0.8261, "83%"},
        {1e-6, "< 1%"}, {0.9999, "> 99%"}, {(double)NAN, BASE_NUMBER_ABSENT},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = base_number_percent(cases[i].share);
        assert_string_equal(text, cases[i].text);
    }
}

static void test_exact(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0, "0"},
        {-0.0, "0"},
        {6700, "6700"},
        {0.1, "0.1"},
        {-2.5, "-2.5"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1e20, "1e+20"},
        {1e-9, "1e-09"},
        {15.027902908716374, "15.027902908716374"},
        {(double)NAN, ""},
        {(double)INFINITY, ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        base_number_append_exact(text, cases[i].value);
        assert_string_equal(text->str, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_count),    cmocka_unit_test(test_whole_numbers),
        cmocka_unit_test(test_decimals), cmocka_unit_test(test_percent),
        cmocka_unit_test(test_exact),
    };
    return cmocka_run_group_tests_name("base_number", tests, NULL, NULL);
}
