/*
 * test_coverage_vintages.c - perimeters whose codes are of another vintage than the communes': a
 * former commune is a part, by polygon, by people or from nothing to all; all of them together are
 * the whole; a later code is the union of what it was; an EPCI is that of its year.
 */
#include "test_coverage_land.h"

/* 93005 joined 93001 in 2025; 69004 was cut into 69004 and 69005 in 2024; 93009 is 93003 since
 * 2022. */
#define MOVEMENTS                                                                                  \
    "20250101 32 93005 93001; 20250101 32 93001 93001; 20240101 21 69004 69004; "                  \
    "20240101 21 69004 69005; 20220101 50 93009 93003"

static void table(world *w, int year)
{
    territory_builder_begin_table(w->land, year);
}

static void people(world *w, const char *code, double n)
{
    territory_builder_set_population(w->land, base_code(code), n, world_origin(w, "pop.csv"));
}

static void member(world *w, const char *commune, const char *epci)
{
    territory_builder_set_membership(w->land, TERRITORY_EPCI, base_code(commune), base_code(epci),
                                     world_origin(w, "epci.csv"));
}

/* Communes of 2025: 93001 is two of before. */
static void add_new_land(world *w)
{
    world_history(w, MOVEMENTS);
    add_land(w);
    world_commune(w, "69005", "", 800, "POLYGON((400 0,500 0,500 100,400 100,400 0))");
}

/* The same in 2023. */
static void add_old_land(world *w)
{
    world_history(w, MOVEMENTS);
    add_land(w);
    world_commune(w, "93005", "200000001", 500, "POLYGON((0 100,100 100,100 200,0 200,0 100))");
}

static void a_former_commune_is_the_share_of_its_people(void **state)
{
    world *w = *state;
    add_new_land(w);
    table(w, 2023);
    people(w, "93005", 250);
    people(w, "93001", 700);
    table(w, 2025);
    people(w, "93001", 1000);
    world_dispositif(w, "A", "CLS", "COMMUNE 93005 @2023");
    world_dispositif(w, "B", "ASV", "COMMUNE 93001 @2023");
    world_dispositif(w, "C", "CLSM", "COMMUNE 93005 PARTIELLE 0.5 @2023");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 250, 250, 250);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "partiel");
    assert_people(w, MLG_COMMUNE, "93001", "ASV", 700, 700, 700);
    assert_people(w, MLG_COMMUNE, "93001", "CLSM", 125, 125, 125);
    assert_state(w, MLG_QPV, "QN09301M", "CLS", "inconnu");
    const mlg_finding *finding = world_finding(w, "partie-population");
    assert_int_equal(world_count_findings(w, "partie-population"), 3);
    assert_string_equal(finding->proposed, "93001");
    assert_string_equal(finding->value, "93005 (COG 2023)");
    assert_string_equal(finding->detail, "250 / 1000");
}

static void of_unknown_people_it_is_from_nothing_to_all(void **state)
{
    world *w = *state;
    add_new_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93005 @2023");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 0, 0, 1000);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "inconnu");
    const mlg_finding *finding = world_finding(w, "partie-inconnue");
    assert_non_null(finding);
    assert_string_equal(finding->file, "perimetres.csv");
    assert_true(finding->row > 0);
}

static void its_polygon_is_taken_where_there_is_one(void **state)
{
    world *w = *state;
    add_new_land(w);
    /* the left half, with all of QN09301M; of the same code is what 93001 was */
    world_part(w, "93005", "93001", TERRITORY_DELEGUEE, NAN,
               "POLYGON((0 0,50 0,50 100,0 100,0 0))");
    world_dispositif(w, "A", "CLS", "COMMUNE 93005 @2023");
    world_build(w);
    assert_state(w, MLG_QPV, "QN09301M", "CLS", "total");
    assert_state(w, MLG_QPV, "QN09302M", "CLS", "aucun");
    assert_int_equal(world_count_findings(w, "partie-polygone"), 1);
}

static void all_former_communes_are_the_whole(void **state)
{
    world *w = *state;
    add_new_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001 @2023; COMMUNE 93005 @2024");
    world_dispositif(w, "B", "ASV",
                     "COMMUNE 93002; EXCLUT COMMUNE 93001 @2023; COMMUNE 93001 @2025");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 1000, 1000, 1000);
    assert_state(w, MLG_COMMUNE, "93001", "CLS", "total");
    assert_int_equal(w->inv->dispositifs[0].n_lines, 1);
    assert_people(w, MLG_COMMUNE, "93001", "ASV", 0, 0, 1000); /* less an unknown part */
    assert_int_equal(world_count_findings(w, "partie-inconnue"), 1);
}

