/*
 * screen.h - what a stream can show (colour, width), decided once, and text that fits it: width in
 * columns of a terminal, padding, wrapping.
 */
#ifndef TERM_SCREEN_H
#define TERM_SCREEN_H

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

#define TERM_WIDTH_DEFAULT 80
#define TERM_WIDTH_TEXT    80 /* sentences are never wider, they would be hard to read */

/** What a stream can show. */
typedef struct term_screen {
    FILE *stream;
    bool is_terminal;
    bool color; /* a terminal, TERM is not "dumb", NO_COLOR is absent or empty */
    int width;  /* columns; TERM_WIDTH_DEFAULT when it is not a terminal */
} term_screen;

/** Looks at a stream and at TERM, NO_COLOR and COLUMNS. */
term_screen term_screen_of(FILE *stream);

typedef enum term_paint { TERM_PLAIN, TERM_BOLD, TERM_DIM, TERM_RED, TERM_YELLOW } term_paint;

/** Escape sequence of a paint (TERM_PLAIN ends the others), or "" without colour. Static. */
const char *term_paint_code(const term_screen *screen, term_paint paint);

/** Columns that a UTF-8 text takes; invalid bytes count one each. */
size_t term_text_width(const char *text);

/** Appends text, then spaces up to `width` columns. */
void term_append_padded(GString *line, const char *text, size_t width);

/**
 * Appends a text cut into lines of `width` columns at most, between words; a longer word stands
 * alone. Lines after the first begin with `indent` spaces, the first starts at column `column`.
 * A « is kept with what follows, and » : ; ? ! with what precedes. No final line feed.
 */
void term_append_wrapped(GString *out, const char *text, size_t width, size_t column,
                         size_t indent);

/** Prints a sentence and a line feed; wrapped on a terminal, one line elsewhere. */
void term_print_sentence(const term_screen *screen, const char *sentence, size_t indent);

/** Prints `who: message`, and `hint` (may be "" or NULL) on a second line. */
void term_print_error(const term_screen *screen, const char *who, const char *message,
                      const char *hint);

#endif
