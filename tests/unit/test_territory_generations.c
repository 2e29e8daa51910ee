/*
 * test_territory_generations.c - QPV of both generations in one territory: the view with the other
 * one, the official list seen from either, and which QPV is the same as before.
 */
#include "support/world.h"

#define UNKNOWN ((double)NAN)

static void add_match(world *w, const char *newer, const char *older)
{
    territory_builder_add_match(w->land, base_code(newer), base_code(older),
                                world_origin(w, "liste.csv"));
}

/* Two départements, mainland and overseas, each with its QPV of both generations. */
static void fill(world *w)
{
    world_commune(w, "93066", "", UNKNOWN, NULL);
    world_commune(w, "97411", "", UNKNOWN, NULL);
    world_qpv(w, "QN09301M", "93066", 1000, NULL);
    world_qpv(w, "QN97401I", "97411", 2000, NULL);
    world_qpv(w, "QP093028", "93066", 1100, NULL);
    world_qpv(w, "QP974001", "97411", 2100, NULL);
}

static char *codes_of(const mlg_territory *t)
{
    GString *codes = g_string_new(NULL);
    for (size_t q = 0; q < t->n_qpvs; q++)
        g_string_append_printf(codes, "%s%s", q > 0 ? "," : "", t->qpvs[q].code.s);
    return g_string_free(codes, FALSE);
}

typedef struct both_case {
    const char *name;
    int date;
    const char *run, *compared;
    int generation, compared_generation; /* 0: both, by place */
} both_case;

static const both_case both_cases[] = {
    {"end of 2023", 20231231, "QP093028,QP974001", "QN09301M,QN97401I", 2015, 2024},
    {"2024-01-01: the mainland changes", 20240101, "QN09301M,QP974001", "QN97401I,QP093028", 0, 0},
    {"2024-12-31", 20241231, "QN09301M,QP974001", "QN97401I,QP093028", 0, 0},
    {"2025-01-01: overseas too", 20250101, "QN09301M,QN97401I", "QP093028,QP974001", 2024, 2015},
};

static void those_in_force_are_the_runs_and_the_others_are_compared(void **state)
{
    const both_case *c = *state;
    void *made = NULL;
    (void)world_setup(&made);
    world *w = made;
    w->territory_options.date = c->date;
    w->territory_options.compare_generations = true;
    fill(w);
    world_finish_territory(w);
    const mlg_territory *compared = mlg_territory_compared(w->t);
    g_autofree char *run = codes_of(w->t);
    g_autofree char *others = codes_of(compared);
    assert_string_equal(run, c->run);
    assert_string_equal(others, c->compared);
    assert_int_equal(w->t->qpv_generation, c->generation);
    assert_int_equal(compared->qpv_generation, c->compared_generation);
    assert_int_equal(territory_generation_at(w->t, base_code("QP093028")),
                     c->date < 20240101 ? 2015 : 2024);
    assert_int_equal(territory_generation_at(w->t, base_code("QN97401I")),
                     c->date < 20250101 ? 2015 : 2024);
    (void)world_teardown(&made);
}

static void the_view_shares_all_but_qpv(void **state)
{
    world *w = *state;
    w->territory_options.compare_generations = true;
    fill(w);
    world_finish_territory(w);
    const mlg_territory *compared = mlg_territory_compared(w->t);
    assert_ptr_equal(compared->communes, w->t->communes);
    assert_ptr_equal(compared->run, w->t);
    assert_null(mlg_territory_compared(compared));
    assert_near(compared->qpvs[territory_find_qpv(compared, base_code("QP974001"))].population,
                2100, 0);
    assert_int_equal(mlg_territory_count(compared, MLG_QPV), 2);
    assert_string_equal(compared->qpvs[0].list[0].s, "93066");
}

static void one_generation_has_no_other(void **state)
{
    world *w = *state;
    fill(w);
    world_finish_territory(w);
    assert_null(mlg_territory_compared(w->t));
    assert_int_equal(w->t->n_matches, 0);
}

