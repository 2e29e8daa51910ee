/*
 * sheet.c - filling the parts of geodata/styles/modeles.xml; text made safe for XML.
 */
#include "style/sheet.h"

#include "style/qml.h"

#include "embedded_style.h"

#include <string.h>

#define MAX_KEYS 12

typedef struct part_keys {
    const char *keys[MAX_KEYS], *values[MAX_KEYS];
    size_t n;
} part_keys;

/* Characters that XML 1.0 cannot hold, not even as references. */
static bool is_forbidden(gunichar c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0xD800 && c <= 0xDFFF) ||
           c == 0xFFFE || c == 0xFFFF;
}

/* In an attribute quotes would end it, and line feeds would become spaces. */
static void append_safe(GString *to, const char *text, bool attribute)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == '&')
            g_string_append(to, "&amp;");
        else if (c == '<')
            g_string_append(to, "&lt;");
        else if (c == '>')
            g_string_append(to, "&gt;");
        else if (c == '"' && attribute)
            g_string_append(to, "&quot;");
        else if (attribute && (c == '\n' || c == '\t' || c == '\r'))
            g_string_append_printf(to, "&#%u;", c);
        else if (!is_forbidden(c))
            g_string_append_unichar(to, c);
    }
}

/* The text of a part, without its first line feed and its last. */
static const char *find_part(const char *name, size_t *ret_length)
{
    g_autofree char *head = g_strdup_printf("<template name=\"%s\">\n", name);
    const char *start = strstr((const char *)style_templates, head);
    g_assert(start != NULL);
    start += strlen(head);
    const char *end = strstr(start, "\n</template>");
    g_assert(end != NULL);
    *ret_length = (size_t)(end - start);
    return start;
}

static const char *find_value(const part_keys *keys, const char *key, size_t length)
{
    for (size_t i = 0; i < keys->n; i++)
        if (strlen(keys->keys[i]) == length && strncmp(keys->keys[i], key, length) == 0)
            return keys->values[i];
    g_assert_not_reached();
}

static void fill(GString *to, const char *part, size_t length, const part_keys *keys)
{
    const char *end = part + length;
    for (const char *open = NULL; (open = g_strstr_len(part, end - part, "{{")) != NULL;) {
        g_string_append_len(to, part, open - part);
        const char *key = open + 2;
        const char *close = strstr(key, "}}");
        char kind = *key == '=' || *key == '~' ? *key++ : '"';
        const char *value = find_value(keys, key, (size_t)(close - key));
        if (kind == '=')
            g_string_append(to, value);
        else
            append_safe(to, value, kind == '"');
        part = close + 2;
    }
    g_string_append_len(to, part, end - part);
}

void style_part(GString *to, const char *name, ...)
{
    part_keys keys = {.n = 0};
    va_list list;
    va_start(list, name);
    for (const char *key = NULL; (key = va_arg(list, const char *)) != NULL; keys.n++) {
        g_assert(keys.n < MAX_KEYS);
        keys.keys[keys.n] = key;
        keys.values[keys.n] = va_arg(list, const char *);
    }
    va_end(list);
    size_t length = 0;
    const char *part = find_part(name, &length);
    fill(to, part, length, &keys);
}

char *style_xml_escape(const char *text)
{
    GString *safe = g_string_new(NULL);
    append_safe(safe, text, true);
    return g_string_free(safe, FALSE);
}

char *style_literal(const char *text)
{
    g_auto(GStrv) slashes = g_strsplit(text, "\\", -1);
    g_autofree char *safe = g_strjoinv("\\\\", slashes);
    g_auto(GStrv) quotes = g_strsplit(safe, "'", -1);
    g_autofree char *doubled = g_strjoinv("''", quotes);
    return g_strdup_printf("'%s'", doubled);
}
