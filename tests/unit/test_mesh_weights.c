/*
 * test_mesh_weights.c - people of cells given to faces: whole cells, cells that several faces
 * share, cells at sea, several grids, other projections, and what is told of them.
 */
#include "support/world.h"

#include "mesh/ground.h"

#define UNKNOWN ((double)NAN)
#define SQUARE  "POLYGON((0 0,100 0,100 100,0 100,0 0))"
#define RIGHT   "POLYGON((100 0,200 0,200 100,100 100,100 0))"

/* Pieces of a face; the first one of them in *ret. */
static size_t pieces_of(const world *w, const mesh_face *face, const mesh_piece **ret)
{
    size_t f = (size_t)(face - w->mesh->faces);
    *ret = &w->mesh->pieces[w->mesh->first_piece[f]];
    return w->mesh->first_piece[f + 1] - w->mesh->first_piece[f];
}

/* People of a face in cells that no other has a part of. */
static double own_people(const world *w, const mesh_face *face)
{
    const mesh_piece *piece = NULL;
    double people = face->weight;
    for (size_t n = pieces_of(w, face, &piece); n > 0; n--)
        people -= piece[n - 1].people;
    return people;
}

static void without_a_grid_nothing_weighs(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_mesh_all(w);
    assert_near(world_face(w, "93001", "", 0)->weight, UNKNOWN, 0);
    assert_null(w->mesh->first_piece);
    assert_int_equal(mlg_mesh_get_summary(w->mesh).n_cells, 0);
}

static void a_cell_of_two_communes_is_shared_by_area(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_commune(w, "93002", "", 500, RIGHT);
    /* columns 0 to 4; the third is 80 to 120 wide: half in each */
    world_grid(w, 0, 0, 40, "0 0 10;2 0 8;4 0 6");
    world_mesh_all(w);
    const mesh_face *left = world_face(w, "93001", "", 0), *right = world_face(w, "93002", "", 0);
    assert_near(left->weight, 14, 1e-9);
    assert_near(own_people(w, left), 10, 1e-9);
    assert_near(right->weight, 10, 1e-9);
    assert_near(own_people(w, right), 6, 1e-9);
    assert_near(left->imputed, UNKNOWN, 0);
    const mesh_piece *piece;
    assert_int_equal(pieces_of(w, left, &piece), 1);
    assert_int_equal(piece->cell, 1);
    assert_near(piece->people, 4, 1e-9);
    assert_int_equal(pieces_of(w, right, &piece), 1);
    assert_int_equal(piece->cell, 1);
    assert_near(left->population, 1000, 1e-9);
    assert_near(mlg_mesh_get_summary(w->mesh).cells_residual, 0, 1e-9);
}

static void people_live_on_the_part_of_a_cell_that_lies_in_communes(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_commune(w, "93002", "", 500, RIGHT);
    /* 7/8 of the first cell are at sea; the second has 1/8 in the left commune, 3/8 in the right */
    world_grid(w, -30, 80, 40, "0 0 10;3 0 8");
    world_mesh_all(w);
    g_autoptr(mlg_mesh) base = world_base(w);
    const mesh_face *left = world_face(w, "93001", "", 0), *right = world_face(w, "93002", "", 0);
    assert_near(left->weight, 10 + 2, 1e-9);
    assert_near(own_people(w, left), 10, 1e-9); /* the sea shares nothing */
    assert_near(right->weight, 6, 1e-9);
    assert_near(base->ground->land[0], 0.125, 1e-12);
    assert_near(base->ground->land[1], 0.5, 1e-12);
    assert_near(mlg_mesh_get_summary(w->mesh).cells_residual, 0, 1e-9);
}

static void imputed_people_are_counted_apart(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_commune(w, "93002", "", 500, RIGHT);
    world_qpv(w, "QN09301M", "93001,93002", 100, "POLYGON((50 0,150 0,150 50,50 50,50 0))");
    world_grid(w, 0, 0, 50, "0 0 10i;1 0 20;2 0 30i;3 1 40");
    world_mesh_all(w);
    assert_near(world_face(w, "93001", "", 0)->imputed, 10, 1e-9);
    assert_near(world_face(w, "93002", "QN09301M", 0)->imputed, 30, 1e-9);
    assert_near(world_face(w, "93002", "", 0)->imputed, 0, 0);
    assert_near(w->mesh->qpv_imputed[0], 30.0 / 50, 1e-12);
}

