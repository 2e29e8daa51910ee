/*
 * test_geom_arrange.c - layers whose borders do not match: unions by following edges, faces by who
 * claims them, beside what GEOS makes of the same.
 */
#include "test_geom_layer.h"

typedef struct mismatch_case {
    const char *name, *items[3];
    size_t n_rings, n_vertices; /* of the union; each ring's first vertex counts twice */
} mismatch_case;

static const mismatch_case mismatches[] = {
    {"a gap between is a hole",
     {"POLYGON((0 0,4 0,4 2,3.9 4,4 6,4 8,0 8,0 0))", "POLYGON((4 0,8 0,8 8,4 8,4 6,4 2,4 0))"},
     2,
     7 + 4},
    {"a vertex more on one side",
     {"POLYGON((0 0,4 0,4 8,0 8,0 0))", "POLYGON((4 0,8 0,8 8,4 8,4 3,4 0))"},
     1,
     7},
    {"a sliver of overlap",
     {"POLYGON((0 0,4 0,4 2,4.1 4,4 6,4 8,0 8,0 0))", "POLYGON((4 0,8 0,8 8,4 8,4 6,4 2,4 0))"},
     1,
     7},
    {"borders that cross",
     {"POLYGON((0 0,4 0,4.2 3,3.8 5,4 8,0 8,0 0))", "POLYGON((4 0,8 0,8 8,4 8,4 0))"},
     2,
     7 + 4},
    {"the same twice", {"POLYGON((0 0,4 0,4 8,0 8,0 0))", "POLYGON((0 0,4 0,4 8,0 8,0 0))"}, 1, 5},
    {"three times, one more",
     {"POLYGON((0 0,4 0,4 8,0 8,0 0))", "POLYGON((0 0,4 0,4 8,0 8,0 0))",
      "POLYGON((0 0,4 0,4 8,0 8,0 0))"},
     1,
     5},
    {"one in the other",
     {"POLYGON((0 0,9 0,9 9,0 9,0 0))", "POLYGON((2 2,4 2,4 4,2 4,2 2))"},
     1,
     5},
    {"one in the other's hole, too large for it",
     {"POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,6 3,6 6,3 6,3 3))", "POLYGON((2 2,7 2,7 7,2 7,2 2))"},
     1,
     5},
    {"squares that cross",
     {"POLYGON((0 0,4 0,4 4,0 4,0 0))", "POLYGON((2 2,6 2,6 6,2 6,2 2))"},
     1,
     9},
    {"two that cross a border of two",
     {"POLYGON((0 0,4 0,4 4,0 4,0 0))", "POLYGON((4 0,8 0,8 4,4 4,4 0))",
      "POLYGON((3 1,5 1,5 3,3 3,3 1))"},
     1,
     7},
    {"a cross, and what it leaves open",
     {"POLYGON((0 3,9 3,9 6,0 6,0 3))", "POLYGON((3 0,6 0,6 9,3 9,3 0))"},
     1,
     13},
    {"touching at a point of an edge",
     {"POLYGON((0 0,4 0,4 4,0 4,0 0))", "POLYGON((4 2,6 1,6 3,4 2))"},
     2,
     6 + 4},
    {"touching at a vertex",
     {"POLYGON((0 0,4 0,4 4,0 4,0 0))", "POLYGON((4 4,6 4,6 6,4 4))"},
     2,
     5 + 4},
    {"apart", {"POLYGON((0 0,4 0,4 4,0 4,0 0))", "POLYGON((14 4,16 4,16 6,14 4))"}, 2, 5 + 4},
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

static void set_items(layer *l, const mismatch_case *c)
{
    l->n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(c->items) && c->items[i]; i++)
        add(l, c->items[i]);
    g_clear_pointer(&l->edges, geom_edges_free);
    build(l);
}

