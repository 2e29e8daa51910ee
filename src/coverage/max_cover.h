/*
 * max_cover.h - greedy maximum coverage: in which order sets bring the most of weighted elements.
 * Pure: numbers only.
 */
#ifndef COVERAGE_MAX_COVER_H
#define COVERAGE_MAX_COVER_H

#include <stddef.h>
#include <stdint.h>

/** Sets over weighted elements; set s holds members[first[s]] .. members[first[s + 1] - 1]. */
typedef struct coverage_sets {
    const double *weights; /* of n_elements elements; finite, not negative */
    size_t n_elements;
    const uint32_t *members; /* elements, distinct in a set */
    const size_t *first;     /* n_sets + 1 */
    size_t n_sets;
} coverage_sets;

/** One step of the order. */
typedef struct coverage_choice {
    uint32_t set;
    double gain;  /* weight that it adds to those before it */
    double total; /* weight of all so far */
} coverage_choice;

/**
 * Takes, one after the other, the set that adds the most, the lower number first among equals,
 * until n are taken or none adds anything. The first is the best single set; n of them hold at
 * least 1 - (1 - 1/n)^n, more than 1 - 1/e, of what the best n sets hold (Nemhauser, Wolsey, Fisher
 * 1978).
 * @param ret_choices room for min(n, n_sets)
 * @return how many were taken
 */
size_t coverage_max_cover(const coverage_sets *sets, size_t n, coverage_choice *ret_choices);

#endif
