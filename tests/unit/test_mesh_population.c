/*
 * test_mesh_population.c - official totals given to faces: a commune's people are always kept,
 * published QPV have theirs, the rest goes by area, nothing known stays NaN.
 */
#include "support/world.h"

#define UNKNOWN ((double)NAN)
#define SQUARE  "POLYGON((0 0,100 0,100 100,0 100,0 0))"
#define RIGHT   "POLYGON((100 0,200 0,200 100,100 100,100 0))"
#define BLOCK   "POLYGON((10 10,30 10,30 30,10 30,10 10))" /* 400 m2 */

static void the_rest_goes_to_the_other_faces_by_area(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_qpv(w, "QN09301M", "93001", 200, BLOCK);
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((0 40,100 40,100 64,0 64,0 40))");
    world_mesh_all(w);
    /* 9 600 m2 outside the QPV, 2 400 of them in the perimeter */
    assert_near(world_faces_people(w, "93001", "QN09301M"), 200, 1e-9);
    size_t n;
    const uint32_t *inside = mesh_list(&w->mesh->of_geometry, 0, &n);
    assert_int_equal(n, 1);
    assert_near(w->mesh->faces[inside[0]].population, 800 * 2400.0 / 9600, 1e-9);
    assert_near(world_faces_people(w, "93001", ""), 800, 1e-9);
    assert_int_equal(w->mesh->qpv_method[0], MESH_OFFICIELLE);
    assert_near(w->mesh->qpv_population[0], 200, 1e-9);
}

static void a_qpv_without_figure_is_told_by_area(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_qpv(w, "QN09301M", "93001", UNKNOWN, BLOCK);
    world_mesh_all(w);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 40, 1e-9);
    assert_int_equal(w->mesh->qpv_method[0], MESH_SURFACE);
    assert_near(w->mesh->qpv_population[0], 40, 1e-9);
    assert_string_equal(mesh_method_names[w->mesh->qpv_method[0]], "surface");
}

static void a_qpv_shares_its_people_between_communes_by_area(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_commune(w, "93002", "", 2000, RIGHT);
    world_qpv(w, "QN09301M", "93001,93002", 300, "POLYGON((80 0,110 0,110 10,80 10,80 0))");
    world_mesh_all(w);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 200, 1e-9);
    assert_near(world_faces_people(w, "93002", "QN09301M"), 100, 1e-9);
    assert_near(world_faces_people(w, "93002", ""), 1900, 1e-9);
    assert_near(w->mesh->summary.max_commune_residual, 0, 1e-9);
}

/* Three pieces: 2 000 m2, 1 000 m2, and an edge of 30 m2 whose people live in the largest one. */
static void people_of_an_edge_live_in_the_largest_piece(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 9000, SQUARE);
    world_commune(w, "93002", "", 2000, RIGHT);
    world_commune(w, "93003", "", 500, "POLYGON((0 -50,200 -50,200 0,0 0,0 -50))");
    world_qpv(w, "QN09301M", "93001,93002", 3030,
              "POLYGON((60 0,60 -0.75,100 -0.75,100 0,140 0,140 25,100 25,100 50,60 50,60 0))");
    world_mesh_all(w);
    assert_true(world_face(w, "93003", "QN09301M", 0)->edge);
    assert_near(world_faces_people(w, "93003", "QN09301M"), 0, 1e-9);
    assert_near(world_faces_people(w, "93002", "QN09301M"), 1000, 1e-9);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 2030, 1e-9);
}

static void qpv_are_scaled_to_their_commune(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 300, SQUARE);
    world_qpv(w, "QN09301M", "93001", 400, BLOCK);
    world_qpv(w, "QN09302M", "93001", 200, "POLYGON((40 10,60 10,60 30,40 30,40 10))");
    world_mesh_all(w);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 200, 1e-9);
    assert_near(world_faces_people(w, "93001", "QN09302M"), 100, 1e-9);
    assert_near(world_faces_people(w, "93001", ""), 0, 1e-9);
    assert_int_equal(w->mesh->summary.n_qpv_scaled, 2);
    assert_near(w->mesh->summary.max_qpv_residual, 0, 0); /* of those that were not scaled */
    assert_near(w->mesh->qpv_population[0], 200, 1e-9);
    assert_int_equal(world_count_findings(w, "qpv-population-ajustee"), 2);
    const mlg_finding *finding = world_finding(w, "qpv-population-ajustee");
    assert_string_equal(finding->id, "QN09302M");
    assert_string_equal(finding->value, "200");
    assert_string_equal(finding->detail, "100");
    assert_near(w->mesh->summary.population_residual, 0, 1e-9);
}

static void a_qpv_that_is_the_commune_is_scaled_up(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 300, SQUARE);
    world_qpv(w, "QN09301M", "93001", 250, SQUARE);
    world_mesh_all(w);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 300, 1e-9);
    assert_int_equal(w->mesh->summary.n_qpv_scaled, 1);
}

static void a_qpv_of_nobody_that_is_the_commune(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 300, SQUARE);
    world_commune(w, "93002", "", 300, RIGHT);
    /* 93002 holds an edge of it */
    world_qpv(w, "QN09301M", "93001", 0, "POLYGON((0 0,101 0,101 100,0 100,0 0))");
    world_mesh_all(w);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 300, 1e-9);
    assert_true(world_face(w, "93002", "QN09301M", 0)->edge);
    assert_near(world_faces_people(w, "93002", "QN09301M"), 0, 0);
    assert_near(world_faces_people(w, "93002", ""), 300, 1e-9);
}

