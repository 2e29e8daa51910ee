/*
 * test_coverage_options.c - date and projects, types, threshold, zone; the public getters; errors.
 */
#include "test_coverage_land.h"

/* --- in force --- */

typedef struct force_case {
    const char *name, *status, *start, *end;
    bool with_projects, in_force;
} force_case;

static const force_case forces[] = {
    {"active", "ACTIF", "2020", "2030", false, true},
    {"active from today", "ACTIF", "2026-06-30", NULL, false, true},
    {"active from tomorrow", "ACTIF", "2026-07-01", NULL, false, false},
    {"active until today", "ACTIF", NULL, "2026-06-30", false, true},
    {"active until yesterday", "ACTIF", NULL, "2026-06-29", false, false},
    {"active without dates", "ACTIF", NULL, NULL, false, true},
    {"being renewed, end past", "EN_RENOUVELLEMENT", "2015", "2020", false, true},
    {"lapsed, dates around", "ECHU", "2025", "2026", false, true},
    {"lapsed", "ECHU", "2010", "2015", false, false},
    {"lapsed without start", "ECHU", NULL, "2030", false, false},
    {"in project", "EN_PROJET", "2020", "2030", false, false},
    {"in project, with projects", "EN_PROJET", NULL, NULL, true, true},
    {"abandoned", "ABANDONNE", "2020", "2030", true, false},
    {"suspended", "SUSPENDU", "2020", "2030", true, false},
    {"not known", "INCONNU", "2020", "2030", true, false},
};

static void in_force(void **state)
{
    const force_case *c = *state;
    void *made = NULL;
    (void)world_setup(&made);
    world *w = made;
    add_land(w);
    w->options.with_projects = c->with_projects;
    world_dispositif_dated(w, "A", "CLS", c->status, c->start, c->end, "COMMUNE 93001");
    world_build(w);
    double people = people_of(w, MLG_COMMUNE, "93001", "CLS");
    size_t n = mlg_coverage_in_force(w->cov, 0);
    (void)world_teardown(&made);
    assert_near(people, c->in_force ? 1000 : 0, 1e-9);
    assert_int_equal(n, c->in_force);
}

/* --- types --- */

static void types_come_in_their_order(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "MEDIATION", "COMMUNE 93001");
    world_dispositif(w, "B", "CPTS", "COMMUNE 93001");
    world_dispositif(w, "C", "CLSM", "COMMUNE 93001");
    world_dispositif(w, "D", "CLS", "COMMUNE 93001");
    world_build(w);
    assert_string_equal(mlg_coverage_type(w->cov, 0), "CLS");
    assert_string_equal(mlg_coverage_type(w->cov, 1), "CLSM");
    assert_string_equal(mlg_coverage_type(w->cov, 2), "CPTS");
    assert_string_equal(mlg_coverage_type(w->cov, 3), "MEDIATION");
    assert_null(mlg_coverage_type(w->cov, 4));
}

static void only_the_types_asked_for(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "MEDIATION", "COMMUNE 93001");
    world_dispositif(w, "B", "CLS", "COMMUNE 93002");
    world_dispositif(w, "C", "ASV", "COMMUNE 93002");
    w->options.types = (const char *const[]){"mediation", "CLS", NULL};
    w->options.combination = (const char *const[]){"MEDIATION", "CLS", NULL};
    world_build(w);
    assert_int_equal(w->cov->n_types, 2);
    assert_string_equal(mlg_coverage_type(w->cov, 0), "CLS");
    assert_int_equal(world_zone(w, MLG_COMMUNE, "93002")->cumul, 1);
    assert_false(world_result(w, "C")->counted);
    char *name = coverage_combination_name(w->cov, 3);
    assert_string_equal(name, "CLS+MEDIATION");
    g_free(name);
    assert_near(world_zone(w, MLG_COMMUNE, "93001")->pop_count[1], 1000, 1e-9);
}

static mlg_status compute(world *w)
{
    return mlg_compute_coverage(w->t, w->inv, w->mesh, &w->options, &w->monitor, &w->cov, &w->err);
}

