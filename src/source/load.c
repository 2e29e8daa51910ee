/*
 * load.c - what all loaders do with a table: its rows, codes and numbers, and the tally of what was
 * repaired or left out.
 */
#include "source/load.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

/** Rows between two looks at the monitor. */
#define LOAD_PROGRESS_ROWS 1024

mlg_status source_begin(source_load *load, source_table *table, const char *const *fields,
                        source_rows **ret, mlg_error *err)
{
    load->fields = fields;
    memset(&load->tally, 0, sizeof load->tally);
    load->crs_known = false;
    return source_rows_new(table, fields, ret, err);
}

mlg_status source_next(source_load *load, source_rows *rows, bool *ret_more, mlg_error *err)
{
    if (rows->n_rows % LOAD_PROGRESS_ROWS == 0) {
        MLG_TRY(base_check_cancelled(load->monitor, err));
        int64_t declared = rows->table->layer->declared_count;
        if (declared > 0)
            base_progress(load->monitor, _("reading"), (double)rows->n_rows / (double)declared);
    }
    return source_rows_next(rows, ret_more, err);
}

territory_origin source_origin(const source_rows *rows)
{
    return (territory_origin){rows->table->layer->file, rows->table->sheet, rows->row->row};
}

static void count(source_count *counted, const source_rows *rows, const char *value,
                  const char *proposed)
{
    if (counted->n++ > 0)
        return;
    counted->row = rows->row->row;
    (void)g_utf8_strncpy(counted->value, value, (sizeof counted->value - 1) / 4);
    (void)g_strlcpy(counted->proposed, proposed, sizeof counted->proposed);
}

bool source_code(source_load *load, const source_rows *rows, size_t field, base_code_kind kind,
                 mlg_code *ret)
{
    const char *text = source_rows_get(rows, field);
    *ret = base_code("");
    if (base_code_is_none(text))
        return true;
    switch (base_code_parse(kind, text, ret)) {
    case BASE_CODE_CLEAN:
        return true;
    case BASE_CODE_TIDIED:
        count(&load->tally.tidied[field], rows, text, ret->s);
        return true;
    case BASE_CODE_PADDED:
        count(&load->tally.padded[field], rows, text, ret->s);
        return true;
    case BASE_CODE_INVALID:
        break;
    }
    *ret = base_code("");
    count(&load->tally.invalid[field], rows, text, "");
    return false;
}

void source_reject_code(source_load *load, const source_rows *rows, size_t field)
{
    count(&load->tally.invalid[field], rows, source_rows_get(rows, field), "");
}

void source_skip_uncoded(source_load *load, const source_rows *rows, size_t field)
{
    const char *text = source_rows_get(rows, field);
    for (size_t i = 0; text == NULL && i < rows->n_fields; i++)
        text = source_rows_get(rows, i);
    count(&load->tally.uncoded, rows, text != NULL ? text : "", "");
}

/* Letters that statistical tables write for a value that they keep back. */
static bool is_withheld(const char *text)
{
    static const char *const markers[] = {"s",  "nd", "ns", "na",   "n/a", "-",   "--",
                                          "..", ".",  "c",  "none", "so",  "null"};
    for (size_t i = 0; i < G_N_ELEMENTS(markers); i++)
        if (g_ascii_strcasecmp(text, markers[i]) == 0)
            return true;
    return false;
}

/* "12 345,6" as C reads it; false when it is too long. */
static bool plain_number(const char *text, char buffer[40])
{
    size_t n = 0;
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isspace(c) || c == 0x202F || c == 0xA0)
            continue;
        if (c > 127 || c == 'x' || c == 'X' || n + 1 >= 40) /* strtod reads 0x10 too */
            return false;
        buffer[n++] = (char)(c == ',' ? (gunichar)'.' : c);
    }
    buffer[n] = '\0';
    return n > 0;
}

bool source_parse_number(const char *text, double *ret)
{
    char buffer[40];
    char *end = buffer;
    double number = plain_number(text, buffer) ? g_ascii_strtod(buffer, &end) : (double)NAN;
    if (end == buffer || *end != '\0' || !isfinite(number))
        return false;
    *ret = number;
    return true;
}

double source_number(source_load *load, const source_rows *rows, size_t field, const char *id)
{
    const char *text = source_rows_get(rows, field);
    if (text == NULL || is_withheld(text)) {
        count(&load->tally.unknown, rows, id, "");
        return (double)NAN;
    }
    double number = 0;
    if (source_parse_number(text, &number) && number >= 0)
        return number;
    BASE_EMIT(load->monitor, .code = "nombre-illisible", .id = id, .file = rows->table->layer->file,
              .layer = rows->table->sheet, .row = rows->row->row,
              .column = source_table_spelling(rows->table, load->fields[field]), .value = text);
    return (double)NAN;
}

static void tell(const source_load *load, const source_rows *rows, const source_count *counted,
                 const char *code, const char *object, const char *field)
{
    if (counted->n == 0)
        return;
    char n[24];
    (void)g_snprintf(n, sizeof n, "%ld", counted->n);
    BASE_EMIT(load->monitor, .code = code, .object = object, .id = counted->value,
              .file = rows->table->layer->file, .layer = rows->table->sheet, .row = counted->row,
              .column = field != NULL ? source_table_spelling(rows->table, field) : NULL,
              .value = counted->value,
              .proposed = counted->proposed[0] != '\0' ? counted->proposed : NULL, .detail = n);
}

mlg_status source_fail_empty(const source_table *table, mlg_error *err)
{
    const dataset_layer *layer = table->layer;
    g_autofree char *place = table->sheet != NULL
                                 ? g_strdup_printf(_("%s: layer %s"), layer->file, table->sheet)
                                 : g_strdup(layer->file);
    mlg_status status = layer->raw
                            ? mlg_fail(err, MLG_E_FORMAT, _("%s: no row under its header"), place)
                            : mlg_fail(err, MLG_E_FORMAT, _("%s: no feature in it"), place);
    return mlg_hint(
        err, status,
        _("its columns are those expected: the file may be incomplete, fetch it again"));
}

mlg_status source_end(source_load *load, source_rows *rows, const char *object, mlg_error *err)
{
    const source_tally *tally = &load->tally;
    for (size_t i = 0; i < rows->n_fields && i < SOURCE_MAX_FIELDS; i++) {
        tell(load, rows, &tally->tidied[i], "code-nettoye", object, load->fields[i]);
        tell(load, rows, &tally->padded[i], "zero-remis", object, load->fields[i]);
        tell(load, rows, &tally->invalid[i], "code-invalide", object, load->fields[i]);
    }
    tell(load, rows, &tally->uncoded, "ligne-sans-code", object, NULL);
    tell(load, rows, &tally->unknown, "population-absente", object, NULL);
    if (rows->n_rows > 0)
        return MLG_OK;
    return source_fail_empty(rows->table, err);
}
