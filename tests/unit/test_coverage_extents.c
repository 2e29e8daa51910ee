/*
 * test_coverage_extents.c - INCLUT and EXCLUT, TOTALE, PARTIELLE with and without a share,
 * INCONNUE, the perimeter of another dispositif, lines with dates of their own.
 */
#include "test_coverage_land.h"

static void what_is_excluded_leaves(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "EXCLUT COMMUNE 93002; EPCI 200000001"); /* in any order */
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 1000, 1000, 1000);
    assert_people(w, MLG_COMMUNE, "93002", "CLS", 0, 0, 0);
    assert_state(w, MLG_COMMUNE, "93002", "CLS", "aucun");
    assert_people(w, MLG_EPCI, "200000001", "CLS", 1000, 1000, 1000);
    assert_state(w, MLG_EPCI, "200000001", "CLS", "partiel");
    assert_state(w, MLG_QPV, "QN09302M", "CLS", "partiel");
}

static void a_qpv_can_be_excluded(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001; EXCLUT QPV QN09301M");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 900, 900, 900); /* official minus official */
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "partiel");
    assert_state(w, MLG_QPV, "QN09301M", "CLS", "aucun");
}

static void what_another_dispositif_covers_is_not_excluded_for_it(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "EPCI 200000001; EXCLUT COMMUNE 93002");
    world_dispositif(w, "B", "CLS", "COMMUNE 93002");
    world_build(w);
    assert_people(w, MLG_EPCI, "200000001", "CLS", 3000, 3000, 3000);
    assert_state(w, MLG_EPCI, "200000001", "CLS", "total");
}

/* --- unknown extents --- */

static void an_unknown_extent_goes_from_nothing_to_the_whole(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001 INCONNUE");
    world_dispositif(w, "B", "ASV", "COMMUNE 93001 PARTIELLE");
    world_build(w);
    const char *const types[] = {"CLS", "ASV"};
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        assert_people(w, MLG_COMMUNE, "93001", types[i], 0, 0, 1000);
        assert_state(w, MLG_COMMUNE, "93001", types[i], "inconnu");
        assert_state(w, MLG_QPV, "QN09301M", types[i], "inconnu");
        assert_people(w, MLG_QPV, "QN09301M", types[i], 0, 0, 100);
        assert_state(w, MLG_QPV, "QN09302M", types[i], "inconnu");
        assert_people(w, MLG_EPCI, "200000001", types[i], 0, 0, 1000);
        assert_state(w, MLG_EPCI, "200000001", types[i], "inconnu");
        assert_state(w, MLG_EPCI, "200000002", types[i], "aucun");
        assert_int_equal(world_cell(w, MLG_COMMUNE, "93001", types[i])->n_ids, 1);
    }
    assert_int_equal(world_zone(w, MLG_COMMUNE, "93001")->cumul, 0); /* never by inconnu only */
    assert_people(w, MLG_REGION, "11", "CLS", 0, 0, 1000);
}

static void what_is_sure_beside_an_unknown_extent(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "EPCI 200000001 INCONNUE");
    world_dispositif(w, "B", "CLS", "COMMUNE 93001");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 1000, 1000, 1000);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "total");
    assert_people(w, MLG_EPCI, "200000001", "CLS", 1000, 1000, 3000);
    assert_state(w, MLG_EPCI, "200000001", "CLS", "partiel");
    assert_state(w, MLG_QPV, "QN09302M", "CLS", "partiel");
    assert_people(w, MLG_QPV, "QN09302M", "CLS", 200, 0, 300);
}

static void what_may_be_excluded_is_unknown(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "EPCI 200000001; EXCLUT COMMUNE 93002 PARTIELLE");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93002", "CLS", 0, 0, 2000);
    assert_state(w, MLG_COMMUNE, "93002", "CLS", "inconnu");
    assert_people(w, MLG_EPCI, "200000001", "CLS", 1000, 1000, 3000);
}

static void an_exclusion_ends_what_is_unknown(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "EPCI 200000001 INCONNUE; EXCLUT COMMUNE 93002");
    world_build(w);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "inconnu");
    assert_state(w, MLG_COMMUNE, "93002", "CLS", "aucun");
    assert_people(w, MLG_COMMUNE, "93002", "CLS", 0, 0, 0);
}

