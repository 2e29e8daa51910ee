/*
 * test_coverage_indicators.c - table `indicateur`: numerators, denominators, what is not told, by
 * scope; the two ratios of QPV that must not be confused.
 */
#include "test_coverage_rows.h"

static double count_of(const world *w, const char *name, const char *type)
{
    return find(w, "national", "", name, type)->value;
}

static void contracts_by_status(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "B", "CLS", "COMMUNE 69004");
    world_dispositif(w, "C", "CLS", "INCONNU");
    world_dispositif_dated(w, "D", "CLS", "ECHU", "2010", "2015", "COMMUNE 93001");
    world_dispositif_dated(w, "E", "CLS", "EN_PROJET", NULL, NULL, "COMMUNE 93001");
    world_dispositif(w, "F", "ASV", "QPV QN09301M");
    world_build(w);
    assert_near(count_of(w, "contrats_en_vigueur", "CLS"), 3, 0);
    assert_near(find(w, "national", "", "contrats_en_vigueur", "CLS")->denominator, 5, 0);
    assert_ratio(w, "contrats_actif", "CLS", 3, 5, 0);
    assert_ratio(w, "contrats_echu", "CLS", 1, 5, 0);
    assert_ratio(w, "contrats_en_projet", "CLS", 1, 5, 0);
    assert_near(count_of(w, "contrats_en_vigueur", "ASV"), 1, 0);
    /* A holds QPV, B none; of C nobody knows */
    assert_ratio(w, "contrats_avec_qpv", "CLS", 1, 2, 1);
    assert_string_equal(find(w, "national", "", "contrats_avec_qpv", "CLS")->unit, "part");
}

/* "1 of 2 contracts holds a QPV" is not "1 of 3 QPV is covered" */
static void qpv_covered(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_build(w);
    assert_ratio(w, "qpv_couverts", "CLS", 2, 3, 0);
    assert_ratio(w, "qpv_total", "CLS", 1, 3, 0);
    assert_ratio(w, "qpv_partiel", "CLS", 1, 3, 0);
    assert_ratio(w, "qpv_aucun", "CLS", 1, 3, 0);
    const coverage_indicator *people = find(w, "national", "", "pop_qpv_couverte", "CLS");
    assert_near(people->numerator, 300, 1e-9);
    assert_near(people->denominator, 560, 1e-9);
    assert_near(people->value_min, 100 / 560.0, 1e-12); /* QN09302M is cut by the limit */
    assert_near(people->value_max, 400 / 560.0, 1e-12);
    assert_true(people->sentence != NULL && people->sentence[0] != '\0');
    assert_true(people->definition != NULL && people->definition[0] != '\0');
}

static void communes_and_epci_covered(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001; EPCI 200000002");
    world_build(w);
    assert_ratio(w, "communes_couvertes", "CLS", 2, 4, 0);
    assert_ratio(w, "communes_total", "CLS", 2, 4, 0);
    assert_ratio(w, "pop_couverte", "CLS", 5000, 15000, 0);
    assert_ratio(w, "epci_couverts", "CLS", 2, 2, 0);
    assert_ratio(w, "epci_total", "CLS", 1, 2, 0);
    assert_ratio(w, "epci_partiel", "CLS", 1, 2, 0);
    assert_ratio(w, "epci_aucun", "CLS", 0, 2, 0);
}

static void what_is_not_told_is_in_no_denominator(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "B", "CLS", "COMMUNE 93002 INCONNUE");
    world_survey(w, "REGION", "11", "CLS", "OUI");
    world_build(w);
    /* 93002 unknown, 69004 not surveyed */
    assert_ratio(w, "communes_couvertes", "CLS", 1, 2, 2);
    assert_ratio(w, "pop_couverte", "CLS", 1000, 5000, 10000);
}

static void a_qpv_out_of_the_territory_is_in_no_denominator(void **state)
{
    world *w = *state;
    add_land(w);
    world_qpv(w, "QN97801M", "97801", 300, "POLYGON((900 0,910 0,910 10,900 10,900 0))");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_build(w);
    assert_ratio(w, "qpv_couverts", "CLS", 2, 3, 0);
    assert_ratio(w, "pop_qpv_couverte", "CLS", 300, 560, 0);
}

