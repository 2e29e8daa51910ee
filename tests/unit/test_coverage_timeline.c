/*
 * test_coverage_timeline.c - coverage over time on the land of test_coverage_land.h: periods,
 * contracts that come and go, perimeters whose lines have dates, zones; each day as a coverage of
 * that day alone.
 */
#include "test_coverage_land.h"

#include "coverage/timeline.h"

/* The timeline of the test; *state keeps the world only. */
static mlg_timeline *series;

static int teardown(void **state)
{
    g_clear_pointer(&series, mlg_timeline_free);
    return world_teardown(state);
}

static void compute(world *w, int from, int to, mlg_step step)
{
    mlg_timeline_options options = {
        .from = from, .to = to, .step = step, .zone = w->options.zone, .types = w->options.types};
    g_clear_pointer(&series, mlg_timeline_free);
    assert_ok(mlg_compute_timeline(w->t, w->inv, w->mesh, &options, &w->monitor, &series, &w->err),
              &w->err);
}

static void finish(world *w)
{
    world_finish_territory(w);
    world_finish_inventory(w);
    world_build_mesh(w);
}

static mlg_timeline_figure get(size_t period, size_t type)
{
    mlg_timeline_figure figure = {0};
    assert_int_equal(mlg_timeline_get(series, period, type, &figure, NULL), MLG_OK);
    return figure;
}

/* A line of a perimeter with its own dates. */
static void add_line(world *w, const char *id, const char *code, const char *from, const char *to)
{
    inventory_perimetre_row row = {.id_dispositif = id,
                                   .unite_type = "COMMUNE",
                                   .unite_code = code,
                                   .date_debut = from,
                                   .date_fin = to,
                                   .origin = {"perimetres.csv", "", ++w->row}};
    inventory_builder_add_perimetre(w->book, &row);
}

/* --- periods --- */

static void periods_are_whole(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    finish(w);
    compute(w, 20190615, 20211231, MLG_STEP_YEAR);
    assert_int_equal(mlg_timeline_count(series), 3);
    assert_int_equal(get(0, 0).first_day, 20190101);
    assert_int_equal(get(0, 0).last_day, 20191231);
    assert_int_equal(get(2, 0).last_day, 20211231);
    compute(w, 20191231, 20200301, MLG_STEP_MONTH);
    assert_int_equal(mlg_timeline_count(series), 4);
    assert_int_equal(get(0, 0).first_day, 20191201);
    assert_int_equal(get(1, 0).last_day, 20200131);
    assert_int_equal(get(2, 0).last_day, 20200229);
    assert_int_equal(get(3, 0).last_day, 20200331);
    assert_string_equal(mlg_timeline_type(series, 0), "CLS");
    assert_null(mlg_timeline_type(series, 1));
    mlg_timeline_figure figure;
    assert_int_equal(mlg_timeline_get(series, 4, 0, &figure, NULL), MLG_E_ARG);
    assert_int_equal(mlg_timeline_get(series, 0, 1, &figure, NULL), MLG_E_ARG);
}

static void the_end_is_not_before_the_start(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    finish(w);
    mlg_timeline_options options = {.from = 20200101, .to = 20191231};
    mlg_timeline *none = NULL;
    assert_int_equal(mlg_compute_timeline(w->t, w->inv, w->mesh, &options, NULL, &none, &w->err),
                     MLG_E_ARG);
    assert_string_equal(w->err.message, "the last period is before the first one");
    assert_null(none);
    const char *types[] = {"ASV", NULL};
    options = (mlg_timeline_options){.from = 20200101, .to = 20200101, .types = types};
    assert_int_equal(mlg_compute_timeline(w->t, w->inv, w->mesh, &options, NULL, &none, &w->err),
                     MLG_E_ARG);
    assert_string_equal(w->err.message, "no dispositif of type ASV in the inventory");
}

/* --- contracts --- */

static void contracts_begin_and_end(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif_dated(w, "A", "CLS", "ECHU", "2018-05", "2019-12-31", "COMMUNE 93001");
    world_dispositif_dated(w, "B", "CLS", "ACTIF", "2020-01-01", NULL, "COMMUNE 93001");
    world_dispositif_dated(w, "C", "CLS", "ACTIF", NULL, "2020-06", "COMMUNE 93002");
    world_dispositif_dated(w, "D", "CLS", "EN_PROJET", "2018", "2030", "REGION 84");
    world_dispositif_dated(w, "E", "CLS", "ECHU", "2018", NULL, "REGION 84");
    world_dispositif_dated(w, "F", "CLS", "EN_RENOUVELLEMENT", "2021", "2021-06", "COMMUNE 93003");
    world_dispositif_dated(w, "G", "CLS", "SUSPENDU", "2018", "2030", "REGION 84");
    finish(w);
    compute(w, 20170101, 20220101, MLG_STEP_YEAR);
    static const struct {
        size_t in_force, undated, begun, ended;
        double people; /* of communes */
    } expected[] = {
        {1, 1, 0, 0, 2000}, /* 2017: C alone, of which no start is told */
        {2, 1, 1, 0, 3000}, /* 2018 */
        {2, 1, 0, 1, 3000}, /* 2019: A is in force on its last day, that of the year */
        {1, 0, 1, 1, 1000}, /* 2020 */
        {2, 0, 1, 0, 5000}, /* 2021: F goes on past its end */
        {2, 0, 0, 0, 5000}, /* 2022 */
    };
    for (size_t p = 0; p < G_N_ELEMENTS(expected); p++) {
        mlg_timeline_figure f = get(p, 0);
        if (f.in_force != expected[p].in_force || f.undated != expected[p].undated ||
            f.begun != expected[p].begun || f.ended != expected[p].ended)
            fail_msg("%d: %zu in force, %zu undated, %zu begun, %zu ended", f.last_day, f.in_force,
                     f.undated, f.begun, f.ended);
        assert_near(f.people_covered, expected[p].people, 1e-9);
        assert_near(f.people, 15000, 1e-9);
    }
    assert_int_equal(series->n_never[0], 3); /* D, E, G */
}

