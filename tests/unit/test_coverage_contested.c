/*
 * test_coverage_contested.c - area that two communes or two QPV claim: it gives no neighbour a
 * presence, people, a range, an overlap or a relation; QPV that others claim wholly.
 */
#include "test_coverage_land.h"

/* 93001 and 93002 both claim x from 90 to 100; each has a commune of its own EPCI beside it. */
static void add_claims(world *w)
{
    world_commune(w, "93001", "200000001", 1000, LEFT);
    world_commune(w, "93002", "200000002", 2000, "POLYGON((90 0,200 0,200 100,90 100,90 0))");
    world_commune(w, "93003", "200000002", 4000, RIGHT);
}

static void a_neighbour_is_not_touched(void **state)
{
    world *w = *state;
    add_claims(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93002"); /* the higher code: the face is 93001's */
    world_build(w);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "aucun");
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 0, 0, 0);
    assert_int_equal(world_cell(w, MLG_COMMUNE, "93001", "CLS")->n_ids, 0);
    assert_state(w, MLG_EPCI, "200000001", "CLS", "aucun");
    assert_people(w, MLG_EPCI, "200000001", "CLS", 0, 0, 0);
    assert_state(w, MLG_COMMUNE, "93002", "CLS", "total");
    assert_people(w, MLG_REGION, "11", "CLS", 2000, 2000, 2000);
    const coverage_dispositif *a = world_result(w, "A");
    assert_int_equal(a->nb_com, 1);
    assert_int_equal(a->nb_epci, 1);
    assert_int_equal(a->scale, COVERAGE_COMMUNALE);
    assert_near(a->pop, 2000, 1e-9);
    assert_near(a->pop_max, 2000, 1e-9);
    assert_near(a->area_m2, 11000, 1e-6); /* as drawn */
}

static void the_lower_code_is_whole_without_the_higher(void **state)
{
    world *w = *state;
    add_claims(w);
    world_dispositif(w, "A", "CLS", "EPCI 200000001");
    world_dispositif(w, "B", "ASV", "EPCI 200000001; EPCI 200000002; EXCLUT COMMUNE 93002");
    world_build(w);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "total");
    assert_state(w, MLG_COMMUNE, "93002", "CLS", "aucun");
    assert_people(w, MLG_COMMUNE, "93002", "CLS", 0, 0, 0);
    assert_state(w, MLG_COMMUNE, "93001", "ASV", "total");
    assert_people(w, MLG_COMMUNE, "93001", "ASV", 1000, 1000, 1000);
    assert_people(w, MLG_EPCI, "200000002", "ASV", 4000, 4000, 4000);
    assert_int_equal(world_result(w, "A")->scale, COVERAGE_COMMUNALE);
}

static void neighbours_do_not_overlap_by_drawing(void **state)
{
    world *w = *state;
    add_claims(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "B", "CLS", "COMMUNE 93002");
    world_build(w);
    assert_int_equal(w->cov->n_overlaps, 0);
    assert_int_equal(w->cov->n_relations, 0);
    assert_people(w, MLG_REGION, "11", "CLS", 3000, 3000, 3000);
    assert_near(world_zone(w, MLG_REGION, "11")->area_m2, 30000, 1e-6); /* counted once */
    assert_near(world_zone(w, MLG_COMMUNE, "93002")->area_m2, 11000, 1e-6);
}

static void a_contract_zone_has_its_own_communes(void **state)
{
    world *w = *state;
    add_claims(w);
    world_dispositif(w, "V", "CDV", "EPCI 200000002");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_build(w);
    const coverage_zone *zone = world_zone(w, MLG_CONTRAT_VILLE, "V");
    assert_int_equal(zone->nb_com, 2);
    assert_near(zone->pop, 6000, 1e-9);
    assert_state(w, MLG_CONTRAT_VILLE, "V", "CLS", "aucun");
}

