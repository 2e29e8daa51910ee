/*
 * sha256.c - SHA-256 in plain C, and the gathering of bytes into blocks.
 */
#include "dataset/sha256.h"

#include <string.h>

const uint32_t sha256_rounds[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turn(uint32_t x, unsigned n)
{
    return (x >> n) | (x << (32 - n));
}

static void expand(uint32_t w[64], const unsigned char *block)
{
    for (size_t i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
               (uint32_t)block[4 * i + 2] << 8 | (uint32_t)block[4 * i + 3];
    for (size_t i = 16; i < 64; i++) {
        uint32_t a = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >> 3);
        uint32_t b = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >> 10);
        w[i] = w[i - 16] + a + w[i - 7] + b;
    }
}

void sha256_blocks_plain(uint32_t state[8], const unsigned char *data, size_t n_blocks)
{
    uint32_t w[64];
    for (; n_blocks > 0; n_blocks--, data += 64) {
        uint32_t s[8];
        expand(w, data);
        memcpy(s, state, sizeof s);
        for (size_t i = 0; i < 64; i++) {
            uint32_t e = turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25);
            uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
            uint32_t first = s[7] + e + choice + sha256_rounds[i] + w[i];
            uint32_t a = turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22);
            uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
            memmove(s + 1, s, 7 * sizeof s[0]);
            s[4] += first;
            s[0] = first + a + majority;
        }
        for (size_t i = 0; i < 8; i++)
            state[i] += s[i];
    }
}

static void add_blocks(sha256 *sum, const unsigned char *data, size_t n_blocks)
{
    sha256_blocks_fn native = sha256_blocks_native();
    (native != NULL ? native : sha256_blocks_plain)(sum->state, data, n_blocks);
}

void sha256_init(sha256 *sum)
{
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memset(sum, 0, sizeof *sum);
    memcpy(sum->state, start, sizeof start);
}

void sha256_update(sha256 *sum, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    size_t used = (size_t)(sum->n_bytes % 64);
    sum->n_bytes += size;
    if (used > 0) {
        size_t taken = size < 64 - used ? size : 64 - used;
        memcpy(sum->block + used, bytes, taken);
        if (used + taken < 64)
            return;
        add_blocks(sum, sum->block, 1);
        bytes += taken;
        size -= taken;
    }
    add_blocks(sum, bytes, size / 64);
    if (size % 64 > 0)
        memcpy(sum->block, bytes + size / 64 * 64, size % 64);
}

void sha256_finish(sha256 *sum, char hex[65])
{
    static const char digits[] = "0123456789abcdef";
    static const unsigned char pad[72] = {0x80};
    uint64_t n_bits = sum->n_bytes * 8;
    unsigned char length[8];
    for (size_t i = 0; i < 8; i++)
        length[i] = (unsigned char)(n_bits >> (56 - 8 * i));
    sha256_update(sum, pad, 1 + (119 - sum->n_bytes % 64) % 64);
    sha256_update(sum, length, sizeof length);
    for (size_t i = 0; i < 64; i++)
        hex[i] = digits[sum->state[i / 8] >> (28 - 4 * (i % 8)) & 15];
    hex[64] = '\0';
}