static void check_union(layer *l, const char *name)
{
    uint32_t members[64] = {0};
    for (uint32_t i = 0; i < l->n; i++)
        members[i] = i;
    GBytes *result = dissolve(l, members, l->n), *expected = unite(l, members, l->n);
    if (fabs(geom_wkb_area(result) - geom_wkb_area(expected)) > 1e-9 || !is_valid(l, result))
        fail_msg("%s: area %.12g, expected %.12g", name, geom_wkb_area(result),
                 geom_wkb_area(expected));
}

static void test_mismatches(void **state)
{
    layer *l = *state;
    for (size_t i = 0; i < G_N_ELEMENTS(mismatches); i++) {
        const mismatch_case *c = &mismatches[i];
        const uint32_t members[] = {0, 1, 2};
        set_items(l, c);
        check_union(l, c->name);
        GBytes *result = dissolve(l, members, l->n);
        size_t n_rings = 0;
        geom_wkb_rings(result, count_ring, &n_rings);
        if (n_rings != c->n_rings || geom_wkb_point_count(result) != c->n_vertices)
            fail_msg("%s: %zu rings, %zu vertices", c->name, n_rings, geom_wkb_point_count(result));
        /* alone, each is as it was given */
        for (uint32_t k = 0; k < l->n; k++)
            assert_true(g_bytes_equal(dissolve(l, &k, 1), unite(l, &k, 1)));
    }
}

/* Faces of an item divide it; each is where its claimants are. */
static void check_faces(layer *l, const char *name, uint32_t item)
{
    uint32_t others[64] = {0};
    size_t n = 0;
    double sum = 0;
    for (uint32_t i = 0; i < l->n; i++)
        if (i != item && l->items[i])
            others[n++] = i;
    GArray *faces = NULL;
    assert_ok(geom_edges_faces(l->edges, item, others, n, NULL, NULL, &faces, &l->f->err),
              &l->f->err);
    assert_non_null(faces);
    for (guint i = 0; i < faces->len; i++) {
        const geom_face *face = &g_array_index(faces, geom_face, i);
        double area = geom_wkb_area(face->wkb);
        sum += area;
        if (!is_valid(l, face->wkb) ||
            fabs(geom_wkb_overlap_area(face->wkb, l->items[item]) - area) > 1e-9)
            fail_msg("%s: face %u of item %u", name, i, item);
        for (size_t k = 0; k < n; k++) {
            double expected = face->claimants >> k & 1U ? area : 0;
            if (fabs(geom_wkb_overlap_area(face->wkb, l->items[others[k]]) - expected) > 1e-9)
                fail_msg("%s: face %u of item %u, other %u", name, i, item, others[k]);
        }
    }
    g_array_unref(faces);
    if (fabs(sum - geom_wkb_area(l->items[item])) > 1e-9)
        fail_msg("%s: faces of item %u have %.12g", name, item, sum);
}

static void test_faces(void **state)
{
    layer *l = *state;
    for (size_t i = 0; i < G_N_ELEMENTS(mismatches); i++) {
        set_items(l, &mismatches[i]);
        for (uint32_t item = 0; item < l->n; item++)
            check_faces(l, mismatches[i].name, item);
    }
}

/* Makes straight lines bend: what is halfway is elsewhere. */
static mlg_status bend(void *user, double *x, double *y, size_t n, mlg_error *err)
{
    (void)user;
    (void)err;
    for (size_t i = 0; i < n; i++)
        y[i] += x[i] * x[i] / 10;
    return MLG_OK;
}

/* Borders that cross in another CRS: the crossing of the mapped edges, as an overlay there has it.
 */
