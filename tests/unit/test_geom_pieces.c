/*
 * test_geom_pieces.c - layers whose borders do not match: what a dissolve refuses, and its pieces.
 */
#include "test_geom_layer.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        layer_test(test_mismatches),
        layer_test(test_pieces),
        layer_test(test_pieces_of_halves),
    };
    return cmocka_run_group_tests_name("geom_pieces", tests, NULL, NULL);
}
