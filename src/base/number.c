/*
 * number.c - figures for people in the data language, and for machines in C digits.
 */
#include "base/number.h"

#include "base/text.h"

#include <glib.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Whole numbers up to here are exact. */
#define MOST_EXACT 1e15

/* How the language writes numbers is read from one sample of the catalogue. */
typedef struct separators {
    char thousands[8], decimal[8];
} separators;

static void copy_between(const char *from, const char *to, char ret[8])
{
    size_t n = to != NULL && to > from ? (size_t)(to - from) : 0;
    if (n > 7)
        n = 0;
    memcpy(ret, from, n);
    ret[n] = '\0';
}

static separators get_separators(const char *domain)
{
    /* TRANSLATORS: how numbers are written: keep the digits, give your separators */
    const char *sample = base_tr(domain, N_("1,234.5"));
    separators s = {",", "."};
    const char *middle = strstr(sample, "234");
    if (sample[0] == '1' && middle != NULL && strchr(middle, '5') != NULL) {
        copy_between(sample + 1, middle, s.thousands);
        copy_between(middle + 3, strchr(middle, '5'), s.decimal);
    }
    return s;
}

/* C digits cut in groups of three. */
static char *localise(const char *digits, const char *domain)
{
    size_t sign = digits[0] == '-' ? 1 : 0;
    size_t whole = strcspn(digits + sign, ".");
    if (whole <= 3 &&
        digits[sign + whole] == '\0') /* most figures of a table: nothing to set apart */
        return g_strdup(digits);
    separators s = get_separators(domain);
    GString *text = g_string_new(sign ? "-" : "");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            g_string_append(text, s.thousands);
        g_string_append_c(text, digits[sign + i]);
    }
    if (digits[sign + whole] == '.')
        g_string_append_printf(text, "%s%s", s.decimal, digits + sign + whole + 1);
    return g_string_free(text, FALSE);
}

/* A rounded number as printf has it, at a fifth of the time. */
static bool write_whole(double value, char *text)
{
    char digits[24], *first = digits + sizeof digits;
    if (signbit(value) || !(value < MOST_EXACT))
        return false;
    uint64_t n = (uint64_t)value;
    do
        *--first = (char)('0' + n % 10);
    while ((n /= 10) > 0);
    size_t size = (size_t)(digits + sizeof digits - first);
    memcpy(text, first, size);
    text[size] = '\0';
    return true;
}

static void write_fixed(double value, int decimals, char *text, int size)
{
    char format[8];
    if (decimals == 0 && write_whole(rint(value), text))
        return;
    (void)g_snprintf(format, sizeof format, "%%.%df", decimals);
    g_ascii_formatd(text, size, format, value);
}

char *base_number_plain(double value, int decimals)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE + 64];
    if (!isfinite(value))
        return g_strdup("");
    write_fixed(value, decimals, text, sizeof text);
    if (strchr(text, '.') != NULL) {
        size_t n = strlen(text);
        while (text[n - 1] == '0')
            text[--n] = '\0';
        if (text[n - 1] == '.')
            text[--n] = '\0';
    }
    return g_strdup(strcmp(text, "-0") == 0 ? "0" : text);
}

char *base_number_count(double value)
{
    if (isnan(value))
        return g_strdup(BASE_NUMBER_ABSENT);
    g_autofree char *digits = base_number_plain(value, 0);
    return localise(digits, BASE_DOMAIN_DATA);
}

static char *write_decimal(double value, int decimals, const char *domain)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE + 64];
    if (!isfinite(value))
        return g_strdup(BASE_NUMBER_ABSENT);
    write_fixed(value, decimals, text, sizeof text);
    return localise(text, domain);
}

char *base_number_decimal(double value, int decimals)
{
    return write_decimal(value, decimals, BASE_DOMAIN_DATA);
}

char *base_number_told(double value, int decimals)
{
    return write_decimal(value, decimals, BASE_DOMAIN_MESSAGE);
}

char *base_number_translate(const char *text, const char *domain)
{
    separators s = get_separators(domain);
    GString *line = g_string_new(NULL);
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '.' && p > text && g_ascii_isdigit(p[-1]) && g_ascii_isdigit(p[1]))
            g_string_append(line, s.decimal);
        else
            g_string_append_c(line, *p);
    }
    return g_string_free(line, FALSE);
}

char *base_number_percent(double share)
{
    if (isnan(share))
        return g_strdup(BASE_NUMBER_ABSENT);
    g_autofree char *digits = base_number_plain(100 * share, 0);
    g_autofree char *number = localise(digits, BASE_DOMAIN_DATA);
    if (share > 0 && strcmp(digits, "0") == 0) /* little is not nothing */
        return g_strdup(D_("< 1%"));
    if (share < 1 && strcmp(digits, "100") == 0)
        return g_strdup(D_("> 99%"));
    /* TRANSLATORS: a percentage, with the space that the language puts before the sign */
    return g_strdup_printf(D_("%s%%"), number);
}

void base_number_append_exact(GString *out, double value)
{
    static const char *const formats[] = {"%.15g", "%.16g", "%.17g"};
    char buffer[G_ASCII_DTOSTR_BUF_SIZE] = "";
    value += 0.0; /* zero has no sign */
    for (size_t i = 0; i < G_N_ELEMENTS(formats) && isfinite(value); i++) {
        (void)g_ascii_formatd(buffer, sizeof buffer, formats[i], value);
        if (g_ascii_strtod(buffer, NULL) == value) /* the same double, not a near one */
            break;
    }
    g_string_append(out, buffer);
}
