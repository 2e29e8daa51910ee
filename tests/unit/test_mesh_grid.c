/*
 * test_mesh_grid.c - cells in any order become a grid: rows, columns, doubles, imputed figures.
 */
#include "support/cmocka.h"

#include "mesh/grid.h"
#include "mesh/mesh.h"

static void test_order(void **state)
{
    (void)state;
    mesh_cell a[] = {{7, 3, 1}, {5, 9, 2}, {7, 1, -3}};
    mesh_cell b[] = {{5, 2, 4}, {-1, 0, 0.5}, {7, 2, 6}};
    const mesh_cells pieces[] = {{a, 3}, {NULL, 0}, {b, 3}};
    mesh_grid grid = {0};
    mesh_doubles doubles;
    mesh_grid_sort(&grid, pieces, 3, /* tells_imputed= */ true, &doubles);
    static const int32_t columns[] = {0, 2, 9, 1, 2, 3};
    static const double people[] = {0.5, 4, 2, 3, 6, 1};
    static const size_t first[] = {0, 1, 1, 1, 1, 1, 1, 3, 3, 6};
    assert_int_equal(grid.n_cells, 6);
    assert_int_equal(grid.first_row, -1);
    assert_int_equal(grid.n_rows, 9);
    assert_memory_equal(grid.first, first, sizeof first);
    assert_memory_equal(grid.column, columns, sizeof columns);
    for (size_t i = 0; i < 6; i++) {
        assert_near(grid.people[i], people[i], 0);
        assert_int_equal(base_bitset_get(grid.imputed, i), i == 3);
    }
    assert_near(grid.total, 16.5, 0);
    assert_int_equal(doubles.n_same + doubles.n_other, 0);
    mesh_grid_done(&grid);
}

/* Of cells in one place the first of the file counts, in whichever piece and order of columns. */
static void test_doubles(void **state)
{
    (void)state;
    mesh_cell a[] = {{1, 5, 10}, {1, 4, 20}, {0, 8, -7}};
    mesh_cell b[] = {{1, 4, 20}, {1, 5, 11}, {0, 8, 7}, {1, 4, 21}, {2, 0, 1}};
    const mesh_cells pieces[] = {{a, 3}, {b, 5}};
    mesh_grid grid = {0};
    mesh_doubles doubles;
    mesh_grid_sort(&grid, pieces, 2, /* tells_imputed= */ false, &doubles);
    static const size_t first[] = {0, 1, 3, 4};
    assert_int_equal(grid.n_cells, 4);
    assert_memory_equal(grid.first, first, sizeof first);
    assert_near(grid.people[0], 7, 0);
    assert_near(grid.people[1], 20, 0);
    assert_near(grid.people[2], 10, 0);
    assert_null(grid.imputed);
    assert_int_equal(doubles.n_same, 2);
    assert_int_equal(doubles.first_same.row, 0);
    assert_int_equal(doubles.first_same.column, 8);
    assert_int_equal(doubles.n_other, 2);
    assert_int_equal(doubles.first_other.row, 1);
    assert_int_equal(doubles.first_other.column, 4);
    assert_near(doubles.first_other.people, 21, 0);
    mesh_grid_done(&grid);
}

static void test_nothing(void **state)
{
    (void)state;
    mesh_grid grid = {0};
    mesh_doubles doubles;
    mesh_grid_sort(&grid, NULL, 0, /* tells_imputed= */ true, &doubles);
    assert_int_equal(grid.n_cells, 0);
    assert_int_equal(grid.n_rows, 0);
    assert_int_equal(grid.first[0], 0);
    mesh_grid_done(&grid);
}

/* What `parametre` says outlives the grid. */
static void test_sources(void **state)
{
    (void)state;
    mlg_grid *grid = g_new0(mlg_grid, 1);
    grid->strings = g_string_chunk_new(64);
    grid->sources = g_new0(territory_source, 1);
    grid->n_sources = 1;
    grid->sources[0] = (territory_source){"grid", g_string_chunk_insert(grid->strings, "a.csv"),
                                          "insee-carreaux", "2019", NULL};
    mlg_mesh mesh = {0};
    mesh_keep_sources(&mesh, grid);
    mlg_grid_free(grid);
    assert_int_equal(mesh.n_sources, 1);
    assert_string_equal(mesh.sources[0].path, "a.csv");
    assert_string_equal(mesh.sources[0].vintage, "2019");
    assert_null(mesh.sources[0].sha256);
    g_free(mesh.sources);
    g_string_chunk_free(mesh.source_texts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_doubles),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_sources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
