/*
 * test_coverage_zonings.c - the class where most people of a dispositif live, and their share.
 */
#include "support/world.h"

/* Communes of 1000, 600, 600 and 0 people, in classes 1, 2, 2 and none. */
static void make_land(world *w)
{
    world_commune(w, "93001", "200000001", 1000, "POLYGON((0 0,1000 0,1000 1000,0 1000,0 0))");
    world_commune(w, "93002", "200000001", 600,
                  "POLYGON((1000 0,2000 0,2000 1000,1000 1000,1000 0))");
    world_commune(w, "93003", "200000001", 600,
                  "POLYGON((2000 0,3000 0,3000 1000,2000 1000,2000 0))");
    world_commune(w, "93004", "", 0, "POLYGON((3000 0,4000 0,4000 1000,3000 1000,3000 0))");
    uint32_t dens = territory_builder_add_zoning(w->land, "dens");
    static const char *const classes[][2] = {{"93001", "1"}, {"93002", "2"}, {"93003", "2"}};
    for (size_t i = 0; i < G_N_ELEMENTS(classes); i++)
        territory_builder_set_class(w->land, dens, base_code(classes[i][0]), classes[i][1],
                                    world_origin(w, "grille.csv"));
}

static void check(const world *w, const char *id, const char *class_name, double part)
{
    const territory_zoning *zoning = &w->t->zonings[0];
    const coverage_class *most = &w->cov->classes[inventory_find(w->inv, id)];
    if (class_name[0] == '\0') {
        assert_int_equal(most->class_index, TERRITORY_NONE);
        assert_true(isnan(most->part));
        return;
    }
    assert_string_equal(zoning->classes[most->class_index], class_name);
    assert_near(most->part, part, 1e-9);
}

static void most_people_decide(void **state)
{
    world *w = *state;
    make_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "B", "CLS", "EPCI 200000001"); /* 1200 of 2200 in class 2 */
    world_dispositif(w, "C", "CLS", "COMMUNE 93001; COMMUNE 93002");
    world_dispositif(w, "D", "CLS", "COMMUNE 93004"); /* nobody lives there */
    world_dispositif(w, "E", "CLS", "");
    /* 300 of class 1, 600 of class 2 */
    world_dispositif(w, "F", "CLS", "COMMUNE 93001 PARTIELLE 0.3; COMMUNE 93002");
    world_dispositif(w, "G", "CLS", "COMMUNE 93001 INCONNUE"); /* told by what it may be */
    world_build(w);
    check(w, "A", "1", 1);
    check(w, "B", "2", 1200.0 / 2200);
    check(w, "C", "1", 1000.0 / 1600);
    check(w, "D", "", 0);
    check(w, "E", "", 0);
    check(w, "F", "2", 600.0 / 900);
    check(w, "G", "1", 1);
}

static void a_part_of_a_commune_counts_its_people(void **state)
{
    world *w = *state;
    make_land(w);
    /* half of 93001, all of 93002: 500 and 600 */
    world_dispositif(w, "A", "CLS", "GEOMETRIE POLYGON((500 0,2000 0,2000 1000,500 1000,500 0))");
    world_build(w);
    check(w, "A", "2", 600.0 / 1100);
}

static void unknown_people_have_no_class(void **state)
{
    world *w = *state;
    make_land(w);
    world_commune(w, "93005", "", (double)NAN,
                  "POLYGON((4000 0,5000 0,5000 1000,4000 1000,4000 0))");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001; COMMUNE 93005");
    world_build(w);
    check(w, "A", "", 0);
}

static void without_zoning_there_are_no_classes(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 10, "POLYGON((0 0,1000 0,1000 1000,0 1000,0 0))");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_build(w);
    assert_int_equal(w->t->n_zonings, 0);
    assert_null(w->cov->classes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(most_people_decide, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_part_of_a_commune_counts_its_people, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(unknown_people_have_no_class, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(without_zoning_there_are_no_classes, world_setup,
                                        world_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
