/*
 * render_json.c - a report as JSON: title, date, rows as objects, notes; further tables under their
 * keys. Member names are those of the columns, in their order, whatever the language.
 */
#include "base/number.h"
#include "report/number.h"
#include "report/render.h"

#include <json-c/json.h>
#include <math.h>

static struct json_object *text_or_null(const char *text)
{
    if (text == NULL)
        return NULL;
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    return json_object_new_string(valid);
}

static struct json_object *number_or_null(double number, report_kind kind)
{
    if (!isfinite(number))
        return NULL;
    g_autofree char *text = base_number_plain(number, report_decimals(kind));
    return json_object_new_double_s(number, text);
}

static struct json_object *row_object(const report_table *table, const report_cell *cells)
{
    struct json_object *row = json_object_new_object();
    for (size_t c = 0; c < table->n_columns; c++) {
        report_kind kind = table->columns[c].kind;
        json_object_object_add(row, table->columns[c].key,
                               report_is_text(kind) ? text_or_null(cells[c].text)
                                                    : number_or_null(cells[c].number, kind));
    }
    return row;
}

static void add_sentences(struct json_object *to, const GPtrArray *sentences)
{
    for (guint i = 0; i < sentences->len; i++)
        json_object_array_add(to, text_or_null(g_ptr_array_index(sentences, i)));
}

static struct json_object *rows_array(const report_table *table)
{
    struct json_object *rows = json_object_new_array();
    for (size_t r = 0; r < report_table_rows(table); r++)
        json_object_array_add(rows, row_object(table, report_table_row(table, r)));
    return rows;
}

static void render(const report_document *document, const mlg_report_style *style, GString *out)
{
    (void)style;
    struct json_object *root = json_object_new_object();
    struct json_object *notes = json_object_new_array();
    json_object_object_add(root, "titre", text_or_null(document->title));
    json_object_object_add(root, "date", text_or_null(document->date));
    for (guint i = 0; i < document->tables->len; i++) {
        const report_table *table = g_ptr_array_index(document->tables, i);
        json_object_object_add(root, i == 0 ? "lignes" : table->key, rows_array(table));
        add_sentences(notes, table->notes);
    }
    add_sentences(notes, document->notes);
    json_object_object_add(root, "notes", notes);
    g_string_append(out, json_object_to_json_string_ext(root, JSON_C_TO_STRING_PRETTY |
                                                                  JSON_C_TO_STRING_SPACED |
                                                                  JSON_C_TO_STRING_NOSLASHESCAPE));
    g_string_append_c(out, '\n');
    json_object_put(root);
}

const report_format report_format_json = {"json", /* for_people= */ false, render};
