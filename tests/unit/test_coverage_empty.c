/*
 * test_coverage_empty.c - what lacks something: no dispositif, no QPV, no EPCI, no population, no
 * geometry. Figures stay empty, never 0 for what nobody knows.
 */
#include "test_coverage_land.h"

static void no_dispositif_at_all(void **state)
{
    world *w = *state;
    add_land(w);
    world_build(w);
    assert_int_equal(w->cov->n_types, 0);
    assert_int_equal(mlg_coverage_count(w->cov, MLG_COMMUNE), 4);
    assert_int_equal(mlg_coverage_count(w->cov, MLG_CONTRAT_VILLE), 0);
    assert_int_equal(w->cov->n_gaps, 0);
    assert_null(mlg_coverage_type(w->cov, 0));
    const coverage_zone *zone = world_zone(w, MLG_COMMUNE, "93001");
    assert_near(zone->pop, 1000, 0);
    assert_int_equal(zone->nb_qpv, 2);
    assert_int_equal(zone->cumul, 0);
    assert_near(zone->pop_count[0], 1000, 1e-9);
}

static void no_qpv_at_all(void **state)
{
    world *w = *state;
    add_communes(w);
    world_dispositif(w, "A", "ASV", "QPV_DE_COMMUNE 93001");
    world_dispositif(w, "B", "CLS", "COMMUNE 93001");
    world_build(w);
    assert_int_equal(mlg_coverage_count(w->cov, MLG_QPV), 0);
    assert_state(w, MLG_COMMUNE, "93001", "ASV", "aucun");
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "total");
    assert_int_equal(world_cell(w, MLG_COMMUNE, "93001", "CLS")->qpv_state, COVERAGE_SANS_QPV);
    assert_near(world_zone(w, MLG_COMMUNE, "93001")->pop_qpv, 0, 0);
    assert_int_equal(w->cov->n_gaps, 0);
    assert_int_equal(w->cov->n_pairs, 0);
}

static void no_epci_at_all(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, LEFT);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_build(w);
    assert_int_equal(mlg_coverage_count(w->cov, MLG_EPCI), 0);
    assert_people(w, MLG_REGION, "11", "CLS", 1000, 1000, 1000);
    assert_int_equal(world_result(w, "A")->nb_epci, 0);
}

static void communes_without_population(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "200000001", UNKNOWN, LEFT);
    world_commune(w, "93002", "200000001", 2000, MIDDLE);
    world_qpv(w, "QN09301M", "93001", UNKNOWN, "POLYGON((10 10,30 10,30 30,10 30,10 10))");
    world_qpv(w, "QN09302M", "93001", 70, "POLYGON((50 10,60 10,60 20,50 20,50 10))");
    world_dispositif(w, "A", "CLS", "EPCI 200000001");
    world_dispositif(w, "B", "ASV", "QPV QN09302M");
    world_dispositif(w, "C", "CLSM", "COMMUNE 93002");
    world_build(w);
    const coverage_cell *cell = world_cell(w, MLG_COMMUNE, "93001", "CLS");
    assert_true(isnan(cell->pop) && isnan(cell->pop_min) && isnan(cell->pop_max));
    assert_true(isnan(cell->part_pop));
    assert_near(cell->part_aire, 1, 1e-12);
    assert_int_equal(cell->state, MLG_TOTAL); /* by area */
    assert_true(isnan(world_zone(w, MLG_COMMUNE, "93001")->pop));
    assert_true(isnan(world_zone(w, MLG_EPCI, "200000001")->pop));
    assert_true(isnan(people_of(w, MLG_EPCI, "200000001", "CLS")));
    assert_state(w, MLG_EPCI, "200000001", "CLS", "total");
    /* what is published is known all the same */
    assert_people(w, MLG_COMMUNE, "93001", "ASV", 70, 70, 70);
    assert_people(w, MLG_QPV, "QN09302M", "CLS", 70, 70, 70);
    assert_people(w, MLG_EPCI, "200000001", "CLSM", 2000, 2000, 2000);
    assert_state(w, MLG_EPCI, "200000001", "CLSM", "partiel");
    assert_true(isnan(people_of(w, MLG_QPV, "QN09301M", "CLS")));
    assert_state(w, MLG_QPV, "QN09301M", "CLS", "total");
    assert_people(w, MLG_QPV, "QN09301M", "ASV", 0, 0, 0);
}

