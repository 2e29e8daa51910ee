/*
 * test_mesh_faces.c - faces as a partition: QPV and overlapping communes cut; what is claimed twice
 * is a face of its own, counted once; communes without geometry, invalid ones.
 */
#include "support/world.h"

#define SQUARE "POLYGON((0 0,100 0,100 100,0 100,0 0))"
#define RIGHT  "POLYGON((100 0,200 0,200 100,100 100,100 0))"

static double total_area(const world *w)
{
    double area = 0;
    for (size_t f = 0; f < w->mesh->n_faces; f++)
        area += w->mesh->faces[f].area_m2;
    return area;
}

static void a_commune_that_nothing_cuts_is_one_face(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_commune(w, "93002", "", 60, RIGHT);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_mesh_all(w);
    assert_int_equal(w->mesh->n_faces, 2);
    const mesh_face *face = world_face(w, "93001", "", 0);
    assert_true(face->whole);
    assert_null(face->wkb);
    assert_false(face->edge || face->overlap);
    assert_near(face->area_m2, 10000, 1e-6);
    assert_near(face->population, 50, 0);
    assert_int_equal(face->follows, 0);
    mlg_mesh_summary s = mlg_mesh_get_summary(w->mesh);
    assert_int_equal(s.n_faces, 2);
    assert_int_equal(s.n_overlaps, 0);
    assert_near(s.population, 110, 0);
    assert_near(s.population_residual, 0, 0);
}

static void a_qpv_cuts_its_commune(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_qpv(w, "QN09301M", "93001", 20, "POLYGON((10 10,30 10,30 30,10 30,10 10))");
    world_mesh_all(w);
    assert_int_equal(w->mesh->n_faces, 2);
    assert_near(world_faces_area(w, "93001", "QN09301M"), 400, 1e-6);
    assert_near(world_faces_area(w, "93001", ""), 9600, 1e-6);
    assert_false(world_face(w, "93001", "", 0)->whole);
    assert_non_null(world_face(w, "93001", "", 0)->wkb);
    assert_near(w->mesh->qpv_area_m2[0], 400, 1e-6);
    assert_near(w->mesh->commune_area_m2[0], 10000, 1e-6);
    assert_false(w->mesh->qpv_outside[0]);
}

static void a_qpv_over_two_communes_is_two_faces(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_commune(w, "93002", "", 60, RIGHT);
    world_qpv(w, "QN09301M", "93001,93002", 20, "POLYGON((70 0,110 0,110 10,70 10,70 0))");
    world_mesh_all(w);
    assert_int_equal(w->mesh->n_faces, 4);
    assert_near(world_faces_area(w, "93001", "QN09301M"), 300, 1e-6);
    assert_near(world_faces_area(w, "93002", "QN09301M"), 100, 1e-6);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 15, 1e-9);
    assert_near(world_faces_people(w, "93002", "QN09301M"), 5, 1e-9);
}

static void a_qpv_that_is_the_commune_leaves_one_face(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_qpv(w, "QN09301M", "93001", 50, SQUARE);
    world_mesh_all(w);
    assert_int_equal(w->mesh->n_faces, 1);
    assert_near(world_faces_area(w, "93001", "QN09301M"), 10000, 1e-6);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 50, 1e-9);
}

/* --- overlaps --- */

static void area_of_two_communes_is_counted_once(void **state)
{
    world *w = *state;
    world_commune(w, "93002", "", 60, "POLYGON((90 0,200 0,200 100,90 100,90 0))");
    world_commune(w, "93001", "", 50, SQUARE);
    world_mesh_all(w);
    assert_int_equal(w->mesh->n_faces, 3);
    assert_near(total_area(w), 20000, 1e-6);
    const mesh_face *claimed = world_face(w, "93001", "", 0)->overlap
                                   ? world_face(w, "93001", "", 0)
                                   : world_face(w, "93001", "", 1);
    assert_true(claimed->overlap);
    assert_near(claimed->area_m2, 1000, 1e-6);
    assert_near(claimed->population, 0, 0);
    assert_near(world_faces_area(w, "93002", ""), 10000, 1e-6);
    /* each commune as drawn */
    assert_near(w->mesh->commune_area_m2[0], 10000, 1e-6);
    assert_near(w->mesh->commune_area_m2[1], 11000, 1e-6);
    assert_int_equal(w->mesh->summary.n_overlaps, 1);
    assert_near(w->mesh->summary.overlap_area_m2, 1000, 1e-6);
    assert_near(world_faces_people(w, "93001", ""), 50, 1e-9);
    assert_near(world_faces_people(w, "93002", ""), 60, 1e-9);
    assert_string_equal(world_finding(w, "communes-superposees")->value, "93001,93002");
    assert_string_equal(world_finding(w, "communes-superposees")->detail, "1");
}

