/*
 * case_file.c - reads case files: one directive a line, `#` begins a comment.
 */
#include "cases/case_file.h"

#include <math.h>
#include <string.h>

static void clear_expect(gpointer data)
{
    case_expect *e = data;
    g_free(e->what);
    g_free(e->text);
}

static void free_case(gpointer data)
{
    case_one *c = data;
    g_free(c->name);
    g_ptr_array_unref(c->given);
    g_array_unref(c->expectations);
    g_free(c);
}

static case_one *new_case(const char *name, unsigned line)
{
    case_one *c = g_new0(case_one, 1);
    c->name = g_strdup(name);
    c->line = line;
    c->given = g_ptr_array_new_with_free_func(g_free);
    c->expectations = g_array_new(FALSE, FALSE, sizeof(case_expect));
    g_array_set_clear_func(c->expectations, clear_expect);
    return c;
}

/* Cuts the first word off *rest, which is moved to the next. */
static const char *take_word(char **rest)
{
    char *word = *rest;
    size_t length = strcspn(word, " \t");
    *rest = word + length;
    if (word[length] != '\0') {
        word[length] = '\0';
        *rest = g_strchug(word + length + 1);
    }
    return word;
}

static void add_expect(case_one *c, char *rest, unsigned line)
{
    case_expect e = {.line = line, .tolerance = 1e-9};
    e.what = g_strdup(take_word(&rest));
    e.text = g_strdup(rest);
    char *end = NULL;
    e.value = g_ascii_strtod(rest, &end);
    if (end == rest)
        e.value = NAN;
    const char *tolerance = strstr(rest, "+-");
    if (tolerance)
        e.tolerance = g_ascii_strtod(tolerance + 2, NULL);
    g_array_append_val(c->expectations, e);
}

/* What is wrong with the line, NULL when nothing is. */
static const char *read_line(GPtrArray *cases, char *text, unsigned line)
{
    char *comment = strchr(text, '#');
    if (comment && (comment == text || comment[-1] == ' '))
        *comment = '\0';
    char *rest = g_strstrip(text);
    if (*rest == '\0')
        return NULL;
    const char *directive = take_word(&rest);
    if (strcmp(directive, "case") == 0) {
        g_ptr_array_add(cases, new_case(rest, line));
        return NULL;
    }
    if (cases->len == 0)
        return "no case yet";
    case_one *c = cases->pdata[cases->len - 1];
    if (strcmp(directive, "exact") == 0) {
        c->exact = true;
    } else if (strcmp(directive, "given") == 0) {
        (void)take_word(&rest); /* the name is for the reader */
        g_ptr_array_add(c->given, g_strdup(rest));
    } else if (strcmp(directive, "expect") == 0) {
        add_expect(c, rest, line);
    } else {
        return "unknown directive";
    }
    return NULL;
}

GPtrArray *case_file_read(const char *path, char **ret_problem)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL)) {
        *ret_problem = g_strdup("0: unreadable");
        return NULL;
    }
    GPtrArray *cases = g_ptr_array_new_with_free_func(free_case);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (unsigned i = 0; lines[i]; i++) {
        const char *problem = read_line(cases, lines[i], i + 1);
        if (problem) {
            *ret_problem = g_strdup_printf("%u: %s", i + 1, problem);
            g_ptr_array_unref(cases);
            return NULL;
        }
    }
    return cases;
}
