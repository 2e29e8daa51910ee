/*
 * test_geom_edges.c - shared edges and dissolve, on squares of a grid and on layers that do not
 * match.
 */
#include "test_geom_fixture.h"

#include "geom/coverage_edges.h"

typedef struct layer {
    fixture *f;
    GBytes *items[64];
    size_t n;
    geom_edges *edges;
} layer;

static int layer_setup(void **state)
{
    layer *l = g_new0(layer, 1);
    void *f = NULL;
    (void)fixture_setup(&f);
    l->f = f;
    *state = l;
    return 0;
}

static int layer_teardown(void **state)
{
    layer *l = *state;
    void *f = l->f;
    geom_edges_free(l->edges);
    g_free(l);
    return fixture_teardown(&f);
}

static void add(layer *l, const char *wkt)
{
    l->items[l->n++] = wkt ? wkb(l->f, wkt) : NULL;
}

/* Unit squares, row by row from the south; every other one is written clockwise. */
static void add_grid(layer *l, int side)
{
    for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
            char text[128];
            int east = (x + y) % 2, north = 1 - east; /* which way the second vertex lies */
            (void)snprintf(text, sizeof text, "POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d))", x, y,
                           x + east, y + north, x + 1, y + 1, x + north, y + east, x, y);
            add(l, text);
        }
    }
}

static void build(layer *l)
{
    assert_ok(geom_edges_new(l->items, l->n, &l->edges, &l->f->err), &l->f->err);
}

static GBytes *dissolve(layer *l, const uint32_t *members, size_t n, bool *ret_simple)
{
    GBytes *result = NULL;
    assert_ok(geom_edges_dissolve(l->edges, members, n, &result, ret_simple, &l->f->err),
              &l->f->err);
    return keep_bytes(l->f, result);
}

/* What GEOS makes of the same members, in its normal form. */
static GBytes *unite(layer *l, const uint32_t *members, size_t n)
{
    const geom *items[64];
    geom *all = NULL;
    GBytes *result = NULL;
    size_t n_items = 0;
    for (size_t i = 0; i < n; i++) {
        geom *g = NULL, *valid = NULL;
        if (!l->items[members[i]])
            continue;
        assert_ok(geom_from_wkb(l->f->ctx, l->items[members[i]], &g, &l->f->err), &l->f->err);
        assert_ok(geom_repair(keep(l->f, g), &valid, NULL, &l->f->err), &l->f->err);
        items[n_items++] = keep(l->f, valid);
    }
    assert_ok(geom_union_all(l->f->ctx, items, n_items, &all, &l->f->err), &l->f->err);
    assert_ok(geom_to_wkb(keep(l->f, all), &result, &l->f->err), &l->f->err);
    return keep_bytes(l->f, result);
}

static bool is_valid(layer *l, GBytes *bytes)
{
    geom *g = NULL, *repaired = NULL;
    geom_repair_report report;
    assert_ok(geom_from_wkb(l->f->ctx, bytes, &g, &l->f->err), &l->f->err);
    assert_ok(geom_repair(keep(l->f, g), &repaired, &report, &l->f->err), &l->f->err);
    keep(l->f, repaired);
    if (!report.was_valid)
        print_message("%s\n", report.reason);
    return report.was_valid;
}

static void check_subset(layer *l, uint64_t subset)
{
    uint32_t members[64] = {0};
    size_t n = 0;
    for (uint32_t i = 0; i < l->n; i++)
        if (subset >> i & 1U)
            members[n++] = i;
    bool simple = false;
    GBytes *result = dissolve(l, members, n, &simple);
    if (!simple || !g_bytes_equal(result, unite(l, members, n)) || !is_valid(l, result))
        fail_msg("subset %llx: simple %d, area %g of %zu", (unsigned long long)subset, simple,
                 geom_wkb_area(result), n);
    g_ptr_array_set_size(l->f->geoms, 0);
}

/* Of nine squares, every subset: touching corners, holes that touch the shell, islands. */
static void test_all_subsets(void **state)
{
    layer *l = *state;
    add_grid(l, 3);
    build(l);
    for (uint64_t subset = 0; subset < 512; subset++)
        check_subset(l, subset);
}

