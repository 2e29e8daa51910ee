/*
 * test_dataset_lines.c - long text files in blocks of whole lines: nothing lost, nothing cut, the
 * digest that of the file.
 */
#include "support/cmocka.h"
#include "support/tempdir.h"

#include "dataset/lines.h"

#include <glib.h>

/* The blocks of a file, joined; each but the last ends a line. */
static GString *read_blocks(const char *path, size_t *ret_blocks, char **ret_sha256)
{
    mlg_error err = {.code = MLG_OK};
    dataset *ds = NULL;
    dataset_lines *lines = NULL;
    dataset_block block = {0};
    GString *all = g_string_new(NULL);
    size_t n = 0;
    assert_ok(dataset_open_head(path, &ds, &err), &err);
    assert_true(dataset_is_one_text(ds));
    assert_ok(dataset_lines_new(ds, 0, &lines, &err), &err);
    for (;; n++) {
        assert_ok(dataset_lines_next(lines, &block, &err), &err);
        if (block.size == 0)
            break;
        assert_int_equal(block.number, n);
        assert_int_equal(block.text[block.size], '\0');
        assert_true(all->len == 0 || all->str[all->len - 1] == '\n');
        g_string_append_len(all, block.text, (gssize)block.size);
    }
    assert_near(dataset_lines_read(lines), 1, 0);
    *ret_blocks = n;
    *ret_sha256 = dataset_lines_sha256(lines);
    dataset_block_done(&block);
    dataset_lines_free(lines);
    dataset_free(ds);
    return all;
}

static void check_text(void **state, const GString *text, size_t least_blocks)
{
    size_t n = 0;
    char *sha256 = NULL;
    char *path = support_write(*state, "long.csv", text->str, text->len);
    GString *read = read_blocks(path, &n, &sha256);
    char *expected =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text->str, text->len);
    assert_int_equal(read->len, text->len);
    assert_memory_equal(read->str, text->str, text->len);
    assert_true(n >= least_blocks);
    assert_string_equal(sha256, expected);
    g_string_free(read, TRUE);
    g_free(expected);
    g_free(sha256);
    g_free(path);
}

static void test_blocks(void **state)
{
    GString *text = g_string_new("a,b\n");
    for (int i = 0; i < 100000; i++)
        g_string_append_printf(text, "%d,%d\n", i, i % 97);
    check_text(state, text, 3);
    g_string_append(text, "no,line feed");
    check_text(state, text, 3);
    g_string_free(text, TRUE);
}

/* A line of a megabyte is one block. */
static void test_long_line(void **state)
{
    GString *text = g_string_new("a,b\n1,");
    for (int i = 0; i < 1 << 20; i++)
        g_string_append_c(text, 'x');
    g_string_append(text, "\n2,3\n");
    check_text(state, text, 2);
    g_string_free(text, TRUE);
}

static void test_short(void **state)
{
    GString *text = g_string_new("a");
    check_text(state, text, 1);
    g_string_free(text, TRUE);
}

/* The head of a file ends with a line, and tells columns and separator. */
static void test_head(void **state)
{
    mlg_error err = {.code = MLG_OK};
    dataset *ds = NULL;
    dataset_reader *reader = NULL;
    const dataset_row *row = NULL;
    GString *text = g_string_new("a;b;c\n");
    for (int i = 0; i < 60000; i++)
        g_string_append_printf(text, "%d;%d;z\n", i, i % 97);
    char *path = support_write(*state, "long.csv", text->str, text->len);
    assert_ok(dataset_open_head(path, &ds, &err), &err);
    assert_int_equal(dataset_get_layer(ds, 0)->n_columns, 3);
    assert_int_equal(dataset_separator(ds, 0), ';');
    assert_ok(dataset_reader_new(ds, 0, NULL, &reader, &err), &err);
    long n = 0;
    for (;; n++) {
        assert_ok(dataset_reader_next(reader, &row, &err), &err);
        if (row == NULL)
            break;
        assert_non_null(row->values[2]); /* no row is cut */
    }
    assert_in_range(n, 1000, 20000);
    dataset_reader_free(reader);
    dataset_free(ds);
    g_string_free(text, TRUE);
    g_free(path);
}

/* Lines that a head of a file holds; its encoding is checked. */
static long count_head(const char *path, const char *encoding)
{
    mlg_error err = {.code = MLG_OK};
    dataset *ds = NULL;
    dataset_reader *reader = NULL;
    const dataset_row *row = NULL;
    assert_ok(dataset_open_head(path, &ds, &err), &err);
    assert_string_equal(dataset_encoding(ds), encoding);
    assert_ok(dataset_reader_new(ds, 0, NULL, &reader, &err), &err);
    long n = -1;
    do {
        assert_ok(dataset_reader_next(reader, &row, &err), &err);
        n++;
    } while (row != NULL);
    dataset_reader_free(reader);
    dataset_free(ds);
    return n;
}

/* A line feed that is the first byte after the head is not of it. */
static void test_head_ends_before_a_line_feed(void **state)
{
    GString *text = g_string_new("aa;b;c;d\n");
    const long n_lines = (DATASET_HEAD_BYTES - 8) / 8; /* of 8 bytes, the first of 9 */
    for (long i = 0; i < n_lines + 10; i++)
        g_string_append(text, "1;2;3;4\n");
    assert_int_equal(text->str[DATASET_HEAD_BYTES], '\n');
    char *path = support_write(*state, "head.csv", text->str, text->len);
    assert_int_equal(count_head(path, "UTF-8"), n_lines);
    g_string_free(text, TRUE);
    g_free(path);
}

/* The head of a text in UTF-16 is known for what it is, wherever it is cut. */
static void test_head_in_utf16(void **state)
{
    GString *text = g_string_new_len("\xFF\xFE", 2);
    for (size_t i = 0; i < DATASET_HEAD_BYTES; i++)
        g_string_append_len(text, i % 5 == 4 ? "\n\0" : i % 5 == 2 ? ";\0" : "1\0", 2);
    char *path = support_write(*state, "head.csv", text->str, text->len);
    assert_true(count_head(path, "UTF-16") > 1000);
    g_string_free(text, TRUE);
    g_free(path);
}

int main(void)
{
#define TEST(test)                                                                                 \
    cmocka_unit_test_setup_teardown(test, support_tempdir_setup, support_tempdir_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_blocks),
        TEST(test_long_line),
        TEST(test_short),
        TEST(test_head),
        TEST(test_head_ends_before_a_line_feed),
        TEST(test_head_in_utf16),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
