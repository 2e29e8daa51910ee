/*
 * rows.c - the rows under a table's header, by field.
 */
#include "source/table.h"

#include <string.h>

static mlg_status start(source_rows *rows, const char *const *fields, mlg_error *err)
{
    source_table *table = rows->table;
    rows->n_fields = g_strv_length((char **)fields);
    rows->indexes = g_new0(int, rows->n_fields + 1);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (size_t i = 0; i < rows->n_fields; i++) {
        int column = source_table_column(table, fields[i]);
        rows->indexes[i] = column < 0 ? -1 : (int)names->len;
        if (column >= 0)
            g_ptr_array_add(names, table->layer->columns[column]);
    }
    g_ptr_array_add(names, NULL);
    return dataset_reader_new(table->ds, table->layer_index, (const char *const *)names->pdata,
                              &rows->reader, err);
}

mlg_status source_rows_new(source_table *table, const char *const *fields, source_rows **ret,
                           mlg_error *err)
{
    g_autoptr(source_rows) rows = g_new0(source_rows, 1);
    rows->table = table;
    MLG_TRY(start(rows, fields, err));
    *ret = g_steal_pointer(&rows);
    return MLG_OK;
}

void source_rows_free(source_rows *rows)
{
    if (rows == NULL)
        return;
    dataset_reader_free(rows->reader);
    g_free(rows->indexes);
    g_free(rows);
}

const char *source_rows_get(const source_rows *rows, size_t field)
{
    int index = rows->indexes[field];
    const char *value = index < 0 ? NULL : rows->row->values[index];
    return value != NULL && value[0] != '\0' ? value : NULL;
}

static bool is_blank(const source_rows *rows)
{
    if (rows->row->wkb != NULL)
        return false;
    for (size_t i = 0; i < rows->n_fields; i++)
        if (source_rows_get(rows, i) != NULL)
            return false;
    return true;
}

mlg_status source_rows_next(source_rows *rows, bool *ret_more, mlg_error *err)
{
    const source_table *table = rows->table;
    do {
        MLG_TRY(dataset_reader_next(rows->reader, &rows->row, err));
    } while (rows->row != NULL && ((table->layer->raw && rows->row->row <= table->header_line) ||
                                   (table->layer->raw && is_blank(rows))));
    *ret_more = rows->row != NULL;
    rows->n_rows += *ret_more ? 1 : 0;
    return MLG_OK;
}