static void fails(world *w, const char *message, const char *hint)
{
    mlg_status status =
        territory_builder_finish(w->land, &w->territory_options, &w->monitor, &w->t, &w->err);
    assert_int_equal(status, MLG_E_FORMAT);
    assert_contains(w->err.message, message);
    assert_contains(w->err.hint, hint);
}

static void both_need_a_layer_of_each(void **state)
{
    world *w = *state;
    w->territory_options.compare_generations = true;
    world_commune(w, "93066", "", UNKNOWN, NULL);
    world_qpv(w, "QN09301M", "93066", UNKNOWN, NULL);
    fails(w, "2015", "--qpv 2024 --qpv 2015");
}

/* --- the official list --- */

static const territory_match *match(const world *w, size_t i, const char *qpv, const char *other)
{
    assert_true(i < w->t->n_matches);
    assert_string_equal(w->t->matches[i].qpv.s, qpv);
    assert_string_equal(w->t->matches[i].other.s, other);
    assert_true(w->t->matches[i].listed);
    assert_true(isnan(w->t->matches[i].part) && isnan(w->t->matches[i].part_other));
    return &w->t->matches[i];
}

static void fill_list(world *w)
{
    fill(w);
    world_qpv(w, "QN09302N", "93066", UNKNOWN, NULL);
    world_qpv(w, "QP093029", "93066", UNKNOWN, NULL);
    add_match(w, "QN97401I", "QP974001");
    add_match(w, "QN09302N", "");
    add_match(w, "QN09301M", "QP093029");
    add_match(w, "QN09301M", "QP093028");
    add_match(w, "QN09301M", "QP093028"); /* twice */
}

static void the_list_is_seen_from_2024(void **state)
{
    world *w = *state;
    fill_list(w);
    world_finish_territory(w);
    assert_true(w->t->has_match_list);
    assert_int_equal(w->t->n_matches, 4);
    match(w, 0, "QN09301M", "QP093028");
    match(w, 1, "QN09301M", "QP093029");
    match(w, 2, "QN09302N", "");
    match(w, 3, "QN97401I", "QP974001");
}

static void the_list_is_seen_from_2015(void **state)
{
    world *w = *state;
    w->territory_options.date = 20200101;
    fill_list(w);
    world_finish_territory(w);
    assert_int_equal(w->t->n_matches, 4);
    match(w, 0, "QP093028", "QN09301M");
    match(w, 1, "QP093029", "QN09301M");
    match(w, 2, "QP974001", "QN97401I");
    match(w, 3, "", "QN09302N"); /* those without one of the run are last */
}

static void the_list_is_seen_from_either_in_2024(void **state)
{
    world *w = *state;
    w->territory_options.date = 20240630;
    fill_list(w);
    world_finish_territory(w);
    match(w, 0, "QN09301M", "QP093028");
    match(w, 2, "QN09302N", "");
    match(w, 3, "QP974001", "QN97401I");
}

static void codes_that_no_layer_has_are_told(void **state)
{
    world *w = *state;
    fill(w);
    add_match(w, "QN09301M", "QP093028");
    add_match(w, "QN09377M", "QP093077"); /* of 2015 nothing is expected in this run */
    add_match(w, "QN05901M", "QP059001"); /* out of view */
    world_finish_territory(w);
    /* that of the list, after that of the populations of 2015 */
    assert_int_equal(world_count_findings(w, "code-sans-unite"), 2);
    assert_string_equal(world_finding(w, "code-sans-unite")->value, "QN09377M");
    assert_string_equal(world_finding(w, "code-sans-unite")->detail, "1");
    assert_string_equal(world_finding(w, "code-sans-unite")->file, "liste.csv");
}

static void with_both_generations_both_codes_are_looked_for(void **state)
{
    world *w = *state;
    w->territory_options.compare_generations = true;
    fill(w);
    add_match(w, "QN09301M", "QP093028");
    add_match(w, "QN09377M", "QP093077");
    world_finish_territory(w);
    assert_string_equal(world_finding(w, "code-sans-unite")->detail, "2");
}

