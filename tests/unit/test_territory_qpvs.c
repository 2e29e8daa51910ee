/*
 * test_territory_qpvs.c - QPV: official lists by code and by name, the generation in force on a
 * date, doubles, published populations.
 */
#include "support/world.h"

#include "geom/wkb.h"

#define UNKNOWN ((double)NAN)

static void qpv_2015(world *w, const char *code, const char *names)
{
    territory_qpv_row row = {.code = base_code(code),
                             .name = code,
                             .commune_names = names,
                             .origin = world_origin(w, "qpv2015.shp")};
    territory_builder_add_qpv(w->land, &row);
}

static void commune(world *w, const char *code, const char *name)
{
    territory_commune_row row = {.code = base_code(code),
                                 .name = name,
                                 .population = UNKNOWN,
                                 .origin = world_origin(w, "communes.gpkg")};
    territory_builder_add_commune(w->land, &row);
}

static const territory_qpv *find(const world *w, const char *code)
{
    uint32_t q = territory_find_qpv(w->t, base_code(code));
    if (q == TERRITORY_NONE)
        fail_msg("no QPV %s", code);
    return &w->t->qpvs[q];
}

static void reads_a_list_of_codes(void **state)
{
    world *w = *state;
    commune(w, "93048", "Montreuil");
    commune(w, "93001", "Aubervilliers");
    world_qpv(w, "QN09301M", "93048, 93001", 1234, NULL);
    world_finish_territory(w);
    const territory_qpv *q = find(w, "QN09301M");
    assert_int_equal(q->n_list, 2);
    assert_string_equal(q->list[0].s, "93048");
    assert_string_equal(q->list[1].s, "93001");
    assert_true(q->list_complete);
    assert_string_equal(w->t->communes[q->declared].code.s, "93048"); /* the first of the list */
    assert_int_equal(q->generation, 2024);
    assert_string_equal(q->department.s, "93");
    assert_near(q->population, 1234, 0);
    assert_string_equal(q->name, "Quartier QN09301M");
    assert_string_equal(mlg_territory_code(w->t, MLG_QPV, 0), "QN09301M");
    assert_near(mlg_territory_population(w->t, MLG_QPV, 0), 1234, 0);
}

static void reports_unknown_codes_of_a_loaded_department(void **state)
{
    world *w = *state;
    commune(w, "93048", "Montreuil");
    world_qpv(w, "QN09301M", "93059;93048;93048", UNKNOWN, NULL);
    world_qpv(w, "QN09302M", "?", UNKNOWN, NULL);
    world_qpv(w, "QN97401M", "97411", UNKNOWN, NULL); /* out of view: no news */
    world_finish_territory(w);
    assert_int_equal(world_count_findings(w, "qpv-commune-inconnue"), 2);
    assert_string_equal(world_finding(w, "qpv-commune-inconnue")->id, "QN09302M");
    assert_string_equal(world_finding(w, "qpv-commune-inconnue")->value, "?");
    const territory_qpv *q = find(w, "QN09301M");
    assert_int_equal(q->n_list, 2);
    assert_false(q->list_complete);
    assert_string_equal(w->t->communes[q->declared].code.s, "93048");
    assert_int_equal(find(w, "QN97401M")->declared, TERRITORY_NONE);
}

static void an_arrondissement_of_a_list_is_its_commune(void **state)
{
    world *w = *state;
    commune(w, "13055", "Marseille");
    world_qpv(w, "QN01301M", "13215,13216", UNKNOWN, NULL);
    world_finish_territory(w);
    const territory_qpv *q = find(w, "QN01301M");
    assert_int_equal(q->n_list, 1);
    assert_string_equal(q->list[0].s, "13055");
    assert_true(q->list_complete);
}

static void by_arrondissement_the_list_keeps_them(void **state)
{
    world *w = *state;
    w->territory_options.plm_arrondissement = true;
    commune(w, "13215", "Marseille 15e");
    commune(w, "13216", "Marseille 16e");
    world_qpv(w, "QN01301M", "13215,13216", UNKNOWN, NULL);
    world_finish_territory(w);
    assert_int_equal(find(w, "QN01301M")->n_list, 2);
    assert_true(find(w, "QN01301M")->list_complete);
}

