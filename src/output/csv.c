/*
 * csv.c - a folder of CSV files, one a layer, each with a .csvt beside it.
 */
#include "output/csv.h"

#include "base/cell.h"
#include "base/number.h"
#include "base/text.h"
#include "output/files.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define LINE_END "\r\n"
/* Bytes gathered before they are written. */
#define CSV_BUFFER (1 << 18)

struct output_csv {
    char *folder;
    bool point;
    /* the layer begun last */
    char *path;
    FILE *file; /* NULL: none */
    GString *buffer;
    GArray *types; /* dataset_type */
};

mlg_status output_csv_style(const mlg_output_options *options, bool *ret_point, mlg_error *err)
{
    const char *style = options->csv_style != NULL ? options->csv_style : "fr";
    *ret_point = strcmp(style, "point") == 0;
    if (*ret_point || strcmp(style, "fr") == 0)
        return MLG_OK;
    return mlg_hint(err, mlg_fail(err, MLG_E_ARG, _("csv-style '%s' is not known"), style), "%s",
                    _("styles are: fr, point"));
}

output_csv *output_csv_new(const char *folder, bool point)
{
    output_csv *csv = g_new0(output_csv, 1);
    csv->folder = g_strdup(folder);
    csv->point = point;
    csv->buffer = g_string_sized_new(CSV_BUFFER + CSV_BUFFER / 4);
    csv->types = g_array_new(FALSE, FALSE, sizeof(dataset_type));
    return csv;
}

void output_csv_free(output_csv *csv)
{
    if (csv == NULL)
        return;
    if (csv->file != NULL)
        (void)fclose(csv->file); /* after an error: the caller removes the file */
    g_array_free(csv->types, TRUE);
    g_string_free(csv->buffer, TRUE);
    g_free(csv->path);
    g_free(csv->folder);
    g_free(csv);
}

static mlg_status flush(output_csv *csv, mlg_error *err)
{
    if (fwrite(csv->buffer->str, 1, csv->buffer->len, csv->file) != csv->buffer->len)
        return output_check_written(csv->path, errno, err);
    g_string_truncate(csv->buffer, 0);
    return MLG_OK;
}

mlg_status output_csv_end(output_csv *csv, mlg_error *err)
{
    if (csv->file == NULL)
        return MLG_OK;
    MLG_TRY(flush(csv, err));
    FILE *file = g_steal_pointer(&csv->file);
    return output_check_written(csv->path, fclose(file) == 0 ? 0 : errno, err);
}

/* Readers of .csvt know these names; QGIS ignores the whole file for one that it does not know. */
static const char *const type_names[] = {[DATASET_TEXT] = "\"String\"",
                                         [DATASET_INTEGER] = "\"Integer\"",
                                         [DATASET_REAL] = "\"Real\"",
                                         [DATASET_DATE] = "\"Date\""};

static mlg_status write_types(const output_csv *csv, const char *name, const dataset_layer_def *def,
                              mlg_error *err)
{
    g_autofree char *path = g_strdup_printf("%s/%s.csvt", csv->folder, name);
    g_autoptr(GString) line = g_string_new(NULL);
    for (size_t i = 0; i < def->n_columns; i++)
        g_string_append_printf(line, "%s%s", i > 0 ? "," : "", type_names[def->columns[i].type]);
    g_string_append(line, LINE_END);
    return output_check_written(path, output_put(path, line->str, line->len), err);
}

static char separator(const output_csv *csv)
{
    return csv->point ? ',' : ';';
}

mlg_status output_csv_layer(output_csv *csv, const char *name, const dataset_layer_def *def,
                            mlg_error *err)
{
    MLG_TRY(output_csv_end(csv, err));
    MLG_TRY(write_types(csv, name, def, err));
    g_free(csv->path);
    csv->path = g_strdup_printf("%s/%s.csv", csv->folder, name);
    csv->file = fopen(csv->path, "wxe");
    if (csv->file == NULL)
        return output_check_written(csv->path, errno, err);
    g_array_set_size(csv->types, 0);
    g_string_assign(csv->buffer, csv->point ? "" : BASE_BYTE_ORDER_MARK);
    for (size_t i = 0; i < def->n_columns; i++) {
        if (i > 0)
            g_string_append_c(csv->buffer, separator(csv));
        base_cell_append_csv(csv->buffer, def->columns[i].name, separator(csv));
        g_array_append_val(csv->types, def->columns[i].type);
    }
    g_string_append(csv->buffer, LINE_END);
    return MLG_OK;
}

static void append_real(output_csv *csv, double value)
{
    gsize start = csv->buffer->len;
    base_number_append_exact(csv->buffer, value);
    char *decimal = strchr(csv->buffer->str + start, '.');
    if (decimal != NULL && !csv->point)
        *decimal = ',';
}

static void append_value(output_csv *csv, dataset_type type, const dataset_value *value)
{
    if (value->null)
        return;
    switch (type) {
    case DATASET_TEXT:
        base_cell_append_csv(csv->buffer, value->text, separator(csv));
        break;
    case DATASET_INTEGER:
        g_string_append_printf(csv->buffer, "%" G_GINT64_FORMAT, value->integer);
        break;
    case DATASET_REAL:
        append_real(csv, value->real);
        break;
    case DATASET_DATE:
        g_string_append(csv->buffer, value->text);
        break;
    }
}

mlg_status output_csv_row(output_csv *csv, const dataset_value *values, mlg_error *err)
{
    for (guint i = 0; i < csv->types->len; i++) {
        if (i > 0)
            g_string_append_c(csv->buffer, separator(csv));
        append_value(csv, g_array_index(csv->types, dataset_type, i), &values[i]);
    }
    g_string_append(csv->buffer, LINE_END);
    return csv->buffer->len > CSV_BUFFER ? flush(csv, err) : MLG_OK;
}
