/*
 * address.c - addresses of databases: known by their beginning, shown without their password.
 */
#include "base/address.h"

#include <string.h>

#include <glib.h>

bool base_is_database(const char *source)
{
    static const char *const prefixes[] = {"PG:", "postgresql://", "postgres://"};
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
        if (g_ascii_strncasecmp(source, prefixes[i], strlen(prefixes[i])) == 0)
            return true;
    return false;
}

/* PG:... password=secret sslpassword='a \' b', postgresql://user:secret@host?password=secret;
 * /vsicurl/https://user:...; in a command line each quote is '\''. */
char *mlg_hide_password(const char *text)
{
    static const char *const rules[][2] = {
        {"(?i)(password\\s*=\\s*)(?:'\\\\''(?:[^'\\\\]|\\\\'\\\\''|\\\\[^'])*'\\\\''"
         "|'(?:[^'\\\\]|\\\\.)*'?|(?:(?!\\|layername=)[^\\s'&])*)",
         "\\1***"},
        {"(://[^\\s/:@]*):[^\\s/]*@", "\\1:***@"},
    };
    char *hidden = g_strdup(text);
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
        g_autofree char *before = hidden;
        g_autoptr(GRegex) regex = g_regex_new(rules[i][0], G_REGEX_RAW, 0, NULL);
        hidden = g_regex_replace(regex, before, -1, 0, rules[i][1], 0, NULL);
    }
    return hidden;
}
