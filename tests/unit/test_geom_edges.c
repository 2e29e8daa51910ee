/*
 * test_geom_edges.c - shared edges and dissolve, on squares of a grid and on layers that do not
 * match.
 */
#include "test_geom_layer.h"

static void check_subset(layer *l, uint64_t subset)
{
    uint32_t members[64] = {0};
    size_t n = 0;
    for (uint32_t i = 0; i < l->n; i++)
        if (subset >> i & 1U)
            members[n++] = i;
    GBytes *result = dissolve(l, members, n);
    if (!g_bytes_equal(result, unite(l, members, n)) || !is_valid(l, result))
        fail_msg("subset %llx: area %g of %zu", (unsigned long long)subset, geom_wkb_area(result),
                 n);
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
    assert_true(geom_wkb_is_empty(dissolve(l, (uint32_t[]){9, 10}, 2)));
    assert_true(geom_wkb_is_empty(dissolve(l, NULL, 0)));
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
    GBytes *first = dissolve(l, up, 6), *second = dissolve(l, mixed, 8);
    assert_true(g_bytes_equal(first, second));
}

static void test_minus_zero(void **state)
{
    layer *l = *state;
    add(l, "POLYGON((-1 -0,0 -0,0 1,-1 1,-1 -0))");
    add(l, "POLYGON((-0 0,1 0,1 1,-0 1,-0 0))");
    build(l);
    GBytes *both = dissolve(l, (uint32_t[]){0, 1}, 2);
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
    GBytes *result = dissolve(l, (uint32_t[]){0}, 1);
    assert_near(geom_wkb_area(result), n * 50000.0, 1e-3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        layer_test(test_all_subsets),      layer_test(test_larger_subsets),
        layer_test(test_neighbours),       layer_test(test_unmatched_boxes),
        layer_test(test_order_of_members), layer_test(test_minus_zero),
        layer_test(test_enclave),          layer_test(test_star),
    };
    return cmocka_run_group_tests_name("geom_edges", tests, NULL, NULL);
}
