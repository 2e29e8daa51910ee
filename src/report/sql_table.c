/*
 * sql_table.c - the rows of a user's own query for people: as a table, or a block a row where a
 * terminal is too narrow for it; or as Markdown. Figures are written as in the reports.
 */
#include "report/sql.h"

#include "base/number.h"
#include "base/text.h"
#include "report/render.h"

#include <math.h>
#include <string.h>

#define DECIMALS_MAX 4
#define DIGITS_MAX   6  /* of a column's greatest figure, where decimals are cut */
#define CODE_MAX     24 /* a longer text may be cut */
#define LEAST_YEAR   1800
#define LAST_YEAR    2200
#define MOST_EXACT   1e15

typedef struct value {
    store_type type;
    double number;
    char *text; /* of what is no number; of a number, its C digits */
} value;

/* All rows: how a column is written depends on each of its values. */
typedef struct content {
    GArray *values; /* row after row */
    size_t n_columns;
} content;

static void clear_value(void *item)
{
    value *v = item;
    g_clear_pointer(&v->text, g_free);
}

static bool is_number(store_type type)
{
    return type == STORE_INTEGER || type == STORE_REAL;
}

static char *blob_text(const report_sql *sql, int column)
{
    const char *type = NULL;
    size_t n = 0;
    if (store_geometry_summary(sql->query, column, &type, &n)) {
        g_autofree char *count = base_number_count((double)n);
        return g_strdup_printf(Dngettext_("%s, %s point", "%s, %s points", n), type, count);
    }
    (void)store_blob(sql->query, column, &n);
    g_autofree char *count = base_number_count((double)n);
    return g_strdup_printf(Dngettext_("%s byte", "%s bytes", n), count);
}

static value read_value(const report_sql *sql, int column)
{
    value v = {.type = store_value_type(sql->query, column), .number = NAN};
    if (is_number(v.type)) {
        v.number = store_double(sql->query, column);
        v.text = report_sql_number(sql, column);
    } else if (v.type == STORE_TEXT) {
        v.text = report_sql_value_text(sql, column);
    } else if (v.type == STORE_BLOB) {
        v.text = blob_text(sql, column);
    }
    return v;
}

static mlg_status read_all(const report_sql *sql, content *all, mlg_error *err)
{
    size_t held = 0;
    for (bool row = true;;) {
        MLG_TRY(report_sql_step(sql, held, &row, err));
        if (!row)
            return MLG_OK;
        for (int c = 0; c < sql->n_columns; c++) {
            value v = read_value(sql, c);
            /* the cells of the table are held beside them */
            held += 2 * (sizeof v + (v.text != NULL ? strlen(v.text) : 0));
            g_array_append_val(all->values, v);
        }
    }
}

static const value *get(const content *all, size_t row, size_t column)
{
    return &g_array_index(all->values, value, row * all->n_columns + column);
}

static size_t n_rows(const content *all)
{
    return all->values->len / all->n_columns;
}

/* Decimals that a number needs, up to DECIMALS_MAX. */
static int decimals_of(double number)
{
    double scale = 1;
    int n = 0;
    while (n < DECIMALS_MAX &&
           fabs(round(number * scale) / scale - number) > 1e-9 * fmax(fabs(number), 1e-3)) {
        scale *= 10;
        n++;
    }
    return n;
}

/* False for what looks like a code, which is never cut: no blank, no lower case. */
static bool is_prose(const char *text)
{
    size_t n = 0;
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p), n++)
        if (*p == ' ' || g_unichar_islower(g_utf8_get_char(p)))
            return true;
    return n > CODE_MAX;
}

/* How the numbers of a column are written. */
typedef struct writing {
    report_kind kind;
    int decimals;
    bool years; /* 2026 is not two thousand and twenty-six things */
} writing;

