/*
 * render.h - the formats of reports. A format is one file and one row of the table in render.c.
 */
#ifndef REPORT_RENDER_H
#define REPORT_RENDER_H

#include "base/error.h"
#include "report/table.h"

#include <maillage/report.h>

typedef struct report_format {
    const char *name;
    bool for_people; /* several small tables; else one long one, for machines */
    void (*render)(const report_document *document, const mlg_report_style *style, GString *out);
} report_format;

extern const report_format report_format_text, report_format_csv, report_format_json,
    report_format_markdown;

/** NULL for the default; MLG_E_ARG lists those there are. */
mlg_status report_find_format(const char *name, const report_format **ret,
                              mlg_error *err) MLG_MUST_CHECK;

/** Renders and hands over to the caller. */
mlg_status report_send(const report_document *document, const mlg_report_style *style,
                       mlg_write_fn write, void *user, mlg_error *err) MLG_MUST_CHECK;

/* Pieces of the formats, for what is no report of ours (sql.h). */

/** Labels, rule and rows, names cut to the width (0: not); with `must_fit`, nothing and false when
 * the terminal is too narrow for what is never cut. */
bool report_text_append_rows(GString *out, const report_table *table, size_t width, bool must_fit);
/** A text of exactly `width` columns, cut when it is longer; control characters are blank. */
void report_text_append_cell(GString *out, const char *text, size_t width, bool right);
/** Ends a line, without blanks at its end. */
void report_text_end_line(GString *out);
/** A Markdown table, its header included. */
void report_markdown_append_rows(GString *out, const report_table *table);
void report_markdown_append_text(GString *out, const char *text);

/** Columns of a terminal that a UTF-8 text takes. */
size_t report_text_width(const char *text);

#endif
