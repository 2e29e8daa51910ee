/*
 * session.h - one run of the program: its screens, its languages, the command it was asked for.
 */
#ifndef TERM_SESSION_H
#define TERM_SESSION_H

#include "term/exit.h"
#include "term/language.h"
#include "term/options.h"
#include "term/screen.h"

struct term_session {
    const term_program *program;
    const char *command; /* "maillage cover", what messages begin with */
    term_screen out, err;
    term_language message, data;
    char *executable_folder;
};

/** Reads the command line, runs the command, and returns the exit code. */
int term_run(const term_program *program, int argc, char **argv);

/** A usage error found by a command: message, hint (may be NULL), where help is. Returns
 * TERM_EXIT_USAGE. */
int term_usage_error(const term_session *session, const char *message, const char *hint);

/** Help of the program or of one command, on stdout. */
void term_print_help(const term_session *session, const term_command *command);

/** What is shown when no command is given. */
void term_print_short_help(const term_session *session, const term_screen *screen);

#endif
