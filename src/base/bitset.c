/*
 * bitset.c - sets of faces as 64-bit words. Bits past n_bits stay 0, so that whole words compare.
 */
#include "base/bitset.h"

#include <assert.h>
#include <string.h>

base_bitset *base_bitset_new(size_t n_bits)
{
    base_bitset *set = g_new0(base_bitset, 1);
    set->n_bits = n_bits;
    set->n_words = (n_bits + 63) / 64;
    set->words = g_new0(uint64_t, set->n_words);
    return set;
}

void base_bitset_free(base_bitset *set)
{
    if (set == NULL)
        return;
    g_free(set->words);
    g_free(set);
}

void base_bitset_clear(base_bitset *set)
{
    for (size_t i = 0; i < set->n_words; i++)
        set->words[i] = 0;
}

void base_bitset_copy(base_bitset *set, const base_bitset *from)
{
    assert(set->n_bits == from->n_bits);
    for (size_t i = 0; i < set->n_words; i++)
        set->words[i] = from->words[i];
}

void base_bitset_or(base_bitset *set, const base_bitset *other)
{
    assert(set->n_bits == other->n_bits);
    for (size_t i = 0; i < set->n_words; i++)
        set->words[i] |= other->words[i];
}

void base_bitset_and(base_bitset *set, const base_bitset *other)
{
    assert(set->n_bits == other->n_bits);
    for (size_t i = 0; i < set->n_words; i++)
        set->words[i] &= other->words[i];
}

void base_bitset_and_not(base_bitset *set, const base_bitset *other)
{
    assert(set->n_bits == other->n_bits);
    for (size_t i = 0; i < set->n_words; i++)
        set->words[i] &= ~other->words[i];
}

bool base_bitset_equal(const base_bitset *a, const base_bitset *b)
{
    assert(a->n_bits == b->n_bits);
    return a->n_words == 0 || memcmp(a->words, b->words, a->n_words * sizeof a->words[0]) == 0;
}

bool base_bitset_intersects(const base_bitset *a, const base_bitset *b)
{
    assert(a->n_bits == b->n_bits);
    for (size_t i = 0; i < a->n_words; i++)
        if ((a->words[i] & b->words[i]) != 0)
            return true;
    return false;
}

bool base_bitset_contains(const base_bitset *set, const base_bitset *subset)
{
    assert(set->n_bits == subset->n_bits);
    for (size_t i = 0; i < set->n_words; i++)
        if ((subset->words[i] & ~set->words[i]) != 0)
            return false;
    return true;
}

size_t base_bitset_count(const base_bitset *set)
{
    size_t count = 0;
    for (size_t i = 0; i < set->n_words; i++)
        count += (size_t)__builtin_popcountll(set->words[i]);
    return count;
}

size_t base_bitset_count_range(const base_bitset *set, size_t from, size_t end)
{
    size_t count = 0;
    for (size_t word = from >> 6; from < end; word++) {
        size_t next = MIN(end, (word + 1) * 64);
        uint64_t bits = set->words[word] >> (from & 63U) << (from & 63U);
        if ((next & 63U) != 0)
            bits &= ~(~(uint64_t)0 << (next & 63U));
        count += (size_t)__builtin_popcountll(bits);
        from = next;
    }
    return count;
}

size_t base_bitset_next(const base_bitset *set, size_t from)
{
    if (from >= set->n_bits)
        return set->n_bits;
    size_t word = from >> 6;
    uint64_t bits = set->words[word] & (~(uint64_t)0 << (from & 63U));
    while (bits == 0) {
        if (++word == set->n_words)
            return set->n_bits;
        bits = set->words[word];
    }
    return word * 64 + (size_t)__builtin_ctzll(bits);
}
