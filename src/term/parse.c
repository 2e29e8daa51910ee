/*
 * parse.c - words of a command line matched with the tables. Nothing is guessed: what is not known
 * is an error that names the nearest known word.
 */
#include "term/args.h"
#include "term/nearest.h"
#include "term/text.h"

#include <string.h>

static const char *const languages[] = {"fr", "en", NULL};

const term_option term_common_options[] = {
    {.kind = TERM_HEADING, .help = N_("General")},
    {.kind = TERM_CHOICE,
     .name = "lang",
     .value = N_("LANGUAGE"),
     .choices = languages,
     .help = N_("language of messages and of the result: fr or en (default: that of the session "
                "for messages, French for the result)")},
    {.kind = TERM_LIST,
     .name = "optfile",
     .value = N_("FILE"),
     .help = N_("read options from a file, as they would be typed; # begins a comment; what is "
                "typed wins")},
    {.kind = TERM_FLAG, .letter = 'h', .name = "help", .help = N_("show this help")},
    {0}};

/* State of one parsing. */
typedef struct parser {
    const term_command *command;
    const char *const *words;
    size_t n_words, next;
    term_origin origin;
    bool only_positional; /* after -- */
    term_args *args;
    term_problem *problem;
} parser;

static bool is_end(const term_option *row)
{
    return row->kind == TERM_HEADING && row->help == NULL;
}

const term_option *term_option_find(const term_command *command, const char *name)
{
    const term_option *const tables[] = {command->options, term_common_options};
    for (size_t t = 0; t < G_N_ELEMENTS(tables); t++)
        for (const term_option *row = tables[t]; !is_end(row); row++)
            if (row->kind != TERM_HEADING && strcmp(row->name, name) == 0)
                return row;
    return NULL;
}

const term_option *term_option_find_letter(const term_command *command, char letter)
{
    const term_option *const tables[] = {command->options, term_common_options};
    for (size_t t = 0; t < G_N_ELEMENTS(tables); t++)
        for (const term_option *row = tables[t]; !is_end(row); row++)
            if (row->kind != TERM_HEADING && letter != '\0' && row->letter == letter)
                return row;
    return NULL;
}

static bool fail_unknown(parser *p, const char *word)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < p->args->values->len; i++)
        g_ptr_array_add(names, (void *)g_array_index(p->args->values, term_value, i).option->name);
    g_ptr_array_add(names, NULL);
    g_autofree char *name = g_strdup(word + strspn(word, "-"));
    name[strcspn(name, "=")] = '\0';
    const char *nearest = term_nearest(name, (const char *const *)names->pdata);
    if (nearest == NULL)
        return term_problem_set(p->problem, NULL, _("unknown option \"%s\""), word);
    return term_problem_set(p->problem, NULL, _("unknown option \"%s\"; did you mean --%s?"), word,
                            nearest);
}

/* True when a word is an option of this command: then it cannot be the value of another. */
static bool looks_like_option(const parser *p, const char *word)
{
    if (g_str_has_prefix(word, "--")) {
        g_autofree char *name = g_strndup(word + 2, strcspn(word + 2, "="));
        return term_option_find(p->command, name) != NULL;
    }
    return word[0] == '-' && word[1] != '\0' && word[2] == '\0' &&
           term_option_find_letter(p->command, word[1]) != NULL;
}

static bool parse_words(parser *p);

/* Words of a file, before or between those typed; they cannot name a file themselves. */
static bool include_file(parser *p, const char *path)
{
    if (p->origin == TERM_FROM_FILE)
        return term_problem_set(p->problem, NULL,
                                _("--optfile: a file of options cannot name another one"));
    g_auto(GStrv) words = NULL;
    if (!term_optfile_read(path, &words, p->problem))
        return false;
    parser file = {.command = p->command,
                   .words = (const char *const *)words,
                   .n_words = g_strv_length(words),
                   .origin = TERM_FROM_FILE,
                   .args = p->args,
                   .problem = p->problem};
    if (parse_words(&file))
        return true;
    g_autofree char *message = g_steal_pointer(&p->problem->message);
    p->problem->message = g_strdup_printf("%s: %s", path, message);
    return false;
}

