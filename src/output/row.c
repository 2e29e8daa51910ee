/*
 * row.c - columns and cells of a layer, put one after the other.
 */
#include "output/row.h"

#include <assert.h>
#include <math.h>
#include <string.h>

void output_columns_init(output_columns *columns)
{
    columns->items = g_array_new(FALSE, FALSE, sizeof(dataset_column));
    columns->owned = g_ptr_array_new_with_free_func(g_free);
}

void output_columns_done(output_columns *columns)
{
    g_clear_pointer(&columns->items, g_array_unref);
    g_clear_pointer(&columns->owned, g_ptr_array_unref);
}

void output_column(output_columns *columns, const char *name, dataset_type type)
{
    dataset_column column = {.name = name, .type = type};
    g_array_append_val(columns->items, column);
}

void output_column_list(output_columns *columns, dataset_type type, const char *const *names)
{
    for (; *names != NULL; names++)
        output_column(columns, *names, type);
}

static void take_column(output_columns *columns, char *name, dataset_type type)
{
    g_ptr_array_add(columns->owned, name);
    output_column(columns, name, type);
}

void output_column_suffixed(output_columns *columns, const char *stem, const char *suffix,
                            dataset_type type)
{
    take_column(columns, g_strconcat(stem, "_", suffix, NULL), type);
}

static bool has_column(const output_columns *columns, const char *name)
{
    for (guint i = 0; i < columns->items->len; i++)
        if (strcmp(g_array_index(columns->items, dataset_column, i).name, name) == 0)
            return true;
    return false;
}

void output_column_unique(output_columns *columns, const char *name, dataset_type type)
{
    char *unique = g_strdup(name);
    for (unsigned n = 2; has_column(columns, unique); n++) {
        g_free(unique);
        unique = g_strdup_printf("%s_%u", name, n);
    }
    take_column(columns, unique, type);
}

void output_row_init(output_row *row, const output_columns *columns)
{
    row->columns = (const dataset_column *)(const void *)columns->items->data;
    row->n_columns = columns->items->len;
    row->n = 0;
    row->values = g_new0(dataset_value, row->n_columns + 1);
    row->owned = g_ptr_array_new_with_free_func(g_free);
}

void output_row_done(output_row *row)
{
    g_clear_pointer(&row->values, g_free);
    g_clear_pointer(&row->owned, g_ptr_array_unref);
}

void output_row_clear(output_row *row)
{
    row->n = 0;
    g_ptr_array_set_size(row->owned, 0);
}

static dataset_value *next(output_row *row, dataset_type type)
{
    assert(row->n < row->n_columns && row->columns[row->n].type == type);
    (void)type;
    return &row->values[row->n++];
}

void output_text(output_row *row, const char *text)
{
    bool null = text == NULL || text[0] == '\0';
    *next(row, DATASET_TEXT) = (dataset_value){.null = null, .text = text};
}

void output_take_text(output_row *row, char *text)
{
    if (text != NULL)
        g_ptr_array_add(row->owned, text);
    output_text(row, text);
}

void output_integer(output_row *row, int64_t value)
{
    *next(row, DATASET_INTEGER) = (dataset_value){.integer = value};
}

void output_real(output_row *row, double value)
{
    *next(row, DATASET_REAL) = (dataset_value){.null = isnan(value), .real = value};
}

void output_date(output_row *row, base_date date)
{
    dataset_value *value = next(row, DATASET_DATE);
    *value = (dataset_value){.null = true};
    if (date == BASE_DATE_NONE)
        return;
    char *text = base_date_format(date, g_malloc(11));
    g_ptr_array_add(row->owned, text);
    *value = (dataset_value){.text = text};
}

void output_null(output_row *row)
{
    assert(row->n < row->n_columns);
    row->values[row->n++] = (dataset_value){.null = true};
}
