/*
 * number.h - figures for people in the data language, and for machines in C digits.
 */
#ifndef REPORT_NUMBER_H
#define REPORT_NUMBER_H

#include "report/table.h"

/** base_number_count() and base_number_percent(): the figures of reports. g_free(). */
char *report_count(double value);
char *report_percent(double share);

/** "30/06/2026" or "2026-06-30" of AAAA-MM-JJ. g_free(). */
char *report_day(const char *date);

/** A cell for people; NULL is absent: "–". g_free(). */
char *report_shown(report_kind kind, const report_cell *cell);

/** Decimals of a kind for machines: people may be estimates, shares need more. */
int report_decimals(report_kind kind);

#endif
