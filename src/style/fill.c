/*
 * fill.c - the places of a template and what goes there.
 */
#include "style/fill.h"

#include "base/xml.h"
#include "style/qml.h"

#include <string.h>

char *style_xml_escape(const char *text)
{
    GString *safe = g_string_new(NULL);
    base_xml_append(safe, text, /* attribute= */ true);
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
        char kind = strchr("=~", open[2]) != NULL ? open[2] : '"';
        const char *name = open + (kind == '"' ? 2 : 3);
        const char *value = find_slot(name, (size_t)(close - name), slots, n);
        if (kind == '=')
            g_string_append(xml, value);
        else
            base_xml_append(xml, value, kind == '"');
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
