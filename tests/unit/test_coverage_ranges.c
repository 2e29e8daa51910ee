/*
 * test_coverage_ranges.c - estimates and their bounds without a grid: whole official units are
 * exact, a unit that is cut counts from nothing to its whole, a QPV's own limit widens nothing.
 */
#include "test_coverage_land.h"

static void whole_units_are_exact(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001; QPV QN09302M");
    world_dispositif(w, "B", "ASV", "QPV QN09301M,QN09302M");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 1000, 1000, 1000);
    assert_people(w, MLG_QPV, "QN09302M", "CLS", 300, 300, 300);
    assert_people(w, MLG_QPV, "QN09302M", "ASV", 300, 300, 300);
    assert_people(w, MLG_EPCI, "200000001", "ASV", 400, 400, 400);
    assert_people(w, MLG_REGION, "11", "ASV", 400, 400, 400);
}

/* of the 300 people of the QPV, 93001 may hold none or all */
static void a_qpv_over_a_limit_is_cut_by_it(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "B", "ASV", "QPV QN09302M");
    world_build(w);
    assert_people(w, MLG_QPV, "QN09302M", "CLS", 200, 0, 300);
    assert_near(world_cell(w, MLG_QPV, "QN09302M", "CLS")->part_pop, 2 / 3.0, 1e-12);
    assert_people(w, MLG_COMMUNE, "93001", "ASV", 200, 0, 300);
    assert_people(w, MLG_COMMUNE, "93002", "ASV", 100, 0, 300);
    assert_people(w, MLG_EPCI, "200000001", "ASV", 300, 300, 300);
}

static void a_commune_and_the_rest_of_a_qpv(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001; QPV QN09302M");
    world_build(w);
    /* 1 000, and those of the QPV that live in 93002 */
    assert_people(w, MLG_EPCI, "200000001", "CLS", 1100, 1000, 1300);
    assert_people(w, MLG_COMMUNE, "93002", "CLS", 100, 0, 300);
}

static void a_cut_commune_goes_from_nothing_to_its_whole(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((200 0,250 0,250 100,200 100,200 0))");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93003", "CLSM", 2000, 0, 4000);
    assert_people(w, MLG_EPCI, "200000002", "CLSM", 2000, 0, 4000);
    assert_people(w, MLG_REGION, "11", "CLSM", 2000, 0, 4000);
    assert_near(world_result(w, "A")->pop_max, 4000, 1e-9);
    assert_near(world_result(w, "A")->pop_min, 0, 1e-9);
}

static void a_told_qpv_inside_the_cut_is_exact(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((0 0,50 0,50 100,0 100,0 0))");
    world_build(w);
    /* 100 of QN09301M for sure; of the 900 others, those of 4 600 m2 in 9 400 for the 700 outside
     * QPV */
    assert_people(w, MLG_COMMUNE, "93001", "CLSM", 100 + 700 * 4600 / 9400.0, 100, 1000);
    assert_people(w, MLG_QPV, "QN09301M", "CLSM", 100, 100, 100);
}

static void a_told_qpv_that_is_cut(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((0 0,20 0,20 40,0 40,0 0))");
    world_build(w);
    assert_people(w, MLG_QPV, "QN09301M", "CLSM", 50, 0, 100);
    assert_near(world_cell(w, MLG_QPV, "QN09301M", "CLSM")->part_aire, 0.5, 1e-9);
    assert_people(w, MLG_COMMUNE, "93001", "CLSM", 50 + 700 * 600 / 9400.0, 0, 1000);
}

/* no figure was published: its people are an estimate, and all of them are in */
static void an_untold_qpv_that_is_whole_has_no_range_of_its_own(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93003");
    world_dispositif(w, "B", "ASV", "QPV QN09303M");
    world_build(w);
    assert_near(world_zone(w, MLG_QPV, "QN09303M")->pop, 160, 1e-9);
    assert_people(w, MLG_QPV, "QN09303M", "CLS", 160, 160, 160);
    assert_people(w, MLG_QPV, "QN09303M", "ASV", 160, 160, 160);
    assert_people(w, MLG_COMMUNE, "93003", "CLS", 4000, 4000, 4000);
    assert_people(w, MLG_COMMUNE, "93003", "ASV", 160, 0, 4000); /* any number may live there */
}

