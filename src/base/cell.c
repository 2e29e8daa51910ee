/*
 * cell.c - texts in the cells of spreadsheets and of CSV, the same in all that we write.
 */
#include "base/cell.h"

#include <string.h>

bool base_cell_is_formula(const char *text)
{
    return text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
}

const char *base_cell_text(const char *text, char **ret_made)
{
    bool formula = base_cell_is_formula(text);
    *ret_made = NULL;
    if (!formula && g_utf8_validate(text, -1, NULL))
        return text;
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    *ret_made = g_strconcat(formula ? "'" : "", valid, NULL);
    return *ret_made;
}

void base_cell_append_csv(GString *out, const char *text, char separator)
{
    bool formula = base_cell_is_formula(text);
    const char special[] = {separator, '"', '\n', '\r', '\0'};
    if (strpbrk(text, special) == NULL) {
        g_string_append(out, formula ? "'" : "");
        g_string_append(out, text);
        return;
    }
    g_string_append(out, formula ? "\"'" : "\"");
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *p);
    }
    g_string_append_c(out, '"');
}
