/*
 * test_geom_measure.c - geometries in and out, and what is measured on one.
 */
#include "test_geom_fixture.h"

#define SQUARE "POLYGON((0 0,10 0,10 10,0 10,0 0))"
#define HOLED  "POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,4 2,4 4,2 4,2 2))"

static void test_from_wkb(void **state)
{
    fixture *f = *state;
    geom *untouched = NULL;
    GBytes *junk = keep_bytes(f, g_bytes_new_static("junk WKB", 8));
    assert_int_equal(geom_from_wkb(f->ctx, junk, &untouched, &f->err), MLG_E_GEOMETRY);
    assert_string_equal(f->err.message, "geometry is not WKB: byte order 106");
    assert_null(untouched);
    /* what has no area is read all the same; geom_repair tells that it collapsed */
    assert_near(geom_area(geom_of(f, "POLYGON((3 3))")), 0, 0);
    assert_near(geom_area(geom_of(f, "POLYGON((3 3,4 4))")), 0, 0);
    assert_true(geom_is_empty(geom_of(f, "POLYGON EMPTY")));
}

/* Whatever the rings' direction, start and order, one geometry has one form. */
static void test_normal_form(void **state)
{
    fixture *f = *state;
    const char *forms[] = {
        "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0),(2 2,2 4,4 4,4 2,2 2),(6 6,6 7,7 7,6 6)),"
        "((20 0,21 0,21 1,20 0)))",
        "MULTIPOLYGON(((21 1,21 0,20 0,21 1)),"
        "((10 10,10 0,0 0,0 10,10 10),(7 7,6 6,6 7,7 7),(4 4,4 2,2 2,2 4,4 4)))",
    };
    GBytes *first = NULL, *second = NULL;
    assert_ok(geom_to_wkb(geom_of(f, forms[0]), &first, &f->err), &f->err);
    keep_bytes(f, first);
    assert_ok(geom_to_wkb(geom_of(f, forms[1]), &second, &f->err), &f->err);
    keep_bytes(f, second);
    assert_true(g_bytes_equal(first, second));
    assert_true(g_bytes_equal(first, keep_bytes(f, geom_wkb_orient(first))));
    GBytes *empty = NULL;
    assert_ok(geom_to_wkb(geom_of(f, "POLYGON EMPTY"), &empty, &f->err), &f->err);
    assert_true(geom_wkb_is_empty(keep_bytes(f, empty)));
}

static void test_measures(void **state)
{
    fixture *f = *state;
    geom *holed = geom_of(f, HOLED), *copy = NULL, *empty = geom_of(f, "POLYGON EMPTY");
    assert_near(geom_area(holed), 96, 0);
    assert_near(geom_perimeter(holed), 48, 0);
    geom_box box = geom_bounds(holed);
    assert_true(box.min_x == 0 && box.min_y == 0 && box.max_x == 10 && box.max_y == 10);
    assert_ok(geom_clone(holed, &copy, &f->err), &f->err);
    assert_near(geom_area(keep(f, copy)), 96, 0);
    assert_near(geom_area(empty), 0, 0);
    assert_near(geom_perimeter(empty), 0, 0);
    box = geom_bounds(empty);
    assert_true(box.min_x > box.max_x);
    geom_free(NULL);
    assert_string_equal(geom_version(), "3.11.1");
}

typedef struct width_case {
    const char *wkt;
    double width;
} width_case;

static const width_case width_cases[] = {
    {SQUARE, 10},
    {"POLYGON((0 0,1 0,1 1,0 0))", 2 - 1.4142135623730951},
    {"POLYGON((0 0,500 0,500 3,0 3,0 0))", 3},
    {"POLYGON((0 0,300 400,299.2 400.6,-0.8 0.6,0 0))", 1},
    {"POLYGON((0 0,10 0,10 10,0 10,0 0),(4 4,6 4,6 6,4 6,4 4))", 4.686291501015239},
    {"MULTIPOLYGON(((0 0,2 0,2 2,0 2,0 0)),((50 0,53 0,53 3,50 3,50 0)))", 3},
    /* two squares and a passage of 1 cm; the box's middle is on a vertex */
    {"POLYGON((0 0,4 0,4 2,6 2,6 0,10 0,10 4,6 4,6 2.01,4 2.01,4 4,0 4,0 0))", 4},
    {"POLYGON((-5 0,0 0,5 0,5 5,0 0.001,-5 5,-5 0))", 2.9289},
    {"POLYGON((0 0,1000000 0,1000000 0.000001,0 0.000001,0 0))", 0},
    {"POLYGON EMPTY", 0},
};

static void test_width(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < G_N_ELEMENTS(width_cases); i++) {
        const width_case *c = &width_cases[i];
        for (int far = 0; far < 2; far++) {
            double width = -1;
            geom *g = geom_at(f, c->wkt, far * 4e6, far * 3e6);
            assert_ok(geom_width(g, 0.01, &width, &f->err), &f->err);
            if (fabs(width - c->width) > 0.01)
                fail_msg("%s: width %g, expected %g", c->wkt, width, c->width);
        }
    }
}

static void test_points(void **state)
{
    fixture *f = *state;
    geom *ring = geom_of(f, "POLYGON((0 0,10 0,10 10,0 10,0 0),(1 1,9 1,9 9,1 9,1 1))");
    double x = -1, y = -1;
    assert_ok(geom_inner_point(ring, &x, &y, &f->err), &f->err);
    assert_true(geom_contains_point(ring, x, y));
    assert_false(geom_contains_point(ring, 5, 5));
    assert_false(geom_contains_point(ring, 11, 5));
    assert_true(geom_contains_point(ring, 0, 5)); /* its boundary belongs to it */
    assert_true(geom_contains_point(ring, 9, 9));
    geom *empty = geom_of(f, "POLYGON EMPTY");
    assert_int_equal(geom_inner_point(empty, &x, &y, &f->err), MLG_E_GEOMETRY);
    assert_string_equal(f->err.message, "an empty geometry has no inner point");
    assert_false(geom_contains_point(empty, 0, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fixture_test(test_from_wkb), fixture_test(test_normal_form), fixture_test(test_measures),
        fixture_test(test_width),    fixture_test(test_points),
    };
    return cmocka_run_group_tests_name("geom_measure", tests, NULL, NULL);
}
