/*
 * test_mesh_match.c - QPV of 2015 and 2024 on common ground: kept, changed, split, merged, new,
 * gone, without polygon; slivers by each threshold of the edge rule, just under and just over; the
 * official list and the letters of codes against the polygons.
 */
#include "support/world.h"

#include "mesh/match.h"

#define LAND    "POLYGON((-9000 -9000,9000 -9000,9000 9000,-9000 9000,-9000 -9000))"
#define UNKNOWN ((double)NAN)

/* Corners of a rectangle. */
typedef struct rect {
    double x0, y0, x1, y1;
} rect;

static void qpv(world *w, const char *code, rect r)
{
    g_autofree char *wkt =
        g_strdup_printf("POLYGON((%.9g %.9g,%.9g %.9g,%.9g %.9g,%.9g %.9g,%.9g %.9g))", r.x0, r.y0,
                        r.x1, r.y0, r.x1, r.y1, r.x0, r.y1, r.x0, r.y0);
    world_qpv(w, code, "93001", UNKNOWN, wkt);
}

static void list(world *w, const char *newer, const char *older)
{
    territory_builder_add_match(w->land, base_code(newer), base_code(older),
                                world_origin(w, "liste.csv"));
}

/* A commune that all lie in; the day decides which generation is the run's. */
static void match(world *w)
{
    world_commune(w, "93001", "", 1000, LAND);
    w->territory_options.compare_generations = true;
    world_finish_territory(w);
    assert_ok(mesh_match_qpvs(w->t, &w->monitor, &w->err), &w->err);
}

static const territory_match *find(const world *w, const char *qpv_code, const char *other)
{
    for (size_t i = 0; i < w->t->n_matches; i++)
        if (base_code_equal(w->t->matches[i].qpv, base_code(qpv_code)) &&
            base_code_equal(w->t->matches[i].other, base_code(other)))
            return &w->t->matches[i];
    return NULL;
}

static void assert_match(const world *w, const char *qpv_code, const char *other, double part,
                         double part_other)
{
    const territory_match *m = find(w, qpv_code, other);
    if (m == NULL)
        fail_msg("%s and %s are no match", qpv_code, other);
    assert_near(m->part, part, 1e-9);
    assert_near(m->part_other, part_other, 1e-9);
}

static void the_same_limits_are_kept(void **state)
{
    world *w = *state;
    qpv(w, "QN09301I", (rect){0, 0, 200, 200});
    qpv(w, "QP093001", (rect){0, 0, 200, 200});
    match(w);
    assert_int_equal(w->t->n_matches, 1);
    assert_match(w, "QN09301I", "QP093001", 1, 1);
    assert_true(territory_match_is_kept(&w->t->matches[0]));
    assert_false(w->t->matches[0].listed);
    assert_int_equal(world_count_findings(w, "qpv-lettre-inchange"), 0);
}

static void a_qpv_that_grew_is_changed(void **state)
{
    world *w = *state;
    qpv(w, "QN09301M", (rect){0, 0, 400, 200});
    qpv(w, "QP093001", (rect){0, 0, 100, 200});
    match(w);
    assert_match(w, "QN09301M", "QP093001", 0.25, 1);
    assert_false(territory_match_is_kept(&w->t->matches[0]));
}

static void a_run_of_2015_sees_it_from_the_other_side(void **state)
{
    world *w = *state;
    w->territory_options.date = 20200101;
    qpv(w, "QN09301M", (rect){0, 0, 400, 200});
    qpv(w, "QP093001", (rect){0, 0, 100, 200});
    match(w);
    assert_match(w, "QP093001", "QN09301M", 1, 0.25);
}

static void one_becomes_two(void **state)
{
    world *w = *state;
    qpv(w, "QP093001", (rect){0, 0, 400, 100});
    qpv(w, "QN09301M", (rect){0, 0, 100, 100});
    qpv(w, "QN09302M", (rect){200, 0, 400, 200});
    match(w);
    assert_int_equal(w->t->n_matches, 2);
    assert_match(w, "QN09301M", "QP093001", 1, 0.25);
    assert_match(w, "QN09302M", "QP093001", 0.5, 0.5);
}

static void two_become_one(void **state)
{
    world *w = *state;
    qpv(w, "QP093001", (rect){0, 0, 100, 100});
    qpv(w, "QP093002", (rect){100, 0, 300, 100});
    qpv(w, "QN09301M", (rect){0, 0, 400, 100});
    match(w);
    assert_int_equal(w->t->n_matches, 2);
    assert_match(w, "QN09301M", "QP093001", 0.25, 1);
    assert_match(w, "QN09301M", "QP093002", 0.5, 1);
}

static void new_and_gone_have_no_match(void **state)
{
    world *w = *state;
    qpv(w, "QN09301N", (rect){0, 0, 100, 100});
    qpv(w, "QP093001", (rect){1000, 0, 1100, 100});
    match(w);
    assert_int_equal(w->t->n_matches, 0);
    assert_null(world_finding(w, "qpv-lettre-nouveau"));
}

