/*
 * fill.c - the places of a template and what goes there.
 */
#include "style/fill.h"

#include "style/qml.h"

#include <string.h>

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

char *style_xml_escape(const char *text)
{
    GString *safe = g_string_new(NULL);
    append_safe(safe, text, true);
    return g_string_free(safe, FALSE);
}

static const char *find_slot(const char *name, size_t length, const style_slot *slots, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(slots[i].name) == length && strncmp(slots[i].name, name, length) == 0)
            return slots[i].value != NULL ? slots[i].value : "";
    g_assert_not_reached();
}

void style_fill(GString *xml, const unsigned char *pattern, const style_slot *slots, size_t n)
{
    const char *at = (const char *)pattern;
    for (const char *open = NULL; (open = strstr(at, "{{")) != NULL;) {
        const char *close = strstr(open, "}}");
        g_assert(close != NULL);
        g_string_append_len(xml, at, open - at);
        char kind = strchr("&=~", open[2]) != NULL ? open[2] : '"';
        const char *name = open + (kind == '"' ? 2 : 3);
        const char *value = find_slot(name, (size_t)(close - name), slots, n);
        if (kind == '&' || kind == '=')
            g_string_append(xml, value);
        else
            append_safe(xml, value, kind == '"');
        at = close + 2;
    }
    g_string_append(xml, at);
}

style_number style_number_of(double value)
{
    style_number number;
    g_ascii_formatd(number.text, sizeof number.text, "%.10g", value);
    return number;
}
