/*
 * test_mesh_population_cells.c - official totals shared by the people of cells, by area where no
 * cell tells; units that have official people and no cell, and the reverse.
 */
#include "support/world.h"

#define UNKNOWN ((double)NAN)
#define SQUARE  "POLYGON((0 0,100 0,100 100,0 100,0 0))"
#define RIGHT   "POLYGON((100 0,200 0,200 100,100 100,100 0))"
#define CORNER  "POLYGON((0 0,50 0,50 50,0 50,0 0))"

static void the_rest_goes_to_the_other_faces_by_cells(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_qpv(w, "QN09301M", "93001", 200, CORNER);
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((0 50,100 50,100 100,0 100,0 50))");
    /* the QPV has 30; the perimeter 30 of the other 40 */
    world_grid(w, 0, 0, 50, "0 0 30;1 0 10i;0 1 25i;1 1 5");
    world_mesh_all(w);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 200, 1e-9);
    /* the perimeter cuts a face: what is imputed is counted once */
    assert_near(w->mesh->summary.cells_imputed, 35, 1e-9);
    assert_int_equal(w->mesh->summary.n_qpv_estimated, 0);
    size_t n;
    const uint32_t *inside = mesh_list(&w->mesh->of_geometry, 0, &n);
    assert_int_equal(n, 1);
    assert_near(w->mesh->faces[inside[0]].population, 800 * 30.0 / 40, 1e-9);
    assert_near(world_faces_people(w, "93001", ""), 800, 1e-9);
    assert_int_equal(w->mesh->qpv_method[0], MESH_OFFICIELLE);
    assert_near(w->mesh->summary.max_commune_residual, 0, 1e-9);
}

static void a_qpv_without_figure_is_told_by_cells(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_qpv(w, "QN09301M", "93001", UNKNOWN, CORNER);
    world_qpv(w, "QN09302M", "93001", UNKNOWN, "POLYGON((60 60,90 60,90 90,60 90,60 60))");
    world_grid(w, 0, 0, 50, "0 0 30;1 0 10");
    world_mesh_all(w);
    assert_near(w->mesh->qpv_population[0], 750, 1e-9);
    assert_int_equal(w->mesh->qpv_method[0], MESH_CARREAUX);
    assert_string_equal(mesh_method_names[w->mesh->qpv_method[0]], "carreaux");
    assert_near(w->mesh->qpv_population[1], 0, 0); /* nobody lives there: cells tell it */
    assert_int_equal(w->mesh->qpv_method[1], MESH_CARREAUX);
    assert_int_equal(world_count_findings(w, "qpv-sans-habitant"), 1);
    assert_string_equal(world_finding(w, "qpv-sans-habitant")->id, "QN09302M");
    assert_int_equal(w->mesh->summary.n_qpv_estimated, 2);
    assert_near(w->mesh->summary.cells_imputed, UNKNOWN, 0); /* the grid does not tell */
}

static void a_qpv_shares_its_people_between_communes_by_cells(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_commune(w, "93002", "", 2000, RIGHT);
    world_qpv(w, "QN09301M", "93001,93002", 300, "POLYGON((50 0,150 0,150 50,50 50,50 0))");
    world_grid(w, 0, 0, 50, "1 0 10;2 0 20;3 1 5;0 0 1");
    world_mesh_all(w);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 100, 1e-9);
    assert_near(world_faces_people(w, "93002", "QN09301M"), 200, 1e-9);
    assert_near(world_faces_people(w, "93002", ""), 1800, 1e-9);
    assert_near(w->mesh->summary.max_qpv_residual, 0, 1e-9);
}

/* The QPV has no cell: its two pieces share by area. Nor has the rest of the right commune. */
static void where_no_cell_is_area_tells(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_commune(w, "93002", "", 2000, RIGHT);
    world_qpv(w, "QN09301M", "93001,93002", 300, "POLYGON((80 0,110 0,110 10,80 10,80 0))");
    world_qpv(w, "QN09302M", "93002", UNKNOWN, "POLYGON((150 0,200 0,200 50,150 50,150 0))");
    world_grid(w, 0, 0, 20, "0 0 7");
    world_mesh_all(w);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 200, 1e-9);
    assert_near(world_faces_people(w, "93002", "QN09301M"), 100, 1e-9);
    assert_near(world_faces_people(w, "93001", ""), 800, 1e-9);
    assert_near(w->mesh->qpv_population[1], 1900 * 2500.0 / 9900, 1e-9);
    assert_int_equal(w->mesh->qpv_method[1], MESH_SURFACE);
}

/* One that one commune tells by cells, the other, where no grid is complete, by area. */
static void a_qpv_is_told_by_cells_when_all_its_communes_are(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_commune(w, "93002", "", 2000, RIGHT);
    world_qpv(w, "QN09301M", "93001,93002", UNKNOWN, "POLYGON((50 0,150 0,150 50,50 50,50 0))");
    world_grid(w, 0, 0, 50, "1 0 30;0 0 10");
    world_mesh_all(w);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 750, 1e-9);
    assert_near(world_faces_people(w, "93002", "QN09301M"), 500, 1e-9);
    assert_int_equal(w->mesh->qpv_method[0], MESH_SURFACE);
}