static void a_list_of_elsewhere_is_an_error(void **state)
{
    world *w = *state;
    fill(w);
    add_match(w, "QN05901M", "QP059001");
    fails(w, "liste.csv", "one territory");
    assert_contains(w->err.message, "QN05901M");
}

/* --- which QPV is the same --- */

typedef struct kept_case {
    const char *newer;
    double part_newer, part_older;
    bool kept;
} kept_case;

static const kept_case kept_cases[] = {
    {"QN09301I", 0.83, 0.99, true},       /* the letter, and shares that do not belie it */
    {"QN09301I", 0.79, 0.99, false},      /* belied */
    {"QN09301I", UNKNOWN, UNKNOWN, true}, /* nothing measured: the letter */
    {"QN09301M", 1, 1, false},            /* changed, says the code */
    {"QN09301M", UNKNOWN, UNKNOWN, false},
    {"QN09301N", 0.96, 0.95, true}, /* new in name, the same on the ground */
    {"QN09301N", 0.96, 0.949, false},
    {"QN97601C", 0.949, 1, false},
};

static void a_qpv_is_kept_by_its_letter_and_its_shares(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(kept_cases); i++) {
        const kept_case *c = &kept_cases[i];
        territory_match seen_from_2024 = {.qpv = base_code(c->newer),
                                          .other = base_code("QP093028"),
                                          .part = c->part_newer,
                                          .part_other = c->part_older};
        territory_match seen_from_2015 = {.qpv = base_code("QP093028"),
                                          .other = base_code(c->newer),
                                          .part = c->part_older,
                                          .part_other = c->part_newer};
        if (territory_match_is_kept(&seen_from_2024) != c->kept ||
            territory_match_is_kept(&seen_from_2015) != c->kept)
            fail_msg("%s %g %g", c->newer, c->part_newer, c->part_older);
    }
}

/* The day of a stored territory moves while the QPV in force are the same; what changes is told as
 * it is: overseas alone in 2024. */
static void a_territory_goes_to_no_day_of_other_qpv(void **state)
{
    world *w = *state;
    w->territory_options.date = 20260630;
    fill(w);
    world_finish_territory(w);
    assert_int_equal(territory_set_date(w->t, 20250101, "t.gpkg", &w->err), MLG_OK);
    assert_int_equal(w->t->qpv_date, 20250101);
    assert_int_equal(territory_set_date(w->t, 20241231, "t.gpkg", &w->err), MLG_E_CONFLICT);
    assert_string_equal(w->err.message, "t.gpkg: built for 2025-01-01, when the QPV of 2024 are in "
                                        "force overseas, and on 2024-12-31 those of 2015 are");
    assert_contains(w->err.hint, "--qpv-generation");
    assert_int_equal(territory_set_date(w->t, 20231231, "t.gpkg", &w->err), MLG_E_CONFLICT);
    assert_string_equal(w->err.message, "t.gpkg: built for 2025-01-01, when the QPV of 2024 are in "
                                        "force, and on 2023-12-31 those of 2015 are");
    assert_int_equal(w->t->qpv_date, 20250101);
}

#define WORLD(f) cmocka_unit_test_setup_teardown(f, world_setup, world_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD(the_view_shares_all_but_qpv),
        WORLD(one_generation_has_no_other),
        WORLD(both_need_a_layer_of_each),
        WORLD(the_list_is_seen_from_2024),
        WORLD(the_list_is_seen_from_2015),
        WORLD(the_list_is_seen_from_either_in_2024),
        WORLD(codes_that_no_layer_has_are_told),
        WORLD(with_both_generations_both_codes_are_looked_for),
        WORLD(a_list_of_elsewhere_is_an_error),
        WORLD(a_territory_goes_to_no_day_of_other_qpv),
        cmocka_unit_test(a_qpv_is_kept_by_its_letter_and_its_shares),
    };
    int failures = run_table(both_cases, those_in_force_are_the_runs_and_the_others_are_compared);
    return failures + cmocka_run_group_tests(tests, NULL, NULL);
}
