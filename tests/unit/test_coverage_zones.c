/*
 * test_coverage_zones.c - figures of communes, EPCI, départements, régions and contrats de ville:
 * sums, states, QPV inside, number and combination of types, people under 0 to 3 of them.
 */
#include "test_coverage_land.h"

static void groups_are_the_sums_of_their_communes(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001,93003,69004");
    world_build(w);
    const coverage_zone *epci = world_zone(w, MLG_EPCI, "200000001");
    assert_int_equal(epci->nb_com, 2);
    assert_int_equal(epci->nb_qpv, 2);
    assert_near(epci->pop, 3000, 0);
    assert_near(epci->pop_qpv, 400, 1e-9);
    assert_near(epci->area_m2, 20000, 1e-6);
    assert_people(w, MLG_EPCI, "200000001", "CLS", 1000, 1000, 1000);
    assert_people(w, MLG_EPCI, "200000002", "CLS", 4000, 4000, 4000);
    assert_people(w, MLG_DEPARTEMENT, "93", "CLS", 5000, 5000, 5000);
    assert_people(w, MLG_DEPARTEMENT, "69", "CLS", 8000, 8000, 8000);
    assert_people(w, MLG_REGION, "11", "CLS", 5000, 5000, 5000);
    assert_people(w, MLG_REGION, "84", "CLS", 8000, 8000, 8000);
    assert_near(world_cell(w, MLG_EPCI, "200000001", "CLS")->part_pop, 1 / 3.0, 1e-12);
    assert_near(world_cell(w, MLG_EPCI, "200000001", "CLS")->part_aire, 0.5, 1e-9);
    assert_int_equal(w->cov->levels[MLG_EPCI].n_zones, 2);
    assert_string_equal(w->cov->levels[MLG_COMMUNE].zones[0].code, "69004"); /* by code */
}

static void states_follow_the_people(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "DEPARTEMENT 93; EXCLUT QPV QN09301M");
    world_dispositif(w, "B", "ASV", "QPV QN09301M");
    world_build(w);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "partiel"); /* 90 % */
    assert_state(w, MLG_COMMUNE, "93002", "CLS", "total");
    assert_state(w, MLG_EPCI, "200000001", "CLS", "partiel"); /* 96.7 % */
    assert_state(w, MLG_EPCI, "200000002", "CLS", "total");
    assert_state(w, MLG_DEPARTEMENT, "93", "CLS", "partiel"); /* 98.6 % */
    assert_state(w, MLG_REGION, "11", "ASV", "partiel");      /* as soon as one face is in */
    assert_state(w, MLG_REGION, "84", "ASV", "aucun");
}

static void a_commune_of_nobody_goes_by_area(void **state)
{
    world *w = *state;
    world_commune(w, "55039", "200000001", 0, LEFT);
    world_commune(w, "55040", "200000001", 0, MIDDLE);
    world_dispositif(w, "A", "CLS", "COMMUNE 55039");
    world_build(w);
    assert_state(w, MLG_COMMUNE, "55039", "CLS", "total");
    assert_true(isnan(world_cell(w, MLG_COMMUNE, "55039", "CLS")->part_pop));
    assert_people(w, MLG_COMMUNE, "55039", "CLS", 0, 0, 0);
    assert_state(w, MLG_COMMUNE, "55040", "CLS", "aucun");
    assert_state(w, MLG_EPCI, "200000001", "CLS", "partiel");
}

static void ids_are_those_that_touch(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "B", "CLS", "COMMUNE 93001");
    world_dispositif(w, "A", "CLS", "EPCI 200000001");
    world_dispositif(w, "C", "CLS", "QPV QN09303M");
    world_dispositif(w, "D", "ASV", "COMMUNE 93001");
    world_build(w);
    const coverage_cell *cell = world_cell(w, MLG_COMMUNE, "93001", "CLS");
    assert_string_equal(world_ids(w, cell->first_id, cell->n_ids), "A,B");
    cell = world_cell(w, MLG_REGION, "11", "CLS");
    assert_string_equal(world_ids(w, cell->first_id, cell->n_ids), "A,B,C");
    cell = world_cell(w, MLG_QPV, "QN09302M", "CLS");
    assert_string_equal(world_ids(w, cell->first_id, cell->n_ids), "A,B");
    assert_int_equal(world_cell(w, MLG_COMMUNE, "69004", "CLS")->n_ids, 0);
}

