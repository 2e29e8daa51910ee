/*
 * text_tools.c - small texts of the commands: figures for people, lists, the command line without
 * secrets.
 */
#include "cli/cli.h"
#include "term/text.h"

#include <math.h>
#include <string.h>

char *cli_count(const term_session *session, double value)
{
    if (isnan(value))
        return g_strdup("?");
    const char *separator = session->message == TERM_FRENCH ? " " : ",";
    g_autofree char *digits = g_strdup_printf("%.0f", fabs(value));
    size_t n = strlen(digits);
    GString *text = g_string_new(value < 0 && strcmp(digits, "0") != 0 ? "-" : "");
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            g_string_append(text, separator);
        g_string_append_c(text, digits[i]);
    }
    return g_string_free(text, FALSE);
}

char *cli_percent(double share)
{
    double percent = round(100.0 * share);
    if (share > 0.0 && percent < 1.0) /* little is not nothing, nor nearly all of it all */
        return g_strdup(_("< 1 %"));
    if (share < 1.0 && percent > 99.0)
        return g_strdup(_("> 99 %"));
    return g_strdup_printf(_("%.0f %%"), percent);
}

char *cli_residual(const term_session *session, double value)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    double rounded = round(value * 1e6) / 1e6;
    /* no "-0.000000" */
    (void)g_ascii_formatd(buffer, sizeof buffer, "%.6f", rounded == 0.0 ? 0.0 : rounded);
    char *point = strchr(buffer, '.');
    if (session->message == TERM_FRENCH && point != NULL)
        *point = ',';
    return g_strdup(buffer);
}

char *cli_day(const term_session *session, int date)
{
    int year = date / 10000, month = date / 100 % 100, day = date % 100;
    if (session->message == TERM_FRENCH)
        return g_strdup_printf("%02d/%02d/%04d", day, month, year);
    return g_strdup_printf("%04d-%02d-%02d", year, month, day);
}

char **cli_split(const char *list)
{
    if (list == NULL)
        return NULL;
    g_auto(GStrv) pieces = g_strsplit(list, ",", -1);
    g_autoptr(GStrvBuilder) kept = g_strv_builder_new();
    for (char **piece = pieces; *piece != NULL; piece++)
        if (g_strstrip(*piece)[0] != '\0')
            g_strv_builder_add(kept, *piece);
    return g_strv_builder_end(kept);
}

char *cli_command_line(const term_args *args)
{
    /* what changes nothing in the result */
    static const char *const skipped[] = {"jobs",   "progress",  "output",
                                          "schema", "overwrite", NULL};
    g_autofree char *line = term_args_canonical(args, "maillage", skipped);
    return mlg_hide_password(line); /* it would travel with the result */
}
