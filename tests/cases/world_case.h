/*
 * world_case.h - a case of territories and dispositifs: its lines, and how they are run.
 */
#ifndef CASES_WORLD_CASE_H
#define CASES_WORLD_CASE_H

#include "support/world.h"

/** A line of a case: "commune", and what follows. */
typedef struct world_line {
    unsigned number;
    char *word, *rest;
} world_line;

typedef struct world_case {
    char *name;
    GArray *lines; /* world_line */
} world_case;

/** In which order rows are given, with how many threads. */
typedef struct world_way {
    const char *name;
    bool reverse;
    unsigned n_threads;
} world_way;

/** Array of world_case *. On a line that is not understood, NULL and *ret_problem ("12: ..."). */
GPtrArray *world_cases_read(const char *path, char **ret_problem);

/** Builds the world and tells what is not as expected; returns the number of failures. */
unsigned world_case_run(const world_case *c, const char *path, const world_way *way,
                        unsigned *n_expectations);

/**
 * What `expect` line says, checked (world_expect.c): NULL, or what was found instead; g_free().
 */
char *world_expect(const world *w, const char *text);

#endif