/* --- QPV inside --- */

static void qpv_of_a_zone(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "ASV", "QPV_DE_COMMUNE 93001");
    world_dispositif(w, "B", "CLS", "QPV QN09302M");
    world_build(w);
    const coverage_zone *zone = world_zone(w, MLG_COMMUNE, "93001");
    assert_int_equal(zone->nb_qpv, 2);
    assert_near(zone->pop_qpv, 300, 1e-9);
    const coverage_cell *asv = world_cell(w, MLG_COMMUNE, "93001", "ASV");
    assert_int_equal(asv->nb_qpv, 2);
    assert_near(asv->pop_qpv, 300, 1e-9);
    assert_int_equal(asv->qpv_state, COVERAGE_TOUS);
    const coverage_cell *cls = world_cell(w, MLG_COMMUNE, "93001", "CLS");
    assert_int_equal(cls->nb_qpv, 1);
    assert_near(cls->pop_qpv, 200, 1e-9);
    assert_int_equal(cls->qpv_state, COVERAGE_CERTAINS);
    /* of QN09302M the EPCI has all, the ASV two thirds */
    asv = world_cell(w, MLG_EPCI, "200000001", "ASV");
    assert_int_equal(asv->nb_qpv, 2);
    assert_int_equal(asv->qpv_state, COVERAGE_CERTAINS);
    assert_int_equal(world_cell(w, MLG_COMMUNE, "69004", "ASV")->qpv_state, COVERAGE_SANS_QPV);
    assert_int_equal(world_cell(w, MLG_COMMUNE, "93003", "ASV")->qpv_state, COVERAGE_AUCUN_QPV);
    assert_string_equal(coverage_qpv_state_names[COVERAGE_SANS_QPV], "sans_qpv");
}

static void a_hundredth_of_a_qpv_is_not_its_commune(void **state)
{
    world *w = *state;
    add_communes(w);
    /* both listed: no edge; 0.9 % of it in 93002 */
    world_qpv(w, "QN09301M", "93001,93002", 100,
              "POLYGON((50 0,100 0,100 10,100.45 10,100.45 20,50 20,50 0))");
    world_build(w);
    assert_int_equal(world_zone(w, MLG_COMMUNE, "93001")->nb_qpv, 1);
    assert_int_equal(world_zone(w, MLG_COMMUNE, "93002")->nb_qpv, 0);
    assert_true(world_zone(w, MLG_COMMUNE, "93002")->pop_qpv > 0); /* its people live there */
    assert_int_equal(world_zone(w, MLG_EPCI, "200000001")->nb_qpv, 1);
}

/* --- number and combination of types --- */

static void number_and_combination(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "EPCI 200000001");
    world_dispositif(w, "B", "ASV", "QPV QN09301M");
    world_dispositif(w, "C", "CLSM", "COMMUNE 93001 INCONNUE");
    world_dispositif(w, "D", "MEDIATION", "COMMUNE 93001");
    world_build(w);
    const coverage_zone *zone = world_zone(w, MLG_COMMUNE, "93001");
    assert_int_equal(zone->cumul, 3); /* CLS, ASV, MEDIATION */
    char *name = coverage_combination_name(w->cov, zone->combination);
    assert_string_equal(name, "CLS+ASV");
    g_free(name);
    name = coverage_combination_name(w->cov, world_zone(w, MLG_COMMUNE, "93003")->combination);
    assert_string_equal(name, "aucun");
    g_free(name);
    assert_int_equal(world_zone(w, MLG_COMMUNE, "93003")->cumul, 0);
    assert_int_equal(world_zone(w, MLG_QPV, "QN09301M")->cumul, 3);
    assert_int_equal(world_zone(w, MLG_QPV, "QN09302M")->cumul, 2); /* MEDIATION in part */
}

