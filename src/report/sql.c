/*
 * sql.c - the rows of a user's own query: the table of formats, and the formats for machines.
 */
#include "report/sql.h"

#include "base/cell.h"
#include "base/error.h"
#include "base/number.h"
#include "base/text.h"
#include "report/render.h"

#include <json-c/json.h>
#include <math.h>
#include <string.h>

/* An answer is whole before it is shown. One without end must not take the machine's memory; all
 * communes of the country are half of it, as GeoJSON. */
#define ANSWER_MAX ((size_t)1024 * 1024 * 1024)

static const struct {
    const char *name;
    mlg_status (*write)(const report_sql *sql, mlg_error *err);
} formats[] = {
    {"table", report_sql_table}, /* the default */
    {"csv", report_sql_csv},     {"json", report_sql_json},
    {"md", report_sql_markdown}, {"geojson", report_sql_geojson},
};

static mlg_status find_format(const char *name, size_t *ret, mlg_error *err)
{
    g_autoptr(GString) known = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        if (name == NULL || g_ascii_strcasecmp(formats[i].name, name) == 0) {
            *ret = i;
            return MLG_OK;
        }
        g_string_append_printf(known, "%s%s", i > 0 ? ", " : "", formats[i].name);
    }
    return mlg_hint(err, mlg_fail(err, MLG_E_ARG, _("format '%s' is not known"), name),
                    _("formats are: %s"), known->str);
}

mlg_status mlg_report_sql(const char *result, const char *sql, const mlg_report_style *style,
                          const mlg_monitor *monitor, mlg_write_fn write, void *user,
                          mlg_error *err)
{
    static const mlg_report_style plain = {0};
    g_autoptr(store) s = NULL;
    g_autoptr(store_query) query = NULL;
    size_t format = 0;
    style = style != NULL ? style : &plain;
    MLG_TRY(find_format(style->format, &format, err));
    MLG_TRY(store_open_sql(result, monitor, &s, err));
    MLG_TRY(store_sql_new(s, sql, &query, err));
    g_autoptr(GString) out = g_string_new(NULL);
    report_sql rows = {s, query, store_column_count(query), style, out, ANSWER_MAX};
    MLG_TRY(formats[format].write(&rows, err));
    if (write(out->str, out->len, user) != 0)
        return mlg_fail(err, MLG_E_WRITE, "%s", _("the report cannot be written"));
    return MLG_OK;
}

mlg_status report_sql_step(const report_sql *sql, size_t held, bool *ret_row, mlg_error *err)
{
    if (held > sql->most)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_ARG, _("SQL: the answer has more than %zu MB"),
                                 sql->most / 1000000),
                        "%s", _("ask for fewer rows (LIMIT, WHERE) or fewer columns"));
    return store_step(sql->query, ret_row, err);
}

char *report_sql_number(const report_sql *sql, int column)
{
    if (store_value_type(sql->query, column) == STORE_INTEGER)
        return g_strdup_printf("%" G_GINT64_FORMAT, store_integer(sql->query, column));
    double number = store_double(sql->query, column);
    if (!isfinite(number))
        return g_strdup(number > 0 ? "Inf" : "-Inf");
    GString *text = g_string_new(NULL);
    base_number_append_exact(text, number);
    return g_string_free(text, FALSE);
}

static char *to_hexadecimal(const report_sql *sql, int column)
{
    size_t size = 0;
    const unsigned char *bytes = store_blob(sql->query, column, &size);
    GString *text = g_string_sized_new(2 * size + 1);
    for (size_t i = 0; i < size; i++)
        g_string_append_printf(text, "%02x", bytes[i]);
    return g_string_free(text, FALSE);
}

char *report_sql_value_text(const report_sql *sql, int column)
{
    if (store_value_type(sql->query, column) == STORE_TEXT)
        return g_utf8_make_valid(store_text(sql->query, column), -1);
    char *wkt = store_geometry_wkt(sql->query, column);
    return wkt != NULL ? wkt : to_hexadecimal(sql, column);
}

