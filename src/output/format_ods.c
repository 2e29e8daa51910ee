/*
 * format_ods.c - one OpenDocument workbook, a sheet a layer or table, without geometry: codes as
 * text, numbers and dates as such, a bold header with filters that stays in view. Written as XML:
 * GDAL's driver holds a whole workbook in memory, and knows neither filters nor what stays in view.
 */
#include "base/cell.h"
#include "base/number.h"
#include "base/text.h"
#include "output/format.h"
#include "output/ods.h"
#include "output/sheet.h"

#include <string.h>

/* Bytes gathered before they are compressed: of the first rows of a sheet too, from which the
 * widths of its columns are, that stand before them. */
#define ODS_BUFFER (1 << 20)

typedef struct ods_file {
    char *path, *timestamp;
    base_zip *zip;
    GString *rows; /* that are not in the file yet */
    GString *filters, *views;
    char *first_sheet;
    size_t n_sheets;
    /* the layer begun last */
    bool in_sheet, has_head;
    output_sheet table;
} ods_file;

#define CELL_STYLES                                                                                \
    "<number:text-style style:name=\"N100\"><number:text-content/></number:text-style>"            \
    "<number:date-style style:name=\"N84\"><number:year number:style=\"long\"/>"                   \
    "<number:text>-</number:text><number:month number:style=\"long\"/>"                            \
    "<number:text>-</number:text><number:day number:style=\"long\"/></number:date-style>"          \
    "<style:style style:name=\"texte\" style:family=\"table-cell\" "                               \
    "style:data-style-name=\"N100\"/>"                                                             \
    "<style:style style:name=\"jour\" style:family=\"table-cell\" style:data-style-name=\"N84\"/>" \
    "<style:style style:name=\"nombre\" style:family=\"table-cell\"/>"                             \
    "<style:style style:name=\"entete\" style:family=\"table-cell\" "                              \
    "style:data-style-name=\"N100\">"                                                              \
    "<style:table-cell-properties fo:border-bottom=\"0.75pt solid #000000\"/>"                     \
    "<style:text-properties fo:font-weight=\"bold\"/></style:style>"

static const char *const column_styles[] = {[DATASET_TEXT] = "texte",
                                            [DATASET_INTEGER] = "nombre",
                                            [DATASET_REAL] = "nombre",
                                            [DATASET_DATE] = "jour"};

static void free_file(void *file)
{
    ods_file *o = file;
    if (o == NULL)
        return;
    base_zip_free(o->zip);
    output_sheet_done(&o->table);
    g_string_free(o->rows, TRUE);
    g_string_free(o->filters, TRUE);
    g_string_free(o->views, TRUE);
    g_free(o->first_sheet);
    g_free(o->timestamp);
    g_free(o->path);
    g_free(o);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ods_file, free_file)

static mlg_status put(ods_file *o, const GString *text, mlg_error *err)
{
    if (base_zip_put(o->zip, text->str, text->len))
        return MLG_OK;
    return mlg_hint(err, mlg_fail(err, MLG_E_WRITE, _("%s: more than an ODS can hold"), o->path),
                    "%s", _("choose fewer layers with --layers, or write a GeoPackage or CSV"));
}

static mlg_status begin_content(ods_file *o, mlg_error *err)
{
    g_autoptr(GString) head = g_string_new(ODS_XML_HEAD "<office:document-content " ODS_NAMESPACES
                                                        "><office:automatic-styles>");
    g_string_append(head, CELL_STYLES ODS_TABLE_STYLES);
    for (unsigned width = 1; width <= SHEET_WIDEST; width++)
        ods_append_width(head, width);
    g_string_append(head, "</office:automatic-styles><office:body><office:spreadsheet>");
    ods_begin(o->zip);
    return put(o, head, err);
}

static mlg_status open_file(const output_run *run, const char *path, const char *timestamp,
                            void **ret, mlg_error *err)
{
    (void)run;
    g_autoptr(ods_file) o = g_new0(ods_file, 1);
    o->path = g_strdup(path);
    o->timestamp = g_strdup(timestamp);
    o->rows = g_string_sized_new(ODS_BUFFER + ODS_BUFFER / 4);
    o->filters = g_string_new(NULL);
    o->views = g_string_new(NULL);
    o->zip = base_zip_new();
    MLG_TRY(begin_content(o, err));
    *ret = g_steal_pointer(&o);
    return MLG_OK;
}

/* --- a sheet --------------------------------------------------------------------------------- */

/* Columns as wide as the rows that are known need them, and the header. */
static mlg_status put_head(ods_file *o, mlg_error *err)
{
    const output_sheet *table = &o->table;
    g_autoptr(GString) head = g_string_new(NULL);
    g_string_append_printf(head, "<table:table table:name=\"%s\" table:style-name=\"visible\">",
                           table->name);
    for (size_t i = 0; i < table->n_columns; i++)
        g_string_append_printf(head,
                               "<table:table-column table:style-name=\"l%u\" "
                               "table:default-cell-style-name=\"%s\"/>",
                               table->widths[i], column_styles[table->types[i]]);
    g_string_append(head, "<table:table-header-rows><table:table-row>");
    for (size_t i = 0; i < table->n_columns; i++) {
        g_string_append(head, "<table:table-cell table:style-name=\"entete\" "
                              "office:value-type=\"string\">");
        ods_append_paragraphs(head, table->column_names[i]);
        g_string_append(head, "</table:table-cell>");
    }
    g_string_append(head, "</table:table-row></table:table-header-rows>");
    o->has_head = true;
    return put(o, head, err);
}