/* The list says no more than the city: none is named, none is a stranger. */
static void by_arrondissement_a_list_of_the_city_is_of_each(void **state)
{
    world *w = *state;
    w->territory_options.plm_arrondissement = true;
    commune(w, "13215", "Marseille 15e");
    commune(w, "13216", "Marseille 16e");
    world_qpv(w, "QN01301M", "13055", UNKNOWN, NULL);
    world_finish_territory(w);
    const territory_qpv *q = find(w, "QN01301M");
    assert_int_equal(q->n_list, 2);
    assert_string_equal(q->list[1].s, "13216");
    assert_true(q->list_complete);
    assert_int_equal(q->declared, TERRITORY_NONE);
    assert_int_equal(world_count_findings(w, "qpv-commune-inconnue"), 0);
}

static void an_empty_list_is_complete(void **state)
{
    world *w = *state;
    commune(w, "93048", "Montreuil");
    world_qpv(w, "QN09301M", "", UNKNOWN, NULL);
    world_finish_territory(w);
    assert_int_equal(find(w, "QN09301M")->n_list, 0);
    assert_int_equal(find(w, "QN09301M")->declared, TERRITORY_NONE);
    assert_int_equal(world_count_findings(w, "qpv-commune-inconnue"), 0);
}

/* --- 2015: names --- */

static void names_join_within_their_department(void **state)
{
    world *w = *state;
    w->territory_options.qpv_generation = 2015;
    commune(w, "62498", "Lens");
    commune(w, "38209", "Lens-Lestang");
    commune(w, "59368", "Saint-Denis");
    commune(w, "93066", "Saint-Denis");
    qpv_2015(w, "QP093028", "Saint Denis");
    qpv_2015(w, "QP062001", "LENS");
    world_finish_territory(w);
    assert_string_equal(w->t->communes[find(w, "QP093028")->declared].code.s, "93066");
    assert_string_equal(find(w, "QP062001")->list[0].s, "62498");
    assert_int_equal(find(w, "QP093028")->generation, 2015);
    assert_string_equal(find(w, "QP093028")->commune_names, "Saint Denis");
}

static void names_of_arrondissements_are_the_city(void **state)
{
    world *w = *state;
    w->territory_options.qpv_generation = 2015;
    commune(w, "13055", "Marseille");
    commune(w, "75056", "Paris");
    qpv_2015(w, "QP013001", "Marseille 13ème et 12ème arrondissements");
    qpv_2015(w, "QP075001", "Paris 18e, 19e");
    qpv_2015(w, "QP013002", "Marseille 1er, 2ème, 6ème et 15ème arrondissements");
    world_finish_territory(w);
    assert_int_equal(find(w, "QP013001")->n_list, 1);
    assert_string_equal(find(w, "QP013001")->list[0].s, "13055");
    assert_int_equal(find(w, "QP075001")->n_list, 1);
    assert_string_equal(find(w, "QP075001")->list[0].s, "75056");
    assert_int_equal(find(w, "QP013002")->n_list, 1);
    assert_true(find(w, "QP013002")->list_complete);
    assert_int_equal(world_count_findings(w, "qpv-commune-inconnue"), 0);
}

static void an_unknown_name_is_told(void **state)
{
    world *w = *state;
    w->territory_options.qpv_generation = 2015;
    commune(w, "93066", "Saint-Denis");
    qpv_2015(w, "QP093028", "Saint-Denis, Pierrefitte-sur-Seine");
    world_finish_territory(w);
    const territory_qpv *q = find(w, "QP093028");
    assert_int_equal(q->n_list, 1);
    assert_false(q->list_complete);
    assert_string_equal(world_finding(w, "qpv-commune-inconnue")->value, "Pierrefitte-sur-Seine");
}

/* --- generations --- */

typedef struct generation_case {
    const char *name;
    int asked, date;
    const char *expected; /* codes kept */
} generation_case;

static const generation_case generations[] = {
    {"end of 2023: 2015 everywhere", 0, 20231231, "QP093028,QP974001"},
    {"2024-01-01: 2024 in mainland France, 2015 overseas", 0, 20240101, "QN09301M,QP974001"},
    {"end of 2024: still 2015 overseas", 0, 20241231, "QN09301M,QP974001"},
    {"2025-01-01: 2024 everywhere", 0, 20250101, "QN09301M,QN97401M"},
    {"no date: the latest", 0, 0, "QN09301M,QN97401M"},
    {"2015 asked for", 2015, 20260630, "QP093028,QP974001"},
    {"2024 asked for", 2024, 20200630, "QN09301M,QN97401M"},
};

