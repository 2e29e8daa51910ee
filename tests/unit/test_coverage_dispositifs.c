/*
 * test_coverage_dispositifs.c - each dispositif's own figures: in force or not, communes, EPCI,
 * QPV, people, size class, scale.
 */
#include "test_coverage_land.h"

typedef struct scale_case {
    const char *name, *perimeter;
    coverage_scale scale;
    uint32_t nb_com, nb_epci, nb_qpv;
} scale_case;

static const scale_case scales[] = {
    {"a commune", "COMMUNE 93001", COVERAGE_COMMUNALE, 1, 1, 2},
    {"a commune without EPCI", "COMMUNE 69004", COVERAGE_COMMUNALE, 1, 0, 0},
    {"a QPV", "QPV QN09301M", COVERAGE_INFRA_COMMUNALE, 1, 1, 1},
    {"a QPV over two communes", "QPV QN09302M", COVERAGE_INTERCOMMUNALE, 2, 1, 1},
    {"an EPCI", "EPCI 200000001", COVERAGE_INTERCOMMUNALE, 2, 1, 2},
    {"communes of two EPCI", "COMMUNE 93001,93003", COVERAGE_SUPRA_COMMUNAUTAIRE, 2, 2, 3},
    {"an EPCI and a commune without", "EPCI 200000001; COMMUNE 69004", COVERAGE_SUPRA_COMMUNAUTAIRE,
     3, 1, 2},
    {"a region", "REGION 11", COVERAGE_SUPRA_COMMUNAUTAIRE, 3, 2, 3},
    {"a polygon in a commune", "GEOMETRIE POLYGON((0 0,9 0,9 9,0 9,0 0))", COVERAGE_INFRA_COMMUNALE,
     1, 1, 0},
    {"unknown", "INCONNU", COVERAGE_SANS_ECHELLE, 0, 0, 0},
    {"unknown extent of an EPCI", "EPCI 200000001 INCONNUE", COVERAGE_INTERCOMMUNALE, 2, 1, 0},
    {"a part of a commune, which is not told", "COMMUNE 93001 PARTIELLE", COVERAGE_INFRA_COMMUNALE,
     1, 1, 0},
    {"unknown extent of a commune", "COMMUNE 93001 INCONNUE", COVERAGE_COMMUNALE, 1, 1, 0},
    {"0.95 % of a QPV", "GEOMETRIE POLYGON((0 0,10.19 0,10.19 99,0 99,0 0))",
     COVERAGE_INFRA_COMMUNALE, 1, 1, 0},
    {"1.05 % of a QPV", "GEOMETRIE POLYGON((0 0,10.21 0,10.21 99,0 99,0 0))",
     COVERAGE_INFRA_COMMUNALE, 1, 1, 1},
};

static void scale_and_counts(void **state)
{
    const scale_case *c = *state;
    void *made = NULL;
    (void)world_setup(&made);
    world *w = made;
    add_land(w);
    world_dispositif(w, "A", "CLS", c->perimeter);
    world_build(w);
    coverage_dispositif a = *world_result(w, "A");
    (void)world_teardown(&made);
    assert_string_equal(coverage_scale_names[a.scale], coverage_scale_names[c->scale]);
    assert_int_equal(a.nb_com, c->nb_com);
    assert_int_equal(a.nb_epci, c->nb_epci);
    assert_int_equal(a.nb_qpv, c->nb_qpv);
}

static void without_epci_nobody_knows_who_is_supra_communal(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, LEFT);
    world_commune(w, "93002", "", 2000, MIDDLE);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001,93002");
    world_dispositif(w, "B", "CLS", "COMMUNE 93001");
    world_build(w);
    assert_int_equal(world_result(w, "A")->scale, COVERAGE_SANS_ECHELLE);
    assert_int_equal(world_result(w, "B")->scale, COVERAGE_COMMUNALE);
}

/* --- size classes --- */

typedef struct size_case {
    const char *name;
    double people;
    const char *size_class;
} size_case;

static const size_case sizes[] = {
    {"9 999", 9999, "moins_10000"},      {"10 000", 10000, "10000_20000"},
    {"19 999", 19999, "10000_20000"},    {"20 000", 20000, "20000_50000"},
    {"49 999", 49999, "20000_50000"},    {"50 000", 50000, "50000_100000"},
    {"100 000", 100000, "50000_100000"}, {"100 001", 100001, "plus_100000"},
    {"nobody", 0, "moins_10000"},        {"not known", UNKNOWN, ""},
};

static void size_class(void **state)
{
    const size_case *c = *state;
    void *made = NULL;
    (void)world_setup(&made);
    world *w = made;
    world_commune(w, "93001", "", c->people, LEFT);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_build(w);
    g_autofree char *found = g_strdup(world_result(w, "A")->size_class);
    (void)world_teardown(&made);
    assert_string_equal(found, c->size_class);
}

