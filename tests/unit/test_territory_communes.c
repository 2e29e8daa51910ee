/*
 * test_territory_communes.c - communes sorted by code, doubles joined, arrondissements of Paris,
 * Lyon and Marseille summed into their commune or promoted to communes, parts placed.
 */
#include "support/world.h"

#include "geom/wkb.h"

/* 9 x 9, the x-th from the left */
#define SQUARE(x) "POLYGON((" x "0 0," x "9 0," x "9 9," x "0 9," x "0 0))"

static void sorts_by_code_whatever_the_order(void **state)
{
    world *w = *state;
    world_commune(w, "93003", "", 3, NULL);
    world_commune(w, "2A004", "", 2, NULL);
    world_commune(w, "01001", "", 1, NULL);
    world_finish_territory(w);
    assert_int_equal(mlg_territory_count(w->t, MLG_COMMUNE), 3);
    assert_string_equal(mlg_territory_code(w->t, MLG_COMMUNE, 0), "01001");
    assert_string_equal(mlg_territory_code(w->t, MLG_COMMUNE, 1), "2A004");
    assert_string_equal(mlg_territory_code(w->t, MLG_COMMUNE, 2), "93003");
    assert_string_equal(mlg_territory_name(w->t, MLG_COMMUNE, 1), "Commune 2A004");
    assert_near(mlg_territory_population(w->t, MLG_COMMUNE, 2), 3, 0);
    assert_int_equal(territory_find_commune(w->t, base_code("93003")), 2);
    assert_int_equal(territory_find_commune(w->t, base_code("93004")), TERRITORY_NONE);
    assert_string_equal(mlg_territory_code(w->t, MLG_DEPARTEMENT, 1), "2A");
}

static void gives_nothing_out_of_range(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "200000001", 3, NULL);
    world_finish_territory(w);
    assert_null(mlg_territory_code(w->t, MLG_COMMUNE, 1));
    assert_null(mlg_territory_name(w->t, MLG_EPCI, 1));
    assert_null(mlg_territory_code(w->t, MLG_QPV, 0));
    assert_true(isnan(mlg_territory_population(w->t, MLG_QPV, 0)));
    assert_int_equal(mlg_territory_count(w->t, MLG_QPV), 0);
    assert_int_equal(mlg_territory_count(w->t, MLG_CONTRAT_VILLE), 0);
    assert_null(mlg_territory_code(w->t, MLG_CONTRAT_VILLE, 0));
    mlg_territory_free(NULL);
}

static void refuses_a_territory_without_commune(void **state)
{
    world *w = *state;
    world_qpv(w, "QN09301M", "93001", 10, SQUARE("1"));
    mlg_status status =
        territory_builder_finish(w->land, &w->territory_options, &w->monitor, &w->t, &w->err);
    assert_int_equal(status, MLG_E_FORMAT);
    assert_contains(w->err.message, "no commune");
    assert_contains(w->err.hint, "--communes");
    assert_null(w->t);
}

static void joins_the_polygons_of_a_double(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 5, SQUARE("0"));
    world_commune(w, "93002", "", 5, NULL);
    world_commune(w, "93001", "", 7, SQUARE("2"));
    world_finish_territory(w);
    assert_int_equal(w->t->n_communes, 2);
    assert_near(w->t->communes[0].population, 5, 0);
    assert_near(geom_wkb_area(w->t->communes[0].shape.wkb), 9 * 9 + 9 * 9, 1e-9);
    const mlg_finding *finding = world_finding(w, "code-double");
    assert_non_null(finding);
    assert_string_equal(finding->object, "commune");
    assert_string_equal(finding->value, "93001");
    assert_string_equal(finding->detail, "1"); /* row of the first */
    assert_int_equal(finding->row, 3);
    assert_string_equal(finding->file, "communes.gpkg");
}

static void keeps_the_one_polygon_of_a_double(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 5, NULL);
    world_commune(w, "93001", "", 5, SQUARE("0"));
    world_finish_territory(w);
    assert_near(geom_wkb_area(w->t->communes[0].shape.wkb), 81, 1e-9);
}

