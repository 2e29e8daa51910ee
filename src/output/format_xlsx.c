/*
 * format_xlsx.c - one Excel workbook, a sheet a layer or table, without geometry: codes as text,
 * numbers and dates as such, a bold header with filters that stays in view.
 *
 * libxlsxwriter keeps a sheet in a temporary file and does not look whether the disk took it: the
 * finished workbook is read once, and every cell counted.
 */
#include "base/cell.h"
#include "base/date.h"
#include "base/text.h"
#include "dataset/zipped.h"
#include "output/files.h"
#include "output/format.h"
#include "output/sheet.h"

#include <maillage/version.h>

#include <locale.h>
#include <string.h>

#include <xlsxwriter.h>

/* Bytes that must be free before libxlsxwriter makes a file: it prints what fails, without the
 * file's name; and about what a cell takes in its temporary file. */
#define ROOM          ((size_t)1 << 16)
#define BYTES_OF_CELL ((size_t)48)
/* Excel counts days from 1900, and has one there that never was: older dates are text. */
#define FIRST_YEAR 1901

typedef struct xlsx_file {
    char *path, *folder;
    locale_t locale; /* C: libxlsxwriter writes numbers as the thread's */
    lxw_workbook *book;
    lxw_format *header, *text, *date;
    GPtrArray *sheets; /* lxw_worksheet */
    GArray *cells;     /* uint64_t: of each sheet */
    size_t most_cells;
    /* the layer begun last */
    lxw_worksheet *sheet;
    output_sheet table;
    lxw_error status; /* first failure */
} xlsx_file;

static void note(xlsx_file *x, lxw_error status)
{
    if (x->status == LXW_NO_ERROR)
        x->status = status;
}

static mlg_status told(const xlsx_file *x, mlg_error *err)
{
    if (x->status == LXW_NO_ERROR)
        return MLG_OK;
    return mlg_fail(err, MLG_E_WRITE, _("%s: cannot be written: %s"), x->path,
                    lxw_strerror(x->status));
}

static mlg_status check_room(const xlsx_file *x, size_t size, mlg_error *err)
{
    return output_check_written(x->path, output_take_room(x->folder, size), err);
}

static void make_formats(xlsx_file *x)
{
    x->header = workbook_add_format(x->book);
    format_set_bold(x->header);
    format_set_bottom(x->header, LXW_BORDER_THIN);
    x->text = workbook_add_format(x->book);
    format_set_num_format(x->text, "@");
    x->date = workbook_add_format(x->book);
    format_set_num_format(x->date, "yyyy-mm-dd");
}

static void set_properties(xlsx_file *x, const char *timestamp)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(timestamp, NULL);
    g_autofree char *author = g_strdup_printf("maillage %s", mlg_version());
    lxw_doc_properties properties = {
        .author = author, .created = time != NULL ? (time_t)g_date_time_to_unix(time) : 0};
    note(x, workbook_set_properties(x->book, &properties));
}

static void free_file(void *file)
{
    xlsx_file *x = file;
    if (x == NULL)
        return;
    for (guint i = 0; x->book != NULL && i < x->sheets->len; i++) {
        lxw_worksheet *sheet = g_ptr_array_index(x->sheets, i);
        if (sheet->optimize_tmpfile != NULL) /* lxw_workbook_free() leaves it open */
            (void)fclose(sheet->optimize_tmpfile);
    }
    if (x->book != NULL)
        lxw_workbook_free(x->book);
    freelocale(x->locale);
    output_sheet_done(&x->table);
    g_array_free(x->cells, TRUE);
    g_ptr_array_free(x->sheets, TRUE);
    g_free(x->folder);
    g_free(x->path);
    g_free(x);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xlsx_file, free_file)

static mlg_status open_file(const output_run *run, const char *path, const char *timestamp,
                            void **ret, mlg_error *err)
{
    (void)run;
    g_autoptr(xlsx_file) x = g_new0(xlsx_file, 1);
    x->path = g_strdup(path);
    x->folder = g_path_get_dirname(path);
    x->locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    x->sheets = g_ptr_array_new();
    x->cells = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    MLG_TRY(check_room(x, ROOM, err));
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = x->folder};
    x->book = workbook_new_opt(path, &options);
    make_formats(x);
    set_properties(x, timestamp);
    *ret = g_steal_pointer(&x);
    return MLG_OK;
}

/* --- a sheet --------------------------------------------------------------------------------- */

static lxw_format *format_of(const xlsx_file *x, dataset_type type)
{
    return type == DATASET_TEXT ? x->text : type == DATASET_DATE ? x->date : NULL;
}

