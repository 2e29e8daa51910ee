/*
 * test_territory_zonings.c - classes of communes by a table: order of classes, contradictions,
 * communes without class, the three cities with arrondissements.
 */
#include "support/world.h"

static void set_class(world *w, uint32_t zoning, const char *code, const char *class_name)
{
    territory_builder_set_class(w->land, zoning, base_code(code), class_name,
                                world_origin(w, "grille.csv"));
}

static const char *class_of(const world *w, size_t zoning, const char *code)
{
    const territory_zoning *z = &w->t->zonings[zoning];
    uint32_t k = z->of_commune[territory_find_commune(w->t, base_code(code))];
    return k == TERRITORY_NONE ? "" : z->classes[k];
}

static void classes_are_listed_in_order(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 10, NULL);
    world_commune(w, "93002", "", 20, NULL);
    world_commune(w, "93003", "", 20, NULL);
    uint32_t dens = territory_builder_add_zoning(w->land, "dens");
    uint32_t kind = territory_builder_add_zoning(w->land, "milieu");
    set_class(w, dens, "93001", "10");
    set_class(w, dens, "93002", "2");
    set_class(w, dens, "93003", "2");
    set_class(w, kind, "93001", "rural");
    set_class(w, kind, "93002", "7");
    set_class(w, kind, "93003", "centre");
    world_finish_territory(w);
    assert_int_equal(w->t->n_zonings, 2);
    assert_string_equal(w->t->zonings[0].name, "dens");
    assert_int_equal(w->t->zonings[0].n_classes, 2);
    assert_string_equal(w->t->zonings[0].classes[0], "2");
    assert_string_equal(w->t->zonings[0].classes[1], "10");
    assert_int_equal(w->t->zonings[1].n_classes, 3);
    assert_string_equal(w->t->zonings[1].classes[0], "7");
    assert_string_equal(w->t->zonings[1].classes[1], "centre");
    assert_string_equal(class_of(w, 0, "93003"), "2");
    assert_string_equal(class_of(w, 1, "93001"), "rural");
    assert_int_equal(world_count_findings(w, "zonage-contradictoire"), 0);
    assert_int_equal(world_count_findings(w, "zonage-commune-sans-classe"), 0);
}

static void a_contradiction_leaves_no_class(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 10, NULL);
    world_commune(w, "93002", "", 20, NULL);
    world_commune(w, "93003", "", 20, NULL);
    uint32_t dens = territory_builder_add_zoning(w->land, "dens");
    set_class(w, dens, "93001", "1");
    set_class(w, dens, "93002", "1");
    set_class(w, dens, "93002", "2");
    set_class(w, dens, "93001", "1"); /* twice the same is none */
    set_class(w, dens, "93999", "1"); /* of no commune */
    world_finish_territory(w);
    assert_string_equal(class_of(w, 0, "93001"), "1");
    assert_string_equal(class_of(w, 0, "93002"), "");
    assert_string_equal(class_of(w, 0, "93003"), "");
    const mlg_finding *contradiction = world_finding(w, "zonage-contradictoire");
    assert_non_null(contradiction);
    assert_string_equal(contradiction->id, "dens");
    assert_string_equal(contradiction->value, "93002");
    assert_string_equal(contradiction->detail, "1");
    assert_string_equal(contradiction->file, "grille.csv");
    const mlg_finding *missing = world_finding(w, "zonage-commune-sans-classe");
    assert_non_null(missing);
    assert_string_equal(missing->value, "93003");
    assert_string_equal(missing->detail, "1");
    const mlg_finding *lost = world_finding(w, "code-sans-unite");
    assert_non_null(lost);
    assert_string_equal(lost->value, "93999");
}