static void an_unknown_type_is_an_error(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_mesh_all(w);
    w->options.types = (const char *const[]){"CLS", "CLMS", NULL};
    assert_int_equal(compute(w), MLG_E_ARG);
    assert_contains(w->err.message, "CLMS");
    assert_contains(w->err.hint, "CLS");
    assert_null(w->cov);
}

static int cancel_now(void *user)
{
    (void)user;
    return 1;
}

static void a_run_can_be_cancelled(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_mesh_all(w);
    w->monitor.cancelled = cancel_now;
    assert_int_equal(compute(w), MLG_E_CANCELLED);
    assert_null(w->cov);
}

/* --- threshold --- */

/* x: the perimeter ends there; the QPV goes from 10 to 30 */
typedef struct threshold_case {
    const char *name;
    double threshold;
    const char *perimeter, *state;
} threshold_case;

#define UP_TO(x) "GEOMETRIE POLYGON((0 0," x " 0," x " 40,0 40,0 0))"

static const threshold_case thresholds[] = {
    {"98.95 %", 0, UP_TO("29.79"), "partiel"},
    {"99.05 %", 0, UP_TO("29.81"), "total"},
    {"1.05 %", 0, UP_TO("10.21"), "partiel"},
    {"0.95 %", 0, UP_TO("10.19"), "aucun"},
    {"half, from 50 %", 0.5, UP_TO("20.1"), "total"},
    {"just under half, from 50 %", 0.5, UP_TO("19.9"), "aucun"},
    {"79 % from 80 %", 0.8, UP_TO("25.9"), "partiel"},
    {"21 % from 80 %", 0.8, UP_TO("14.1"), "partiel"},
    {"19 % from 80 %", 0.8, UP_TO("13.9"), "aucun"},
};

static void state_by_threshold(void **state)
{
    const threshold_case *c = *state;
    void *made = NULL;
    (void)world_setup(&made);
    world *w = made;
    add_land(w);
    w->options.threshold = c->threshold;
    world_dispositif(w, "A", "CLSM", c->perimeter);
    world_build(w);
    const char *found = state_of(w, MLG_QPV, "QN09301M", "CLSM");
    (void)world_teardown(&made);
    assert_string_equal(found, c->state);
}

/* --- zone --- */

typedef struct zone_case {
    const char *name, *zone;
    const char *communes, *qpvs, *epcis; /* codes kept */
} zone_case;

static const zone_case zones[] = {
    {"all", NULL, "69004,93001,93002,93003", "QN09301M,QN09302M,QN09303M", "200000001,200000002"},
    {"empty", "", "69004,93001,93002,93003", "QN09301M,QN09302M,QN09303M", "200000001,200000002"},
    {"a region", "reg:11", "93001,93002,93003", "QN09301M,QN09302M,QN09303M",
     "200000001,200000002"},
    {"a departement", "dep:69", "69004", "", ""},
    {"an EPCI", "epci:200000002", "93003", "QN09303M", "200000002"},
    {"a commune", "com:93002", "93002", "QN09302M", "200000001"},
    {"a list", "com:93002, epci:200000002;dep:69", "69004,93002,93003", "QN09302M,QN09303M",
     "200000001,200000002"},
    {"capitals", "COM:93002", "93002", "QN09302M", "200000001"},
    {"a bare commune", "93003", "93003", "QN09303M", "200000002"},
    {"a bare EPCI", "200000002", "93003", "QN09303M", "200000002"},
    {"a bare departement", "69", "69004", "", ""},
};

static char *codes_of(const world *w, mlg_level level)
{
    GString *codes = g_string_new(NULL);
    for (size_t i = 0; i < mlg_coverage_count(w->cov, level); i++)
        g_string_append_printf(codes, "%s%s", i > 0 ? "," : "",
                               mlg_coverage_code(w->cov, level, i));
    return g_string_free(codes, FALSE);
}

