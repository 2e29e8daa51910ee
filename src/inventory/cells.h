/*
 * cells.h - what the cells of an inventory hold: numbers, shares, years, lists of codes as people
 * write them. Pure functions on texts; the findings are made elsewhere.
 */
#ifndef INVENTORY_CELLS_H
#define INVENTORY_CELLS_H

#include "base/code.h"
#include "base/date.h"

#include <glib.h>
#include <stdbool.h>

/** On one line: spaces of any kind become one, ends are trimmed. g_free(). */
char *inventory_cell_trim(const char *text);

/** Trimmed, and a formula ="text" is its text. g_free(). */
char *inventory_cell_clean(const char *text);

/** #N/A, #REF! and their like, in English and French. */
bool inventory_cell_is_error(const char *text);

/** "0,5", "0.5", "1 200", "50 %" (0.5). False when it is not a number. */
bool inventory_parse_number(const char *text, double *ret_value);

/** "2", "2e", "G2", "deuxième", "II": 1 to 20; 0 when it is none. */
int inventory_parse_generation(const char *text);

/** The one year that a text holds: "2023", "COG 2023", "01/01/2023"; 0 when none or several. */
int inventory_parse_year(const char *text);

/** "45292", a day number of spreadsheets, as AAAA-MM-JJ; "31/12/24" with its century. False when it
 * is none. */
bool inventory_guess_date(const char *text, char ret_date[11]);

/** A code of a cell and the words written with it: "93048 (Montreuil)". One of the two may be NULL.
 */
typedef struct inventory_token {
    char *code, *words;
} inventory_token;

/**
 * Splits a cell of codes on , ; / + & | line ends and spaces, but not "01 001" nor "244 400 644".
 * Array of inventory_token with its clear function; g_array_unref().
 */
GArray *inventory_split_codes(base_code_kind kind, const char *cell);

/** Splits a cell of ids or types on , ; / + & | and line ends; g_strfreev(). Empty pieces are left
 * out. */
char **inventory_split_words(const char *cell);

#endif
