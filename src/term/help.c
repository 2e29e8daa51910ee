/*
 * help.c - help written from the tables. Its English form is what help2man turns into man pages:
 * "Usage:", sections that end with a colon, options in two columns.
 */
#include "term/args.h"
#include "term/session.h"
#include "term/text.h"

#include <string.h>

#define NAME_COLUMN   2
#define TEXT_COLUMN   26
#define SUMMARY_WIDTH 12

static size_t help_width(const term_screen *screen)
{
    return (size_t)MIN(screen->width, TERM_WIDTH_TEXT);
}

static void print_heading(const term_screen *screen, const char *title)
{
    fprintf(screen->stream, "\n%s%s%s%s\n", term_paint_code(screen, TERM_BOLD), title, _(":"),
            term_paint_code(screen, TERM_PLAIN));
}

/* Paragraphs are separated by an empty line. */
static void print_paragraphs(const term_screen *screen, const char *text)
{
    g_auto(GStrv) paragraphs = g_strsplit(text, "\n\n", -1);
    for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++) {
        g_autoptr(GString) out = g_string_new(NULL);
        term_append_wrapped(out, *paragraph, help_width(screen), 0, 0);
        fprintf(screen->stream, "\n%s\n", out->str);
    }
}

/* `name` in the left column, `text` in the right one, on the next line when the name is long. */
static void print_row(const term_screen *screen, const char *name, const char *text,
                      size_t text_column)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_string_append_printf(out, "%*s%s", NAME_COLUMN, "", name);
    size_t column = NAME_COLUMN + term_text_width(name);
    if (column + 2 > text_column)
        g_string_append_printf(out, "\n%*s", (int)text_column, "");
    else
        g_string_append_printf(out, "%*s", (int)(text_column - column), "");
    term_append_wrapped(out, text, help_width(screen), text_column, text_column);
    fprintf(screen->stream, "%s\n", out->str);
}

static void print_option(const term_screen *screen, const term_option *option)
{
    g_autoptr(GString) name = g_string_new(NULL);
    if (option->letter != '\0')
        g_string_append_printf(name, "-%c, ", option->letter);
    g_string_append_printf(name, "--%s", option->name);
    if (option->value != NULL)
        g_string_append_printf(name, " %s", _(option->value));
    if (option->choice == NULL) {
        print_row(screen, name->str, _(option->help), TEXT_COLUMN);
        return;
    }
    g_autoptr(GPtrArray) choices = term_choices(option);
    g_autofree char *all = g_strjoinv(", ", (char **)choices->pdata);
    g_autofree char *text = g_strdup_printf("%s%s %s", _(option->help), _(":"), all);
    print_row(screen, name->str, text, TEXT_COLUMN);
}

static void print_options(const term_screen *screen, const term_option *rows)
{
    for (; rows->kind != TERM_HEADING || rows->help != NULL; rows++) {
        if (rows->kind == TERM_HEADING)
            print_heading(screen, _(rows->help));
        else
            print_option(screen, rows);
    }
}

static void print_examples(const term_screen *screen, const char *const *examples)
{
    if (examples == NULL)
        return;
    print_heading(screen, _("Examples"));
    for (; *examples != NULL; examples++)
        fprintf(screen->stream, "  %s\n", *examples);
}

static void print_commands(const term_session *session, const term_screen *screen)
{
    print_heading(screen, _("Commands"));
    for (const term_command *const *c = session->program->commands; *c != NULL; c++)
        print_row(screen, (*c)->name, _((*c)->summary), SUMMARY_WIDTH);
}

static void print_program_usage(const term_session *session, const term_screen *screen)
{
    fprintf(screen->stream, "%s %s %s\n", _("Usage:"), session->program->name,
            _("COMMAND [OPTION]..."));
}

void term_print_short_help(const term_session *session, const term_screen *screen)
{
    print_program_usage(session, screen);
    print_commands(session, screen);
    fprintf(screen->stream,
            _("\n%s COMMAND --help tells more about a command, %s --help gives "
              "examples.\n"),
            session->program->name, session->program->name);
}

static void print_program_help(const term_session *session)
{
    const term_screen *screen = &session->out;
    print_program_usage(session, screen);
    print_paragraphs(screen, _(session->program->summary));
    print_commands(session, screen);
    print_options(screen, term_common_options);
    print_row(screen, "-V, --version", _("show the versions of the program and of its libraries"),
              TEXT_COLUMN);
    print_examples(screen, session->program->examples);
    print_heading(screen, _("Exit status"));
    static const struct {
        const char *code, *text;
    } codes[] = {
        {"0", N_("done")},
        {"1", N_("gaps, with --fail-if-gap")},
        {"2", N_("the command line is wrong")},
        {"3", N_("an input is missing or unreadable")},
        {"4", N_("an input is not what it should be")},
        {"5", N_("an output cannot be written")},
        {"70", N_("a bug of the program")},
        {"130", N_("interrupted")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
        print_row(screen, codes[i].code, _(codes[i].text), SUMMARY_WIDTH);
}

static void print_command_usage(const term_session *session, const term_screen *screen,
                                const term_command *command)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_string_append_printf(out, "%s %s %s ", _("Usage:"), session->program->name, command->name);
    size_t column = term_text_width(out->str);
    term_append_wrapped(out, _(command->synopsis), help_width(screen), column, column);
    fprintf(screen->stream, "%s\n", out->str);
}

void term_print_help(const term_session *session, const term_command *command)
{
    if (command == NULL) {
        print_program_help(session);
        return;
    }
    const term_screen *screen = &session->out;
    print_command_usage(session, screen, command);
    print_paragraphs(screen, _(command->description));
    print_options(screen, command->options);
    print_options(screen, term_common_options);
    print_examples(screen, command->examples);
}
