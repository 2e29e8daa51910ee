/*
 * test_base_date.c - the five forms of dates, their first and last days, and date arithmetic.
 */
#include "support/cmocka.h"

#include "base/date.h"

typedef struct date_case {
    const char *name; /* the text itself */
    base_date_problem problem;
    base_date first, last;
} date_case;

static const date_case date_cases[] = {
    {"2024-02-29", BASE_DATE_OK, 20240229, 20240229},
    {"2024/02/29", BASE_DATE_OK, 20240229, 20240229},
    {"29/02/2024", BASE_DATE_OK, 20240229, 20240229},
    {"1/2/2024", BASE_DATE_OK, 20240201, 20240201},
    {"2024-02", BASE_DATE_OK, 20240201, 20240229},
    {"02/2023", BASE_DATE_OK, 20230201, 20230228},
    {"2/2023", BASE_DATE_OK, 20230201, 20230228},
    {"2024", BASE_DATE_OK, 20240101, 20241231},
    {" 2024 ", BASE_DATE_OK, 20240101, 20241231},
    {"9999-12-31", BASE_DATE_OK, 99991231, 99991231},
    {"2024-01-31T00:00:00", BASE_DATE_OK, 20240131, 20240131},
    {"2024/01/31 00:00:00+00", BASE_DATE_OK, 20240131, 20240131},
    {"31/01/2024 00:00", BASE_DATE_OK, 20240131, 20240131},
    {"2000-02-29", BASE_DATE_OK, 20000229, 20000229},
    {"1900-02-29", BASE_DATE_IMPOSSIBLE, 0, 0},
    {"2024-02-30", BASE_DATE_IMPOSSIBLE, 0, 0},
    {"31/04/2024", BASE_DATE_IMPOSSIBLE, 0, 0},
    {"2024-13", BASE_DATE_IMPOSSIBLE, 0, 0},
    {"00/2024", BASE_DATE_IMPOSSIBLE, 0, 0},
    {"2024-00-10", BASE_DATE_IMPOSSIBLE, 0, 0},
    {"2024-01-00", BASE_DATE_IMPOSSIBLE, 0, 0},
    {"0024-01-01", BASE_DATE_IMPOSSIBLE, 0, 0},
    {"02/30/2024", BASE_DATE_IMPOSSIBLE, 0, 0},
    {"", BASE_DATE_EMPTY, 0, 0},
    {"  ", BASE_DATE_EMPTY, 0, 0},
    {"24", BASE_DATE_MALFORMED, 0, 0},
    {"01/02/24", BASE_DATE_MALFORMED, 0, 0},
    {"2024/02", BASE_DATE_MALFORMED, 0, 0},
    {"02-2024", BASE_DATE_MALFORMED, 0, 0},
    {"29-02-2024", BASE_DATE_MALFORMED, 0, 0},
    {"2024-02/29", BASE_DATE_MALFORMED, 0, 0},
    {"2024-02-", BASE_DATE_MALFORMED, 0, 0},
    {"2024-02-29x", BASE_DATE_MALFORMED, 0, 0},
    {"2024-02-29 soir", BASE_DATE_MALFORMED, 0, 0},
    {"2024 00:00", BASE_DATE_MALFORMED, 0, 0},
    {"20240229", BASE_DATE_MALFORMED, 0, 0},
    {"45351", BASE_DATE_MALFORMED, 0, 0},
    {"janvier 2024", BASE_DATE_MALFORMED, 0, 0},
    {"-2024", BASE_DATE_MALFORMED, 0, 0},
    {"99999999999999999999", BASE_DATE_MALFORMED, 0, 0},
};

static void test_parse(void **state)
{
    const date_case *row = *state;
    base_period period = {0, 0};
    assert_int_equal(base_date_parse(row->name, &period), row->problem);
    assert_int_equal(period.first, row->first);
    assert_int_equal(period.last, row->last);
}

static void test_parse_null(void **state)
{
    (void)state;
    base_period period = {1, 2};
    assert_int_equal(base_date_parse(NULL, &period), BASE_DATE_EMPTY);
    assert_int_equal(period.first, 1);
}

static void test_format(void **state)
{
    (void)state;
    char buffer[11];
    assert_string_equal(base_date_format(20240229, buffer), "2024-02-29");
    assert_string_equal(base_date_format(BASE_DATE_NONE, buffer), "");
    assert_int_equal(base_date_year(20240229), 2024);
}

static void test_add_months(void **state)
{
    (void)state;
    assert_int_equal(base_date_add_months(20240131, 1), 20240229);
    assert_int_equal(base_date_add_months(20241231, 2), 20250228);
    assert_int_equal(base_date_add_months(20240115, -1), 20231215);
    assert_int_equal(base_date_add_months(20240115, -13), 20221215);
    assert_int_equal(base_date_add_months(20240115, 24), 20260115);
    assert_int_equal(base_date_add_months(BASE_DATE_NONE, 6), BASE_DATE_NONE);
}

static void test_days_between(void **state)
{
    (void)state;
    assert_int_equal(base_date_days_between(20240228, 20240301), 2);
    assert_int_equal(base_date_days_between(20230228, 20230301), 1);
    assert_int_equal(base_date_days_between(19700101, 20240101), 19723);
    assert_int_equal(base_date_days_between(20000101, 20010101), 366);
    assert_int_equal(base_date_days_between(20240101, 20231231), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse_null),
        cmocka_unit_test(test_format),
        cmocka_unit_test(test_add_months),
        cmocka_unit_test(test_days_between),
    };
    return run_table(date_cases, test_parse) + cmocka_run_group_tests(tests, NULL, NULL);
}