static bool store(parser *p, const term_option *option, const char *text)
{
    if (strcmp(option->name, "optfile") == 0 && !include_file(p, text))
        return false;
    term_value *value = term_args_value(p->args, option);
    bool given = value->texts->len > 1;
    if (option->kind != TERM_LIST && given) {
        if (p->origin < value->origin)
            return true;
        if (p->origin == value->origin && option->kind != TERM_FLAG)
            return term_problem_set(p->problem, NULL, _("--%s is given twice"), option->name);
        g_ptr_array_set_size(value->texts, 0);
        g_ptr_array_add(value->texts, NULL);
    }
    g_autofree char *understood = NULL;
    double number = 0.0;
    if (option->kind == TERM_FLAG)
        understood = g_strdup("");
    else if (!term_value_read(option, text, &understood, &number, p->problem))
        return false;
    g_ptr_array_insert(value->texts, (int)value->texts->len - 1, g_steal_pointer(&understood));
    value->number = number;
    value->origin = p->origin;
    return true;
}

/* The value of an option: what is attached to it, else the next word. */
static bool store_with_value(parser *p, const term_option *option, const char *attached)
{
    if (option->kind == TERM_FLAG) {
        if (attached != NULL)
            return term_problem_set(p->problem, NULL, _("--%s takes no value"), option->name);
        return store(p, option, "");
    }
    if (attached != NULL)
        return store(p, option, attached);
    if (p->next >= p->n_words || looks_like_option(p, p->words[p->next]))
        return term_problem_set(p->problem, NULL, _("--%s needs a value: %s"), option->name,
                                _(option->value));
    return store(p, option, p->words[p->next++]);
}

static bool parse_long(parser *p, const char *word)
{
    size_t n = strcspn(word + 2, "=");
    g_autofree char *name = g_strndup(word + 2, n);
    const term_option *option = term_option_find(p->command, name);
    if (option == NULL)
        return fail_unknown(p, word);
    return store_with_value(p, option, word[2 + n] == '=' ? word + 3 + n : NULL);
}

static bool parse_short(parser *p, const char *word)
{
    g_autofree char *name = g_strndup(word + 1, strcspn(word + 1, "="));
    const term_option *option = term_option_find_letter(p->command, word[1]);
    /* -overwrite is not the output "verwrite" */
    if (option == NULL || (name[1] != '\0' && term_option_find(p->command, name) != NULL))
        return fail_unknown(p, word);
    return store_with_value(p, option, word[2] != '\0' ? word + 2 : NULL);
}

static bool parse_words(parser *p)
{
    while (p->next < p->n_words) {
        const char *word = p->words[p->next++];
        bool read = true;
        if (p->only_positional || word[0] != '-' || word[1] == '\0')
            g_ptr_array_add(p->args->positional, g_strdup(word));
        else if (strcmp(word, "--") == 0)
            p->only_positional = true;
        else if (word[1] == '-')
            read = parse_long(p, word);
        else
            read = parse_short(p, word);
        if (!read)
            return false;
    }
    return true;
}

/* Too few or too many files; not looked at when help is asked for. */
static bool check_positional(const term_command *command, const term_args *args,
                             term_problem *ret_problem)
{
    size_t n = args->positional->len;
    if (n < command->min_positional)
        return term_problem_set(ret_problem, NULL, _("%s is missing"), _(command->positional));
    if (n > command->max_positional)
        return term_problem_set(ret_problem,
                                _("a value that holds spaces or | stands between quotes"),
                                _("unexpected argument \"%s\""),
                                (const char *)args->positional->pdata[command->max_positional]);
    return true;
}

static term_args *new_args(const term_command *command)
{
    term_args *args = g_new0(term_args, 1);
    args->command = command;
    args->values = g_array_new(FALSE, TRUE, sizeof(term_value));
    args->positional = g_ptr_array_new_with_free_func(g_free);
    const term_option *const tables[] = {command->options, term_common_options};
    for (size_t t = 0; t < G_N_ELEMENTS(tables); t++) {
        for (const term_option *row = tables[t]; !is_end(row); row++) {
            if (row->kind == TERM_HEADING)
                continue;
            term_value value = {.option = row, .texts = g_ptr_array_new_with_free_func(g_free)};
            g_ptr_array_add(value.texts, NULL);
            g_array_append_val(args->values, value);
        }
    }
    return args;
}

bool term_args_parse(const term_command *command, const char *const *words, size_t n_words,
                     term_args **ret_args, term_problem *ret_problem)
{
    g_autoptr(term_args) args = new_args(command);
    parser p = {.command = command,
                .words = words,
                .n_words = n_words,
                .origin = TERM_FROM_LINE,
                .args = args,
                .problem = ret_problem};
    if (!parse_words(&p))
        return false;
    if (!term_args_has(args, "help") && !check_positional(command, args, ret_problem))
        return false;
    *ret_args = g_steal_pointer(&args);
    return true;
}
