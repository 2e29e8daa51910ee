/*
 * sheet.c - the parts of geodata/styles/modeles.xml.
 */
#include "style/sheet.h"

#include "style/fill.h"

#include "embedded_style.h"

#include <string.h>

#define MAX_KEYS 12

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

void style_part(GString *to, const char *name, ...)
{
    style_slot slots[MAX_KEYS];
    size_t n = 0, length = 0;
    va_list list;
    va_start(list, name);
    for (const char *key = NULL; (key = va_arg(list, const char *)) != NULL; n++) {
        g_assert(n < MAX_KEYS);
        slots[n].name = key;
        slots[n].value = va_arg(list, const char *);
    }
    va_end(list);
    const char *start = find_part(name, &length);
    g_autofree char *part = g_strndup(start, length);
    style_fill(to, (const unsigned char *)part, slots, n);
}

char *style_literal(const char *text)
{
    g_auto(GStrv) slashes = g_strsplit(text, "\\", -1);
    g_autofree char *safe = g_strjoinv("\\\\", slashes);
    g_auto(GStrv) quotes = g_strsplit(safe, "'", -1);
    g_autofree char *doubled = g_strjoinv("''", quotes);
    return g_strdup_printf("'%s'", doubled);
}
