/*
 * test_territory_groups.c - EPCI, EPT, départements and régions: composition tables over the
 * layer's attributes, members, names, communes that belong to none, tables that join nothing.
 */
#include "support/world.h"

static void member(world *w, territory_group_kind kind, const char *commune, const char *group)
{
    territory_builder_set_membership(w->land, kind, base_code(commune), base_code(group),
                                     world_origin(w, "epcicom.csv"));
}

static void group(world *w, territory_group_kind kind, const char *code, const char *name,
                  const char *nature, const char *region)
{
    territory_group_row row = {.kind = kind,
                               .code = base_code(code),
                               .region = base_code(region),
                               .name = name,
                               .nature = nature,
                               .origin = world_origin(w, "groups.gpkg")};
    territory_builder_add_group(w->land, &row);
}

static const char *epci_of(const world *w, const char *commune)
{
    uint32_t epci = w->t->communes[territory_find_commune(w->t, base_code(commune))].epci;
    return epci == TERRITORY_NONE ? "" : w->t->epcis[epci].code.s;
}

static void a_table_wins_over_the_attribute(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "200000001", 10, NULL);
    world_commune(w, "93002", "200000001", 20, NULL);
    world_commune(w, "93003", "200000001", 40, NULL);
    member(w, TERRITORY_EPCI, "93002", "200000002");
    world_finish_territory(w);
    assert_int_equal(w->t->n_epcis, 2);
    assert_string_equal(epci_of(w, "93001"), "200000001");
    assert_string_equal(epci_of(w, "93002"), "200000002");
    const territory_group *first = &w->t->epcis[0];
    assert_int_equal(first->n_communes, 2);
    assert_int_equal(first->communes[0], 0);
    assert_int_equal(first->communes[1], 2);
    assert_near(first->population, 50, 0);
    assert_near(w->t->epcis[1].population, 20, 0);
}

static void the_last_table_wins(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 10, NULL);
    member(w, TERRITORY_EPCI, "93001", "200000001");
    member(w, TERRITORY_EPCI, "93001", "200000002");
    world_finish_territory(w);
    assert_string_equal(epci_of(w, "93001"), "200000002");
    assert_int_equal(w->t->n_epcis, 1);
    assert_int_equal(world_count_findings(w, "code-sans-unite"), 0);
}

static void an_empty_group_takes_a_commune_out(void **state)
{
    world *w = *state;
    world_commune(w, "85113", "200000001", 10, NULL);
    world_commune(w, "85114", "200000001", 10, NULL);
    member(w, TERRITORY_EPCI, "85113", "");
    world_finish_territory(w);
    assert_string_equal(epci_of(w, "85113"), "");
    const mlg_finding *finding = world_finding(w, "commune-sans-epci");
    assert_non_null(finding);
    assert_string_equal(finding->value, "85113");
    assert_string_equal(finding->detail, "1");
}

static void tells_the_first_five_without_epci(void **state)
{
    world *w = *state;
    for (int i = 1; i <= 7; i++) {
        char code[6];
        (void)g_snprintf(code, sizeof code, "9300%d", i);
        world_commune(w, code, i == 7 ? "200000001" : "", 10, NULL);
    }
    world_finish_territory(w);
    const mlg_finding *finding = world_finding(w, "commune-sans-epci");
    assert_non_null(finding);
    assert_string_equal(finding->value, "93001,93002,93003,93004,93005");
    assert_string_equal(finding->detail, "6");
}

static void no_epci_at_all_is_no_news(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 10, NULL);
    world_finish_territory(w);
    assert_int_equal(w->t->n_epcis, 0);
    assert_int_equal(mlg_territory_count(w->t, MLG_EPCI), 0);
    assert_int_equal(world_count_findings(w, "commune-sans-epci"), 0);
}

static void names_come_from_the_first_source_that_tells(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "200000001", 10, NULL);
    world_commune(w, "93002", "200000002", 10, NULL);
    group(w, TERRITORY_EPCI, "200000001", "", "CC", "");
    group(w, TERRITORY_EPCI, "200000001", "Plaine", "CA", "");
    group(w, TERRITORY_EPCI, "200000001", "Other", "", "");
    group(w, TERRITORY_EPCI, "200000009", "Elsewhere", "CC", "");
    world_finish_territory(w);
    assert_int_equal(w->t->n_epcis, 2);
    assert_string_equal(w->t->epcis[0].name, "Plaine");
    assert_string_equal(w->t->epcis[0].nature, "CC");
    assert_string_equal(w->t->epcis[1].name, "200000002"); /* nobody names it: its code */
    assert_string_equal(w->t->epcis[1].nature, "");
    assert_string_equal(mlg_territory_name(w->t, MLG_EPCI, 0), "Plaine");
}