static void qpv_people_that_nobody_knows_are_not_none(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "200000001", UNKNOWN, LEFT);
    world_commune(w, "93002", "200000001", 2000, MIDDLE);
    world_qpv(w, "QN09301M", "93001", UNKNOWN, "POLYGON((10 10,30 10,30 30,10 30,10 10))");
    world_qpv(w, "QN09302M", "93002", 70, "POLYGON((150 10,160 10,160 20,150 20,150 10))");
    world_dispositif(w, "A", "CLS", "EPCI 200000001");
    world_dispositif(w, "B", "ASV", "QPV QN09302M");
    world_build(w);
    assert_true(isnan(world_zone(w, MLG_COMMUNE, "93001")->pop_qpv));
    assert_true(isnan(world_zone(w, MLG_EPCI, "200000001")->pop_qpv));
    assert_near(world_zone(w, MLG_COMMUNE, "93002")->pop_qpv, 70, 1e-9);
    assert_true(isnan(world_cell(w, MLG_EPCI, "200000001", "CLS")->pop_qpv));
    assert_near(world_cell(w, MLG_EPCI, "200000001", "ASV")->pop_qpv, 70, 1e-9);
    assert_int_equal(world_cell(w, MLG_EPCI, "200000001", "CLS")->nb_qpv, 2);
    assert_true(isnan(world_result(w, "A")->pop_qpv));
    assert_near(world_result(w, "B")->pop_qpv, 70, 1e-9);
    assert_true(isnan(world_zone(w, MLG_COMMUNE, "93001")->pop_count[1]));
}

static void an_unknown_extent_of_unknown_people(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "200000001", UNKNOWN, LEFT);
    world_qpv(w, "QN09301M", "93001", UNKNOWN, "POLYGON((10 10,30 10,30 30,10 30,10 10))");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001 INCONNUE");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 0, 0, UNKNOWN); /* nobody for sure, any number */
    assert_people(w, MLG_EPCI, "200000001", "CLS", 0, 0, UNKNOWN);
    assert_people(w, MLG_QPV, "QN09301M", "CLS", 0, 0, UNKNOWN);
}

static void communes_without_geometry(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "200000001", 1000, NULL);
    world_commune(w, "93002", "200000001", 2000, MIDDLE);
    world_qpv(w, "QN09301M", "93001", 100, NULL);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "B", "ASV", "QPV_DE_COMMUNE 93001");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 1000, 1000, 1000);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "total");
    assert_true(isnan(world_cell(w, MLG_COMMUNE, "93001", "CLS")->part_aire));
    assert_people(w, MLG_COMMUNE, "93001", "ASV", 100, 100, 100);
    assert_state(w, MLG_QPV, "QN09301M", "CLS", "total");
    assert_state(w, MLG_QPV, "QN09301M", "ASV", "total");
    assert_people(w, MLG_EPCI, "200000001", "CLS", 1000, 1000, 1000);
    assert_int_equal(world_zone(w, MLG_EPCI, "200000001")->nb_qpv, 1);
    assert_near(world_result(w, "A")->area_m2, 0, 0);
    assert_int_equal(world_result(w, "A")->nb_qpv, 1);
}

static void neither_geometry_nor_people(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "200000001", UNKNOWN, NULL);
    world_commune(w, "93002", "200000001", UNKNOWN, NULL);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_build(w);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "total");
    assert_state(w, MLG_COMMUNE, "93002", "CLS", "aucun");
    assert_state(w, MLG_EPCI, "200000001", "CLS", "partiel");
    assert_true(isnan(people_of(w, MLG_EPCI, "200000001", "CLS")));
}

static void a_share_of_unknown_people(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "200000001", UNKNOWN, LEFT);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001 PARTIELLE 0.4");
    world_build(w);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "inconnu");
    assert_true(isnan(people_of(w, MLG_COMMUNE, "93001", "CLS")));
}

static void an_inventory_of_another_place(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 44109");
    world_dispositif(w, "B", "CLS", "COMMUNE 93001");
    world_build(w);
    assert_true(world_result(w, "A")->counted);
    assert_null(world_result(w, "A")->faces);
    assert_int_equal(mlg_coverage_in_force(w->cov, 0), 2);
    assert_people(w, MLG_REGION, "11", "CLS", 1000, 1000, 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_dispositif_at_all),
        TEST(no_qpv_at_all),
        TEST(no_epci_at_all),
        TEST(communes_without_population),
        TEST(qpv_people_that_nobody_knows_are_not_none),
        TEST(an_unknown_extent_of_unknown_people),
        TEST(communes_without_geometry),
        TEST(neither_geometry_nor_people),
        TEST(a_share_of_unknown_people),
        TEST(an_inventory_of_another_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