/* --- perimeters that move --- */

static void lines_have_their_own_dates(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif_dated(w, "A", "CLS", "ACTIF", "2018", "2030", "COMMUNE 93001");
    add_line(w, "A", "93002", "2020", "2021-12-31");
    add_line(w, "A", "93003", "2021", NULL);
    world_dispositif_dated(w, "B", "ASV", "ACTIF", "2018", "2030", "DISPOSITIF A");
    finish(w);
    compute(w, 20190101, 20220101, MLG_STEP_YEAR);
    static const double people[] = {1000, 3000, 7000, 5000};
    /* QN09301M, QN09302M (two thirds in 93001), QN09303M */
    static const size_t total[] = {1, 2, 3, 2}, partial[] = {1, 0, 0, 1};
    for (size_t p = 0; p < G_N_ELEMENTS(people); p++)
        for (size_t type = 0; type < 2; type++) {
            mlg_timeline_figure f = get(p, type);
            assert_near(f.people_covered, people[p], 1e-9);
            assert_int_equal(f.qpv_total, total[p]);
            assert_int_equal(f.qpv_partial, partial[p]);
            assert_int_equal(f.qpv_none, 3 - total[p] - partial[p]);
        }
}

/* In a zone, contracts are those present in it, on the day that is told. */
static void contracts_of_a_zone(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif_dated(w, "A", "CLS", "ECHU", "2018", "2020-06", "COMMUNE 93001");
    add_line(w, "A", "93003", "2019", "2020-03");
    world_dispositif_dated(w, "B", "CLS", "ACTIF", "2019", NULL, "COMMUNE 93003");
    world_dispositif_dated(w, "C", "CLS", "ACTIF", "2019", NULL, "");
    finish(w);
    w->options.zone = "com:93003";
    compute(w, 20180101, 20200101, MLG_STEP_YEAR);
    assert_int_equal(get(0, 0).begun, 0);
    assert_int_equal(get(0, 0).in_force, 0);
    assert_int_equal(get(1, 0).begun, 1);
    assert_int_equal(get(1, 0).in_force, 2);
    assert_int_equal(get(2, 0).ended, 0); /* A left the zone before it ended */
    assert_int_equal(get(2, 0).in_force, 1);
    assert_near(get(2, 0).people, 4000, 1e-9);
    w->options.zone = NULL;
    compute(w, 20180101, 20200101, MLG_STEP_YEAR);
    assert_int_equal(get(1, 0).begun, 2);
    assert_int_equal(get(1, 0).in_force, 3);
    assert_int_equal(get(2, 0).ended, 1);
}

/* --- what is not told --- */

static void what_is_not_told_is_in_no_denominator(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif_dated(w, "A", "CLS", "ACTIF", "2019", NULL, "COMMUNE 93001 INCONNUE");
    world_dispositif_dated(w, "B", "CLS", "ACTIF", "2020", NULL, "COMMUNE 93001");
    world_survey(w, "EPCI", "200000001", "CLS", "OUI");
    world_qpv(w, "QN97801M", "97801", 500, "POLYGON((900 900,910 900,910 910,900 910,900 900))");
    finish(w);
    compute(w, 20180101, 20200101, MLG_STEP_YEAR);
    mlg_timeline_figure none = get(0, 0), unknown = get(1, 0), told = get(2, 0);
    assert_int_equal(none.qpv_none, 2);
    assert_int_equal(none.qpv_not_surveyed, 1);
    assert_int_equal(none.qpv_outside, 1);
    assert_near(none.qpv_people, 400, 1e-9);
    assert_near(none.qpv_people_not_told, 160, 1e-9);
    assert_near(none.people, 3000, 1e-9);
    assert_near(none.people_not_told, 12000, 1e-9);
    assert_int_equal(unknown.qpv_unknown, 2);
    assert_int_equal(unknown.qpv_total + unknown.qpv_partial + unknown.qpv_none, 0);
    assert_near(unknown.qpv_people, 0, 1e-9);
    assert_near(unknown.people, 2000, 1e-9);
    assert_int_equal(told.qpv_total, 1);
    assert_int_equal(told.qpv_partial, 1);
    assert_near(told.qpv_people_covered, 300, 1e-9); /* 100, and 200 of 300 by area */
    assert_near(told.people_covered, 1000, 1e-9);
}

int main(void)
{
#undef TEST
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(periods_are_whole),       TEST(the_end_is_not_before_the_start),
        TEST(contracts_begin_and_end), TEST(lines_have_their_own_dates),
        TEST(contracts_of_a_zone),     TEST(what_is_not_told_is_in_no_denominator),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