static void three_communes_over_one_place(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1, SQUARE);
    world_commune(w, "93002", "", 2, "POLYGON((50 0,150 0,150 100,50 100,50 0))");
    world_commune(w, "93003", "", 4, "POLYGON((75 0,175 0,175 100,75 100,75 0))");
    world_mesh_all(w);
    assert_near(total_area(w), 17500, 1e-6);
    assert_near(world_faces_area(w, "93001", ""), 10000, 1e-6);
    assert_near(world_faces_area(w, "93002", ""), 5000, 1e-6);
    assert_near(world_faces_area(w, "93003", ""), 2500, 1e-6);
    assert_near(w->mesh->commune_area_m2[1], 10000, 1e-6);
    assert_near(w->mesh->commune_area_m2[2], 10000, 1e-6);
    assert_near(world_faces_people(w, "93003", ""), 4, 1e-9);
    assert_near(w->mesh->summary.max_commune_residual, 0, 1e-9);
}

static void two_communes_of_one_polygon_both_keep_their_people(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_commune(w, "93002", "", 60, SQUARE);
    world_mesh_all(w);
    assert_near(total_area(w), 10000, 1e-6);
    assert_near(world_faces_people(w, "93001", ""), 50, 1e-9);
    assert_near(world_faces_people(w, "93002", ""), 60, 1e-9);
    assert_near(w->mesh->commune_area_m2[1], 10000, 1e-6);
    assert_near(w->mesh->summary.population_residual, 0, 1e-9);
}

static void a_commune_inside_another_is_found(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_commune(w, "93002", "", 60, "POLYGON((40 40,60 40,60 60,40 60,40 40))");
    world_mesh_all(w);
    assert_near(total_area(w), 10000, 1e-6);
    assert_int_equal(w->mesh->summary.n_overlaps, 1);
    assert_near(w->mesh->commune_area_m2[1], 400, 1e-6);
    assert_near(world_faces_people(w, "93002", ""), 60, 1e-9);
}

static void borders_that_match_do_not_overlap(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_commune(w, "93002", "", 60, RIGHT);
    world_commune(w, "93003", "", 70, "POLYGON((0 100,200 100,200 200,0 200,0 100))");
    world_mesh_all(w);
    assert_int_equal(w->mesh->summary.n_overlaps, 0);
    assert_int_equal(w->mesh->n_faces, 3);
    assert_null(world_finding(w, "communes-superposees"));
}

static void area_of_two_qpv_is_counted_once(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 500, SQUARE);
    world_qpv(w, "QN09302M", "93001", 90, "POLYGON((25 10,55 10,55 20,25 20,25 10))");
    world_qpv(w, "QN09301M", "93001", 60, "POLYGON((10 10,30 10,30 20,10 20,10 10))");
    world_mesh_all(w);
    assert_int_equal(w->mesh->n_faces, 4);
    assert_near(total_area(w), 10000, 1e-6);
    assert_near(world_faces_area(w, "93001", "QN09301M"), 200, 1e-6);
    assert_near(world_faces_area(w, "93001", "QN09302M"), 250, 1e-6);
    assert_near(w->mesh->qpv_area_m2[0], 200, 1e-6);
    assert_near(w->mesh->qpv_area_m2[1], 300, 1e-6);
    size_t n;
    (void)mesh_list(&w->mesh->of_qpv, 1, &n);
    assert_int_equal(n, 2);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 60, 1e-9);
    assert_near(world_faces_people(w, "93001", "QN09302M"), 90, 1e-9);
    const mlg_finding *finding = world_finding(w, "qpv-superposes");
    assert_string_equal(finding->id, "QN09301M");
    assert_string_equal(finding->value, "QN09302M");
    assert_string_equal(finding->detail, "50.0");
}

/* the people of what two QPV claim are the lower one's */
static void claimed_people_are_of_the_lower_qpv(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 500, SQUARE);
    world_qpv(w, "QN09301M", "93001", 60, "POLYGON((10 10,30 10,30 20,10 20,10 10))");
    world_qpv(w, "QN09302M", "93001", 90, "POLYGON((25 10,55 10,55 20,25 20,25 10))");
    world_mesh_all(w);
    double claimed = 0;
    for (size_t i = 0; i < world_count_faces(w, "93001", "QN09301M"); i++) {
        const mesh_face *face = world_face(w, "93001", "QN09301M", i);
        claimed += face->overlap ? face->population : 0;
    }
    assert_near(claimed, 60 * 50.0 / 200, 1e-9);
}

