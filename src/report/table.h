/*
 * table.h - what a report says, before any format: tables of typed cells, sentences under them.
 * Every format renders this and nothing else.
 */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum report_kind {
    REPORT_NAME,   /* text from people: may be cut on a narrow terminal */
    REPORT_CODE,   /* text that is never cut: codes, ids, dates */
    REPORT_FIGURE, /* text that is a figure as it is to be shown: never cut, aligned as figures */
    REPORT_COUNT,  /* whole things and people: rounded to one for people */
    REPORT_SHARE   /* 0-1, shown as a percentage */
} report_kind;

typedef struct report_column {
    const char *key;   /* same in every language: CSV header, JSON member; static */
    const char *label; /* in the data language; borrowed from the catalogue */
    report_kind kind;
    unsigned detail; /* a terminal that is too narrow does without: the highest first; 0: never */
} report_column;

/** A value; `shown` is its text for people when it differs. Absent: text NULL, or number NaN. */
typedef struct report_cell {
    const char *text, *shown;
    double number;
} report_cell;

typedef struct report_table {
    char *key; /* same in every language; of one table among several */
    char *title;
    report_column *columns; /* a copy */
    size_t n_columns;
    GArray *cells;    /* report_cell, row after row */
    GPtrArray *notes; /* sentences */
    GStringChunk *texts;
} report_table;

report_table *report_table_new(const char *key, const char *title, const report_column *columns,
                               size_t n_columns);
void report_table_free(report_table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(report_table, report_table_free)

/* Cells are put one after the other, row by row; texts are copied, NULL is absent. */
void report_put_text(report_table *table, const char *text);
void report_put_coded(report_table *table, const char *text, const char *shown);
void report_put_number(report_table *table, double number);

/** A sentence under the table; takes it. */
void report_note(report_table *table, char *sentence);

size_t report_table_rows(const report_table *table);
const report_cell *report_table_row(const report_table *table, size_t row);

static inline bool report_is_text(report_kind kind)
{
    return kind == REPORT_NAME || kind == REPORT_CODE || kind == REPORT_FIGURE;
}

/** True when its cells end at the right. */
static inline bool report_is_right(report_kind kind)
{
    return kind != REPORT_NAME && kind != REPORT_CODE;
}

/** A whole report. */
typedef struct report_document {
    char *title;
    char *date;        /* AAAA-MM-JJ, of the result */
    GPtrArray *tables; /* report_table */
    GPtrArray *notes;  /* sentences at the end */
} report_document;

report_document *report_document_new(char *title, const char *date);
void report_document_free(report_document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(report_document, report_document_free)

/** Takes the table. */
void report_document_add(report_document *document, report_table *table);

#endif
