/*
 * test_mesh_perimeters.c - polygon perimeters and parts of communes cut the communes they meet; one
 * that meets nothing or is invalid is told by its dispositif and row.
 */
#include "support/world.h"

#define SQUARE "POLYGON((0 0,100 0,100 100,0 100,0 0))"
#define RIGHT  "POLYGON((100 0,200 0,200 100,100 100,100 0))"

static void a_polygon_perimeter_cuts_the_communes_it_meets(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_commune(w, "93002", "", 60, RIGHT);
    world_commune(w, "93003", "", 60, "POLYGON((0 100,200 100,200 200,0 200,0 100))");
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((50 -50,300 -50,300 40,50 40,50 -50))");
    world_mesh_all(w);
    assert_int_equal(w->mesh->n_faces, 5);
    size_t n;
    const uint32_t *inside = mesh_list(&w->mesh->of_geometry, 0, &n);
    assert_int_equal(n, 2);
    assert_near(w->mesh->faces[inside[0]].area_m2, 2000, 1e-6);
    assert_near(w->mesh->faces[inside[1]].area_m2, 4000, 1e-6);
    assert_true(world_face(w, "93003", "", 0)->whole);
}

static void a_perimeter_that_holds_a_commune_does_not_cut_it(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((-9 -9,110 -9,110 110,-9 110,-9 -9))");
    world_mesh_all(w);
    assert_int_equal(w->mesh->n_faces, 1);
    size_t n;
    (void)mesh_list(&w->mesh->of_geometry, 0, &n);
    assert_int_equal(n, 1);
}

static void a_perimeter_that_meets_nothing_is_told(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((900 0,910 0,910 10,900 10,900 0))");
    world_mesh_all(w);
    assert_int_equal(w->mesh->n_faces, 1);
    size_t n;
    (void)mesh_list(&w->mesh->of_geometry, 0, &n);
    assert_int_equal(n, 0);
    const mlg_finding *finding = world_finding(w, "perimetre-hors-territoire");
    assert_non_null(finding);
    assert_string_equal(finding->id, "A");
    assert_string_equal(finding->file, "perimetres.csv");
    assert_int_equal(finding->row, 3);
}

static void an_invalid_perimeter_is_repaired_and_named(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_dispositif(w, "BOW", "CLSM", "GEOMETRIE POLYGON((0 0,20 20,20 0,0 20,0 0))");
    world_mesh_all(w);
    size_t n;
    (void)mesh_list(&w->mesh->of_geometry, 0, &n);
    assert_int_equal(n, 1);
    const mlg_finding *finding = world_finding(w, "geometrie-reparee");
    assert_non_null(finding);
    assert_string_equal(finding->id, "BOW");
    assert_string_equal(finding->object, "perimetre");
    assert_int_equal(finding->row, 3);
    assert_int_equal(w->mesh->summary.n_repaired, 1);
}

static void only_the_parts_that_a_perimeter_names_cut(void **state)
{
    world *w = *state;
    world_commune(w, "01001", "", 50, SQUARE);
    world_part(w, "01050", "01001", TERRITORY_DELEGUEE, 20, "POLYGON((0 0,50 0,50 100,0 100,0 0))");
    world_part(w, "01051", "01001", TERRITORY_DELEGUEE, 30, "POLYGON((0 0,100 0,100 10,0 10,0 0))");
    world_dispositif(w, "A", "CLS", "COMMUNE_DELEGUEE 01050");
    world_mesh_all(w);
    assert_int_equal(w->mesh->n_faces, 2);
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->of_part, 0, &n);
    assert_int_equal(n, 1);
    assert_near(w->mesh->faces[faces[0]].area_m2, 5000, 1e-6);
    (void)mesh_list(&w->mesh->of_part, 1, &n);
    assert_int_equal(n, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_polygon_perimeter_cuts_the_communes_it_meets),
        TEST(a_perimeter_that_holds_a_commune_does_not_cut_it),
        TEST(a_perimeter_that_meets_nothing_is_told),
        TEST(an_invalid_perimeter_is_repaired_and_named),
        TEST(only_the_parts_that_a_perimeter_names_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