/* Holes that meet in corners around an island, holes within islands within holes. */
static void test_larger_subsets(void **state)
{
    layer *l = *state;
    add_grid(l, 8);
    build(l);
    uint64_t seed = 12345;
    check_subset(l, ~(uint64_t)0);
    check_subset(l, ~(uint64_t)0x0000081408000000);
    check_subset(l, 0x00007E425A427E00);
    check_subset(l, 0xAA55AA55AA55AA55);
    for (int i = 0; i < 60; i++) {
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        check_subset(l, i % 3 ? seed : seed | seed << 13);
    }
}

static void test_neighbours(void **state)
{
    layer *l = *state;
    add_grid(l, 3);
    add(l, NULL);
    add(l, "POLYGON EMPTY");
    build(l);
    size_t n = 0;
    const uint32_t *around = geom_edges_neighbours(l->edges, 4, &n);
    const uint32_t expected[] = {1, 3, 5, 7};
    assert_int_equal(n, 4);
    assert_memory_equal(around, expected, sizeof expected);
    assert_int_equal(geom_edges_unmatched_count(l->edges, 4), 0);
    assert_int_equal(geom_edges_unmatched_count(l->edges, 0), 2);
    assert_int_equal(geom_edges_unmatched_count(l->edges, 1), 1);
    for (size_t none = 9; none < 11; none++) {
        (void)geom_edges_neighbours(l->edges, none, &n);
        assert_int_equal(n, 0);
        assert_int_equal(geom_edges_unmatched_count(l->edges, none), 0);
    }
    bool simple = false;
    assert_true(geom_wkb_is_empty(dissolve(l, (uint32_t[]){9, 10}, 2, &simple)));
    assert_true(simple);
    assert_true(geom_wkb_is_empty(dissolve(l, NULL, 0, &simple)));
}

static void grow(void *user, geom_box box)
{
    geom_box *all = user;
    assert_true(box.min_x <= box.max_x && box.min_y <= box.max_y);
    *all = (geom_box){fmin(all->min_x, box.min_x), fmin(all->min_y, box.min_y),
                      fmax(all->max_x, box.max_x), fmax(all->max_y, box.max_y)};
}

static void test_unmatched_boxes(void **state)
{
    layer *l = *state;
    add_grid(l, 3);
    build(l);
    geom_box box = {9, 9, -9, -9};
    geom_edges_unmatched(l->edges, 5, grow, &box); /* the eastern side of the middle row */
    assert_true(box.min_x == 3 && box.max_x == 3 && box.min_y == 1 && box.max_y == 2);
}

static void test_order_of_members(void **state)
{
    layer *l = *state;
    add_grid(l, 3);
    build(l);
    const uint32_t up[] = {0, 1, 2, 3, 5, 8}, mixed[] = {8, 3, 3, 0, 5, 2, 1, 8};
    bool simple = false;
    GBytes *first = dissolve(l, up, 6, &simple), *second = dissolve(l, mixed, 8, &simple);
    assert_true(g_bytes_equal(first, second));
}

static void test_minus_zero(void **state)
{
    layer *l = *state;
    add(l, "POLYGON((-1 -0,0 -0,0 1,-1 1,-1 -0))");
    add(l, "POLYGON((-0 0,1 0,1 1,-0 1,-0 0))");
    build(l);
    bool simple = false;
    GBytes *both = dissolve(l, (uint32_t[]){0, 1}, 2, &simple);
    assert_int_equal(geom_wkb_point_count(both), 7);
    assert_near(geom_wkb_area(both), 2, 0);
}

/* An enclave: the ring alone keeps its hole, with the enclave it has none. */
static void test_enclave(void **state)
{
    layer *l = *state;
    add(l, "POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,6 3,6 6,3 6,3 3))");
    add(l, "MULTIPOLYGON(((3 3,6 3,6 6,3 6,3 3)),((20 0,21 0,21 1,20 1,20 0)))");
    build(l);
    check_subset(l, 1);
    check_subset(l, 2);
    check_subset(l, 3);
}

