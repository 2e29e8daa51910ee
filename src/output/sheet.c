/*
 * sheet.c - what a layer is as a sheet of a spreadsheet: its limits, and how wide its columns are.
 */
#include "output/sheet.h"

#include "base/cell.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

enum { NARROWEST = 8, NUMBER_WIDTH = 12, DATE_WIDTH = 11, FILTER_BUTTON = 3 };

static mlg_status refuse(mlg_status status, mlg_error *err)
{
    return mlg_hint(err, status, "%s",
                    _("leave the layer out with --layers, or write a GeoPackage or CSV"));
}

static unsigned first_width(const char *name, dataset_type type)
{
    size_t header = strlen(name) + FILTER_BUTTON;
    size_t least = type == DATASET_REAL || type == DATASET_INTEGER ? NUMBER_WIDTH
                   : type == DATASET_DATE                          ? DATE_WIDTH
                                                                   : NARROWEST;
    return (unsigned)CLAMP(header, least, SHEET_WIDEST);
}

mlg_status output_sheet_begin(output_sheet *sheet, const char *path, const dataset_layer_def *def,
                              mlg_error *err)
{
    *sheet = (output_sheet){.path = g_strdup(path), .name = g_strdup(def->name)};
    sheet->column_names = g_new0(char *, def->n_columns + 1);
    sheet->types = g_new0(dataset_type, def->n_columns + 1);
    sheet->widths = g_new0(unsigned, def->n_columns + 1);
    sheet->n_columns = def->n_columns;
    for (size_t i = 0; i < def->n_columns; i++) {
        sheet->column_names[i] = g_strdup(def->columns[i].name);
        sheet->types[i] = def->columns[i].type;
        sheet->widths[i] = first_width(sheet->column_names[i], sheet->types[i]);
    }
    if (strlen(def->name) > SHEET_NAME)
        return mlg_fail(err, MLG_E_INTERNAL, "%s: layer %s: too long a name for a sheet", path,
                        def->name);
    if (def->n_columns > SHEET_COLUMNS)
        return refuse(mlg_fail(err, MLG_E_WRITE,
                               _("%s: layer %s: %zu columns, and a sheet has %d at most"), path,
                               def->name, def->n_columns, SHEET_COLUMNS),
                      err);
    return MLG_OK;
}

void output_sheet_done(output_sheet *sheet)
{
    g_clear_pointer(&sheet->path, g_free);
    g_clear_pointer(&sheet->name, g_free);
    g_clear_pointer(&sheet->column_names, g_strfreev);
    g_clear_pointer(&sheet->types, g_free);
    g_clear_pointer(&sheet->widths, g_free);
}

bool output_sheet_is_empty(const output_sheet *sheet, size_t column, const dataset_value *value)
{
    return value->null || (sheet->types[column] == DATASET_REAL && !isfinite(value->real));
}

mlg_status output_sheet_row(output_sheet *sheet, const dataset_value *values, mlg_error *err)
{
    sheet->n_rows++;
    if (sheet->n_rows >= SHEET_ROWS)
        return refuse(mlg_fail(err, MLG_E_WRITE,
                               _("%s: layer %s: more than %d rows, which a sheet cannot hold"),
                               sheet->path, sheet->name, SHEET_ROWS - 1),
                      err);
    for (size_t i = 0; i < sheet->n_columns; i++) {
        if (sheet->types[i] != DATASET_TEXT || values[i].null)
            continue;
        g_autofree char *made = NULL;
        glong length = g_utf8_strlen(base_cell_text(values[i].text, &made), -1);
        sheet->widths[i] = (unsigned)CLAMP(length + 1, (glong)sheet->widths[i], SHEET_WIDEST);
        if (length > SHEET_TEXT)
            return refuse(
                mlg_fail(err, MLG_E_WRITE,
                         _("%s: layer %s: row %zu, %s: %ld characters, and a cell has %d at most"),
                         sheet->path, sheet->name, sheet->n_rows, sheet->column_names[i], length,
                         SHEET_TEXT),
                err);
    }
    return MLG_OK;
}
