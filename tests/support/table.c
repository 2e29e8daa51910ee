/*
 * table.c - table-driven tests: each row of a table is a CMocka test with its own name.
 */
#include "support/cmocka.h"

#include <glib.h>

int support_run_table(const char *group, const void *rows, size_t n_rows, size_t row_size,
                      CMUnitTestFunction test)
{
    struct CMUnitTest *tests = g_new0(struct CMUnitTest, n_rows);
    for (size_t i = 0; i < n_rows; i++) {
        const char *row = (const char *)rows + i * row_size;
        memcpy(&tests[i].name, row, sizeof tests[i].name);
        tests[i].test_func = test;
        /* CMocka gives the state back as it is; the test reads it only */
        memcpy(&tests[i].initial_state, &row, sizeof row);
    }
    int failures = _cmocka_run_group_tests(group, tests, n_rows, NULL, NULL);
    g_free(tests);
    return failures;
}
