/*
 * test_source_alias.c - the alias tables: headers folded, years in names, every format has its
 * rows.
 */
#include "support/cmocka.h"

#include "base/address.h"
#include "source/format.h"
#include "source/vintage.h"

#include <glib.h>

static void test_fold(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"INSEE_COM", "insee_com"},
                                           {"  Libellé de l'EPT ", "libelle_de_l_ept"},
                                           {"n° dispositif", "n_dispositif"},
                                           {"Région", "region"},
                                           {"\xEF\xBB\xBF"
                                            "code",
                                            "code"},
                                           {"", ""}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *folded = source_fold(cases[i][0]);
        assert_string_equal(folded, cases[i][1]);
        g_free(folded);
    }
}

static void test_year_in_name(void **state)
{
    (void)state;
    int year = 0;
    assert_true(source_alias_matches("pmun", "pmun", &year));
    assert_int_equal(year, 0);
    assert_true(source_alias_matches("pmun_#", "pmun_2023", &year));
    assert_int_equal(year, 2023);
    assert_false(source_alias_matches("pmun_#", "pmun", &year));
    assert_false(source_alias_matches("pmun_#", "pmun_20", &year));
    assert_false(source_alias_matches("pmun_#", "pmun_2023_x", &year));
}

static void test_every_format_has_required_columns(void **state)
{
    (void)state;
    for (const source_format *format = source_formats; format->name != NULL; format++) {
        size_t n = 0;
        for (const source_field *field = source_fields(); field->source != NULL; field++)
            n += strcmp(field->source, format->name) == 0 && field->required ? 1 : 0;
        if (n == 0)
            fail_msg("%s has no required column", format->name);
    }
    for (const source_field *field = source_fields(); field->source != NULL; field++) {
        const source_format *format = source_formats;
        while (format->name != NULL && strcmp(format->name, field->source) != 0)
            format++;
        if (format->name == NULL)
            fail_msg("%s is in sources.csv and not in the table", field->source);
    }
}

/* An alias that two columns of one inventory table share would make headers ambiguous. */
static void test_inventory_aliases_are_distinct(void **state)
{
    (void)state;
    for (const source_field *a = source_inventory_fields(); a->source != NULL; a++)
        for (const source_field *b = a + 1; b->source != NULL; b++) {
            if (strcmp(a->source, b->source) != 0)
                continue;
            for (char **x = a->columns; *x != NULL; x++)
                if (g_strv_contains((const char *const *)b->columns, *x))
                    fail_msg("%s: %s is an alias of %s and %s", a->source, *x, a->field, b->field);
        }
}

static void test_years_of_paths(void **state)
{
    (void)state;
    assert_int_equal(source_path_year("boundaries/communes_2023.fgb"), 2023);
    assert_int_equal(source_path_year("ADMIN-EXPRESS-COG_3-2__SHP_WGS84G_FRA_2023-05-03"), 2023);
    assert_int_equal(source_path_year("contours/2024/geojson/communes-5m.geojson"), 2024);
    assert_int_equal(source_path_year("EPCI_au_01-01-2026.xlsx"), 2026);
    assert_int_equal(source_path_year("a_2022.gpkg|layername=b_2023"), 2022);
    assert_int_equal(source_path_year("communes-01012019.csv"), 0);
    assert_int_equal(source_path_year("communes.fgb"), 0);
    assert_int_equal(source_path_census("ensemble_RP2021/donnees_rp2022.csv"), 2022);
    assert_int_equal(source_path_census("donnees_2022.csv"), 0);
    assert_true(source_path_is_generalised("ADMIN-EXPRESS-COG-CARTO_3-2/COMMUNE.shp"));
    assert_true(source_path_is_generalised("communes-1000m.geojson"));
    assert_false(source_path_is_generalised("communes-5m.geojson"));
}

static void test_refused(void **state)
{
    (void)state;
    mlg_error err = {.code = MLG_OK};
    assert_int_equal(source_refuse("ADMIN-EXPRESS-COG-CARTO-PLUS-PE_3-2/x.gpkg", &err),
                     MLG_E_FORMAT);
    assert_contains(err.message, "overseas territories");
    assert_contains(err.hint, "ADMIN-EXPRESS-COG");
    assert_int_equal(source_refuse("ADMIN-EXPRESS-COG_3-2/x.gpkg", &err), MLG_OK);
}

static void test_passwords(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"PG:host=a password=secret user=b", "PG:host=a password=*** user=b"},
        {"PG:password='a b' user=b", "PG:password=*** user=b"},
        {"PG:password=", "PG:password=***"},
        {"PG:password=a|b|layername=c.d", "PG:password=***|layername=c.d"},
        {"PG:password='a", "PG:password=***"},
        {"PG:password='a\\' b' user=b", "PG:password=*** user=b"},
        {"PG:sslpassword=one password = two", "PG:sslpassword=*** password = ***"},
        {"postgres://b:se:cr@et@host/d?password=x&a=1", "postgres://b:***@host/d?password=***&a=1"},
        {"postgresql://a:secret@host/base", "postgresql://a:***@host/base"},
        {"postgresql://a@host:5432/base", "postgresql://a@host:5432/base"},
        {"/vsicurl/https://a:secret@host/f.zip", "/vsicurl/https://a:***@host/f.zip"},
        {"x 'PG:host=a password=secret' --qpv b", "x 'PG:host=a password=***' --qpv b"},
        {"x 'PG:password='\\''a b'\\'' user=b' --qpv c", "x 'PG:password=*** user=b' --qpv c"},
        {"x 'PG:password='\\''a \\'\\'' b'\\'' user=b' c", "x 'PG:password=*** user=b' c"},
        {"a.gpkg", "a.gpkg"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *hidden = mlg_hide_password(cases[i][0]);
        assert_string_equal(hidden, cases[i][1]);
        g_free(hidden);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fold),
        cmocka_unit_test(test_year_in_name),
        cmocka_unit_test(test_every_format_has_required_columns),
        cmocka_unit_test(test_inventory_aliases_are_distinct),
        cmocka_unit_test(test_years_of_paths),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_passwords),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
