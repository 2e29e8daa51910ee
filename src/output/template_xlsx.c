/*
 * template_xlsx.c - the inventory template as an Excel workbook: drop-down lists from the hidden
 * sheet `listes`, columns of text, coloured and commented headers, rare columns folded.
 */
#include "output/template.h"

#include "base/text.h"
#include "output/files.h"

#include <maillage/version.h>

#include <string.h>

#include <xlsxwriter.h>

/* 2026-01-01: equal templates have equal bytes. */
#define TEMPLATE_CREATED 1767225600

/* Bytes of a template and of its sheets before compression, with room to grow. */
#define XLSX_ROOM ((size_t)1 << 18)

enum { HEADER_HEIGHT = 30, COMMENT_WIDTH = 300, COMMENT_LINE = 20, COMMENT_LETTERS = 45 };
enum { README_LETTERS = 105, README_LINE = 15 };
enum { ORANGE = 0xF5B041, GREY = 0xD5D8DC, PALE = 0xECF0F1, INK = 0x1B2631 };

typedef struct xlsx_template {
    lxw_workbook *book;
    lxw_worksheet *lists;
    lxw_format *required, *usual, *rare, *text, *title, *wrapped;
    const inventory_aliases *aliases;
    lxw_error status; /* first failure */
} xlsx_template;

/* Remembers the first failure: a workbook is written when it is closed, whole or not at all. */
static void note(xlsx_template *x, lxw_error status)
{
    if (x->status == LXW_NO_ERROR)
        x->status = status;
}

static lxw_format *header_format(lxw_workbook *book, lxw_color_t colour)
{
    lxw_format *format = workbook_add_format(book);
    format_set_bold(format);
    format_set_font_color(format, INK);
    format_set_bg_color(format, colour);
    format_set_bottom(format, LXW_BORDER_THIN);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    return format;
}

static void make_formats(xlsx_template *x)
{
    x->required = header_format(x->book, ORANGE);
    x->usual = header_format(x->book, GREY);
    x->rare = header_format(x->book, PALE);
    x->text = workbook_add_format(x->book);
    format_set_num_format(x->text, "@");
    x->title = workbook_add_format(x->book);
    format_set_bold(x->title);
    format_set_font_size(x->title, 14);
    x->wrapped = workbook_add_format(x->book);
    format_set_text_wrap(x->wrapped);
    format_set_align(x->wrapped, LXW_ALIGN_VERTICAL_TOP);
}

static lxw_worksheet *add_sheet(xlsx_template *x, const char *name)
{
    lxw_worksheet *sheet = workbook_add_worksheet(x->book, name);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet, 1, 0);
    return sheet;
}

static void write_text(xlsx_template *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                       const char *text, lxw_format *format)
{
    note(x, worksheet_write_string(sheet, row, column, text, format));
}

static void write_comment(xlsx_template *x, lxw_worksheet *sheet, lxw_col_t column,
                          const template_column *what)
{
    g_autofree char *text = output_template_comment(what);
    glong lines = g_utf8_strlen(text, -1) / COMMENT_LETTERS + 2;
    lxw_comment_options options = {
        .author = "maillage", .width = COMMENT_WIDTH, .height = (uint16_t)(lines * COMMENT_LINE)};
    note(x, worksheet_write_comment_opt(sheet, 0, column, text, &options));
}

/* Another value asks first; what is written by hand is read by its synonyms all the same. */
static void add_list(xlsx_template *x, lxw_worksheet *sheet, lxw_col_t column,
                     const template_column *what)
{
    lxw_col_t at = (lxw_col_t)output_template_list_index(what->list);
    unsigned last = (unsigned)output_template_n_labels(x->aliases, what->list) + 1;
    char letters[LXW_MAX_COL_NAME_LENGTH];
    lxw_col_to_name(letters, at, LXW_FALSE);
    g_autofree char *range = g_strdup_printf("=listes!$%s$2:$%s$%u", letters, letters, last);
    g_autofree char *title = g_strdup(D_("Not in the list"));
    g_autofree char *message =
        g_strdup(D_("This value is not in the list. Common synonyms are understood. Keep it?"));
    lxw_data_validation validation = {
        .validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
        .value_formula = range,
        .show_error = what->kind == TEMPLATE_LIST ? LXW_VALIDATION_ON : LXW_VALIDATION_OFF,
        .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
        .error_title = title,
        .error_message = message,
    };
    note(x, worksheet_data_validation_range(sheet, 1, column, TEMPLATE_ROWS, column, &validation));
}

static void add_column(xlsx_template *x, lxw_worksheet *sheet, lxw_col_t column,
                       const template_column *what)
{
    lxw_row_col_options folded = {.hidden = what->rare, .level = what->rare, .collapsed = 0};
    lxw_format *body = what->kind == TEMPLATE_NUMBER ? NULL : x->text;
    lxw_format *header = what->required ? x->required : what->rare ? x->rare : x->usual;
    note(x, worksheet_set_column_opt(sheet, column, column, what->width, body, &folded));
    write_text(x, sheet, 0, column, what->name, header);
    write_comment(x, sheet, column, what);
    if (what->list != NULL)
        add_list(x, sheet, column, what);
}

