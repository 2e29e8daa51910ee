/*
 * test_coverage_surveys.c - table `recensement`: a zone that nobody surveyed for a type is
 * non_recense, not a gap; the most precise echelon that speaks of a commune decides.
 */
#include "test_coverage_land.h"

static void without_the_table_all_is_surveyed(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_build(w);
    assert_state(w, MLG_COMMUNE, "93003", "CLS", "aucun");
    assert_state(w, MLG_QPV, "QN09303M", "CLS", "aucun");
}

static void what_nobody_surveyed_is_no_gap(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "B", "ASV", "COMMUNE 93001");
    world_survey(w, "EPCI", "200000001", "CLS", "OUI");
    world_build(w);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "total");
    assert_state(w, MLG_COMMUNE, "93002", "CLS", "aucun");
    assert_state(w, MLG_COMMUNE, "93003", "CLS", "non_recense");
    assert_state(w, MLG_COMMUNE, "69004", "CLS", "non_recense");
    assert_state(w, MLG_EPCI, "200000001", "CLS", "partiel");
    assert_state(w, MLG_EPCI, "200000002", "CLS", "non_recense");
    assert_state(w, MLG_DEPARTEMENT, "69", "CLS", "non_recense");
    assert_state(w, MLG_QPV, "QN09301M", "CLS", "total");
    assert_state(w, MLG_QPV, "QN09303M", "CLS", "non_recense");
    /* the table says nothing of ASV: what is known of them still counts */
    assert_state(w, MLG_COMMUNE, "93001", "ASV", "total");
    assert_state(w, MLG_COMMUNE, "93002", "ASV", "non_recense");
}

static void a_region_speaks_for_its_communes(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_survey(w, "REGION", "11", "CLS", "OUI");
    world_build(w);
    assert_state(w, MLG_COMMUNE, "93003", "CLS", "aucun");
    assert_state(w, MLG_QPV, "QN09303M", "CLS", "aucun");
    assert_state(w, MLG_COMMUNE, "69004", "CLS", "non_recense");
}

static void the_most_precise_echelon_decides(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "REGION 84");
    world_survey(w, "EPCI", "200000001", "CLS", "NON");
    world_survey(w, "REGION", "11", "CLS", "OUI");
    world_build(w);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "non_recense");
    assert_state(w, MLG_EPCI, "200000001", "CLS", "non_recense");
    assert_state(w, MLG_COMMUNE, "93003", "CLS", "aucun");
    assert_state(w, MLG_REGION, "11", "CLS", "aucun"); /* surveyed in part */
}

static void surveyed_twice_once_completely(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "REGION 84");
    world_survey(w, "EPCI", "200000001", "CLS", "NON");
    world_survey(w, "EPCI", "200000001", "CLS", "OUI");
    world_build(w);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "aucun");
}

static void what_is_unknown_stays_unknown(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001 INCONNUE");
    world_survey(w, "EPCI", "200000002", "CLS", "OUI");
    world_build(w);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "inconnu");
    assert_state(w, MLG_QPV, "QN09301M", "CLS", "inconnu");
    assert_state(w, MLG_COMMUNE, "93002", "CLS", "non_recense");
}

static void a_survey_of_a_type_without_contract(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_survey(w, "REGION", "11", "CLSM", "OUI");
    world_build(w);
    assert_int_equal(w->cov->n_types, 1);
    assert_state(w, MLG_COMMUNE, "93002", "CLS", "non_recense");
}

static void a_qpv_out_of_the_territory_stays_so(void **state)
{
    world *w = *state;
    add_land(w);
    world_qpv(w, "QN97801M", "97801", 300, "POLYGON((900 0,910 0,910 10,900 10,900 0))");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_survey(w, "REGION", "11", "CLS", "OUI");
    world_build(w);
    assert_state(w, MLG_QPV, "QN97801M", "CLS", "hors_territoire");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(without_the_table_all_is_surveyed),   TEST(what_nobody_surveyed_is_no_gap),
        TEST(a_region_speaks_for_its_communes),    TEST(the_most_precise_echelon_decides),
        TEST(surveyed_twice_once_completely),      TEST(what_is_unknown_stays_unknown),
        TEST(a_survey_of_a_type_without_contract), TEST(a_qpv_out_of_the_territory_stays_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
