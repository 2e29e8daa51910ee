/*
 * test_geom_repair.c - invalid polygons of the kinds that official layers hold.
 */
#include "test_geom_fixture.h"

typedef struct repair_case {
    const char *name, *wkt, *reason, *repaired; /* reason "" when valid */
} repair_case;

static const repair_case cases[] = {
    {"valid", "POLYGON((0 0,1 0,1 1,0 1,0 0))", "", "POLYGON((0 0,1 0,1 1,0 1,0 0))"},
    {"empty", "POLYGON EMPTY", "", "POLYGON EMPTY"},
    {"bow tie", "POLYGON((0 0,2 2,2 0,0 2,0 0))", "Self-intersection at 1 1",
     "MULTIPOLYGON(((0 0,1 1,0 2,0 0)),((2 0,2 2,1 1,2 0)))"},
    {"spike", "POLYGON((0 0,10 0,10 10,5 10,5 12,5 10,0 10,0 0))", "Ring Self-intersection at 5 10",
     "POLYGON((0 0,10 0,10 10,5 10,0 10,0 0))"},
    {"parts that overlap", "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0)),((5 5,15 5,15 15,5 15,5 5)))",
     "Self-intersection at 10 5", "POLYGON((0 0,10 0,10 5,15 5,15 15,5 15,5 10,0 10,0 0))"},
    {"hole out of the shell", "POLYGON((0 0,9 0,9 9,0 9,0 0),(20 20,21 20,21 21,20 20))",
     "Hole lies outside shell at 20 20",
     "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((20 20,21 20,21 21,20 20)))"},
    {"hole across the shell", "POLYGON((0 0,10 0,10 10,0 10,0 0),(8 4,12 4,12 6,8 6,8 4))",
     "Self-intersection at 10 4", "POLYGON((0 0,10 0,10 4,8 4,8 6,10 6,10 10,0 10,0 0))"},
    {"all points on a line", "POLYGON((0 0,1 0,2 0,0 0))", "Self-intersection at 1 0",
     "POLYGON EMPTY"},
    {"a point", "POLYGON((7 8,7 8,7 8,7 8))", "Too few points in geometry component at 7 8",
     "POLYGON EMPTY"},
    {"a part that is a line", "MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 6,5 5,5 5)))",
     "Too few points in geometry component at 5 5", "POLYGON((0 0,1 0,1 1,0 0))"},
};

static void test_kinds(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const repair_case *c = &cases[i];
        geom *g = geom_of(f, c->wkt), *repaired = NULL;
        geom_repair_report report;
        assert_ok(geom_repair(g, &repaired, &report, &f->err), &f->err);
        keep(f, repaired);
        print_message("%s: %s\n", c->name, report.reason);
        assert_string_equal(report.reason, c->reason);
        assert_int_equal(report.was_valid, c->reason[0] == '\0');
        assert_int_equal(report.collapsed, geom_is_empty(repaired));
        assert_true(is_wkt(f, repaired, c->repaired));
        assert_near(report.area_before, geom_area(g), 0);
        assert_near(report.area_after, geom_area(repaired), 0);
        /* what is repaired is valid */
        geom *again = NULL;
        assert_ok(geom_repair(repaired, &again, &report, &f->err), &f->err);
        keep(f, again);
        assert_true(report.was_valid);
    }
}

static void test_without_report(void **state)
{
    fixture *f = *state;
    geom *repaired = NULL;
    assert_ok(geom_repair(geom_of(f, "POLYGON((0 0,2 2,2 0,0 2,0 0))"), &repaired, NULL, &f->err),
              &f->err);
    assert_near(geom_area(keep(f, repaired)), 2, 0);
}

/* GEOS's structure method fails on it. */
static void test_stubborn(void **state)
{
    fixture *f = *state;
    geom *repaired = NULL;
    assert_ok(geom_repair(geom_of(f, "POLYGON((1 1,5 1,3 1,0 2,4 3,4 4,5 1,1 1))"), &repaired, NULL,
                          &f->err),
              &f->err);
    assert_true(geom_area(keep(f, repaired)) > 1);
}

typedef struct plain_case {
    const char *wkt;
    bool plain;
} plain_case;

/* Proven without GEOS: rings that do not touch, each where it belongs; the rest is left to it. */
static const plain_case plain_cases[] = {
    {"POLYGON((0 0,1 0,1 1,0 1,0 0))", true},
    {"POLYGON((0 0,1 0,0 1,0 0))", true},
    {"POLYGON((0 0,1 0,2 0,2 1,0 1,0 0))", true},
    {"MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((2 0,3 0,3 1,2 0)))", true},
    {"MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((1 1,3 1,3 3,1 1)))", false},
    /* boxes that meet, polygons that do not */
    {"MULTIPOLYGON(((0 0,9 0,9 9,0 0)),((0 1,8 9,0 9,0 1)))", true},
    {"POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,2 1,2 2,1 1))", true},
    {"POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,2 1,2 2,1 1),(4 1,5 1,5 2,4 1))", true},
    /* a hole at its shell, outside it, in the corner that its box has and it has not, in another */
    {"POLYGON((0 0,9 0,9 9,0 9,0 0),(0 1,2 1,2 2,0 1))", false},
    {"POLYGON((0 0,9 0,9 9,0 9,0 0),(11 1,12 1,12 2,11 1))", false},
    {"POLYGON((0 0,9 0,9 9,0 0),(1 7,2 7,2 8,1 7))", false},
    {"POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,6 1,6 6,1 1),(4 2,5 2,5 3,4 2))", false},
    /* a part in another, in its hole, in the hole of the second of them, in both */
    {"MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((1 1,2 1,2 2,1 1)))", false},
    {"MULTIPOLYGON(((1 1,2 1,2 2,1 1)),((0 0,9 0,9 9,0 9,0 0)))", false},
    {"MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0),(1 1,8 1,8 8,1 8,1 1)),((3 2,4 2,4 3,3 2)))", true},
    {"MULTIPOLYGON(((3 2,4 2,4 3,3 2)),((0 0,9 0,9 9,0 9,0 0),(1 1,8 1,8 8,1 8,1 1)))", true},
    {"MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0),(1 1,8 1,8 8,1 8,1 1)),((3 2,4 2,4 3,3 2)),"
     "((0.2 0.2,0.6 0.2,0.6 0.6,0.2 0.2)))",
     false},
    {"POLYGON((0 0,2 2,2 0,0 2,0 0))", false},
    {"POLYGON((0 0,4 0,4 4,2 0,0 4,0 0))", false},
    {"POLYGON((0 0,10 0,10 10,5 10,5 12,5 10,0 10,0 0))", false},
    {"POLYGON((0 0,1 0,2 0,0 0))", false},
    {"POLYGON((5 0,0 0,9 0,9 9,5 0))", false},
    {"POLYGON EMPTY", false},
    {"POLYGON((7 8,7 8,7 8,7 8))", false},
};

static void test_plainly_valid(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < G_N_ELEMENTS(plain_cases); i++)
        if (geom_wkb_is_plainly_valid(wkb(f, plain_cases[i].wkt)) != plain_cases[i].plain)
            fail_msg("%s", plain_cases[i].wkt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fixture_test(test_kinds),
        fixture_test(test_without_report),
        fixture_test(test_plainly_valid),
        fixture_test(test_stubborn),
    };
    return cmocka_run_group_tests_name("geom_repair", tests, NULL, NULL);
}
