/*
 * test_coverage_units.c - what each unite_type covers: people by commune, states of QPV.
 */
#include "test_coverage_land.h"

typedef struct unit_case {
    const char *name, *perimeter;
    double people[4];   /* 93001, 93002, 93003, 69004 */
    const char *qpv[3]; /* QN09301M, QN09302M, QN09303M */
} unit_case;

/* 93001: 100 people in QN09301M, 200 of the 300 of QN09302M, 700 on the other 9 400 m2.
 * 93002: 100 of QN09302M, 1 900 on 9 900 m2. 93003: 4 000 on 10 000 m2. */
static const unit_case cases[] = {
    {"COMMUNE", "COMMUNE 93001", {1000, 0, 0, 0}, {"total", "partiel", "aucun"}},
    {"two COMMUNE in a cell",
     "COMMUNE 93001,93002",
     {1000, 2000, 0, 0},
     {"total", "total", "aucun"}},
    {"EPCI", "EPCI 200000001", {1000, 2000, 0, 0}, {"total", "total", "aucun"}},
    {"EPT", "EPT 200057867", {0, 2000, 4000, 0}, {"aucun", "partiel", "total"}},
    {"DEPARTEMENT", "DEPARTEMENT 93", {1000, 2000, 4000, 0}, {"total", "total", "total"}},
    {"REGION", "REGION 84", {0, 0, 0, 8000}, {"aucun", "aucun", "aucun"}},
    {"QPV", "QPV QN09302M", {200, 100, 0, 0}, {"aucun", "total", "aucun"}},
    {"QPV_DE_COMMUNE", "QPV_DE_COMMUNE 93001", {300, 0, 0, 0}, {"total", "partiel", "aucun"}},
    {"QPV_DE_EPCI", "QPV_DE_EPCI 200000001", {300, 100, 0, 0}, {"total", "total", "aucun"}},
    {"QPV without figure", "QPV QN09303M", {0, 0, 160, 0}, {"aucun", "aucun", "total"}},
    {"GEOMETRIE over a QPV's half",
     "GEOMETRIE POLYGON((0 0,20 0,20 100,0 100,0 0))",
     {50 + 700 * 1800 / 9400.0, 0, 0, 0},
     {"partiel", "aucun", "aucun"}},
    {"GEOMETRIE over two communes",
     "GEOMETRIE POLYGON((150 -9,250 -9,250 109,150 109,150 -9))",
     {0, 1900 * 5000 / 9900.0, 2000, 0},
     {"aucun", "aucun", "total"}},
    {"DISPOSITIF", "DISPOSITIF OTHER", {0, 0, 4000, 0}, {"aucun", "aucun", "total"}},
    {"DISPOSITIF and more",
     "DISPOSITIF OTHER; COMMUNE 93001",
     {1000, 0, 4000, 0},
     {"total", "partiel", "total"}},
    {"INCONNU", "INCONNU", {0, 0, 0, 0}, {"aucun", "aucun", "aucun"}},
    {"no perimeter", "", {0, 0, 0, 0}, {"aucun", "aucun", "aucun"}},
    {"a unit twice",
     "COMMUNE 93001; EPCI 200000001; QPV QN09301M",
     {1000, 2000, 0, 0},
     {"total", "total", "aucun"}},
};

static const char *const communes[] = {"93001", "93002", "93003", "69004"};
static const char *const qpvs[] = {"QN09301M", "QN09302M", "QN09303M"};

static void covers(void **state)
{
    const unit_case *c = *state;
    void *made = NULL;
    (void)world_setup(&made);
    world *w = made;
    add_land(w);
    const char *const in_ept[] = {"93002", "93003"};
    for (size_t i = 0; i < G_N_ELEMENTS(in_ept); i++)
        territory_builder_set_membership(w->land, TERRITORY_EPT, base_code(in_ept[i]),
                                         base_code("200057867"), world_origin(w, "ept.csv"));
    world_dispositif(w, "A", "CLS", c->perimeter);
    world_dispositif(w, "OTHER", "ASV", "EPCI 200000002");
    world_build(w);
    double people[G_N_ELEMENTS(communes)];
    const char *states[G_N_ELEMENTS(qpvs)];
    for (size_t i = 0; i < G_N_ELEMENTS(communes); i++)
        people[i] = people_of(w, MLG_COMMUNE, communes[i], "CLS");
    for (size_t i = 0; i < G_N_ELEMENTS(qpvs); i++)
        states[i] = state_of(w, MLG_QPV, qpvs[i], "CLS");
    double of_dispositif = world_result(w, "A")->pop;
    (void)world_teardown(&made);
    double sum = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(communes); i++) {
        assert_near(people[i], c->people[i], 1e-6);
        sum += c->people[i];
    }
    for (size_t i = 0; i < G_N_ELEMENTS(qpvs); i++)
        assert_string_equal(states[i], c->qpv[i]);
    assert_near(of_dispositif, sum > 0 ? sum : UNKNOWN, 1e-6);
}

