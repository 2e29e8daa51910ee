/*
 * test_geom_overlap.c - shared areas by integration, on cases whose area is known by hand.
 */
#include "test_geom_fixture.h"

typedef struct overlap_case {
    const char *name, *a, *b;
    double area;
} overlap_case;

static const overlap_case cases[] = {
    {"a quarter of each", "POLYGON((0 0,10 0,10 10,0 10,0 0))",
     "POLYGON((5 5,15 5,15 15,5 15,5 5))", 25},
    {"itself", "POLYGON((0 0,10 0,10 10,0 0))", "POLYGON((0 0,10 0,10 10,0 0))", 50},
    {"inside", "POLYGON((0 0,10 0,10 10,0 10,0 0))", "POLYGON((2 3,4 3,4 7,2 7,2 3))", 8},
    {"either orientation", "POLYGON((0 0,0 10,10 10,10 0,0 0))", "POLYGON((2 3,4 3,4 7,2 7,2 3))",
     8},
    {"a shared side", "POLYGON((0 0,10 0,10 10,0 10,0 0))", "POLYGON((10 0,20 0,20 10,10 10,10 0))",
     0},
    {"a shared corner", "POLYGON((0 0,10 0,10 10,0 10,0 0))",
     "POLYGON((10 10,20 10,20 20,10 20,10 10))", 0},
    {"apart, boxes that meet", "POLYGON((0 0,10 0,0 10,0 0))", "POLYGON((10 10,10 1,1 10,10 10))",
     0},
    {"apart", "POLYGON((0 0,1 0,1 1,0 0))", "POLYGON((5 5,6 5,6 6,5 5))", 0},
    {"in a hole", "POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,8 2,8 8,2 8,2 2))",
     "POLYGON((3 3,7 3,7 7,3 7,3 3))", 0},
    {"over a hole", "POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,8 2,8 8,2 8,2 2))",
     "POLYGON((0 0,5 0,5 10,0 10,0 0))", 32},
    {"hole in a hole", "POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,8 2,8 8,2 8,2 2))",
     "POLYGON((0 0,10 0,10 10,0 10,0 0),(5 5,9 5,9 9,5 9,5 5))", 100 - 36 - 16 + 9},
    {"parts", "MULTIPOLYGON(((0 0,2 0,2 2,0 2,0 0)),((5 0,7 0,7 2,5 2,5 0)))",
     "POLYGON((1 1,6 1,6 5,1 5,1 1))", 2},
    {"diagonals", "POLYGON((0 0,4 4,0 8,-4 4,0 0))", "POLYGON((0 2,4 6,0 10,-4 6,0 2))", 18},
    {"empty", "POLYGON EMPTY", "POLYGON((0 0,1 0,1 1,0 0))", 0},
    /* a hole some nanometres wide, as the one that misleads overlays */
    {"thin hole", "POLYGON((0 0,20 0,20 20,0 20,0 0))",
     "POLYGON((-10 -5,25 -8,30 30,-7 26,-10 -5),(-0.8 11.426,10.185 11.426002084375199,"
     "1.68261 11.426000471068795,-0.8 11.426))",
     400},
};

static void test_known(void **state)
{
    fixture *f = *state;
    /* where the maps are, a coordinate has seven digits before the point */
    const double moves[][2] = {{0, 0}, {4e6, 3e6}, {-7e5, 6.6e6}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        for (size_t j = 0; j < G_N_ELEMENTS(moves); j++) {
            GBytes *a = wkb_at(f, cases[i].a, moves[j][0], moves[j][1]);
            GBytes *b = wkb_at(f, cases[i].b, moves[j][0], moves[j][1]);
            double ab = geom_wkb_overlap_area(a, b), ba = geom_wkb_overlap_area(b, a);
            if (fabs(ab - cases[i].area) > 1e-7 || fabs(ab - ba) > 1e-10)
                fail_msg("%s: %.12g and %.12g, expected %g", cases[i].name, ab, ba, cases[i].area);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {fixture_test(test_known)};
    return cmocka_run_group_tests_name("geom_overlap", tests, NULL, NULL);
}
