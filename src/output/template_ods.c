/*
 * template_ods.c - the inventory template as an OpenDocument workbook, written as XML: GDAL's
 * driver knows no drop-down lists. Headers explain themselves when selected, not by comments, whose
 * text GDAL 3.6 reads as the cell's.
 */
#include "output/template.h"

#include "base/text.h"
#include "base/zip.h"

#include <string.h>

/* A parts of the archive grows as text. */
typedef struct ods_template {
    GString *xml;
    const inventory_aliases *aliases;
} ods_template;

#define NAMESPACES                                                                                 \
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "                           \
    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "                             \
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "                               \
    "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "                             \
    "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "                    \
    "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" "                      \
    "xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" "                        \
    "xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\" "                           \
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "                                               \
    "xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\" office:version=\"1.2\""

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static const char MIME_TYPE[] = "application/vnd.oasis.opendocument.spreadsheet";

static const char MANIFEST[] = XML_HEAD
    "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
    "manifest:version=\"1.2\">"
    "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.2\" "
    "manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/>"
    "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
    "<manifest:file-entry manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/>"
    "<manifest:file-entry manifest:full-path=\"settings.xml\" manifest:media-type=\"text/xml\"/>"
    "</manifest:manifest>\n";

/* Printed across a landscape page. */
static const char STYLES[] =
    XML_HEAD "<office:document-styles " NAMESPACES ">"
             "<office:styles><style:default-style style:family=\"table-cell\">"
             "<style:text-properties fo:font-size=\"10pt\"/></style:default-style></office:styles>"
             "<office:automatic-styles><style:page-layout style:name=\"paysage\">"
             "<style:page-layout-properties style:print-orientation=\"landscape\" "
             "fo:page-width=\"29.7cm\" fo:page-height=\"21cm\" style:scale-to-X=\"1\" "
             "style:scale-to-Y=\"0\"/></style:page-layout></office:automatic-styles>"
             "<office:master-styles><style:master-page style:name=\"Paysage\" "
             "style:page-layout-name=\"paysage\"/></office:master-styles>"
             "</office:document-styles>\n";

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
    "<style:table-cell-properties fo:wrap-option=\"wrap\"/></style:style>"
    "<style:style style:name=\"visible\" style:family=\"table\" "
    "style:master-page-name=\"Paysage\">"
    "<style:table-properties table:display=\"true\"/></style:style>"
    "<style:style style:name=\"cachee\" style:family=\"table\">"
    "<style:table-properties table:display=\"false\"/></style:style>";

static void append(ods_template *o, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void append(ods_template *o, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_string_append_vprintf(o->xml, format, args);
    va_end(args);
}

static void append_escaped(ods_template *o, const char *text)
{
    g_autofree char *escaped = g_markup_escape_text(text, -1);
    g_string_append(o->xml, escaped);
}

static void append_paragraphs(ods_template *o, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        append(o, "<text:p>");
        append_escaped(o, lines[i]);
        append(o, "</text:p>");
    }
}

/* `validation` may be NULL. */
static void append_cell(ods_template *o, const char *style, const char *text,
                        const char *validation)
{
    append(o, "<table:table-cell table:style-name=\"%s\" office:value-type=\"string\"", style);
    if (validation != NULL)
        append(o, " table:content-validation-name=\"%s\"", validation);
    append(o, ">");
    append_paragraphs(o, text);
    append(o, "</table:table-cell>");
}

/* A style a width: "l18" is 18 characters. */
static void append_widths(ods_template *o)
{
    static const unsigned widths[] = {8, 10, 11, 12, 14, 16, 18, 20, 22, 24, 26, 30, 34, 110};
    for (size_t i = 0; i < G_N_ELEMENTS(widths); i++)
        append(o,
               "<style:style style:name=\"l%u\" style:family=\"table-column\">"
               "<style:table-column-properties style:column-width=\"%u.%ucm\"/></style:style>",
               widths[i], widths[i] / 5, widths[i] % 5 * 2);
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
    append_escaped(o, D_("Not in the list"));
    append(o, "\">");
    append_paragraphs(
        o, D_("This value is not in the list. Common synonyms are understood. Keep it?"));
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
    append_paragraphs(o, comment);
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
    ods_template o = {g_string_new(XML_HEAD "<office:document-content " NAMESPACES ">"
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

/* The header and the first column stay in view. */
static char *make_settings(void)
{
    ods_template o = {g_string_new(XML_HEAD
                                   "<office:document-settings " NAMESPACES ">"
                                   "<office:settings>"
                                   "<config:config-item-set config:name=\"ooo:view-settings\">"
                                   "<config:config-item-map-indexed config:name=\"Views\">"
                                   "<config:config-item-map-entry>"
                                   "<config:config-item config:name=\"ActiveTable\" "
                                   "config:type=\"string\">dispositifs</config:config-item>"
                                   "<config:config-item-map-named config:name=\"Tables\">"),
                      NULL};
    static const struct {
        const char *name;
        int value;
    } items[] = {
        {"HorizontalSplitMode", 2},   {"VerticalSplitMode", 2}, {"HorizontalSplitPosition", 1},
        {"VerticalSplitPosition", 1}, {"PositionLeft", 0},      {"PositionRight", 1},
        {"PositionTop", 0},           {"PositionBottom", 1}};
    for (size_t s = 0; s < TEMPLATE_SHEETS; s++) {
        append(&o, "<config:config-item-map-entry config:name=\"%s\">",
               output_template_sheets[s].name);
        append(&o, "<config:config-item config:name=\"ActiveSplitRange\" "
                   "config:type=\"short\">3</config:config-item>");
        for (size_t i = 0; i < G_N_ELEMENTS(items); i++)
            append(&o,
                   "<config:config-item config:name=\"%s\" "
                   "config:type=\"%s\">%d</config:config-item>",
                   items[i].name, i < 2 ? "short" : "int", items[i].value);
        append(&o, "</config:config-item-map-entry>");
    }
    append(&o, "</config:config-item-map-named></config:config-item-map-entry>"
               "</config:config-item-map-indexed></config:config-item-set></office:settings>"
               "</office:document-settings>\n");
    return g_string_free(o.xml, FALSE);
}

mlg_status output_template_ods(const char *path, mlg_error *err)
{
    g_autoptr(inventory_aliases) aliases = inventory_aliases_new();
    g_autofree char *content = make_content(aliases);
    g_autofree char *settings = make_settings();
    const struct {
        const char *name, *text;
    } files[] = {{"mimetype", MIME_TYPE}, /* first, for programs that look at the bytes */
                 {"content.xml", content},
                 {"styles.xml", STYLES},
                 {"settings.xml", settings},
                 {"META-INF/manifest.xml", MANIFEST}};
    g_autoptr(base_zip) zip = base_zip_new();
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        base_zip_add(zip, files[i].name, files[i].text, strlen(files[i].text), BASE_ZIP_STORED);
    g_autoptr(GBytes) archive = base_zip_end(zip);
    gsize size = 0;
    const void *bytes = g_bytes_get_data(archive, &size);
    return output_template_put(path, bytes, size, err);
}
