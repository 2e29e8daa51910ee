/*
 * progress.h - one line on a terminal that says what is being done and how far it is. Elsewhere
 * (a file, a pipe, a script) nothing is written, unless lines are asked for: `[ 62 %] stage`.
 */
#ifndef TERM_PROGRESS_H
#define TERM_PROGRESS_H

#include "term/screen.h"

#include <stdint.h>

typedef struct term_progress {
    const term_screen *screen; /* borrowed */
    int64_t next_us;           /* monotonic time before which nothing is drawn */
    bool shown;
    bool lines; /* each update is a line of its own, on a terminal or not, for programs to read */
} term_progress;

#define TERM_PROGRESS_PERIOD_US 100000 /* at most ten updates a second */

/** Shows on `screen`, which must outlive it. */
term_progress term_progress_new(const term_screen *screen);

/** Draws unless the last drawing is too fresh; `done` goes from 0 to 1 (NaN: not known). */
void term_progress_update(term_progress *progress, const char *stage, double done);

/** The same at a given monotonic time, for tests. */
void term_progress_update_at(term_progress *progress, const char *stage, double done,
                             int64_t now_us);

/** Wipes the line, so that what is printed next starts on a clean one. */
void term_progress_clear(term_progress *progress);

#endif
