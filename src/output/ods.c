/*
 * ods.c - what all OpenDocument workbooks have in common: the parts of the archive beside the
 * sheets, texts, widths, letters of columns.
 */
#include "output/ods.h"

#include "base/xml.h"
#include "output/files.h"

#include <maillage/version.h>

#include <string.h>

static const char MIME_TYPE[] = "application/vnd.oasis.opendocument.spreadsheet";

static const char MANIFEST[] = ODS_XML_HEAD
    "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
    "manifest:version=\"1.2\">"
    "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.2\" "
    "manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/>"
    "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
    "<manifest:file-entry manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/>"
    "<manifest:file-entry manifest:full-path=\"settings.xml\" manifest:media-type=\"text/xml\"/>"
    "<manifest:file-entry manifest:full-path=\"meta.xml\" manifest:media-type=\"text/xml\"/>"
    "</manifest:manifest>\n";

/* Printed across a landscape page. */
static const char STYLES[] = ODS_XML_HEAD
    "<office:document-styles " ODS_NAMESPACES ">"
    "<office:styles><style:default-style style:family=\"table-cell\">"
    "<style:text-properties fo:font-size=\"10pt\"/></style:default-style></office:styles>"
    "<office:automatic-styles><style:page-layout style:name=\"paysage\">"
    "<style:page-layout-properties style:print-orientation=\"landscape\" "
    "fo:page-width=\"29.7cm\" fo:page-height=\"21cm\" style:scale-to-X=\"1\" "
    "style:scale-to-Y=\"0\"/></style:page-layout></office:automatic-styles>"
    "<office:master-styles><style:master-page style:name=\"Paysage\" "
    "style:page-layout-name=\"paysage\"/></office:master-styles>"
    "</office:document-styles>\n";

/* XML takes several spaces, and those at the edges, for one or none. */
static void append_line(GString *xml, const char *line)
{
    while (*line != '\0') {
        size_t plain = strcspn(line, " \t"), spaces = strspn(line + plain, " ");
        g_autofree char *word = g_strndup(line, plain);
        base_xml_append(xml, word, /* attribute= */ true);
        line += plain;
        if (*line == '\t') {
            g_string_append(xml, "<text:tab/>");
            line++;
        } else if (spaces == 1 && plain > 0 && line[1] != '\0') {
            g_string_append_c(xml, ' ');
            line++;
        } else if (spaces > 0) {
            g_string_append_printf(xml, "<text:s text:c=\"%zu\"/>", spaces);
            line += spaces;
        }
    }
}

void ods_append_paragraphs(GString *xml, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        size_t size = strlen(lines[i]);
        if (size > 0 && lines[i][size - 1] == '\r' && lines[i + 1] != NULL)
            lines[i][size - 1] = '\0';
        g_string_append(xml, "<text:p>");
        append_line(xml, lines[i]);
        g_string_append(xml, "</text:p>");
    }
}

void ods_append_width(GString *xml, unsigned width)
{
    g_string_append_printf(
        xml,
        "<style:style style:name=\"l%u\" style:family=\"table-column\">"
        "<style:table-column-properties style:column-width=\"%u.%ucm\"/></style:style>",
        width, width / 5, width % 5 * 2);
}

char *ods_column_letters(size_t column)
{
    char letters[16];
    size_t at = sizeof letters - 1;
    letters[at] = '\0';
    for (size_t n = column + 1; n > 0; n = (n - 1) / 26)
        letters[--at] = (char)('A' + (n - 1) % 26);
    return g_strdup(letters + at);
}

void ods_append_view(GString *views, const char *sheet)
{
    static const struct {
        const char *name;
        int value;
    } items[] = {
        {"HorizontalSplitMode", 2},   {"VerticalSplitMode", 2}, {"HorizontalSplitPosition", 1},
        {"VerticalSplitPosition", 1}, {"PositionLeft", 0},      {"PositionRight", 1},
        {"PositionTop", 0},           {"PositionBottom", 1}};
    g_string_append_printf(views, "<config:config-item-map-entry config:name=\"%s\">", sheet);
    g_string_append(views, "<config:config-item config:name=\"ActiveSplitRange\" "
                           "config:type=\"short\">3</config:config-item>");
    for (size_t i = 0; i < G_N_ELEMENTS(items); i++)
        g_string_append_printf(views,
                               "<config:config-item config:name=\"%s\" "
                               "config:type=\"%s\">%d</config:config-item>",
                               items[i].name, i < 2 ? "short" : "int", items[i].value);
    g_string_append(views, "</config:config-item-map-entry>");
}

static char *make_settings(const char *views, const char *active)
{
    return g_strconcat(ODS_XML_HEAD "<office:document-settings " ODS_NAMESPACES ">"
                                    "<office:settings>"
                                    "<config:config-item-set config:name=\"ooo:view-settings\">"
                                    "<config:config-item-map-indexed config:name=\"Views\">"
                                    "<config:config-item-map-entry>"
                                    "<config:config-item config:name=\"ActiveTable\" "
                                    "config:type=\"string\">",
                       active,
                       "</config:config-item>"
                       "<config:config-item-map-named config:name=\"Tables\">",
                       views,
                       "</config:config-item-map-named></config:config-item-map-entry>"
                       "</config:config-item-map-indexed></config:config-item-set>"
                       "</office:settings></office:document-settings>\n",
                       NULL);
}

static char *make_meta(const char *created)
{
    return g_strdup_printf(ODS_XML_HEAD "<office:document-meta " ODS_NAMESPACES "><office:meta>"
                                        "<meta:generator>maillage %s</meta:generator>"
                                        "<meta:creation-date>%s</meta:creation-date>"
                                        "</office:meta></office:document-meta>\n",
                           mlg_version(), created);
}

void ods_begin(base_zip *zip)
{
    /* first and not compressed, for programs that look at the bytes */
    base_zip_add(zip, "mimetype", MIME_TYPE, strlen(MIME_TYPE), BASE_ZIP_STORED);
    base_zip_begin(zip, "content.xml", BASE_ZIP_FAST);
}

mlg_status ods_end(base_zip *zip, const char *path, const char *created, const char *views,
                   const char *active, mlg_error *err)
{
    g_autofree char *settings = make_settings(views, active), *meta = make_meta(created);
    const struct {
        const char *name, *text;
    } parts[] = {{"styles.xml", STYLES},
                 {"settings.xml", settings},
                 {"meta.xml", meta},
                 {"META-INF/manifest.xml", MANIFEST}};
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        base_zip_add(zip, parts[i].name, parts[i].text, strlen(parts[i].text), BASE_ZIP_DEFLATED);
    g_autoptr(GBytes) archive = base_zip_end(zip);
    gsize size = 0;
    const void *bytes = g_bytes_get_data(archive, &size);
    return output_check_written(path, output_put(path, bytes, size), err);
}