static void perimeters_divide_what_a_face_has(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_commune(w, "93002", "", 500, RIGHT);
    /* left of x = 70; the cell 40 to 80 is cut at 3/4, the one 80 to 120 is not of the perimeter */
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((0 0,70 0,70 100,0 100,0 0))");
    world_grid(w, 0, 0, 40, "0 0 10;1 0 4;2 0 8;2 1 16");
    world_mesh_all(w);
    const mesh_face *in = world_face(w, "93001", "", 0), *out = world_face(w, "93001", "", 1);
    if (in->area_m2 < out->area_m2) {
        const mesh_face *other = in;
        in = out;
        out = other;
    }
    assert_near(in->weight, 13, 1e-9);
    assert_near(own_people(w, in), 10, 1e-9);
    assert_near(out->weight, 1 + 4 + 8, 1e-9);
    assert_near(own_people(w, out), 0, 1e-9);
    assert_near(world_face(w, "93002", "", 0)->weight, 12, 1e-9);
    const mesh_piece *piece;
    assert_int_equal(pieces_of(w, in, &piece), 1);
    assert_int_equal(piece->cell, 1);
    assert_int_equal(pieces_of(w, out, &piece), 3);
    assert_int_equal(pieces_of(w, world_face(w, "93002", "", 0), &piece), 2);
    assert_near(in->population, 500, 1e-9);
    assert_near(out->population, 500, 1e-9);
}

static void cells_in_no_commune_go_to_the_nearest(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_commune(w, "93002", "", 500, RIGHT);
    world_qpv(w, "QN09302M", "93002", 100, "POLYGON((150 0,200 0,200 50,150 50,150 0))");
    /* centres: (500 5) is 300 m from the QPV; (5 500) 400 m from the left commune; (1195 5) 995 m;
     * (1205 5) 1 005 m; the last far */
    world_grid(w, 0, 0, 10, "0 0 1;10 0 1;49 0 5;0 49 7i;119 0 2;120 0 3;500 500 4");
    world_mesh_all(w);
    assert_near(world_face(w, "93001", "", 0)->weight, 1 + 7, 1e-9);
    assert_near(own_people(w, world_face(w, "93001", "", 0)), 1 + 7, 1e-9);
    assert_near(world_face(w, "93001", "", 0)->imputed, 7, 1e-9);
    assert_near(world_face(w, "93002", "QN09302M", 0)->weight, 5 + 2, 1e-9);
    mlg_mesh_summary sum = mlg_mesh_get_summary(w->mesh);
    assert_int_equal(sum.n_cells_moved, 3);
    assert_near(sum.cells_moved, 14, 1e-9);
    assert_int_equal(sum.n_cells_out, 2);
    assert_near(sum.cells_out, 7, 1e-9);
    assert_near(sum.cells_residual, 0, 1e-9);
    assert_string_equal(world_finding(w, "carreaux-rattaches")->value, "3");
    assert_string_equal(world_finding(w, "carreaux-rattaches")->detail, "14");
    assert_string_equal(world_finding(w, "carreaux-hors-communes")->value, "2");
    assert_string_equal(world_finding(w, "carreaux-hors-communes")->detail, "7");
}

static void a_cell_that_was_moved_follows_what_perimeters_cut(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((0 60,100 60,100 100,0 100,0 60))");
    world_grid(w, 0, 0, 10, "0 0 1;0 9 2;20 9 5;0 -10 3");
    world_mesh_all(w);
    size_t n;
    const uint32_t *in = mesh_list(&w->mesh->of_geometry, 0, &n);
    assert_int_equal(n, 1);
    assert_near(w->mesh->faces[in[0]].weight, 2 + 5, 1e-9);
    assert_near(world_sum_weights(w), 11, 1e-9);
}

/* A commune whose only people live beyond its generalised coast. */
static void a_commune_of_moved_cells_only(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_commune(w, "93002", "", 500, RIGHT);
    world_grid(w, 0, 0, 10, "0 0 1;30 0 5");
    world_mesh_all(w);
    assert_near(world_face(w, "93002", "", 0)->weight, 5, 1e-9);
    assert_int_equal(world_count_findings(w, "sans-carreau"), 0);
}

/* Two QPV off the coast that overlap: their polygons meet no commune, nor are they cut by each
 * other. */
