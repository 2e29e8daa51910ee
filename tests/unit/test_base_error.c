/*
 * test_base_error.c - messages of errors: one line, cut at a character, prefixed on the way up.
 */
#include "support/cmocka.h"

#include "base/error.h"

#include <glib.h>

static void test_fail_and_wrap(void **state)
{
    (void)state;
    mlg_error err = {0};
    mlg_status status = mlg_fail(&err, MLG_E_FORMAT, "feature %d: ring is open", 412);
    assert_int_equal(status, MLG_E_FORMAT);
    assert_int_equal(err.code, MLG_E_FORMAT);
    assert_string_equal(err.message, "feature 412: ring is open");
    assert_string_equal(err.hint, "");
    assert_int_equal(mlg_hint(&err, status, "close it in %s", "QGIS"), MLG_E_FORMAT);
    assert_int_equal(mlg_wrap(&err, status, "%s", "qpv.gpkg"), MLG_E_FORMAT);
    assert_string_equal(err.message, "qpv.gpkg: feature 412: ring is open");
    assert_string_equal(err.hint, "close it in QGIS");
}

static void test_null_error(void **state)
{
    (void)state;
    assert_int_equal(mlg_fail(NULL, MLG_E_IO, "x"), MLG_E_IO);
    assert_int_equal(mlg_hint(NULL, MLG_E_IO, "x"), MLG_E_IO);
    assert_int_equal(mlg_wrap(NULL, MLG_E_IO, "x"), MLG_E_IO);
}

static void test_one_line(void **state)
{
    (void)state;
    mlg_error err = {0};
    (void)mlg_fail(&err, MLG_E_IO, "%s", "GDAL said:\nno such\r\nfile\n");
    assert_string_equal(err.message, "GDAL said: no such  file");
}

static void test_cut_at_character(void **state)
{
    (void)state;
    mlg_error err = {0};
    /* an odd prefix makes the two-byte letters straddle the end of the buffer */
    GString *text = g_string_new("x");
    for (int i = 0; i < 600; i++)
        g_string_append(text, "é");
    (void)mlg_fail(&err, MLG_E_IO, "%s", text->str);
    g_string_free(text, TRUE);
    assert_int_equal(strlen(err.message), sizeof err.message - 1);
    assert_true(g_utf8_validate(err.message, -1, NULL));
    (void)mlg_wrap(&err, MLG_E_IO, "file");
    assert_true(g_utf8_validate(err.message, -1, NULL));
    assert_int_equal(strncmp(err.message, "file: xé", strlen("file: xé")), 0);
}

static mlg_status try_it(mlg_status status, int *ret_reached)
{
    MLG_TRY(status);
    *ret_reached = 1;
    return MLG_OK;
}

static void test_try(void **state)
{
    (void)state;
    int reached = 0;
    assert_int_equal(try_it(MLG_E_CRS, &reached), MLG_E_CRS);
    assert_int_equal(reached, 0);
    assert_int_equal(try_it(MLG_OK, &reached), MLG_OK);
    assert_int_equal(reached, 1);
}

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(mlg_status_name(MLG_OK), "ok");
    assert_string_equal(mlg_status_name(MLG_E_INTERNAL), "internal");
    assert_string_equal(mlg_status_name((mlg_status)99), "unknown");
    for (int i = MLG_OK; i <= MLG_E_INTERNAL; i++)
        assert_non_null(mlg_status_name((mlg_status)i));
    mlg_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fail_and_wrap), cmocka_unit_test(test_null_error),
        cmocka_unit_test(test_one_line),      cmocka_unit_test(test_cut_at_character),
        cmocka_unit_test(test_try),           cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
