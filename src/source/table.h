/*
 * table.h - one layer or sheet with its header found, and its rows by field name.
 */
#ifndef SOURCE_TABLE_H
#define SOURCE_TABLE_H

#include "dataset/dataset.h"

#include "source/alias.h"

/** Rows of a raw table looked at to find its header, and to tell what the file is. */
#define SOURCE_HEAD_ROWS 40

typedef struct source_head_row {
    long line;
    char **cells; /* as many as the layer has columns, "" for absent; NULL-terminated */
} source_head_row;

/** A column of a table that is a field. */
typedef struct source_column {
    const char *field;
    size_t index;
} source_column;

typedef struct source_table {
    dataset *ds;
    size_t layer_index;
    const dataset_layer *layer;
    const char *sheet; /* layer name for messages, NULL where the file has one */
    GPtrArray *head; /* source_head_row: first rows of raw tables; of layers, their first feature */
    long header_line; /* of raw tables */
    char **names;     /* header as spelled, borrowed from head or layer; n_columns of them */
    char **folded;
    GArray *columns; /* source_column, of the format that was recognised */
    int year;        /* in a column's name (pmun_2023), else 0 */
} source_table;

/** Reads the head of a layer. */
mlg_status source_table_new(dataset *ds, size_t layer, source_table **ret,
                            mlg_error *err) MLG_MUST_CHECK;
void source_table_free(source_table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(source_table, source_table_free)

/** Number of rows that may be the header: those of the head, or 1. */
size_t source_table_candidates(const source_table *table);
/** Takes a candidate as the header. */
void source_table_set_header(source_table *table, size_t candidate);

/** Maps the fields of a format (of `fields`) to columns of the current header; false when a
 * required one is absent. */
bool source_table_map(source_table *table, const source_field *fields, const char *source);
/** Index of a field's column, or -1. */
int source_table_column(const source_table *table, const char *field);
/** Spelling of a field's column, or NULL. */
const char *source_table_spelling(const source_table *table, const char *field);
/** Value of a field in the first row that has one, or NULL: to tell a file by its codes. */
const char *source_table_peek(const source_table *table, const char *field);
/** The header, "INSEE_COM, NOM", cut when long. g_free(). */
char *source_table_describe(const source_table *table);
/** A year that a title above the header states ("01/01/2025"), or 0. */
int source_table_title_year(const source_table *table);

/** Rows of a table, header and blank rows skipped. */
typedef struct source_rows {
    source_table *table;
    dataset_reader *reader;
    int *indexes; /* value of each field asked for, -1 when the column is absent */
    size_t n_fields;
    const dataset_row *row;
    long n_rows;
} source_rows;

/** `fields` is NULL-terminated: source_rows_get() takes the index of one. */
mlg_status source_rows_new(source_table *table, const char *const *fields, source_rows **ret,
                           mlg_error *err) MLG_MUST_CHECK;
void source_rows_free(source_rows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(source_rows, source_rows_free)

/** False in *ret_more at the end. */
mlg_status source_rows_next(source_rows *rows, bool *ret_more, mlg_error *err) MLG_MUST_CHECK;
/** Value of a field in the current row; NULL when absent or empty. */
const char *source_rows_get(const source_rows *rows, size_t field);

#endif
