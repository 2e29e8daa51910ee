/*
 * test_source_communes.c - layers of communes of every published schema, value by value.
 */
#include "test_source_fixture.h"

#include "geom/wkb.h"

static void test_admin_express_2(void **state)
{
    (void)state;
    loaded l = load_ok(&(mlg_territory_sources){.communes = ONE(SOURCES "ade2")});
    assert_int_equal(l.t->n_communes, 4);
    const territory_commune *amberieu = commune(&l, "01004");
    assert_string_equal(amberieu->name, "Ambérieu-en-Bugey");
    assert_near(amberieu->population, 14204, 0);
    assert_string_equal(epci_of(&l, "01004"), "240100883");
    assert_string_equal(epci(&l, "240100883")->name, "CC de la Plaine de l'Ain");
    assert_string_equal(epci(&l, "240100883")->nature, "CC");
    assert_string_equal(epci_of(&l, "93048"), "200054781");
    assert_string_equal(ept_of(&l, "93048"), "200057875");
    assert_string_equal(epci_of(&l, "22016"), ""); /* NR */
    assert_string_equal(l.t->departments[commune(&l, "22016")->department].name, "Côtes-d'Armor");
    assert_string_equal(l.t->regions[commune(&l, "22016")->region].name, "Bretagne");
    assert_int_equal(l.t->n_parts, 1);
    assert_string_equal(l.t->parts[0].code.s, "75101");
    assert_int_equal(l.t->parts[0].kind, TERRITORY_ARRONDISSEMENT);
    assert_near(l.t->parts[0].population, 16266, 0);
    assert_near(commune(&l, "75056")->population, 2187526, 0);
    assert_string_equal(crs_of(&l, &amberieu->shape), "EPSG:2154");
    assert_int_equal(l.t->vintage, 2020);
    assert_int_equal(l.t->population_year, 2017);
    assert_string_equal(l.t->sources[0].dataset, "admin-express-2");
    unload(&l);
}

static void test_admin_express_3(void **state)
{
    (void)state;
    loaded l = load_ok(&(mlg_territory_sources){.communes = ONE(SOURCES "ade3")});
    assert_int_equal(l.t->n_communes, 4);
    assert_string_equal(commune(&l, "59350")->name, "Lille");
    assert_near(commune(&l, "59350")->population, 236710, 0);
    assert_string_equal(epci_of(&l, "59350"), "200093201");
    assert_string_equal(epci(&l, "200093201")->name, "Métropole Européenne de Lille");
    assert_null(epci(&l, "200093201")->shape.wkb); /* beside the communes: names only */
    assert_string_equal(ept_of(&l, "93048"), "200057875");
    assert_string_equal(l.t->epts[0].name, "Est Ensemble");
    assert_string_equal(l.t->departments[commune(&l, "97101")->department].name, "Guadeloupe");
    assert_int_equal(l.t->n_parts, 3);
    uint32_t lomme = territory_find_part(l.t, base_code("59355"), TERRITORY_DELEGUEE);
    assert_int_not_equal(lomme, TERRITORY_NONE);
    assert_string_equal(l.t->parts[lomme].name, "Lomme");
    assert_string_equal(l.t->communes[l.t->parts[lomme].commune].code.s, "59350");
    assert_int_equal(commune(&l, "75056")->n_parts, 2);
    assert_int_equal(l.t->vintage, 2023);
    assert_int_equal(l.t->population_year, 2020);
    assert_int_equal(strlen(l.t->sources[0].sha256), 64);
    unload(&l);
}

static void test_admin_express_4(void **state)
{
    (void)state;
    const char *path = SOURCES "ADE-COG_4-0_GPKG_WGS84G_FRA-ED2025-01-01.zip";
    loaded l = load_ok(&(mlg_territory_sources){.communes = ONE(path)});
    assert_int_equal(l.t->n_communes, 3);
    assert_string_equal(commune(&l, "93048")->name, "Montreuil");
    assert_near(commune(&l, "93048")->population, 110758, 0);
    assert_string_equal(epci_of(&l, "93048"), "200054781");
    assert_string_equal(ept_of(&l, "93048"), "200057875");
    assert_string_equal(epci_of(&l, "97501"), ""); /* NR, as its département */
    assert_string_equal(l.t->departments[commune(&l, "97501")->department].code.s, "975");
    assert_int_equal(l.t->n_parts, 1); /* Lomme; Paris of 75101 is not in the layer */
    assert_int_equal(l.t->vintage, 2025);
    assert_int_equal(l.t->population_year, 2022);
    assert_string_equal(l.t->sources[0].dataset, "admin-express-4");
    assert_string_equal(l.t->sources[0].vintage, "2025");
    unload(&l);
}