static void a_qpv_without_polygon_matches_nothing(void **state)
{
    world *w = *state;
    world_qpv(w, "QN09301I", "93001", UNKNOWN, "POLYGON((0 0,50 0,100 0,0 0))"); /* collapsed */
    world_qpv(w, "QN09302I", "93001", UNKNOWN, NULL);
    qpv(w, "QP093001", (rect){0, 0, 100, 100});
    match(w);
    assert_int_equal(w->t->n_matches, 0);
    /* nothing was measured: nothing belies their letters */
    assert_null(world_finding(w, "qpv-lettre-sans-ancien"));
}

static void an_invalid_polygon_is_repaired(void **state)
{
    world *w = *state;
    world_qpv(w, "QN09301M", "93001", UNKNOWN, /* a bow tie: two triangles of 2 500 m2 */
              "POLYGON((0 0,100 100,100 0,0 100,0 0))");
    qpv(w, "QP093001", (rect){0, 0, 50, 100});
    match(w);
    assert_match(w, "QN09301M", "QP093001", 0.5, 0.5);
}

/* --- slivers: a new QPV from x = 0 on, an old one up to x = width, over a height --- */

typedef struct sliver_case {
    const char *name;
    double size, width, height; /* both are squares of this size; common ground */
    bool matched;
} sliver_case;

static const sliver_case slivers[] = {
    {"they touch", 300, 0, 300, false},
    {"3 m along a street", 300, 3, 300, false},
    {"5 % is a part", 100, 5, 100, true},
    {"4.9 %, 490 m2", 100, 4.9, 100, false},
    {"999 m2, 25 m wide", 1000, 39.96, 25, false},
    {"1 000 m2, 25 m wide", 1000, 40, 25, true},
    {"10 m wide, 10 000 m2", 1000, 10, 1000, false},
    {"10.3 m wide, 10 300 m2", 1000, 10.3, 1000, true},
};

static void slivers_are_no_common_ground(void **state)
{
    const sliver_case *c = *state;
    void *made = NULL;
    (void)world_setup(&made);
    world *w = made;
    qpv(w, "QN09301M", (rect){0, 0, c->size, c->size});
    qpv(w, "QP093001", (rect){c->width - c->size, c->height - c->size, c->width, c->height});
    match(w);
    size_t n = w->t->n_matches;
    double part = n > 0 ? w->t->matches[0].part : 0;
    (void)world_teardown(&made);
    assert_int_equal(n, c->matched);
    if (c->matched)
        assert_near(part, c->width * c->height / (c->size * c->size), 1e-9);
}

/* Ten times smaller: 4 % of the large one, 64 % of the small one. */
static void a_small_qpv_inside_a_large_one_is_on_its_ground(void **state)
{
    world *w = *state;
    qpv(w, "QN09301M", (rect){0, 0, 100, 100});
    qpv(w, "QP093001", (rect){80, 80, 105, 105});
    match(w);
    assert_match(w, "QN09301M", "QP093001", 0.04, 0.64);
}

/* --- the official list --- */

static void the_list_gets_its_shares(void **state)
{
    world *w = *state;
    qpv(w, "QN09301M", (rect){0, 0, 200, 100});
    qpv(w, "QP093001", (rect){0, 0, 100, 100});
    qpv(w, "QN09302N", (rect){1000, 0, 1100, 100});
    list(w, "QN09301M", "QP093001");
    list(w, "QN09302N", "");
    match(w);
    assert_int_equal(w->t->n_matches, 2);
    assert_match(w, "QN09301M", "QP093001", 0.5, 1);
    assert_true(find(w, "QN09301M", "QP093001")->listed);
    assert_match(w, "QN09302N", "", UNKNOWN, UNKNOWN);
    assert_null(world_finding(w, "correspondance-sans-surface"));
    assert_null(world_finding(w, "correspondance-absente"));
}

static void a_listed_pair_without_ground_is_kept_and_told(void **state)
{
    world *w = *state;
    qpv(w, "QN09301M", (rect){0, 0, 100, 100});
    qpv(w, "QP093001", (rect){500, 0, 600, 100});
    list(w, "QN09301M", "QP093001");
    match(w);
    assert_match(w, "QN09301M", "QP093001", 0, 0);
    assert_int_equal(world_count_findings(w, "correspondance-sans-surface"), 1);
    assert_string_equal(world_finding(w, "correspondance-sans-surface")->id, "QN09301M");
    assert_string_equal(world_finding(w, "correspondance-sans-surface")->value, "QP093001");
}

static void a_listed_pair_without_polygon_is_not_measured(void **state)
{
    world *w = *state;
    world_qpv(w, "QN09301I", "93001", UNKNOWN, NULL);
    qpv(w, "QP093001", (rect){0, 0, 100, 100});
    list(w, "QN09301I", "QP093001");
    match(w);
    assert_match(w, "QN09301I", "QP093001", UNKNOWN, UNKNOWN);
    assert_null(world_finding(w, "correspondance-sans-surface"));
}