static writing find_writing(const content *all, size_t column)
{
    writing w = {.kind = REPORT_FIGURE, .years = true};
    double greatest = 1;
    bool numbers = false, long_text = false, text = false;
    for (size_t r = 0; r < n_rows(all); r++) {
        const value *v = get(all, r, column);
        if (is_number(v->type) && isfinite(v->number)) {
            numbers = true;
            w.decimals = MAX(w.decimals, decimals_of(v->number));
            greatest = fmax(greatest, fabs(v->number));
            w.years = w.years && v->type == STORE_INTEGER && v->number >= LEAST_YEAR &&
                      v->number <= LAST_YEAR;
        } else if (v->text != NULL && !is_number(v->type)) {
            text = true;
            long_text = long_text || is_prose(v->text);
        }
    }
    w.decimals = MIN(w.decimals, MAX(0, DIGITS_MAX - 1 - (int)floor(log10(greatest))));
    if (text || !numbers)
        w.kind = long_text ? REPORT_NAME : REPORT_CODE;
    return w;
}

static char *shown_number(const value *v, const writing *w)
{
    double least = pow(10, -DECIMALS_MAX) / 2;
    if (w->years || !isfinite(v->number) || fabs(v->number) >= MOST_EXACT)
        return g_strdup(v->text);
    if (v->number != 0 && fabs(v->number) < least) { /* little is not nothing */
        int exponent = (int)floor(log10(fabs(v->number)));
        g_autofree char *digits = base_number_decimal(v->number / pow(10, exponent), 2);
        return g_strdup_printf("%se%d", digits, exponent);
    }
    return base_number_decimal(v->number, w->decimals);
}

static report_table *make_table(const report_sql *sql, const content *all)
{
    g_autofree report_column *columns = g_new0(report_column, all->n_columns);
    g_autofree writing *writings = g_new0(writing, all->n_columns);
    for (size_t c = 0; c < all->n_columns; c++) {
        writings[c] = find_writing(all, c);
        const char *name = store_column_name(sql->query, (int)c);
        columns[c] = (report_column){name, name, writings[c].kind, 0};
    }
    report_table *table = report_table_new("sql", NULL, columns, all->n_columns);
    for (size_t r = 0; r < n_rows(all); r++) {
        for (size_t c = 0; c < all->n_columns; c++) {
            const value *v = get(all, r, c);
            g_autofree char *number = is_number(v->type) ? shown_number(v, &writings[c]) : NULL;
            report_put_text(table, number != NULL ? number : v->text);
        }
    }
    return table;
}

static mlg_status read_table(const report_sql *sql, report_table **ret, mlg_error *err)
{
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(value));
    g_array_set_clear_func(values, clear_value);
    content all = {values, (size_t)sql->n_columns};
    MLG_TRY(read_all(sql, &all, err));
    *ret = make_table(sql, &all);
    return MLG_OK;
}

/* A block a row: a line a column. */
static void append_blocks(GString *out, const report_table *table)
{
    size_t width = 0;
    for (size_t c = 0; c < table->n_columns; c++)
        width = MAX(width, report_text_width(table->columns[c].label));
    for (size_t r = 0; r < report_table_rows(table); r++) {
        const report_cell *cells = report_table_row(table, r);
        g_autofree char *number = base_number_count((double)(r + 1));
        g_string_append_printf(out, "── %s ──\n", number);
        for (size_t c = 0; c < table->n_columns; c++) {
            const char *text = cells[c].text != NULL ? cells[c].text : BASE_NUMBER_ABSENT;
            report_text_append_cell(out, table->columns[c].label, width, /* right= */ false);
            g_string_append(out, "  ");
            report_text_append_cell(out, text, report_text_width(text), /* right= */ false);
            report_text_end_line(out);
        }
    }
}

mlg_status report_sql_table(const report_sql *sql, mlg_error *err)
{
    g_autoptr(report_table) table = NULL;
    MLG_TRY(read_table(sql, &table, err));
    size_t n = report_table_rows(table);
    if (!report_text_append_rows(sql->out, table, sql->style->width, /* must_fit= */ n > 0))
        append_blocks(sql->out, table);
    g_autofree char *count = base_number_count((double)n);
    g_string_append_c(sql->out, '\n');
    g_string_append_printf(sql->out, Dngettext_("%s row", "%s rows", n), count);
    g_string_append_c(sql->out, '\n');
    return MLG_OK;
}

mlg_status report_sql_markdown(const report_sql *sql, mlg_error *err)
{
    g_autoptr(report_table) table = NULL;
    MLG_TRY(read_table(sql, &table, err));
    report_markdown_append_rows(sql->out, table);
    return MLG_OK;
}