static void test_mapped_faces(void **state)
{
    layer *l = *state;
    const uint32_t other = 1;
    GArray *faces = NULL;
    double shared = 0;
    add(l, "POLYGON((0 0,4 0,4 4,0 4,0 0))");
    add(l, "POLYGON((3 -1,6 3,6 8,2 6,3 -1))");
    build(l);
    assert_ok(geom_edges_faces(l->edges, 0, &other, 1, bend, NULL, &faces, &l->f->err), &l->f->err);
    assert_non_null(faces);
    for (guint i = 0; i < faces->len; i++) {
        const geom_face *face = &g_array_index(faces, geom_face, i);
        shared += face->claimants ? geom_wkb_area(face->wkb) : 0;
    }
    g_array_unref(faces);
    GBytes *bent[] = {NULL, NULL};
    for (int i = 0; i < 2; i++) {
        assert_ok(geom_wkb_map(l->items[i], bend, NULL, &bent[i], &l->f->err), &l->f->err);
        keep_bytes(l->f, bent[i]);
    }
    assert_near(shared, geom_wkb_overlap_area(bent[0], bent[1]), 1e-12);
}

static void test_meetings(void **state)
{
    layer *l = *state;
    size_t n = 0;
    add_grid(l, 3);
    add(l, "POLYGON((0.25 0.25,0.75 0.25,0.75 0.75,0.25 0.25))");
    add(l, "POLYGON((1.5 1.5,2.5 1.5,2.5 1.75,1.5 1.75,1.5 1.5))");
    build(l);
    const geom_item_pair *pairs = geom_edges_meetings(l->edges, &n);
    const geom_item_pair expected[] = {{0, 9}, {4, 10}, {5, 10}};
    assert_int_equal(n, 3);
    assert_memory_equal(pairs, expected, sizeof expected);
}

/* Doubles that lie in a hole of another: each of their edges is that of a neighbour too. */
static void test_enclosed_doubles(void **state)
{
    layer *l = *state;
    size_t n = 0;
    add(l, "POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,1 2,2 2,2 1,1 1))");
    add(l, "POLYGON((1 1,2 1,2 2,1 2,1 1))");
    add(l, "POLYGON((1 1,2 1,2 2,1 2,1 1))");
    build(l);
    const geom_item_pair *pairs = geom_edges_meetings(l->edges, &n);
    assert_int_equal(n, 1);
    assert_true(pairs[0].a == 1 && pairs[0].b == 2);
    check_union(l, "doubled enclave");
}

/* A commune nouvelle given beside those it is made of. */
static void test_merged_commune(void **state)
{
    layer *l = *state;
    size_t n = 0;
    add(l, "POLYGON((1 1,2 1,2 2,1 2,1 1))");
    add(l, "POLYGON((2 1,3 1,3 2,2 2,2 1))");
    add(l, "POLYGON((1 1,2 1,3 1,3 2,2 2,1 2,1 1))");
    add(l, "POLYGON((0 0,4 0,4 3,0 3,0 0),(1 1,1 2,2 2,3 2,3 1,2 1,1 1))");
    build(l);
    const geom_item_pair *pairs = geom_edges_meetings(l->edges, &n);
    const geom_item_pair expected[] = {{0, 2}, {1, 2}};
    assert_int_equal(n, 2);
    assert_memory_equal(pairs, expected, sizeof expected);
    for (uint32_t subset = 1; subset < 16; subset++) {
        uint32_t members[4], n_members = 0;
        for (uint32_t i = 0; i < 4; i++)
            if (subset >> i & 1U)
                members[n_members++] = i;
        assert_near(geom_wkb_area(dissolve(l, members, n_members)),
                    geom_wkb_area(unite(l, members, n_members)), 1e-12);
    }
}

/* A vertex on an edge but for rounding: without it the edge would cross what touches there. */
static void test_touch_of_parts(void **state)
{
    layer *l = *state;
    add(l, "POLYGON((652416.15000000002 6862138.9199999999,652430.35999999999 6862191.7800000003,"
           "652426.15000000002 6862638.9199999999,652416.15000000002 6862138.9199999999))");
    add(l, "POLYGON((652430.0505473552 6862190.6288622944,652410.0505473552 6861690.6288622944,"
           "652450.0505473552 6861690.6288622944,652430.0505473552 6862190.6288622944))");
    build(l);
    assert_true(is_valid(l, dissolve(l, (uint32_t[]){0, 1}, 2)));
}

