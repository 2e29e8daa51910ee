/*
 * ods.h - what all OpenDocument workbooks have in common, results and templates: the parts of the
 * archive beside the sheets, texts, widths, letters of columns.
 */
#ifndef OUTPUT_ODS_H
#define OUTPUT_ODS_H

#include "base/error.h"
#include "base/zip.h"

#define ODS_NAMESPACES                                                                             \
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "                           \
    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "                             \
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "                               \
    "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "                             \
    "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "                    \
    "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" "                      \
    "xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" "                        \
    "xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\" "                           \
    "xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" "                               \
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "                                               \
    "xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\" office:version=\"1.2\""

#define ODS_XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* Styles of content.xml: tables, printed across a landscape page. */
#define ODS_TABLE_STYLES                                                                           \
    "<style:style style:name=\"visible\" style:family=\"table\" "                                  \
    "style:master-page-name=\"Paysage\">"                                                          \
    "<style:table-properties table:display=\"true\"/></style:style>"                               \
    "<style:style style:name=\"cachee\" style:family=\"table\">"                                   \
    "<style:table-properties table:display=\"false\"/></style:style>"

/** Begins content.xml, which is put next, in a new archive. */
void ods_begin(base_zip *zip);

/**
 * Ends content.xml, adds the other parts, and writes the archive to a new file.
 * @param created RFC 3339
 * @param views of ods_append_view(), for each sheet whose header stays in view
 * @param active the sheet that is shown first
 */
mlg_status ods_end(base_zip *zip, const char *path, const char *created, const char *views,
                   const char *active, mlg_error *err) MLG_MUST_CHECK;

/** Appends the style of columns of so many characters: "l18". */
void ods_append_width(GString *xml, unsigned width);

/** Appends a view of a sheet in which the first row and column stay. */
void ods_append_view(GString *views, const char *sheet);

/** Appends the lines of a cell, which end with LF or CR LF, with all their spaces. */
void ods_append_paragraphs(GString *xml, const char *text);

/** "A" for 0, "AB" for 27. g_free(). */
char *ods_column_letters(size_t column);

#endif
