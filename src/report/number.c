/*
 * number.c - figures for people in the data language, and for machines in C digits.
 */
#include "report/number.h"

#include "base/date.h"
#include "base/number.h"

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
    return base_date_told(date);
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
