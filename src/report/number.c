/*
 * number.c - figures for people in the data language, and for machines in C digits.
 */
#include "report/number.h"

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"

char *report_count(double value)
{
    return base_number_count(value);
}

char *report_percent(double share)
{
    return base_number_percent(share);
}

char *report_day(const char *date)
{
    base_period period = {0};
    if (date == NULL || base_date_parse(date, &period) != BASE_DATE_OK)
        return g_strdup(date != NULL ? date : BASE_NUMBER_ABSENT);
    int day = period.first;
    /* TRANSLATORS: a date; year, month, day are arguments 1, 2, 3 */
    return g_strdup_printf(D_("%1$04d-%2$02d-%3$02d"), day / 10000, day / 100 % 100, day % 100);
}

char *report_shown(report_kind kind, const report_cell *cell)
{
    if (kind == REPORT_COUNT)
        return report_count(cell->number);
    if (kind == REPORT_SHARE)
        return report_percent(cell->number);
    const char *text = cell->shown != NULL ? cell->shown : cell->text;
    return g_strdup(text != NULL ? text : BASE_NUMBER_ABSENT);
}

int report_decimals(report_kind kind)
{
    return kind == REPORT_SHARE ? 4 : 2;
}
