/*
 * test_output_version.c - the versions that `maillage --version` and `parametre` tell.
 */
#include "support/cmocka.h"

#include <maillage/version.h>

#include <glib.h>

static void libraries(void **state)
{
    (void)state;
    static const char *const names[] = {"GDAL",       "GEOS", "PROJ",   "SQLite",
                                        "SpatiaLite", "GLib", "json-c", "libxlsxwriter"};
    char *text = mlg_version_libraries();
    char **lines = g_strsplit(text, "\n", -1);
    assert_int_equal(g_strv_length(lines), G_N_ELEMENTS(names) + 1);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        assert_true(g_str_has_prefix(lines[i], names[i]));
        assert_true(g_ascii_isdigit(lines[i][strlen(names[i]) + 1]));
    }
    assert_string_equal(lines[G_N_ELEMENTS(names)], "");
    g_strfreev(lines);
    mlg_free(text);
}

static void own(void **state)
{
    (void)state;
    assert_string_equal(mlg_version(), MLG_VERSION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(libraries), cmocka_unit_test(own)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
