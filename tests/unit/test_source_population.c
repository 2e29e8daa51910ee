/*
 * test_source_population.c - legal populations: the three headers of donnees_communes, and others.
 */
#include "test_source_fixture.h"

static loaded load_population(const char *const *paths)
{
    return load_ok(&(mlg_territory_sources){.communes = ONE(SIMPLE), .population = paths});
}

/* COM is the name; codes are rebuilt, overseas ones too; arrondissements are summed. */
static void test_names_in_com(void **state)
{
    (void)state;
    loaded l = load_population(ONE(SOURCES "donnees_communes_rp2021.csv"));
    assert_near(commune(&l, "01004")->population, 15061, 0); /* "15 061" */
    assert_near(commune(&l, "97101")->population, 52861, 0);
    assert_near(commune(&l, "2A004")->population, 73822, 0);
    assert_near(commune(&l, "75056")->population, 15917 + 21595, 0);
    assert_true(isnan(commune(&l, "59350")->population));
    assert_int_equal(l.t->population_year, 2021);
    assert_string_equal(l.t->sources[1].dataset, "insee-populations");
    unload(&l);
}

static void test_codes_in_com_and_mayotte(void **state)
{
    (void)state;
    loaded l = load_population(
        TWO(SOURCES "donnees_communes_rp2022.csv", SOURCES "donnees_communes_mayotte.csv"));
    assert_near(commune(&l, "01004")->population, 15554, 0);
    assert_near(commune(&l, "97101")->population, 52514, 0);
    assert_near(commune(&l, "97601")->population, 5192, 0);
    assert_int_equal(l.t->population_year, 2022);
    unload(&l);
}

static void test_dgcl(void **state)
{
    (void)state;
    loaded l = load_population(ONE(SOURCES "epcicom2023.xlsx"));
    assert_near(commune(&l, "59350")->population, 236710, 0);
    assert_string_equal(epci_of(&l, "59350"), ""); /* asked for its populations only */
    assert_int_equal(l.t->population_year, 2020);
    unload(&l);
}

static void test_admin_express(void **state)
{
    (void)state;
    loaded l = load_population(ONE(SOURCES "ADE-COG_4-0_GPKG_WGS84G_FRA-ED2025-01-01.zip"));
    assert_near(commune(&l, "59350")->population, 238695, 0);
    assert_string_equal(epci_of(&l, "59350"), "");
    assert_int_equal(l.t->population_year, 2022);
    unload(&l);
}

static void test_plain_and_its_faults(void **state)
{
    char *path =
        support_write(*state, "pop_2020.csv",
                      "insee;pmun\n1004;14000\n59350;beaucoup\n93048;\n2a004;\"70 000,5\"\n"
                      "Total;84000\n",
                      0);
    loaded l = load_population(ONE(path));
    assert_near(commune(&l, "01004")->population, 14000, 0);
    assert_true(isnan(commune(&l, "59350")->population));
    assert_true(isnan(commune(&l, "93048")->population));
    assert_near(commune(&l, "2A004")->population, 70000.5, 0);
    assert_contains(l.findings->str, "zero-remis|1004|1004|01004|1");
    assert_contains(l.findings->str, "code-nettoye|2a004|2a004|2A004|1");
    assert_contains(l.findings->str, "nombre-illisible|59350|beaucoup");
    assert_contains(l.findings->str, "population-absente|93048");
    assert_contains(l.findings->str, "Total");
    unload(&l);
    g_free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_in_com),
        cmocka_unit_test(test_codes_in_com_and_mayotte),
        cmocka_unit_test(test_dgcl),
        cmocka_unit_test(test_admin_express),
        cmocka_unit_test_setup_teardown(test_plain_and_its_faults, support_tempdir_setup,
                                        support_tempdir_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
