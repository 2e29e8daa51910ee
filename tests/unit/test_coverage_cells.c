/*
 * test_coverage_cells.c - ranges of a commune that is cut where a grid weighs faces: of each cell
 * that the perimeter cuts, all people or none may be in it; and from a grid as given to ranges.
 */
#include "test_coverage_lay.h"

#include "mesh/grid.h"

/* --- a commune that is cut ----------------------------------------------------------------- */

static void a_limit_along_cells_is_exact(void **state)
{
    world *w = *state;
    add_communes(w);
    world_dispositif(w, "A", "CLSM", WEST_OF_93003);
    world_build(w);
    LAY(w, {"93003", "", 4000, 1000, 500, {{0}}}, {"93003", "", 6000, 3000, 1500, {{0}}});
    assert_people(w, MLG_COMMUNE, "93003", "CLSM", 1000, 1000, 1000);
    assert_people(w, MLG_REGION, "11", "CLSM", 1000, 1000, 1000);
    assert_result(w, "A", 1000, 1000, 1000);
}

/* 2 000 people of cells for 4 000: 600 in cells wholly in, 100 of the 400 of the cell that is cut
 */
static void a_cell_that_is_cut_is_in_or_out(void **state)
{
    world *w = *state;
    add_communes(w);
    world_dispositif(w, "A", "CLSM", WEST_OF_93003);
    world_build(w);
    LAY(w, {"93003", "", 4000, 1400, 600, {{7, 100}}}, {"93003", "", 6000, 2600, 1000, {{7, 300}}});
    assert_people(w, MLG_COMMUNE, "93003", "CLSM", 1400, 1200, 2000);
    assert_people(w, MLG_EPCI, "200000002", "CLSM", 1400, 1200, 2000);
    assert_result(w, "A", 1400, 1200, 2000);
}

/* borders that match but for rounding cut no cell */
static void dust_cuts_nothing(void **state)
{
    world *w = *state;
    add_communes(w);
    world_dispositif(w, "A", "CLSM", WEST_OF_93003);
    world_build(w);
    LAY(w, {"93003", "", 4000, 1000, 400, {{7, 100}}},
        {"93003", "", 6000, 3000, 1500, {{7, 1e-9}}});
    assert_near(world_result(w, "A")->pop_min, 1000, 1e-6);
    assert_near(world_result(w, "A")->pop_max, 1000, 1e-6);
}

static void cells_of_nobody_leave_all_open(void **state)
{
    world *w = *state;
    add_communes(w);
    world_dispositif(w, "A", "CLSM", WEST_OF_93003);
    world_build(w);
    LAY(w, {"93003", "", 4000, 1600, 0, {{0}}}, {"93003", "", 6000, 2400, 0, {{0}}});
    assert_result(w, "A", 1600, 0, 4000); /* by area */
}

static void no_grid_leaves_all_open(void **state)
{
    world *w = *state;
    add_communes(w);
    world_dispositif(w, "A", "CLSM", WEST_OF_93003);
    world_build(w);
    LAY(w, {"93003", "", 4000, 1600, 600, {{7, 100}}});
    assert_result(w, "A", 1600, 0, 4000);
}

/* --- with what else leaves people open ----------------------------------------------------- */

static void an_unknown_extent_beside_a_cut_cell(void **state)
{
    world *w = *state;
    add_communes(w);
    world_dispositif(w, "A", "CLSM", WEST_OF_93003 "; COMMUNE 93003 INCONNUE");
    world_dispositif(w, "B", "ASV", WEST_OF_93003 "; COMMUNE 93003 PARTIELLE 0.325");
    world_build(w);
    LAY(w, {"93003", "", 4000, 1400, 600, {{7, 100}}}, {"93003", "", 6000, 2600, 1000, {{7, 300}}});
    assert_result(w, "A", 1400, 1200, 4000);
    /* 1 300 by the share; 2 000 and 1 300 at most */
    assert_result(w, "B", 1400, 1300, 3300);
}

static void a_zone_narrows_nothing(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001; QPV QN09302M");
    w->options.zone = "com:93001";
    world_build(w);
    lay_two_sides(w);
    assert_result(w, "A", 1050, 1000, 1200);
    assert_people(w, MLG_EPCI, "200000001", "CLS", 1050, 1000, 1200);
}

/* --- a grid as given, from cells to ranges ------------------------------------------------- */

/* Cells of 20 m x 100 m over 93003, of 100, 200, 300, 400 and 1 000 people. */
static mlg_grid *make_grid(void)
{
    static const double people[] = {100, 200, 300, 400, 1000};
    size_t n = G_N_ELEMENTS(people);
    mlg_grid *grid = g_new0(mlg_grid, 1);
    grid->strings = g_string_chunk_new(64);
    grid->grids = g_new0(mesh_grid, 1);
    grid->n_grids = 1;
    grid->grids[0] = (mesh_grid){.crs = WORLD_CRS,
                                 .x0 = WORLD_X + 200,
                                 .y0 = WORLD_Y,
                                 .width = 20,
                                 .height = 100,
                                 .n_rows = 1,
                                 .first = g_new0(size_t, 2),
                                 .column = g_new0(int32_t, n),
                                 .people = g_memdup2(people, sizeof people),
                                 .n_cells = n,
                                 .total = 2000,
                                 .file = "grille.csv"};
    grid->grids[0].first[1] = n;
    for (size_t i = 0; i < n; i++)
        grid->grids[0].column[i] = (int32_t)i;
    return grid;
}

static void from_cells_to_ranges(void **state)
{
    world *w = *state;
    g_autoptr(mlg_grid) grid = make_grid();
    w->mesh_options.grid = grid;
    add_land(w);
    world_dispositif(w, "A", "CLSM", WEST_OF_93003);
    world_dispositif(w, "B", "ASV", "GEOMETRIE POLYGON((200 0,255 0,255 100,200 100,200 0))");
    world_dispositif(w, "C", "CLS", "QPV QN09303M");
    world_dispositif(w, "D", "CDV", "COMMUNE 93001; GEOMETRIE POLYGON((0 0,9 0,9 9,0 9,0 0))");
    world_build(w);
    assert_result(w, "A", 600, 600, 600);        /* two cells */
    assert_result(w, "B", 600 + 450, 600, 1200); /* and 15 of the 20 m of the third */
    assert_result(w, "C", 80, 0, 400);           /* a fifth of the second cell: 20 m of its 100 */
    assert_people(w, MLG_QPV, "QN09303M", "CLS", 80, 80, 80);
    assert_people(w, MLG_QPV, "QN09303M", "CLSM", 80, 80, 80);
    assert_people(w, MLG_COMMUNE, "93003", "CLS", 80, 0, 400);
    assert_result(w, "D", 1000, 1000, 1000); /* no grid there, and whole */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_limit_along_cells_is_exact),
        TEST(a_cell_that_is_cut_is_in_or_out),
        TEST(dust_cuts_nothing),
        TEST(cells_of_nobody_leave_all_open),
        TEST(no_grid_leaves_all_open),
        TEST(an_unknown_extent_beside_a_cut_cell),
        TEST(a_zone_narrows_nothing),
        TEST(from_cells_to_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
