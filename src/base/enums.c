/*
 * enums.c - finding the value a word means, or the nearest one to propose.
 */
#include "base/enums.h"

#include <string.h>

#include <glib.h>

int base_enum_find(base_enum_names names, const char *name)
{
    for (int i = 0; names[i] != NULL; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

/* Letters that have no decomposition in Unicode and that French uses. */
static const char *ligature(gunichar c)
{
    switch (c) {
    case 0x152: /* OE */
    case 0x153:
        return "oe";
    case 0xC6: /* AE */
    case 0xE6:
        return "ae";
    case 0xDF: /* sharp s */
        return "ss";
    default:
        return NULL;
    }
}

char *base_fold(const char *text)
{
    g_autofree char *valid = g_strstrip(g_utf8_make_valid(text, -1));
    g_autofree char *parts = g_utf8_normalize(valid, -1, G_NORMALIZE_ALL);
    GString *folded = g_string_new(NULL);
    for (const char *p = parts; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (ligature(c) != NULL)
            g_string_append(folded, ligature(c));
        else if (c < 0x80 && g_ascii_isalnum((char)c))
            g_string_append_c(folded, g_ascii_tolower((char)c));
        else if (g_unichar_combining_class(c) == 0)
            g_string_append_c(folded, '_');
    }
    return g_string_free(folded, FALSE);
}

static unsigned min3(unsigned a, unsigned b, unsigned c)
{
    unsigned m = a < b ? a : b;
    return m < c ? m : c;
}

unsigned base_edit_distance(const char *a, const char *b)
{
    size_t n = strlen(b), width = n + 1;
    /* three rows, turned in place: two back for a swap, one back, the current one */
    g_autofree unsigned *rows = g_new0(unsigned, 3 * width);
    unsigned *before = rows, *last = rows + width, *row = rows + 2 * width;
    for (size_t j = 0; j <= n; j++)
        row[j] = (unsigned)j;
    for (size_t i = 1; a[i - 1] != '\0'; i++) {
        unsigned *oldest = before;
        before = last, last = row, row = oldest;
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= n; j++) {
            unsigned cost = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = min3(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                before[j - 2] + 1 < row[j])
                row[j] = before[j - 2] + 1;
        }
    }
    return row[n];
}

int base_enum_nearest(base_enum_names names, const char *text, unsigned max_distance)
{
    g_autofree char *folded = base_fold(text);
    int nearest = -1;
    unsigned least = max_distance + 1;
    for (int i = 0; names[i] != NULL && least > 0; i++) {
        g_autofree char *name = base_fold(names[i]);
        unsigned distance = base_edit_distance(folded, name);
        if (distance < least) {
            least = distance;
            nearest = i;
        }
    }
    return nearest;
}
