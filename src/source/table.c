/*
 * table.c - finding the header of a table and which of its columns are which fields.
 */
#include "source/table.h"

#include <string.h>

/** A header is told in an error up to this length. */
#define TABLE_DESCRIBE_MAX 300

static void free_head_row(gpointer data)
{
    source_head_row *row = data;
    g_strfreev(row->cells);
    g_free(row);
}

static mlg_status read_head(source_table *table, mlg_error *err)
{
    g_autoptr(dataset_reader) reader = NULL;
    MLG_TRY(dataset_reader_new(table->ds, table->layer_index, NULL, &reader, err));
    size_t limit = table->layer->raw ? SOURCE_HEAD_ROWS : 1;
    while (table->head->len < limit) {
        const dataset_row *row = NULL;
        MLG_TRY(dataset_reader_next(reader, &row, err));
        if (row == NULL)
            break;
        source_head_row *head = g_new0(source_head_row, 1);
        head->line = row->row;
        head->cells = g_new0(char *, table->layer->n_columns + 1);
        for (size_t i = 0; i < table->layer->n_columns; i++)
            head->cells[i] = g_strdup(row->values[i] != NULL ? row->values[i] : "");
        g_ptr_array_add(table->head, head);
    }
    return MLG_OK;
}

mlg_status source_table_new(dataset *ds, size_t layer, source_table **ret, mlg_error *err)
{
    g_autoptr(source_table) table = g_new0(source_table, 1);
    table->ds = ds;
    table->layer_index = layer;
    table->layer = dataset_get_layer(ds, layer);
    table->head = g_ptr_array_new_with_free_func(free_head_row);
    table->columns = g_array_new(FALSE, FALSE, sizeof(source_column));
    g_autofree char *base = g_path_get_basename(table->layer->file);
    /* a layer that bears the name of its file says nothing more */
    size_t n = strlen(table->layer->name);
    bool same = g_str_has_prefix(base, table->layer->name) && (base[n] == '.' || base[n] == '\0');
    table->sheet = same ? NULL : table->layer->name;
    MLG_TRY(read_head(table, err));
    source_table_set_header(table, 0);
    *ret = g_steal_pointer(&table);
    return MLG_OK;
}

void source_table_free(source_table *table)
{
    if (table == NULL)
        return;
    g_strfreev(table->folded);
    g_array_free(table->columns, TRUE);
    g_ptr_array_free(table->head, TRUE);
    g_free(table);
}

size_t source_table_candidates(const source_table *table)
{
    return table->layer->raw ? table->head->len : 1;
}

void source_table_set_header(source_table *table, size_t candidate)
{
    g_strfreev(table->folded);
    table->folded = g_new0(char *, table->layer->n_columns + 1);
    table->names = table->layer->columns;
    table->header_line = 0;
    if (table->layer->raw && candidate < table->head->len) {
        const source_head_row *row = g_ptr_array_index(table->head, candidate);
        table->names = row->cells;
        table->header_line = row->line;
    }
    for (size_t i = 0; i < table->layer->n_columns; i++)
        table->folded[i] = source_fold(table->names[i]);
}

/* Column whose header is one of a field's aliases, the first alias first; -1 when there is none. */
static int find_column(source_table *table, const source_field *field)
{
    for (char **alias = field->columns; *alias != NULL; alias++)
        for (size_t i = 0; i < table->layer->n_columns; i++)
            if (source_alias_matches(*alias, table->folded[i], &table->year))
                return (int)i;
    return -1;
}

bool source_table_map(source_table *table, const source_field *fields, const char *source)
{
    g_array_set_size(table->columns, 0);
    table->year = 0;
    for (const source_field *field = fields; field->source != NULL; field++) {
        if (strcmp(field->source, source) != 0)
            continue;
        int index = find_column(table, field);
        if (index < 0 && field->required)
            return false;
        if (index >= 0) {
            source_column column = {field->field, (size_t)index};
            g_array_append_val(table->columns, column);
        }
    }
    return true;
}

int source_table_column(const source_table *table, const char *field)
{
    for (guint i = 0; i < table->columns->len; i++) {
        const source_column *column = &g_array_index(table->columns, source_column, i);
        if (strcmp(column->field, field) == 0)
            return (int)column->index;
    }
    return -1;
}

const char *source_table_spelling(const source_table *table, const char *field)
{
    int index = source_table_column(table, field);
    return index < 0 ? NULL : table->names[index];
}

const char *source_table_peek(const source_table *table, const char *field)
{
    int index = source_table_column(table, field);
    for (guint i = 0; index >= 0 && i < table->head->len; i++) {
        const source_head_row *row = g_ptr_array_index(table->head, i);
        if ((!table->layer->raw || row->line > table->header_line) && row->cells[index][0] != '\0')
            return row->cells[index];
    }
    return NULL;
}

char *source_table_describe(const source_table *table)
{
    GString *text = g_string_new(NULL);
    bool empty = table->layer->raw && table->head->len == 0;
    for (size_t i = 0; i < table->layer->n_columns && !empty; i++) {
        if (table->names[i][0] == '\0')
            continue;
        g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", table->names[i]);
        if (text->len > TABLE_DESCRIBE_MAX) {
            g_string_append(text, "...");
            break;
        }
    }
    return g_string_free(text, FALSE);
}

int source_table_title_year(const source_table *table)
{
    for (guint i = 0; i < table->head->len; i++) {
        const source_head_row *row = g_ptr_array_index(table->head, i);
        if (table->layer->raw && row->line >= table->header_line)
            break;
        for (char **cell = row->cells; *cell != NULL; cell++) {
            const char *day = strstr(*cell, "01/01/");
            if (day != NULL && strspn(day + 6, "0123456789") == 4)
                return source_year(day + 6);
        }
    }
    return 0;
}