static void an_unknown_extent_does_not_spill(void **state)
{
    world *w = *state;
    add_claims(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93002 INCONNUE");
    world_dispositif(w, "B", "ASV", "COMMUNE 93002 PARTIELLE 0.5");
    world_build(w);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "aucun");
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 0, 0, 0);
    assert_state(w, MLG_COMMUNE, "93001", "ASV", "aucun");
    assert_people(w, MLG_COMMUNE, "93001", "ASV", 0, 0, 0);
    assert_int_equal(world_result(w, "B")->nb_com, 1);
    assert_people(w, MLG_COMMUNE, "93002", "ASV", 1000, 1000, 1000);
}

/* a QPV of 93002 that lies in the claimed strip for a tenth: covered as drawn */
static void a_qpv_in_the_claimed_strip_is_covered_as_drawn(void **state)
{
    world *w = *state;
    add_claims(w);
    world_qpv(w, "QN09301M", "93002", 200, "POLYGON((92 10,172 10,172 20,92 20,92 10))");
    world_dispositif(w, "A", "CLS", "COMMUNE 93002");
    world_dispositif(w, "B", "ASV", "COMMUNE 93001");
    world_build(w);
    const coverage_cell *cell = world_cell(w, MLG_QPV, "QN09301M", "CLS");
    assert_near(cell->part_brute, 1, 1e-9);
    assert_near(cell->part_aire, 1, 1e-9);
    assert_people(w, MLG_QPV, "QN09301M", "CLS", 200, 200, 200);
    assert_near(world_cell(w, MLG_QPV, "QN09301M", "ASV")->part_brute, 0.1, 1e-9);
    assert_near(people_of(w, MLG_QPV, "QN09301M", "ASV"), 0, 1e-9);
    assert_people(w, MLG_COMMUNE, "93002", "CLS", 2000, 2000, 2000);
}

static void faces_of_one_qpv_count_as_one_unit(void **state)
{
    world *w = *state;
    add_claims(w);
    /* in 93001 wholly, half of it in the strip that 93002 claims too */
    world_qpv(w, "QN09301M", "93001", 200, "POLYGON((80 10,100 10,100 30,80 30,80 10))");
    world_qpv(w, "QN09302M", "93001", 300, "POLYGON((80 40,100 40,100 60,80 60,80 40))");
    world_dispositif(w, "A", "CLS", "QPV QN09301M");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 200, 200, 200);
    assert_people(w, MLG_QPV, "QN09301M", "CLS", 200, 200, 200);
}

/* 93001, whose people nobody knows, owns a face that 93002 claims too */
static void a_contested_face_of_an_unknown_commune(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "200000001", UNKNOWN, LEFT);
    world_commune(w, "93002", "200000002", 2000, "POLYGON((90 0,200 0,200 100,90 100,90 0))");
    world_dispositif(w, "V", "CDV", "COMMUNE 93002");
    world_dispositif(w, "A", "CLS", "COMMUNE 93002");
    world_build(w);
    assert_near(world_zone(w, MLG_CONTRAT_VILLE, "V")->pop_count[1], 2000, 1e-9);
    assert_people(w, MLG_CONTRAT_VILLE, "V", "CLS", 2000, 2000, 2000);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 0, 0, 0);
}

/* --- QPV over QPV --- */

static void people_of_two_qpv_are_counted_once(void **state)
{
    world *w = *state;
    add_communes(w);
    world_qpv(w, "QN09301M", "93001", 60, "POLYGON((10 10,30 10,30 20,10 20,10 10))");
    world_qpv(w, "QN09302M", "93001", 90, "POLYGON((25 10,55 10,55 20,25 20,25 10))");
    world_dispositif(w, "A", "CLS", "QPV QN09301M");
    world_dispositif(w, "B", "CLS", "QPV QN09302M");
    world_dispositif(w, "C", "ASV", "QPV QN09302M");
    world_build(w);
    assert_people(w, MLG_QPV, "QN09301M", "CLS", 60, 60, 60);
    assert_people(w, MLG_QPV, "QN09302M", "CLS", 90, 90, 90);
    assert_near(world_zone(w, MLG_COMMUNE, "93001")->pop_qpv, 150, 1e-9);
    assert_near(people_of(w, MLG_COMMUNE, "93001", "CLS"), 150, 1e-9);
    /* a quarter of the area of QN09301M is QN09302M's too */
    assert_near(world_cell(w, MLG_QPV, "QN09301M", "ASV")->part_aire, 0.25, 1e-9);
    assert_people(w, MLG_QPV, "QN09301M", "ASV", 15, 0, 60);
    assert_state(w, MLG_QPV, "QN09301M", "ASV", "partiel");
    /* the overlap of A and B is real: the same people */
    assert_int_equal(w->cov->n_overlaps, 1);
    assert_near(w->cov->overlaps[0].area_m2, 50, 1e-6);
    assert_near(w->cov->overlaps[0].pop, 15, 1e-9);
}