/* --- Paris, Lyon, Marseille --- */

static void makes_the_commune_of_arrondissements(void **state)
{
    world *w = *state;
    world_commune(w, "69382", "200046977", 30, SQUARE("1"));
    world_commune(w, "69381", "200046977", 20, SQUARE("0"));
    world_commune(w, "69266", "200046977", 7, SQUARE("3"));
    world_finish_territory(w);
    assert_int_equal(w->t->n_communes, 2);
    const territory_commune *lyon = &w->t->communes[0];
    assert_string_equal(lyon->code.s, "69123");
    assert_string_equal(lyon->name, "Lyon");
    assert_near(lyon->population, 50, 0);
    assert_near(geom_wkb_area(lyon->shape.wkb), 162, 1e-9);
    assert_int_equal(lyon->n_parts, 2);
    assert_string_equal(w->t->parts[lyon->first_part].code.s, "69381");
    assert_near(w->t->parts[lyon->first_part].population, 20, 0);
    assert_int_equal(w->t->parts[lyon->first_part + 1].kind, TERRITORY_ARRONDISSEMENT);
    assert_string_equal(w->t->epcis[lyon->epci].code.s, "200046977");
    assert_string_equal(w->t->departments[lyon->department].code.s, "69");
    assert_int_equal(world_count_findings(w, "commune-sans-population"), 0);
}

static void sets_arrondissements_under_the_given_commune(void **state)
{
    world *w = *state;
    world_commune(w, "13055", "", 100, SQUARE("0"));
    world_commune(w, "13201", "", 40, SQUARE("0"));
    world_commune(w, "13216", "", 50, NULL);
    world_finish_territory(w);
    assert_int_equal(w->t->n_communes, 1);
    assert_near(w->t->communes[0].population, 100, 0); /* its own, not 40 + 50 */
    assert_near(geom_wkb_area(w->t->communes[0].shape.wkb), 81, 1e-9);
    assert_int_equal(w->t->communes[0].n_parts, 2);
    assert_int_equal(territory_find_part(w->t, base_code("13216"), TERRITORY_ARRONDISSEMENT), 1);
    assert_int_equal(territory_find_part(w->t, base_code("13216"), TERRITORY_DELEGUEE),
                     TERRITORY_NONE);
}

static void does_not_count_an_arrondissement_twice(void **state)
{
    world *w = *state;
    world_commune(w, "75101", "", 16, SQUARE("0"));
    world_part(w, "75101", "75056", TERRITORY_ARRONDISSEMENT, 16, SQUARE("0"));
    world_finish_territory(w);
    assert_int_equal(w->t->n_parts, 1);
    assert_string_equal(w->t->communes[0].code.s, "75056");
    assert_string_equal(w->t->communes[0].name, "Paris");
    assert_near(w->t->communes[0].population, 16, 0);
}

static void promotes_arrondissements(void **state)
{
    world *w = *state;
    w->territory_options.plm_arrondissement = true;
    world_commune(w, "69123", "200046977", 50, SQUARE("0"));
    world_part(w, "69382", "69123", TERRITORY_ARRONDISSEMENT, 30, SQUARE("1"));
    world_part(w, "69381", "69123", TERRITORY_ARRONDISSEMENT, 20, SQUARE("0"));
    world_finish_territory(w);
    assert_int_equal(w->t->n_communes, 2);
    assert_string_equal(w->t->communes[0].code.s, "69381");
    assert_near(w->t->communes[0].population, 20, 0);
    assert_string_equal(w->t->communes[1].code.s, "69382");
    assert_string_equal(w->t->communes[1].name, "Part 69382");
    assert_string_equal(w->t->epcis[w->t->communes[1].epci].code.s, "200046977");
    assert_near(w->t->epcis[0].population, 50, 0);
}