static void append_csv_value(const report_sql *sql, int column, char separator, bool point)
{
    store_type type = store_value_type(sql->query, column);
    if (type == STORE_NULL)
        return;
    if (type != STORE_INTEGER && type != STORE_REAL) {
        g_autofree char *text = report_sql_value_text(sql, column);
        base_cell_append_csv(sql->out, text, separator);
        return;
    }
    g_autofree char *number = report_sql_number(sql, column);
    char *decimal = strchr(number, '.');
    if (decimal != NULL && !point)
        *decimal = ',';
    g_string_append(sql->out, number);
}

mlg_status report_sql_csv(const report_sql *sql, mlg_error *err)
{
    bool point = (sql->style->flags & MLG_CSV_POINT) != 0, row = false;
    char separator = point ? ',' : ';';
    if (!point)
        g_string_append(sql->out, BASE_BYTE_ORDER_MARK);
    for (int c = 0; c < sql->n_columns; c++) {
        if (c > 0)
            g_string_append_c(sql->out, separator);
        base_cell_append_csv(sql->out, store_column_name(sql->query, c), separator);
    }
    g_string_append(sql->out, "\r\n");
    for (;;) {
        MLG_TRY(report_sql_step(sql, sql->out->len, &row, err));
        if (!row)
            return MLG_OK;
        for (int c = 0; c < sql->n_columns; c++) {
            if (c > 0)
                g_string_append_c(sql->out, separator);
            append_csv_value(sql, c, separator, point);
        }
        g_string_append(sql->out, "\r\n");
    }
}

char **report_sql_members(const report_sql *sql)
{
    char **members = g_new0(char *, (size_t)sql->n_columns + 1);
    g_autoptr(GHashTable) used = g_hash_table_new(g_str_hash, g_str_equal);
    for (int c = 0; c < sql->n_columns; c++) {
        const char *name = store_column_name(sql->query, c);
        members[c] = g_strdup(name);
        for (unsigned n = 2; g_hash_table_contains(used, members[c]); n++) {
            g_free(members[c]);
            members[c] = g_strdup_printf("%s_%u", name, n);
        }
        g_hash_table_add(used, members[c]);
    }
    return members;
}

void report_sql_append_json_text(GString *out, const char *text)
{
    struct json_object *string = json_object_new_string(text);
    g_string_append(out, json_object_to_json_string_ext(string, JSON_C_TO_STRING_NOSLASHESCAPE));
    json_object_put(string);
}

void report_sql_append_json(GString *out, const report_sql *sql, int column)
{
    store_type type = store_value_type(sql->query, column);
    if (type == STORE_NULL || (type == STORE_REAL && !isfinite(store_double(sql->query, column)))) {
        g_string_append(out, "null");
        return;
    }
    bool is_number = type == STORE_INTEGER || type == STORE_REAL;
    g_autofree char *text =
        is_number ? report_sql_number(sql, column) : report_sql_value_text(sql, column);
    if (is_number)
        g_string_append(out, text);
    else
        report_sql_append_json_text(out, text);
}

mlg_status report_sql_json(const report_sql *sql, mlg_error *err)
{
    g_auto(GStrv) members = report_sql_members(sql);
    bool row = false;
    g_string_append_c(sql->out, '[');
    for (size_t n = 0;; n++) {
        MLG_TRY(report_sql_step(sql, sql->out->len, &row, err));
        if (!row)
            break;
        g_string_append(sql->out, n > 0 ? ",\n  {" : "\n  {");
        for (int c = 0; c < sql->n_columns; c++) {
            g_string_append(sql->out, c > 0 ? ", " : "");
            report_sql_append_json_text(sql->out, members[c]);
            g_string_append(sql->out, ": ");
            report_sql_append_json(sql->out, sql, c);
        }
        g_string_append_c(sql->out, '}');
    }
    g_string_append(sql->out, sql->out->len > 1 ? "\n]\n" : "]\n");
    return MLG_OK;
}