static void by_region_and_departement(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "B", "CLS", "INCONNU"); /* of the whole run only */
    world_build(w);
    assert_near(find(w, "region", "11", "contrats_en_vigueur", "CLS")->value, 1, 0);
    assert_near(find(w, "region", "84", "contrats_en_vigueur", "CLS")->value, 0, 0);
    assert_near(find(w, "national", "", "contrats_en_vigueur", "CLS")->value, 2, 0);
    const coverage_indicator *i = find(w, "departement", "93", "communes_couvertes", "CLS");
    assert_near(i->numerator, 1, 0);
    assert_near(i->denominator, 3, 0);
    i = find(w, "departement", "69", "qpv_couverts", "CLS");
    assert_near(i->denominator, 0, 0);
    assert_true(isnan(i->value));
    assert_near(find(w, "region", "11", "pop_couverte", "CLS")->denominator, 7000, 1e-9);
}

static void people_by_number_of_types(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "DEPARTEMENT 93");
    world_dispositif(w, "B", "ASV", "QPV QN09301M");
    world_build(w);
    assert_ratio(w, "pop_0", "", 8000, 15000, 0);
    assert_ratio(w, "pop_1", "", 6900, 15000, 0);
    assert_ratio(w, "pop_2", "", 100, 15000, 0);
    assert_ratio(w, "pop_3", "", 0, 15000, 0);
    assert_near(find(w, "region", "84", "pop_0", "")->value, 1, 1e-12);
}

static void a_zone_limits_all_of_them(void **state)
{
    world *w = *state;
    add_land(w);
    w->options.zone = "epci:200000002";
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "B", "CLS", "COMMUNE 93003");
    world_build(w);
    assert_near(count_of(w, "contrats_en_vigueur", "CLS"), 1, 0);
    assert_ratio(w, "communes_couvertes", "CLS", 1, 1, 0);
    assert_ratio(w, "qpv_couverts", "CLS", 1, 1, 0);
    assert_ratio(w, "pop_couverte", "CLS", 4000, 4000, 0);
}

/* "0 of 2" is told of an EPCI and of a contrat de ville; what contracts are like is not. */
static void a_type_that_is_not_there(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93003");
    world_dispositif(w, "V", "CDV", "COMMUNE 93001");
    world_build(w);
    assert_row(w, "epci", "200000001", "qpv_couverts", "CLS", 0, 2, 0);
    assert_row(w, "epci", "200000001", "qpv_aucun", "CLS", 2, 2, 0);
    assert_row(w, "epci", "200000001", "pop_qpv_couverte", "CLS", 0, 400, 0);
    assert_row(w, "epci", "200000001", "communes_couvertes", "CLS", 0, 2, 0);
    assert_row(w, "epci", "200000001", "pop_couverte", "CLS", 0, 3000, 0);
    assert_no_row(w, "epci", "200000001", "contrats_en_vigueur", "CLS");
    assert_no_row(w, "epci", "200000001", "qpv_total", "CLS");
    assert_no_row(w, "epci", "200000001", "communes_recensees", "CLS");
    assert_row(w, "contrat_ville", "V", "qpv_aucun", "CLS", 2, 2, 0);
    assert_row(w, "contrat_ville", "V", "pop_couverte", "CLS", 0, 1000, 0);
    assert_no_row(w, "contrat_ville", "V", "contrats_en_vigueur", "CLS");
}

static void people_that_nobody_knows(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", UNKNOWN, LEFT);
    world_commune(w, "93002", "", 2000, MIDDLE);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001,93002");
    world_build(w);
    assert_ratio(w, "communes_couvertes", "CLS", 2, 2, 0);
    assert_ratio(w, "pop_couverte", "CLS", 2000, 2000, 0);
    assert_ratio(w, "pop_1", "", 2000, 2000, 1); /* one commune without population */
}

static gpointer ask_for_rows(gpointer user)
{
    size_t n = 0;
    return (gpointer)coverage_indicators(user, &n);
}

/* They are computed once, whoever asks first. */
static void asked_for_by_threads(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93003");
    world_build(w);
    GThread *threads[4] = {NULL};
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("asks", ask_for_rows, w->cov);
    size_t n = 0;
    const coverage_indicator *rows = coverage_indicators(w->cov, &n);
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        assert_ptr_equal(g_thread_join(threads[i]), rows);
    assert_true(n > 100);
    assert_row(w, "national", "", "communes_couvertes", "CLS", 1, 4, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(contracts_by_status),
        TEST(qpv_covered),
        TEST(communes_and_epci_covered),
        TEST(a_type_that_is_not_there),
        TEST(what_is_not_told_is_in_no_denominator),
        TEST(a_qpv_out_of_the_territory_is_in_no_denominator),
        TEST(by_region_and_departement),
        TEST(people_by_number_of_types),
        TEST(a_zone_limits_all_of_them),
        TEST(people_that_nobody_knows),
        TEST(asked_for_by_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
