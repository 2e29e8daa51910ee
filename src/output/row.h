/*
 * row.h - columns and cells of a layer, put one after the other. A cell checks that its column has
 * its type, so that a layer's columns and row functions cannot drift apart unseen.
 */
#ifndef OUTPUT_ROW_H
#define OUTPUT_ROW_H

#include "base/date.h"
#include "dataset/writer.h"

typedef struct output_columns {
    GArray *items;    /* dataset_column */
    GPtrArray *owned; /* names that were made */
} output_columns;

void output_columns_init(output_columns *columns);
void output_columns_done(output_columns *columns);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(output_columns, output_columns_done)

/** `name` is static. */
void output_column(output_columns *columns, const char *name, dataset_type type);
/** Several static names of one type, NULL-terminated. */
void output_column_list(output_columns *columns, dataset_type type, const char *const *names);
/** `stem_suffix`, copied. */
void output_column_suffixed(output_columns *columns, const char *stem, const char *suffix,
                            dataset_type type);
/** `name`, copied, with _2, _3... when the layer has it already. */
void output_column_unique(output_columns *columns, const char *name, dataset_type type);

typedef struct output_row {
    const dataset_column *columns;
    size_t n_columns, n;
    dataset_value *values;
    GPtrArray *owned; /* texts of this row */
} output_row;

void output_row_init(output_row *row, const output_columns *columns);
void output_row_done(output_row *row);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(output_row, output_row_done)

/** Starts the next row. */
void output_row_clear(output_row *row);

/** Text borrowed until the row is written; NULL and "" are NULL in the file. */
void output_text(output_row *row, const char *text);
/** The same, owned by the row from here on. */
void output_take_text(output_row *row, char *text);
void output_integer(output_row *row, int64_t value);
/** NaN is NULL. */
void output_real(output_row *row, double value);
/** BASE_DATE_NONE is NULL. */
void output_date(output_row *row, base_date date);
void output_null(output_row *row);

#endif