/* Coordinates whose products are no numbers are not compared; many edges are, from west to east. */
static void test_extremes(void **state)
{
    layer *l = *state;
    size_t n = 9;
    for (int k = 1; k < 5; k++) {
        char text[160];
        (void)snprintf(text, sizeof text,
                       "POLYGON((1e200 %de200,6e200 0,6e200 6e200,3e200 5e200,1e200 %de200))", k,
                       k);
        add(l, text);
    }
    build(l);
    (void)geom_edges_meetings(l->edges, &n);
    assert_int_equal(n, 0);
    l->n = 0;
    for (int k = 0; k < 2; k++) {
        g_autoptr(GString) wkt = g_string_new("POLYGON((");
        for (int i = 0; i < 400; i++)
            g_string_append_printf(wkt, "%.9f %.9f,", k * 0.3 + cos(i * G_PI / 200),
                                   sin(i * G_PI / 200) * (1 + 0.1 * (i % 2)));
        g_string_append_printf(wkt, "%.9f %.9f))", k * 0.3 + 1, 0.0);
        add(l, wkt->str);
    }
    g_clear_pointer(&l->edges, geom_edges_free);
    build(l);
    check_union(l, "two gears");
    check_faces(l, "two gears", 0);
}

/* What lies in two CRS does not overlap, whatever the numbers say. */
static void test_groups(void **state)
{
    layer *l = *state;
    const uint32_t groups[] = {0, 1}, both[] = {0, 1};
    size_t n = 9;
    add(l, "POLYGON((0 0,4 0,4 4,0 4,0 0))");
    add(l, "POLYGON((2 2,6 2,6 6,2 6,2 2))");
    assert_ok(geom_edges_new(l->items, groups, l->n, &l->edges, &l->f->err), &l->f->err);
    (void)geom_edges_meetings(l->edges, &n);
    assert_int_equal(n, 0);
    assert_int_equal(geom_wkb_point_count(dissolve(l, both, 1)), 5);
}

/*
 * An edge that crosses a border a rounding away from its vertex: computed as a crossing, a piece of
 * no direction would be left. From a real département border in degrees.
 */
static void test_crossing_at_vertex(void **state)
{
    layer *l = *state;
    const uint32_t all[] = {0, 1, 2};
    add(l, "POLYGON((5.49769 45.74546,5.49822 45.7444,5.49973 45.74496,5.499 45.747,5.49769 "
           "45.74546))");
    add(l, "POLYGON((5.49973 45.74496,5.49822 45.7444,5.49873 45.74338,5.501 45.7435,5.49973 "
           "45.74496))");
    add(l, "POLYGON((5.49873 45.74338,5.49769 45.74546,5.496 45.744,5.49873 45.74338))");
    build(l);
    GBytes *result = dissolve(l, all, 3);
    assert_true(is_valid(l, result));
    assert_near(geom_wkb_area(result), geom_wkb_area(unite(l, all, 3)), 1e-12);
}

/*
 * Two halves of a map that overlap and gape along their border, as generalised départements do, and
 * match inside.
 */
static void test_halves(void **state)
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
    check_union(l, "halves");
    for (uint32_t item = 0; item < l->n; item++)
        check_faces(l, "halves", item);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        layer_test(test_mismatches),     layer_test(test_faces),
        layer_test(test_mapped_faces),   layer_test(test_meetings),
        layer_test(test_groups),         layer_test(test_crossing_at_vertex),
        layer_test(test_halves),         layer_test(test_enclosed_doubles),
        layer_test(test_merged_commune), layer_test(test_touch_of_parts),
        layer_test(test_extremes),
    };
    return cmocka_run_group_tests_name("geom_arrange", tests, NULL, NULL);
}
