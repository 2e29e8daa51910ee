/*
 * test_territory_vintages.c - tables and lists of other vintages than the communes': what is
 * converted, what is left out because it would be a guess, which table is taken, what is told.
 */
#include "support/world.h"

/* 93059 joined 93066 and 39548 joined 39434 in 2025; 60054 was divided in 2024. 39002 lasts. */
#define MOVEMENTS                                                                                  \
    "20250101 32 93059 93066; 20250101 32 93066 93066; 20250101 32 39548 39434; "                  \
    "20250101 32 39434 39434; 20240101 21 60054 60054; 20240101 21 60054 60694; "                  \
    "19730101 31 39001 39002"

static void table(world *w, int year)
{
    territory_builder_begin_table(w->land, year);
}

static void people(world *w, const char *code, double n)
{
    territory_builder_set_population(w->land, base_code(code), n, world_origin(w, "pop.csv"));
}

static void member(world *w, const char *commune, const char *epci, const char *file)
{
    territory_builder_set_membership(w->land, TERRITORY_EPCI, base_code(commune), base_code(epci),
                                     world_origin(w, file));
}

static double population(const world *w, const char *code)
{
    return w->t->communes[territory_find_commune(w->t, base_code(code))].population;
}

static const char *epci_of(const world *w, const char *commune)
{
    uint32_t epci = w->t->communes[territory_find_commune(w->t, base_code(commune))].epci;
    return epci == TERRITORY_NONE ? "" : w->t->epcis[epci].code.s;
}

/* Communes of 2025 or later. */
static void new_land(world *w)
{
    world_history(w, MOVEMENTS);
    world_commune(w, "39002", "", NAN, NULL);
    world_commune(w, "39434", "", NAN, NULL);
    world_commune(w, "60054", "", NAN, NULL);
    world_commune(w, "60694", "", NAN, NULL);
    world_commune(w, "93066", "", NAN, NULL);
}

/* Communes of 2023. */
static void old_land(world *w)
{
    world_history(w, MOVEMENTS);
    world_commune(w, "39002", "", NAN, NULL);
    world_commune(w, "39434", "", NAN, NULL);
    world_commune(w, "39548", "", NAN, NULL);
    world_commune(w, "60054", "", NAN, NULL);
    world_commune(w, "93059", "", NAN, NULL);
    world_commune(w, "93066", "", NAN, NULL);
}

static void the_communes_tell_their_vintage(void **state)
{
    world *w = *state;
    old_land(w);
    world_finish_territory(w);
    assert_int_equal(w->t->vintage, 2023);
    assert_int_equal(w->t->cog_day, 20230101);
    assert_int_equal(world_count_findings(w, "millesime-contredit"), 0);
}

static void what_fits_and_is_stated_is_taken(void **state)
{
    world *w = *state;
    new_land(w);
    territory_builder_set_vintage(w->land, 2025); /* 2026 has the same codes */
    world_finish_territory(w);
    assert_int_equal(w->t->vintage, 2025);
}

static void what_contradicts_the_codes_is_told(void **state)
{
    world *w = *state;
    old_land(w);
    territory_builder_set_vintage(w->land, 2026);
    world_finish_territory(w);
    assert_int_equal(w->t->vintage, 2023);
    const mlg_finding *finding = world_finding(w, "millesime-contredit");
    assert_non_null(finding);
    assert_string_equal(finding->id, "2026");
    assert_string_equal(finding->proposed, "2023");
    assert_string_equal(finding->file, "communes.gpkg");
}

static void codes_of_no_vintage_are_told_and_nothing_is_converted(void **state)
{
    world *w = *state;
    world_history(w, MOVEMENTS);
    world_commune(w, "60054", "", NAN, NULL);
    world_commune(w, "60694", "", NAN, NULL); /* of 2024 */
    world_commune(w, "39002", "", NAN, NULL);
    world_commune(w, "39001", "", NAN, NULL); /* of 1972 */
    table(w, 2023);
    people(w, "60054", 900);
    world_finish_territory(w);
    assert_int_equal(w->t->vintage, 0);
    assert_null(w->t->history);
    assert_near(population(w, "60054"), 900, 0); /* as it is written */
    const mlg_finding *finding = world_finding(w, "millesime-communes-inconnu");
    assert_non_null(finding);
    assert_string_equal(finding->value, "39001");
    assert_string_equal(finding->detail, "1"); /* without 39434, 39 is not whole */
}

