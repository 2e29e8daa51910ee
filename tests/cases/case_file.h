/*
 * case_file.h - a case file (README.md) as lines of words.
 */
#ifndef CASES_CASE_FILE_H
#define CASES_CASE_FILE_H

#include <glib.h>
#include <stdbool.h>

typedef struct case_expect {
    unsigned line;
    char *what;       /* covered, width... */
    char *text;       /* what follows, as written */
    double value;     /* its first word as a number; NAN when it is none */
    double tolerance; /* after +-, else 1e-9 */
} case_expect;

typedef struct case_one {
    char *name;
    unsigned line;
    bool exact;
    GPtrArray *given;     /* WKT */
    GArray *expectations; /* case_expect */
} case_one;

/** Array of case_one *. On a line that is not understood, *ret_problem ("12: ...", g_free()) and
 * NULL. */
GPtrArray *case_file_read(const char *path, char **ret_problem);

#endif