static void cities_follow_the_level_of_the_run(void **state)
{
    world *w = *state;
    world_commune(w, "13055", "", 10, NULL);
    world_commune(w, "69123", "", 10, NULL);
    world_commune(w, "75056", "", 10, NULL);
    uint32_t dens = territory_builder_add_zoning(w->land, "dens");
    set_class(w, dens, "13055", "3"); /* its own row wins over those of its parts */
    set_class(w, dens, "13201", "1");
    set_class(w, dens, "13202", "2");
    set_class(w, dens, "69381", "1"); /* its parts agree */
    set_class(w, dens, "69382", "1");
    set_class(w, dens, "75101", "1"); /* its parts do not */
    set_class(w, dens, "75102", "2");
    world_finish_territory(w);
    assert_string_equal(class_of(w, 0, "13055"), "3");
    assert_string_equal(class_of(w, 0, "69123"), "1");
    assert_string_equal(class_of(w, 0, "75056"), "");
    assert_int_equal(world_count_findings(w, "code-sans-unite"), 0);
    assert_string_equal(world_finding(w, "zonage-contradictoire")->value, "75056");
    assert_string_equal(world_finding(w, "zonage-contradictoire")->detail, "1");
}

static void arrondissements_have_their_commune_s_class(void **state)
{
    world *w = *state;
    w->territory_options.plm_arrondissement = true;
    world_commune(w, "75101", "", 10, NULL);
    world_commune(w, "75102", "", 10, NULL);
    uint32_t dens = territory_builder_add_zoning(w->land, "dens");
    set_class(w, dens, "75056", "1");
    set_class(w, dens, "75102", "2");
    world_finish_territory(w);
    assert_string_equal(class_of(w, 0, "75101"), "1");
    assert_string_equal(class_of(w, 0, "75102"), "2");
}

static void nothing_joins(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 10, NULL);
    set_class(w, territory_builder_add_zoning(w->land, "dens"), "59350", "1");
    mlg_error err = {.code = MLG_OK};
    mlg_status status =
        territory_builder_finish(w->land, &w->territory_options, &w->monitor, &w->t, &err);
    assert_int_equal(status, MLG_E_FORMAT);
    assert_non_null(strstr(err.message, "59350"));
    assert_non_null(strstr(err.message, "93001"));
}

/* A table of 2023 in communes of 2025: 93005 joined 93001, 93007 joined 93002, 69004 was divided,
 * 93009 became 93003. */
static void classes_of_another_vintage_are_those_of_what_it_became(void **state)
{
    static const char *const rows[][2] = {{"93001", "1"}, {"93005", "1"}, {"93002", "1"},
                                          {"93007", "2"}, {"69004", "3"}, {"93009", "2"}};
    world *w = *state;
    world_history(w, "20250101 32 93005 93001; 20250101 32 93001 93001; 20250101 32 93007 93002; "
                     "20250101 32 93002 93002; 20240101 21 69004 69004; 20240101 21 69004 69005; "
                     "20240101 50 93009 93003");
    world_commune(w, "69004", "", 10, NULL);
    world_commune(w, "69005", "", 10, NULL);
    world_commune(w, "93001", "", 10, NULL);
    world_commune(w, "93002", "", 10, NULL);
    world_commune(w, "93003", "", 10, NULL);
    territory_builder_begin_table(w->land, 2023);
    uint32_t dens = territory_builder_add_zoning(w->land, "dens");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        set_class(w, dens, rows[i][0], rows[i][1]);
    world_finish_territory(w);
    assert_string_equal(class_of(w, 0, "93001"), "1");
    assert_string_equal(class_of(w, 0, "93002"), ""); /* two that do not agree */
    assert_string_equal(class_of(w, 0, "93003"), "2");
    assert_string_equal(class_of(w, 0, "69005"), "3");
    assert_string_equal(world_finding(w, "zonage-contradictoire")->value, "93002");
    assert_int_equal(world_count_findings(w, "zonage-commune-sans-classe"), 0);
    assert_int_equal(world_count_findings(w, "code-sans-unite"), 0);
    const mlg_finding *converted = world_finding(w, "codes-convertis");
    assert_non_null(converted);
    assert_string_equal(converted->id, "2023");
    assert_string_equal(converted->value, "93005");
    assert_string_equal(converted->detail, "4");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(classes_are_listed_in_order, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_contradiction_leaves_no_class, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(cities_follow_the_level_of_the_run, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(arrondissements_have_their_commune_s_class, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(nothing_joins, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(classes_of_another_vintage_are_those_of_what_it_became,
                                        world_setup, world_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