static void codes_of_no_vintage_are_of_the_one_stated(void **state)
{
    world *w = *state;
    world_history(w, MOVEMENTS);
    territory_builder_set_vintage(w->land, 2024);
    world_commune(w, "60054", "", NAN, NULL);
    world_commune(w, "60694", "", NAN, NULL);
    world_commune(w, "60999", "", NAN, NULL);
    world_commune(w, "93059", "", NAN, NULL);
    world_commune(w, "39001", "", NAN, NULL);
    world_finish_territory(w);
    assert_int_equal(w->t->vintage, 2024);
    assert_int_equal(w->t->cog_day, 20240101);
    assert_int_equal(world_count_findings(w, "millesime-douteux"), 1);
}

static void movements_of_elsewhere_convert_nothing(void **state)
{
    world *w = *state;
    world_history(w, MOVEMENTS);
    world_commune(w, "13001", "", NAN, NULL);
    world_finish_territory(w);
    assert_null(w->t->history);
    const mlg_finding *finding = world_finding(w, "mouvements-ailleurs");
    assert_non_null(finding);
    assert_string_equal(finding->value, "39001");
    assert_string_equal(finding->proposed, "13001");
    assert_string_equal(finding->file, "mouvements.csv");
}

static void people_of_merged_communes_are_summed(void **state)
{
    world *w = *state;
    new_land(w);
    table(w, 2023);
    people(w, "93059", 31344);
    people(w, "93066", 113116);
    people(w, "39548", 73);
    people(w, "39434", 4013);
    people(w, "39002", 500);
    people(w, "60054", 873);
    world_finish_territory(w);
    assert_near(population(w, "93066"), 144460, 0);
    assert_near(population(w, "39434"), 4086, 0);
    assert_near(population(w, "39002"), 500, 0);
    assert_true(isnan(population(w, "60054"))); /* divided: nothing says how its people are */
    assert_true(isnan(population(w, "60694")));
    const mlg_finding *converted = world_finding(w, "codes-convertis");
    assert_string_equal(converted->id, "2023");
    assert_string_equal(converted->value, "39548");
    assert_string_equal(converted->proposed, "39434");
    assert_string_equal(converted->detail, "2");
    const mlg_finding *ambiguous = world_finding(w, "population-ambigue");
    assert_string_equal(ambiguous->value, "60054");
    assert_string_equal(ambiguous->detail, "2");
    assert_int_equal(world_count_findings(w, "code-sans-unite"), 0);
}

static void a_sum_without_one_of_its_communes_is_unknown(void **state)
{
    world *w = *state;
    new_land(w);
    table(w, 2023);
    people(w, "93059", 31344);
    people(w, "39548", 73);
    people(w, "39434", 4013);
    world_finish_territory(w);
    assert_true(isnan(population(w, "93066")));
    assert_near(population(w, "39434"), 4086, 0);
}

static void people_of_later_communes_are_divided_by_nobody(void **state)
{
    world *w = *state;
    old_land(w);
    table(w, 2025);
    people(w, "93066", 152000);
    people(w, "39434", 4100);
    people(w, "39002", 510);
    people(w, "60054", 300);
    people(w, "60694", 550);
    world_finish_territory(w);
    assert_true(isnan(population(w, "93059")));
    assert_true(isnan(population(w, "93066"))); /* not 152 000: that is both */
    assert_true(isnan(population(w, "39548")));
    assert_near(population(w, "60054"), 850, 0);
    assert_string_equal(world_finding(w, "population-ambigue")->detail, "4");
}

static void the_codes_of_a_table_win_over_its_year(void **state)
{
    world *w = *state;
    new_land(w);
    table(w, 2025); /* as donnees_communes of 2025, which is in the COG of 2024 */
    people(w, "93059", 31344);
    people(w, "93066", 113116);
    world_finish_territory(w);
    assert_near(population(w, "93066"), 144460, 0);
    assert_string_equal(world_finding(w, "codes-convertis")->id, "2024");
}