typedef struct mismatch_case {
    const char *name, *items[3];
    bool simple;
    size_t n_parts_and_holes;
} mismatch_case;

static const mismatch_case mismatches[] = {
    {"a gap between is a hole",
     {"POLYGON((0 0,4 0,4 2,3.9 4,4 6,4 8,0 8,0 0))", "POLYGON((4 0,8 0,8 8,4 8,4 6,4 2,4 0))"},
     true,
     2},
    {"a vertex more on one side",
     {"POLYGON((0 0,4 0,4 8,0 8,0 0))", "POLYGON((4 0,8 0,8 8,4 8,4 3,4 0))"},
     false,
     0},
    {"a sliver of overlap",
     {"POLYGON((0 0,4 0,4 2,4.1 4,4 6,4 8,0 8,0 0))", "POLYGON((4 0,8 0,8 8,4 8,4 6,4 2,4 0))"},
     false,
     0},
    {"borders that cross",
     {"POLYGON((0 0,4 0,4.2 3,3.8 5,4 8,0 8,0 0))", "POLYGON((4 0,8 0,8 8,4 8,4 0))"},
     false,
     0},
    {"the same twice",
     {"POLYGON((0 0,4 0,4 8,0 8,0 0))", "POLYGON((0 0,4 0,4 8,0 8,0 0))"},
     false,
     0},
    {"one in the other",
     {"POLYGON((0 0,9 0,9 9,0 9,0 0))", "POLYGON((2 2,4 2,4 4,2 4,2 2))"},
     false,
     0},
    {"squares that cross",
     {"POLYGON((0 0,4 0,4 4,0 4,0 0))", "POLYGON((2 2,6 2,6 6,2 6,2 2))"},
     false,
     0},
    {"touching at a point of an edge",
     {"POLYGON((0 0,4 0,4 4,0 4,0 0))", "POLYGON((4 2,6 1,6 3,4 2))"},
     false,
     0},
    {"touching at a vertex",
     {"POLYGON((0 0,4 0,4 4,0 4,0 0))", "POLYGON((4 4,6 4,6 6,4 4))"},
     true,
     2},
    {"apart", {"POLYGON((0 0,4 0,4 4,0 4,0 0))", "POLYGON((14 4,16 4,16 6,14 4))"}, true, 2},
    {"a spike in one ring",
     {"POLYGON((0 0,4 0,4 4,2 4,2 6,2 4,0 4,0 0))", "POLYGON((4 0,8 0,8 4,4 4,4 0))"},
     true,
     1},
};

static void count_ring(void *user, size_t part, size_t ring, const double *x, const double *y,
                       size_t n)
{
    (void)part;
    (void)ring;
    (void)x;
    (void)y;
    (void)n;
    ++*(size_t *)user;
}

static void test_mismatches(void **state)
{
    layer *l = *state;
    for (size_t i = 0; i < G_N_ELEMENTS(mismatches); i++) {
        const mismatch_case *c = &mismatches[i];
        l->n = 0;
        for (int j = 0; c->items[j]; j++)
            add(l, c->items[j]);
        g_clear_pointer(&l->edges, geom_edges_free);
        build(l);
        bool simple = !c->simple;
        uint32_t members[] = {0, 1, 2};
        GBytes *result = dissolve(l, members, l->n, &simple);
        size_t n_rings = 0;
        geom_wkb_rings(result, count_ring, &n_rings);
        if (simple != c->simple ||
            (simple && (n_rings != c->n_parts_and_holes || !is_valid(l, result))))
            fail_msg("%s: simple %d, %zu rings", c->name, simple, n_rings);
        if (!simple) { /* all parts are there for a union */
            double sum = 0;
            for (size_t j = 0; j < l->n; j++)
                sum += geom_wkb_area(l->items[j]);
            assert_near(geom_wkb_area(result), sum, 1e-12);
        }
    }
}

