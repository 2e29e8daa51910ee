/*
 * render_text.c - reports for a terminal: aligned columns, names cut with … where the width asks
 * for it, codes and figures never.
 */
#include "report/number.h"
#include "report/render.h"

#include "base/text.h"

#include <string.h>

#define GAP            2U  /* columns between two */
#define GOOD_NAME      20U /* columns left for a name before details give way */
#define MIN_NAME       12U /* a name is not cut shorter */
#define SENTENCE_WIDTH 80U

size_t report_text_width(const char *text)
{
    size_t width = 0;
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!g_unichar_iszerowidth(c))
            width += g_unichar_iswide(c) ? 2 : 1;
    }
    return width;
}

/* One table laid out. */
typedef struct layout {
    const report_table *table;
    char **texts;    /* shown, row after row */
    size_t *natural; /* widths that cut nothing */
    size_t *widths;
    bool *left_out;
} layout;

static void layout_init(layout *l, const report_table *table)
{
    size_t n_rows = report_table_rows(table);
    *l = (layout){.table = table};
    l->texts = g_new0(char *, n_rows * table->n_columns + 1);
    l->natural = g_new0(size_t, table->n_columns);
    l->left_out = g_new0(bool, table->n_columns);
    for (size_t c = 0; c < table->n_columns; c++) {
        l->natural[c] = report_text_width(table->columns[c].label);
        for (size_t r = 0; r < n_rows; r++) {
            g_autofree char *text =
                report_shown(table->columns[c].kind, &report_table_row(table, r)[c]);
            char *valid = g_utf8_make_valid(text, -1);
            l->texts[r * table->n_columns + c] = valid;
            l->natural[c] = MAX(l->natural[c], report_text_width(valid));
        }
    }
    l->widths = g_memdup2(l->natural, table->n_columns * sizeof *l->natural);
}

static void layout_done(layout *l)
{
    for (size_t i = 0; i < report_table_rows(l->table) * l->table->n_columns; i++)
        g_free(l->texts[i]);
    g_free(l->texts);
    g_free(l->natural);
    g_free(l->widths);
    g_free(l->left_out);
}

static size_t total_width(const layout *l)
{
    size_t total = 0;
    for (size_t c = 0; c < l->table->n_columns; c++)
        if (!l->left_out[c])
            total += l->widths[c] + (total > 0 ? GAP : 0);
    return total;
}

/* The widest name that is wider than `least` and than its label, or n_columns. */
static size_t widest_name(const layout *l, size_t least)
{
    size_t best = l->table->n_columns;
    for (size_t c = 0; c < l->table->n_columns; c++)
        if (!l->left_out[c] && l->table->columns[c].kind == REPORT_NAME &&
            l->widths[c] > MAX(least, report_text_width(l->table->columns[c].label)) &&
            (best == l->table->n_columns || l->widths[c] > l->widths[best]))
            best = c;
    return best;
}

static bool cut_names(layout *l, size_t width, size_t least)
{
    while (total_width(l) > width) {
        size_t name = widest_name(l, least);
        if (name == l->table->n_columns)
            return false;
        l->widths[name]--;
    }
    return true;
}

/* Leaves out the details of the highest rank that are still shown, and gives the names their width
 * back; false when there is none. */
static bool leave_out(layout *l)
{
    unsigned rank = 0;
    for (size_t c = 0; c < l->table->n_columns; c++)
        if (!l->left_out[c])
            rank = MAX(rank, l->table->columns[c].detail);
    for (size_t c = 0; rank > 0 && c < l->table->n_columns; c++)
        l->left_out[c] = l->left_out[c] || l->table->columns[c].detail == rank;
    for (size_t c = 0; rank > 0 && c < l->table->n_columns; c++)
        l->widths[c] = l->natural[c];
    return rank > 0;
}

/* Names give way first, then details, then names again. What is still wider than the terminal
 * stays so: better than a figure cut. */
static void fit(layout *l, size_t width)
{
    while (!cut_names(l, width, GOOD_NAME))
        if (!leave_out(l))
            break;
    (void)cut_names(l, width, MIN_NAME);
}

static void append_cut(GString *out, const char *text, size_t width)
{
    size_t used = 0;
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        size_t w = g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
        if (used + w > width - 1)
            break;
        used += w;
        g_string_append_unichar(out, g_unichar_iscntrl(c) ? ' ' : c);
    }
    g_string_append(out, "…");
    for (used++; used < width; used++)
        g_string_append_c(out, ' ');
}