/* --- parts of communes --- */

static void a_drawn_part_is_its_polygon(void **state)
{
    world *w = *state;
    world_commune(w, "01001", "", 1000, LEFT);
    world_part(w, "01050", "01001", TERRITORY_DELEGUEE, 300,
               "POLYGON((0 0,50 0,50 100,0 100,0 0))");
    world_dispositif(w, "A", "CLS", "COMMUNE_DELEGUEE 01050");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "01001", "CLS", 500, 0, 1000); /* by area, as all that is cut */
    assert_state(w, MLG_COMMUNE, "01001", "CLS", "partiel");
    assert_near(world_cell(w, MLG_COMMUNE, "01001", "CLS")->part_aire, 0.5, 1e-9);
}

static void a_part_without_polygon_is_its_share_of_people(void **state)
{
    world *w = *state;
    world_commune(w, "01001", "", 1000, LEFT);
    world_part(w, "01050", "01001", TERRITORY_DELEGUEE, 300, NULL);
    world_qpv(w, "QN00101M", "01001", 40, "POLYGON((10 10,30 10,30 30,10 30,10 10))");
    world_dispositif(w, "A", "CLS", "COMMUNE_DELEGUEE 01050");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "01001", "CLS", 300, 300, 300);
    assert_state(w, MLG_COMMUNE, "01001", "CLS", "partiel");
    assert_state(w, MLG_QPV, "QN00101M", "CLS", "inconnu");
}

static void a_part_of_which_nothing_is_known_may_be_anything(void **state)
{
    world *w = *state;
    world_commune(w, "01001", "", 1000, LEFT);
    world_part(w, "01050", "01001", TERRITORY_DELEGUEE, UNKNOWN, NULL);
    world_dispositif(w, "A", "CLS", "COMMUNE_DELEGUEE 01050");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "01001", "CLS", 0, 0, 1000);
    assert_state(w, MLG_COMMUNE, "01001", "CLS", "inconnu");
}

static void an_arrondissement_is_a_part_of_its_city(void **state)
{
    world *w = *state;
    world_commune(w, "69381", "", 400, LEFT);
    world_commune(w, "69382", "", 600, MIDDLE);
    world_dispositif(w, "A", "CLS", "ARRONDISSEMENT_MUNICIPAL 69382");
    world_build(w);
    assert_near(people_of(w, MLG_COMMUNE, "69123", "CLS"), 500, 1e-9);
    assert_state(w, MLG_COMMUNE, "69123", "CLS", "partiel");
    assert_int_equal(world_result(w, "A")->scale, COVERAGE_INFRA_COMMUNALE);
}

static void all_arrondissements_are_the_city(void **state)
{
    world *w = *state;
    world_commune(w, "69381", "", 400, LEFT);
    world_commune(w, "69382", "", 600, MIDDLE);
    world_dispositif(w, "A", "CLS", "ARRONDISSEMENT_MUNICIPAL 69381,69382");
    world_dispositif(w, "B", "ASV", "COMMUNE 69123");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "69123", "CLS", 1000, 1000, 1000);
    assert_state(w, MLG_COMMUNE, "69123", "CLS", "total");
    assert_people(w, MLG_COMMUNE, "69123", "ASV", 1000, 1000, 1000);
}

static void by_arrondissement_it_is_a_commune(void **state)
{
    world *w = *state;
    w->territory_options.plm_arrondissement = true;
    world_commune(w, "69381", "", 400, LEFT);
    world_commune(w, "69382", "", 600, MIDDLE);
    world_dispositif(w, "A", "CLS", "ARRONDISSEMENT_MUNICIPAL 69382");
    world_dispositif(w, "B", "ASV", "COMMUNE 69123");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "69382", "CLS", 600, 600, 600);
    assert_people(w, MLG_COMMUNE, "69381", "CLS", 0, 0, 0);
    assert_people(w, MLG_DEPARTEMENT, "69", "ASV", 1000, 1000, 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_drawn_part_is_its_polygon),
        TEST(a_part_without_polygon_is_its_share_of_people),
        TEST(a_part_of_which_nothing_is_known_may_be_anything),
        TEST(an_arrondissement_is_a_part_of_its_city),
        TEST(all_arrondissements_are_the_city),
        TEST(by_arrondissement_it_is_a_commune),
    };
    int failures = run_table(cases, covers);
    return failures + cmocka_run_group_tests(tests, NULL, NULL);
}
