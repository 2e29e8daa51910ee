/*
 * cells.c - numbers, years and dates in cells. Tolerant of what spreadsheets and people write,
 * never guessing silently: what is only likely is returned as a proposal.
 */
#include "inventory/cells.h"

#include <math.h>
#include <string.h>

#include "inventory/aliases.h"

/* Day 1 of spreadsheets is 1900-01-01 and they believe in 1900-02-29: day 0 counts as 1899-12-30.
 */
enum { SERIAL_FIRST = 25569 /* 1970 */, SERIAL_LAST = 73050 /* 2099 */ };

char *inventory_cell_trim(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *clean = g_string_sized_new(strlen(valid));
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isspace(c) || g_unichar_iscntrl(c) || c == 0xFEFF) {
            if (clean->len > 0 && clean->str[clean->len - 1] != ' ')
                g_string_append_c(clean, ' ');
        } else {
            g_string_append_unichar(clean, c);
        }
    }
    if (clean->len > 0 && clean->str[clean->len - 1] == ' ')
        g_string_truncate(clean, clean->len - 1);
    return g_string_free(clean, FALSE);
}

char *inventory_cell_clean(const char *text)
{
    char *clean = inventory_cell_trim(text);
    size_t length = strlen(clean);
    if (length >= 3 && g_str_has_prefix(clean, "=\"") && clean[length - 1] == '"') {
        clean[length - 1] = '\0';
        memmove(clean, clean + 2, length - 2);
        g_strstrip(clean);
    }
    return clean;
}

bool inventory_cell_is_error(const char *text)
{
    static const char *const errors[] = {"#N/A",    "#REF!",    "#NAME?",  "#NOM?",
                                         "#VALUE!", "#VALEUR!", "#DIV/0!", "#NULL!",
                                         "#NUL!",   "#NUM!",    "#NOMBRE!"};
    for (size_t i = 0; text[0] == '#' && i < G_N_ELEMENTS(errors); i++)
        if (g_ascii_strcasecmp(text, errors[i]) == 0)
            return true;
    return false;
}

bool inventory_parse_number(const char *text, double *ret_value)
{
    g_autofree char *clean = inventory_cell_clean(text);
    GString *digits = g_string_new(NULL);
    bool percent = false, ok = true;
    for (const char *p = clean; *p != '\0' && ok; p++) {
        if (*p == ' ')
            continue;
        ok = !percent && (g_ascii_isdigit(*p) || strchr(",.-%", *p) != NULL) &&
             (*p != '-' || digits->len == 0);
        percent = *p == '%';
        if (ok && !percent)
            g_string_append_c(digits, *p == ',' ? '.' : *p);
    }
    g_autofree char *number = g_string_free(digits, FALSE);
    char *end = NULL;
    double value = g_ascii_strtod(number, &end);
    if (!ok || end == number || *end != '\0' || !isfinite(value))
        return false;
    *ret_value = percent ? value / 100 : value;
    return true;
}

int inventory_parse_generation(const char *text)
{
    static const struct {
        const char *word;
        int value;
    } words[] = {{"i", 1},        {"ii", 2},       {"iii", 3},       {"iv", 4},
                 {"v", 5},        {"premier", 1},  {"premiere", 1},  {"second", 2},
                 {"seconde", 2},  {"deuxieme", 2}, {"troisieme", 3}, {"quatrieme", 4},
                 {"cinquieme", 5}};
    g_autofree char *folded = inventory_fold(text);
    g_auto(GStrv) pieces = g_strsplit(folded, "_", -1);
    for (size_t i = 0; pieces[i] != NULL; i++) {
        for (size_t w = 0; w < G_N_ELEMENTS(words); w++)
            if (strcmp(pieces[i], words[w].word) == 0)
                return words[w].value;
        const char *digit = pieces[i] + strcspn(pieces[i], "0123456789");
        if (*digit != '\0') {
            size_t n = strspn(digit, "0123456789");
            gint64 value = n <= 2 ? g_ascii_strtoll(digit, NULL, 10) : 0;
            return value >= 1 && value <= 20 ? (int)value : 0;
        }
    }
    return 0;
}

int inventory_parse_year(const char *text)
{
    int year = 0;
    for (const char *p = text; *p != '\0';) {
        size_t n = strspn(p, "0123456789");
        if (n == 4) {
            int value = (int)g_ascii_strtoll(p, NULL, 10);
            if (value >= 1943 && value <= 2100) { /* the COG begins in 1943 */
                if (year != 0 && year != value)
                    return 0;
                year = value;
            }
        }
        p += n > 0 ? n : 1;
    }
    return year;
}

/* dd/mm/yy of the 20th or 21st century. */
static bool guess_century(const char *text, char ret_date[11])
{
    g_auto(GStrv) parts = g_strsplit_set(text, "/.-", -1);
    if (g_strv_length(parts) != 3)
        return false;
    for (int i = 0; i < 3; i++)
        if (parts[i][0] == '\0' || strspn(parts[i], "0123456789") != strlen(parts[i]))
            return false;
    size_t n = strlen(parts[2]);
    if (n != 2 && n != 4)
        return false;
    const char *century = n == 4 ? "" : strcmp(parts[2], "70") < 0 ? "20" : "19";
    g_autofree char *full = g_strdup_printf("%s/%s/%s%s", parts[0], parts[1], century, parts[2]);
    base_period period;
    if (base_date_parse(full, &period) != BASE_DATE_OK)
        return false;
    base_date_format(period.first, ret_date);
    return true;
}

bool inventory_guess_date(const char *text, char ret_date[11])
{
    size_t digits = strspn(text, "0123456789");
    if (digits != 5)
        return guess_century(text, ret_date);
    if (text[5] != '\0' && text[5] != '.' && text[5] != ',')
        return false;
    gint64 serial = g_ascii_strtoll(text, NULL, 10);
    if (serial < SERIAL_FIRST || serial > SERIAL_LAST)
        return false;
    g_autoptr(GDate) date = g_date_new_dmy(30, G_DATE_DECEMBER, 1899);
    g_date_add_days(date, (guint)serial);
    (void)g_snprintf(ret_date, 11, "%04d-%02d-%02d", (int)g_date_get_year(date),
                     (int)g_date_get_month(date), (int)g_date_get_day(date));
    return true;
}
