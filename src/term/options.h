/*
 * options.h - a program, its commands and their options as tables. From them derive the parsing,
 * the help, the usage errors and the man pages: adding an option is adding a row.
 */
#ifndef TERM_OPTIONS_H
#define TERM_OPTIONS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum term_kind {
    TERM_HEADING, /* no option: `help` is the title of the rows below */
    TERM_FLAG,    /* takes no value */
    TERM_TEXT,
    TERM_LIST,    /* text; may be given several times */
    TERM_NUMBER,  /* min <= value <= max; a decimal comma is understood */
    TERM_INTEGER, /* the same without decimals */
    TERM_DATE,    /* a day: AAAA-MM-JJ or JJ/MM/AAAA */
    TERM_PERIOD,  /* a year or a month: AAAA, AAAA-MM or MM/AAAA; min <= year <= max */
    TERM_CHOICE   /* one of `choices`, case aside */
} term_kind;

/** One row. Tables end with a row of zeros; texts are msgids (N_). */
typedef struct term_option {
    term_kind kind;
    char letter;       /* short form, or 0 */
    const char *name;  /* long form without dashes */
    const char *value; /* what the value is, in capitals; NULL for a flag */
    const char *help;
    const char *const *choices; /* NULL-terminated */
    /** Or the i-th choice, NULL after the last; help shows them after a colon. */
    const char *(*choice)(size_t i);
    double min, max;
} term_option;

typedef struct term_args term_args;
typedef struct term_session term_session;

typedef struct term_command {
    const char *name;
    const char *summary;     /* one line, msgid */
    const char *synopsis;    /* what follows the name, msgid: "[OPTION]... -o FILE" */
    const char *description; /* paragraphs separated by an empty line, msgid */
    const term_option *options;
    size_t min_positional, max_positional;
    const char *positional; /* name of the positional arguments, msgid; NULL when there are none */
    const char *const *examples; /* command lines, NULL-terminated; may be NULL */
    int (*run)(const term_args *args, const term_session *session); /* returns an exit code */
} term_command;

typedef struct term_program {
    const char *name;
    const char *summary;
    const term_command *const *commands; /* NULL-terminated */
    const char *const *examples;
    char *(*version)(void); /* text of --version; g_free() */
} term_program;

/** What is wrong with a command line, and what to do (may be ""). */
typedef struct term_problem {
    char *message, *hint;
} term_problem;
void term_problem_clear(term_problem *problem);

/** Options that every command has: --help, --lang, --optfile. */
extern const term_option term_common_options[];

/**
 * Reads the words after the command's name.
 * @param ret_args owned by the caller, term_args_free()
 * @return false with *ret_problem set
 */
bool term_args_parse(const term_command *command, const char *const *words, size_t n_words,
                     term_args **ret_args, term_problem *ret_problem);
void term_args_free(term_args *args);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(term_args, term_args_free)

/** Whether the command has an option. */
bool term_args_takes(const term_args *args, const char *name);

/* Values by option name, which must stand in the table. All are borrowed from args. */
bool term_args_has(const term_args *args, const char *name);
const char *term_args_text(const term_args *args, const char *name);        /* NULL when absent */
const char *const *term_args_list(const term_args *args, const char *name); /* never NULL */
double term_args_number(const term_args *args, const char *name, double absent);
/** AAAAMMJJ. */
int term_args_date(const term_args *args, const char *name, int absent);
/** AAAAMM, MM being 00 for a year. */
int term_args_period(const term_args *args, const char *name, int absent);

size_t term_args_count(const term_args *args);
const char *term_args_positional(const term_args *args, size_t i); /* NULL out of range */

/**
 * The command line in one form: options in the order of the table, long names, values as
 * understood, quoted for a shell, without those of `skipped` (NULL-terminated), those of option
 * files among them; then the positional arguments. g_free().
 */
char *term_args_canonical(const term_args *args, const char *program, const char *const *skipped);

/** A word as a shell wants it: in quotes only when it would be changed. g_free(). */
char *term_shell_word(const char *word);

/** The row of an option of a command, common ones included, or NULL. `name` without dashes. */
const term_option *term_option_find(const term_command *command, const char *name);
const term_option *term_option_find_letter(const term_command *command, char letter);

#endif
