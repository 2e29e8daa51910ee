/*
 * cell.h - texts in the cells of spreadsheets and of CSV, the same in all that we write.
 *
 * A spreadsheet computes a cell that begins with = + - @, a tab or a carriage return: text from
 * people must not be one, or opening a file could run what somebody put in a name. It gets an
 * apostrophe in front, in XLSX and ODS too: there a cell typed as text is no formula, but becomes
 * one when the sheet is saved as CSV and opened again. No exception for what looks like a number
 * ("-5", a telephone number): columns of numbers are not text, and our own codes never begin so.
 */
#ifndef BASE_CELL_H
#define BASE_CELL_H

#include <glib.h>
#include <stdbool.h>

/** UTF-8 is what French Excel must be told at the start of a file. */
#define BASE_BYTE_ORDER_MARK "\xEF\xBB\xBF"

/** Whether a spreadsheet would compute the text. */
bool base_cell_is_formula(const char *text);

/** The text as a cell holds it: harmless and UTF-8. *ret_made owns what had to be made, g_free().
 */
const char *base_cell_text(const char *text, char **ret_made);

/** Appends a text as a cell of CSV, harmless, in quotes where it must be (RFC 4180). */
void base_cell_append_csv(GString *out, const char *text, char separator);

#endif
