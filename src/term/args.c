/*
 * args.c - values of a parsed command line, by option name, and its canonical form.
 */
#include "term/args.h"

#include <assert.h>
#include <string.h>

void term_args_free(term_args *args)
{
    if (args == NULL)
        return;
    for (guint i = 0; i < args->values->len; i++)
        g_ptr_array_unref(g_array_index(args->values, term_value, i).texts);
    g_array_unref(args->values);
    g_ptr_array_unref(args->positional);
    g_free(args);
}

term_value *term_args_value(const term_args *args, const term_option *option)
{
    for (guint i = 0; i < args->values->len; i++) {
        term_value *value = &g_array_index(args->values, term_value, i);
        if (value->option == option)
            return value;
    }
    return NULL;
}

/* An option that is not in the table is our mistake, not the user's. */
static const term_value *find(const term_args *args, const char *name)
{
    const term_option *option = term_option_find(args->command, name);
    assert(option != NULL);
    const term_value *value = term_args_value(args, option);
    assert(value != NULL);
    return value;
}

bool term_args_takes(const term_args *args, const char *name)
{
    return term_option_find(args->command, name) != NULL;
}

bool term_args_has(const term_args *args, const char *name)
{
    return find(args, name)->texts->len > 1;
}

const char *term_args_text(const term_args *args, const char *name)
{
    return find(args, name)->texts->pdata[0];
}

const char *const *term_args_list(const term_args *args, const char *name)
{
    return (const char *const *)find(args, name)->texts->pdata;
}

double term_args_number(const term_args *args, const char *name, double absent)
{
    const term_value *value = find(args, name);
    return value->texts->len > 1 ? value->number : absent;
}

int term_args_date(const term_args *args, const char *name, int absent)
{
    const term_value *value = find(args, name);
    return value->texts->len > 1 ? (int)value->number : absent;
}

int term_args_period(const term_args *args, const char *name, int absent)
{
    return term_args_date(args, name, absent);
}

size_t term_args_count(const term_args *args)
{
    return args->positional->len;
}

const char *term_args_positional(const term_args *args, size_t i)
{
    return i < args->positional->len ? args->positional->pdata[i] : NULL;
}

char *term_shell_word(const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_-./:,=+@%";
    char *valid = g_utf8_make_valid(word, -1);
    const char *other = valid + strspn(valid, plain);
    /* letters with accents need no quotes */
    while ((*other & 0x80) != 0)
        other += 1 + strspn(other + 1, plain);
    if (valid[0] != '\0' && *other == '\0')
        return valid;
    char *quoted = g_shell_quote(valid);
    g_free(valid);
    return quoted;
}

/* A word that would be read as an option. */
static bool looks_like_option(const char *word)
{
    return word[0] == '-' && word[1] != '\0';
}

static void append_option(GString *line, const term_option *option, const char *value)
{
    g_string_append_printf(line, " --%s", option->name);
    if (option->kind == TERM_FLAG)
        return;
    g_autofree char *word = term_shell_word(value);
    g_string_append_printf(line, "%s%s", looks_like_option(value) ? "=" : " ", word);
}

static void append_positional(GString *line, const GPtrArray *positional)
{
    bool ended = false;
    for (guint i = 0; i < positional->len; i++) {
        g_autofree char *word = term_shell_word(positional->pdata[i]);
        if (!ended && looks_like_option(positional->pdata[i])) {
            g_string_append(line, " --");
            ended = true;
        }
        g_string_append_printf(line, " %s", word);
    }
}

char *term_args_canonical(const term_args *args, const char *program, const char *const *skipped)
{
    GString *line = g_string_new(program);
    g_string_append_printf(line, " %s", args->command->name);
    for (guint i = 0; i < args->values->len; i++) {
        const term_value *value = &g_array_index(args->values, term_value, i);
        const char *name = value->option->name;
        bool is_file = strcmp(name, "optfile") == 0; /* what it says stands here itself */
        if (is_file || (skipped != NULL && g_strv_contains(skipped, name)))
            continue;
        for (guint t = 0; t + 1 < value->texts->len; t++)
            append_option(line, value->option, value->texts->pdata[t]);
    }
    append_positional(line, args->positional);
    return g_string_free(line, FALSE);
}
