/*
 * date.c - reading dates in the five forms people write, and the little arithmetic reports need.
 */
#include "base/date.h"

#include "base/number.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include <glib.h>

/* Years before this or of other lengths are typing mistakes; 9999 is a usual "no end". */
enum { YEAR_FIRST = 1000 };

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : lengths[month - 1];
}

static base_date make_date(int year, int month, int day)
{
    return (base_date)(year * 10000 + month * 100 + day);
}

/* Up to three numbers cut by one separator, and where they stop. */
typedef struct number_list {
    int value[3], digits[3], count;
    char separator;
    const char *end;
} number_list;

static number_list read_numbers(const char *text)
{
    number_list list = {.end = text};
    while (list.count < 3 && g_ascii_isdigit(*list.end)) {
        int value = 0, digits = 0;
        for (; g_ascii_isdigit(*list.end) && digits < 5; list.end++, digits++)
            value = value * 10 + (*list.end - '0');
        list.value[list.count] = value;
        list.digits[list.count++] = digits;
        bool separated = (*list.end == '-' || *list.end == '/') && g_ascii_isdigit(list.end[1]) &&
                         (list.count == 1 || *list.end == list.separator);
        if (!separated || list.count == 3)
            break;
        list.separator = *list.end++;
    }
    return list;
}

/* Spreadsheets give 2024-01-31T00:00:00 or 2024/01/31 00:00:00+00 for a day. */
static bool is_time(const char *text)
{
    if (*text != 'T' && *text != ' ')
        return false;
    text++;
    return g_ascii_isdigit(*text) && strspn(text, "0123456789:.+-Z") == strlen(text);
}

/* Sets year, month and day (0 where not written) by the form; false when it is none of the five. */
static bool assign(const number_list *list, int *ret_year, int *ret_month, int *ret_day)
{
    const int *v = list->value, *d = list->digits;
    bool year_first = d[0] == 4, short_tail = list->count < 2 || d[1] <= 2;
    if (year_first && short_tail && (list->count < 3 || d[2] <= 2)) {
        *ret_year = v[0], *ret_month = v[1], *ret_day = v[2];
        return list->count != 2 || list->separator == '-';
    }
    if (list->separator != '/' || d[0] > 2 || d[list->count - 1] != 4)
        return false;
    *ret_year = v[list->count - 1];
    *ret_month = list->count == 3 ? v[1] : v[0];
    *ret_day = list->count == 3 ? v[0] : 0;
    return list->count == 2 || d[1] <= 2;
}

base_date_problem base_date_parse(const char *text, base_period *ret_period)
{
    if (text == NULL)
        return BASE_DATE_EMPTY;
    g_autofree char *copy = g_strstrip(g_strdup(text));
    if (copy[0] == '\0')
        return BASE_DATE_EMPTY;
    number_list list = read_numbers(copy);
    int year = 0, month = 0, day = 0;
    if (list.count == 0 || (*list.end != '\0' && !(list.count == 3 && is_time(list.end))) ||
        !assign(&list, &year, &month, &day))
        return BASE_DATE_MALFORMED;
    if (year < YEAR_FIRST || (list.count >= 2 && (month < 1 || month > 12)))
        return BASE_DATE_IMPOSSIBLE;
    if (list.count == 3 && (day < 1 || day > month_length(year, month)))
        return BASE_DATE_IMPOSSIBLE;
    int first_month = list.count >= 2 ? month : 1, last_month = list.count >= 2 ? month : 12;
    int last_day = list.count == 3 ? day : month_length(year, last_month);
    ret_period->first = make_date(year, first_month, list.count == 3 ? day : 1);
    ret_period->last = make_date(year, last_month, last_day);
    return BASE_DATE_OK;
}

char *base_date_format(base_date date, char buffer[11])
{
    buffer[0] = '\0';
    if (date != BASE_DATE_NONE)
        (void)g_snprintf(buffer, 11, "%04d-%02d-%02d", (int)(date / 10000 % 10000),
                         (int)(date / 100 % 100), (int)(date % 100));
    return buffer;
}

int base_date_year(base_date date)
{
    return (int)(date / 10000);
}

base_date base_date_add_months(base_date date, int months)
{
    if (date == BASE_DATE_NONE)
        return BASE_DATE_NONE;
    int index = base_date_year(date) * 12 + (int)(date / 100 % 100) - 1 + months;
    int year = index / 12, month = index % 12 + 1, day = (int)(date % 100);
    int length = month_length(year, month);
    return make_date(year, month, day < length ? day : length);
}

/* Days since 0000-03-01 in the Gregorian calendar; a year starting in March ends with its leap day.
 */
static long day_number(base_date date)
{
    long year = date / 10000, month = date / 100 % 100, day = date % 100;
    if (month < 3) {
        month += 12;
        year--;
    }
    return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 - 457) / 5 + day - 306;
}

long base_date_days_between(base_date a, base_date b)
{
    return day_number(b) - day_number(a);
}

char *base_date_told(const char *date)
{
    base_period period = {0};
    if (date == NULL || base_date_parse(date, &period) != BASE_DATE_OK)
        return g_strdup(date != NULL ? date : BASE_NUMBER_ABSENT);
    int day = period.first;
    /* TRANSLATORS: a date; year, month, day are arguments 1, 2, 3 */
    return g_strdup_printf(D_("%1$04d-%2$02d-%3$02d"), day / 10000, day / 100 % 100, day % 100);
}
