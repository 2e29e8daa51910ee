/*
 * test_dataset_csv.c - delimited text as people save it: separators, encodings, quotes, huge cells.
 */
#include "support/cmocka.h"
#include "support/tempdir.h"

#include "dataset/dataset.h"

#include <stdlib.h>

#include <glib.h>

/* Rows of a text as "a,b|c,d" with the line of each row in front. */
static char *read_all(dataset *ds)
{
    mlg_error err = {.code = MLG_OK};
    dataset_reader *reader = NULL;
    assert_ok(dataset_reader_new(ds, 0, NULL, &reader, &err), &err);
    GString *text = g_string_new(NULL);
    const dataset_row *row = NULL;
    for (;;) {
        assert_ok(dataset_reader_next(reader, &row, &err), &err);
        if (row == NULL)
            break;
        g_string_append_printf(text, "%s%ld:", text->len > 0 ? "|" : "", row->row);
        for (size_t i = 0; i < dataset_get_layer(ds, 0)->n_columns; i++)
            g_string_append_printf(text, "%s[%s]", i > 0 ? "," : "",
                                   row->values[i] != NULL ? row->values[i] : "NULL");
    }
    dataset_reader_free(reader);
    return g_string_free(text, FALSE);
}

typedef struct csv_case {
    const char *name, *bytes;
    size_t size;
    const char *encoding, *rows;
} csv_case;

static const csv_case cases[] = {
    {"semicolon", "a;b\n1;2\n", 0, "UTF-8", "1:[a],[b]|2:[1],[2]"},
    {"comma", "a,b\r\n1,2\r\n", 0, "UTF-8", "1:[a],[b]|2:[1],[2]"},
    {"tab", "a\tb\n1\t2", 0, "UTF-8", "1:[a],[b]|2:[1],[2]"},
    {"pipe", "a|b\n1|2\n", 0, "UTF-8", "1:[a],[b]|2:[1],[2]"},
    {"old_mac", "a;b\r1;2\r", 0, "UTF-8", "1:[a],[b]|2:[1],[2]"},
    {"bom",
     "\xEF\xBB\xBF"
     "a;b\n1;\xC3\xA9\n",
     0, "UTF-8 (BOM)", "1:[a],[b]|2:[1],[é]"},
    {"cp1252", "a;b\nd\xE9\xE7u;\x80 \x9C\n", 0, "cp1252", "1:[a],[b]|2:[déçu],[€ œ]"},
    {"utf16",
     "\xFF\xFE"
     "a\0;\0b\0\n\0001\0;\0\xE9\0\n\0",
     18, "UTF-16", "1:[a],[b]|2:[1],[é]"},
    {"decimal_comma", "a;b\n1,5;2,5\n3,5;4,5\n", 0, "UTF-8",
     "1:[a],[b]|2:[1,5],[2,5]|3:[3,5],[4,5]"},
    {"blank_lines", "a;b\n\n;\n1;2\n", 0, "UTF-8", "1:[a],[b]|2:[],[NULL]|3:[],[]|4:[1],[2]"},
    {"title_first", "Titre du tableau\n\na;b;c\n1;2;3\n", 0, "UTF-8",
     "1:[Titre du tableau],[NULL],[NULL]|2:[],[NULL],[NULL]|3:[a],[b],[c]|4:[1],[2],[3]"},
    {"quoted", "a;b\n\"x;y\";\"say \"\"z\"\"\"\n", 0, "UTF-8", "1:[a],[b]|2:[x;y],[say \"z\"]"},
    {"quoted_lines", "a;b\n\"x\ny\";2\n3;4\n", 0, "UTF-8", "1:[a],[b]|2:[x\ny],[2]|4:[3],[4]"},
    {"excel_text", "a;b\n=\"01053\";2\n", 0, "UTF-8", "1:[a],[b]|2:[=\"01053\"],[2]"},
    {"spaces", "a;b\n  x ;\xC2\xA0y\xC2\xA0\n", 0, "UTF-8", "1:[a],[b]|2:[x],[y]"},
    {"ragged", "a;b\n1\n1;2;3\n", 0, "UTF-8", "1:[a],[b],[NULL]|2:[1],[NULL],[NULL]|3:[1],[2],[3]"},
    {"no_last_newline", "a;b\n1;", 0, "UTF-8", "1:[a],[b]|2:[1],[]"},
};

static void test_rows(void **state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        mlg_error err = {.code = MLG_OK};
        dataset *ds = NULL;
        char *path = support_write(*state, "t.csv", cases[i].bytes, cases[i].size);
        assert_ok(dataset_open(path, NULL, &ds, &err), &err);
        assert_true(dataset_is_raw_table(ds));
        assert_string_equal(dataset_encoding(ds), cases[i].encoding);
        char *rows = read_all(ds);
        if (strcmp(rows, cases[i].rows) != 0)
            fail_msg("%s: %s instead of %s", cases[i].name, rows, cases[i].rows);
        g_free(rows);
        dataset_free(ds);
        g_free(path);
    }
}

static void assert_error(void **state, const char *bytes, size_t size, mlg_status status,
                         const char *message)
{
    mlg_error err = {.code = MLG_OK};
    dataset *ds = NULL;
    char *path = support_write(*state, "bad.csv", bytes, size);
    assert_int_equal(dataset_open(path, NULL, &ds, &err), status);
    assert_null(ds);
    assert_contains(err.message, message);
    g_free(path);
}

static void test_errors(void **state)
{
    assert_error(state, "a;b\n1;\"never closed\n2;3\n", 0, MLG_E_FORMAT, "bad.csv: line 2:");
    assert_error(state, "a;b\0c\n", 6, MLG_E_FORMAT, "not a text file");
}

static void test_empty_file(void **state)
{
    mlg_error err = {.code = MLG_OK};
    dataset *ds = NULL;
    char *path = support_path(*state, "empty.csv");
    assert_true(g_file_set_contents(path, "", 0, NULL));
    assert_ok(dataset_open(path, NULL, &ds, &err), &err);
    char *rows = read_all(ds);
    assert_string_equal(rows, "");
    g_free(rows);
    dataset_free(ds);
    g_free(path);
}

static void test_huge_cell(void **state)
{
    const size_t size = (size_t)10 << 20;
    GString *text = g_string_new("a;b\n1;\"");
    for (size_t i = 0; i < size; i++)
        g_string_append_c(text, i % 80 == 79 ? '\n' : 'x');
    g_string_append(text, "\"\n2;3\n");
    char *path = support_write(*state, "huge.csv", text->str, text->len);
    mlg_error err = {.code = MLG_OK};
    dataset *ds = NULL;
    dataset_reader *reader = NULL;
    const dataset_row *row = NULL;
    assert_ok(dataset_open(path, NULL, &ds, &err), &err);
    assert_ok(dataset_reader_new(ds, 0, NULL, &reader, &err), &err);
    assert_ok(dataset_reader_next(reader, &row, &err), &err);
    assert_ok(dataset_reader_next(reader, &row, &err), &err);
    assert_int_equal(strlen(row->values[1]), size - 1); /* the last line feed is a space around */
    assert_ok(dataset_reader_next(reader, &row, &err), &err);
    assert_string_equal(row->values[0], "2");
    assert_int_equal(row->row, 3 + size / 80);
    dataset_reader_free(reader);
    dataset_free(ds);
    g_string_free(text, TRUE);
    g_free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_empty_file),
        cmocka_unit_test(test_huge_cell),
    };
    return cmocka_run_group_tests(tests, support_tempdir_setup, support_tempdir_teardown);
}