static void a_qpv_inside_another_owns_nothing(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 500, SQUARE);
    world_qpv(w, "QN09301M", "93001", 60, "POLYGON((10 10,30 10,30 30,10 30,10 10))");
    world_qpv(w, "QN09302M", "93001", 90, "POLYGON((12 12,18 12,18 18,12 18,12 12))");
    world_mesh_all(w);
    assert_int_equal(world_count_faces(w, "93001", "QN09302M"), 0);
    assert_near(w->mesh->qpv_area_m2[1], 36, 1e-6);
    assert_near(w->mesh->qpv_population[1], 90, 0);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 60, 1e-9);
    assert_near(w->mesh->summary.population_residual, 0, 1e-9);
    assert_false(w->mesh->qpv_outside[1]);
}

/* --- what lacks something --- */

static void a_commune_without_geometry_keeps_its_people(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, NULL);
    world_commune(w, "93002", "", 60, RIGHT);
    world_qpv(w, "QN09301M", "93002", 5, "POLYGON((110 10,120 10,120 20,110 20,110 10))");
    world_mesh_all(w);
    const mesh_face *face = world_face(w, "93001", "", 0);
    assert_near(face->area_m2, 0, 0);
    assert_null(face->wkb);
    assert_near(face->population, 50, 0);
    assert_near(w->mesh->summary.population, 110, 0);
    assert_near(w->mesh->summary.population_residual, 0, 1e-9);
}

static void no_geometry_at_all(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, NULL);
    world_qpv(w, "QN09301M", "93001", 5, NULL);
    world_mesh_all(w);
    assert_near(world_faces_people(w, "93001", ""), 45, 1e-9);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 5, 1e-9);
    assert_int_equal(w->mesh->summary.n_qpv_collapsed, 1);
}

static void an_inventory_may_be_absent(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_finish_territory(w);
    world_build_mesh(w);
    assert_int_equal(w->mesh->n_faces, 1);
    assert_int_equal(w->mesh->of_geometry.n_units, 0);
    mlg_mesh_free(NULL);
}

static void an_invalid_commune_is_repaired_and_told(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, "POLYGON((0 0,100 0,100 100,0 100,0 50,50 50,0 50,0 0))");
    world_mesh_all(w);
    assert_int_equal(w->mesh->summary.n_repaired, 1);
    assert_string_equal(world_finding(w, "geometrie-reparee")->id, "93001");
    assert_near(w->mesh->commune_area_m2[0], 10000, 1e-6);
}

/* libgeos/geos#1523: a hole of 1e-13 m2 made a whole intersection vanish */
static void a_tiny_hole_swallows_no_qpv(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50,
                  "POLYGON((0 0,100 0,100 100,0 100,0 0),"
                  "(50 50,50 50.0000003,50.0000003 50,50 50))");
    world_qpv(w, "QN09301M", "93001", 5, "POLYGON((10 10,13.4 10,13.4 13.4,10 13.4,10 10))");
    world_mesh_all(w);
    assert_near(world_faces_area(w, "93001", "QN09301M"), 3.4 * 3.4, 1e-6);
    assert_near(total_area(w), 10000, 1e-3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_commune_that_nothing_cuts_is_one_face),
        TEST(a_qpv_cuts_its_commune),
        TEST(a_qpv_over_two_communes_is_two_faces),
        TEST(a_qpv_that_is_the_commune_leaves_one_face),
        TEST(area_of_two_communes_is_counted_once),
        TEST(three_communes_over_one_place),
        TEST(two_communes_of_one_polygon_both_keep_their_people),
        TEST(a_commune_inside_another_is_found),
        TEST(borders_that_match_do_not_overlap),
        TEST(area_of_two_qpv_is_counted_once),
        TEST(claimed_people_are_of_the_lower_qpv),
        TEST(a_qpv_inside_another_owns_nothing),
        TEST(a_commune_without_geometry_keeps_its_people),
        TEST(no_geometry_at_all),
        TEST(an_inventory_may_be_absent),
        TEST(an_invalid_commune_is_repaired_and_told),
        TEST(a_tiny_hole_swallows_no_qpv),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
