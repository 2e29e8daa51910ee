/*
 * indicator_sentence.c - the figures of an indicator as a sentence in the data language: "83 % (19
 * sur 23 ; 4 non renseignés)".
 */
#include "coverage/coverage.h"

#include "base/number.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

base_enum_names coverage_unit_names = {"part", "nombre", "habitants", "etp", "années", NULL};

char *coverage_not_told_text(double not_told)
{
    if (!(not_told > 0))
        return g_strdup("");
    g_autofree char *n = base_number_count(not_told);
    return g_strdup_printf(Dngettext_("; %s not told", "; %s not told", not_told), n);
}

static char *figure(double value, coverage_unit unit)
{
    switch (unit) {
    case COVERAGE_UNIT_PART:
        return base_number_percent(value);
    case COVERAGE_UNIT_ETP:
        return base_number_decimal(value, 2);
    case COVERAGE_UNIT_ANNEES:
        return base_number_decimal(value, 1);
    case COVERAGE_UNIT_NOMBRE: /* a median may lie between two whole numbers */
        return base_number_decimal(value, value > floor(value) ? 1 : 0);
    case COVERAGE_UNIT_HABITANTS:
        break;
    }
    return base_number_count(value);
}

/* One and a half is plural in English, singular in French; so is nothing. */
static unsigned long plural_of(double value)
{
    return value >= 2 ? (unsigned long)value : value > 1 || value < 1 ? 0 : 1;
}

/* "3,2 ans" */
static char *quantity(double value, coverage_unit unit)
{
    g_autofree char *number = figure(value, unit);
    switch (unit) {
    case COVERAGE_UNIT_HABITANTS:
        return g_strdup_printf(Dngettext_("%s inhabitant", "%s inhabitants", plural_of(value)),
                               number);
    case COVERAGE_UNIT_ETP:
        return g_strdup_printf(D_("%s FTE"), number);
    case COVERAGE_UNIT_ANNEES:
        return g_strdup_printf(Dngettext_("%s year", "%s years", plural_of(value)), number);
    case COVERAGE_UNIT_PART:
    case COVERAGE_UNIT_NOMBRE:
        break;
    }
    return g_steal_pointer(&number);
}

static char *part_sentence(const coverage_indicator *i, const char *rest)
{
    g_autofree char *a = base_number_count(i->numerator), *b = base_number_count(i->denominator);
    if (!(i->denominator > 0))
        return g_strdup_printf(D_("no figure (%s of %s%s)"), a, b, rest);
    g_autofree char *percent = base_number_percent(i->value);
    return g_strdup_printf(D_("%s (%s of %s%s)"), percent, a, b, rest);
}

/* Some numbers are a part of their denominator; beside others it stands for comparison. */
static char *number_sentence(const coverage_indicator *i, const char *rest)
{
    g_autofree char *a = base_number_count(i->numerator), *b = base_number_count(i->denominator);
    if (strcmp(i->name, "contrats_en_vigueur") == 0 ||
        strcmp(i->name, "contrats_ville_nombre") == 0)
        return g_strdup_printf(D_("%s of %s%s"), a, b, rest);
    return g_strconcat(a, rest, NULL);
}

static char *spread_sentence(const coverage_indicator *i, coverage_unit unit)
{
    g_autofree char *a = base_number_count(i->numerator), *b = base_number_count(i->denominator);
    if (isnan(i->value))
        return g_strdup_printf(D_("no figure (%s of %s%s)"), a, b, "");
    g_autofree char *median = figure(i->value, unit);
    g_autofree char *min = figure(i->value_min, unit), *max = figure(i->value_max, unit);
    const char *sentence =
        Dngettext_("median %s, from %s to %s (%s département of %s)",
                   "median %s, from %s to %s (%s départements of %s)", i->numerator);
    return g_strdup_printf(sentence, median, min, max, a, b);
}

/* A mean has its least and most, a sum has not. */
static char *quantity_sentence(const coverage_indicator *i, coverage_unit unit, const char *rest)
{
    g_autofree char *n = base_number_count(i->denominator);
    if (isnan(i->value))
        return g_strdup_printf(D_("no figure (0 told%s)"), rest);
    g_autofree char *told = quantity(i->value, unit);
    if (i->denominator < 2)
        return g_strdup_printf(D_("%s (of %s%s)"), told, n, rest);
    if (isnan(i->value_min))
        return g_strdup_printf(D_("%s in all (of %s%s)"), told, n, rest);
    g_autofree char *min = figure(i->value_min, unit), *max = figure(i->value_max, unit);
    return g_strdup_printf(D_("%s on average, from %s to %s (of %s%s)"), told, min, max, n, rest);
}

char *coverage_indicator_sentence(const coverage_indicator *indicator)
{
    int unit = base_enum_find(coverage_unit_names, indicator->unit);
    g_autofree char *rest = coverage_not_told_text(indicator->not_told);
    if (unit >= 0 && g_str_has_suffix(indicator->name, COVERAGE_SPREAD_SUFFIX))
        return spread_sentence(indicator, (coverage_unit)unit);
    if (unit == COVERAGE_UNIT_PART)
        return part_sentence(indicator, rest);
    if (unit == COVERAGE_UNIT_NOMBRE)
        return number_sentence(indicator, rest);
    return unit < 0 ? g_strdup("") : quantity_sentence(indicator, (coverage_unit)unit, rest);
}
