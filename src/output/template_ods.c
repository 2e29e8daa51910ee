/*
 * template_ods.c - the inventory template as an OpenDocument workbook, written as XML: GDAL's
 * driver knows no drop-down lists. Headers explain themselves when selected, not by comments, whose
 * text GDAL 3.6 reads as the cell's.
 */
#include "output/ods.h"
#include "output/template.h"

#include "base/text.h"
#include "base/xml.h"

#include <string.h>

/* 2026-01-01: equal templates have equal bytes. */
#define CREATED "2026-01-01T00:00:00.000Z"

/* A part of the archive grows as text. */
typedef struct ods_template {
    GString *xml;
    const inventory_aliases *aliases;
} ods_template;

/* Colours as in the XLSX. `texte` keeps what is typed: no number, no date is made of it. */
static const char CELL_STYLES[] =
    "<number:text-style style:name=\"N100\"><number:text-content/></number:text-style>"
    "<style:style style:name=\"texte\" style:family=\"table-cell\" style:data-style-name=\"N100\"/>"
    "<style:style style:name=\"nombre\" style:family=\"table-cell\"/>"
    "<style:style style:name=\"obligatoire\" style:family=\"table-cell\">"
    "<style:table-cell-properties fo:background-color=\"#f5b041\"/>"
    "<style:text-properties fo:font-weight=\"bold\"/></style:style>"
    "<style:style style:name=\"courant\" style:family=\"table-cell\">"
    "<style:table-cell-properties fo:background-color=\"#d5d8dc\"/>"
    "<style:text-properties fo:font-weight=\"bold\"/></style:style>"
    "<style:style style:name=\"rare\" style:family=\"table-cell\">"
    "<style:table-cell-properties fo:background-color=\"#ecf0f1\"/>"
    "<style:text-properties fo:font-weight=\"bold\"/></style:style>"
    "<style:style style:name=\"titre\" style:family=\"table-cell\">"
    "<style:text-properties fo:font-weight=\"bold\" fo:font-size=\"14pt\"/></style:style>"
    "<style:style style:name=\"phrase\" style:family=\"table-cell\">"
    "<style:table-cell-properties fo:wrap-option=\"wrap\"/></style:style>" ODS_TABLE_STYLES;

