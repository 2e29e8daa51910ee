/*
 * test_coverage_cells.c - ranges where a grid weighs faces: of the cells that a perimeter cuts, all
 * people or none may be in it; a QPV's own limit cuts nothing. Cells are laid by hand.
 */
#include "test_coverage_land.h"

#include "mesh/grid.h"

#define NO_GRID UNKNOWN

enum { MAX_PIECES = 3 };

/* What a face holds: told by its owners and its area. */
typedef struct laid_face {
    const char *commune, *qpv;
    double area_m2, population;
    double inner;                  /* people of its own cells before calibration */
    mesh_piece pieces[MAX_PIECES]; /* people 0: no more */
} laid_face;

static const laid_face *find_laid(const world *w, const mesh_face *face, const laid_face *laid,
                                  size_t n)
{
    const char *commune =
        face->commune != TERRITORY_NONE ? w->t->communes[face->commune].code.s : "";
    const char *qpv = face->qpv != TERRITORY_NONE ? w->t->qpvs[face->qpv].code.s : "";
    for (size_t i = 0; i < n; i++) {
        if (strcmp(laid[i].commune, commune) == 0 && strcmp(laid[i].qpv, qpv) == 0 &&
            fabs(laid[i].area_m2 - face->area_m2) < 1e-3)
            return &laid[i];
    }
    return NULL;
}

/* Lays cells over the mesh as built; faces that are not named have no grid. */
static void lay(world *w, const laid_face *laid, size_t n)
{
    mlg_mesh *mesh = w->mesh;
    size_t n_pieces = 0, n_found = 0;
    mesh->pieces = g_new0(mesh_piece, n * MAX_PIECES + 1);
    mesh->first_piece = g_new0(size_t, mesh->n_faces + 1);
    for (size_t f = 0; f < mesh->n_faces; f++) {
        mesh_face *face = &mesh->faces[f];
        const laid_face *from = find_laid(w, face, laid, n);
        face->weight = face->inner = from != NULL ? from->inner : NO_GRID;
        for (size_t i = 0; from != NULL && i < MAX_PIECES && from->pieces[i].people > 0; i++) {
            mesh->pieces[n_pieces++] = from->pieces[i];
            face->weight += from->pieces[i].people;
        }
        mesh->first_piece[f + 1] = n_pieces;
        if (from == NULL)
            continue;
        face->population = from->population;
        n_found++;
    }
    assert_int_equal(n_found, n);
    for (size_t q = 0; q < w->t->n_qpvs; q++)
        mesh->qpv_population[q] = world_faces_people(w, "93001", w->t->qpvs[q].code.s) +
                                  world_faces_people(w, "93002", w->t->qpvs[q].code.s) +
                                  world_faces_people(w, "93003", w->t->qpvs[q].code.s);
    world_compute(w);
}

#define LAY(w, ...)                                                                                \
    do {                                                                                           \
        const laid_face laid_[] = {__VA_ARGS__};                                                   \
        lay((w), laid_, G_N_ELEMENTS(laid_));                                                      \
    } while (0)

#define assert_result(w, id, value, least, most)                                                   \
    do {                                                                                           \
        const coverage_dispositif *d_ = world_result((w), (id));                                   \
        assert_near(d_->pop, (value), 1e-9);                                                       \
        assert_near(d_->pop_min, (least), 1e-9);                                                   \
        assert_near(d_->pop_max, (most), 1e-9);                                                    \
    } while (0)

/* --- a commune that is cut ----------------------------------------------------------------- */

#define WEST_OF_93003 "GEOMETRIE POLYGON((200 0,240 0,240 100,200 100,200 0))"

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

/* --- QPV ----------------------------------------------------------------------------------- */

/* QN09302M has 300 people for 60 of cells, of which 40 in one over the limit of the communes */
static void lay_two_sides(world *w)
{
    LAY(w, {"93001", "QN09302M", 200, 250, 20, {{7, 30}}},
        {"93002", "QN09302M", 100, 50, 0, {{7, 10}}}, {"93001", "QN09301M", 400, 100, 3, {{8, 5}}},
        {"93001", "", 9400, 650, 500, {{7, 12}, {8, 90}}},
        {"93002", "", 9900, 1950, 800, {{7, 14}}});
}

