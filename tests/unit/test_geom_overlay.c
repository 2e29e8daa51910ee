/*
 * test_geom_overlay.c - the guard of overlays. What overlays give on known shapes is in
 * tests/cases/overlay.
 */
#include "test_geom_fixture.h"

#define SQUARE "POLYGON((0 0,20 0,20 20,0 20,0 0))"

/*
 * The kind of libgeos/geos#1523: a square inside a polygon whose hole, nearly on a line and 3e-10
 * m2 or less large, crosses the square's side. GEOS 3.11 makes the square vanish, and says nothing.
 */
static const char *const misleading[] = {
    "POLYGON((-10 -5,25 -8,30 30,-7 26,-10 -5),"
    "(-0.8 11.426,10.185 11.426002084375199,1.68261 11.426000471068795,-0.8 11.426))",
    "POLYGON((-10 -5,25 -8,30 30,-7 26,-10 -5),"
    "(-0.253 9.325,5.409 9.3250000557073331,-0.162408 9.3250000008913165,-0.253 9.325))",
    "POLYGON((-10 -5,25 -8,30 30,-7 26,-10 -5),"
    "(-0.956 9.247,9.213 9.2470000698281893,1.047293 9.2470000137561534,-0.956 9.247))",
};

typedef struct expected_areas {
    geom_overlay_op op;
    double square_first, square_second;
} expected_areas;

/* The outer polygon has 1240 m2. */
static const expected_areas expected[] = {
    {GEOM_INTERSECTION, 400, 400},
    {GEOM_DIFFERENCE, 0, 1240 - 400},
    {GEOM_UNION, 1240, 1240},
};

static void test_misleading_hole(void **state)
{
    fixture *f = *state;
    geom *square = geom_of(f, SQUARE);
    size_t n_caught = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(misleading); i++) {
        geom *holed = geom_of(f, misleading[i]);
        for (size_t j = 0; j < G_N_ELEMENTS(expected); j++) {
            for (int swapped = 0; swapped < 2; swapped++) {
                geom *result = NULL;
                geom_overlay_report report;
                assert_ok(geom_overlay(expected[j].op, swapped ? holed : square,
                                       swapped ? square : holed, &result, &report, &f->err),
                          &f->err);
                double area = swapped ? expected[j].square_second : expected[j].square_first;
                assert_near(geom_area(keep(f, result)), area, 1e-6);
                assert_near(report.area_precise, area, 0.2);
                /* GEOS is wrong if and only if the guard says so */
                bool wrong = !(fabs(report.area_float - area) < 1e-3);
                assert_int_equal(report.verdict != GEOM_OVERLAY_AGREED, wrong);
                n_caught += wrong;
            }
        }
    }
    print_message("GEOS %s is wrong in %zu of 18 overlays\n", geom_version(), n_caught);
    if (strcmp(geom_version(), "3.11.1") == 0)
        assert_true(n_caught >= 3);
}

/* Neither hole nor part to drop: an edge of one is an edge of the other but for the last digit. */
static void test_last_digit(void **state)
{
    fixture *f = *state;
    geom *a = geom_of(f, "POLYGON((26.533372153776408 56.693522285992991,114.31033444325922 "
                         "13.370426401202764,157.63343032804946 101.14738869068557,"
                         "69.856468038566632 144.47048457547581,26.533372153776408 "
                         "56.693522285992991))");
    geom *b = geom_of(f, "POLYGON((26.533372153776412 56.693522285992991,114.31033444325922 "
                         "13.370426401202762,152.59780562343656 82.953896613519589,"
                         "60.876909152274749 126.27699249830982,26.533372153776412 "
                         "56.693522285992991))");
    double areas[2] = {0};
    const geom_overlay_op ops[] = {GEOM_INTERSECTION, GEOM_DIFFERENCE};
    for (int i = 0; i < 2; i++) {
        geom *result = NULL;
        geom_overlay_report report;
        assert_ok(geom_overlay(ops[i], a, b, &result, &report, &f->err), &f->err);
        areas[i] = geom_area(keep(f, result));
        bool wrong = fabs(report.area_float - areas[i]) > 1;
        assert_int_equal(report.verdict, wrong ? GEOM_OVERLAY_PRECISE : GEOM_OVERLAY_AGREED);
        if (strcmp(geom_version(), "3.11.1") == 0)
            assert_true(wrong);
        /* the grid of the report is coarser than that of the result */
        assert_near(report.area_precise, areas[i], 0.1);
    }
    assert_near(areas[0], 7678.1467, 1e-3);
    assert_near(areas[0] + areas[1], geom_area(a), 1e-3);
}

typedef struct shape_case {
    const char *name;
    geom_overlay_op op;
    const char *a, *b, *result;
} shape_case;

#define FAR     "POLYGON((50 0,60 0,60 10,50 0))"
#define INNER   "POLYGON((5 5,6 5,6 6,5 6,5 5))"
#define HOLED   "POLYGON((0 0,20 0,20 20,0 20,0 0),(5 5,6 5,6 6,5 6,5 5))"
#define RING    "POLYGON((2 2,9 2,9 9,2 9,2 2),(4 4,7 4,7 7,4 7,4 4))"
#define ISLANDS "MULTIPOLYGON(((0 0,20 0,20 20,0 20,0 0)),((30 0,40 0,40 9,30 9,30 0)))"