static mlg_status flush(ods_file *o, mlg_error *err)
{
    if (!o->has_head)
        MLG_TRY(put_head(o, err));
    MLG_TRY(put(o, o->rows, err));
    g_string_truncate(o->rows, 0);
    return MLG_OK;
}

static mlg_status end_sheet(ods_file *o, mlg_error *err)
{
    if (!o->in_sheet)
        return MLG_OK;
    g_autofree char *last = ods_column_letters(o->table.n_columns - 1);
    g_string_append(o->rows, "</table:table>");
    MLG_TRY(flush(o, err));
    g_string_append_printf(o->filters,
                           "<table:database-range table:name=\"__Anonymous_Sheet_DB__%zu\" "
                           "table:target-range-address=\"%s.A1:%s.%s%zu\" "
                           "table:display-filter-buttons=\"true\"/>",
                           o->n_sheets, o->table.name, o->table.name, last, o->table.n_rows + 1);
    ods_append_view(o->views, o->table.name);
    if (o->n_sheets++ == 0)
        o->first_sheet = g_strdup(o->table.name);
    o->in_sheet = false;
    return MLG_OK;
}

static mlg_status begin_sheet(void *file, const dataset_layer_def *def, mlg_error *err)
{
    ods_file *o = file;
    MLG_TRY(end_sheet(o, err));
    output_sheet_done(&o->table);
    MLG_TRY(output_sheet_begin(&o->table, o->path, def, err));
    o->in_sheet = true;
    o->has_head = false;
    return MLG_OK;
}

static void append_value(ods_file *o, dataset_type type, const dataset_value *value)
{
    g_autofree char *made = NULL;
    switch (type) {
    case DATASET_TEXT:
        g_string_append(o->rows, "<table:table-cell office:value-type=\"string\">");
        ods_append_paragraphs(o->rows, base_cell_text(value->text, &made));
        g_string_append(o->rows, "</table:table-cell>");
        break;
    case DATASET_INTEGER:
        g_string_append_printf(
            o->rows,
            "<table:table-cell office:value-type=\"float\" office:value=\"%" G_GINT64_FORMAT "\"/>",
            value->integer);
        break;
    case DATASET_REAL:
        g_string_append(o->rows, "<table:table-cell office:value-type=\"float\" office:value=\"");
        base_number_append_exact(o->rows, value->real);
        g_string_append(o->rows, "\"/>");
        break;
    case DATASET_DATE:
        g_string_append_printf(
            o->rows, "<table:table-cell office:value-type=\"date\" office:date-value=\"%s\"/>",
            value->text);
        break;
    }
}

static void append_empty(GString *xml, size_t n)
{
    if (n == 1)
        g_string_append(xml, "<table:table-cell/>");
    else if (n > 1)
        g_string_append_printf(xml, "<table:table-cell table:number-columns-repeated=\"%zu\"/>", n);
}

static mlg_status put_row(void *file, const dataset_value *values, GBytes *wkb, mlg_error *err)
{
    (void)wkb;
    ods_file *o = file;
    MLG_TRY(output_sheet_row(&o->table, values, err));
    size_t empty = 0;
    g_string_append(o->rows, "<table:table-row>");
    for (size_t i = 0; i < o->table.n_columns; i++) {
        if (output_sheet_is_empty(&o->table, i, &values[i])) {
            empty++;
            continue;
        }
        append_empty(o->rows, empty);
        empty = 0;
        append_value(o, o->table.types[i], &values[i]);
    }
    append_empty(o->rows, empty); /* a row has one cell at least */
    g_string_append(o->rows, "</table:table-row>\n");
    return o->rows->len > ODS_BUFFER ? flush(o, err) : MLG_OK;
}

/* --------------------------------------------------------------------------------------------- */

static mlg_status end_content(ods_file *o, mlg_error *err)
{
    g_autoptr(GString) end = g_string_new(NULL);
    if (o->filters->len > 0)
        g_string_append_printf(end, "<table:database-ranges>%s</table:database-ranges>",
                               o->filters->str);
    g_string_append(end, "</office:spreadsheet></office:body></office:document-content>\n");
    return put(o, end, err);
}

static mlg_status close_file(void *file, mlg_error *err)
{
    ods_file *o = file;
    MLG_TRY(end_sheet(o, err));
    MLG_TRY(end_content(o, err));
    return ods_end(o->zip, o->path, o->timestamp, o->views->str, o->first_sheet, err);
}

static const char *const extensions[] = {".ods", NULL};

const output_format output_format_ods = {
    .name = "ODS",
    .extensions = extensions,
    .no_shapes = true,
    .open = open_file,
    .layer = begin_sheet,
    .row = put_row,
    .close = close_file,
    .free = free_file,
};
