/*
 * number.h - figures for people in the data language, and for machines in C digits.
 */
#ifndef REPORT_NUMBER_H
#define REPORT_NUMBER_H

#include "report/table.h"

/** "12 345", rounded to one; "–" for NaN. g_free(). */
char *report_count(double value);

/** "83 %" of a share 0-1; "< 1 %" and "> 99 %" for what would be rounded to none and all; "–" for
 * NaN. g_free(). */
char *report_percent(double share);

/** "30/06/2026" or "2026-06-30" of AAAA-MM-JJ. g_free(). */
char *report_day(const char *date);

/** A cell for people; NULL is absent: "–". g_free(). */
char *report_shown(report_kind kind, const report_cell *cell);

/** A number for machines: up to `decimals`, no final zeros, "" for NaN. g_free(). */
char *report_plain_number(double value, int decimals);

/** Decimals of a kind for machines: people may be estimates, shares need more. */
int report_decimals(report_kind kind);

#endif
