/*
 * bitset.h - a fixed-length set of small integers. Coverage is algebra on sets of faces: some
 * 40 000 faces make 5 kB, so plain 64-bit words serve best.
 */
#ifndef BASE_BITSET_H
#define BASE_BITSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <glib.h>

typedef struct base_bitset {
    size_t n_bits, n_words;
    uint64_t *words;
} base_bitset;

/** An empty set over 0..n_bits-1; free with base_bitset_free (NULL allowed). */
base_bitset *base_bitset_new(size_t n_bits);
void base_bitset_free(base_bitset *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(base_bitset, base_bitset_free)

void base_bitset_clear(base_bitset *set);
void base_bitset_copy(base_bitset *set, const base_bitset *from);
/* The sets have one length. */
void base_bitset_or(base_bitset *set, const base_bitset *other);
void base_bitset_and(base_bitset *set, const base_bitset *other);
void base_bitset_and_not(base_bitset *set, const base_bitset *other);
bool base_bitset_equal(const base_bitset *a, const base_bitset *b);
bool base_bitset_intersects(const base_bitset *a, const base_bitset *b);
bool base_bitset_contains(const base_bitset *set, const base_bitset *subset);
size_t base_bitset_count(const base_bitset *set);
/** Members of from..end-1; end is at most n_bits. */
size_t base_bitset_count_range(const base_bitset *set, size_t from, size_t end);

static inline bool base_bitset_get(const base_bitset *set, size_t i)
{
    return (set->words[i >> 6] >> (i & 63U)) & 1U;
}
static inline void base_bitset_set(base_bitset *set, size_t i)
{
    set->words[i >> 6] |= (uint64_t)1 << (i & 63U);
}
static inline void base_bitset_unset(base_bitset *set, size_t i)
{
    set->words[i >> 6] &= ~((uint64_t)1 << (i & 63U));
}

/** First member >= from, or n_bits when there is none: for (i = next(s, 0); i < n; i = next(s, i +
 * 1)). */
size_t base_bitset_next(const base_bitset *set, size_t from);

#endif
