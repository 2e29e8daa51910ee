/*
 * args.h - the parsed command line, as the files of this room share it.
 */
#ifndef TERM_ARGS_H
#define TERM_ARGS_H

#include "term/options.h"

/** Where a word was read: what is typed wins over what a file says. */
typedef enum term_origin { TERM_FROM_FILE, TERM_FROM_LINE } term_origin;

/** What was given for one option. */
typedef struct term_value {
    const term_option *option;
    GPtrArray *texts; /* as understood, NULL-terminated; one but for TERM_LIST */
    double number;    /* numbers, dates as AAAAMMJJ, periods as AAAAMM */
    term_origin origin;
} term_value;

struct term_args {
    const term_command *command;
    GArray *values;        /* term_value, in the order of the tables */
    GPtrArray *positional; /* char * */
};

term_value *term_args_value(const term_args *args, const term_option *option);

/**
 * Checks a value and writes it as understood.
 * @param ret_text g_free()
 */
bool term_value_read(const term_option *option, const char *text, char **ret_text,
                     double *ret_number, term_problem *ret_problem);

/** The choices of an option, borrowed, NULL-terminated. */
GPtrArray *term_choices(const term_option *option);

/** Sets a problem; always false, so that `return term_problem_set(...)`. */
bool term_problem_set(term_problem *problem, const char *hint, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/**
 * Words of an option file: as a shell reads them, one or more a line; `#` begins a comment.
 * @param ret_words g_strfreev()
 */
bool term_optfile_read(const char *path, char ***ret_words, term_problem *ret_problem);

#endif
