/*
 * test_mesh_zones.c - each territory in its own computing CRS, several of them in one run; layers
 * in degrees; the same faces for any order of features and any number of threads.
 */
#include "support/world.h"

#include "crs/crs.h"
#include "support/wkt.h"

#define SQUARE "POLYGON((0 0,1000 0,1000 1000,0 1000,0 0))"

static void at(world *w, const char *crs, double x, double y)
{
    w->crs = crs;
    w->dx = x;
    w->dy = y;
}

static const char *crs_of(const world *w, const mesh_face *face)
{
    return w->mesh->crs[face->crs];
}

static void each_territory_has_its_crs(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1, SQUARE);
    at(w, "EPSG:5490", 640000, 1790000);
    world_commune(w, "97101", "", 2, SQUARE);
    at(w, "EPSG:2975", 340000, 7660000);
    world_commune(w, "97401", "", 4, SQUARE);
    at(w, "EPSG:4471", 520000, 8580000);
    world_commune(w, "97601", "", 8, SQUARE);
    at(w, "EPSG:2972", 350000, 545000);
    world_commune(w, "97302", "", 16, SQUARE);
    world_mesh_all(w);
    assert_string_equal(crs_of(w, world_face(w, "93001", "", 0)), "EPSG:3035");
    assert_string_equal(crs_of(w, world_face(w, "97101", "", 0)), "EPSG:5490");
    assert_string_equal(crs_of(w, world_face(w, "97302", "", 0)), "EPSG:2972");
    assert_string_equal(crs_of(w, world_face(w, "97401", "", 0)), "EPSG:2975");
    assert_string_equal(crs_of(w, world_face(w, "97601", "", 0)), "EPSG:4471");
    assert_near(world_faces_area(w, "93001", ""), 1e6, 1e-6);
    /* geodesic: UTM is off by some 0.1 % */
    assert_near(world_faces_area(w, "97401", ""), 1e6, 2e3);
    assert_true(fabs(world_faces_area(w, "97401", "") - 1e6) > 1);
    assert_near(w->mesh->summary.population, 31, 0);
}

static void geodesic_areas_add_up(void **state)
{
    world *w = *state;
    at(w, "EPSG:2975", 340000, 7660000);
    world_commune(w, "97401", "", 100, SQUARE);
    world_qpv(w, "QN97401M", "97401", 20, "POLYGON((100 100,300 100,300 300,100 300,100 100))");
    world_mesh_all(w);
    double all = w->mesh->commune_area_m2[0];
    assert_near(world_faces_area(w, "97401", "QN97401M"), all * 0.04, all * 1e-5);
    assert_near(world_faces_area(w, "97401", "QN97401M") + world_faces_area(w, "97401", ""), all,
                all * 1e-9);
}

static void a_perimeter_overseas_cuts(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1, SQUARE);
    at(w, "EPSG:2975", 340000, 7660000);
    world_commune(w, "97401", "", 4, SQUARE);
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((-9 -9,500 -9,500 1100,-9 1100,-9 -9))");
    at(w, "EPSG:5490", 640000, 1790000);
    world_commune(w, "97101", "", 2, SQUARE);
    world_dispositif(w, "B", "CLSM", "GEOMETRIE POLYGON((-9 -9,250 -9,250 1100,-9 1100,-9 -9))");
    world_mesh_all(w);
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->of_geometry, 0, &n);
    assert_int_equal(n, 1);
    assert_near(w->mesh->faces[faces[0]].population, 2, 1e-3);
    faces = mesh_list(&w->mesh->of_geometry, 1, &n);
    assert_int_equal(n, 1);
    assert_near(w->mesh->faces[faces[0]].population, 0.5, 1e-3);
}

/* one perimeter file in degrees for all, as GeoJSON is */
static void a_perimeter_in_degrees_cuts_overseas_too(void **state)
{
    world *w = *state;
    at(w, "EPSG:4326", 55.5, -21.1);
    world_commune(w, "97401", "", 4, "POLYGON((0 0,0.01 0,0.01 0.01,0 0.01,0 0))");
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((0 0,0.005 0,0.005 0.01,0 0.01,0 0))");
    world_mesh_all(w);
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->of_geometry, 0, &n);
    assert_int_equal(n, 1);
    assert_near(w->mesh->faces[faces[0]].population, 2, 1e-4);
}