void report_text_append_cell(GString *out, const char *text, size_t width, bool right)
{
    size_t taken = report_text_width(text);
    if (taken > width) {
        append_cut(out, text, width);
        return;
    }
    for (size_t i = taken; right && i < width; i++)
        g_string_append_c(out, ' ');
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p); /* a control character could drive the terminal */
        g_string_append_unichar(out, g_unichar_iscntrl(c) ? ' ' : c);
    }
    for (size_t i = taken; !right && i < width; i++)
        g_string_append_c(out, ' ');
}

void report_text_end_line(GString *out)
{
    while (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

/* Row `row`, or the labels for -1, or a rule for -2. */
enum { LABELS = -1, RULE = -2 };

static void append_row(GString *out, const layout *l, ptrdiff_t row)
{
    bool first = true;
    for (size_t c = 0; c < l->table->n_columns; c++) {
        if (l->left_out[c])
            continue;
        if (!first)
            g_string_append(out, "  ");
        first = false;
        bool right = report_is_right(l->table->columns[c].kind);
        for (size_t i = 0; row == RULE && i < l->widths[c]; i++)
            g_string_append(out, "─");
        if (row == LABELS)
            report_text_append_cell(out, l->table->columns[c].label, l->widths[c], right);
        else if (row >= 0)
            report_text_append_cell(out, l->texts[(size_t)row * l->table->n_columns + c],
                                    l->widths[c], right);
    }
    report_text_end_line(out);
}

/* ":" and ";" of French stay with the word before them. */
static bool is_tied(const char *word)
{
    return word != NULL && word[0] != '\0' && word[1] == '\0' && strchr(":;?!", word[0]) != NULL;
}

/* Sentences are wrapped between words; a no-break space is none. */
static void append_sentence(GString *out, const char *sentence, size_t width)
{
    g_auto(GStrv) words = g_strsplit(sentence, " ", -1);
    size_t column = 0;
    for (char **word = words; *word != NULL; word++) {
        size_t w = report_text_width(*word), with_next = w + (is_tied(word[1]) ? 2 : 0);
        if (column > 0 && column + 1 + with_next > width && !is_tied(*word)) {
            g_string_append_c(out, '\n');
            column = 0;
        } else if (column > 0) {
            g_string_append_c(out, ' ');
            column++;
        }
        g_string_append(out, *word);
        column += w;
    }
    g_string_append_c(out, '\n');
}

bool report_text_append_rows(GString *out, const report_table *table, size_t width, bool must_fit)
{
    layout l;
    layout_init(&l, table);
    if (width > 0)
        fit(&l, width);
    bool fits = width == 0 || !must_fit || total_width(&l) <= width;
    if (fits) {
        append_row(out, &l, LABELS);
        append_row(out, &l, RULE);
        for (size_t r = 0; r < report_table_rows(table); r++)
            append_row(out, &l, (ptrdiff_t)r);
    }
    layout_done(&l);
    return fits;
}

static void render_table(GString *out, const report_table *table, size_t width)
{
    size_t n_rows = report_table_rows(table);
    size_t sentence_width = width > 0 ? MIN(width, SENTENCE_WIDTH) : SENTENCE_WIDTH;
    if (table->title != NULL)
        g_string_append_printf(out, "\n%s\n", table->title);
    g_string_append_c(out, '\n');
    if (n_rows > 0)
        (void)report_text_append_rows(out, table, width, /* must_fit= */ false);
    if (n_rows > 0 && table->notes->len > 0)
        g_string_append_c(out, '\n');
    for (guint i = 0; i < table->notes->len; i++)
        append_sentence(out, g_ptr_array_index(table->notes, i), sentence_width);
}

static void render(const report_document *document, const mlg_report_style *style, GString *out)
{
    size_t width = style->width;
    size_t sentence_width = width > 0 ? MIN(width, SENTENCE_WIDTH) : SENTENCE_WIDTH;
    append_sentence(out, document->title, sentence_width);
    for (guint i = 0; i < document->tables->len; i++)
        render_table(out, g_ptr_array_index(document->tables, i), width);
    if (document->notes->len > 0)
        g_string_append_c(out, '\n');
    for (guint i = 0; i < document->notes->len; i++)
        append_sentence(out, g_ptr_array_index(document->notes, i), sentence_width);
}

const report_format report_format_text = {"table", /* for_people= */ true, render};
