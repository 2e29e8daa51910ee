/*
 * indicators.h - rows of table `indicateur` of a result, found by zone, indicator and type.
 */
#ifndef REPORT_INDICATORS_H
#define REPORT_INDICATORS_H

#include "report/result.h"

/** A row; numbers are NaN for NULL. Texts belong to the rows. */
typedef struct report_indicator {
    const char *echelon, *code, *lib, *name, *type, *unit, *sentence, *definition;
    double numerator, denominator, not_told, value, value_min, value_max;
} report_indicator;

typedef struct report_indicators {
    GArray *rows; /* report_indicator, in the order of the file */
    GHashTable *by_key;
    GStringChunk *texts;
} report_indicators;

/** Reads the rows that an SQL condition chooses. MLG_E_NOT_FOUND: written without the table. */
mlg_status report_indicators_read(const report_result *result, const char *condition,
                                  report_indicators *ret, mlg_error *err) MLG_MUST_CHECK;
void report_indicators_done(report_indicators *indicators);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(report_indicators, report_indicators_done)

/** The row of a zone, or NULL. */
const report_indicator *report_indicators_get(const report_indicators *indicators, const char *code,
                                              const char *name, const char *type);

/** Its figures as a sentence in the language of the report (`sentence` is in that of the result).
 * g_free(). */
char *report_indicator_sentence(const report_indicator *indicator);

#endif
