/*
 * fill.c - the places of a template and what goes there.
 */
#include "style/fill.h"

#include "style/qml.h"

#include <string.h>

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
        bool raw = open[2] == '&';
        const char *name = open + (raw ? 3 : 2);
        const char *value = find_slot(name, (size_t)(close - name), slots, n);
        g_autofree char *safe = raw ? NULL : style_xml_escape(value);
        g_string_append(xml, raw ? value : safe);
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