static void what_was_divided_is_all_that_it_became(void **state)
{
    world *w = *state;
    add_new_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 69004 @2023");
    world_dispositif(w, "B", "ASV", "COMMUNE 69004 @2024");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "69004", "CLS", 8000, 8000, 8000);
    assert_people(w, MLG_COMMUNE, "69005", "CLS", 800, 800, 800);
    assert_people(w, MLG_COMMUNE, "69005", "ASV", 0, 0, 0);
}

static void a_later_commune_is_all_that_it_was(void **state)
{
    world *w = *state;
    add_old_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001 @2026");
    world_dispositif(w, "B", "ASV", "EPCI 200000001; EXCLUT COMMUNE 93001 @2026");
    world_dispositif(w, "C", "CLSM", "COMMUNE 69005 @2024");
    world_dispositif(w, "D", "CDV", "COMMUNE 69005 @2024; COMMUNE 69004 @2024");
    world_dispositif(w, "E", "MSP", "QPV_DE_COMMUNE 93001 @2026");
    world_build(w);
    assert_int_equal(w->t->vintage, 2023);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 1000, 1000, 1000);
    assert_people(w, MLG_COMMUNE, "93005", "CLS", 500, 500, 500);
    assert_people(w, MLG_EPCI, "200000001", "ASV", 2000, 2000, 2000);
    assert_people(w, MLG_COMMUNE, "69004", "CLSM", 0, 0, 8000); /* a part that nobody knows */
    assert_people(w, MLG_COMMUNE, "69004", "CDV", 8000, 8000, 8000);
    assert_state(w, MLG_QPV, "QN09301M", "MSP", "total");
    const mlg_finding *finding = world_finding(w, "codes-convertis");
    assert_non_null(finding);
    assert_string_equal(finding->file, "perimetres.csv");
}

/* Lists of QPV tell which of them were in the former commune. */
static void the_qpv_of_a_former_commune_are_those_of_its_list(void **state)
{
    world *w = *state;
    world_history(w, MOVEMENTS);
    add_communes(w);
    world_commune(w, "69005", "", 800, NULL);
    world_qpv(w, "QN09301M", "93005", 100, "POLYGON((10 10,30 10,30 30,10 30,10 10))");
    world_qpv(w, "QN09302M", "93001", 300, "POLYGON((60 50,70 50,70 60,60 60,60 50))");
    world_qpv(w, "QN09303M", "93005, 93001", 50, "POLYGON((60 10,70 10,70 20,60 20,60 10))");
    world_dispositif(w, "A", "ASV", "QPV_DE_COMMUNE 93005 @2023");
    world_build(w);
    assert_state(w, MLG_QPV, "QN09301M", "ASV", "total");
    assert_state(w, MLG_QPV, "QN09302M", "ASV", "aucun");
    assert_state(w, MLG_QPV, "QN09303M", "ASV", "inconnu");
    assert_people(w, MLG_COMMUNE, "93001", "ASV", 100, 100, 150);
}

static void a_code_is_of_the_year_the_contract_starts(void **state)
{
    world *w = *state;
    add_new_land(w);
    world_dispositif_dated(w, "A", "CLS", "ACTIF", "2021", "2030", "COMMUNE 93001");
    world_dispositif_dated(w, "B", "ASV", "ACTIF", "2025-06", "2030", "COMMUNE 93001");
    world_dispositif_dated(w, "C", "CLSM", "ACTIF", "2021", "2030", "COMMUNE 93009");
    world_dispositif_dated(w, "D", "MSP", "ACTIF", NULL, NULL, "COMMUNE 93005");
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 0, 0, 1000); /* without 93005 */
    assert_people(w, MLG_COMMUNE, "93001", "ASV", 1000, 1000, 1000);
    assert_people(w, MLG_COMMUNE, "93003", "CLSM", 4000, 4000, 4000);
    assert_people(w, MLG_COMMUNE, "93001", "MSP", 0, 0, 1000);         /* the last that it was */
    assert_int_equal(world_count_findings(w, "millesime-suppose"), 1); /* A only */
    assert_string_equal(world_finding(w, "millesime-suppose")->detail, "2021");
    assert_string_equal(world_finding(w, "millesime-suppose")->value, "93001");
}

static void a_code_that_was_none_that_year_is_rejected(void **state)
{
    world *w = *state;
    add_new_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93002; COMMUNE 93005 @2026");
    world_build(w);
    assert_people(w, MLG_EPCI, "200000001", "CLS", 2000, 2000, 2000);
    const mlg_finding *finding = world_finding(w, "commune-hors-millesime");
    assert_non_null(finding);
    assert_string_equal(finding->value, "93005");
    assert_string_equal(finding->detail, "2026");
    assert_string_equal(finding->proposed, "2024");
    assert_int_equal(w->inv->n_rows_rejected, 1);
}

