/*
 * table.c - what a report says, before any format.
 */
#include "report/table.h"

#include <math.h>

report_table *report_table_new(const char *key, const char *title, const report_column *columns,
                               size_t n_columns)
{
    report_table *table = g_new0(report_table, 1);
    table->key = g_strdup(key);
    table->title = g_strdup(title);
    table->columns = g_memdup2(columns, n_columns * sizeof *columns);
    table->n_columns = n_columns;
    table->cells = g_array_new(FALSE, FALSE, sizeof(report_cell));
    table->notes = g_ptr_array_new_with_free_func(g_free);
    table->texts = g_string_chunk_new(4096);
    return table;
}

void report_table_free(report_table *table)
{
    if (table == NULL)
        return;
    g_string_chunk_free(table->texts);
    g_ptr_array_unref(table->notes);
    g_array_unref(table->cells);
    g_free(table->columns);
    g_free(table->title);
    g_free(table->key);
    g_free(table);
}

static report_kind next_kind(const report_table *table)
{
    return table->columns[table->cells->len % table->n_columns].kind;
}

void report_put_coded(report_table *table, const char *text, const char *shown)
{
    g_assert(report_is_text(next_kind(table)));
    report_cell cell = {.number = NAN};
    if (text != NULL)
        cell.text = g_string_chunk_insert_const(table->texts, text);
    if (shown != NULL)
        cell.shown = g_string_chunk_insert_const(table->texts, shown);
    g_array_append_val(table->cells, cell);
}

void report_put_text(report_table *table, const char *text)
{
    report_put_coded(table, text, NULL);
}

void report_put_number(report_table *table, double number)
{
    g_assert(!report_is_text(next_kind(table)));
    report_cell cell = {.number = number};
    g_array_append_val(table->cells, cell);
}

void report_note(report_table *table, char *sentence)
{
    g_ptr_array_add(table->notes, sentence);
}

size_t report_table_rows(const report_table *table)
{
    return table->cells->len / table->n_columns;
}

const report_cell *report_table_row(const report_table *table, size_t row)
{
    return &g_array_index(table->cells, report_cell, row * table->n_columns);
}

static void free_table(gpointer table)
{
    report_table_free(table);
}

report_document *report_document_new(char *title, const char *date)
{
    report_document *document = g_new0(report_document, 1);
    document->title = title;
    document->date = g_strdup(date);
    document->tables = g_ptr_array_new_with_free_func(free_table);
    document->notes = g_ptr_array_new_with_free_func(g_free);
    return document;
}

void report_document_free(report_document *document)
{
    if (document == NULL)
        return;
    g_ptr_array_unref(document->notes);
    g_ptr_array_unref(document->tables);
    g_free(document->date);
    g_free(document->title);
    g_free(document);
}

void report_document_add(report_document *document, report_table *table)
{
    g_ptr_array_add(document->tables, table);
}