static void ground_that_the_list_does_not_say_is_told(void **state)
{
    world *w = *state;
    qpv(w, "QN09301M", (rect){0, 0, 200, 100});
    qpv(w, "QP093001", (rect){0, 0, 100, 100});
    qpv(w, "QP093002", (rect){100, 0, 200, 200});
    list(w, "QN09301M", "QP093001");
    match(w);
    assert_match(w, "QN09301M", "QP093002", 0.5, 0.5);
    assert_false(find(w, "QN09301M", "QP093002")->listed);
    const mlg_finding *told = world_finding(w, "correspondance-absente");
    assert_int_equal(world_count_findings(w, "correspondance-absente"), 1);
    assert_string_equal(told->value, "QP093002");
    assert_string_equal(told->detail, "50 % / 50 %");
}

/* --- letters, without a list --- */

static void ground_of_a_new_qpv_is_told(void **state)
{
    world *w = *state;
    qpv(w, "QN09301N", (rect){0, 0, 400, 100});
    qpv(w, "QP093001", (rect){0, 0, 100, 100});
    match(w);
    assert_string_equal(world_finding(w, "qpv-lettre-nouveau")->id, "QN09301N");
    assert_string_equal(world_finding(w, "qpv-lettre-nouveau")->detail, "25 % / 100 %");
}

static void an_unchanged_qpv_that_changed_is_told(void **state)
{
    world *w = *state;
    qpv(w, "QN09301I", (rect){0, 0, 200, 100});
    qpv(w, "QN09302I", (rect){0, 500, 100, 600});
    qpv(w, "QP093001", (rect){0, 0, 159, 100});
    qpv(w, "QP093002", (rect){0, 500, 81, 600});
    match(w);
    assert_int_equal(world_count_findings(w, "qpv-lettre-inchange"), 1);
    assert_string_equal(world_finding(w, "qpv-lettre-inchange")->id, "QN09301I");
    assert_string_equal(world_finding(w, "qpv-lettre-inchange")->value, "QP093001");
}

static void an_old_qpv_on_new_ground_is_told(void **state)
{
    world *w = *state;
    qpv(w, "QN09301M", (rect){0, 0, 100, 100});
    qpv(w, "QP093001", (rect){1000, 0, 1100, 100});
    match(w);
    assert_string_equal(world_finding(w, "qpv-lettre-sans-ancien")->id, "QN09301M");
}

/* Without a QPV of 2015 in the département, its layer was not given. */
static void without_a_layer_of_2015_there_nothing_is_told(void **state)
{
    world *w = *state;
    qpv(w, "QN09301M", (rect){0, 0, 100, 100});
    qpv(w, "QP059001", (rect){1000, 0, 1100, 100});
    match(w);
    assert_null(world_finding(w, "qpv-lettre-sans-ancien"));
}

static void elsewhere_nothing_is_told(void **state)
{
    world *w = *state;
    qpv(w, "QN05901N", (rect){0, 0, 100, 100});
    qpv(w, "QP059001", (rect){0, 0, 100, 100});
    match(w);
    assert_match(w, "QN05901N", "QP059001", 1, 1);
    assert_null(world_finding(w, "qpv-lettre-nouveau"));
}

/* --- coordinate systems --- */

static void layers_of_two_crs_meet_in_the_computing_crs(void **state)
{
    world *w = *state;
    w->crs = "EPSG:5490";
    w->dx = 640000;
    w->dy = 1790000;
    qpv(w, "QN97101M", (rect){0, 0, 200, 100});
    w->crs = "EPSG:32620"; /* the same zone of UTM: the same metres to some centimetres */
    qpv(w, "QP971001", (rect){0, 0, 100, 100});
    w->crs = WORLD_CRS;
    w->dx = WORLD_X;
    w->dy = WORLD_Y;
    match(w);
    const territory_match *m = find(w, "QN97101M", "QP971001");
    assert_non_null(m);
    assert_near(m->part, 0.5, 0.02);
    assert_near(m->part_other, 1, 0.02);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_same_limits_are_kept),
        TEST(a_qpv_that_grew_is_changed),
        TEST(a_run_of_2015_sees_it_from_the_other_side),
        TEST(one_becomes_two),
        TEST(two_become_one),
        TEST(new_and_gone_have_no_match),
        TEST(a_qpv_without_polygon_matches_nothing),
        TEST(an_invalid_polygon_is_repaired),
        TEST(a_small_qpv_inside_a_large_one_is_on_its_ground),
        TEST(the_list_gets_its_shares),
        TEST(a_listed_pair_without_ground_is_kept_and_told),
        TEST(a_listed_pair_without_polygon_is_not_measured),
        TEST(ground_that_the_list_does_not_say_is_told),
        TEST(ground_of_a_new_qpv_is_told),
        TEST(an_unchanged_qpv_that_changed_is_told),
        TEST(an_old_qpv_on_new_ground_is_told),
        TEST(without_a_layer_of_2015_there_nothing_is_told),
        TEST(elsewhere_nothing_is_told),
        TEST(layers_of_two_crs_meet_in_the_computing_crs),
    };
    int failures = run_table(slivers, slivers_are_no_common_ground);
    return failures + cmocka_run_group_tests(tests, NULL, NULL);
}