/* The pieces of all members, united; *ret_n of them. */
static GBytes *unite_pieces(layer *l, size_t *ret_n)
{
    uint32_t members[64] = {0};
    for (uint32_t i = 0; i < l->n; i++)
        members[i] = i;
    GPtrArray *pieces = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    size_t n_clear = geom_edges_dissolve_pieces(l->edges, members, l->n, pieces);
    GBytes *result = NULL;
    mlg_status status = geom_union_pieces(l->f->ctx, (GBytes *const *)pieces->pdata, pieces->len,
                                          n_clear, &result, &l->f->err);
    *ret_n = pieces->len;
    g_ptr_array_unref(pieces);
    assert_ok(status, &l->f->err);
    return keep_bytes(l->f, result);
}

static void check_pieces(layer *l, const char *name, size_t most)
{
    uint32_t members[64] = {0};
    size_t n = 0;
    for (uint32_t i = 0; i < l->n; i++)
        members[i] = i;
    GBytes *united = unite_pieces(l, &n), *expected = unite(l, members, l->n);
    if (n > most || fabs(geom_wkb_area(united) - geom_wkb_area(expected)) > 1e-9 ||
        !is_valid(l, united))
        fail_msg("%s: %zu pieces, area %.12g, expected %.12g", name, n, geom_wkb_area(united),
                 geom_wkb_area(expected));
}

static void test_pieces(void **state)
{
    layer *l = *state;
    for (size_t i = 0; i < G_N_ELEMENTS(mismatches); i++) {
        const mismatch_case *c = &mismatches[i];
        l->n = 0;
        for (int j = 0; c->items[j]; j++)
            add(l, c->items[j]);
        g_clear_pointer(&l->edges, geom_edges_free);
        build(l);
        check_pieces(l, c->name, c->simple ? 1 : 2);
    }
}

/*
 * Two halves of a map that overlap and gape along their border, as generalised départements do, and
 * match inside: the squares away from the border are one piece.
 */
static void test_pieces_of_halves(void **state)
{
    layer *l = *state;
    for (int y = 0; y < 6; y++) {
        for (int x = 0; x < 6; x++) {
            char text[192];
            double west = x == 3 ? 0.05 : 0;
            if (x == 2) /* its eastern side wavers */
                (void)snprintf(text, sizeof text,
                               "POLYGON((2 %d,3 %d,2.9 %d.3,3.2 %d.6,3 %d,2 %d,2 %d))", y, y, y, y,
                               y + 1, y + 1, y);
            else
                (void)snprintf(text, sizeof text, "POLYGON((%g %d,%d %d,%d %d,%g %d,%g %d))",
                               x + west, y, x + 1, y, x + 1, y + 1, x + west, y + 1, x + west, y);
            add(l, text);
        }
    }
    build(l);
    check_pieces(l, "halves", 3);
    add(l, "POLYGON((0 0,2 2,2 0,0 2,0 0))"); /* an invalid one is repaired */
    l->items[l->n++] = NULL;
    g_clear_pointer(&l->edges, geom_edges_free);
    build(l);
    check_pieces(l, "halves and a bow tie", 5);
}

/* A vertex where many edges meet, as the fuzzer would make it. */
static void test_star(void **state)
{
    layer *l = *state;
    g_autoptr(GString) wkt = g_string_new("MULTIPOLYGON(");
    const int n = 300;
    for (int i = 0; i < n; i++)
        g_string_append_printf(wkt, "%s((0 0,%d 100000,%d 100000,0 0))", i ? "," : "", 2 * i - n,
                               2 * i + 1 - n);
    g_string_append_c(wkt, ')');
    add(l, wkt->str);
    build(l);
    bool simple = false;
    GBytes *result = dissolve(l, (uint32_t[]){0}, 1, &simple);
    assert_true(simple);
    assert_near(geom_wkb_area(result), n * 50000.0, 1e-3);
}

#define layer_test(function) cmocka_unit_test_setup_teardown(function, layer_setup, layer_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        layer_test(test_all_subsets),
        layer_test(test_larger_subsets),
        layer_test(test_neighbours),
        layer_test(test_unmatched_boxes),
        layer_test(test_order_of_members),
        layer_test(test_minus_zero),
        layer_test(test_enclave),
        layer_test(test_mismatches),
        layer_test(test_star),
        layer_test(test_pieces),
        layer_test(test_pieces_of_halves),
    };
    return cmocka_run_group_tests_name("geom_edges", tests, NULL, NULL);
}