static void the_nearest_table_is_taken_and_older_ones_are_remembered(void **state)
{
    world *w = *state;
    new_land(w);
    table(w, 2026);
    people(w, "93066", 152000);
    territory_builder_set_census(w->land, 2023);
    table(w, 2023); /* given last, and further */
    people(w, "93059", 31344);
    people(w, "93066", 113116);
    people(w, "39002", 500);
    territory_builder_set_census(w->land, 2020);
    world_finish_territory(w);
    assert_near(population(w, "93066"), 152000, 0);
    assert_near(population(w, "39002"), 500, 0); /* only the older one has it */
    assert_int_equal(w->t->population_year, 2023);
    mlg_code code = base_code("93059");
    assert_near(territory_former_population(w->t, code, 20240101), 31344, 0);
    assert_near(territory_former_population(w->t, base_code("93066"), 20230101), 113116, 0);
    assert_true(isnan(territory_former_population(w->t, base_code("93066"), 20250101)));
}

static void members_move_and_a_merger_of_two_epci_is_told(void **state)
{
    world *w = *state;
    new_land(w);
    table(w, 2023);
    member(w, "93059", "200000001", "epci_2023.csv");
    member(w, "93066", "200000001", "epci_2023.csv");
    member(w, "39548", "200000002", "epci_2023.csv");
    member(w, "39434", "200000003", "epci_2023.csv");
    member(w, "60054", "200000004", "epci_2023.csv");
    world_finish_territory(w);
    assert_string_equal(epci_of(w, "93066"), "200000001");
    assert_string_equal(epci_of(w, "39434"), "200000003"); /* of the one that gave its code */
    assert_string_equal(epci_of(w, "60054"), "200000004");
    assert_string_equal(epci_of(w, "60694"), "200000004");
    const mlg_finding *finding = world_finding(w, "epci-ambigu");
    assert_string_equal(finding->value, "39434");
    assert_string_equal(finding->detail, "1");
    assert_string_equal(finding->file, "epci_2023.csv");
}

static void tables_of_one_year_that_contradict_each_other_are_told(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", NAN, NULL);
    world_commune(w, "93002", "", NAN, NULL);
    table(w, 2025);
    member(w, "93001", "200000001", "un.csv");
    member(w, "93002", "200000001", "un.csv");
    table(w, 2025);
    member(w, "93001", "200000001", "deux.csv");
    member(w, "93002", "200000002", "deux.csv");
    world_finish_territory(w);
    assert_string_equal(epci_of(w, "93002"), "200000002");
    assert_int_equal(w->t->n_memberships, 0);
    const mlg_finding *finding = world_finding(w, "epci-contradiction");
    assert_string_equal(finding->value, "93002");
    assert_string_equal(finding->proposed, "200000002");
    assert_string_equal(finding->detail, "200000001 (un.csv), 200000002 (deux.csv)");
    assert_string_equal(finding->id, "1");
}

static void a_commune_in_two_epci_of_one_table_is_told(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", NAN, NULL);
    table(w, 2025);
    member(w, "93001", "200000001", "un.csv");
    member(w, "93001", "200000002", "un.csv");
    world_finish_territory(w);
    assert_string_equal(epci_of(w, "93001"), "200000002");
    const mlg_finding *finding = world_finding(w, "epci-contradiction");
    assert_non_null(finding);
    assert_string_equal(finding->detail, "200000001 (un.csv), 200000002 (un.csv)");
    assert_true(finding->row > 0);
}

