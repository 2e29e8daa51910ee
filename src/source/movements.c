/*
 * movements.c - INSEE's movements of communes: which code became which, and when. Only what changes
 * the set of communes is kept; names, communes déléguées and associées are not.
 */
#include "source/format.h"

#include "base/text.h"

#include <string.h>

enum { KIND, DATE, TYPE_BEFORE, BEFORE, TYPE_AFTER, AFTER };
static const char *const fields[] = {"kind",       "date",  "type_before", "before",
                                     "type_after", "after", NULL};

/* Years of the dates that are believed: the COG begins in 1943. */
enum { FIRST_YEAR = 1900, LAST_YEAR = 2100 };

/* Kinds of movements and of communes that INSEE publishes (COG; no type is on the side of foreign
 * ground), ended by 0 and NULL. */
static const int known_kinds[] = {10, 20, 21, 30, 31, 32, 33, 34, 35, 41, 50, 70, 71, 72, 0};
static const char *const known_types[] = {"COM", "COMA", "COMD", "ARM", "", NULL};

/* What is told of the file as a whole. */
typedef struct movements {
    source_load *load;
    const source_rows *rows;
    GHashTable *seen;        /* "date before" -> after */
    base_date last, ended;   /* date of the row before, last date of all */
    bool rises, falls;       /* dates were seen to rise, to fall */
    long n_undated, undated; /* rows without a date that can be read, the first */
    char undated_text[48];   /* and what it holds */
    long n_unknown, unknown; /* rows whose kind or types are none of INSEE's, the first */
    size_t unknown_field;
    char unknown_text[48];
    long n_foreign; /* rows whose codes are none of France */
    char foreign[48];
    long turn; /* the first row whose date is out of order */
    char turn_text[48];
} movements;

static const char *cell(const movements *m, size_t field)
{
    const char *text = source_rows_get(m->rows, field);
    return text != NULL ? text : "";
}

/* Files go from the first date to the last or back; any other order is told. */
static void follow_order(movements *m, base_date date)
{
    m->rises = m->rises || (m->last != BASE_DATE_NONE && date > m->last);
    m->falls = m->falls || (m->last != BASE_DATE_NONE && date < m->last);
    if (m->rises && m->falls && m->turn == 0) {
        m->turn = m->rows->row->row;
        (void)g_strlcpy(m->turn_text, cell(m, DATE), sizeof m->turn_text);
    }
    m->last = date;
    m->ended = MAX(m->ended, date);
}

static base_date read_date(movements *m)
{
    base_period period;
    const char *text = cell(m, DATE);
    if (base_date_parse(text, &period) == BASE_DATE_OK && period.first == period.last &&
        base_date_year(period.first) >= FIRST_YEAR && base_date_year(period.first) <= LAST_YEAR) {
        follow_order(m, period.first);
        return period.first;
    }
    if (m->n_undated++ == 0) {
        m->undated = m->rows->row->row;
        (void)g_utf8_strncpy(m->undated_text, text, (sizeof m->undated_text - 1) / 4);
    }
    return BASE_DATE_NONE;
}

static bool is_known_kind(int kind)
{
    size_t i = 0;
    while (known_kinds[i] != 0 && known_kinds[i] != kind)
        i++;
    return known_kinds[i] != 0;
}

static bool is_known_type(const movements *m, size_t field)
{
    size_t i = 0;
    while (known_types[i] != NULL && g_ascii_strcasecmp(known_types[i], cell(m, field)) != 0)
        i++;
    return known_types[i] != NULL;
}

/* Counts a row of which nobody can say whether it moves a commune. */
static void check_kind(movements *m, int kind)
{
    size_t field = !is_known_kind(kind)             ? KIND
                   : !is_known_type(m, TYPE_BEFORE) ? TYPE_BEFORE
                   : !is_known_type(m, TYPE_AFTER)  ? TYPE_AFTER
                                                    : DATE;
    if (field == DATE || m->n_unknown++ > 0)
        return;
    m->unknown = m->rows->row->row;
    m->unknown_field = field;
    (void)g_utf8_strncpy(m->unknown_text, cell(m, field), (sizeof m->unknown_text - 1) / 4);
}

static bool is_commune(const movements *m, size_t field)
{
    return g_ascii_strcasecmp(cell(m, field), "COM") == 0;
}

/* Codes of the longest circle that is looked for: a mistake makes one of two or three. */
enum { CIRCLE_MAX = 16 };

/* What a code became on a day by the rows read so far, or NULL. */
static const char *next_on(const movements *m, const char *day, const char *code)
{
    g_autofree char *key = g_strdup_printf("%s %s", day, code);
    return g_hash_table_lookup(m->seen, key);
}

/* "01004 > 01005 > 01004", when the rows of one day lead from the code after back to the one
 * before; else NULL. g_free(). */
static char *circle_of(const movements *m, const char *day, const history_event *e)
{
    g_autoptr(GString) circle = g_string_new(e->before.s);
    const char *at = e->after.s;
    for (int n = 0; at != NULL && n < CIRCLE_MAX; n++) {
        g_string_append_printf(circle, " > %s", at);
        if (strcmp(at, e->before.s) == 0)
            return g_strdup(circle->str);
        at = next_on(m, day, at);
    }
    return NULL;
}