static void a_polygon_may_be_of_unknown_extent(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "GEOMETRIE INCONNUE POLYGON((0 0,50 0,50 100,0 100,0 0))");
    world_dispositif(w, "B", "ASV", "GEOMETRIE PARTIELLE POLYGON((0 0,50 0,50 100,0 100,0 0))");
    world_build(w);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "inconnu");
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 0, 0, 1000);
    /* the polygon says which part */
    assert_state(w, MLG_COMMUNE, "93001", "ASV", "partiel");
    assert_near(people_of(w, MLG_COMMUNE, "93001", "ASV"), 100 + 700 * 4600 / 9400.0, 1e-9);
}

/* --- shares of people --- */

static void a_share_is_a_share_of_people(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001 PARTIELLE 0.4");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 400, 400, 400);
    assert_near(world_cell(w, MLG_COMMUNE, "93001", "CLS")->part_pop, 0.4, 1e-12);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "partiel");
    assert_state(w, MLG_QPV, "QN09301M", "CLS", "inconnu");
    assert_people(w, MLG_QPV, "QN09301M", "CLS", 0, 0, 100);
    assert_int_equal(world_cell(w, MLG_QPV, "QN09301M", "CLS")->n_ids, 1);
    assert_people(w, MLG_EPCI, "200000001", "CLS", 400, 400, 400);
    assert_state(w, MLG_EPCI, "200000001", "CLS", "partiel");
    assert_people(w, MLG_REGION, "11", "CLS", 400, 400, 400);
    const coverage_dispositif *a = world_result(w, "A");
    assert_near(a->pop, 400, 1e-9);
    assert_null(a->faces);
    assert_int_equal(a->nb_com, 1);
}

static void two_shares_range_from_the_largest_to_their_sum(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001 PARTIELLE 0.4");
    world_dispositif(w, "B", "CLS", "COMMUNE 93001 PARTIELLE 0.3");
    world_dispositif(w, "C", "ASV", "COMMUNE 93002 PARTIELLE 0.7");
    world_dispositif(w, "D", "ASV", "COMMUNE 93002 PARTIELLE 0.6");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 400, 400, 700);
    assert_people(w, MLG_COMMUNE, "93002", "ASV", 1400, 1400, 2000); /* at most all */
    assert_people(w, MLG_EPCI, "200000001", "CLS", 400, 400, 700);
    assert_near(world_result(w, "B")->pop, 300, 1e-9);
}

static void a_share_of_an_epci_is_told_by_commune(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "EPCI 200000001 PARTIELLE 0.5");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 500, 500, 500);
    assert_people(w, MLG_COMMUNE, "93002", "CLS", 1000, 1000, 1000);
    assert_people(w, MLG_EPCI, "200000001", "CLS", 1500, 1500, 1500);
}

static void a_share_of_a_qpv_is_one_of_its_commune(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "QPV QN09301M PARTIELLE 0.5");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 50, 50, 50);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "partiel");
    assert_state(w, MLG_QPV, "QN09301M", "CLS", "inconnu");
    assert_state(w, MLG_QPV, "QN09302M", "CLS", "aucun");
}

static void a_share_beside_faces_that_are_sure(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001 PARTIELLE 0.4");
    world_dispositif(w, "B", "CLS", "QPV QN09301M");
    world_build(w);
    /* the 100 of the QPV may be among the 400, or not */
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 400, 400, 500);
    assert_state(w, MLG_QPV, "QN09301M", "CLS", "total");
}

/* 200 of QN09302M live in 93001 by area, none or all of its 300 for what is known */
static void a_share_beside_a_qpv_over_the_limit(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001 PARTIELLE 0.9");
    world_dispositif(w, "B", "CLS", "QPV QN09302M");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 900, 900, 1000);
    assert_people(w, MLG_EPCI, "200000001", "CLS", 1000, 900, 1300);
}

static void a_share_where_all_is_sure_adds_nothing(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001 PARTIELLE 0.4");
    world_dispositif(w, "B", "CLS", "EPCI 200000001");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 1000, 1000, 1000);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "total");
}

static void an_exclusion_drops_the_share(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "EPCI 200000001 PARTIELLE 0.5; EXCLUT COMMUNE 93002");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 500, 500, 500);
    assert_people(w, MLG_COMMUNE, "93002", "CLS", 0, 0, 0);
    assert_state(w, MLG_COMMUNE, "93002", "CLS", "aucun");
}