static void test_one_layer_of_a_container(void **state)
{
    (void)state;
    const char *path = SOURCES "ADE-COG_4-0_GPKG_WGS84G_FRA-ED2025-01-01.zip|layername=commune";
    loaded l = load_ok(&(mlg_territory_sources){.communes = ONE(path)});
    assert_int_equal(l.t->n_communes, 3);
    assert_int_equal(l.t->n_parts, 0);
    unload(&l);
}

static void test_etalab(void **state)
{
    (void)state;
    loaded l = load_ok(&(mlg_territory_sources){.communes = ONE(SOURCES "etalab/2024")});
    assert_int_equal(l.t->n_communes, 3);
    assert_int_equal(l.t->n_parts, 2); /* the arrondissements do not overlap Paris as communes */
    assert_int_equal(commune(&l, "75056")->n_parts, 2);
    assert_string_equal(epci_of(&l, "01004"), "240100883");
    assert_string_equal(epci(&l, "240100883")->name, "CC de la Plaine de l'Ain");
    assert_string_equal(commune(&l, "98712")->name, "Arue");
    assert_string_equal(l.t->departments[commune(&l, "98712")->department].code.s, "987");
    assert_int_equal(l.t->vintage, 2024);
    unload(&l);
    l = load(&(mlg_territory_sources){
        .communes = ONE(SOURCES "etalab/2024/communes-associees-deleguees-5m.geojson")});
    assert_int_equal(l.status, MLG_E_FORMAT);
    assert_contains(l.err.message, "code, nom, type, departement");
    unload(&l);
}

static void test_plain(void **state)
{
    (void)state;
    loaded l = load_ok(&(mlg_territory_sources){.communes = ONE(SIMPLE)});
    assert_int_equal(l.t->n_communes, 9); /* Paris made of its two arrondissements */
    assert_string_equal(commune(&l, "2A004")->name, "Ajaccio");
    assert_string_equal(l.t->departments[commune(&l, "2A004")->department].name, "Corse-du-Sud");
    assert_string_equal(commune(&l, "75056")->name, "Paris");
    assert_true(isnan(commune(&l, "75056")->population));
    assert_int_equal(l.t->vintage, 2023);
    assert_int_equal(l.t->population_year, 0);
    unload(&l);
    l = load_ok(&(mlg_territory_sources){.communes = ONE(SIMPLE), .plm_arrondissement = 1});
    assert_string_equal(commune(&l, "75102")->name, "Paris 2e Arrondissement");
    unload(&l);
}

static void test_flatgeobuf(void **state)
{
    (void)state;
    loaded l = load_ok(&(mlg_territory_sources){.communes = ONE(SOURCES "communes_2023.fgb")});
    assert_int_equal(l.t->n_communes, 2);
    geom_box box = geom_wkb_bounds(commune(&l, "59350")->shape.wkb);
    assert_near(box.min_x, 3.05, 1e-9);
    assert_near(box.max_y, 50.63, 1e-9);
    unload(&l);
}

static void test_cog_list(void **state)
{
    (void)state;
    const char *bare = SOURCES "communes_nues_2023.geojson";
    loaded l = load_ok(&(mlg_territory_sources){
        .communes = ONE(bare),
        .cog = TWO(SOURCES "v_commune_2023.csv", SOURCES "v_mvt_commune_2023.csv")});
    assert_string_equal(commune(&l, "01004")->name, "Ambérieu-en-Bugey");
    assert_string_equal(commune(&l, "59350")->name, "Lille");
    assert_int_equal(l.t->vintage, 2023);
    /* its movements are of other communes */
    assert_contains(l.findings->str, "mouvements-ailleurs||01039|01004|2");
    assert_null(l.t->history);
    assert_string_equal(l.t->sources[0].role, "cog");
    assert_string_equal(l.t->sources[0].dataset, "insee-cog-communes");
    unload(&l);
}

static void test_two_files(void **state)
{
    (void)state;
    const char *path = SOURCES "communes_nues_2023.geojson";
    const char *other = SOURCES "etalab/2024/communes-5m.geojson";
    loaded l = load_ok(&(mlg_territory_sources){.communes = TWO(other, path)});
    assert_int_equal(l.t->n_communes, 4);
    assert_contains(l.findings->str, "code-double|01004");
    unload(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_admin_express_2), cmocka_unit_test(test_admin_express_3),
        cmocka_unit_test(test_admin_express_4), cmocka_unit_test(test_one_layer_of_a_container),
        cmocka_unit_test(test_etalab),          cmocka_unit_test(test_plain),
        cmocka_unit_test(test_flatgeobuf),      cmocka_unit_test(test_cog_list),
        cmocka_unit_test(test_two_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
