/*
 * test_mesh_shape.c - polygons of sets of communes and of sets of faces: shared edges cancelled,
 * overlapping borders united, edges and claimed area as no territory of their own.
 */
#include "support/world.h"

#include "geom/wkb.h"

#define SQUARE "POLYGON((0 0,100 0,100 100,0 100,0 0))"
#define RIGHT  "POLYGON((100 0,200 0,200 100,100 100,100 0))"

/* A world with a context and the last polygon made. */
typedef struct shape_state {
    world *w;
    mesh_worker worker;
    mesh_polygon made;
} shape_state;

static int setup(void **state)
{
    shape_state *s = g_new0(shape_state, 1);
    void *made = NULL;
    (void)world_setup(&made);
    s->w = made;
    mesh_worker_init(&s->worker);
    *state = s;
    return 0;
}

static int teardown(void **state)
{
    shape_state *s = *state;
    g_clear_pointer(&s->made.wkb, g_bytes_unref);
    mesh_worker_done(&s->worker);
    void *made = s->w;
    g_free(s);
    return world_teardown(&made);
}

static size_t count_points(const shape_state *s)
{
    return geom_wkb_point_count(s->made.wkb);
}

static void dissolve(shape_state *s, const uint32_t *communes, size_t n)
{
    g_clear_pointer(&s->made.wkb, g_bytes_unref);
    mlg_status status = mesh_dissolve(s->w->mesh, &s->worker, communes, n, &s->made, &s->w->err);
    assert_ok(status, &s->w->err);
}

/* The polygon of the faces for which keep() says yes. */
static void shape_of(shape_state *s, bool (*keep)(const world *w, const mesh_face *face))
{
    g_clear_pointer(&s->made.wkb, g_bytes_unref);
    base_bitset *set = base_bitset_new(s->w->mesh->n_faces);
    for (size_t f = 0; f < s->w->mesh->n_faces; f++) {
        if (keep(s->w, &s->w->mesh->faces[f]))
            base_bitset_set(set, f);
    }
    mlg_status status = mesh_shape(s->w->mesh, &s->worker, set, &s->made, &s->w->err);
    base_bitset_free(set);
    assert_ok(status, &s->w->err);
}

static void shared_edges_cancel(void **state)
{
    shape_state *s = *state;
    world_commune(s->w, "93001", "", 1, SQUARE);
    world_commune(s->w, "93002", "", 1, RIGHT);
    world_mesh_all(s->w);
    dissolve(s, (const uint32_t[]){0, 1}, 2);
    assert_near(geom_wkb_area(s->made.wkb), 20000, 1e-6);
    assert_int_equal(count_points(s), 7); /* the two ends of the limit stay */
    assert_string_equal(s->made.crs, WORLD_CRS);
}

static void one_commune_is_itself(void **state)
{
    shape_state *s = *state;
    world_commune(s->w, "93001", "", 1, SQUARE);
    world_commune(s->w, "93002", "", 1, RIGHT);
    world_mesh_all(s->w);
    dissolve(s, (const uint32_t[]){1}, 1);
    assert_near(geom_wkb_area(s->made.wkb), 10000, 1e-6);
    assert_int_equal(count_points(s), 5);
}

static void overlapping_communes_are_united(void **state)
{
    shape_state *s = *state;
    world_commune(s->w, "93001", "", 1, SQUARE);
    world_commune(s->w, "93002", "", 1, "POLYGON((90 0,200 0,200 100,90 100,90 0))");
    world_mesh_all(s->w);
    dissolve(s, (const uint32_t[]){0, 1}, 2);
    assert_near(geom_wkb_area(s->made.wkb), 20000, 1e-6);
}

static void no_shape_is_no_polygon(void **state)
{
    shape_state *s = *state;
    world_commune(s->w, "93001", "", 1, NULL);
    world_commune(s->w, "93002", "", 1, RIGHT);
    world_mesh_all(s->w);
    dissolve(s, (const uint32_t[]){0}, 1);
    assert_null(s->made.wkb);
    dissolve(s, (const uint32_t[]){0, 1}, 2);
    assert_near(geom_wkb_area(s->made.wkb), 10000, 1e-6);
    dissolve(s, NULL, 0);
    assert_null(s->made.wkb);
}

