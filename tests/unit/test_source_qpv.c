/*
 * test_source_qpv.c - QPV of both generations in every published form, and their populations.
 */
#include "test_source_fixture.h"

#include "geom/wkb.h"

static loaded load_qpv(const char *path, const char *const *pop, int generation)
{
    return load_ok(&(mlg_territory_sources){
        .communes = ONE(SIMPLE), .qpv = ONE(path), .pop_qpv = pop, .qpv_generation = generation});
}

/* The files of each territory come before the one that repeats them all in degrees. */
static void test_folder_of_2015(void **state)
{
    (void)state;
    loaded l = load_qpv(SOURCES "qp2015", NULL, 2015);
    assert_int_equal(l.t->n_qpvs, 3);
    assert_int_equal(l.t->qpv_generation, 2015);
    const territory_qpv *lille = qpv(&l, "QP059074");
    assert_string_equal(lille->name, "Secteur Sud");
    assert_string_equal(lille->commune_names, "Lille, Faches-Thumesnil, Loos,  Lezennes");
    assert_string_equal(lille->department.s, "59");
    assert_string_equal(crs_of(&l, &qpv(&l, "QP971001")->shape), "EPSG:32620");
    assert_string_equal(crs_of(&l, &qpv(&l, "QP976029")->shape), "EPSG:4470");
    geom_box box = geom_wkb_bounds(lille->shape.wkb);
    assert_true(box.min_x > 600000 && box.min_x < 800000); /* Lambert-93, not degrees */
    assert_null(strstr(l.findings->str, "code-double"));
    assert_string_equal(l.t->sources[1].vintage, "2015");
    unload(&l);
}

static void test_metres_called_degrees(void **state)
{
    (void)state;
    loaded l = load_qpv(SOURCES "qp2015_metres", NULL, 2015);
    assert_string_equal(crs_of(&l, &qpv(&l, "QP976029")->shape), "EPSG:4471");
    assert_contains(l.findings->str, "crs-corrige|QP_MAYOTTE_RGM04_UTM38S|EPSG:4470|EPSG:4471");
    unload(&l);
}

static void check_2024(const char *path, bool complete, const char *crs)
{
    loaded l = load_qpv(path, NULL, 2024);
    assert_int_equal(l.t->n_qpvs, 3);
    const territory_qpv *montreuil = qpv(&l, "QN09309M");
    assert_string_equal(montreuil->name, "Bel Air - Grands Pêchers");
    assert_int_equal(montreuil->n_list, 2);
    assert_string_equal(montreuil->list[0].s, "93048");
    assert_string_equal(montreuil->list[1].s, "93059");
    assert_string_equal(l.t->communes[montreuil->declared].code.s, "93048");
    assert_string_equal(montreuil->commune_names, complete ? "Montreuil, Pierrefitte" : "");
    assert_string_equal(qpv(&l, "QN02A01I")->department.s, "2A");
    assert_string_equal(crs_of(&l, &montreuil->shape), crs);
    assert_string_equal(l.t->sources[1].dataset, "qpv-2024");
    unload(&l);
}

static void test_2024(void **state)
{
    (void)state;
    check_2024(SOURCES "qpv2024/SHP/QP2024_France_hexagonale_LB93.shp", true, "EPSG:2154");
    check_2024(SOURCES "qpv2024/GEOJSON/QP2024_France_Hexagonale_Outre_Mer_WGS84.geojson", true,
               "EPSG:4326");
    check_2024(SOURCES "qpv2024", true, "EPSG:2154"); /* both: the projected one */
    check_2024(SOURCES "qpv-2024-gpkg.zip", true, "EPSG:2154");
    check_2024(SOURCES "qpv2024_short.geojson", false, "EPSG:4326");
}

