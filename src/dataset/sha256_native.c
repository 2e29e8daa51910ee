/*
 * sha256_native.c - SHA-256 by the instructions of x86 processors that have them (SHA extensions).
 */
#include "dataset/sha256.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <cpuid.h>
#include <stdbool.h>
#include <immintrin.h>

static __m128i load(const void *data)
{
    return _mm_loadu_si128((const __m128i *)data);
}

__attribute__((target("sha,sse4.1"))) static void blocks(uint32_t state[8],
                                                         const unsigned char *data, size_t n_blocks)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    /* the instructions want a, b, e, f in one register and c, d, g, h in the other */
    __m128i low = _mm_shuffle_epi32(load(state), 0xB1);
    __m128i high = _mm_shuffle_epi32(load(state + 4), 0x1B);
    __m128i abef = _mm_alignr_epi8(low, high, 8);
    __m128i cdgh = _mm_blend_epi16(high, low, 0xF0);
    for (; n_blocks > 0; n_blocks--, data += 64) {
        const __m128i abef_before = abef;
        const __m128i cdgh_before = cdgh;
        __m128i w[4];
        for (size_t i = 0; i < 16; i++) {
            __m128i *now = &w[i % 4];
            if (i < 4) {
                *now = _mm_shuffle_epi8(load(data + 16 * i), swap);
            } else {
                __m128i sum = _mm_sha256msg1_epu32(*now, w[(i + 1) % 4]);
                sum = _mm_add_epi32(sum, _mm_alignr_epi8(w[(i + 3) % 4], w[(i + 2) % 4], 4));
                *now = _mm_sha256msg2_epu32(sum, w[(i + 3) % 4]);
            }
            __m128i words = _mm_add_epi32(*now, load(sha256_rounds + 4 * i));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, words);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(words, 0x0E));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    low = _mm_shuffle_epi32(abef, 0x1B);
    high = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(low, high, 0xF0));
    _mm_storeu_si128((__m128i *)(void *)(state + 4), _mm_alignr_epi8(high, low, 8));
}

sha256_blocks_fn sha256_blocks_native(void)
{
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    /* leaf 1: SSE4.1; leaf 7: the SHA extensions */
    bool sse = __get_cpuid(1, &a, &b, &c, &d) != 0 && (c >> 19 & 1U) != 0;
    bool sha = __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b >> 29 & 1U) != 0;
    return sse && sha ? blocks : NULL;
}

#else

sha256_blocks_fn sha256_blocks_native(void)
{
    return NULL;
}

#endif
