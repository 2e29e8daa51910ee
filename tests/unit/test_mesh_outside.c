/*
 * test_mesh_outside.c - QPV partly or wholly outside the loaded communes, and collapsed QPV.
 */
#include "support/world.h"

#define SQUARE "POLYGON((0 0,100 0,100 100,0 100,0 0))"

static void what_lies_outside_has_no_weight(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_qpv(w, "QN09301M", "93001", 20, "POLYGON((60 0,140 0,140 10,60 10,60 0))");
    world_mesh_all(w);
    assert_int_equal(w->mesh->n_faces, 3);
    const mesh_face *outside = world_face(w, "", "QN09301M", 0);
    assert_near(outside->area_m2, 400, 1e-6);
    assert_near(outside->population, 0, 0);
    assert_true(outside->edge);
    const mesh_face *inside = world_face(w, "93001", "QN09301M", 0);
    assert_ptr_equal(&w->mesh->faces[outside->follows], inside);
    assert_near(inside->population, 20, 1e-9);
    assert_near(w->mesh->qpv_area_m2[0], 800, 1e-6);
    assert_int_equal(w->mesh->summary.n_outside, 1);
    assert_int_equal(w->mesh->summary.n_qpv_outside, 0);
    assert_false(w->mesh->qpv_outside[0]);
    assert_near(w->mesh->summary.max_qpv_residual, 0, 1e-9);
}

static void even_most_of_it_outside(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_qpv(w, "QN09301M", "", 20, "POLYGON((99 0,199 0,199 10,99 10,99 0))");
    world_mesh_all(w);
    const mesh_face *inside = world_face(w, "93001", "QN09301M", 0);
    assert_false(inside->edge); /* the largest piece that lies in a commune */
    assert_near(inside->population, 20, 1e-9);
}

static void rounding_at_the_limit_is_no_face(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_qpv(w, "QN09301M", "93001", 20, "POLYGON((60 0,100.00000001 0,100 10,60 10,60 0))");
    world_mesh_all(w);
    assert_int_equal(w->mesh->summary.n_outside, 0);
    assert_int_equal(w->mesh->n_faces, 2);
}

static void a_qpv_of_no_loaded_commune_is_out_of_the_territory(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_qpv(w, "QN97801M", "97801", 300, "POLYGON((500 0,510 0,510 10,500 10,500 0))");
    world_mesh_all(w);
    assert_true(w->mesh->qpv_outside[0]);
    assert_int_equal(w->mesh->summary.n_qpv_outside, 1);
    assert_near(w->mesh->qpv_population[0], 300, 1e-9);
    assert_near(w->mesh->summary.population, 50, 0);
    assert_near(w->mesh->summary.population_residual, 0, 1e-9);
    assert_int_equal(w->mesh->summary.n_outside, 0);
    assert_string_equal(world_finding(w, "qpv-hors-territoire")->id, "QN97801M");
    size_t n;
    (void)mesh_list(&w->mesh->of_qpv, 0, &n);
    assert_int_equal(n, 1);
}

static void a_misplaced_qpv_stays_in_its_declared_commune(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_qpv(w, "QN09301M", "93001", 20, "POLYGON((500 0,510 0,510 10,500 10,500 0))");
    world_mesh_all(w);
    assert_false(w->mesh->qpv_outside[0]);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 20, 1e-9);
    assert_near(world_faces_people(w, "93001", ""), 30, 1e-9);
    assert_string_equal(world_finding(w, "qpv-hors-communes")->id, "QN09301M");
    assert_int_equal(w->mesh->summary.n_qpv_outside, 0);
    assert_int_equal(w->mesh->summary.n_qpv_collapsed, 0);
    assert_true(world_face(w, "93001", "QN09301M", 0)->stray);
    assert_near(w->mesh->commune_area_m2[0], 10000, 1e-6); /* as drawn */
    assert_near(w->mesh->qpv_area_m2[0], 100, 1e-6);
}

/* simplification leaves nothing of the smallest polygons */
static void a_collapsed_qpv_keeps_its_people_in_its_declared_commune(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_commune(w, "93002", "", 60, "POLYGON((100 0,200 0,200 100,100 100,100 0))");
    world_qpv(w, "QN09301M", "93002", 20, "POLYGON((10 10,20 10,10 10,10 10))");
    world_qpv(w, "QN09302M", "93002", 5, "MULTIPOLYGON EMPTY");
    world_mesh_all(w);
    assert_int_equal(w->mesh->summary.n_qpv_collapsed, 2);
    const mesh_face *face = world_face(w, "93002", "QN09301M", 0);
    assert_near(face->area_m2, 0, 0);
    assert_null(face->wkb);
    assert_false(face->edge);
    assert_near(face->population, 20, 1e-9);
    assert_near(world_faces_people(w, "93002", ""), 35, 1e-9);
    assert_int_equal(world_count_findings(w, "geometrie-effondree"), 2);
    assert_near(w->mesh->qpv_population[1], 5, 1e-9);
}

static void a_collapsed_qpv_of_nowhere_is_out_of_the_territory(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_qpv(w, "QN97801M", "97801", 300, "MULTIPOLYGON EMPTY");
    world_qpv(w, "QN98701M", "", (double)NAN, NULL);
    world_mesh_all(w);
    assert_int_equal(w->mesh->summary.n_qpv_outside, 2);
    assert_int_equal(w->mesh->summary.n_qpv_collapsed, 0);
    assert_near(w->mesh->qpv_population[0], 300, 1e-9);
    assert_true(isnan(w->mesh->qpv_population[1]));
    assert_int_equal(w->mesh->qpv_method[1], MESH_UNKNOWN);
}

static void two_qpv_outside_are_two_faces(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_qpv(w, "QN09301M", "93001", 1, "POLYGON((90 0,120 0,120 10,90 10,90 0))");
    world_qpv(w, "QN09302M", "93001", 2, "POLYGON((90 20,130 20,130 30,90 30,90 20))");
    world_mesh_all(w);
    assert_int_equal(w->mesh->summary.n_outside, 2);
    assert_near(world_faces_area(w, "", "QN09301M"), 200, 1e-6);
    assert_near(world_faces_area(w, "", "QN09302M"), 300, 1e-6);
    assert_int_equal(w->mesh->faces[w->mesh->n_faces - 1].commune, TERRITORY_NONE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_lies_outside_has_no_weight),
        TEST(even_most_of_it_outside),
        TEST(rounding_at_the_limit_is_no_face),
        TEST(a_qpv_of_no_loaded_commune_is_out_of_the_territory),
        TEST(a_misplaced_qpv_stays_in_its_declared_commune),
        TEST(a_collapsed_qpv_keeps_its_people_in_its_declared_commune),
        TEST(a_collapsed_qpv_of_nowhere_is_out_of_the_territory),
        TEST(two_qpv_outside_are_two_faces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
