/*
 * pack_private.h - how a head is laid out, and the checksum; private to the room.
 *
 * header, then for each array its size and checksum, the body, the texts, the checksum of all that.
 */
#ifndef BASE_PACK_PRIVATE_H
#define BASE_PACK_PRIVATE_H

#include "base/pack.h"

/** Changes with the layout below, or with what any room packs. */
#define PACK_VERSION 4U

#define PACK_NO_TEXT  UINT32_MAX
#define PACK_NO_BYTES UINT64_MAX

/** Begins a head; no padding. */
typedef struct pack_header {
    char kind[16];
    uint32_t version, n_arrays;
    uint64_t n_body, n_texts;
} pack_header;

/** A checksum of 64 bits against accidents, of any cutting of the bytes: four lanes that multiply
 * and rotate, as fast as memory. */
typedef struct pack_sum {
    uint64_t lane[4];
    uint64_t n_bytes;
    unsigned char block[32]; /* what is not yet a whole block */
} pack_sum;

#define PACK_SUM_START                                                                             \
    {                                                                                              \
        .lane = { 1, 2, 3, 4 }                                                                     \
    }
void pack_sum_add(pack_sum *sum, const void *data, size_t size);
uint64_t pack_sum_end(pack_sum *sum);

/** Turns the bytes of n items around, on machines that are not little-endian. */
void pack_turn(void *items, size_t n, size_t item_size);

#endif
