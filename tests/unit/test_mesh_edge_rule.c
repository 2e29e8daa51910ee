/*
 * test_mesh_edge_rule.c - when a QPV's piece over a commune limit is an edge: not listed, under 5
 * %, and under 1 000 m2 or 10 m wide at most or drawn on a generalised layer. Each threshold just
 * under and just over.
 */
#include "support/world.h"

#include "support/wkt.h"

/* The QPV is a rectangle from x = -length to 0 in 93001, h high, and a piece of width by height in
 * 93002. */
typedef struct edge_case {
    const char *name;
    double length, h;     /* the piece in 93001 */
    double width, height; /* the piece in 93002 */
    const char *listed;   /* official list of the QPV */
    bool generalised;
    mlg_mesh_options options;
    bool edge;
} edge_case;

static const edge_case cases[] = {
    /* 3 m along 300 m: the Bellevue of the demonstration */
    {"not listed, small and narrow", 300, 300, 3, 300, "93001", false, {0}, true},
    {"listed, the same", 300, 300, 3, 300, "93001,93002", false, {0}, false},
    {"no list, the same", 300, 300, 3, 300, "", false, {0}, true},
    /* share: 100 x 8 of 16 000 is 5 % */
    {"share 5 %", 152, 100, 8, 100, "93001", false, {0}, false},
    {"share just under 5 %", 152.25, 100, 8, 100, "93001", false, {0}, true},
    /* area, of a piece wider than 10 m */
    {"1 000 m2, 25 m wide", 300, 300, 40, 25, "93001", false, {0}, false},
    {"999 m2, 25 m wide", 300, 300, 39.96, 25, "93001", false, {0}, true},
    /* width, of a piece larger than 1 000 m2 */
    {"10 m wide, 3 000 m2", 300, 300, 300, 10, "93001", false, {0}, true},
    {"10.2 m wide, 3 060 m2", 300, 300, 300, 10.2, "93001", false, {0}, false},
    {"9.8 m wide, 2 940 m2", 300, 300, 300, 9.8, "93001", false, {0}, true},
    /* generalised layers move limits by more than that */
    {"generalised, 4 % and wide", 300, 300, 60, 60, "93001", true, {0}, true},
    {"generalised, 6 %", 300, 300, 60, 95, "93001", true, {0}, false},
    {"generalised, listed", 300, 300, 60, 60, "93002,93001", true, {0}, false},
    /* the constants are the caller's to change */
    {"share of 1 %", 300, 300, 3, 300, "93001", false, {.edge_share = 0.009}, false},
    {"area of 500 m2, width of 2 m",
     300,
     300,
     3,
     300,
     "93001",
     false,
     {.edge_area_m2 = 500, .edge_width_m = 2},
     false},
    {"width of 30 m", 300, 300, 40, 25, "93001", false, {.edge_width_m = 30}, true},
};

static void build(world *w, const edge_case *c)
{
    g_autofree char *left = support_rectangle(-1000, 0, 0, 1000);
    g_autofree char *right = support_rectangle(0, 0, 1000, 1000);
    g_autofree char *qpv = g_strdup_printf("POLYGON((%.17g 0,%.17g 0,%.17g %.17g,0 %.17g,0 %.17g,"
                                           "%.17g %.17g,%.17g 0))",
                                           -c->length, c->width, c->width, c->height, c->height,
                                           c->h, -c->length, c->h, -c->length);
    world_commune(w, "93001", "", 5000, left);
    world_commune(w, "93002", "", 6000, right);
    world_qpv(w, "QN09301M", c->listed, 1000, qpv);
    territory_builder_set_generalised(w->land, c->generalised);
    w->mesh_options = c->options;
    world_finish_territory(w);
    world_build_mesh(w);
}

static void edge_or_not(void **state)
{
    const edge_case *c = *state;
    void *made = NULL;
    (void)world_setup(&made);
    world *w = made;
    build(w, c);
    const mesh_face *piece = world_face(w, "93002", "QN09301M", 0);
    const mesh_face *main_piece = world_face(w, "93001", "QN09301M", 0);
    bool edge = piece->edge;
    size_t n_edges = w->mesh->summary.n_edges, n_told = world_count_findings(w, "qpv-lisere");
    double area = piece->area_m2, people = piece->population, others = main_piece->population;
    bool follows = &w->mesh->faces[piece->follows] == main_piece;
    double all = w->mesh->qpv_area_m2[0];
    (void)world_teardown(&made);
    assert_near(area, c->width * c->height, 1e-6);
    assert_near(all, c->length * c->h + c->width * c->height, 1e-6);
    assert_int_equal(edge, c->edge);
    assert_int_equal(n_edges, c->edge);
    assert_int_equal(n_told, c->edge);
    assert_int_equal(follows, c->edge);
    assert_near(people, c->edge ? 0 : 1000 * area / all, 1e-6);
    assert_near(people + others, 1000, 1e-9);
}

