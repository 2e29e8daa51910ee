/*
 * render_markdown.c - reports as Markdown tables, for a wiki or a pad.
 */
#include "report/number.h"
#include "report/render.h"

#include <string.h>

/* Text from people must not become markup: |, <, * and their like are escaped. */
void report_markdown_append_text(GString *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        if (strchr("\\|<>*_`[]", *p) != NULL)
            g_string_append_c(out, '\\');
        g_string_append_c(out, *p == '\n' || *p == '\r' ? ' ' : *p);
    }
}

void report_markdown_append_rows(GString *out, const report_table *table)
{
    size_t n_rows = report_table_rows(table);
    g_string_append(out, "|");
    for (size_t c = 0; c < table->n_columns; c++) {
        g_string_append_c(out, ' ');
        report_markdown_append_text(out, table->columns[c].label);
        g_string_append(out, " |");
    }
    g_string_append(out, "\n|");
    for (size_t c = 0; c < table->n_columns; c++)
        g_string_append(out, report_is_right(table->columns[c].kind) ? " ---: |" : " --- |");
    g_string_append_c(out, '\n');
    for (size_t r = 0; r < n_rows; r++) {
        g_string_append_c(out, '|');
        for (size_t c = 0; c < table->n_columns; c++) {
            g_autofree char *text =
                report_shown(table->columns[c].kind, &report_table_row(table, r)[c]);
            g_string_append_c(out, ' ');
            report_markdown_append_text(out, text);
            g_string_append(out, " |");
        }
        g_string_append_c(out, '\n');
    }
}

static void render_table(GString *out, const report_table *table)
{
    if (table->title != NULL)
        g_string_append_printf(out, "\n## %s\n", table->title);
    if (report_table_rows(table) > 0) {
        g_string_append_c(out, '\n');
        report_markdown_append_rows(out, table);
    }
    for (guint i = 0; i < table->notes->len; i++) {
        g_string_append(out, i == 0 ? "\n- " : "- ");
        report_markdown_append_text(out, g_ptr_array_index(table->notes, i));
        g_string_append_c(out, '\n');
    }
}

static void render(const report_document *document, const mlg_report_style *style, GString *out)
{
    (void)style;
    g_string_append_printf(out, "# %s\n", document->title);
    for (guint i = 0; i < document->tables->len; i++)
        render_table(out, g_ptr_array_index(document->tables, i));
    for (guint i = 0; i < document->notes->len; i++) {
        g_string_append_c(out, '\n');
        report_markdown_append_text(out, g_ptr_array_index(document->notes, i));
        g_string_append_c(out, '\n');
    }
}

const report_format report_format_markdown = {"md", /* for_people= */ true, render};
