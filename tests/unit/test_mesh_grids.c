/*
 * test_mesh_grids.c - several grids, grids of other projections and of other places: which of them
 * weighs which commune.
 */
#include "support/world.h"

#include "mesh/ground.h"

#define UNKNOWN ((double)NAN)
#define SQUARE  "POLYGON((0 0,100 0,100 100,0 100,0 0))"
#define RIGHT   "POLYGON((100 0,200 0,200 100,100 100,100 0))"

static void the_first_grid_with_people_in_a_commune_counts(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_commune(w, "93002", "", 500, RIGHT);
    world_grid(w, 0, 0, 50, "0 0 10");
    world_grid(w, 0, 0, 100, "0 0 7;1 0 9");
    world_mesh_all(w);
    g_autoptr(mlg_mesh) base = world_base(w);
    assert_near(world_face(w, "93001", "", 0)->weight, 10, 1e-9);
    assert_near(world_face(w, "93002", "", 0)->weight, 9, 1e-9);
    assert_int_equal(base->ground->grid_of[1], 1);
    assert_int_equal(world_count_findings(w, "grille-secondaire"), 1);
    const mlg_finding *told = world_finding(w, "grille-secondaire");
    assert_string_equal(told->file, "grille-2.csv");
    assert_string_equal(told->value, "1");
    assert_string_equal(told->detail, "7");
    mlg_mesh_summary sum = mlg_mesh_get_summary(w->mesh);
    assert_int_equal(sum.n_cells, 3);
    assert_near(sum.cells_population, 26, 1e-9);
    assert_near(sum.cells_unused, 7, 1e-9);
    assert_near(sum.cells_residual, 0, 1e-9);
}

static void a_grid_of_another_projection(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_commune(w, "93002", "", 500, RIGHT);
    /* near (0 0) of the world, in Lambert-93; north is turned by some degrees */
    double x = WORLD_X, y = WORLD_Y;
    crs_transform *to = NULL;
    assert_ok(crs_transform_new(NULL, WORLD_CRS, "EPSG:2154", &to, &w->err), &w->err);
    assert_ok(crs_transform_apply(to, &x, &y, 1, &w->err), &w->err);
    crs_transform_free(to);
    g_autoptr(GString) cells = g_string_new("0 0 1");
    for (int row = -20; row < 40; row++)
        for (int column = -20; column < 60; column++)
            if (row != 0 || column != 0)
                g_string_append_printf(cells, ";%d %d 1", column, row);
    w->crs = "EPSG:2154";
    w->dx = x;
    w->dy = y;
    world_grid(w, 0, 0, 10, cells->str);
    world_mesh_all(w);
    g_autoptr(mlg_mesh) base = world_base(w);
    mlg_mesh_summary sum = mlg_mesh_get_summary(w->mesh);
    assert_int_equal(sum.n_cells, 4800);
    assert_near(sum.cells_residual, 0, 1e-9);
    assert_near(world_sum_weights(w), 4800, 1e-9); /* all near enough */
    /* inside, a person has 100 m2 of Lambert-93; areas differ by less than 1 % */
    double shared = 0, people = 0;
    for (int i = 0; i < 2; i++)
        people += world_face(w, i == 0 ? "93001" : "93002", "", 0)->weight;
    for (size_t i = 0; i < base->first_piece[base->n_faces]; i++)
        shared += base->pieces[i].people;
    assert_near(people, 4800, 1e-9);
    assert_true(shared < 100);
    assert_near(base->ground->land[24 * 80 + 25], 1, 1e-12); /* (5, 4) */
}

static void overseas(world *w, const char *crs, double x, double y)
{
    w->crs = crs;
    w->dx = x;
    w->dy = y;
}

static void each_territory_has_its_grid(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_grid(w, 0, 0, 50, "0 0 10;1 1 20");
    overseas(w, "EPSG:5490", 710000, 1620000);
    world_commune(w, "97209", "", 300, SQUARE);
    world_grid(w, 0, 0, 50, "0 0 1;1 1 2;2 1 4");
    overseas(w, "EPSG:2975", 340000, 7680000);
    world_commune(w, "97411", "", 200, SQUARE);
    world_grid(w, 0, 0, 50, "0 0 8");
    overseas(w, "EPSG:4471", 520000, 8580000);
    world_commune(w, "97608", "", 50, SQUARE);
    world_mesh_all(w);
    g_autoptr(mlg_mesh) base = world_base(w);
    assert_near(world_face(w, "93001", "", 0)->weight, 30, 1e-9);
    assert_near(world_face(w, "97209", "", 0)->weight, 3 + 4, 1e-9); /* 4 lie just beyond */
    assert_near(world_face(w, "97411", "", 0)->weight, 8, 1e-9);
    assert_near(world_face(w, "97608", "", 0)->weight, UNKNOWN, 0);
    assert_near(world_face(w, "97608", "", 0)->population, 50, 1e-9);
    assert_int_equal(base->ground->grid_of[3], TERRITORY_NONE);
    const mlg_finding *told = world_finding(w, "departement-sans-carreau");
    assert_string_equal(told->id, "976");
    assert_string_equal(told->value, "1");
    assert_string_equal(told->detail, "50");
    assert_int_equal(world_count_findings(w, "departement-sans-carreau"), 1);
}

static void a_grid_of_elsewhere_is_refused(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    overseas(w, "EPSG:2975", 340000, 7680000);
    world_grid(w, 0, 0, 200, "0 0 8;10 10 1");
    world_finish_territory(w);
    world_finish_inventory(w);
    w->mesh_options.n_threads = 2;
    assert_int_equal(mlg_build_mesh(w->t, w->inv, &w->mesh_options, &w->monitor, &w->mesh, &w->err),
                     MLG_E_FORMAT);
    assert_contains(w->err.message, "grille-1.csv");
    assert_contains(w->err.message, "EPSG:2975");
    assert_contains(w->err.message, "55.46 and 55.48");
    assert_contains(w->err.message, "-20.97 and -20.95");
    assert_contains(w->err.hint, "--grid");
    assert_null(w->mesh);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_first_grid_with_people_in_a_commune_counts),
        TEST(a_grid_of_another_projection),
        TEST(each_territory_has_its_grid),
        TEST(a_grid_of_elsewhere_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