/* The same date may not lead a code round to itself: one of the rows is wrong. */
static void check_circle(movements *m, const history_event *e)
{
    char day[11];
    base_date_format(e->date, day);
    if (base_code_equal(e->before, e->after))
        return;
    g_autofree char *circle = circle_of(m, day, e);
    if (circle != NULL)
        BASE_EMIT(m->load->monitor, .code = "mouvements-boucle", .object = "source",
                  .file = m->rows->table->layer->file, .layer = m->rows->table->sheet,
                  .row = m->rows->row->row,
                  .column = source_table_spelling(m->rows->table, "after"), .value = circle,
                  .detail = day);
    (void)g_hash_table_insert(m->seen, g_strdup_printf("%s %s", day, e->before.s),
                              g_strdup(e->after.s));
}

/* Appends the movement of a row when it moves a commune. */
static void read_row(movements *m)
{
    guint64 kind = 0; /* 0, for what is no number, moves nothing */
    (void)g_ascii_string_to_unsigned(cell(m, KIND), 10, 0, 99, &kind, NULL);
    history_event event = {.date = read_date(m), .kind = (int)kind};
    check_kind(m, event.kind);
    /* of communes déléguées only the lost zeros are told, with those of communes */
    bool before = source_code(m->load, m->rows, BEFORE, BASE_CODE_COMMUNE, &event.before);
    bool after = source_code(m->load, m->rows, AFTER, BASE_CODE_COMMUNE, &event.after);
    if (!is_commune(m, TYPE_BEFORE) || !is_commune(m, TYPE_AFTER) ||
        !history_kind_moves(event.kind) || event.date == BASE_DATE_NONE)
        return;
    if (before && after && !base_code_is_empty(event.before) && !base_code_is_empty(event.after)) {
        check_circle(m, &event);
        g_array_append_val(m->load->events, event);
    } else if (m->n_foreign++ == 0) {
        (void)g_utf8_strncpy(m->foreign, cell(m, before ? AFTER : BEFORE),
                             (sizeof m->foreign - 1) / 4);
    }
}

static void report(const movements *m, const char *code, size_t field, long row, const char *value,
                   long n)
{
    g_autofree char *count = g_strdup_printf("%ld", n);
    const source_table *table = m->rows->table;
    BASE_EMIT(m->load->monitor, .code = code, .object = "source", .file = table->layer->file,
              .layer = table->sheet, .row = row,
              .column = source_table_spelling(table, fields[field]), .value = value,
              .detail = count);
}

/* Why nothing of use is in the file. */
static mlg_status refuse(const movements *m, mlg_error *err)
{
    const char *file = m->rows->table->layer->file;
    if (m->n_undated > 0 && m->n_foreign == 0)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT,
                                 _("%s: no movement whose date can be read: row %ld has \"%s\""),
                                 file, m->undated, m->undated_text),
                        "%s", _("write dates as AAAA-MM-JJ, as INSEE publishes them"));
    mlg_status status =
        m->n_foreign > 0
            ? mlg_fail(err, MLG_E_FORMAT, _("%s: no movement between communes of France: here %s"),
                       file, m->foreign)
            : mlg_fail(err, MLG_E_FORMAT,
                       _("%s: no movement that changes a commune (MOD 20, 21, 30 to 33, 41, 50)"),
                       file);
    return mlg_hint(err, status,
                    _("give INSEE's file of movements (v_mvt_commune_2026.csv, "
                      "mouvements-communes_2026.csv), complete"));
}

/* What is told once the file is read; nothing of use in it is an error. */
static mlg_status judge(const movements *m, guint first, mlg_error *err)
{
    if (m->n_undated > 0)
        report(m, "mouvements-sans-date", DATE, m->undated, m->undated_text, m->n_undated);
    if (m->n_unknown > 0)
        report(m, "mouvements-inconnus", m->unknown_field, m->unknown, m->unknown_text,
               m->n_unknown);
    if (m->turn > 0)
        report(m, "mouvements-desordre", DATE, m->turn, m->turn_text, 0);
    return m->load->events->len > first ? MLG_OK : refuse(m, err);
}

mlg_status source_load_movements(source_load *load, source_table *table, mlg_error *err)
{
    g_autoptr(source_rows) rows = NULL;
    MLG_TRY(source_begin(load, table, fields, &rows, err));
    if (load->events == NULL)
        load->events = g_array_new(FALSE, FALSE, sizeof(history_event));
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    movements m = {.load = load, .rows = rows, .seen = seen};
    guint first = load->events->len;
    for (;;) {
        bool more = false;
        MLG_TRY(source_next(load, rows, &more, err));
        if (!more)
            break;
        read_row(&m);
    }
    MLG_TRY(source_end(load, rows, "commune", err));
    load->events_file = g_string_chunk_insert(load->texts, table->layer->file);
    load->events_until = MAX(load->events_until, m.ended);
    return judge(&m, first, err);
}