/* --- another's perimeter --- */

static void another_s_perimeter_with_its_unknowns_and_shares(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "DISPOSITIF Z");
    world_dispositif(w, "Z", "CDV",
                     "COMMUNE 93001; COMMUNE 93002 PARTIELLE 0.25; COMMUNE 93003 INCONNUE");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 1000, 1000, 1000);
    assert_people(w, MLG_COMMUNE, "93002", "CLS", 500, 500, 500);
    assert_people(w, MLG_COMMUNE, "93003", "CLS", 0, 0, 4000);
    assert_state(w, MLG_COMMUNE, "93003", "CLS", "inconnu");
}

static void another_s_perimeter_minus_a_commune(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "DISPOSITIF Z; EXCLUT COMMUNE 93002");
    world_dispositif(w, "Z", "CDV", "EPCI 200000001");
    world_dispositif(w, "B", "ASV", "DEPARTEMENT 93; EXCLUT DISPOSITIF Z");
    world_build(w);
    assert_people(w, MLG_EPCI, "200000001", "CLS", 1000, 1000, 1000);
    assert_people(w, MLG_DEPARTEMENT, "93", "ASV", 4000, 4000, 4000);
}

static void what_another_may_hold_may_be_excluded(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "EPCI 200000001; EXCLUT DISPOSITIF Z");
    world_dispositif(w, "Z", "CDV", "COMMUNE 93002 INCONNUE");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 1000, 1000, 1000);
    assert_people(w, MLG_COMMUNE, "93002", "CLS", 0, 0, 2000);
    assert_state(w, MLG_COMMUNE, "93002", "CLS", "inconnu");
}

static void a_lapsed_dispositif_still_lends_its_perimeter(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "DISPOSITIF Z");
    world_dispositif_dated(w, "Z", "CLS", "ECHU", "2010", "2015", "COMMUNE 93001");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 1000, 1000, 1000);
    assert_string_equal(world_ids(w, world_cell(w, MLG_COMMUNE, "93001", "CLS")->first_id, 1), "A");
}

static void lines_hold_on_their_own_dates(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    inventory_perimetre_row row = {.id_dispositif = "A",
                                   .unite_type = "COMMUNE",
                                   .unite_code = "93002",
                                   .date_debut = "2024",
                                   .date_fin = "2025-06",
                                   .origin = {"perimetres.csv", "", 99}};
    inventory_builder_add_perimetre(w->book, &row);
    world_build(w);
    assert_people(w, MLG_EPCI, "200000001", "CLS", 1000, 1000, 1000);
    w->options.date = 20250630;
    world_compute(w);
    assert_people(w, MLG_EPCI, "200000001", "CLS", 3000, 3000, 3000);
    w->options.date = 20250701;
    world_compute(w);
    assert_people(w, MLG_EPCI, "200000001", "CLS", 1000, 1000, 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_excluded_leaves),
        TEST(a_qpv_can_be_excluded),
        TEST(what_another_dispositif_covers_is_not_excluded_for_it),
        TEST(an_unknown_extent_goes_from_nothing_to_the_whole),
        TEST(what_is_sure_beside_an_unknown_extent),
        TEST(what_may_be_excluded_is_unknown),
        TEST(an_exclusion_ends_what_is_unknown),
        TEST(a_polygon_may_be_of_unknown_extent),
        TEST(a_share_is_a_share_of_people),
        TEST(two_shares_range_from_the_largest_to_their_sum),
        TEST(a_share_of_an_epci_is_told_by_commune),
        TEST(a_share_of_a_qpv_is_one_of_its_commune),
        TEST(a_share_beside_faces_that_are_sure),
        TEST(a_share_beside_a_qpv_over_the_limit),
        TEST(a_share_where_all_is_sure_adds_nothing),
        TEST(an_exclusion_drops_the_share),
        TEST(another_s_perimeter_with_its_unknowns_and_shares),
        TEST(another_s_perimeter_minus_a_commune),
        TEST(what_another_may_hold_may_be_excluded),
        TEST(a_lapsed_dispositif_still_lends_its_perimeter),
        TEST(lines_hold_on_their_own_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