static void add_table(xlsx_template *x, const template_sheet *table)
{
    lxw_worksheet *sheet = add_sheet(x, table->name);
    lxw_col_t n = (lxw_col_t)table->n_columns;
    bool any_rare = false;
    for (lxw_col_t i = 0; i < n; i++) {
        add_column(x, sheet, i, &table->columns[i]);
        any_rare = any_rare || table->columns[i].rare;
    }
    lxw_row_col_options button = {.hidden = 0, .level = 0, .collapsed = 1};
    if (any_rare) /* the + that unfolds them stands above the column that follows */
        note(x, worksheet_set_column_opt(sheet, n, n, LXW_DEF_COL_WIDTH, NULL, &button));
    note(x, worksheet_set_row(sheet, 0, HEADER_HEIGHT, NULL));
    worksheet_freeze_panes(sheet, 1, 1);
    note(x, worksheet_repeat_rows(sheet, 0, 0));
    note(x, worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A2:XFD1048576"));
}

static void add_examples(xlsx_template *x)
{
    lxw_worksheet *sheet = add_sheet(x, "exemples");
    note(x, worksheet_set_column(sheet, 0, TEMPLATE_EXAMPLE_CELLS - 1, 20, x->text));
    for (size_t i = 0; i < output_template_n_examples; i++) {
        const template_example *line = &output_template_examples[i];
        lxw_format *format = line->style == TEMPLATE_TITLE    ? x->title
                             : line->style == TEMPLATE_HEADER ? x->usual
                                                              : x->text;
        lxw_col_t column = 0;
        for (; column < TEMPLATE_EXAMPLE_CELLS && line->cells[column] != NULL; column++)
            write_text(x, sheet, (lxw_row_t)i, column, line->cells[column], format);
        if (line->why != NULL)
            write_text(x, sheet, (lxw_row_t)i, column, D_(line->why), NULL);
    }
}

static void add_lists(xlsx_template *x)
{
    lxw_worksheet *sheet = add_sheet(x, "listes");
    for (lxw_col_t c = 0; output_template_lists[c] != NULL; c++) {
        const char *label = NULL;
        write_text(x, sheet, 0, c, output_template_lists[c], x->usual);
        for (size_t i = 0;
             (label = output_template_label(x->aliases, output_template_lists[c], i)) != NULL; i++)
            write_text(x, sheet, (lxw_row_t)i + 1, c, label, x->text);
    }
    worksheet_hide(sheet);
}

static void add_readme(xlsx_template *x)
{
    lxw_worksheet *sheet = add_sheet(x, "LISEZMOI");
    note(x, worksheet_set_column(sheet, 0, 0, 110, NULL));
    for (size_t i = 0; i < output_template_n_readme; i++) {
        const template_line *line = &output_template_readme[i];
        bool title = line->style == TEMPLATE_TITLE;
        glong lines = g_utf8_strlen(D_(line->text), -1) / README_LETTERS + 1;
        write_text(x, sheet, (lxw_row_t)i, 0, D_(line->text), title ? x->title : x->wrapped);
        note(x, worksheet_set_row(sheet, (lxw_row_t)i,
                                  title ? HEADER_HEIGHT : (double)lines * README_LINE, NULL));
    }
}

static void set_properties(xlsx_template *x)
{
    g_autofree char *title = g_strdup(D_("Inventory of dispositifs"));
    g_autofree char *author = g_strdup_printf("maillage %s", mlg_version());
    lxw_doc_properties properties = {.title = title, .author = author, .created = TEMPLATE_CREATED};
    note(x, workbook_set_properties(x->book, &properties));
}

mlg_status output_template_xlsx(const char *path, const char *temp, mlg_error *err)
{
    /* libxlsxwriter prints what fails, and says it without the file's name */
    MLG_TRY(output_check_written(path, output_take_room(temp, XLSX_ROOM), err));
    g_autoptr(inventory_aliases) aliases = inventory_aliases_new();
    g_autofree char *scraps = g_strdup(temp);
    lxw_workbook_options options = {.constant_memory = LXW_FALSE, .tmpdir = scraps};
    xlsx_template x = {.book = workbook_new_opt(path, &options), .aliases = aliases};
    make_formats(&x);
    for (size_t i = 0; i < TEMPLATE_SHEETS; i++)
        add_table(&x, &output_template_sheets[i]);
    add_examples(&x);
    add_lists(&x);
    add_readme(&x);
    set_properties(&x);
    lxw_error closed = workbook_close(x.book);
    note(&x, closed);
    if (x.status != LXW_NO_ERROR)
        return mlg_fail(err, MLG_E_WRITE, _("%s: cannot be written: %s"), path,
                        lxw_strerror(x.status));
    return MLG_OK;
}
