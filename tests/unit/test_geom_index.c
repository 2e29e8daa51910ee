/*
 * test_geom_index.c - the R-tree against a plain search, at sizes around those of its nodes.
 */
#include "support/cmocka.h"

#include "geom/index.h"

/* A generator of the test's own, the same everywhere. */
static double next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return (double)(*seed >> 11) / (double)(1ULL << 53);
}

static geom_box random_box(uint64_t *seed, double size)
{
    double x = 100 * next_random(seed), y = 100 * next_random(seed);
    return (geom_box){x, y, x + size * next_random(seed), y + size * next_random(seed)};
}

static bool meet(geom_box a, geom_box b)
{
    return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
}

static void check_queries(const geom_box *boxes, size_t n, const geom_index *index, uint64_t *seed)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (int q = 0; q < 50; q++) {
        geom_box box = random_box(seed, q < 25 ? 5 : 80);
        geom_index_query(index, box, found);
        guint at = 0;
        for (uint32_t i = 0; i < n; i++) {
            if (boxes[i].min_x > boxes[i].max_x || !meet(boxes[i], box))
                continue;
            assert_true(at < found->len);
            assert_int_equal(g_array_index(found, uint32_t, at), i);
            at++;
        }
        assert_int_equal(at, found->len);
    }
}

static void test_sizes(void **state)
{
    (void)state;
    const size_t sizes[] = {0, 1, 2, 15, 16, 17, 255, 256, 257, 273, 4097, 10000};
    uint64_t seed = 1;
    for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
        size_t n = sizes[s];
        geom_box *boxes = g_new(geom_box, n);
        for (size_t i = 0; i < n; i++)
            boxes[i] = i % 10 == 7 ? (geom_box){1, 1, 0, 0} : random_box(&seed, 3);
        geom_index *index = geom_index_new(boxes, n);
        check_queries(boxes, n, index, &seed);
        geom_index_free(index);
        g_free(boxes);
    }
}

static void test_edges_of_boxes(void **state)
{
    (void)state;
    const geom_box boxes[] = {{0, 0, 1, 1}, {1, 1, 2, 2}, {NAN, NAN, NAN, NAN}, {3, 3, 3, 3}};
    geom_index *index = geom_index_new(boxes, G_N_ELEMENTS(boxes));
    GArray *found = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    geom_index_query(index, (geom_box){1, 1, 1, 1}, found);
    assert_int_equal(found->len, 2); /* limits belong to both */
    geom_index_query(index, (geom_box){3, 3, 9, 9}, found);
    assert_int_equal(found->len, 1);
    assert_int_equal(g_array_index(found, uint32_t, 0), 3);
    geom_index_query(index, (geom_box){9, 9, 0, 0}, found);
    assert_int_equal(found->len, 0);
    g_array_unref(found);
    geom_index_free(index);
    geom_index_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_edges_of_boxes),
    };
    return cmocka_run_group_tests_name("geom_index", tests, NULL, NULL);
}