static void append(ods_template *o, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void append(ods_template *o, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_string_append_vprintf(o->xml, format, args);
    va_end(args);
}

/* `validation` may be NULL. */
static void append_cell(ods_template *o, const char *style, const char *text,
                        const char *validation)
{
    append(o, "<table:table-cell table:style-name=\"%s\" office:value-type=\"string\"", style);
    if (validation != NULL)
        append(o, " table:content-validation-name=\"%s\"", validation);
    append(o, ">");
    ods_append_paragraphs(o->xml, text);
    append(o, "</table:table-cell>");
}

/* A style a width: "l18" is 18 characters. */
static void append_widths(ods_template *o)
{
    static const unsigned widths[] = {8, 10, 11, 12, 14, 16, 18, 20, 22, 24, 26, 30, 34, 110};
    for (size_t i = 0; i < G_N_ELEMENTS(widths); i++)
        ods_append_width(o->xml, widths[i]);
}

/* A condition on the range of `listes`, with a warning that can be passed. */
static void append_list(ods_template *o, size_t i)
{
    const char *list = output_template_lists[i];
    char letter = (char)('A' + i);
    bool open = strcmp(list, "type") == 0;
    append(o,
           "<table:content-validation table:name=\"v_%s\" table:condition=\""
           "of:cell-content-is-in-list([$listes.$%c$2:.$%c$%zu])\" "
           "table:allow-empty-cell=\"true\" table:display-list=\"unsorted\" "
           "table:base-cell-address=\"dispositifs.A2\">"
           "<table:error-message table:message-type=\"warning\" table:display=\"%s\" "
           "table:title=\"",
           list, letter, letter, output_template_n_labels(o->aliases, list) + 1,
           open ? "false" : "true");
    base_xml_append(o->xml, D_("Not in the list"), /* attribute= */ true);
    append(o, "\">");
    ods_append_paragraphs(
        o->xml, D_("This value is not in the list. Common synonyms are understood. Keep it?"));
    append(o, "</table:error-message></table:content-validation>");
}

/* What is said when a header is selected. */
static void append_help(ods_template *o, size_t sheet, size_t i)
{
    const template_column *column = &output_template_sheets[sheet].columns[i];
    g_autofree char *comment = output_template_comment(column);
    append(o,
           "<table:content-validation table:name=\"aide_%zu_%zu\" "
           "table:allow-empty-cell=\"true\" table:base-cell-address=\"%s.A1\">"
           "<table:help-message table:display=\"true\" table:title=\"%s\">",
           sheet, i, output_template_sheets[sheet].name, column->name);
    ods_append_paragraphs(o->xml, comment);
    append(o, "</table:help-message></table:content-validation>");
}

static void append_validations(ods_template *o)
{
    append(o, "<table:content-validations>");
    for (size_t i = 0; output_template_lists[i] != NULL; i++)
        append_list(o, i);
    for (size_t s = 0; s < TEMPLATE_SHEETS; s++)
        for (size_t i = 0; i < output_template_sheets[s].n_columns; i++)
            append_help(o, s, i);
    append(o, "</table:content-validations>");
}

static void append_columns(ods_template *o, const template_sheet *table)
{
    bool folded = false;
    for (size_t i = 0; i < table->n_columns; i++) {
        const template_column *column = &table->columns[i];
        if (column->rare && !folded)
            append(o, "<table:table-column-group table:display=\"false\">");
        folded = folded || column->rare;
        append(o,
               "<table:table-column table:style-name=\"l%u\"%s "
               "table:default-cell-style-name=\"%s\"/>",
               column->width, column->rare ? " table:visibility=\"collapse\"" : "",
               column->kind == TEMPLATE_NUMBER ? "nombre" : "texte");
    }
    append(o, "%s", folded ? "</table:table-column-group>" : "");
}

static void append_table(ods_template *o, size_t sheet)
{
    const template_sheet *table = &output_template_sheets[sheet];
    append(o, "<table:table table:name=\"%s\" table:style-name=\"visible\">", table->name);
    append_columns(o, table);
    append(o, "<table:table-row>");
    for (size_t i = 0; i < table->n_columns; i++) {
        const template_column *column = &table->columns[i];
        g_autofree char *help = g_strdup_printf("aide_%zu_%zu", sheet, i);
        append_cell(o,
                    column->required ? "obligatoire"
                    : column->rare   ? "rare"
                                     : "courant",
                    column->name, help);
    }
    append(o, "</table:table-row><table:table-row table:number-rows-repeated=\"%d\">",
           TEMPLATE_ROWS);
    for (size_t i = 0; i < table->n_columns; i++) {
        const template_column *column = &table->columns[i];
        append(o, "<table:table-cell table:style-name=\"%s\"",
               column->kind == TEMPLATE_NUMBER ? "nombre" : "texte");
        if (column->list != NULL)
            append(o, " table:content-validation-name=\"v_%s\"", column->list);
        append(o, "/>");
    }
    append(o, "</table:table-row></table:table>");
}

static void append_examples(ods_template *o)
{
    append(o,
           "<table:table table:name=\"exemples\" table:style-name=\"visible\">"
           "<table:table-column table:style-name=\"l20\" table:number-columns-repeated=\"%d\" "
           "table:default-cell-style-name=\"texte\"/>",
           TEMPLATE_EXAMPLE_CELLS);
    for (size_t i = 0; i < output_template_n_examples; i++) {
        const template_example *line = &output_template_examples[i];
        const char *style = line->style == TEMPLATE_TITLE    ? "titre"
                            : line->style == TEMPLATE_HEADER ? "courant"
                                                             : "texte";
        append(o, "<table:table-row>");
        for (size_t c = 0; c < TEMPLATE_EXAMPLE_CELLS && line->cells[c] != NULL; c++)
            append_cell(o, style, line->cells[c], NULL);
        if (line->why != NULL)
            append_cell(o, "texte", D_(line->why), NULL);
        append(o, "</table:table-row>");
    }
    append(o, "</table:table>");
}

static void append_lists(ods_template *o)
{
    size_t longest = 0, n_lists = 0;
    for (; output_template_lists[n_lists] != NULL; n_lists++)
        longest =
            MAX(longest, output_template_n_labels(o->aliases, output_template_lists[n_lists]));
    append(o,
           "<table:table table:name=\"listes\" table:style-name=\"cachee\">"
           "<table:table-column table:style-name=\"l24\" table:number-columns-repeated=\"%zu\"/>"
           "<table:table-row>",
           n_lists);
    for (size_t c = 0; c < n_lists; c++)
        append_cell(o, "courant", output_template_lists[c], NULL);
    append(o, "</table:table-row>");
    for (size_t i = 0; i < longest; i++) {
        append(o, "<table:table-row>");
        for (size_t c = 0; c < n_lists; c++) {
            const char *label = output_template_label(o->aliases, output_template_lists[c], i);
            if (label != NULL)
                append_cell(o, "texte", label, NULL);
            else
                append(o, "<table:table-cell/>");
        }
        append(o, "</table:table-row>");
    }
    append(o, "</table:table>");
}

static void append_readme(ods_template *o)
{
    append(o, "<table:table table:name=\"LISEZMOI\" table:style-name=\"visible\">"
              "<table:table-column table:style-name=\"l110\"/>");
    for (size_t i = 0; i < output_template_n_readme; i++) {
        const template_line *line = &output_template_readme[i];
        append(o, "<table:table-row>");
        append_cell(o, line->style == TEMPLATE_TITLE ? "titre" : "phrase", D_(line->text), NULL);
        append(o, "</table:table-row>");
    }
    append(o, "</table:table>");
}

static char *make_content(const inventory_aliases *aliases)
{
    ods_template o = {g_string_new(ODS_XML_HEAD "<office:document-content " ODS_NAMESPACES ">"
                                                "<office:automatic-styles>"),
                      aliases};
    g_string_append(o.xml, CELL_STYLES);
    append_widths(&o);
    append(&o, "</office:automatic-styles><office:body><office:spreadsheet>");
    append_validations(&o);
    for (size_t i = 0; i < TEMPLATE_SHEETS; i++)
        append_table(&o, i);
    append_examples(&o);
    append_lists(&o);
    append_readme(&o);
    append(&o, "</office:spreadsheet></office:body></office:document-content>\n");
    return g_string_free(o.xml, FALSE);
}

mlg_status output_template_ods(const char *path, mlg_error *err)
{
    g_autoptr(inventory_aliases) aliases = inventory_aliases_new();
    g_autoptr(base_zip) zip = base_zip_new();
    g_autoptr(GString) views = g_string_new(NULL);
    g_autofree char *content = make_content(aliases);
    for (size_t s = 0; s < TEMPLATE_SHEETS; s++)
        ods_append_view(views, output_template_sheets[s].name);
    ods_begin(zip);
    bool put = base_zip_put(zip, content, strlen(content));
    g_assert(put); /* a template is small */
    return ods_end(zip, path, CREATED, views->str, output_template_sheets[0].name, err);
}
