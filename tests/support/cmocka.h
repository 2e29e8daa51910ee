/*
 * cmocka.h - CMocka with what its header forgets: the includes it needs, and assertions that
 * version 1.1.5 lacks or gets wrong (assert_float_equal casts to float).
 * A failed assertion longjmps: cleanup variables of the test do not run, so owned resources belong
 * in setup/teardown and *state.
 */
#ifndef SUPPORT_CMOCKA_H
#define SUPPORT_CMOCKA_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/** actual is within tolerance of expected, as doubles; both NaN is equal. */
#define assert_near(actual, expected, tolerance)                                                   \
    support_assert_near((double)(actual), (double)(expected), (double)(tolerance), #actual,        \
                        __FILE__, __LINE__)

/** The status is MLG_OK; else the message of err (mlg_error *) is shown. */
#define assert_ok(status, err)                                                                     \
    do {                                                                                           \
        if ((status) != MLG_OK)                                                                    \
            fail_msg("%s [%s]", (err)->message, (err)->hint);                                      \
    } while (0)

/** haystack contains needle. */
#define assert_contains(haystack, needle)                                                          \
    do {                                                                                           \
        if (strstr((haystack), (needle)) == NULL)                                                  \
            fail_msg("\"%s\" does not contain \"%s\"", (haystack), (needle));                      \
    } while (0)

/**
 * Runs one test a row: rows are structures whose first member is the row's name (const char *), and
 * the test finds its row in *state. Returns the number of failures.
 */
#define run_table(rows, test)                                                                      \
    support_run_table(#test, (rows), sizeof(rows) / sizeof((rows)[0]), sizeof((rows)[0]), (test))

int support_run_table(const char *group, const void *rows, size_t n_rows, size_t row_size,
                      CMUnitTestFunction test);

static inline void support_assert_near(double actual, double expected, double tolerance,
                                       const char *what, const char *file, int line)
{
    if ((isnan(actual) && isnan(expected)) || fabs(actual - expected) <= tolerance)
        return;
    print_error("%s = %.17g, expected %.17g +- %g\n", what, actual, expected, tolerance);
    _fail(file, line);
}

#endif
