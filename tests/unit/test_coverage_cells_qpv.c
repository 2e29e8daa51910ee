/*
 * test_coverage_cells_qpv.c - ranges of QPV where a grid weighs faces: a QPV's own limit cuts no
 * cell of its people; one astride communes takes from the rest of each what it holds there.
 */
#include "test_coverage_lay.h"

/* --- QPV ----------------------------------------------------------------------------------- */

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

/* its people are 300 together, whatever each side has */
static void people_of_both_sides_in_a_sum(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "ASV", "QPV QN09302M");
    world_dispositif(w, "B", "CLSM", "QPV QN09302M; COMMUNE 93001; " WEST_OF_93003);
    world_build(w);
    lay_two_sides(w);
    const coverage_indicator *row = find(w, "national", "", "pop_couverte", "ASV");
    assert_near(row->value_min, 300 / 15000.0, 1e-12);
    assert_near(row->value_max, 300 / 15000.0, 1e-12);
    /* 1 000 and, of others, 0 to 200 beyond the limit, 0 to 4 000 where no grid lies */
    row = find(w, "national", "", "pop_couverte", "CLSM");
    assert_near(row->value_min, 1000 / 15000.0, 1e-12);
    assert_near(row->value_max, 5200 / 15000.0, 1e-12);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_qpv_in_two_communes),
        TEST(people_of_both_sides_in_a_sum),
        TEST(a_commune_and_the_rest_of_a_qpv),
        TEST(a_commune_without_a_qpv_and_without_a_grid),
        TEST(a_qpv_larger_than_its_commune),
        TEST(a_qpv_smaller_than_a_cell),
        TEST(a_qpv_without_published_people),
        TEST(a_qpv_without_published_people_that_is_cut),
        TEST(a_scaled_qpv),
        TEST(cells_of_an_edge_are_those_of_the_face_it_follows),
        TEST(cells_of_contested_area_are_nobodys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