static void qpv_off_the_coast_divide_their_cells(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, SQUARE);
    world_qpv(w, "QN09301M", "93001", 100, "POLYGON((0 200,100 200,100 250,0 250,0 200))");
    world_qpv(w, "QN09302M", "93001", 100, "POLYGON((50 200,150 200,150 250,50 250,50 200))");
    world_grid(w, 0, 0, 50, "0 0 1;0 4 8;1 4 20;2 4 4");
    world_mesh_all(w);
    const mesh_face *first = world_face(w, "93001", "QN09301M", 0);
    assert_true(first->stray);
    assert_near(first->weight, 8 + 10, 1e-9);
    assert_near(own_people(w, first), 8, 1e-9);
    assert_near(world_face(w, "93001", "QN09302M", 0)->weight, 10 + 4, 1e-9);
    assert_near(world_face(w, "93001", "", 0)->weight, 1, 1e-9);
    assert_near(mlg_mesh_get_summary(w->mesh).cells_residual, 0, 1e-9);
}

static void without_a_polygon_no_cell_has_a_place(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, NULL);
    world_grid(w, 0, 0, 200, "0 0 8");
    world_finish_territory(w);
    world_finish_inventory(w);
    assert_int_equal(mlg_build_mesh(w->t, w->inv, &w->mesh_options, &w->monitor, &w->mesh, &w->err),
                     MLG_E_FORMAT);
    assert_string_equal(w->err.message,
                        "grille-1.csv: no cell lies in a commune: no commune has a polygon");
}

/* Threads share out communes; what they find is put together in order. */
static void any_number_of_threads_gives_the_same(void **state)
{
    world *w = *state;
    g_autoptr(GString) cells = g_string_new("0 0 1.5i");
    for (int row = 0; row < 30; row++)
        for (int column = 1; column < 90; column++)
            g_string_append_printf(cells, ";%d %d %d.%d%s", column, row, 1 + (column * row) % 17,
                                   column % 10, row % 5 == 0 ? "i" : "");
    for (int i = 0; i < 600; i++) { /* 30 by 20 communes of 30 m, askew */
        int x = i % 30 * 30, y = i / 30 * 30;
        g_autofree char *code = g_strdup_printf("%05d", 93001 + i);
        g_autofree char *wkt = g_strdup_printf(
            "POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d))", x + y / 15, y, x + 30 + y / 15, y,
            x + 30 + (y + 30) / 15, y + 30, x + (y + 30) / 15, y + 30, x + y / 15, y);
        world_commune(w, code, "", 100 + i, wkt);
    }
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((95 95,355 111,444 404,133 388,95 95))");
    world_grid(w, 3, 4, 17, cells->str);
    w->mesh_options.n_threads = 1;
    world_mesh_all(w);
    size_t n = w->mesh->n_faces, n_pieces = w->mesh->first_piece[n];
    mesh_face *faces = g_memdup2(w->mesh->faces, n * sizeof *faces);
    mesh_piece *pieces = g_memdup2(w->mesh->pieces, n_pieces * sizeof *pieces);
    assert_near(w->mesh->summary.cells_residual, 0, 1e-9);
    w->mesh_options.n_threads = 4;
    world_build_mesh(w);
    assert_int_equal(w->mesh->n_faces, n);
    assert_int_equal(w->mesh->first_piece[n], n_pieces);
    for (size_t f = 0; f < n; f++) {
        const mesh_face *a = &faces[f], *b = &w->mesh->faces[f];
        assert_memory_equal(&a->weight, &b->weight, sizeof a->weight);
        assert_memory_equal(&a->imputed, &b->imputed, sizeof a->imputed);
        assert_memory_equal(&a->population, &b->population, sizeof a->population);
    }
    for (size_t i = 0; i < n_pieces; i++) {
        assert_int_equal(pieces[i].cell, w->mesh->pieces[i].cell);
        assert_memory_equal(&pieces[i].people, &w->mesh->pieces[i].people, sizeof(double));
    }
    g_free(faces);
    g_free(pieces);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(without_a_grid_nothing_weighs),
        TEST(a_cell_of_two_communes_is_shared_by_area),
        TEST(people_live_on_the_part_of_a_cell_that_lies_in_communes),
        TEST(imputed_people_are_counted_apart),
        TEST(perimeters_divide_what_a_face_has),
        TEST(cells_in_no_commune_go_to_the_nearest),
        TEST(a_cell_that_was_moved_follows_what_perimeters_cut),
        TEST(a_commune_of_moved_cells_only),
        TEST(qpv_off_the_coast_divide_their_cells),
        TEST(without_a_polygon_no_cell_has_a_place),
        TEST(any_number_of_threads_gives_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
