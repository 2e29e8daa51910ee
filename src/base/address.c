/*
 * address.c - addresses of databases: known by their beginning, shown without their password.
 */
#include "base/address.h"

#include <glib.h>

bool base_is_database(const char *source)
{
    static const char *const prefixes[] = {"PG:", "postgresql://", "postgres://"};
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
        if (g_str_has_prefix(source, prefixes[i]))
            return true;
    return false;
}

/* PG:... password=secret sslpassword='a \' b', postgresql://user:secret@host?password=secret */
char *base_hide_password(const char *source)
{
    static const char *const rules[][2] = {
        {"(?i)(password\\s*=\\s*)(?:'(?:[^'\\\\]|\\\\.)*'?|[^\\s'&]*)", "\\1***"},
        {"(?i)(postgres(?:ql)?://[^\\s/:@]*):[^\\s/]*@", "\\1:***@"},
    };
    char *text = g_strdup(source);
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
        g_autofree char *before = text;
        g_autoptr(GRegex) regex = g_regex_new(rules[i][0], G_REGEX_RAW, 0, NULL);
        text = g_regex_replace(regex, before, -1, 0, rules[i][1], 0, NULL);
    }
    return text;
}