static void end_sheet(xlsx_file *x)
{
    const output_sheet *table = &x->table;
    if (x->sheet == NULL || table->n_columns == 0)
        return;
    lxw_col_t last = (lxw_col_t)(table->n_columns - 1);
    for (lxw_col_t c = 0; c <= last; c++)
        note(x,
             worksheet_set_column(x->sheet, c, c, table->widths[c], format_of(x, table->types[c])));
    note(x, worksheet_autofilter(x->sheet, 0, 0, (lxw_row_t)table->n_rows, last));
    worksheet_freeze_panes(x->sheet, 1, 1);
    note(x, worksheet_repeat_rows(x->sheet, 0, 0));
    note(x, worksheet_ignore_errors(x->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"));
    x->sheet = NULL;
}

static void count_cell(xlsx_file *x)
{
    uint64_t *cells = &g_array_index(x->cells, uint64_t, x->cells->len - 1);
    ++*cells;
    x->most_cells = MAX(x->most_cells, *cells);
}

static void write_text(xlsx_file *x, lxw_row_t row, lxw_col_t column, const char *text,
                       lxw_format *format)
{
    g_autofree char *made = NULL;
    note(x, worksheet_write_string(x->sheet, row, column, base_cell_text(text, &made), format));
    count_cell(x);
}

static mlg_status begin_sheet(void *file, const dataset_layer_def *def, mlg_error *err)
{
    xlsx_file *x = file;
    const uint64_t none = 0;
    end_sheet(x);
    output_sheet_done(&x->table);
    MLG_TRY(output_sheet_begin(&x->table, x->path, def, err));
    MLG_TRY(check_room(x, ROOM, err));
    x->sheet = workbook_add_worksheet(x->book, def->name);
    if (x->sheet == NULL)
        return mlg_fail(err, MLG_E_WRITE, _("%s: layer %s: cannot be written: %s"), x->path,
                        def->name, _("unknown reason"));
    g_ptr_array_add(x->sheets, x->sheet);
    g_array_append_val(x->cells, none);
    for (size_t i = 0; i < def->n_columns; i++)
        write_text(x, 0, (lxw_col_t)i, def->columns[i].name, x->header);
    return told(x, err);
}

static void write_date(xlsx_file *x, lxw_row_t row, lxw_col_t column, const char *text)
{
    base_period period;
    base_date day = base_date_parse(text, &period) == BASE_DATE_OK ? period.first : 0;
    lxw_datetime date = {.year = day / 10000, .month = day / 100 % 100, .day = day % 100};
    if (date.year < FIRST_YEAR) {
        write_text(x, row, column, text, x->text);
        return;
    }
    note(x, worksheet_write_datetime(x->sheet, row, column, &date, x->date));
    count_cell(x);
}

static void write_number(xlsx_file *x, lxw_row_t row, lxw_col_t column, double number)
{
    note(x, worksheet_write_number(x->sheet, row, column, number, NULL));
    count_cell(x);
}

static void write_value(xlsx_file *x, lxw_row_t row, size_t i, const dataset_value *value)
{
    lxw_col_t column = (lxw_col_t)i;
    switch (x->table.types[i]) {
    case DATASET_TEXT:
        write_text(x, row, column, value->text, x->text);
        break;
    case DATASET_INTEGER:
        write_number(x, row, column, (double)value->integer);
        break;
    case DATASET_REAL:
        write_number(x, row, column, value->real);
        break;
    case DATASET_DATE:
        write_date(x, row, column, value->text);
        break;
    }
}

static mlg_status put_row(void *file, const dataset_value *values, GBytes *wkb, mlg_error *err)
{
    (void)wkb;
    xlsx_file *x = file;
    MLG_TRY(output_sheet_row(&x->table, values, err));
    locale_t before = uselocale(x->locale);
    for (size_t i = 0; i < x->table.n_columns; i++)
        if (!output_sheet_is_empty(&x->table, i, &values[i]))
            write_value(x, (lxw_row_t)x->table.n_rows, i, &values[i]);
    (void)uselocale(before); /* a valid one */
    return told(x, err);
}

/* --------------------------------------------------------------------------------------------- */

static mlg_status check_sheets(const xlsx_file *x, mlg_error *err)
{
    for (guint i = 0; i < x->cells->len; i++) {
        g_autofree char *name = g_strdup_printf("xl/worksheets/sheet%u.xml", i + 1);
        uint64_t n = 0;
        MLG_TRY(dataset_count_zipped(x->path, name, "<c r=", "</worksheet>", &n, err));
        if (n != g_array_index(x->cells, uint64_t, i))
            return mlg_fail(err, MLG_E_WRITE, _("%s: '%s' is not complete in it"), x->path, name);
    }
    return MLG_OK;
}

static mlg_status close_file(void *file, mlg_error *err)
{
    xlsx_file *x = file;
    end_sheet(x);
    MLG_TRY(told(x, err));
    MLG_TRY(check_room(x, ROOM + x->most_cells * BYTES_OF_CELL, err));
    locale_t before = uselocale(x->locale);
    lxw_error closed = workbook_close(x->book); /* and frees it, whatever happens */
    (void)uselocale(before);                    /* a valid one */
    x->book = NULL;
    note(x, closed);
    MLG_TRY(told(x, err));
    return check_sheets(x, err);
}

static const char *const extensions[] = {".xlsx", NULL};

const output_format output_format_xlsx = {
    .name = "XLSX",
    .extensions = extensions,
    .no_shapes = true,
    .open = open_file,
    .layer = begin_sheet,
    .row = put_row,
    .close = close_file,
    .free = free_file,
};
