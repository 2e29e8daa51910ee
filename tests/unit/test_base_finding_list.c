/*
 * test_base_finding_list.c - the list keeps copies, in order, and counts by severity.
 */
#include "support/cmocka.h"

#include <maillage/status.h>

static int make_list(void **state)
{
    *state = mlg_findings_new();
    return 0;
}

static int free_list(void **state)
{
    mlg_findings_free(*state);
    return 0;
}

static void test_copies(void **state)
{
    mlg_findings *list = *state;
    char value[] = "1001";
    mlg_finding finding = {.code = "unite-inconnue", .row = 12, .value = value};
    mlg_findings_add(&finding, list);
    value[0] = 'x';
    finding = (mlg_finding){.code = "never-heard-of", .file = "a.csv"};
    mlg_findings_add(&finding, list);
    const mlg_finding *first = mlg_findings_get(list, 0), *second = mlg_findings_get(list, 1);
    assert_string_equal(first->value, "1001");
    assert_int_equal(first->row, 12);
    assert_null(first->file);
    assert_string_equal(second->file, "a.csv");
    assert_null(mlg_findings_get(list, 2));
    assert_int_equal(mlg_findings_count(list, MLG_REJECTED), 1);
    assert_int_equal(mlg_findings_count(list, MLG_WARNING), 1);
    assert_int_equal(mlg_findings_count(list, MLG_INFO), 0);
}

static void test_null(void **state)
{
    (void)state;
    assert_int_equal(mlg_findings_count(NULL, MLG_WARNING), 0);
    assert_null(mlg_findings_get(NULL, 0));
    mlg_findings_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_copies, make_list, free_list),
        cmocka_unit_test(test_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