static void an_untold_qpv_that_is_cut(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((200 0,230 0,230 50,200 50,200 0))");
    world_build(w);
    assert_people(w, MLG_QPV, "QN09303M", "CLSM", 80, 0, 160);
}

static void all_but_a_told_qpv_is_exact(void **state)
{
    world *w = *state;
    add_communes(w);
    world_qpv(w, "QN09301M", "93001", 100, "POLYGON((10 10,30 10,30 30,10 30,10 10))");
    world_dispositif(w, "A", "CLS", "EPCI 200000001; EXCLUT QPV QN09301M");
    world_build(w);
    assert_people(w, MLG_EPCI, "200000001", "CLS", 2900, 2900, 2900);
}

static void bounds_of_a_scaled_qpv(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 100, LEFT);
    world_qpv(w, "QN09301M", "93001", 400, "POLYGON((0 0,50 0,50 100,0 100,0 0))");
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((0 0,25 0,25 100,0 100,0 0))");
    world_build(w);
    assert_near(world_zone(w, MLG_QPV, "QN09301M")->pop, 100, 1e-9);
    assert_people(w, MLG_QPV, "QN09301M", "CLSM", 50, 0, 100);
    assert_people(w, MLG_COMMUNE, "93001", "CLSM", 50, 0, 100);
}

static void an_edge_widens_nothing(void **state)
{
    world *w = *state;
    add_communes(w);
    world_qpv(w, "QN09301M", "93001", 100, "POLYGON((60 0,101 0,101 50,60 50,60 0))");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "B", "ASV", "COMMUNE 93002");
    world_dispositif(w, "C", "CLSM", "QPV QN09301M");
    world_build(w);
    assert_int_equal(w->mesh->summary.n_edges, 1);
    const coverage_cell *cell = world_cell(w, MLG_QPV, "QN09301M", "CLS");
    assert_near(cell->part_brute, 40 / 41.0, 1e-9);
    assert_near(cell->part_aire, 1, 1e-12);
    assert_people(w, MLG_QPV, "QN09301M", "CLS", 100, 100, 100);
    assert_state(w, MLG_QPV, "QN09301M", "CLS", "total");
    assert_near(world_cell(w, MLG_QPV, "QN09301M", "ASV")->part_brute, 1 / 41.0, 1e-9);
    assert_near(world_cell(w, MLG_QPV, "QN09301M", "ASV")->part_aire, 0, 1e-12);
    assert_state(w, MLG_QPV, "QN09301M", "ASV", "aucun");
    assert_people(w, MLG_COMMUNE, "93002", "ASV", 2000, 2000, 2000);
    assert_state(w, MLG_COMMUNE, "93002", "ASV", "total");
    assert_people(w, MLG_COMMUNE, "93002", "CLSM", 0, 0, 0);
    assert_state(w, MLG_COMMUNE, "93002", "CLSM", "aucun");
    assert_int_equal(world_zone(w, MLG_COMMUNE, "93002")->nb_qpv, 0);
    assert_int_equal(world_result(w, "C")->nb_com, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(whole_units_are_exact),
        TEST(a_qpv_over_a_limit_is_cut_by_it),
        TEST(a_commune_and_the_rest_of_a_qpv),
        TEST(a_cut_commune_goes_from_nothing_to_its_whole),
        TEST(a_told_qpv_inside_the_cut_is_exact),
        TEST(a_told_qpv_that_is_cut),
        TEST(an_untold_qpv_that_is_whole_has_no_range_of_its_own),
        TEST(an_untold_qpv_that_is_cut),
        TEST(all_but_a_told_qpv_is_exact),
        TEST(bounds_of_a_scaled_qpv),
        TEST(an_edge_widens_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