/* Those that predicates settle, and their neighbours that they must not. */
static const shape_case shapes[] = {
    {"apart", GEOM_INTERSECTION, SQUARE, FAR, "POLYGON EMPTY"},
    {"apart", GEOM_DIFFERENCE, SQUARE, FAR, SQUARE},
    {"apart", GEOM_UNION, SQUARE, FAR,
     "MULTIPOLYGON(((0 0,20 0,20 20,0 20,0 0)),((50 0,60 0,60 10,50 0)))"},
    {"inside", GEOM_INTERSECTION, SQUARE, INNER, INNER},
    {"inside", GEOM_INTERSECTION, INNER, SQUARE, INNER},
    {"inside", GEOM_DIFFERENCE, SQUARE, INNER, HOLED},
    {"inside", GEOM_DIFFERENCE, INNER, SQUARE, "POLYGON EMPTY"},
    {"inside", GEOM_UNION, SQUARE, INNER, SQUARE},
    {"a ring inside", GEOM_DIFFERENCE, SQUARE, RING,
     "MULTIPOLYGON(((0 0,20 0,20 20,0 20,0 0),(2 2,9 2,9 9,2 9,2 2)),((4 4,7 4,7 7,4 7,4 4)))"},
    {"inside the second part", GEOM_DIFFERENCE, ISLANDS, "POLYGON((31 1,32 1,32 2,31 2,31 1))",
     "MULTIPOLYGON(((0 0,20 0,20 20,0 20,0 0)),"
     "((30 0,40 0,40 9,30 9,30 0),(31 1,32 1,32 2,31 2,31 1)))"},
    {"two inside", GEOM_DIFFERENCE, SQUARE,
     "MULTIPOLYGON(((1 1,2 1,2 2,1 2,1 1)),((5 5,6 5,6 6,5 6,5 5)))",
     "POLYGON((0 0,20 0,20 20,0 20,0 0),(1 1,2 1,2 2,1 2,1 1),(5 5,6 5,6 6,5 6,5 5))"},
    {"in the hole", GEOM_INTERSECTION, RING, "POLYGON((5 5,6 5,6 6,5 6,5 5))", "POLYGON EMPTY"},
    {"touching inside", GEOM_DIFFERENCE, SQUARE, "POLYGON((0 5,5 5,5 9,0 9,0 5))",
     "POLYGON((0 0,20 0,20 20,0 20,0 9,5 9,5 5,0 5,0 0))"},
    {"itself", GEOM_DIFFERENCE, SQUARE, SQUARE, "POLYGON EMPTY"},
    {"itself", GEOM_INTERSECTION, SQUARE, SQUARE, SQUARE},
    {"empty", GEOM_INTERSECTION, SQUARE, "POLYGON EMPTY", "POLYGON EMPTY"},
    {"empty", GEOM_DIFFERENCE, SQUARE, "POLYGON EMPTY", SQUARE},
    {"empty", GEOM_DIFFERENCE, "POLYGON EMPTY", SQUARE, "POLYGON EMPTY"},
    {"empty", GEOM_UNION, "POLYGON EMPTY", SQUARE, SQUARE},
};

static void test_shapes(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++) {
        const shape_case *c = &shapes[i];
        geom *result = NULL;
        geom_overlay_report report;
        assert_ok(
            geom_overlay(c->op, geom_of(f, c->a), geom_of(f, c->b), &result, &report, &f->err),
            &f->err);
        keep(f, result);
        if (!is_wkt(f, result, c->result) || report.verdict != GEOM_OVERLAY_AGREED)
            fail_msg("%s, operation %d: area %g", c->name, (int)c->op, geom_area(result));
        assert_near(report.area_float, geom_area(result), 1e-9);
        assert_near(report.area_precise, geom_area(result), 1e-9);
    }
}

/* GEOS refuses an invalid operand here; its sentence is the tail of ours, and nothing leaks. */
static void test_invalid_operand(void **state)
{
    fixture *f = *state;
    geom *bow_tie = geom_of(f, "POLYGON((0 0,2 2,2 0,0 2,0 0))");
    geom *square = geom_of(f, "POLYGON((-1 0.5,3 0.5,3 1.5,-1 1.5,-1 0.5))"), *result = NULL;
    mlg_status status = geom_overlay(GEOM_INTERSECTION, bow_tie, square, &result, NULL, &f->err);
    if (status == MLG_OK) {
        keep(f, result);
        return;
    }
    assert_int_equal(status, MLG_E_GEOMETRY);
    assert_contains(f->err.message, "overlay not computed: GEOS: ");
    assert_null(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fixture_test(test_misleading_hole),
        fixture_test(test_last_digit),
        fixture_test(test_shapes),
        fixture_test(test_invalid_operand),
    };
    return cmocka_run_group_tests_name("geom_overlay", tests, NULL, NULL);
}
