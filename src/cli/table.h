/*
 * table.h - small tables of texts for people and for programs: aligned columns, CSV, JSON,
 * Markdown.
 */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include <glib.h>
#include <stdio.h>

typedef struct cli_table {
    const char *const *headers; /* NULL-terminated, borrowed */
    const char *const *keys;    /* column names of CSV and JSON; borrowed */
    const char *right; /* one character a column: 'r' aligns to the right; NULL: all left */
    GPtrArray *cells;  /* char *, row by row, owned */
} cli_table;

void cli_table_init(cli_table *table, const char *const *headers, const char *const *keys,
                    const char *right);
void cli_table_done(cli_table *table);

/** Adds one cell; takes the text. */
void cli_table_take(cli_table *table, char *text);

/** Columns separated by two spaces, each line after `indent` spaces, none at the end of lines. */
void cli_table_print_columns(const cli_table *table, FILE *stream, size_t indent);

/** `french`: BOM, semicolons, CRLF, as spreadsheets expect in France; else RFC 4180 with commas. */
void cli_table_print_csv(const cli_table *table, FILE *stream, gboolean french);

/** An array of objects. */
void cli_table_print_json(const cli_table *table, FILE *stream);

void cli_table_print_markdown(const cli_table *table, FILE *stream);

#endif
