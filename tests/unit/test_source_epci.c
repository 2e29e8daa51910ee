/*
 * test_source_epci.c - tables of EPCI and EPT: who belongs to what, names, and populations that
 * come with them.
 */
#include "test_source_fixture.h"

static loaded load_epci(const char *const *epci)
{
    return load_ok(&(mlg_territory_sources){.communes = ONE(SIMPLE), .epci = epci});
}

static void check_epcicom(const char *path)
{
    loaded l = load_epci(ONE(path));
    assert_int_equal(l.t->n_epcis, 3);
    assert_string_equal(epci_of(&l, "01004"), "240100883");
    assert_string_equal(epci_of(&l, "59350"), "200093201");
    assert_string_equal(epci_of(&l, "22016"), "");
    assert_string_equal(epci(&l, "240100883")->name, "CC de la Plaine de l'Ain");
    assert_string_equal(epci(&l, "200093201")->name, "Métropole Européenne de Lille");
    assert_string_equal(epci(&l, "200093201")->nature, "METRO");
    assert_near(commune(&l, "01004")->population, 14288, 0); /* no other table of populations */
    assert_true(isnan(commune(&l, "22016")->population));
    assert_int_equal(l.t->population_year, 2020);
    assert_string_equal(l.t->sources[1].dataset, "dgcl-epcicom");
    assert_string_equal(l.t->sources[1].vintage, "2023");
    unload(&l);
}

static void test_banatic(void **state)
{
    (void)state;
    check_epcicom(SOURCES "perimetre-epci-a-fp.csv");
    loaded l = load_epci(ONE(SOURCES "perimetre-epci-a-fp.csv"));
    assert_contains(l.findings->str, "encodage||cp1252");
    unload(&l);
}

static void test_dgcl(void **state)
{
    (void)state;
    check_epcicom(SOURCES "epcicom2023.xlsx");
    loaded l = load_epci(ONE(SOURCES "epcicom2023.xlsx"));
    assert_contains(l.findings->str, "zero-remis|1004|1004|01004|1");
    unload(&l);
}

/* Populations of the EPCI table yield to those that are given. */
static void test_dgcl_with_populations(void **state)
{
    (void)state;
    loaded l =
        load_ok(&(mlg_territory_sources){.communes = ONE(SIMPLE),
                                         .epci = ONE(SOURCES "epcicom2023.xlsx"),
                                         .population = ONE(SOURCES "donnees_communes_rp2022.csv")});
    assert_near(commune(&l, "01004")->population, 15554, 0);
    assert_true(isnan(commune(&l, "59350")->population));
    assert_int_equal(l.t->population_year, 2022);
    unload(&l);
}

static void test_insee(void **state)
{
    (void)state;
    loaded l = load_epci(TWO(SOURCES "EPCI_au_01-01-2026.xlsx", SOURCES "EPT_au_01-01-2025.xlsx"));
    assert_int_equal(l.t->n_epcis, 2);
    assert_string_equal(epci_of(&l, "01004"), "240100883");
    assert_string_equal(epci_of(&l, "22016"), ""); /* ZZZZZZZZZ */
    assert_string_equal(epci(&l, "200093201")->nature, "ME");
    assert_int_equal(l.t->n_epts, 1);
    assert_string_equal(ept_of(&l, "93048"), "200057875");
    assert_string_equal(ept_of(&l, "01004"), "");
    assert_string_equal(l.t->epts[0].name, "Est Ensemble");
    assert_string_equal(l.t->sources[1].dataset, "insee-epci");
    assert_string_equal(l.t->sources[1].vintage, "2026");
    assert_string_equal(l.t->sources[2].dataset, "insee-ept");
    assert_string_equal(l.t->sources[2].vintage, "2025");
    unload(&l);
}

static void test_appartenance(void **state)
{
    (void)state;
    loaded l = load_epci(ONE(SOURCES "table-appartenance-geo-communes-2024.xlsx"));
    assert_int_equal(l.t->n_epcis, 2);
    assert_string_equal(epci_of(&l, "93048"), "200054781");
    assert_string_equal(ept_of(&l, "93048"), "200057875");
    assert_string_equal(epci(&l, "240100883")->name,
                        "Communauté de communes de la Plaine de l'Ain");
    assert_string_equal(l.t->epts[0].name, "Est Ensemble");
    assert_string_equal(l.t->sources[1].dataset, "insee-appartenance");
    assert_null(strstr(l.findings->str, "75101")); /* its commune is in the table too */
    unload(&l);
}

static void test_layer(void **state)
{
    (void)state;
    const char *path = SOURCES "ADE-COG_4-0_GPKG_WGS84G_FRA-ED2025-01-01.zip";
    loaded l = load_epci(ONE(path));
    assert_string_equal(epci_of(&l, "59350"), "200093201");
    assert_string_equal(ept_of(&l, "93048"), "200057875");
    assert_string_equal(epci_of(&l, "01004"), "");
    assert_non_null(epci(&l, "200093201")->shape.wkb); /* asked for: its polygons serve */
    unload(&l);
}

static void test_plain(void **state)
{
    char *path = support_write(*state, "epci.csv",
                               "code_insee,siren_epci,nom_epci\n01004,240100883,CC A\n"
                               "59350,24010088,trop court\n",
                               0);
    loaded l = load_epci(ONE(path));
    assert_string_equal(epci_of(&l, "01004"), "240100883");
    assert_string_equal(epci(&l, "240100883")->name, "CC A");
    assert_string_equal(epci_of(&l, "59350"), "");
    assert_contains(l.findings->str, "code-invalide|24010088"); /* eight digits */
    unload(&l);
    g_free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_banatic),
        cmocka_unit_test(test_dgcl),
        cmocka_unit_test(test_dgcl_with_populations),
        cmocka_unit_test(test_insee),
        cmocka_unit_test(test_appartenance),
        cmocka_unit_test(test_layer),
        cmocka_unit_test_setup_teardown(test_plain, support_tempdir_setup,
                                        support_tempdir_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
