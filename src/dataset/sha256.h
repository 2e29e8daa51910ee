/*
 * sha256.h - SHA-256 (FIPS 180-4). GLib's takes 0.67 s for the national communes, as long as all
 * else that is read; with the processor's own instructions it is 0.05 s.
 */
#ifndef DATASET_SHA256_H
#define DATASET_SHA256_H

#include <stddef.h>
#include <stdint.h>

typedef struct sha256 {
    uint32_t state[8];
    uint64_t n_bytes;
    unsigned char block[64]; /* what is not yet a whole block */
} sha256;

void sha256_init(sha256 *sum);
void sha256_update(sha256 *sum, const void *data, size_t size);
/** Hexadecimal, lower case. The sum is used up. */
void sha256_finish(sha256 *sum, char hex[65]);

/** Blocks of 64 bytes by one implementation; for tests, which compare both. */
void sha256_blocks_plain(uint32_t state[8], const unsigned char *data, size_t n_blocks);
/** NULL where the processor has no such instructions. */
typedef void (*sha256_blocks_fn)(uint32_t state[8], const unsigned char *data, size_t n_blocks);
sha256_blocks_fn sha256_blocks_native(void);

/** Constants of the 64 rounds. */
extern const uint32_t sha256_rounds[64];

#endif
