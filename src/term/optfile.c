/*
 * optfile.c - options read from a file: words as a shell reads them, quotes included, `#` comments.
 */
#include "term/args.h"
#include "term/system_text.h"
#include "term/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define OPTFILE_MAX ((size_t)1 << 20) /* more is not a list of options */

static bool read_all(const char *path, GString *text, term_problem *ret_problem)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return term_problem_set(ret_problem, NULL, _("--optfile: %s: %s"), path,
                                term_system_text(errno));
    char buffer[4096];
    size_t n = 0;
    while (text->len <= OPTFILE_MAX && (n = fread(buffer, 1, sizeof buffer, file)) > 0)
        g_string_append_len(text, buffer, (gssize)n);
    int failed = ferror(file) ? errno : 0;
    (void)fclose(file); /* only read */
    if (failed != 0)
        return term_problem_set(ret_problem, NULL, _("--optfile: %s: %s"), path,
                                term_system_text(failed));
    if (text->len > OPTFILE_MAX || memchr(text->str, '\0', text->len) != NULL)
        return term_problem_set(ret_problem, NULL,
                                _("--optfile: %s: this is not a text of options"), path);
    return true;
}

bool term_optfile_read(const char *path, char ***ret_words, term_problem *ret_problem)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (!read_all(path, text, ret_problem))
        return false;
    const char *start = text->str;
    if (g_str_has_prefix(start, "\xEF\xBB\xBF"))
        start += 3;
    g_auto(GStrv) lines = g_strsplit(start, "\n", -1);
    g_autoptr(GStrvBuilder) words = g_strv_builder_new();
    for (size_t i = 0; lines[i] != NULL; i++) {
        g_autoptr(GError) error = NULL;
        g_auto(GStrv) found = NULL;
        (void)g_strchomp(lines[i]); /* the CR of Windows */
        if (g_shell_parse_argv(lines[i], NULL, &found, &error))
            g_strv_builder_addv(words, (const char **)found);
        else if (!g_error_matches(error, G_SHELL_ERROR, G_SHELL_ERROR_EMPTY_STRING))
            return term_problem_set(ret_problem, NULL,
                                    _("--optfile: %s: line %zu: a quote is not closed"), path,
                                    i + 1);
    }
    *ret_words = g_strv_builder_end(words);
    return true;
}