static void the_largest_piece_is_never_an_edge(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 50, "POLYGON((0 0,100 0,100 100,0 100,0 0))");
    world_commune(w, "93002", "", 60, "POLYGON((100 0,200 0,200 100,100 100,100 0))");
    /* listed elsewhere only: codes of another vintage */
    world_qpv(w, "QN09301M", "93999", 20, "POLYGON((50 0,101 0,101 10,50 10,50 0))");
    world_finish_territory(w);
    world_build_mesh(w);
    assert_false(world_face(w, "93001", "QN09301M", 0)->edge);
    assert_true(world_face(w, "93002", "QN09301M", 0)->edge);
    assert_near(world_faces_people(w, "93001", "QN09301M"), 20, 1e-9);
    assert_near(world_faces_people(w, "93002", ""), 60, 1e-9);
    const mlg_finding *finding = world_finding(w, "qpv-lisere");
    assert_string_equal(finding->id, "QN09301M");
    assert_string_equal(finding->value, "93002");
    assert_string_equal(finding->detail, "10");
}

/* a perimeter that cuts a piece in strips makes it no narrower */
static void a_perimeter_does_not_make_an_edge(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 5000, "POLYGON((-1000 0,0 0,0 1000,-1000 1000,-1000 0))");
    world_commune(w, "93002", "", 6000, "POLYGON((0 0,1000 0,1000 1000,0 1000,0 0))");
    world_qpv(w, "QN09301M", "93001", 1000,
              "POLYGON((-300 0,300 0,300 12,0 12,0 300,-300 300,-300 0))");
    world_dispositif(w, "A", "CLSM", "GEOMETRIE POLYGON((-5 -5,500 -5,500 6,-5 6,-5 -5))");
    world_finish_territory(w);
    world_finish_inventory(w);
    world_build_mesh(w);
    assert_int_equal(world_count_faces(w, "93002", "QN09301M"), 2);
    assert_int_equal(w->mesh->summary.n_edges, 0);
    assert_false(world_face(w, "93002", "QN09301M", 0)->edge);
}

/* its people live somewhere: a commune is no edge of a QPV that holds all of it */
static void a_whole_commune_is_no_edge(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 5000, "POLYGON((0 0,1000 0,1000 1000,0 1000,0 0))");
    world_commune(w, "93002", "", 60, "POLYGON((1000 0,1020 0,1020 20,1000 20,1000 0))");
    world_qpv(w, "QN09301M", "93001", 1000,
              "POLYGON((500 0,1020 0,1020 20,1000 20,1000 600,500 600,500 0))");
    world_finish_territory(w);
    world_build_mesh(w);
    assert_int_equal(w->mesh->summary.n_edges, 0);
    assert_near(world_faces_people(w, "93002", "QN09301M"), 60, 1e-9);
    assert_near(w->mesh->summary.max_commune_residual, 0, 1e-9);
}

static void all_faces_of_an_edge_follow_one_face(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 5000, "POLYGON((-1000 0,0 0,0 1000,-1000 1000,-1000 0))");
    world_commune(w, "93002", "", 6000, "POLYGON((0 0,1000 0,1000 1000,0 1000,0 0))");
    world_qpv(w, "QN09301M", "93001", 1000, "POLYGON((-300 0,3 0,3 300,-300 300,-300 0))");
    world_dispositif(w, "A", "CLSM",
                     "GEOMETRIE POLYGON((-900 -5,500 -5,500 100,-900 100,-900 -5))");
    world_finish_territory(w);
    world_finish_inventory(w);
    world_build_mesh(w);
    assert_int_equal(world_count_faces(w, "93002", "QN09301M"), 2);
    assert_int_equal(w->mesh->summary.n_edges, 1);
    const mesh_face *first = world_face(w, "93002", "QN09301M", 0);
    const mesh_face *second = world_face(w, "93002", "QN09301M", 1);
    assert_true(first->edge && second->edge);
    assert_int_equal(first->follows, second->follows);
    /* the larger of the two faces in 93001: 200 x 300 of 300 x 300 */
    assert_near(w->mesh->faces[first->follows].area_m2, 60000, 1e-6);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_largest_piece_is_never_an_edge),
        TEST(a_perimeter_does_not_make_an_edge),
        TEST(a_whole_commune_is_no_edge),
        TEST(all_faces_of_an_edge_follow_one_face),
    };
    int failures = run_table(cases, edge_or_not);
    return failures + cmocka_run_group_tests(tests, NULL, NULL);
}