static void the_epci_of_each_year_are_kept(void **state)
{
    world *w = *state;
    new_land(w);
    territory_builder_set_vintage(w->land, 2025);
    table(w, 2025);
    member(w, "93066", "200000001", "epci_2025.csv");
    member(w, "39434", "200000003", "epci_2025.csv");
    table(w, 2023);
    member(w, "93059", "200000009", "epci_2023.csv");
    member(w, "93066", "200000001", "epci_2023.csv");
    member(w, "39434", "200000003", "epci_2023.csv");
    member(w, "39548", "200000003", "epci_2023.csv");
    world_finish_territory(w);
    assert_int_equal(w->t->epci_year, 2025);
    assert_string_equal(epci_of(w, "93066"), "200000001");
    assert_int_equal(territory_find_epci(w->t, base_code("200000009")), TERRITORY_NONE);
    assert_int_equal(w->t->n_memberships, 2);
    const territory_membership *then = &w->t->memberships[0];
    size_t n = 0;
    assert_int_equal(then->year, 2023);
    const territory_member *members = territory_members(then, base_code("200000009"), &n);
    assert_int_equal(n, 1);
    assert_string_equal(w->t->communes[members[0].commune].code.s, "93066");
    assert_string_equal(members[0].was.s, "93059");
    assert_false(members[0].whole);
    members = territory_members(then, base_code("200000003"), &n);
    assert_int_equal(n, 1);
    assert_true(members[0].whole); /* both of its communes were members */
    (void)territory_members(then, base_code("200000008"), &n);
    assert_int_equal(n, 0);
}

static void lists_of_qpv_are_of_the_cog_of_2024(void **state)
{
    world *w = *state;
    new_land(w);
    world_qpv(w, "QN09301M", "93059", NAN, NULL);
    world_qpv(w, "QN09302M", "93066, 93059", NAN, NULL);
    world_finish_territory(w);
    const territory_qpv *qpv = &w->t->qpvs[0];
    assert_int_equal(qpv->n_list, 1);
    assert_string_equal(qpv->list[0].s, "93066");
    assert_int_equal(qpv->n_published, 1);
    assert_string_equal(qpv->published[0].s, "93059");
    assert_int_equal(qpv->list_day, 20240101);
    assert_true(qpv->list_complete);
    assert_int_equal(w->t->qpvs[1].n_list, 1);
    assert_int_equal(w->t->qpvs[1].n_published, 2);
    assert_int_equal(world_count_findings(w, "qpv-commune-inconnue"), 0);
    assert_string_equal(world_finding(w, "codes-convertis")->value, "93059");
    assert_string_equal(world_finding(w, "codes-convertis")->detail, "1");
}

static void a_later_list_names_all_that_it_was(void **state)
{
    world *w = *state;
    old_land(w);
    world_qpv(w, "QN06001M", "60694", NAN, NULL); /* of 2024: 60054 in 2023 */
    world_finish_territory(w);
    assert_int_equal(w->t->qpvs[0].n_list, 1);
    assert_string_equal(w->t->qpvs[0].list[0].s, "60054");
}

static void without_movements_all_stays(void **state)
{
    world *w = *state;
    world_commune(w, "93066", "", NAN, NULL);
    territory_builder_set_vintage(w->land, 2025);
    table(w, 2023);
    people(w, "93059", 31344);
    people(w, "93066", 113116);
    world_finish_territory(w);
    assert_near(population(w, "93066"), 113116, 0);
    assert_int_equal(w->t->vintage, 2025);
    assert_int_equal(w->t->cog_day, BASE_DATE_NONE);
    assert_int_equal(world_count_findings(w, "code-sans-unite"), 1);
}

#define WORLD(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD(the_communes_tell_their_vintage),
        WORLD(what_fits_and_is_stated_is_taken),
        WORLD(what_contradicts_the_codes_is_told),
        WORLD(codes_of_no_vintage_are_told_and_nothing_is_converted),
        WORLD(codes_of_no_vintage_are_of_the_one_stated),
        WORLD(movements_of_elsewhere_convert_nothing),
        WORLD(people_of_merged_communes_are_summed),
        WORLD(a_sum_without_one_of_its_communes_is_unknown),
        WORLD(people_of_later_communes_are_divided_by_nobody),
        WORLD(the_codes_of_a_table_win_over_its_year),
        WORLD(the_nearest_table_is_taken_and_older_ones_are_remembered),
        WORLD(members_move_and_a_merger_of_two_epci_is_told),
        WORLD(tables_of_one_year_that_contradict_each_other_are_told),
        WORLD(a_commune_in_two_epci_of_one_table_is_told),
        WORLD(the_epci_of_each_year_are_kept),
        WORLD(lists_of_qpv_are_of_the_cog_of_2024),
        WORLD(a_later_list_names_all_that_it_was),
        WORLD(without_movements_all_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
