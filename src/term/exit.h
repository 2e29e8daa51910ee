/*
 * exit.h - what the program's exit code says. Scripts act on them: they never change.
 */
#ifndef TERM_EXIT_H
#define TERM_EXIT_H

typedef enum term_exit {
    TERM_EXIT_DONE = 0,
    TERM_EXIT_GAPS = 1,         /* gaps were found and --fail-if-gap was given */
    TERM_EXIT_USAGE = 2,        /* the command line is wrong */
    TERM_EXIT_INPUT = 3,        /* an input is missing, unreadable or of a refused driver */
    TERM_EXIT_INVALID = 4,      /* an input was read and is not what it should be */
    TERM_EXIT_WRITE = 5,        /* an output cannot be written */
    TERM_EXIT_BUG = 70,         /* our bug */
    TERM_EXIT_INTERRUPTED = 130 /* Ctrl-C, or a request to stop */
} term_exit;

#endif