static void people_under_0_to_3_types(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "DEPARTEMENT 93");
    world_dispositif(w, "B", "ASV", "QPV_DE_EPCI 200000001");
    world_dispositif(w, "C", "CLSM", "COMMUNE 93001");
    world_dispositif(w, "D", "MEDIATION", "REGION 84"); /* not of the combination */
    world_build(w);
    const coverage_zone *commune = world_zone(w, MLG_COMMUNE, "93001");
    assert_near(commune->pop_count[0], 0, 1e-9);
    assert_near(commune->pop_count[1], 0, 1e-9);
    assert_near(commune->pop_count[2], 700, 1e-9);
    assert_near(commune->pop_count[3], 300, 1e-9);
    const coverage_zone *epci = world_zone(w, MLG_EPCI, "200000001");
    assert_near(epci->pop_count[1], 1900, 1e-9);
    assert_near(epci->pop_count[2], 800, 1e-9);
    assert_near(epci->pop_count[3], 300, 1e-9);
    const coverage_zone *last = world_zone(w, MLG_REGION, "84");
    assert_near(last->pop_count[0], 8000, 1e-9);
    for (size_t i = 0; i < w->cov->levels[MLG_COMMUNE].n_zones; i++) {
        const coverage_zone *zone = &w->cov->levels[MLG_COMMUNE].zones[i];
        double sum = 0;
        for (int k = 0; k < 4; k++)
            sum += zone->pop_count[k];
        assert_near(sum, zone->pop, 1e-9);
    }
    assert_near(world_zone(w, MLG_QPV, "QN09302M")->pop_count[2], 100, 1e-9);
    assert_near(world_zone(w, MLG_QPV, "QN09302M")->pop_count[3], 200, 1e-9);
}

/* --- contrats de ville --- */

static void a_contrat_de_ville_is_a_zone(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "V", "CDV", "EPCI 200000001");
    world_dispositif(w, "V2", "CDV", "QPV QN09301M");
    world_dispositif_dated(w, "OLD", "CDV", "ECHU", "2015", "2020", "EPCI 200000002");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_build(w);
    assert_int_equal(w->cov->levels[MLG_CONTRAT_VILLE].n_zones, 2);
    const coverage_zone *zone = world_zone(w, MLG_CONTRAT_VILLE, "V");
    assert_int_equal(zone->nb_com, 2);
    assert_int_equal(zone->nb_qpv, 2);
    assert_near(zone->pop, 3000, 1e-9);
    assert_near(zone->pop_qpv, 400, 1e-9);
    assert_people(w, MLG_CONTRAT_VILLE, "V", "CLS", 1000, 1000, 1000);
    assert_state(w, MLG_CONTRAT_VILLE, "V", "CLS", "partiel");
    assert_int_equal(world_cell(w, MLG_CONTRAT_VILLE, "V", "CLS")->qpv_state, COVERAGE_CERTAINS);
    const coverage_zone *qpv = world_zone(w, MLG_CONTRAT_VILLE, "V2");
    assert_near(qpv->pop, 100, 1e-9);
    assert_people(w, MLG_CONTRAT_VILLE, "V2", "CLS", 100, 100, 100);
    assert_state(w, MLG_CONTRAT_VILLE, "V2", "CLS", "total");
    assert_near(qpv->pop_count[1], 100, 1e-9);
}

static void a_contrat_de_ville_of_unknown_perimeter(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "V", "CDV", "INCONNU");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_build(w);
    const coverage_zone *zone = world_zone(w, MLG_CONTRAT_VILLE, "V");
    assert_int_equal(zone->nb_com, 0);
    assert_true(isnan(zone->pop));
    assert_true(isnan(zone->pop_qpv));
    assert_true(isnan(zone->area_m2));
    assert_state(w, MLG_CONTRAT_VILLE, "V", "CLS", "inconnu");
    assert_true(isnan(people_of(w, MLG_CONTRAT_VILLE, "V", "CLS")));
    assert_int_equal(zone->cumul, 0);
    assert_true(isnan(zone->pop_count[0]));
}

/* two fifths of a commune's people, and a contract on its QPV only: nobody knows how many */
static void a_share_of_a_commune_inside_a_contract_that_cuts_it(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "V", "CDV", "QPV QN09301M");
    world_dispositif(w, "V2", "CDV", "EPCI 200000001");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001 PARTIELLE 0.4");
    world_build(w);
    assert_people(w, MLG_CONTRAT_VILLE, "V", "CLS", 0, 0, 100);
    assert_state(w, MLG_CONTRAT_VILLE, "V", "CLS", "inconnu");
    assert_people(w, MLG_CONTRAT_VILLE, "V2", "CLS", 400, 400, 400);
    assert_state(w, MLG_CONTRAT_VILLE, "V2", "CLS", "partiel");
}