static void a_qpv_in_two_communes(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "B", "ASV", "QPV QN09302M");
    world_build(w);
    lay_two_sides(w);
    assert_people(w, MLG_QPV, "QN09302M", "CLS", 250, 100, 300);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 1000, 1000, 1000);
    assert_people(w, MLG_COMMUNE, "93001", "ASV", 250, 100, 300);
    assert_people(w, MLG_COMMUNE, "93002", "ASV", 50, 0, 200);
    assert_people(w, MLG_EPCI, "200000001", "ASV", 300, 300, 300);
    assert_people(w, MLG_EPCI, "200000001", "CLS", 1000, 1000, 1000);
    assert_result(w, "B", 300, 300, 300);
}

/* who is in 93001 is in its 1 000: only those beyond the limit are more */
static void a_commune_and_the_rest_of_a_qpv(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001; QPV QN09302M");
    world_dispositif(w, "B", "ASV", "COMMUNE 93002; EXCLUT QPV QN09302M");
    world_dispositif(w, "C", "CLSM", "EPCI 200000001; EXCLUT QPV QN09302M");
    world_build(w);
    lay_two_sides(w);
    assert_result(w, "A", 1050, 1000, 1200);
    assert_people(w, MLG_COMMUNE, "93002", "CLS", 50, 0, 200);
    /* 2 000 but 0 to 200 */
    assert_result(w, "B", 1950, 1800, 2000);
    /* wherever they live, 300 of 3 000 are out */
    assert_result(w, "C", 2700, 2700, 2700);
    assert_people(w, MLG_EPCI, "200000001", "CLSM", 2700, 2700, 2700);
    assert_people(w, MLG_COMMUNE, "93001", "CLSM", 750, 700, 900);
}

/* without cells all of the QPV may be on one side */
static void a_commune_without_a_qpv_and_without_a_grid(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "B", "ASV", "COMMUNE 93002; EXCLUT QPV QN09302M");
    world_build(w);
    assert_result(w, "B", 1900, 1700, 2000);
}

/* 300 may live in a commune of 40: of its rest nobody is sure, which takes from no other commune */
static void a_qpv_larger_than_its_commune(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 40, LEFT);
    world_commune(w, "93002", "", 2000, MIDDLE);
    world_commune(w, "93003", "", 4000, RIGHT);
    world_qpv(w, "QN09301M", "93001,93002", 300, "POLYGON((90 0,130 0,130 50,90 50,90 0))");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001; COMMUNE 93003; EXCLUT QPV QN09301M");
    world_build(w);
    LAY(w, {"93001", "QN09301M", 500, 30, 0, {{7, 10}}},
        {"93002", "QN09301M", 1500, 270, 40, {{7, 50}}}, {"93001", "", 9500, 10, 5, {{0}}});
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 10, 0, 40);
    assert_result(w, "A", 4010, 4000, 4040);
}

static void a_qpv_smaller_than_a_cell(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001; EXCLUT QPV QN09301M");
    world_dispositif(w, "B", "ASV", "QPV QN09301M");
    world_build(w);
    LAY(w, {"93001", "QN09301M", 400, 100, 0, {{7, 2}}}, {"93001", "QN09302M", 200, 300, 9, {{0}}},
        {"93002", "QN09302M", 100, 0, 0, {{0}}}, {"93001", "", 9400, 600, 50, {{7, 70}}});
    assert_people(w, MLG_QPV, "QN09301M", "ASV", 100, 100, 100);
    assert_people(w, MLG_COMMUNE, "93001", "ASV", 100, 100, 100);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 900, 900, 900);
    assert_result(w, "B", 100, 100, 100);
}

/* 1 000 people of cells for the 4 000 of the commune, the QPV among them */
static void a_qpv_without_published_people(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93003");
    world_dispositif(w, "B", "ASV", "QPV QN09303M");
    world_build(w);
    LAY(w, {"93003", "QN09303M", 400, 560, 100, {{7, 40}}},
        {"93003", "", 9600, 3440, 800, {{7, 60}}});
    assert_people(w, MLG_QPV, "QN09303M", "ASV", 560, 560, 560);
    assert_people(w, MLG_QPV, "QN09303M", "CLS", 560, 560, 560);
    assert_people(w, MLG_COMMUNE, "93003", "ASV", 560, 400, 800);
    assert_result(w, "B", 560, 400, 800);
}