static void a_commune_deleguee_without_polygon_is_what_it_was(void **state)
{
    world *w = *state;
    add_new_land(w);
    table(w, 2024);
    people(w, "93005", 250);
    people(w, "93001", 700);
    table(w, 2025);
    people(w, "93001", 1000);
    world_dispositif(w, "A", "CLS", "COMMUNE_DELEGUEE 93001");
    world_dispositif(w, "B", "ASV", "COMMUNE_DELEGUEE 93003"); /* renumbered: never one */
    world_build(w);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 700, 700, 700);
    assert_people(w, MLG_COMMUNE, "93003", "ASV", 0, 0, 0);
    assert_int_equal(world_count_findings(w, "unite-autre-type"), 1);
}

static void an_epci_is_that_of_its_year(void **state)
{
    world *w = *state;
    add_new_land(w);
    territory_builder_set_vintage(w->land, 2025);
    table(w, 2023);
    member(w, "93001", "200000008");
    member(w, "93005", "200000008");
    member(w, "93002", "200000009");
    member(w, "93003", "200000009");
    table(w, 2025);
    member(w, "93001", "200000008");
    member(w, "93002", "200000008");
    member(w, "93003", "200000007");
    world_dispositif(w, "A", "CLS", "EPCI 200000008 @2023");
    world_dispositif(w, "B", "ASV", "EPCI 200000008 @2025");
    world_dispositif(w, "C", "CLSM", "EPCI 200000009 @2023");
    world_dispositif(w, "D", "CDV", "EPCI 200000009 @2026");
    world_dispositif(w, "E", "MSP", "QPV_DE_EPCI 200000009 @2021");
    world_build(w);
    assert_people(w, MLG_DEPARTEMENT, "93", "CLS", 1000, 1000, 1000);
    assert_people(w, MLG_DEPARTEMENT, "93", "ASV", 3000, 3000, 3000);
    assert_people(w, MLG_DEPARTEMENT, "93", "CLSM", 6000, 6000, 6000);
    assert_people(w, MLG_DEPARTEMENT, "93", "CDV", 0, 0, 0);
    assert_state(w, MLG_QPV, "QN09303M", "MSP", "total");
    assert_state(w, MLG_QPV, "QN09302M", "MSP", "partiel");
    const mlg_finding *gone = world_finding(w, "epci-disparu");
    assert_string_equal(gone->value, "200000009");
    assert_string_equal(gone->detail, "2023");
    assert_string_equal(gone->proposed, "200000008, 200000007");
    assert_int_equal(world_count_findings(w, "epci-ancien"), 2);
    assert_string_equal(world_finding(w, "epci-millesime")->value, "200000008");
    const mlg_finding *other = world_finding(w, "epci-autre-millesime");
    assert_string_equal(other->proposed, "2023");
    assert_string_equal(other->detail, "1");
}

/* 93001 was three communes in 2023, two of them in 200000008: 550 people of 1 000. */
static void an_epci_of_another_year_holds_each_part_of_a_commune(void **state)
{
    world *w = *state;
    world_history(w, "20250101 32 93005 93001; 20250101 32 93001 93001; 20250101 32 93006 93001");
    add_land(w);
    table(w, 2023);
    people(w, "93001", 300);
    people(w, "93005", 250);
    people(w, "93006", 450);
    table(w, 2025);
    people(w, "93001", 1000);
    table(w, 2023);
    member(w, "93001", "200000008");
    member(w, "93005", "200000008");
    member(w, "93006", "200000009");
    table(w, 2025);
    member(w, "93001", "200000008");
    world_dispositif(w, "A", "CLS", "EPCI 200000008 @2023");
    world_dispositif(w, "B", "ASV", "COMMUNE 93001 @2023; COMMUNE 93005 @2023");
    world_build(w);
    assert_int_equal(w->inv->dispositifs[0].n_lines, 2);
    assert_people(w, MLG_COMMUNE, "93001", "CLS", 300, 300, 550);
    assert_people(w, MLG_COMMUNE, "93001", "ASV", 300, 300, 550); /* the same, by communes */
}

/* By arrondissement, tables that name Lyon put each of them in its EPCI, whatever their year. */
static void arrondissements_are_in_the_epci_of_their_city(void **state)
{
    world *w = *state;
    w->territory_options.plm_arrondissement = true;
    world_commune(w, "69004", "", 8000, RIGHT);
    world_commune(w, "69199", "", 500, LAST);
    world_commune(w, "69381", "", 1000, LEFT);
    world_commune(w, "69382", "", 2000, MIDDLE);
    for (int year = 2023; year <= 2025; year += 2) {
        table(w, year);
        member(w, "69123", "200046977");
        member(w, "69004", year == 2023 ? "200046977" : "200000001");
        member(w, "69199", year == 2023 ? "200000001" : "200046977");
    }
    world_dispositif(w, "A", "CLS", "EPCI 200046977 @2023");
    world_dispositif(w, "B", "ASV", "EPCI 200046977 @2025");
    world_build(w);
    assert_people(w, MLG_DEPARTEMENT, "69", "CLS", 11000, 11000, 11000);
    assert_people(w, MLG_DEPARTEMENT, "69", "ASV", 3500, 3500, 3500);
    assert_people(w, MLG_EPCI, "200046977", "ASV", 3500, 3500, 3500);
    assert_int_equal(world_count_findings(w, "epci-millesime"), 1); /* that of 2023 */
    assert_int_equal(world_count_findings(w, "code-sans-unite"), 0);
}