static void zone_keeps(void **state)
{
    const zone_case *c = *state;
    void *made = NULL;
    (void)world_setup(&made);
    world *w = made;
    add_land(w);
    w->options.zone = c->zone;
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_build(w);
    g_autofree char *communes = codes_of(w, MLG_COMMUNE), *qpvs = codes_of(w, MLG_QPV),
                    *epcis = codes_of(w, MLG_EPCI);
    (void)world_teardown(&made);
    assert_string_equal(communes, c->communes);
    assert_string_equal(qpvs, c->qpvs);
    assert_string_equal(epcis, c->epcis);
}

static void zones_that_are_none(void **state)
{
    static const char *const wrong[] = {
        "com:99999", "dep:44", "reg:84 dep:44", "epci:1", "45", "canton:1", ":", ",", "com:"};
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_mesh_all(w);
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        w->options.zone = wrong[i];
        if (compute(w) != MLG_E_ARG)
            fail_msg("zone \"%s\" was accepted", wrong[i]);
        assert_contains(w->err.hint, "reg:84");
    }
}

static void a_bare_code_that_could_be_two_things(void **state)
{
    world *w = *state;
    world_commune(w, "84007", "", 10, LEFT);   /* Vaucluse, in région 93 */
    world_commune(w, "01001", "", 10, MIDDLE); /* région 84 */
    world_commune(w, "93001", "", 10, RIGHT);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_mesh_all(w);
    w->options.zone = "84";
    assert_int_equal(compute(w), MLG_E_ARG);
    assert_contains(w->err.hint, "reg:84");
    assert_contains(w->err.hint, "dep:84");
    w->options.zone = "reg:84";
    world_compute(w);
    assert_int_equal(mlg_coverage_count(w->cov, MLG_COMMUNE), 1);
}

/* --- public getters --- */

static void getters(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "B", "CLS", "QPV QN09302M");
    world_build(w);
    assert_int_equal(mlg_coverage_count(w->cov, MLG_COMMUNE), 4);
    assert_string_equal(mlg_coverage_code(w->cov, MLG_COMMUNE, 1), "93001");
    assert_null(mlg_coverage_code(w->cov, MLG_COMMUNE, 4));
    assert_near(mlg_coverage_population(w->cov, MLG_EPCI, 0), 3000, 0);
    assert_true(isnan(mlg_coverage_population(w->cov, MLG_EPCI, 2)));
    assert_int_equal(mlg_coverage_in_force(w->cov, 0), 2);
    assert_int_equal(mlg_coverage_in_force(w->cov, 1), 0);
    mlg_coverage_figure figure;
    assert_ok(mlg_coverage_get(w->cov, MLG_QPV, 1, 0, &figure, &w->err), &w->err);
    assert_int_equal(figure.state, MLG_TOTAL);
    assert_near(figure.raw_area_share, 1, 1e-9);
    assert_near(figure.area_share, 1, 1e-9);
    assert_near(figure.population_share, 1, 1e-9);
    assert_near(figure.population, 300, 1e-9);
    assert_near(figure.population_min, 300, 1e-9);
    assert_near(figure.population_max, 300, 1e-9);
    assert_int_equal(figure.n_dispositifs, 2);
    assert_int_equal(mlg_coverage_get(w->cov, MLG_QPV, 3, 0, &figure, &w->err), MLG_E_ARG);
    assert_int_equal(mlg_coverage_get(w->cov, MLG_QPV, 0, 1, &figure, NULL), MLG_E_ARG);
    mlg_coverage_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(types_come_in_their_order),
        TEST(only_the_types_asked_for),
        TEST(an_unknown_type_is_an_error),
        TEST(a_run_can_be_cancelled),
        TEST(zones_that_are_none),
        TEST(a_bare_code_that_could_be_two_things),
        TEST(getters),
    };
    int failures = run_table(forces, in_force);
    failures += run_table(thresholds, state_by_threshold);
    failures += run_table(zones, zone_keeps);
    return failures + cmocka_run_group_tests(tests, NULL, NULL);
}
