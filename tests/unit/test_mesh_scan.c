/*
 * test_mesh_scan.c - the exact share of each cell in a polygon: areas by hand in every position
 * that an edge can have to a grid.
 */
#include "mesh/scan.h"
#include "support/world.h"

#include "geom/wkb.h"
#include "support/wkt.h"

/* Cells of 10 units, one person each, columns and rows -2 to 7; (0 0) is a corner far from 0. */
static void fill_block(world *w)
{
    g_autoptr(GString) cells = g_string_new(NULL);
    for (int row = -2; row <= 7; row++)
        for (int column = -2; column <= 7; column++)
            g_string_append_printf(cells, "%s%d %d 1", cells->len > 0 ? ";" : "", column, row);
    world_grid(w, 0, 0, 10, cells->str);
}

static int setup(void **state)
{
    (void)world_setup(state);
    fill_block(*state);
    return 0;
}

static mesh_scan *find(const world *w, const char *wkt)
{
    GBytes *wkb = support_wkt(wkt, w->dx, w->dy);
    mesh_scan *scan = mesh_scan_new();
    mesh_scan_find(scan, &w->grid->grids[0], wkb);
    g_bytes_unref(wkb);
    return scan;
}

static double share_of(const mesh_scan *scan, uint32_t cell)
{
    double share = 0;
    for (guint i = 0; i < scan->runs->len; i++) {
        mesh_run run = g_array_index(scan->runs, mesh_run, i);
        share += cell >= run.first && cell < run.end;
    }
    for (guint i = 0; i < scan->parts->len; i++) {
        mesh_part part = g_array_index(scan->parts, mesh_part, i);
        share += part.cell == cell ? part.part : 0;
    }
    return share;
}

/* Shares of rows 0.. upwards, columns 0 to 2: what is not told is 0, in the whole block. */
static void assert_shares(const world *w, const char *wkt, size_t n_rows, const double rows[][3])
{
    mesh_scan *scan = find(w, wkt);
    for (int row = -2; row <= 7; row++)
        for (int column = -2; column <= 7; column++) {
            bool told = row >= 0 && (size_t)row < n_rows && column >= 0 && column < 3;
            double expected = told ? rows[row][column] : 0;
            double share = share_of(scan, (uint32_t)((row + 2) * 10 + column + 2));
            if (fabs(share - expected) > 1e-12)
                fail_msg("%s: cell (%d, %d): %.15f, not %.15f", wkt, column, row, share, expected);
        }
    mesh_scan_free(scan);
}

static void a_polygon_inside_one_cell(void **state)
{
    assert_shares(*state, "POLYGON((12 3,17 3,17 8,12 8,12 3))", 1, (double[][3]){{0, 0.25, 0}});
    assert_shares(*state, "POLYGON((12 3,18 3,12 9,12 3))", 1, (double[][3]){{0, 0.18, 0}});
}

static void edges_across_cells(void **state)
{
    assert_shares(*state, "POLYGON((5 5,25 5,25 25,5 25,5 5))", 3,
                  (double[][3]){{0.25, 0.5, 0.25}, {0.5, 1, 0.5}, {0.25, 0.5, 0.25}});
    assert_shares(*state, "POLYGON((0 0,30 0,0 15,0 0))", 2,
                  (double[][3]){{1, 0.75, 0.25}, {0.25, 0, 0}});
}

static void a_steep_and_a_flat_edge(void **state)
{
    /* from (2 0) to (4 20): 3 of 10 on average in row 0 are left of it... */
    assert_shares(*state, "POLYGON((0 0,2 0,4 20,0 20,0 0))", 2,
                  (double[][3]){{0.25, 0, 0}, {0.35, 0, 0}});
    /* the same, turned */
    assert_shares(*state, "POLYGON((0 0,20 4,20 0,0 0))", 1, (double[][3]){{0.1, 0.3, 0}});
}

static void rings_turn_either_way(void **state)
{
    const double expected[][3] = {{0.25, 0.5, 0.25}, {0.5, 1, 0.5}, {0.25, 0.5, 0.25}};
    assert_shares(*state, "POLYGON((5 5,5 25,25 25,25 5,5 5))", 3, expected);
    assert_shares(*state, "POLYGON((25 25,5 25,5 5,25 5,25 25))", 3, expected);
}

static void cells_that_no_edge_touches_are_whole(void **state)
{
    mesh_scan *scan = find(*state, "POLYGON((5 5,45 5,45 45,5 45,5 5))");
    assert_int_equal(scan->parts->len, 16);
    assert_int_equal(scan->runs->len, 3); /* columns 1 to 3 of rows 1 to 3 */
    mesh_run run = g_array_index(scan->runs, mesh_run, 0);
    assert_int_equal(run.first, 33);
    assert_int_equal(run.end, 36);
    mesh_scan_free(scan);
}