/* Of 30 m2 of an edge, 3/4 of a metre deep, come the cells that lie there. */
static void cells_of_an_edge_count_in_the_largest_piece(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 9000, SQUARE);
    world_commune(w, "93002", "", 2000, RIGHT);
    world_commune(w, "93003", "", 500, "POLYGON((0 -50,200 -50,200 0,0 0,0 -50))");
    world_qpv(w, "QN09301M", "93001,93002", 300,
              "POLYGON((60 0,60 -0.75,100 -0.75,100 0,140 0,140 25,100 25,100 50,60 50,60 0))");
    /* 0.5 m wide: in the edge, in the piece on the left, in the piece on the right, elsewhere */
    world_grid(w, 0, 0, 0.5, "160 -1 10;160 20 20;240 20 60;10 10 5;10 -20 2;398 5 1");
    world_mesh_all(w);
    assert_true(world_face(w, "93003", "QN09301M", 0)->edge);
    assert_near(world_face(w, "93003", "QN09301M", 0)->weight, 10, 1e-9);
    assert_near(world_faces_people(w, "93003", "QN09301M"), 0, 0);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 100, 1e-9);
    assert_near(world_faces_people(w, "93002", "QN09301M"), 200, 1e-9);
    assert_near(world_faces_people(w, "93003", ""), 500, 1e-9);
}

static void scaled_to_their_commune_as_without_cells(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 300, SQUARE);
    world_qpv(w, "QN09301M", "93001", 400, CORNER);
    world_qpv(w, "QN09302M", "93001", 200, "POLYGON((50 0,100 0,100 50,50 50,50 0))");
    world_grid(w, 0, 0, 50, "0 0 1;1 1 99");
    world_mesh_all(w);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 200, 1e-9);
    assert_near(world_faces_people(w, "93001", "QN09302M"), 100, 1e-9);
    assert_near(world_faces_people(w, "93001", ""), 0, 1e-9);
    assert_int_equal(w->mesh->summary.n_qpv_scaled, 2);
}

static void units_without_cells_are_told(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_commune(w, "93002", "", 2000, RIGHT);
    world_commune(w, "93003", "", 0, "POLYGON((0 100,100 100,100 200,0 200,0 100))");
    world_qpv(w, "QN09301M", "93001", 60, "POLYGON((50 50,60 50,60 60,50 60,50 50))");
    world_qpv(w, "QN09302M", "93001", 70, CORNER);
    world_grid(w, 0, 0, 50, "0 0 30");
    world_mesh_all(w);
    assert_int_equal(world_count_findings(w, "sans-carreau"), 2);
    const mlg_finding *told = world_finding(w, "sans-carreau");
    assert_string_equal(told->object, "qpv");
    assert_string_equal(told->id, "QN09301M");
    assert_string_equal(told->value, "60");
    assert_int_equal(world_count_findings(w, "carreaux-sans-population"), 0);
    assert_int_equal(world_count_findings(w, "departement-sans-carreau"), 0);
}

static void cells_without_official_people_are_told(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_commune(w, "93002", "", 0, RIGHT);
    world_commune(w, "93003", "", UNKNOWN, "POLYGON((0 100,100 100,100 200,0 200,0 100))");
    world_commune(w, "93004", "", 0, "POLYGON((100 100,200 100,200 200,100 200,100 100))");
    world_qpv(w, "QN09301M", "93001", UNKNOWN, CORNER);
    world_qpv(w, "QN09302M", "93001", 70, "POLYGON((50 0,100 0,100 50,50 50,50 0))");
    /* four tenths of a person are nobody */
    world_grid(w, 0, 0, 50, "0 0 30;1 0 4;2 0 11;0 2 12;3 3 0.4");
    world_mesh_all(w);
    assert_int_equal(world_count_findings(w, "carreaux-sans-population"), 2);
    const mlg_finding *told = world_finding(w, "carreaux-sans-population");
    assert_string_equal(told->object, "commune");
    assert_string_equal(told->id, "93003");
    assert_string_equal(told->value, "12");
    /* the people that are told are those of the layers, not those of the cells */
    assert_int_equal(world_count_findings(w, "qpv-estime"), 1);
    told = world_finding(w, "qpv-estime");
    assert_string_equal(told->id, "QN09301M");
    assert_string_equal(told->detail, "930");
    assert_int_equal(world_count_findings(w, "sans-carreau"), 0);
}

/* Without any table of populations there is nothing to compare. */
static void without_populations_cells_are_not_told(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", UNKNOWN, SQUARE);
    world_qpv(w, "QN09301M", "93001", UNKNOWN, CORNER);
    world_grid(w, 0, 0, 50, "0 0 30");
    world_mesh_all(w);
    assert_int_equal(world_count_findings(w, "carreaux-sans-population"), 0);
    assert_int_equal(world_count_findings(w, "qpv-estime"), 0);
    assert_int_equal(w->mesh->qpv_method[0], MESH_UNKNOWN);
    assert_near(w->mesh->qpv_population[0], UNKNOWN, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_rest_goes_to_the_other_faces_by_cells),
        TEST(a_qpv_without_figure_is_told_by_cells),
        TEST(a_qpv_shares_its_people_between_communes_by_cells),
        TEST(where_no_cell_is_area_tells),
        TEST(a_qpv_is_told_by_cells_when_all_its_communes_are),
        TEST(cells_of_an_edge_count_in_the_largest_piece),
        TEST(scaled_to_their_commune_as_without_cells),
        TEST(units_without_cells_are_told),
        TEST(cells_without_official_people_are_told),
        TEST(without_populations_cells_are_not_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