static void a_qpv_inside_another_is_told_by_area(void **state)
{
    world *w = *state;
    add_communes(w);
    world_qpv(w, "QN09301M", "93001", 60, "POLYGON((10 10,30 10,30 30,10 30,10 10))");
    world_qpv(w, "QN09302M", "93001", 90, "POLYGON((12 12,18 12,18 18,12 18,12 12))");
    world_dispositif(w, "A", "CLS", "QPV QN09302M");
    world_dispositif(w, "B", "ASV", "COMMUNE 93001");
    world_dispositif(w, "C", "CLSM", "GEOMETRIE POLYGON((0 0,15 0,15 100,0 100,0 0))");
    world_build(w);
    assert_state(w, MLG_QPV, "QN09302M", "CLS", "total");
    assert_people(w, MLG_QPV, "QN09302M", "CLS", 90, 90, 90);
    assert_people(w, MLG_QPV, "QN09302M", "ASV", 90, 90, 90);
    assert_people(w, MLG_QPV, "QN09302M", "CLSM", 45, 0, 90);
    assert_near(world_cell(w, MLG_QPV, "QN09302M", "ASV")->part_pop, 1, 1e-12);
    assert_int_equal(world_zone(w, MLG_COMMUNE, "93001")->nb_qpv, 2);
    assert_int_equal(world_cell(w, MLG_COMMUNE, "93001", "ASV")->nb_qpv, 2);
    assert_int_equal(world_cell(w, MLG_COMMUNE, "93001", "ASV")->qpv_state, COVERAGE_TOUS);
    const coverage_dispositif *a = world_result(w, "A");
    assert_int_equal(a->nb_com, 1);
    assert_int_equal(a->nb_qpv, 2); /* 9 % of the other's area too */
    assert_int_equal(a->scale, COVERAGE_INFRA_COMMUNALE);
    /* the people who live there are counted once in sums */
    assert_near(world_zone(w, MLG_COMMUNE, "93001")->pop, 1000, 0);
    assert_near(world_zone(w, MLG_COMMUNE, "93001")->pop_qpv, 60, 1e-9);
}

/* Ground that a commune of the zone claims too brings no contract into the zone. */
static void contested_ground_is_no_presence_in_a_zone(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, "POLYGON((0 0,100 0,100 100,0 100,0 0))");
    world_commune(w, "95001", "", 2000, "POLYGON((99 0,200 0,200 100,99 100,99 0))");
    world_dispositif(w, "A", "CLS", "COMMUNE 95001");
    world_dispositif(w, "B", "CLS", "COMMUNE 93001");
    w->options.zone = "dep:93";
    world_build(w);
    assert_false(world_result(w, "A")->here);
    assert_true(world_result(w, "B")->here);
    assert_int_equal(mlg_coverage_dispositifs(w->cov), 1);
    assert_int_equal(mlg_coverage_in_force(w->cov, 0), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(contested_ground_is_no_presence_in_a_zone),
        TEST(a_neighbour_is_not_touched),
        TEST(the_lower_code_is_whole_without_the_higher),
        TEST(neighbours_do_not_overlap_by_drawing),
        TEST(a_contract_zone_has_its_own_communes),
        TEST(an_unknown_extent_does_not_spill),
        TEST(a_qpv_in_the_claimed_strip_is_covered_as_drawn),
        TEST(faces_of_one_qpv_count_as_one_unit),
        TEST(a_contested_face_of_an_unknown_commune),
        TEST(people_of_two_qpv_are_counted_once),
        TEST(a_qpv_inside_another_is_told_by_area),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
