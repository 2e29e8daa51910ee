/*
 * test_territory_populations.c - official populations: tables over attributes, sums of
 * arrondissements, sums of groups, what is not known.
 */
#include "support/world.h"

#define UNKNOWN ((double)NAN)

static void people(world *w, const char *code, double n)
{
    territory_builder_set_population(w->land, base_code(code), n, world_origin(w, "pop.csv"));
}

static double population(const world *w, const char *code)
{
    return w->t->communes[territory_find_commune(w->t, base_code(code))].population;
}

static void a_table_wins_over_the_layer(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "200000001", 10, NULL);
    world_commune(w, "93002", "200000001", 20, NULL);
    people(w, "93001", 11);
    people(w, "93001", 12); /* stated twice: the last one */
    world_finish_territory(w);
    assert_near(population(w, "93001"), 12, 0);
    assert_near(population(w, "93002"), 20, 0);
    assert_near(w->t->epcis[0].population, 32, 0);
    assert_near(w->t->regions[0].population, 32, 0);
    assert_near(mlg_territory_population(w->t, MLG_REGION, 0), 32, 0);
}

static void what_is_not_known_stays_unknown(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "200000001", 10, NULL);
    world_commune(w, "93002", "200000001", UNKNOWN, NULL);
    world_commune(w, "93003", "200000002", 5, NULL);
    world_finish_territory(w);
    assert_true(isnan(population(w, "93002")));
    assert_true(isnan(w->t->epcis[0].population));
    assert_near(w->t->epcis[1].population, 5, 0);
    const mlg_finding *finding = world_finding(w, "commune-sans-population");
    assert_non_null(finding);
    assert_string_equal(finding->value, "93002");
    assert_string_equal(finding->detail, "1");
}

static void nobody_is_a_population(void **state)
{
    world *w = *state;
    world_commune(w, "55039", "", 0, NULL); /* Beaumont-en-Verdunois */
    world_finish_territory(w);
    assert_near(population(w, "55039"), 0, 0);
    assert_int_equal(world_count_findings(w, "commune-sans-population"), 0);
}

static void arrondissements_of_a_table_are_summed(void **state)
{
    world *w = *state;
    world_commune(w, "69123", "", UNKNOWN, NULL);
    world_commune(w, "69266", "", UNKNOWN, NULL);
    people(w, "69381", 20);
    people(w, "69382", 29);
    people(w, "69382", 30); /* stated twice */
    people(w, "69266", 7);
    world_finish_territory(w);
    assert_near(population(w, "69123"), 50, 0);
    assert_int_equal(world_count_findings(w, "code-sans-unite"), 0);
}

static void the_commune_s_own_figure_wins_over_its_arrondissements(void **state)
{
    world *w = *state;
    world_commune(w, "69123", "", UNKNOWN, NULL);
    people(w, "69381", 20);
    people(w, "69123", 55);
    world_finish_territory(w);
    assert_near(population(w, "69123"), 55, 0);
    assert_int_equal(world_count_findings(w, "code-sans-unite"), 0);
}

static void a_sum_with_an_unknown_arrondissement_is_unknown(void **state)
{
    world *w = *state;
    world_commune(w, "69123", "", UNKNOWN, NULL);
    people(w, "69381", 20);
    people(w, "69382", UNKNOWN);
    people(w, "69383", 30);
    world_finish_territory(w);
    assert_true(isnan(population(w, "69123")));
}

static void arrondissements_of_a_layer_are_summed(void **state)
{
    world *w = *state;
    world_commune(w, "13201", "", 40, NULL);
    world_commune(w, "13202", "", 25, NULL);
    world_finish_territory(w);
    assert_near(population(w, "13055"), 65, 0);
    assert_near(w->t->departments[0].population, 65, 0);
}

static void a_layer_with_an_unknown_arrondissement_gives_no_sum(void **state)
{
    world *w = *state;
    world_commune(w, "13201", "", 40, NULL);
    world_commune(w, "13202", "", UNKNOWN, NULL);
    world_finish_territory(w);
    assert_true(isnan(population(w, "13055")));
}

static void a_table_tells_of_drawn_arrondissements(void **state)
{
    world *w = *state;
    world_commune(w, "13201", "", 1, NULL);
    world_commune(w, "13202", "", 1, NULL);
    people(w, "13201", 40);
    people(w, "13202", 25);
    world_finish_territory(w);
    assert_near(population(w, "13055"), 65, 0);
    assert_near(w->t->parts[0].population, 40, 0);
    assert_near(w->t->parts[1].population, 25, 0);
}

static void by_arrondissement_each_has_its_own(void **state)
{
    world *w = *state;
    w->territory_options.plm_arrondissement = true;
    world_commune(w, "13201", "", 1, NULL);
    world_commune(w, "13202", "", 1, NULL);
    people(w, "13201", 40);
    people(w, "13202", 25);
    world_finish_territory(w);
    assert_int_equal(w->t->n_communes, 2);
    assert_near(population(w, "13201"), 40, 0);
    assert_near(population(w, "13202"), 25, 0);
}

/* the code of a commune nouvelle is also that of one of its communes déléguées */
static void a_delegated_commune_keeps_its_own_figure(void **state)
{
    world *w = *state;
    world_commune(w, "01015", "", UNKNOWN, NULL);
    world_part(w, "01015", "01015", TERRITORY_DELEGUEE, 300, NULL);
    people(w, "01015", 1000);
    world_finish_territory(w);
    assert_near(population(w, "01015"), 1000, 0);
    assert_near(w->t->parts[0].population, 300, 0);
}

static void a_table_that_joins_nothing_is_an_error(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 10, NULL);
    people(w, "01001", 5);
    mlg_status status =
        territory_builder_finish(w->land, &w->territory_options, &w->monitor, &w->t, &w->err);
    assert_int_equal(status, MLG_E_FORMAT);
    assert_contains(w->err.message, "pop.csv");
    assert_contains(w->err.message, "01001");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_table_wins_over_the_layer),
        TEST(what_is_not_known_stays_unknown),
        TEST(nobody_is_a_population),
        TEST(arrondissements_of_a_table_are_summed),
        TEST(the_commune_s_own_figure_wins_over_its_arrondissements),
        TEST(a_sum_with_an_unknown_arrondissement_is_unknown),
        TEST(arrondissements_of_a_layer_are_summed),
        TEST(a_layer_with_an_unknown_arrondissement_gives_no_sum),
        TEST(a_table_tells_of_drawn_arrondissements),
        TEST(by_arrondissement_each_has_its_own),
        TEST(a_delegated_commune_keeps_its_own_figure),
        TEST(a_table_that_joins_nothing_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