static void test_list(void **state)
{
    (void)state;
    loaded l = load_qpv(SOURCES "listeqp2024-cog2024.csv", NULL, 2024);
    assert_int_equal(l.t->n_qpvs, 2);
    assert_null(qpv(&l, "QN00101M")->shape.wkb);
    assert_string_equal(qpv(&l, "QN00101M")->list[0].s, "01053"); /* ="01053" */
    assert_int_equal(qpv(&l, "QN09309M")->n_list, 2);
    assert_string_equal(qpv(&l, "QN09309M")->list[1].s, "93059");
    unload(&l);
}

static void test_populations(void **state)
{
    (void)state;
    loaded l = load_qpv(SOURCES "qpv2024_short.geojson", ONE(SOURCES "pop_QPV24.csv"), 2024);
    assert_near(qpv(&l, "QN00101M")->population, 6399, 0);
    assert_true(isnan(qpv(&l, "QN09309M")->population)); /* empty: unknown, never 0 */
    assert_contains(l.findings->str, "population-absente|QN09309M");
    unload(&l);
    l = load_qpv(SOURCES "qp2015", ONE(SOURCES "DEMO_2020_V1.xlsx"), 2015);
    assert_near(qpv(&l, "QP059074")->population, 21000, 0);
    assert_true(isnan(qpv(&l, "QP971001")->population)); /* nd */
    assert_true(isnan(qpv(&l, "QP976029")->population)); /* s */
    assert_contains(l.findings->str, "ligne-sans-code|Ensemble|Ensemble||1");
    unload(&l);
}

/* The published list: padded headers, spaces and quotes around codes, up to three QPV of 2015. */
static void test_correspondence(void **state)
{
    (void)state;
    loaded l = load_ok(&(mlg_territory_sources){
        .communes = ONE(SIMPLE),
        .qpv = ONE(SOURCES "qpv2024_short.geojson"),
        .correspondence = ONE(SOURCES "liste-correspondance-qp2024-qp2015.csv"),
        .date = 20260630});
    static const char *const expected[][2] = {{"QN00101M", "QP001001"},
                                              {"QN02A01I", "QP02A001"},
                                              {"QN09309M", "QP093041"},
                                              {"QN09309M", "QP093042"},
                                              {"QN97102N", ""}};
    assert_int_equal(l.t->n_matches, G_N_ELEMENTS(expected));
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        assert_string_equal(l.t->matches[i].qpv.s, expected[i][0]);
        assert_string_equal(l.t->matches[i].other.s, expected[i][1]);
        assert_true(l.t->matches[i].listed);
    }
    /* no code at all, and one of 2024 in a column of 2015 */
    assert_contains(l.findings->str, "code-invalide|QN001002|QN001002||2");
    assert_null(strstr(l.findings->str, "QN00102M"));
    assert_string_equal(l.t->sources[2].role, "correspondance");
    assert_string_equal(l.t->sources[2].dataset, "correspondance-qpv-2024");
    assert_string_equal(l.t->sources[2].vintage, "2024");
    unload(&l);
}

/* Both layers: matches are measured, in the computing CRS, when the territory is loaded. */
static void test_both_generations(void **state)
{
    (void)state;
    loaded l = load_ok(&(mlg_territory_sources){
        .communes = ONE(SIMPLE),
        .qpv = TWO(SOURCES "qpv2024_short.geojson", SOURCES "qp2015"),
        .correspondence = ONE(SOURCES "liste-correspondance-qp2024-qp2015.csv"),
        .date = 20260630,
        .compare_generations = 1});
    assert_int_equal(l.t->n_qpvs, 3);
    assert_int_equal(mlg_territory_count(mlg_territory_compared(l.t), MLG_QPV), 3);
    assert_string_equal(mlg_territory_compared(l.t)->qpvs[0].code.s, "QP059074");
    assert_true(isnan(l.t->matches[0].part)); /* QP001001 is in no layer */
    unload(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_folder_of_2015),
        cmocka_unit_test(test_metres_called_degrees),
        cmocka_unit_test(test_2024),
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_populations),
        cmocka_unit_test(test_correspondence),
        cmocka_unit_test(test_both_generations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
