/*
 * csv.c - delimited text as it is found: any of ; , tab |, UTF-8 with or without BOM, UTF-16 or
 * cp1252, quoted cells of any size. Ours and not OGR's, which skips blank lines (wrong line
 * numbers), takes the width of the first line (a title) for the table's, and does not recode.
 */
#include "base/text.h"
#include "dataset/private.h"

#include <string.h>

#include <cpl_vsi.h>

struct csv_table {
    char *text; /* UTF-8, 0-terminated; g_free or VSIFree by `vsi` */
    size_t size;
    const char *first; /* after the BOM */
    char separator;
    const char *encoding;
    size_t n_columns;
    GByte *raw; /* VSIFree */
};

/** Files beyond this are not tables of dispositifs or communes. */
#define CSV_LIMIT_BYTES ((GIntBig)2 << 30)
/** Lines looked at to find the separator. */
#define CSV_SAMPLE_LINES 60

void csv_table_free(csv_table *table)
{
    if (table == NULL)
        return;
    if (table->text != (char *)table->raw)
        g_free(table->text);
    VSIFree(table->raw);
    g_free(table);
}

const char *csv_table_encoding(const csv_table *table)
{
    return table->encoding;
}

size_t csv_table_columns(const csv_table *table)
{
    return table->n_columns;
}

char csv_table_separator(const csv_table *table)
{
    return table->separator;
}

/* The five bytes that cp1252 leaves undefined become U+FFFD. */
static char *from_cp1252(const char *bytes, size_t size, size_t *ret_size)
{
    static const gunichar high[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    GString *out = g_string_sized_new(size + size / 16 + 1);
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c < 0x80)
            g_string_append_c(out, (char)c);
        else
            g_string_append_unichar(out, c < 0xA0 ? high[c - 0x80] : c);
    }
    *ret_size = out->len;
    return g_string_free(out, FALSE);
}

