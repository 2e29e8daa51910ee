/*
 * progress.c - the progress line: `stage  ━━━━━━━━╌╌╌╌  62 %`, as wide as the terminal allows.
 * It never fills the last column, where some terminals wrap by themselves. As lines for a program:
 * `[ 62 %] stage`, and `[  ? %] stage` while how much there is to do is not known.
 */
#include "term/progress.h"

#include <math.h>
#include <string.h>

#define BAR_MAX    40
#define BAR_MIN    8
#define TAIL_WIDTH 6 /* " 100 %" */

term_progress term_progress_new(const term_screen *screen)
{
    return (term_progress){.screen = screen};
}

/* The text cut to `width` columns, ending with an ellipsis when it is cut. */
static char *cut_text(const char *text, size_t width)
{
    if (term_text_width(text) <= width)
        return g_strdup(text);
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    char *end = valid + strlen(valid);
    while (end > valid && term_text_width(valid) + 1 > width) {
        end = g_utf8_find_prev_char(valid, end);
        *end = '\0';
    }
    return g_strconcat(valid, "…", NULL);
}

static void draw(const term_screen *screen, const char *stage, double done)
{
    size_t width = (size_t)screen->width - 1;
    size_t room = width - TAIL_WIDTH;
    size_t bar = MIN((size_t)BAR_MAX, room / 2);
    g_autofree char *label = cut_text(stage, bar >= BAR_MIN ? room - bar - 2 : room);
    g_autoptr(GString) line = g_string_new("\r");
    g_string_append(line, label);
    if (!isnan(done)) {
        done = CLAMP(done, 0.0, 1.0);
        if (bar >= BAR_MIN) {
            g_string_append(line, "  ");
            size_t full = (size_t)(done * (double)bar);
            for (size_t i = 0; i < bar; i++)
                g_string_append(line, i < full ? "━" : "╌");
        }
        g_string_append_printf(line, " %3d %%", (int)(done * 100.0));
    }
    g_string_append(line, "\033[K");
    fputs(line->str, screen->stream);
    fflush(screen->stream);
}

static void print_line(FILE *stream, const char *stage, double done)
{
    if (isnan(done))
        fprintf(stream, "[  ? %%] %s\n", stage);
    else
        fprintf(stream, "[%3d %%] %s\n", (int)(CLAMP(done, 0.0, 1.0) * 100.0), stage);
    fflush(stream);
}

static bool is_told(const term_progress *progress)
{
    return progress->lines || progress->screen->is_terminal;
}

void term_progress_update_at(term_progress *progress, const char *stage, double done,
                             int64_t now_us)
{
    if (!is_told(progress) || now_us < progress->next_us)
        return;
    if (progress->lines)
        print_line(progress->screen->stream, stage == NULL ? "" : stage, done);
    else
        draw(progress->screen, stage == NULL ? "" : stage, done);
    progress->next_us = now_us + TERM_PROGRESS_PERIOD_US;
    progress->shown = !progress->lines;
}

void term_progress_update(term_progress *progress, const char *stage, double done)
{
    if (is_told(progress))
        term_progress_update_at(progress, stage, done, g_get_monotonic_time());
}

void term_progress_clear(term_progress *progress)
{
    if (!progress->shown)
        return;
    fputs("\r\033[K", progress->screen->stream);
    fflush(progress->screen->stream);
    progress->shown = false;
    progress->next_us = 0;
}
