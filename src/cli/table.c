/*
 * table.c - small tables of texts: aligned columns, CSV, JSON, Markdown. Reports on results have
 * the library's own writers; these serve what the program says about itself.
 */
#include "cli/table.h"
#include "term/screen.h"

#include <string.h>

void cli_table_init(cli_table *table, const char *const *headers, const char *const *keys,
                    const char *right)
{
    *table = (cli_table){.headers = headers, .keys = keys, .right = right};
    table->cells = g_ptr_array_new_with_free_func(g_free);
}

void cli_table_done(cli_table *table)
{
    if (table->cells != NULL)
        g_ptr_array_unref(table->cells);
    table->cells = NULL;
}

void cli_table_take(cli_table *table, char *text)
{
    g_ptr_array_add(table->cells, text);
}

static size_t n_columns(const cli_table *table)
{
    return g_strv_length((char **)table->headers);
}

static const char *cell(const cli_table *table, size_t row, size_t column)
{
    return table->cells->pdata[row * n_columns(table) + column];
}

static size_t n_rows(const cli_table *table)
{
    return table->cells->len / n_columns(table);
}

static void append_cell(const cli_table *table, GString *line, const char *text, size_t column,
                        size_t width)
{
    bool right = table->right != NULL && table->right[column] == 'r';
    if (right)
        for (size_t n = term_text_width(text); n < width; n++)
            g_string_append_c(line, ' ');
    term_append_padded(line, text, right ? 0 : width);
}

void cli_table_print_columns(const cli_table *table, FILE *stream, size_t indent)
{
    size_t columns = n_columns(table), rows = n_rows(table);
    g_autofree size_t *widths = g_new0(size_t, columns);
    for (size_t c = 0; c < columns; c++) {
        widths[c] = term_text_width(table->headers[c]);
        for (size_t r = 0; r < rows; r++)
            widths[c] = MAX(widths[c], term_text_width(cell(table, r, c)));
    }
    for (size_t r = 0; r <= rows; r++) {
        g_autoptr(GString) line = g_string_new(NULL);
        for (size_t c = 0; c < columns; c++) {
            g_string_append(line, c > 0 ? "  " : "");
            append_cell(table, line, r == 0 ? table->headers[c] : cell(table, r - 1, c), c,
                        widths[c]);
        }
        fprintf(stream, "%*s%s\n", (int)indent, "", g_strchomp(line->str));
    }
}

/* A cell that a spreadsheet would take for a formula is made text. */
static void print_csv_field(FILE *stream, const char *text, char separator)
{
    bool formula = text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
    if (!formula && strpbrk(text, "\"\r\n") == NULL && strchr(text, separator) == NULL) {
        fputs(text, stream);
        return;
    }
    fputs(formula ? "\"'" : "\"", stream);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            fputc('"', stream);
        fputc(*text, stream);
    }
    fputc('"', stream);
}

void cli_table_print_csv(const cli_table *table, FILE *stream, gboolean french)
{
    char separator = french ? ';' : ',';
    const char *end = french ? "\r\n" : "\n";
    fputs(french ? "\xEF\xBB\xBF" : "", stream);
    for (size_t r = 0; r <= n_rows(table); r++) {
        for (size_t c = 0; c < n_columns(table); c++) {
            if (c > 0)
                fputc(separator, stream);
            print_csv_field(stream, r == 0 ? table->keys[c] : cell(table, r - 1, c), separator);
        }
        fputs(end, stream);
    }
}

static void print_json_string(FILE *stream, const char *text)
{
    fputc('"', stream);
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            fprintf(stream, "\\%c", c);
        else if (c < 0x20)
            fprintf(stream, "\\u%04x", c);
        else
            fputc(c, stream);
    }
    fputc('"', stream);
}

void cli_table_print_json(const cli_table *table, FILE *stream)
{
    fputs("[", stream);
    for (size_t r = 0; r < n_rows(table); r++) {
        fputs(r > 0 ? ",\n  {" : "\n  {", stream);
        for (size_t c = 0; c < n_columns(table); c++) {
            fputs(c > 0 ? ", " : "", stream);
            print_json_string(stream, table->keys[c]);
            fputs(": ", stream);
            print_json_string(stream, cell(table, r, c));
        }
        fputs("}", stream);
    }
    fputs("\n]\n", stream);
}

void cli_table_print_markdown(const cli_table *table, FILE *stream)
{
    for (size_t c = 0; c < n_columns(table); c++)
        fprintf(stream, "| %s ", table->headers[c]);
    fputs("|\n", stream);
    for (size_t c = 0; c < n_columns(table); c++)
        fputs("|---", stream);
    fputs("|\n", stream);
    for (size_t r = 0; r < n_rows(table); r++) {
        for (size_t c = 0; c < n_columns(table); c++) {
            g_auto(GStrv) pieces = g_strsplit(cell(table, r, c), "|", -1);
            g_autofree char *text = g_strjoinv("\\|", pieces);
            fprintf(stream, "| %s ", text);
        }
        fputs("|\n", stream);
    }
}