/* Sets text, first and encoding from raw, which may be the head of a file only. */
static mlg_status decode(csv_table *table, size_t size, bool is_head, const char *shown,
                         mlg_error *err)
{
    const char *raw = (const char *)table->raw;
    if (size >= 2 && (memcmp(raw, "\xFF\xFE", 2) == 0 || memcmp(raw, "\xFE\xFF", 2) == 0)) {
        const char *from = raw[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";
        gsize read = 0, written = 0; /* a character that is cut at the end is not read */
        table->text = g_convert(raw + 2, (gssize)size - 2, "UTF-8", from, &read, &written, NULL);
        if (table->text == NULL || (!is_head && read + 2 < size))
            return mlg_hint(
                err, mlg_fail(err, MLG_E_FORMAT, _("%s: the text is not valid UTF-16"), shown),
                _("save the table as CSV UTF-8 or as XLSX"));
        table->size = written;
        table->encoding = "UTF-16";
    } else {
        bool bom = size >= 3 && memcmp(raw, "\xEF\xBB\xBF", 3) == 0;
        if (memchr(raw, '\0', size) != NULL)
            return mlg_hint(err,
                            mlg_fail(err, MLG_E_FORMAT, _("%s: this is not a text file"), shown),
                            _("save the table as CSV UTF-8 or as XLSX"));
        if (g_utf8_validate(raw, (gssize)size, NULL)) {
            table->text = (char *)table->raw; /* VSIIngestFile ends it with a 0 */
            table->size = size;
            table->encoding = bom ? "UTF-8 (BOM)" : "UTF-8";
        } else {
            table->text = from_cp1252(bom ? raw + 3 : raw, bom ? size - 3 : size, &table->size);
            table->encoding = "cp1252";
        }
    }
    table->first = table->text;
    if (g_str_has_prefix(table->text, "\xEF\xBB\xBF"))
        table->first += 3;
    return MLG_OK;
}

/* How often `separator` stands outside quotes in each of the first lines: the count that most
 * lines share, and how many lines share it. */
static size_t score_separator(const char *text, char separator, size_t *ret_lines)
{
    size_t counts[CSV_SAMPLE_LINES] = {0};
    size_t n = 0;
    bool quoted = false;
    bool blank = true;
    for (const char *p = text; *p != '\0' && n < CSV_SAMPLE_LINES; p++) {
        if (*p == '"')
            quoted = !quoted;
        if (*p == separator && !quoted)
            counts[n]++;
        if ((*p == '\n' || *p == '\r') && !quoted) {
            n += blank ? 0 : 1;
            blank = true;
        } else {
            blank = false;
        }
    }
    n += !blank && n < CSV_SAMPLE_LINES ? 1 : 0;
    size_t best_count = 0;
    *ret_lines = 0;
    for (size_t i = 0; i < n; i++) {
        size_t same = 0;
        for (size_t j = 0; j < n; j++)
            same += counts[j] == counts[i] ? 1 : 0;
        if (counts[i] > 0 &&
            (same > *ret_lines || (same == *ret_lines && counts[i] > best_count))) {
            *ret_lines = same;
            best_count = counts[i];
        }
    }
    return best_count;
}

static char detect_separator(const char *text)
{
    char best = ';';
    size_t best_lines = 0;
    size_t best_count = 0;
    for (const char *candidate = ";\t,|"; *candidate != '\0'; candidate++) {
        size_t lines = 0;
        size_t count = score_separator(text, *candidate, &lines);
        if (lines > best_lines || (lines == best_lines && count > best_count)) {
            best = *candidate;
            best_lines = lines;
            best_count = count;
        }
    }
    return best;
}

/* Appends one cell; returns what follows it: a separator, an end of line or the final 0. */
static const char *read_cell(const csv_table *table, const char *p, GString *text, long *line)
{
    if (*p == '"') {
        for (p++; *p != '\0'; p++) {
            if (*p == '"' && p[1] != '"')
                break;
            if (*p == '"')
                p++;
            *line += *p == '\n' || (*p == '\r' && p[1] != '\n') ? 1 : 0;
            g_string_append_c(text, *p);
        }
        p += *p == '"' ? 1 : 0;
    }
    /* also what stray text follows a closing quote: ="01053" starts without one */
    const char *start = p;
    while (*p != table->separator && *p != '\n' && *p != '\r' && *p != '\0')
        p++;
    g_string_append_len(text, start, p - start);
    return p;
}

size_t csv_table_next(const csv_table *table, csv_cursor *cursor)
{
    if (cursor->next == NULL) {
        cursor->next = table->first;
        cursor->next_line = 1;
        cursor->text = g_string_new(NULL);
        cursor->starts = g_array_new(FALSE, FALSE, sizeof(gsize));
    }
    const char *p = cursor->next;
    if (*p == '\0')
        return 0;
    g_string_truncate(cursor->text, 0);
    g_array_set_size(cursor->starts, 0);
    cursor->line = cursor->next_line;
    for (;;) {
        gsize start = cursor->text->len;
        g_array_append_val(cursor->starts, start);
        p = read_cell(table, p, cursor->text, &cursor->next_line);
        g_string_append_c(cursor->text, '\0');
        if (*p != table->separator)
            break;
        p++;
    }
    if (*p == '\r' && p[1] == '\n')
        p++;
    cursor->next = *p != '\0' ? p + 1 : p;
    cursor->next_line++;
    return cursor->starts->len;
}

void csv_cursor_done(csv_cursor *cursor)
{
    if (cursor->text != NULL) {
        g_string_free(cursor->text, TRUE);
        g_array_free(cursor->starts, TRUE);
    }
    *cursor = (csv_cursor){0};
}

/* Width of the widest row; a quote that is never closed is an error. */
static mlg_status measure(csv_table *table, const char *shown, mlg_error *err)
{
    size_t columns = 1;
    size_t widest = 1;
    long line = 1;
    long opened = 1;
    bool quoted = false;
    bool at_start = true; /* a quote opens a cell only at its start */
    for (const char *p = table->first; *p != '\0'; p++) {
        bool end_of_line = *p == '\n' || (*p == '\r' && p[1] != '\n');
        line += end_of_line ? 1 : 0;
        if (quoted) {
            if (*p == '"' && p[1] == '"')
                p++;
            else if (*p == '"')
                quoted = false;
            continue;
        }
        if (*p == '"' && at_start) {
            quoted = true;
            opened = line;
        }
        at_start = *p == table->separator || *p == '\n' || *p == '\r';
        columns += *p == table->separator ? 1 : 0;
        widest = MAX(widest, columns);
        if (end_of_line)
            columns = 1;
    }
    if (quoted)
        return mlg_hint(
            err,
            mlg_fail(err, MLG_E_FORMAT,
                     _("%s: line %ld: a cell opens with a quotation mark that nothing closes"),
                     shown, opened),
            _("close the cell with a second quotation mark, or remove the first"));
    table->n_columns = widest;
    return MLG_OK;
}

/* The lines that the first bytes of a file end; all of them when the file ends there too. */
static bool read_head(const char *path, size_t most, GByte **ret, vsi_l_offset *ret_size)
{
    VSILFILE *file = VSIFOpenL(path, "rb");
    if (file == NULL)
        return false;
    GByte *raw = VSIMalloc(most + 1); /* one byte more tells whether the file goes on */
    size_t n = raw != NULL ? VSIFReadL(raw, 1, most + 1, file) : 0;
    bool ok = VSIFCloseL(file) == 0 && raw != NULL;
    size_t cut = MIN(n, most);
    while (n > most && cut > 0 && raw[cut - 1] != '\n')
        cut--;
    if (n > most)
        n = cut > 0 ? cut : most;
    if (!ok) {
        VSIFree(raw);
        return false;
    }
    raw[n] = '\0';
    *ret = raw;
    *ret_size = n;
    return true;
}

static mlg_status cannot_read(const char *path, const dataset_guard *guard, const char *shown,
                              mlg_error *err)
{
    bool compressed = g_str_has_prefix(path, "/vsigzip/") && guard->message[0] == '\0';
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_IO, _("%s: cannot be read: %s"), shown,
                             compressed ? _("it is not compressed as its name says")
                                        : dataset_guard_reason(guard, 0)),
                    _("the file is incomplete: fetch it again"));
}

