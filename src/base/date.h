/*
 * date.h - dates as users write them: AAAA-MM-JJ, JJ/MM/AAAA, AAAA-MM, MM/AAAA, AAAA.
 * A start is the first day of what is written, an end the last.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <maillage/status.h>

#include <stdbool.h>
#include <stdint.h>

/** A day as year * 10000 + month * 100 + day; 0 is "not known". Comparable with < and >. */
typedef int32_t base_date;
#define BASE_DATE_NONE 0

/** What a text says: the first and the last day of the day, month or year written. */
typedef struct base_period {
    base_date first, last;
} base_period;

typedef enum base_date_problem {
    BASE_DATE_OK,
    BASE_DATE_EMPTY,
    BASE_DATE_MALFORMED, /**< not one of the five forms */
    BASE_DATE_IMPOSSIBLE /**< 2024-02-30 */
} base_date_problem;

/** Reads a date; also AAAA/MM/JJ, and AAAA-MM-JJ followed by a time, as spreadsheets give. */
base_date_problem base_date_parse(const char *text, base_period *ret_period);

/** Writes AAAA-MM-JJ (11 bytes with the final 0); "" for BASE_DATE_NONE. Returns buffer. */
char *base_date_format(base_date date, char buffer[11]);

/** A date for people, in the language of data products: "30/06/2026"; the first day of a month or
 * year; a text that is no date as it is, "–" for NULL. g_free(). */
char *base_date_told(const char *date);

int base_date_year(base_date date);

/** The date `months` later, the day cut to the month's length. */
base_date base_date_add_months(base_date date, int months);

/** Days between two dates, b - a. */
long base_date_days_between(base_date a, base_date b);

#endif
