/*
 * pack_sum.c - the checksum of packs, and the order of their bytes.
 */
#include "base/pack_private.h"

#include <string.h>

/* Odd, with bits all over: the golden ratio and its like, as in xxHash. */
#define PRIME_1 0x9E3779B185EBCA87U
#define PRIME_2 0xC2B2AE3D27D4EB4FU

static inline uint64_t mix(uint64_t lane, uint64_t word)
{
    lane += word * PRIME_2;
    lane = lane << 31 | lane >> 33;
    return lane * PRIME_1;
}

static void add_blocks(pack_sum *sum, const unsigned char *data, size_t n)
{
    uint64_t a = sum->lane[0], b = sum->lane[1], c = sum->lane[2], d = sum->lane[3];
    for (; n > 0; n--, data += sizeof sum->block) {
        uint64_t word[4];
        memcpy(word, data, sizeof word);
        a = mix(a, GUINT64_FROM_LE(word[0]));
        b = mix(b, GUINT64_FROM_LE(word[1]));
        c = mix(c, GUINT64_FROM_LE(word[2]));
        d = mix(d, GUINT64_FROM_LE(word[3]));
    }
    sum->lane[0] = a;
    sum->lane[1] = b;
    sum->lane[2] = c;
    sum->lane[3] = d;
}

void pack_sum_add(pack_sum *sum, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    size_t held = sum->n_bytes % sizeof sum->block;
    sum->n_bytes += size;
    if (held > 0) {
        size_t room = sizeof sum->block - held, taken = size < room ? size : room;
        memcpy(sum->block + held, bytes, taken);
        if (taken < room)
            return;
        add_blocks(sum, sum->block, 1);
        bytes += taken;
        size -= taken;
    }
    size_t n = size / sizeof sum->block;
    add_blocks(sum, bytes, n);
    if (size % sizeof sum->block > 0)
        memcpy(sum->block, bytes + n * sizeof sum->block, size % sizeof sum->block);
}

uint64_t pack_sum_end(pack_sum *sum)
{
    size_t held = sum->n_bytes % sizeof sum->block;
    uint64_t end = sum->n_bytes;
    if (held > 0) {
        memset(sum->block + held, 0, sizeof sum->block - held);
        add_blocks(sum, sum->block, 1);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(sum->lane); i++)
        end = mix(end, sum->lane[i]);
    return end ^ end >> 29;
}

void pack_turn(void *items, size_t n, size_t item_size)
{
    unsigned char *bytes = items;
    for (size_t i = 0; i < n; i++, bytes += item_size)
        for (size_t a = 0, b = item_size - 1; a < b; a++, b--) {
            unsigned char byte = bytes[a];
            bytes[a] = bytes[b];
            bytes[b] = byte;
        }
}
