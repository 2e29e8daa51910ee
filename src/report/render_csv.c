/*
 * render_csv.c - the first table of a report as CSV: as Excel in French opens it by a double click
 * (semicolon, decimal comma, UTF-8 with byte order mark), or with points for R and Python.
 */
#include "base/cell.h"
#include "base/number.h"
#include "report/number.h"
#include "report/render.h"

#include <string.h>

static void append_number(GString *out, double number, report_kind kind, bool point)
{
    g_autofree char *text = base_number_plain(number, report_decimals(kind));
    char *decimal = strchr(text, '.');
    if (decimal != NULL && !point)
        *decimal = ',';
    g_string_append(out, text);
}

static void append_row(GString *out, const report_table *table, const report_cell *cells,
                       bool point)
{
    char separator = point ? ',' : ';';
    for (size_t c = 0; c < table->n_columns; c++) {
        report_kind kind = table->columns[c].kind;
        if (c > 0)
            g_string_append_c(out, separator);
        if (!report_is_text(kind))
            append_number(out, cells[c].number, kind, point);
        else if (cells[c].text != NULL)
            base_cell_append_csv(out, cells[c].text, separator);
    }
    g_string_append(out, "\r\n");
}

static void render(const report_document *document, const mlg_report_style *style, GString *out)
{
    bool point = (style->flags & MLG_CSV_POINT) != 0;
    const report_table *table = g_ptr_array_index(document->tables, 0);
    if (!point)
        g_string_append(out, BASE_BYTE_ORDER_MARK);
    for (size_t c = 0; c < table->n_columns; c++)
        g_string_append_printf(out, "%s%s", c == 0 ? "" : point ? "," : ";", table->columns[c].key);
    g_string_append(out, "\r\n");
    for (size_t r = 0; r < report_table_rows(table); r++)
        append_row(out, table, report_table_row(table, r), point);
}

const report_format report_format_csv = {"csv", /* for_people= */ false, render};
