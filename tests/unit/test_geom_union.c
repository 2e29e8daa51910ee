/*
 * test_geom_union.c - unions of many geometries that may overlap.
 */
#include "test_geom_fixture.h"

typedef struct union_case {
    const char *name, *items[4], *result;
} union_case;

static const union_case cases[] = {
    {"nothing", {NULL}, "POLYGON EMPTY"},
    {"one", {"POLYGON((0 0,4 0,4 4,0 4,0 0))"}, "POLYGON((0 0,4 0,4 4,0 4,0 0))"},
    {"empty ones", {"POLYGON EMPTY", "POLYGON EMPTY"}, "POLYGON EMPTY"},
    {"overlapping",
     {"POLYGON((0 0,4 0,4 4,0 4,0 0))", "POLYGON((2 2,6 2,6 6,2 6,2 2))"},
     "POLYGON((0 0,4 0,4 2,6 2,6 6,2 6,2 4,0 4,0 0))"},
    {"one in the other",
     {"POLYGON((0 0,9 0,9 9,0 9,0 0))", "POLYGON((2 2,4 2,4 4,2 4,2 2))", "POLYGON EMPTY"},
     "POLYGON((0 0,9 0,9 9,0 9,0 0))"},
    {"apart and adjacent",
     {"POLYGON((0 0,1 0,1 1,0 1,0 0))", "POLYGON((1 0,2 0,2 1,1 1,1 0))",
      "POLYGON((5 5,6 5,6 6,5 6,5 5))"},
     "MULTIPOLYGON(((0 0,1 0,2 0,2 1,1 1,0 1,0 0)),((5 5,6 5,6 6,5 6,5 5)))"},
    {"around a hole",
     {"POLYGON((0 0,9 0,9 3,0 3,0 0))", "POLYGON((0 6,9 6,9 9,0 9,0 6))",
      "POLYGON((0 0,3 0,3 9,0 9,0 0))", "POLYGON((6 0,9 0,9 9,6 9,6 0))"},
     "POLYGON((0 0,3 0,6 0,9 0,9 3,9 6,9 9,6 9,3 9,0 9,0 6,0 3,0 0),(3 3,3 6,6 6,6 3,3 3))"},
};

static void test_known(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const geom *items[4] = {NULL};
        geom *all = NULL;
        size_t n = 0;
        for (; n < 4 && cases[i].items[n]; n++)
            items[n] = geom_of(f, cases[i].items[n]);
        assert_ok(geom_union_all(f->ctx, items, n, &all, &f->err), &f->err);
        keep(f, all);
        if (!is_wkt(f, all, cases[i].result))
            fail_msg("%s: area %g", cases[i].name, geom_area(all));
    }
}

/* Edges that differ in the last digit make GEOS's union lose a side (as libgeos/geos#1354). */
static void test_last_digit(void **state)
{
    fixture *f = *state;
    const geom *items[] = {
        geom_of(f, "POLYGON((26.533372153776408 56.693522285992991,114.31033444325922 "
                   "13.370426401202764,157.63343032804946 101.14738869068557,69.856468038566632 "
                   "144.47048457547581,26.533372153776408 56.693522285992991))"),
        geom_of(f, "POLYGON((26.533372153776412 56.693522285992991,114.31033444325922 "
                   "13.370426401202762,152.59780562343656 82.953896613519589,60.876909152274749 "
                   "126.27699249830982,26.533372153776412 56.693522285992991))")};
    geom *all = NULL;
    assert_ok(geom_union_all(f->ctx, items, 2, &all, &f->err), &f->err);
    keep(f, all);
    double both = geom_area(items[0]) + geom_area(items[1]);
    assert_near(geom_area(all), both - 7678.1467, 1e-3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {fixture_test(test_known), fixture_test(test_last_digit)};
    return cmocka_run_group_tests_name("geom_union", tests, NULL, NULL);
}
