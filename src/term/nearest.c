/*
 * nearest.c - which known word a mistyped one was meant to be: Damerau-Levenshtein distance, a word
 * of n letters may differ by a third of them; else a candidate that contains it.
 */
#include "term/nearest.h"

#include <glib.h>
#include <string.h>

#define WORD_MAX 64 /* longer words resemble nothing */

static unsigned min3(unsigned a, unsigned b, unsigned c)
{
    unsigned ab = a < b ? a : b;
    return ab < c ? ab : c;
}

static unsigned edit_distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    unsigned rows[3][WORD_MAX + 1] = {{0}};
    unsigned *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= m; j++)
        last[j] = (unsigned)j;
    for (size_t i = 1; i <= n; i++) {
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= m; j++) {
            row[j] = min3(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = MIN(row[j], before[j - 2] + 1);
        }
        unsigned *oldest = before;
        before = last;
        last = row;
        row = oldest;
    }
    return last[m];
}

const char *term_nearest(const char *word, const char *const *candidates)
{
    if (word[0] == '\0' || strlen(word) > WORD_MAX)
        return NULL;
    g_autofree char *typed = g_ascii_strdown(word, -1);
    const char *best = NULL, *holds = NULL;
    unsigned best_distance = (unsigned)MAX((size_t)1, strlen(word) / 3) + 1;
    for (; *candidates != NULL; candidates++) {
        if (strlen(*candidates) > WORD_MAX)
            continue;
        g_autofree char *known = g_ascii_strdown(*candidates, -1);
        unsigned distance = edit_distance(typed, known);
        if (distance < best_distance) {
            best = *candidates;
            best_distance = distance;
        }
        if (holds == NULL && strlen(typed) >= 3 && strstr(known, typed) != NULL)
            holds = *candidates;
    }
    return best != NULL ? best : holds;
}