static void edges_on_sides_of_cells_cut_nothing(void **state)
{
    mesh_scan *scan = find(*state, "POLYGON((0 0,30 0,30 20,0 20,0 0))");
    assert_int_equal(scan->parts->len, 0);
    assert_int_equal(scan->runs->len, 2);
    mesh_scan_free(scan);
    assert_shares(*state, "POLYGON((0 0,30 0,30 20,0 20,0 0))", 2,
                  (double[][3]){{1, 1, 1}, {1, 1, 1}});
    /* one side only */
    assert_shares(*state, "POLYGON((0 0,25 0,25 10,0 10,0 0))", 1, (double[][3]){{1, 1, 0.5}});
    assert_shares(*state, "POLYGON((5 0,30 0,30 10,5 10,5 0))", 1, (double[][3]){{0.5, 1, 1}});
}

static void level_edges_inside_a_row(void **state)
{
    /* no edge crosses a height in column 1: it is cut all the same */
    assert_shares(*state, "POLYGON((0 3,30 3,30 7,0 7,0 3))", 1, (double[][3]){{0.4, 0.4, 0.4}});
    assert_shares(*state, "POLYGON((0 3,30 3,30 10,0 10,0 3))", 1, (double[][3]){{0.7, 0.7, 0.7}});
    assert_shares(*state, "POLYGON((5 10,15 10,15 3,25 3,25 20,5 20,5 10))", 2,
                  (double[][3]){{0, 0.35, 0.35}, {0.5, 1, 0.5}});
}

static void vertices_on_corners(void **state)
{
    assert_shares(*state, "POLYGON((0 0,30 0,0 30,0 0))", 3,
                  (double[][3]){{1, 1, 0.5}, {1, 0.5, 0}, {0.5, 0, 0}});
    assert_shares(*state, "POLYGON((10 0,20 10,10 20,0 10,10 0))", 2,
                  (double[][3]){{0.5, 0.5, 0}, {0.5, 0.5, 0}});
    /* the line goes through the corner (10 10) without a vertex */
    assert_shares(*state, "POLYGON((5 5,15 15,5 15,5 5))", 2,
                  (double[][3]){{0.125, 0, 0}, {0.25, 0.125, 0}});
}

static void holes(void **state)
{
    assert_shares(*state, "POLYGON((0 0,30 0,30 30,0 30,0 0),(12 12,17 12,17 17,12 17,12 12))", 3,
                  (double[][3]){{1, 1, 1}, {1, 0.75, 1}, {1, 1, 1}});
    assert_shares(*state, "POLYGON((0 0,30 0,30 30,0 30,0 0),(10 10,10 20,20 20,20 10,10 10))", 3,
                  (double[][3]){{1, 1, 1}, {1, 0, 1}, {1, 1, 1}});
    assert_shares(*state, "POLYGON((0 0,30 0,30 30,0 30,0 0),(5 5,25 5,25 25,5 25,5 5))", 3,
                  (double[][3]){{0.75, 0.5, 0.75}, {0.5, 0, 0.5}, {0.75, 0.5, 0.75}});
}

static void several_parts(void **state)
{
    assert_shares(*state,
                  "MULTIPOLYGON(((1 1,3 1,3 3,1 3,1 1)),((5 5,9 5,9 9,5 9,5 5)),"
                  "((20 0,30 0,30 10,20 10,20 0)))",
                  1, (double[][3]){{0.2, 0, 1}});
    /* an island in a lake; parts that touch in a corner */
    assert_shares(*state,
                  "MULTIPOLYGON(((0 0,30 0,30 30,0 30,0 0),(10 10,20 10,20 20,10 20,10 10)),"
                  "((14 14,16 14,16 16,14 16,14 14)))",
                  3, (double[][3]){{1, 1, 1}, {1, 0.04, 1}, {1, 1, 1}});
    assert_shares(*state,
                  "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0)),((10 10,20 10,20 20,10 20,10 10)))", 2,
                  (double[][3]){{1, 0, 0}, {0, 1, 0}});
}

static void thin_polygons(void **state)
{
    assert_shares(*state, "POLYGON((0 5,30 5.25,30 5.5,0 5.25,0 5))", 1,
                  (double[][3]){{0.025, 0.025, 0.025}});
    assert_shares(*state, "POLYGON((0 0,30 0,30 0.0000019073486328125,0 0))", 1,
                  (double[][3]){{3.178914388020833e-8, 9.5367431640625e-8, 1.589457194010417e-7}});
    /* a spike goes out and back on one line */
    assert_shares(*state, "POLYGON((0 0,10 0,10 5,28 5,10 5,10 10,0 10,0 0))", 1,
                  (double[][3]){{1, 0, 0}});
}