/* its own limit cuts none of its cells, the perimeter's does */
static void a_qpv_without_published_people_that_is_cut(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((200 0,228 0,228 50,200 50,200 0))");
    world_build(w);
    LAY(w, {"93003", "QN09303M", 160, 360, 50, {{7, 40}}},
        {"93003", "QN09303M", 240, 360, 50, {{7, 40}}}, {"93003", "", 1240, 400, 100, {{0}}},
        {"93003", "", 8360, 2880, 720, {{0}}});
    assert_near(world_zone(w, MLG_QPV, "QN09303M")->pop, 720, 1e-9);
    assert_people(w, MLG_QPV, "QN09303M", "CLSM", 360, 200, 520);
    assert_people(w, MLG_COMMUNE, "93003", "CLSM", 760, 600, 920);
}

/* 400 people for a commune of 100 */
static void a_scaled_qpv(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 100, LEFT);
    world_qpv(w, "QN09301M", "93001", 400, "POLYGON((0 0,50 0,50 100,0 100,0 0))");
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((0 0,30 0,30 100,0 100,0 0))");
    world_build(w);
    LAY(w, {"93001", "QN09301M", 3000, 75, 10, {{7, 20}}},
        {"93001", "QN09301M", 2000, 25, 0, {{7, 10}}}, {"93001", "", 5000, 0, 60, {{0}}});
    assert_people(w, MLG_QPV, "QN09301M", "CLSM", 75, 25, 100);
    assert_people(w, MLG_COMMUNE, "93001", "CLSM", 75, 25, 100);
    assert_result(w, "A", 75, 25, 100);
}

/* --- edges and contested area -------------------------------------------------------------- */

/* the edge in 93002 follows the larger face, whose people those of its cells are */
static void cells_of_an_edge_are_those_of_the_face_it_follows(void **state)
{
    world *w = *state;
    add_communes(w);
    world_qpv(w, "QN09301M", "93001", 100, "POLYGON((60 0,101 0,101 50,60 50,60 0))");
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((60 0,70 0,70 50,60 50,60 0))");
    world_build(w);
    assert_int_equal(w->mesh->summary.n_edges, 1);
    LAY(w, {"93001", "QN09301M", 1500, 60, 20, {{0}}}, {"93002", "QN09301M", 50, 0, 0, {{7, 10}}},
        {"93001", "QN09301M", 500, 40, 10, {{7, 10}}});
    assert_people(w, MLG_QPV, "QN09301M", "CLSM", 40, 20, 60);
    assert_people(w, MLG_COMMUNE, "93001", "CLSM", 40, 20, 60);
    assert_people(w, MLG_COMMUNE, "93002", "CLSM", 0, 0, 0);
}

static void cells_of_contested_area_are_nobodys(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, LEFT);
    world_commune(w, "93002", "", 2000, "POLYGON((90 0,200 0,200 100,90 100,90 0))");
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((0 0,40 0,40 100,0 100,0 0))");
    world_build(w);
    LAY(w, {"93001", "", 4000, 400, 100, {{7, 100}}}, {"93001", "", 5000, 600, 300, {{0}}},
        {"93001", "", 1000, 0, 0, {{7, 50}}});
    assert_people(w, MLG_COMMUNE, "93001", "CLSM", 400, 400, 400);
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
        TEST(a_qpv_in_two_communes),
        TEST(a_commune_and_the_rest_of_a_qpv),
        TEST(a_commune_without_a_qpv_and_without_a_grid),
        TEST(a_qpv_larger_than_its_commune),
        TEST(a_qpv_smaller_than_a_cell),
        TEST(a_qpv_without_published_people),
        TEST(a_qpv_without_published_people_that_is_cut),
        TEST(a_scaled_qpv),
        TEST(cells_of_an_edge_are_those_of_the_face_it_follows),
        TEST(cells_of_contested_area_are_nobodys),
        TEST(an_unknown_extent_beside_a_cut_cell),
        TEST(a_zone_narrows_nothing),
        TEST(from_cells_to_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