static void several_territories_meet_in_degrees(void **state)
{
    shape_state *s = *state;
    world_commune(s->w, "93001", "", 1, SQUARE);
    s->w->crs = "EPSG:2975"; /* Réunion */
    s->w->dx = 340000;
    s->w->dy = 7660000;
    world_commune(s->w, "97401", "", 1, SQUARE);
    world_mesh_all(s->w);
    dissolve(s, (const uint32_t[]){0, 1}, 2);
    assert_string_equal(s->made.crs, "EPSG:4326");
    geom_box box = geom_wkb_bounds(s->made.wkb);
    assert_true(box.min_y < -20 && box.max_y > 48);
    assert_true(box.min_x > 0 && box.min_x < 5 && box.max_x > 55 && box.max_x < 56);
    assert_int_equal(count_points(s), 10);
}

/* --- sets of faces --- */

static bool all(const world *w, const mesh_face *face)
{
    (void)w;
    (void)face;
    return true;
}

static bool none(const world *w, const mesh_face *face)
{
    (void)w;
    (void)face;
    return false;
}

static bool in_qpv(const world *w, const mesh_face *face)
{
    (void)w;
    return face->qpv != TERRITORY_NONE;
}

static bool in_first(const world *w, const mesh_face *face)
{
    (void)w;
    return face->commune == 0;
}

/* what the code of the second commune stands for */
static bool of_second(const world *w, const mesh_face *face)
{
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->of_commune, 1, &n);
    for (size_t i = 0; i < n; i++) {
        if (&w->mesh->faces[faces[i]] == face)
            return true;
    }
    return false;
}

static void faces_make_up_their_communes(void **state)
{
    shape_state *s = *state;
    world_commune(s->w, "93001", "", 1, SQUARE);
    world_commune(s->w, "93002", "", 1, RIGHT);
    world_qpv(s->w, "QN09301M", "93001", 1, "POLYGON((10 10,30 10,30 30,10 30,10 10))");
    world_mesh_all(s->w);
    shape_of(s, all);
    assert_near(geom_wkb_area(s->made.wkb), 20000, 1e-6);
    assert_int_equal(count_points(s), 7); /* as read: the QPV left no vertex */
    shape_of(s, in_first);
    assert_near(geom_wkb_area(s->made.wkb), 10000, 1e-6);
    shape_of(s, none);
    assert_null(s->made.wkb);
}

static void faces_of_a_qpv_are_united(void **state)
{
    shape_state *s = *state;
    world_commune(s->w, "93001", "", 1, SQUARE);
    world_commune(s->w, "93002", "", 1, RIGHT);
    world_qpv(s->w, "QN09301M", "93001,93002", 1, "POLYGON((80 10,120 10,120 30,80 30,80 10))");
    world_qpv(s->w, "QN09302M", "93001", 1, "POLYGON((0 50,10 50,10 60,0 60,0 50))");
    world_mesh_all(s->w);
    shape_of(s, in_qpv);
    assert_near(geom_wkb_area(s->made.wkb), 900, 1e-6);
    assert_string_equal(s->made.crs, WORLD_CRS);
}

static void an_edge_alone_is_no_territory(void **state)
{
    shape_state *s = *state;
    world_commune(s->w, "93001", "", 1, SQUARE);
    world_commune(s->w, "93002", "", 1, RIGHT);
    world_qpv(s->w, "QN09301M", "93001", 1, "POLYGON((0 0,101 0,101 100,0 100,0 0))");
    world_mesh_all(s->w);
    assert_int_equal(s->w->mesh->summary.n_edges, 1);
    /* 93001 as a perimeter holds the edge by the rule, not by its drawing */
    shape_of(s, in_qpv);
    assert_near(geom_wkb_area(s->made.wkb), 10000, 1e-6);
}

static void claimed_area_alone_is_no_territory_of_the_neighbour(void **state)
{
    shape_state *s = *state;
    world_commune(s->w, "93001", "", 1, SQUARE);
    world_commune(s->w, "93002", "", 1, "POLYGON((90 0,200 0,200 100,90 100,90 0))");
    world_mesh_all(s->w);
    shape_of(s, of_second);
    /* the commune as drawn, as read: no union of pieces */
    assert_near(geom_wkb_area(s->made.wkb), 11000, 1e-6);
    assert_int_equal(count_points(s), 5);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(shared_edges_cancel),
        TEST(one_commune_is_itself),
        TEST(overlapping_communes_are_united),
        TEST(no_shape_is_no_polygon),
        TEST(several_territories_meet_in_degrees),
        TEST(faces_make_up_their_communes),
        TEST(faces_of_a_qpv_are_united),
        TEST(an_edge_alone_is_no_territory),
        TEST(claimed_area_alone_is_no_territory_of_the_neighbour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