static void a_share_elsewhere_in_a_commune_that_a_contract_cuts(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "V", "CDV", "GEOMETRIE POLYGON((40 0,80 0,80 40,40 40,40 0))");
    world_dispositif(w, "A", "CLS", "QPV QN09301M PARTIELLE 0.5");
    world_build(w);
    assert_state(w, MLG_CONTRAT_VILLE, "V", "CLS", "aucun");
    assert_people(w, MLG_CONTRAT_VILLE, "V", "CLS", 0, 0, 0);
}

static void a_qpv_of_no_loaded_commune_is_in_no_contract_s_figures(void **state)
{
    world *w = *state;
    add_communes(w);
    world_qpv(w, "QN97801M", "97801", 300, "POLYGON((900 0,910 0,910 10,900 10,900 0))");
    world_dispositif(w, "V", "CDV", "COMMUNE 93001; QPV QN97801M");
    world_build(w);
    const coverage_zone *zone = world_zone(w, MLG_CONTRAT_VILLE, "V");
    assert_near(zone->pop, 1000, 1e-9);
    assert_near(zone->pop_count[0], 1000, 1e-9);
    assert_int_equal(zone->nb_qpv, 0);
    assert_near(zone->area_m2, 10000, 1e-6);
}

/* --- what its polygon says against its code --- */

static void a_misplaced_qpv_is_no_area_of_its_commune(void **state)
{
    world *w = *state;
    add_communes(w);
    world_qpv(w, "QN09301M", "93001", 100, "POLYGON((900 0,920 0,920 20,900 20,900 0))");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "B", "ASV", "QPV QN09301M");
    world_build(w);
    assert_near(world_zone(w, MLG_COMMUNE, "93001")->area_m2, 10000, 1e-6);
    assert_near(world_zone(w, MLG_EPCI, "200000001")->area_m2, 20000, 1e-6);
    assert_near(world_result(w, "A")->area_m2, 10000, 1e-6);
    assert_near(world_result(w, "B")->area_m2, 400, 1e-6);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 1000, 1000, 1000);
    assert_people(w, MLG_COMMUNE, "93001", "ASV", 100, 100, 100);
    assert_near(world_cell(w, MLG_COMMUNE, "93001", "ASV")->part_aire, 0, 0);
    assert_state(w, MLG_QPV, "QN09301M", "CLS", "total");
}

static void names_of_types_as_suffixes(void **state)
{
    (void)state;
    char *suffix = coverage_type_suffix("Médiation santé");
    assert_string_equal(suffix, "mediation_sante");
    g_free(suffix);
}

/* Under a share of people, or a line of unknown extent, nobody knows whether the QPV is in. */
static void qpv_of_which_nothing_is_sure(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, "POLYGON((0 0,100 0,100 100,0 100,0 0))");
    world_qpv(w, "QN09301M", "93001", 200, "POLYGON((10 10,30 10,30 30,10 30,10 10))");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001 PARTIELLE 0.5");
    world_dispositif(w, "B", "ASV", "QPV_DE_COMMUNE 93001 INCONNUE");
    world_build(w);
    const coverage_cell *cls = world_cell(w, MLG_COMMUNE, "93001", "CLS");
    assert_int_equal(cls->state, MLG_PARTIEL);
    assert_int_equal(cls->qpv_state, COVERAGE_QPV_INCONNU);
    assert_int_equal(world_cell(w, MLG_COMMUNE, "93001", "ASV")->qpv_state, COVERAGE_QPV_INCONNU);
    assert_string_equal(coverage_qpv_state_names[COVERAGE_QPV_INCONNU], "inconnu");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(qpv_of_which_nothing_is_sure),
        TEST(groups_are_the_sums_of_their_communes),
        TEST(states_follow_the_people),
        TEST(a_commune_of_nobody_goes_by_area),
        TEST(ids_are_those_that_touch),
        TEST(qpv_of_a_zone),
        TEST(a_hundredth_of_a_qpv_is_not_its_commune),
        TEST(number_and_combination),
        TEST(people_under_0_to_3_types),
        TEST(a_contrat_de_ville_is_a_zone),
        TEST(a_contrat_de_ville_of_unknown_perimeter),
        TEST(a_share_of_a_commune_inside_a_contract_that_cuts_it),
        TEST(a_share_elsewhere_in_a_commune_that_a_contract_cuts),
        TEST(a_qpv_of_no_loaded_commune_is_in_no_contract_s_figures),
        TEST(a_misplaced_qpv_is_no_area_of_its_commune),
        TEST(names_of_types_as_suffixes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