static void ept_stand_beside_epci(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "200054781", 10, NULL);
    world_commune(w, "93002", "200054781", 20, NULL);
    member(w, TERRITORY_EPT, "93001", "200057867");
    world_finish_territory(w);
    assert_int_equal(w->t->n_epts, 1);
    assert_int_equal(w->t->communes[0].ept, 0);
    assert_int_equal(w->t->communes[1].ept, TERRITORY_NONE);
    assert_near(w->t->epts[0].population, 10, 0);
    assert_int_equal(territory_find_ept(w->t, base_code("200057867")), 0);
    assert_int_equal(territory_find_epci(w->t, base_code("200057867")), TERRITORY_NONE);
}

static void departments_and_regions_follow_the_codes(void **state)
{
    world *w = *state;
    world_commune(w, "01001", "", 1, NULL);
    world_commune(w, "2A004", "", 2, NULL);
    world_commune(w, "69001", "", 4, NULL);
    world_commune(w, "97101", "", 8, NULL);
    group(w, TERRITORY_DEPARTMENT, "01", "Ain", "", "");
    group(w, TERRITORY_REGION, "84", "Auvergne-Rhône-Alpes", "", "");
    world_finish_territory(w);
    assert_int_equal(w->t->n_departments, 4);
    assert_string_equal(w->t->departments[0].name, "Ain");
    assert_string_equal(w->t->departments[3].code.s, "971");
    assert_int_equal(w->t->n_regions, 3);
    assert_string_equal(w->t->regions[0].code.s, "01"); /* Guadeloupe */
    assert_string_equal(w->t->regions[1].code.s, "84");
    assert_string_equal(w->t->regions[1].name, "Auvergne-Rhône-Alpes");
    assert_near(w->t->regions[1].population, 5, 0);
    assert_int_equal(w->t->departments[2].region, 1);
    assert_int_equal(w->t->communes[3].region, 0);
}

static void a_region_may_be_stated(void **state)
{
    world *w = *state;
    world_commune(w, "00001", "", 1, NULL);
    world_commune(w, "99001", "", 1, NULL); /* nobody knows its région */
    group(w, TERRITORY_DEPARTMENT, "00", "Val-de-Maille", "", "77");
    world_finish_territory(w);
    assert_int_equal(w->t->n_regions, 1);
    assert_string_equal(w->t->regions[0].code.s, "77");
    assert_int_equal(w->t->communes[1].region, TERRITORY_NONE);
    assert_int_equal(w->t->departments[1].region, TERRITORY_NONE);
}

static void unknown_codes_are_told_once_a_file(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 10, NULL);
    member(w, TERRITORY_EPCI, "93001", "200000001");
    member(w, TERRITORY_EPCI, "93999", "200000001");
    member(w, TERRITORY_EPCI, "93998", "200000001");
    member(w, TERRITORY_EPCI, "44001", "200000001"); /* another département: out of view */
    world_finish_territory(w);
    assert_int_equal(world_count_findings(w, "code-sans-unite"), 1);
    const mlg_finding *finding = world_finding(w, "code-sans-unite");
    assert_string_equal(finding->value, "93998");
    assert_string_equal(finding->detail, "2");
    assert_string_equal(finding->file, "epcicom.csv");
    assert_int_equal(finding->row, 4);
}

static void a_table_that_joins_nothing_is_an_error(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 10, NULL);
    member(w, TERRITORY_EPCI, "1001", "200000001");
    member(w, TERRITORY_EPCI, "1002", "200000001");
    mlg_status status =
        territory_builder_finish(w->land, &w->territory_options, &w->monitor, &w->t, &w->err);
    assert_int_equal(status, MLG_E_FORMAT);
    assert_contains(w->err.message, "epcicom.csv");
    assert_contains(w->err.message, "1001");
    assert_contains(w->err.message, "93001");
    assert_null(w->t);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_table_wins_over_the_attribute),
        TEST(the_last_table_wins),
        TEST(an_empty_group_takes_a_commune_out),
        TEST(tells_the_first_five_without_epci),
        TEST(no_epci_at_all_is_no_news),
        TEST(names_come_from_the_first_source_that_tells),
        TEST(ept_stand_beside_epci),
        TEST(departments_and_regions_follow_the_codes),
        TEST(a_region_may_be_stated),
        TEST(unknown_codes_are_told_once_a_file),
        TEST(a_table_that_joins_nothing_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