static void keeps_the_generation_in_force(void **state)
{
    const generation_case *c = *state;
    void *made = NULL;
    (void)world_setup(&made);
    world *w = made;
    w->territory_options.qpv_generation = c->asked;
    w->territory_options.date = c->date;
    commune(w, "93066", "Saint-Denis");
    commune(w, "97411", "Saint-Denis");
    qpv_2015(w, "QP974001", "Saint-Denis");
    world_qpv(w, "QN97401M", "97411", UNKNOWN, NULL);
    world_qpv(w, "QN09301M", "93066", UNKNOWN, NULL);
    qpv_2015(w, "QP093028", "Saint-Denis");
    world_finish_territory(w);
    g_autoptr(GString) codes = g_string_new(NULL);
    for (size_t q = 0; q < w->t->n_qpvs; q++)
        g_string_append_printf(codes, "%s%s", q > 0 ? "," : "", w->t->qpvs[q].code.s);
    (void)world_teardown(&made);
    assert_string_equal(codes->str, c->expected);
}

static void the_only_generation_is_used_whatever_the_date(void **state)
{
    world *w = *state;
    w->territory_options.date = 20200101;
    commune(w, "93066", "Saint-Denis");
    world_qpv(w, "QN09301M", "93066", UNKNOWN, NULL);
    world_finish_territory(w);
    assert_int_equal(w->t->n_qpvs, 1);
    assert_int_equal(w->t->qpv_generation, 2024);
    assert_string_equal(world_finding(w, "generation-hors-date")->value, "2024");
}

/* In 2024 that of 2024 is in force in mainland France, that of 2015 overseas. */
static void a_part_of_the_country_without_its_generation_keeps_the_other(void **state)
{
    world *w = *state;
    w->territory_options.date = 20240313;
    commune(w, "93066", "Saint-Denis");
    commune(w, "97101", "Les Abymes");
    world_qpv(w, "QP093001", "93066", UNKNOWN, NULL);
    world_qpv(w, "QP971001", "97101", UNKNOWN, NULL);
    world_finish_territory(w);
    assert_int_equal(w->t->n_qpvs, 2);
    assert_int_equal(w->t->qpv_generation, 2015);
    assert_string_equal(world_finding(w, "generation-hors-date-hexagone")->value, "2015");
    assert_null(world_finding(w, "generation-hors-date"));
}

static void the_same_overseas(void **state)
{
    world *w = *state;
    w->territory_options.date = 20240313;
    commune(w, "93066", "Saint-Denis");
    commune(w, "97101", "Les Abymes");
    world_qpv(w, "QN09301M", "93066", UNKNOWN, NULL);
    world_qpv(w, "QN97101M", "97101", UNKNOWN, NULL);
    world_finish_territory(w);
    assert_int_equal(w->t->n_qpvs, 2);
    assert_string_equal(world_finding(w, "generation-hors-date-outre-mer")->value, "2024");
}

static void a_generation_that_is_not_there_is_an_error(void **state)
{
    world *w = *state;
    w->territory_options.qpv_generation = 2015;
    commune(w, "93066", "Saint-Denis");
    world_qpv(w, "QN09301M", "93066", UNKNOWN, NULL);
    mlg_status status =
        territory_builder_finish(w->land, &w->territory_options, &w->monitor, &w->t, &w->err);
    assert_int_equal(status, MLG_E_FORMAT);
    assert_contains(w->err.message, "2015");
    assert_contains(w->err.hint, "--qpv-generation");
}

/* --- doubles and populations --- */

static void a_double_of_another_file_is_passed_over(void **state)
{
    world *w = *state;
    commune(w, "93066", "Saint-Denis");
    territory_qpv_row row = {.code = base_code("QN09301M"),
                             .name = "first",
                             .communes = "93066",
                             .origin = {"a.shp", "", 1}};
    territory_builder_add_qpv(w->land, &row);
    row.name = "second";
    row.origin = (territory_origin){"b.shp", "", 1};
    territory_builder_add_qpv(w->land, &row);
    world_finish_territory(w);
    assert_int_equal(w->t->n_qpvs, 1);
    assert_string_equal(w->t->qpvs[0].name, "first");
    assert_int_equal(world_count_findings(w, "code-double"), 0);
}

