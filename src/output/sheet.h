/*
 * sheet.h - what a layer is as a sheet of a spreadsheet, XLSX or ODS: the limits of one, which a
 * result must not cross in silence, and how wide its columns are.
 */
#ifndef OUTPUT_SHEET_H
#define OUTPUT_SHEET_H

#include "output/output.h"

/* Of Excel, and of LibreOffice as it is delivered. */
enum {
    SHEET_ROWS = 1048576, /* with the header */
    SHEET_COLUMNS = 16384,
    SHEET_NAME = 31, /* characters */
    SHEET_TEXT = 32767
};

enum { SHEET_WIDEST = 50 }; /* characters */

typedef struct output_sheet {
    char *path; /* of the file, for messages */
    char *name;
    char **column_names;
    dataset_type *types;
    size_t n_columns;
    size_t n_rows;    /* below the header */
    unsigned *widths; /* characters, of the header and of the rows so far */
} output_sheet;

/** Begins a sheet; the one before was done. MLG_E_WRITE: too many columns. */
mlg_status output_sheet_begin(output_sheet *sheet, const char *path, const dataset_layer_def *def,
                              mlg_error *err) MLG_MUST_CHECK;
void output_sheet_done(output_sheet *sheet);

/** Takes a row into account. MLG_E_WRITE: one too many, or a text that is too long. */
mlg_status output_sheet_row(output_sheet *sheet, const dataset_value *values,
                            mlg_error *err) MLG_MUST_CHECK;

/** Whether a cell of the row is empty. */
bool output_sheet_is_empty(const output_sheet *sheet, size_t column, const dataset_value *value);

#endif
