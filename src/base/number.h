/*
 * number.h - figures for people in the data language, and for machines in C digits.
 */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <glib.h>

/** What stands for a figure that is not known. */
#define BASE_NUMBER_ABSENT "–"

/** "12 345", rounded to one; "–" for NaN. g_free(). */
char *base_number_count(double value);

/** "12 345,7", always with so many decimals; "–" for NaN. g_free(). */
char *base_number_decimal(double value, int decimals);

/** The same in the language of messages. g_free(). */
char *base_number_told(double value, int decimals);

/** A text with numbers in C digits, 6.5, as a language writes them, 6,5: `domain` is that of
 * text.h. g_free(). */
char *base_number_translate(const char *text, const char *domain);

/** "83 %" of a share 0-1; "< 1 %" and "> 99 %" for what would be rounded to none and all; "–" for
 * NaN. g_free(). */
char *base_number_percent(double share);

/** A number for machines: up to `decimals`, no final zeros, "" for NaN. g_free(). */
char *base_number_plain(double value, int decimals);

/** Appends the shortest decimal number that reads back as the same double, "0.1" or "1e+20";
 * nothing for one that is not finite. */
void base_number_append_exact(GString *out, double value);

#endif
