/*
 * nearest.h - which known word a mistyped one was meant to be.
 */
#ifndef TERM_NEAREST_H
#define TERM_NEAREST_H

#include <stddef.h>

/**
 * The candidate nearest to `word` (without case): it starts or ends like it, or differs by few
 * letters. NULL when none is near. Candidates are NULL-terminated; the result is one of them.
 */
const char *term_nearest(const char *word, const char *const *candidates);

#endif
