/*
 * screen.c - what a stream can show, and text laid out in columns.
 * The locale is not asked for widths: sources and messages are UTF-8, GLib knows its tables.
 */
#include "term/screen.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_MIN 20
#define WIDTH_MAX 1000

static int read_width(int fd)
{
    struct winsize size = {0};
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return CLAMP((int)size.ws_col, WIDTH_MIN, WIDTH_MAX);
    const char *columns = g_getenv("COLUMNS");
    guint64 n = 0;
    if (columns != NULL && g_ascii_string_to_unsigned(columns, 10, WIDTH_MIN, WIDTH_MAX, &n, NULL))
        return (int)n;
    return TERM_WIDTH_DEFAULT;
}

term_screen term_screen_of(FILE *stream)
{
    term_screen screen = {.stream = stream, .width = TERM_WIDTH_DEFAULT};
    int fd = fileno(stream);
    screen.is_terminal = fd >= 0 && isatty(fd) == 1;
    if (!screen.is_terminal)
        return screen;
    const char *term = g_getenv("TERM");
    const char *no_color = g_getenv("NO_COLOR");
    screen.color = term != NULL && strcmp(term, "dumb") != 0 && term[0] != '\0' &&
                   (no_color == NULL || no_color[0] == '\0');
    screen.width = read_width(fd);
    return screen;
}

const char *term_paint_code(const term_screen *screen, term_paint paint)
{
    if (!screen->color)
        return "";
    switch (paint) {
    case TERM_PLAIN:
        return "\033[0m";
    case TERM_BOLD:
        return "\033[1m";
    case TERM_DIM:
        return "\033[2m";
    case TERM_RED:
        return "\033[1;31m";
    case TERM_YELLOW:
        return "\033[33m";
    }
    return "";
}

size_t term_text_width(const char *text)
{
    size_t width = 0;
    while (*text != '\0') {
        gunichar c = g_utf8_get_char_validated(text, -1);
        if (c == (gunichar)-1 || c == (gunichar)-2) {
            text++;
            width++;
            continue;
        }
        if (!g_unichar_iszerowidth(c) && !g_unichar_iscntrl(c))
            width += g_unichar_iswide(c) ? 2 : 1;
        text = g_utf8_next_char(text);
    }
    return width;
}

void term_append_padded(GString *line, const char *text, size_t width)
{
    g_string_append(line, text);
    for (size_t n = term_text_width(text); n < width; n++)
        g_string_append_c(line, ' ');
}

/* A word that French typography ties to the one before it. */
static bool is_tied(const char *word)
{
    static const char *const closing[] = {"»", ":", ";", "?", "!", NULL};
    if (g_strv_contains(closing, word))
        return true;
    return g_str_has_prefix(word, "»") && strlen(word) <= strlen("»") + 2;
}

/* Joins the words that must stay together with a plain space. */
static GPtrArray *split_words(const char *text)
{
    g_auto(GStrv) pieces = g_strsplit_set(text, " \n", -1);
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    bool opened = false;
    for (char **piece = pieces; *piece != NULL; piece++) {
        if (**piece == '\0')
            continue;
        if (words->len > 0 && (opened || is_tied(*piece))) {
            char **last = (char **)&words->pdata[words->len - 1];
            char *joined = g_strconcat(*last, " ", *piece, NULL);
            g_free(*last);
            *last = joined;
        } else {
            g_ptr_array_add(words, g_strdup(*piece));
        }
        opened = g_str_has_suffix(*piece, "«");
    }
    return words;
}

void term_append_wrapped(GString *out, const char *text, size_t width, size_t column, size_t indent)
{
    g_autoptr(GPtrArray) words = split_words(text);
    bool at_start = true;
    for (guint i = 0; i < words->len; i++) {
        const char *word = words->pdata[i];
        size_t n = term_text_width(word);
        if (!at_start && column + 1 + n > width) {
            g_string_append_printf(out, "\n%*s", (int)indent, "");
            column = indent;
            at_start = true;
        }
        if (!at_start) {
            g_string_append_c(out, ' ');
            column++;
        }
        g_string_append(out, word);
        column += n;
        at_start = false;
    }
}

/* Text from files and arguments must not drive the terminal: no control character passes. */
static char *printable(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *out = g_string_new(NULL);
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        g_string_append_unichar(out, g_unichar_iscntrl(c) ? ' ' : c);
    }
    return g_string_free(out, FALSE);
}

void term_print_sentence(const term_screen *screen, const char *sentence, size_t indent)
{
    g_autofree char *text = printable(sentence);
    if (!screen->is_terminal) {
        fprintf(screen->stream, "%*s%s\n", (int)indent, "", text);
        return;
    }
    g_autoptr(GString) out = g_string_new(NULL);
    size_t width = (size_t)MIN(screen->width, TERM_WIDTH_TEXT);
    g_string_append_printf(out, "%*s", (int)indent, "");
    term_append_wrapped(out, text, width, indent, indent);
    fprintf(screen->stream, "%s\n", out->str);
}

void term_print_error(const term_screen *screen, const char *who, const char *message,
                      const char *hint)
{
    g_autofree char *line = printable(message);
    fprintf(screen->stream, "%s%s:%s %s\n", term_paint_code(screen, TERM_RED), who,
            term_paint_code(screen, TERM_PLAIN), line);
    if (hint != NULL && hint[0] != '\0')
        term_print_sentence(screen, hint, 2);
}