static void drops_the_whole_where_its_arrondissements_are_communes(void **state)
{
    world *w = *state;
    w->territory_options.plm_arrondissement = true;
    world_commune(w, "69123", "", 50, SQUARE("0"));
    world_commune(w, "69381", "", 20, SQUARE("0"));
    world_commune(w, "69382", "", 30, SQUARE("1"));
    world_commune(w, "69266", "", 7, SQUARE("3"));
    world_finish_territory(w);
    assert_int_equal(w->t->n_communes, 3);
    assert_string_equal(w->t->communes[0].code.s, "69266");
    assert_string_equal(w->t->communes[1].code.s, "69381");
    assert_near(w->t->departments[0].population, 57, 0);
}

static void keeps_the_whole_without_drawn_arrondissements(void **state)
{
    world *w = *state;
    w->territory_options.plm_arrondissement = true;
    world_commune(w, "75056", "", 50, SQUARE("0"));
    world_part(w, "75101", "75056", TERRITORY_ARRONDISSEMENT, 16, NULL);
    world_finish_territory(w);
    assert_int_equal(w->t->n_communes, 1);
    assert_string_equal(w->t->communes[0].code.s, "75056");
}

/* --- communes déléguées --- */

static void places_parts_by_commune_kind_and_code(void **state)
{
    world *w = *state;
    world_commune(w, "01002", "", 5, NULL);
    world_commune(w, "01001", "", 5, NULL);
    world_part(w, "01090", "01002", TERRITORY_DELEGUEE, 2, NULL);
    world_part(w, "01001", "01001", TERRITORY_DELEGUEE, 3, SQUARE("0"));
    world_part(w, "01050", "01001", TERRITORY_DELEGUEE, 2, NULL);
    world_part(w, "01050", "01001", TERRITORY_DELEGUEE, 2, NULL); /* listed twice */
    world_part(w, "39001", "39002", TERRITORY_DELEGUEE, 2, NULL); /* out of view */
    world_finish_territory(w);
    assert_int_equal(w->t->n_parts, 3);
    assert_int_equal(w->t->communes[0].first_part, 0);
    assert_int_equal(w->t->communes[0].n_parts, 2);
    assert_int_equal(w->t->communes[1].first_part, 2);
    assert_int_equal(w->t->communes[1].n_parts, 1);
    assert_int_equal(territory_find_part(w->t, base_code("01050"), TERRITORY_DELEGUEE), 1);
    assert_int_equal(w->t->parts[2].commune, 1);
}

static void keeps_what_sources_say_of_themselves(void **state)
{
    world *w = *state;
    world_commune(w, "01001", "", 5, SQUARE("0"));
    territory_builder_add_source(w->land, "communes", "c.gpkg", "admin-express", "2023", "ab12");
    territory_builder_set_vintage(w->land, 2023);
    territory_builder_set_population_year(w->land, 2020);
    territory_builder_set_generalised(w->land, true);
    assert_int_equal(territory_builder_crs(w->land, "EPSG:2154"), 1);
    assert_int_equal(territory_builder_crs(w->land, WORLD_CRS), 0);
    world_finish_territory(w);
    assert_int_equal(w->t->vintage, 2023);
    assert_int_equal(w->t->population_year, 2020);
    assert_true(w->t->generalised);
    assert_int_equal(w->t->n_sources, 1);
    assert_string_equal(w->t->sources[0].dataset, "admin-express");
    assert_int_equal(w->t->n_crs, 2);
    assert_string_equal(w->t->crs[1], "EPSG:2154");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sorts_by_code_whatever_the_order),
        TEST(gives_nothing_out_of_range),
        TEST(refuses_a_territory_without_commune),
        TEST(joins_the_polygons_of_a_double),
        TEST(keeps_the_one_polygon_of_a_double),
        TEST(makes_the_commune_of_arrondissements),
        TEST(sets_arrondissements_under_the_given_commune),
        TEST(does_not_count_an_arrondissement_twice),
        TEST(promotes_arrondissements),
        TEST(drops_the_whole_where_its_arrondissements_are_communes),
        TEST(keeps_the_whole_without_drawn_arrondissements),
        TEST(places_parts_by_commune_kind_and_code),
        TEST(keeps_what_sources_say_of_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