/* what it owns lies outside every commune */
static void a_qpv_that_is_claimed_wholly_gives_nobody_to_an_edge(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 300, SQUARE);
    world_qpv(w, "QN09301M", "93001", 50, "POLYGON((0 0,50 0,50 50,0 50,0 0))");
    world_qpv(w, "QN09302M", "93001", 20, "POLYGON((-10 0,50 0,50 20,-10 20,-10 0))");
    world_mesh_all(w);
    assert_near(world_faces_people(w, "", "QN09302M"), 0, 0);
    assert_near(w->mesh->qpv_population[1], 20, 0);
    assert_near(w->mesh->summary.max_qpv_residual, 0, 1e-9);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 50, 1e-9);
}

static void only_the_pieces_in_the_small_commune_are_scaled(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, SQUARE);
    world_commune(w, "93002", "", 2000, RIGHT);
    world_qpv(w, "QN09301M", "93001,93002", 300, "POLYGON((80 0,110 0,110 10,80 10,80 0))");
    world_mesh_all(w);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 50, 1e-9);
    assert_near(world_faces_people(w, "93002", "QN09301M"), 100, 1e-9);
    assert_near(w->mesh->qpv_population[0], 150, 1e-9);
    assert_int_equal(w->mesh->summary.n_qpv_scaled, 1);
    assert_string_equal(world_finding(w, "qpv-population-ajustee")->detail, "150");
}

static void nothing_known_stays_unknown(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", UNKNOWN, SQUARE);
    world_qpv(w, "QN09301M", "93001", UNKNOWN, BLOCK);
    world_mesh_all(w);
    assert_true(isnan(world_face(w, "93001", "", 0)->population));
    assert_true(isnan(world_face(w, "93001", "QN09301M", 0)->population));
    assert_true(isnan(w->mesh->qpv_population[0]));
    assert_int_equal(w->mesh->qpv_method[0], MESH_UNKNOWN);
    assert_string_equal(mesh_method_names[MESH_UNKNOWN], "");
    assert_near(w->mesh->summary.population, 0, 0);
    assert_near(w->mesh->summary.population_residual, 0, 0);
}

static void a_known_qpv_of_an_unknown_commune(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", UNKNOWN, SQUARE);
    world_commune(w, "93002", "", 10, RIGHT);
    world_qpv(w, "QN09301M", "93001", 70, BLOCK);
    world_mesh_all(w);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 70, 1e-9);
    assert_true(isnan(world_face(w, "93001", "", 0)->population));
    assert_int_equal(w->mesh->qpv_method[0], MESH_OFFICIELLE);
    assert_near(w->mesh->summary.population, 10, 0);
    assert_near(w->mesh->summary.population_residual, 0, 1e-9);
}

static void nobody_lives_in_an_edge_of_an_unknown_commune(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 100, SQUARE);
    world_commune(w, "93002", "", UNKNOWN, RIGHT);
    world_qpv(w, "QN09301M", "93001", UNKNOWN, "POLYGON((40 0,101 0,101 20,40 20,40 0))");
    world_mesh_all(w);
    assert_true(world_face(w, "93002", "QN09301M", 0)->edge);
    assert_near(world_face(w, "93002", "QN09301M", 0)->population, 0, 0);
    assert_near(w->mesh->qpv_population[0], 12, 1e-9);
}

static void a_commune_of_nobody(void **state)
{
    world *w = *state;
    world_commune(w, "55039", "", 0, SQUARE);
    world_qpv(w, "QN05501M", "55039", UNKNOWN, BLOCK);
    world_mesh_all(w);
    assert_near(world_faces_people(w, "55039", ""), 0, 0);
    assert_near(world_faces_people(w, "55039", "QN05501M"), 0, 0);
    assert_near(w->mesh->qpv_population[0], 0, 0);
}

static void a_commune_that_two_others_claim_wholly_keeps_its_people(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 10, "POLYGON((0 0,60 0,60 100,0 100,0 0))");
    world_commune(w, "93002", "", 20, "POLYGON((40 0,100 0,100 100,40 100,40 0))");
    world_commune(w, "93003", "", 40, SQUARE);
    world_mesh_all(w);
    assert_near(world_faces_people(w, "93001", ""), 10, 1e-9);
    assert_near(world_faces_people(w, "93002", ""), 20, 1e-9);
    assert_near(world_faces_people(w, "93003", ""), 40, 1e-9);
    assert_near(world_faces_area(w, "93003", ""), 0, 1e-6);
    assert_near(w->mesh->summary.max_commune_residual, 0, 1e-9);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_rest_goes_to_the_other_faces_by_area),
        TEST(a_qpv_without_figure_is_told_by_area),
        TEST(a_qpv_shares_its_people_between_communes_by_area),
        TEST(people_of_an_edge_live_in_the_largest_piece),
        TEST(qpv_are_scaled_to_their_commune),
        TEST(a_qpv_that_is_the_commune_is_scaled_up),
        TEST(a_qpv_of_nobody_that_is_the_commune),
        TEST(a_qpv_that_is_claimed_wholly_gives_nobody_to_an_edge),
        TEST(only_the_pieces_in_the_small_commune_are_scaled),
        TEST(nothing_known_stays_unknown),
        TEST(a_known_qpv_of_an_unknown_commune),
        TEST(nobody_lives_in_an_edge_of_an_unknown_commune),
        TEST(a_commune_of_nobody),
        TEST(a_commune_that_two_others_claim_wholly_keeps_its_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