/* --- people and area --- */

static void people_qpv_and_area(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "EPCI 200000001");
    world_dispositif(w, "B", "ASV", "QPV QN09301M,QN09302M");
    world_build(w);
    const coverage_dispositif *a = world_result(w, "A"), *b = world_result(w, "B");
    assert_near(a->pop, 3000, 1e-9);
    assert_near(a->pop_qpv, 400, 1e-9);
    assert_near(a->area_m2, 20000, 1e-6);
    assert_near(b->pop, 400, 1e-9);
    assert_near(b->pop_min, 400, 1e-9);
    assert_near(b->pop_qpv, 400, 1e-9);
    assert_near(b->area_m2, 700, 1e-6);
    assert_int_equal(base_bitset_count(b->faces), 3);
}

static void an_unknown_perimeter_has_no_figures(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "INCONNU");
    world_dispositif(w, "B", "CLS", "");
    world_dispositif(w, "C", "CLS", "COMMUNE 93999"); /* rejected line */
    world_dispositif(w, "D", "CLS", "COMMUNE 93001; EXCLUT EPCI 200000001");
    world_dispositif(w, "E", "CLS", "GEOMETRIE POLYGON((900 0,910 0,910 10,900 10,900 0))");
    world_build(w);
    const char *const ids[] = {"A", "B", "C", "D", "E"};
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        const coverage_dispositif *d = world_result(w, ids[i]);
        assert_true(d->counted); /* in the counts of contracts */
        assert_null(d->faces);
        assert_true(isnan(d->pop) && isnan(d->pop_min) && isnan(d->pop_max));
        assert_true(isnan(d->pop_qpv) && isnan(d->area_m2));
        assert_string_equal(d->size_class, "");
        assert_int_equal(d->scale, COVERAGE_SANS_ECHELLE);
    }
    assert_int_equal(mlg_coverage_in_force(w->cov, 0), 5);
}

static void a_dispositif_not_in_force_still_has_its_figures(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif_dated(w, "A", "CLS", "ECHU", "2010", "2015", "COMMUNE 93001");
    world_build(w);
    const coverage_dispositif *a = world_result(w, "A");
    assert_false(a->counted);
    assert_near(a->pop, 1000, 1e-9);
    assert_int_equal(a->nb_com, 1);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "aucun");
}

static void a_perimeter_of_what_may_be(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "EPCI 200000001 INCONNUE");
    world_build(w);
    const coverage_dispositif *a = world_result(w, "A");
    assert_null(a->faces);
    assert_near(a->pop, 0, 0);
    assert_near(a->pop_min, 0, 0);
    assert_near(a->pop_max, 3000, 1e-9);
    assert_string_equal(a->size_class, "");
}

static void a_qpv_out_of_the_territory(void **state)
{
    world *w = *state;
    add_communes(w);
    world_qpv(w, "QN97801M", "97801", 300, "POLYGON((900 0,910 0,910 10,900 10,900 0))");
    world_dispositif(w, "A", "CLS", "QPV QN97801M");
    world_build(w);
    const coverage_dispositif *a = world_result(w, "A");
    assert_int_equal(a->nb_com, 0);
    assert_true(isnan(a->pop)); /* the people of no loaded commune */
    assert_string_equal(a->size_class, "");
    assert_int_equal(a->scale, COVERAGE_SANS_ECHELLE);
    assert_state(w, MLG_QPV, "QN97801M", "CLS", "hors_territoire");
}

/* A share of people is no set of faces, yet its people are known. */
static void a_share_of_people_has_a_size_class(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 40000, LEFT);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001 PARTIELLE 0.6");
    world_dispositif(w, "B", "CLS", "COMMUNE 93001 PARTIELLE");
    world_build(w);
    assert_near(world_result(w, "A")->pop, 24000, 1e-9);
    assert_string_equal(world_result(w, "A")->size_class, "20000_50000");
    assert_int_equal(world_result(w, "A")->scale, COVERAGE_INFRA_COMMUNALE);
    assert_string_equal(world_result(w, "B")->size_class, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(without_epci_nobody_knows_who_is_supra_communal),
        TEST(people_qpv_and_area),
        TEST(an_unknown_perimeter_has_no_figures),
        TEST(a_dispositif_not_in_force_still_has_its_figures),
        TEST(a_perimeter_of_what_may_be),
        TEST(a_qpv_out_of_the_territory),
        TEST(a_share_of_people_has_a_size_class),
    };
    int failures = run_table(scales, scale_and_counts);
    failures += run_table(sizes, size_class);
    return failures + cmocka_run_group_tests(tests, NULL, NULL);
}