static void a_double_of_one_file_is_told(void **state)
{
    world *w = *state;
    commune(w, "93066", "Saint-Denis");
    world_qpv(w, "QN09301M", "93066", UNKNOWN, NULL);
    world_qpv(w, "QN09301M", "93066", UNKNOWN, NULL);
    world_finish_territory(w);
    assert_int_equal(w->t->n_qpvs, 1);
    assert_int_equal(world_count_findings(w, "code-double"), 1);
    assert_string_equal(world_finding(w, "code-double")->object, "qpv");
    assert_string_equal(world_finding(w, "code-double")->detail, "2");
}

static void rows_of_one_qpv_join_their_polygons_and_communes(void **state)
{
    world *w = *state;
    commune(w, "93066", "Saint-Denis");
    commune(w, "93070", "Saint-Ouen-sur-Seine");
    world_qpv(w, "QN09301M", "93066", UNKNOWN, "POLYGON((0 0,4 0,4 4,0 4,0 0))");
    world_qpv(w, "QN09301M", "93070", UNKNOWN, "POLYGON((4 0,6 0,6 4,4 4,4 0))");
    world_finish_territory(w);
    assert_int_equal(w->t->n_qpvs, 1);
    const territory_qpv *qpv = &w->t->qpvs[0];
    assert_near(geom_wkb_area(qpv->shape.wkb), 24, 1e-9);
    assert_int_equal(qpv->n_list, 2);
    assert_string_equal(qpv->list[0].s, "93066");
    assert_string_equal(qpv->list[1].s, "93070");
    assert_int_equal(world_count_findings(w, "code-double"), 1);
}

static void a_row_copied_changes_no_polygon(void **state)
{
    world *w = *state;
    commune(w, "93066", "Saint-Denis");
    world_qpv(w, "QN09301M", "93066", UNKNOWN, "POLYGON((0 0,4 0,4 4,0 4,0 0))");
    world_qpv(w, "QN09301M", "93066", UNKNOWN, "POLYGON((0 0,4 0,4 4,0 4,0 0))");
    world_finish_territory(w);
    assert_near(geom_wkb_area(w->t->qpvs[0].shape.wkb), 16, 1e-9);
    assert_int_equal(w->t->qpvs[0].n_list, 1);
}

static void populations_that_join_no_qpv_are_an_error(void **state)
{
    world *w = *state;
    commune(w, "93066", "Saint-Denis");
    world_qpv(w, "QN09301M", "93066", UNKNOWN, NULL);
    territory_builder_set_qpv_population(w->land, base_code("QP093028"), 5,
                                         world_origin(w, "pop_qpv.csv"));
    mlg_status status =
        territory_builder_finish(w->land, &w->territory_options, &w->monitor, &w->t, &w->err);
    assert_int_equal(status, MLG_E_FORMAT);
    assert_contains(w->err.message, "QP093028");
    assert_contains(w->err.message, "QN09301M");
}

static void populations_without_a_qpv_layer_are_passed_over(void **state)
{
    world *w = *state;
    commune(w, "93066", "Saint-Denis");
    territory_builder_set_qpv_population(w->land, base_code("QN09301M"), 5,
                                         world_origin(w, "pop_qpv.csv"));
    world_finish_territory(w);
    assert_int_equal(w->t->n_qpvs, 0);
    assert_int_equal(w->t->qpv_generation, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reads_a_list_of_codes),
        TEST(reports_unknown_codes_of_a_loaded_department),
        TEST(an_arrondissement_of_a_list_is_its_commune),
        TEST(by_arrondissement_the_list_keeps_them),
        TEST(by_arrondissement_a_list_of_the_city_is_of_each),
        TEST(an_empty_list_is_complete),
        TEST(names_join_within_their_department),
        TEST(names_of_arrondissements_are_the_city),
        TEST(an_unknown_name_is_told),
        TEST(the_only_generation_is_used_whatever_the_date),
        TEST(a_part_of_the_country_without_its_generation_keeps_the_other),
        TEST(the_same_overseas),
        TEST(a_generation_that_is_not_there_is_an_error),
        TEST(a_double_of_another_file_is_passed_over),
        TEST(a_double_of_one_file_is_told),
        TEST(rows_of_one_qpv_join_their_polygons_and_communes),
        TEST(a_row_copied_changes_no_polygon),
        TEST(populations_that_join_no_qpv_are_an_error),
        TEST(populations_without_a_qpv_layer_are_passed_over),
    };
    int failures = run_table(generations, keeps_the_generation_in_force);
    return failures + cmocka_run_group_tests(tests, NULL, NULL);
}
