/*
 * test_output_sheet.c - what a sheet of a spreadsheet can hold, and that a result never crosses it
 * in silence; widths of columns.
 */
#include "support/cmocka.h"
#include "support/tempdir.h"

#include "output/format.h"
#include "output/sheet.h"

#include <glib.h>

#define HINT "leave the layer out with --layers, or write a GeoPackage or CSV"

static const dataset_column columns[] = {{"code", DATASET_TEXT}, {"n", DATASET_INTEGER}};
static const dataset_layer_def two = {"deux", "Deux", "Deux colonnes", columns, 2, NULL, false};

static void rows(void **state)
{
    (void)state;
    mlg_error err = {0};
    output_sheet sheet = {0};
    const dataset_value values[] = {{.text = "01004"}, {.integer = 1}};
    assert_ok(output_sheet_begin(&sheet, "r.xlsx", &two, &err), &err);
    for (size_t i = 1; i < SHEET_ROWS; i++)
        assert_ok(output_sheet_row(&sheet, values, &err), &err);
    assert_int_equal(output_sheet_row(&sheet, values, &err), MLG_E_WRITE);
    assert_string_equal(err.message,
                        "r.xlsx: layer deux: more than 1048575 rows, which a sheet cannot hold");
    assert_string_equal(err.hint, HINT);
    output_sheet_done(&sheet);
}

static void texts(void **state)
{
    (void)state;
    mlg_error err = {0};
    output_sheet sheet = {0};
    char *longest = g_strnfill(SHEET_TEXT, 'x'), *longer = g_strnfill(SHEET_TEXT, '=');
    const dataset_value fits[] = {{.text = longest}, {.null = true}};
    const dataset_value does_not[] = {{.text = longer}, {.null = true}};
    assert_ok(output_sheet_begin(&sheet, "r.ods", &two, &err), &err);
    assert_ok(output_sheet_row(&sheet, fits, &err), &err);
    assert_int_equal(output_sheet_row(&sheet, does_not, &err), MLG_E_WRITE);
    assert_string_equal(err.message, "r.ods: layer deux: row 2, code: 32768 characters, and a cell "
                                     "has 32767 at most"); /* with the apostrophe */
    assert_string_equal(err.hint, HINT);
    output_sheet_done(&sheet);
    g_free(longest);
    g_free(longer);
}

static void too_many_columns(void **state)
{
    (void)state;
    mlg_error err = {0};
    output_sheet sheet = {0};
    dataset_column *many = g_new0(dataset_column, SHEET_COLUMNS + 1);
    for (size_t i = 0; i <= SHEET_COLUMNS; i++)
        many[i] = columns[1];
    const dataset_layer_def def = {"large", "", "", many, SHEET_COLUMNS + 1, NULL, false};
    assert_int_equal(output_sheet_begin(&sheet, "r.xlsx", &def, &err), MLG_E_WRITE);
    assert_string_equal(err.message,
                        "r.xlsx: layer large: 16385 columns, and a sheet has 16384 at most");
    assert_string_equal(err.hint, HINT);
    output_sheet_done(&sheet);
    g_free(many);
}

static void widths(void **state)
{
    (void)state;
    mlg_error err = {0};
    output_sheet sheet = {0};
    const dataset_value names[] = {{.text = "Évry-Courcouronnes"}, {.null = true}};
    assert_ok(output_sheet_begin(&sheet, "r.xlsx", &two, &err), &err);
    assert_int_equal(sheet.widths[0], 8);
    assert_int_equal(sheet.widths[1], 12);
    assert_ok(output_sheet_row(&sheet, names, &err), &err);
    assert_int_equal(sheet.widths[0], 19); /* characters, not bytes */
    assert_int_equal(sheet.widths[1], 12);
    output_sheet_done(&sheet);
}

/* Both workbooks tell it, and no file that looks complete is left open. */
static void told_by_formats(void **state)
{
    static const output_format *const workbooks[] = {&output_format_xlsx, &output_format_ods};
    char *longer = g_strnfill(SHEET_TEXT + 1, 'x');
    const dataset_value does_not[] = {{.text = longer}, {.null = true}};
    const mlg_output_options options = {.epoch = -1};
    for (size_t i = 0; i < G_N_ELEMENTS(workbooks); i++) {
        const output_format *format = workbooks[i];
        const output_run run = {.options = &options, .format = format};
        char *path = support_path(*state, format->name);
        mlg_error err = {0};
        void *file = NULL;
        assert_ok(format->open(&run, path, "2026-06-30T00:00:00.000Z", &file, &err), &err);
        assert_ok(format->layer(file, &two, &err), &err);
        assert_int_equal(format->row(file, does_not, NULL, &err), MLG_E_WRITE);
        assert_contains(err.message, ": layer deux: row 1, code: 32768 characters");
        assert_string_equal(err.hint, HINT);
        format->free(file);
        g_free(path);
    }
    g_free(longer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows),
        cmocka_unit_test(texts),
        cmocka_unit_test(too_many_columns),
        cmocka_unit_test(widths),
        cmocka_unit_test_setup_teardown(told_by_formats, support_tempdir_setup,
                                        support_tempdir_teardown),
    };
    return cmocka_run_group_tests_name("output_sheet", tests, NULL, NULL);
}