/* Long files are read by lines that a line feed ends. */
static mlg_status check_line_ends(const csv_table *table, const char *shown, mlg_error *err)
{
    const char *end = strpbrk(table->first, "\r\n");
    if (end == NULL || end[0] == '\n' || end[1] == '\n')
        return MLG_OK;
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_FORMAT, _("%s: carriage returns end its lines"), shown),
                    _("save the table as CSV UTF-8 or as XLSX"));
}

mlg_status csv_table_open(const char *path, const char *shown, size_t most, csv_table **ret,
                          mlg_error *err)
{
    g_autoptr(csv_table) table = g_new0(csv_table, 1);
    vsi_l_offset size = 0;
    dataset_guard guard;
    dataset_guard_push(&guard);
    bool ingested = most > 0 ? read_head(path, most, &table->raw, &size)
                             : VSIIngestFile(NULL, path, &table->raw, &size, CSV_LIMIT_BYTES) != 0;
    dataset_guard_pop();
    if (!ingested || guard.failed) /* what stands before the damage is no whole table */
        return cannot_read(path, &guard, shown, err);
    MLG_TRY(decode(table, (size_t)size, most > 0, shown, err));
    if (most > 0)
        MLG_TRY(check_line_ends(table, shown, err));
    table->separator = detect_separator(table->first);
    MLG_TRY(measure(table, shown, err));
    *ret = g_steal_pointer(&table);
    return MLG_OK;
}