static void beyond_the_cells_on_all_sides(void **state)
{
    mesh_scan *scan = find(*state, "POLYGON((-1000 -1000,1000 -1000,1000 1000,-1000 1000,"
                                   "-1000 -1000))");
    assert_int_equal(scan->parts->len, 0);
    assert_int_equal(scan->runs->len, 1); /* rows follow one another */
    assert_int_equal(g_array_index(scan->runs, mesh_run, 0).end, 100);
    mesh_scan_free(scan);
    scan = find(*state, "POLYGON((-1000 5,15 5,15 1000,-1000 1000,-1000 5))");
    assert_near(share_of(scan, 20), 0.5, 1e-12); /* (-2, 0) */
    assert_near(share_of(scan, 23), 0.25, 1e-12);
    assert_near(share_of(scan, 93), 0.5, 1e-12);
    assert_near(share_of(scan, 24), 0, 0);
    mesh_scan_free(scan);
    scan = find(*state, "POLYGON((500 500,510 500,510 510,500 510,500 500))");
    assert_int_equal(scan->parts->len + scan->runs->len, 0);
    mesh_scan_free(scan);
}

static void an_empty_polygon_has_no_cell(void **state)
{
    const world *w = *state;
    GBytes *wkb = geom_wkb_collect(NULL, 0);
    mesh_scan *scan = mesh_scan_new();
    mesh_scan_find(scan, &w->grid->grids[0], wkb);
    g_bytes_unref(wkb);
    assert_int_equal(scan->parts->len + scan->runs->len, 0);
    mesh_scan_free(scan);
}

/* One scan serves many polygons: nothing is left of the former one. */
static void a_scan_is_used_again(void **state)
{
    const world *w = *state;
    mesh_scan *scan = mesh_scan_new();
    const char *const polygons[] = {"POLYGON((0 0,70 3,66 61,0 55,0 0))",
                                    "POLYGON((12 3,17 3,17 8,12 8,12 3))"};
    for (size_t i = 0; i < 2; i++) {
        GBytes *wkb = support_wkt(polygons[i], w->dx, w->dy);
        mesh_scan_find(scan, &w->grid->grids[0], wkb);
        g_bytes_unref(wkb);
    }
    assert_int_equal(scan->runs->len, 0);
    assert_int_equal(scan->parts->len, 1);
    assert_near(share_of(scan, 23), 0.25, 1e-12);
    mesh_scan_free(scan);
}

/* 200 000 columns and 3 000 rows, many tiles, for five cells. */
static void a_huge_polygon_of_tiny_cells(void **state)
{
    world *w = *state;
    world_grid(w, 0, 0, 0.01, "0 0 1;199999 2999 1;100000 1500 1;65535 0 1;250000 3 1");
    GBytes *wkb =
        support_wkt("POLYGON((0.005 0,2000 0,2000 29.995,0 29.995,0.005 0))", w->dx, w->dy);
    mesh_scan *scan = mesh_scan_new();
    mesh_scan_find(scan, &w->grid->grids[1], wkb);
    g_bytes_unref(wkb);
    /* by row, then column: (0, 0), (65535, 0), (250000, 3), (100000, 1500), (199999, 2999) */
    assert_near(share_of(scan, 0), 0.5, 1e-3);
    assert_near(share_of(scan, 1), 1, 0);
    assert_near(share_of(scan, 2), 0, 0);
    assert_near(share_of(scan, 3), 1, 0);
    assert_near(share_of(scan, 4), 0.5, 1e-6);
    assert_int_equal(scan->parts->len, 2);
    mesh_scan_free(scan);
}

static void cells_that_are_no_squares(void **state)
{
    world *w = *state;
    world_grid(w, 3, 1, 10, "0 0 1;1 0 1");
    w->grid->grids[1].height = 4;
    GBytes *wkb = support_wkt("POLYGON((3 1,18 1,18 3,3 3,3 1))", w->dx, w->dy);
    mesh_scan *scan = mesh_scan_new();
    mesh_scan_find(scan, &w->grid->grids[1], wkb);
    g_bytes_unref(wkb);
    assert_near(share_of(scan, 0), 0.5, 1e-12);
    assert_near(share_of(scan, 1), 0.25, 1e-12);
    mesh_scan_free(scan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_polygon_inside_one_cell, setup, world_teardown),
        cmocka_unit_test_setup_teardown(edges_across_cells, setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_steep_and_a_flat_edge, setup, world_teardown),
        cmocka_unit_test_setup_teardown(rings_turn_either_way, setup, world_teardown),
        cmocka_unit_test_setup_teardown(cells_that_no_edge_touches_are_whole, setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(edges_on_sides_of_cells_cut_nothing, setup, world_teardown),
        cmocka_unit_test_setup_teardown(level_edges_inside_a_row, setup, world_teardown),
        cmocka_unit_test_setup_teardown(vertices_on_corners, setup, world_teardown),
        cmocka_unit_test_setup_teardown(holes, setup, world_teardown),
        cmocka_unit_test_setup_teardown(several_parts, setup, world_teardown),
        cmocka_unit_test_setup_teardown(thin_polygons, setup, world_teardown),
        cmocka_unit_test_setup_teardown(beyond_the_cells_on_all_sides, setup, world_teardown),
        cmocka_unit_test_setup_teardown(an_empty_polygon_has_no_cell, setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_scan_is_used_again, setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_huge_polygon_of_tiny_cells, setup, world_teardown),
        cmocka_unit_test_setup_teardown(cells_that_are_no_squares, setup, world_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