static void an_invented_department_computes_where_it_lies(void **state)
{
    world *w = *state;
    world_commune(w, "00001", "", 1, SQUARE);
    at(w, "EPSG:4326", -56.2, 46.8);
    world_commune(w, "98801", "", 1, "POLYGON((0 0,0.01 0,0.01 0.01,0 0.01,0 0))");
    world_mesh_all(w);
    assert_string_equal(crs_of(w, world_face(w, "00001", "", 0)), "EPSG:3035");
    const char *local = crs_of(w, world_face(w, "98801", "", 0));
    assert_true(crs_is_equal_area(local));
    assert_true(strcmp(local, "EPSG:3035") != 0);
}

/* --- determinism --- */

/* 6 x 6 communes of 1 km, a QPV over each inner corner, two perimeters; `order` turns the rows. */
static void add_grid(world *w, int order)
{
    for (int k = 0; k < 36; k++) {
        int i = order == 0 ? k : 35 - k, x = i % 6, y = i / 6;
        char code[6], qpv[9];
        (void)g_snprintf(code, sizeof code, "93%03d", i + 1);
        g_autofree char *wkt = support_rectangle(x * 1000, y * 1000, x * 1000 + 1000, /* y1= */
                                                 y * 1000 + (y == 2 ? 1050 : 1000));
        world_commune(w, code, "", 100 + i, wkt);
        if (x == 5 || y == 5)
            continue;
        (void)g_snprintf(qpv, sizeof qpv, "QN093%02dM", i + 1);
        g_autofree char *block =
            support_rectangle(x * 1000 + 700, y * 1000 + 800, x * 1000 + 1002, y * 1000 + 1300);
        world_qpv(w, qpv, code, 30, block);
    }
    world_dispositif(w, "A", "CLSM",
                     "GEOMETRIE POLYGON((500 500,3500 700,3300 3600,400 2000,500 500))");
    world_dispositif(w, "B", "CLSM",
                     "GEOMETRIE POLYGON((2500 500,5500 700,5300 3600,2400 2000,2500 500))");
    world_mesh_all(w);
}

static void assert_same_mesh(const mlg_mesh *a, const mlg_mesh *b, bool bytes)
{
    assert_int_equal(a->n_faces, b->n_faces);
    for (size_t f = 0; f < a->n_faces; f++) {
        const mesh_face *x = &a->faces[f], *y = &b->faces[f];
        assert_int_equal(x->commune, y->commune);
        assert_int_equal(x->qpv, y->qpv);
        assert_int_equal(x->follows, y->follows);
        assert_int_equal(x->edge, y->edge);
        assert_int_equal(x->overlap, y->overlap);
        assert_near(x->area_m2, y->area_m2, bytes ? 0 : 1e-6);
        assert_near(x->population, y->population, bytes ? 0 : 1e-9);
        assert_int_equal(x->wkb == NULL, y->wkb == NULL);
        if (bytes && x->wkb != NULL)
            assert_true(g_bytes_equal(x->wkb, y->wkb));
    }
}

static int compare_with(world *w, int order, unsigned n_threads, bool bytes)
{
    void *made = NULL;
    (void)world_setup(&made);
    world *other = made;
    other->mesh_options.n_threads = n_threads;
    add_grid(other, order);
    add_grid(w, 0);
    assert_same_mesh(w->mesh, other->mesh, bytes);
    return world_teardown(&made);
}

static void any_number_of_threads(void **state)
{
    (void)compare_with(*state, 0, 4, true);
}

static void any_order_of_rows(void **state)
{
    (void)compare_with(*state, 1, 1, true);
}

static int cancel_now(void *user)
{
    (void)user;
    return 1;
}

static void a_run_can_be_cancelled(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1, SQUARE);
    world_finish_territory(w);
    w->monitor.cancelled = cancel_now;
    assert_int_equal(mlg_build_mesh(w->t, NULL, NULL, &w->monitor, &w->mesh, &w->err),
                     MLG_E_CANCELLED);
    assert_null(w->mesh);
}

static void a_crs_that_is_none_is_an_error(void **state)
{
    world *w = *state;
    w->crs = "EPSG:1";
    world_commune(w, "93001", "", 1, SQUARE);
    world_finish_territory(w);
    assert_int_equal(mlg_build_mesh(w->t, NULL, NULL, &w->monitor, &w->mesh, &w->err), MLG_E_CRS);
    assert_contains(w->err.message, "EPSG:1");
    assert_null(w->mesh);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_territory_has_its_crs),
        TEST(geodesic_areas_add_up),
        TEST(a_perimeter_overseas_cuts),
        TEST(a_perimeter_in_degrees_cuts_overseas_too),
        TEST(an_invented_department_computes_where_it_lies),
        TEST(any_number_of_threads),
        TEST(any_order_of_rows),
        TEST(a_run_can_be_cancelled),
        TEST(a_crs_that_is_none_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