/* Of one table, only what it has is taken from it. */
static void lines_of_another_year_than_the_table_are_counted(void **state)
{
    world *w = *state;
    add_land(w);
    table(w, 2023);
    member(w, "93001", "200000001");
    member(w, "93002", "200000001");
    world_dispositif(w, "A", "CLS", "EPCI 200000006 @2015");
    world_dispositif(w, "B", "ASV", "EPCI 200000001 @2016");
    world_build(w);
    const mlg_finding *other = world_finding(w, "epci-autre-millesime");
    assert_non_null(other);
    assert_string_equal(other->value, "200000001");
    assert_string_equal(other->id, "2016");
    assert_string_equal(other->detail, "1");
    assert_string_equal(other->proposed, "2023");
}

/* One that began or ended between two tables is that of the table that has it. */
static void an_epci_between_two_tables_is_taken_where_it_is(void **state)
{
    world *w = *state;
    add_land(w);
    table(w, 2022);
    member(w, "93001", "200000008");
    member(w, "93002", "200000009");
    table(w, 2025);
    member(w, "93001", "200000007");
    member(w, "93002", "200000007");
    member(w, "93003", "200000002");
    world_dispositif(w, "A", "CLS", "EPCI 200000008 @2024"); /* 2025 is nearer */
    world_dispositif(w, "B", "ASV", "EPCI 200000007 @2023"); /* 2022 is */
    world_dispositif(w, "C", "CLSM", "EPCI 200000007 @2022");
    world_build(w);
    assert_people(w, MLG_DEPARTEMENT, "93", "CLS", 1000, 1000, 1000);
    assert_people(w, MLG_DEPARTEMENT, "93", "ASV", 3000, 3000, 3000);
    assert_people(w, MLG_DEPARTEMENT, "93", "CLSM", 0, 0, 0);
    assert_int_equal(world_count_findings(w, "epci-disparu"), 1); /* C: it was not yet */
}

/* Lists of QPV tell which of them were in the parts that an EPCI held. */
static void the_qpv_of_an_epci_of_another_year_are_those_of_its_parts(void **state)
{
    world *w = *state;
    world_history(w, MOVEMENTS);
    add_communes(w);
    world_commune(w, "69005", "", 800, NULL);
    world_qpv(w, "QN09301M", "93005", 100, "POLYGON((10 10,30 10,30 30,10 30,10 10))");
    world_qpv(w, "QN09302M", "93001", 300, "POLYGON((60 50,70 50,70 60,60 60,60 50))");
    table(w, 2023);
    member(w, "93005", "200000008");
    member(w, "93001", "200000001");
    member(w, "93002", "200000001");
    table(w, 2025);
    member(w, "93001", "200000001");
    member(w, "93002", "200000001");
    world_dispositif(w, "A", "ASV", "QPV_DE_EPCI 200000008 @2023");
    world_build(w);
    assert_state(w, MLG_QPV, "QN09301M", "ASV", "total");
    assert_state(w, MLG_QPV, "QN09302M", "ASV", "aucun");
}

#define WORLD(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD(a_former_commune_is_the_share_of_its_people),
        WORLD(of_unknown_people_it_is_from_nothing_to_all),
        WORLD(its_polygon_is_taken_where_there_is_one),
        WORLD(all_former_communes_are_the_whole),
        WORLD(what_was_divided_is_all_that_it_became),
        WORLD(a_later_commune_is_all_that_it_was),
        WORLD(the_qpv_of_a_former_commune_are_those_of_its_list),
        WORLD(a_code_is_of_the_year_the_contract_starts),
        WORLD(a_code_that_was_none_that_year_is_rejected),
        WORLD(a_commune_deleguee_without_polygon_is_what_it_was),
        WORLD(an_epci_is_that_of_its_year),
        WORLD(an_epci_of_another_year_holds_each_part_of_a_commune),
        WORLD(arrondissements_are_in_the_epci_of_their_city),
        WORLD(lines_of_another_year_than_the_table_are_counted),
        WORLD(an_epci_between_two_tables_is_taken_where_it_is),
        WORLD(the_qpv_of_an_epci_of_another_year_are_those_of_its_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
