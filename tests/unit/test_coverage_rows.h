/*
 * test_coverage_rows.h - rows of table `indicateur` in the tests of indicators.
 */
#ifndef TEST_COVERAGE_ROWS_H
#define TEST_COVERAGE_ROWS_H

#include "test_coverage_land.h"

/** NULL when there is none. */
static inline const coverage_indicator *row_of(const world *w, const char *echelon,
                                               const char *code, const char *name, const char *type)
{
    size_t n = 0;
    const coverage_indicator *rows = coverage_indicators(w->cov, &n);
    for (size_t i = 0; i < n; i++) {
        const coverage_indicator *row = &rows[i];
        if (strcmp(row->echelon, echelon) == 0 && strcmp(row->code, code) == 0 &&
            strcmp(row->name, name) == 0 && strcmp(row->type, type) == 0)
            return row;
    }
    return NULL;
}

static inline const coverage_indicator *find(const world *w, const char *echelon, const char *code,
                                             const char *name, const char *type)
{
    const coverage_indicator *row = row_of(w, echelon, code, name, type);
    if (row == NULL)
        fail_msg("no indicator %s %s %s %s", echelon, code, name, type);
    return row;
}

/** The three numbers of a row, and the value that its unit asks for. */
static inline void check_row(const world *w, const char *echelon, const char *code,
                             const char *name, const char *type, double numerator,
                             double denominator, double not_told, const char *file, int line)
{
    const coverage_indicator *row = find(w, echelon, code, name, type);
    double value = strcmp(row->unit, "nombre") == 0 || strcmp(row->name, "etp_total") == 0
                       ? numerator
                       : numerator / denominator;
    bool same =
        fabs(row->numerator - numerator) < 1e-9 && fabs(row->denominator - denominator) < 1e-9 &&
        fabs(row->not_told - not_told) < 1e-9 &&
        (denominator > 0 || strcmp(row->unit, "nombre") == 0 ? fabs(row->value - value) < 1e-9
                                                             : isnan(row->value));
    if (!same)
        print_error("%s:%d: %s %s %s %s: %g/%g/%g = %g, expected %g/%g/%g\n", file, line, echelon,
                    code, name, type, row->numerator, row->denominator, row->not_told, row->value,
                    numerator, denominator, not_told);
    assert_true(same);
    assert_true(row->sentence[0] != '\0' && row->definition[0] != '\0');
}

#define assert_row(w, echelon, code, name, type, a, b, c)                                          \
    check_row((w), (echelon), (code), (name), (type), (a), (b), (c), __FILE__, __LINE__)

/** Of the whole run. */
#define assert_ratio(w, name, type, a, b, c) assert_row(w, "national", "", name, type, a, b, c)

#define assert_no_row(w, echelon, code, name, type)                                                \
    assert_null(row_of((w), (echelon), (code), (name), (type)))

#endif
