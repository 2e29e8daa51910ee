/*
 * test_dataset_sha256.c - SHA-256 against GLib's, for every length around a block and every cut.
 */
#include "support/cmocka.h"

#include "dataset/sha256.h"

#include <glib.h>

#define LONGEST 400

static void fill(unsigned char bytes[LONGEST])
{
    for (size_t i = 0; i < LONGEST; i++)
        bytes[i] = (unsigned char)(i * 37 + 11);
}

static void test_lengths(void **state)
{
    (void)state;
    unsigned char bytes[LONGEST];
    fill(bytes);
    for (size_t n = 0; n < LONGEST; n++) {
        char hex[65];
        sha256 sum;
        sha256_init(&sum);
        sha256_update(&sum, bytes, n);
        sha256_finish(&sum, hex);
        char *expected = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, n);
        assert_string_equal(hex, expected);
        g_free(expected);
    }
}

static void test_pieces(void **state)
{
    (void)state;
    unsigned char bytes[LONGEST];
    fill(bytes);
    char *expected = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, LONGEST);
    for (size_t piece = 1; piece < 140; piece++) {
        char hex[65];
        sha256 sum;
        sha256_init(&sum);
        for (size_t at = 0; at < LONGEST; at += piece)
            sha256_update(&sum, bytes + at, MIN(piece, LONGEST - at));
        sha256_finish(&sum, hex);
        assert_string_equal(hex, expected);
    }
    g_free(expected);
}

/* The processor's instructions and the plain C agree. */
static void test_native(void **state)
{
    (void)state;
    sha256_blocks_fn native = sha256_blocks_native();
    if (native == NULL)
        skip();
    unsigned char bytes[LONGEST];
    fill(bytes);
    uint32_t a[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    uint32_t b[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    sha256_blocks_plain(a, bytes, LONGEST / 64);
    native(b, bytes, LONGEST / 64);
    assert_memory_equal(a, b, sizeof a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_native),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
