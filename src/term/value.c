/*
 * value.c - one option's value checked and brought to its canonical spelling, so that equal
 * requests are written alike.
 */
#include "term/args.h"
#include "term/nearest.h"
#include "term/text.h"

#include <math.h>
#include <string.h>

bool term_problem_set(term_problem *problem, const char *hint, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    term_problem_clear(problem);
    problem->message = g_strdup_vprintf(format, args);
    problem->hint = g_strdup(hint);
    va_end(args);
    return false;
}

void term_problem_clear(term_problem *problem)
{
    g_clear_pointer(&problem->message, g_free);
    g_clear_pointer(&problem->hint, g_free);
}

static bool read_number(const term_option *option, const char *text, char **ret_text,
                        double *ret_number, term_problem *ret_problem)
{
    g_autofree char *point = g_strdup(text);
    char *comma = strchr(point, ',');
    if (comma != NULL)
        *comma = '.';
    char *end = NULL;
    double number = g_ascii_strtod(point, &end);
    /* strtod also reads "nan", "inf" and "0x1p3" */
    bool read = end != point && *end == '\0' && isfinite(number) &&
                strspn(point, "+-.0123456789eE") == strlen(point);
    bool whole = option->kind == TERM_INTEGER;
    if (!read || (whole && floor(number) != number))
        return term_problem_set(ret_problem, NULL,
                                whole ? _("--%s: \"%s\" is not a whole number")
                                      : _("--%s: \"%s\" is not a number"),
                                option->name, text);
    if (number < option->min || number > option->max)
        return term_problem_set(ret_problem, NULL, _("--%s: %s is not between %.15g and %.15g"),
                                option->name, text, option->min, option->max);
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    /* 15 digits give back what people type: 0.95, not 0.94999999999999996 */
    *ret_text = g_strdup(g_ascii_formatd(buffer, sizeof buffer, "%.15g", number));
    *ret_number = number;
    return true;
}

/* Exactly n digits; moves *text behind them. */
static bool take_digits(const char **text, int n, unsigned *ret)
{
    unsigned value = 0;
    for (int i = 0; i < n; i++, (*text)++) {
        if (!g_ascii_isdigit(**text))
            return false;
        value = value * 10 + (unsigned)(**text - '0');
    }
    *ret = value;
    return true;
}

static bool take_char(const char **text, char c)
{
    return *(*text)++ == c;
}

static bool read_date(const term_option *option, const char *text, char **ret_text,
                      double *ret_number, term_problem *ret_problem)
{
    unsigned year = 0, month = 0, day = 0;
    const char *s = text;
    bool read = false;
    if (strlen(text) == strlen("AAAA-MM-JJ")) {
        if (text[2] == '/')
            read = take_digits(&s, 2, &day) && take_char(&s, '/') && take_digits(&s, 2, &month) &&
                   take_char(&s, '/') && take_digits(&s, 4, &year);
        else
            read = take_digits(&s, 4, &year) && take_char(&s, '-') && take_digits(&s, 2, &month) &&
                   take_char(&s, '-') && take_digits(&s, 2, &day);
    }
    if (!read)
        return term_problem_set(ret_problem, NULL,
                                _("--%s: \"%s\" is not a day; write it YYYY-MM-DD or DD/MM/YYYY"),
                                option->name, text);
    if (year == 0 || !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return term_problem_set(ret_problem, NULL, _("--%s: \"%s\" does not exist in the calendar"),
                                option->name, text);
    *ret_text = g_strdup_printf("%04u-%02u-%02u", year, month, day);
    *ret_number = (double)(year * 10000 + month * 100 + day);
    return true;
}

static bool read_period(const term_option *option, const char *text, char **ret_text,
                        double *ret_number, term_problem *ret_problem)
{
    unsigned year = 0, month = 0;
    const char *s = text;
    bool read = false, whole_year = strlen(text) == strlen("AAAA");
    if (whole_year)
        read = take_digits(&s, 4, &year);
    else if (strlen(text) == strlen("AAAA-MM") && text[2] == '/')
        read = take_digits(&s, 2, &month) && take_char(&s, '/') && take_digits(&s, 4, &year);
    else if (strlen(text) == strlen("AAAA-MM"))
        read = take_digits(&s, 4, &year) && take_char(&s, '-') && take_digits(&s, 2, &month);
    if (!read)
        return term_problem_set(
            ret_problem, NULL,
            _("--%s: \"%s\" is no year and no month; write it YYYY, YYYY-MM or MM/YYYY"),
            option->name, text);
    if (!whole_year && (month < 1 || month > 12))
        return term_problem_set(ret_problem, NULL, _("--%s: \"%s\" does not exist in the calendar"),
                                option->name, text);
    if (year < option->min || year > option->max)
        return term_problem_set(ret_problem, NULL,
                                _("--%s: %s is not between the years %.0f and %.0f"), option->name,
                                text, option->min, option->max);
    *ret_text =
        whole_year ? g_strdup_printf("%04u", year) : g_strdup_printf("%04u-%02u", year, month);
    *ret_number = (double)(year * 100 + month);
    return true;
}

GPtrArray *term_choices(const term_option *option)
{
    GPtrArray *choices = g_ptr_array_new();
    const char *choice = NULL;
    for (size_t i = 0; option->choices != NULL && option->choices[i] != NULL; i++)
        g_ptr_array_add(choices, (gpointer)option->choices[i]);
    for (size_t i = 0; option->choice != NULL && (choice = option->choice(i)) != NULL; i++)
        g_ptr_array_add(choices, (gpointer)choice);
    g_ptr_array_add(choices, NULL);
    return choices;
}

static bool read_choice(const term_option *option, const char *text, char **ret_text,
                        term_problem *ret_problem)
{
    g_autoptr(GPtrArray) list = term_choices(option);
    const char *const *choices = (const char *const *)list->pdata;
    for (const char *const *choice = choices; *choice != NULL; choice++) {
        if (g_ascii_strcasecmp(*choice, text) == 0) {
            *ret_text = g_strdup(*choice);
            return true;
        }
    }
    g_autofree char *all = g_strjoinv(", ", (char **)list->pdata);
    g_autofree char *possible = g_strdup_printf(_("possible values: %s"), all);
    const char *nearest = term_nearest(text, choices);
    if (nearest != NULL)
        return term_problem_set(ret_problem, possible,
                                _("--%s: \"%s\" is not a possible value; did you mean %s?"),
                                option->name, text, nearest);
    return term_problem_set(ret_problem, possible, _("--%s: \"%s\" is not a possible value"),
                            option->name, text);
}

bool term_value_read(const term_option *option, const char *text, char **ret_text,
                     double *ret_number, term_problem *ret_problem)
{
    if (text[0] == '\0')
        return term_problem_set(ret_problem, NULL, _("--%s: the value is empty"), option->name);
    switch (option->kind) {
    case TERM_NUMBER:
    case TERM_INTEGER:
        return read_number(option, text, ret_text, ret_number, ret_problem);
    case TERM_DATE:
        return read_date(option, text, ret_text, ret_number, ret_problem);
    case TERM_PERIOD:
        return read_period(option, text, ret_text, ret_number, ret_problem);
    case TERM_CHOICE:
        return read_choice(option, text, ret_text, ret_problem);
    case TERM_HEADING:
    case TERM_FLAG:
    case TERM_TEXT:
    case TERM_LIST:
        break;
    }
    *ret_text = g_strdup(text);
    return true;
}
