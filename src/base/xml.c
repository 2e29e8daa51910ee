/*
 * xml.c - texts made safe for XML 1.0.
 */
#include "base/xml.h"

#include <string.h>

#define LOST "\xEF\xBF\xBD" /* U+FFFD */

/* What stands for the character at `p`, of *ret_size bytes; NULL: itself. A reader takes a carriage
 * return for a line feed, and in an attribute a line feed for a space. */
static const char *instead_of(const char *p, bool attribute, size_t *ret_size)
{
    *ret_size = 1;
    switch (*p) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\r':
        return "&#13;";
    case '"':
        return attribute ? "&quot;" : NULL;
    case '\n':
        return attribute ? "&#10;" : NULL;
    case '\t':
        return attribute ? "&#9;" : NULL;
    default:
        break;
    }
    if ((unsigned char)*p < 0x20)
        return LOST;
    if (strncmp(p, "\xEF\xBF\xBE", 3) != 0 && strncmp(p, "\xEF\xBF\xBF", 3) != 0)
        return NULL;
    *ret_size = 3; /* U+FFFE, U+FFFF: no characters */
    return LOST;
}

void base_xml_append(GString *xml, const char *text, bool attribute)
{
    g_autofree char *valid = g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);
    const char *start = valid != NULL ? valid : text, *p = start;
    while (*p != '\0') {
        size_t size = 0;
        const char *instead = instead_of(p, attribute, &size);
        if (instead != NULL) {
            g_string_append_len(xml, start, p - start);
            g_string_append(xml, instead);
            start = p + size;
        }
        p += size;
    }
    g_string_append_len(xml, start, p - start);
}
