/*
 * test_source_real.c - the real files, when they are there: the folder of MLG_GEODATA, else
 * ../shared/geodata beside the project. Counts and sums are those of the publishers.
 */
#include "test_source_fixture.h"

#include "inventory/inventory.h"
#include "source/density.h"

static char *folder;

static int find_folder(void **state)
{
    (void)state;
    const char *stated = g_getenv("MLG_GEODATA");
    const char *project = g_getenv("MLG_SOURCE_DIR");
    folder = stated != NULL ? g_strdup(stated)
                            : g_build_filename(project != NULL ? project : "..", "..", "shared",
                                               "geodata", NULL);
    return 0;
}

static int forget_folder(void **state)
{
    (void)state;
    g_clear_pointer(&folder, g_free);
    return 0;
}

/* A path of the folder; the test is skipped, saying why, when it is absent. */
static char *real(const char *name)
{
    char *path = g_build_filename(folder, name, NULL);
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        print_message("%s is absent (set MLG_GEODATA): skipped\n", path);
        g_free(path);
        skip();
    }
    return path;
}

static double sum_of_communes(const loaded *l, size_t *ret_unknown)
{
    double sum = 0;
    *ret_unknown = 0;
    for (size_t i = 0; i < l->t->n_communes; i++) {
        double people = l->t->communes[i].population;
        *ret_unknown += isnan(people) ? 1 : 0;
        sum += isnan(people) ? 0 : people;
    }
    return sum;
}

static double sum_of_qpvs(const loaded *l, size_t *ret_unknown)
{
    double sum = 0;
    *ret_unknown = 0;
    for (size_t i = 0; i < l->t->n_qpvs; i++) {
        double people = l->t->qpvs[i].population;
        *ret_unknown += isnan(people) ? 1 : 0;
        sum += isnan(people) ? 0 : people;
    }
    return sum;
}

static void test_national_2024(void **state)
{
    (void)state;
    char *land = real("boundaries/communes_2023.fgb");
    char *members = real("tables/epcicom_2023.xlsx");
    char *people = real("tables/population_communes_2023.csv");
    char *quarters = real("qpv/qpv2024_1609_simplified.geojson");
    char *inhabitants = real("qpv/pop_qpv_2024.csv");
    loaded l = load_ok(&(mlg_territory_sources){.communes = ONE(land),
                                                .epci = ONE(members),
                                                .population = ONE(people),
                                                .qpv = ONE(quarters),
                                                .pop_qpv = ONE(inhabitants),
                                                .date = 20260630});
    size_t unknown = 0;
    assert_int_equal(l.t->n_communes, 34945);
    assert_int_equal(l.t->n_epcis, 1255);
    assert_int_equal(l.t->n_departments, 101);
    assert_int_equal(l.t->n_regions, 18);
    assert_int_equal(l.t->n_qpvs, 1609);
    assert_near(sum_of_communes(&l, &unknown), 67418672, 0);
    assert_int_equal(unknown, 0);
    assert_near(sum_of_qpvs(&l, &unknown), 5931940, 0);
    assert_int_equal(unknown, 91); /* Saint-Martin and Polynésie */
    assert_int_equal(l.t->vintage, 2023);
    assert_int_equal(l.t->population_year, 2020);
    assert_true(l.t->generalised);
    assert_string_equal(epci_of(&l, "29155"), ""); /* Ouessant */
    assert_near(commune(&l, "93048")->population, 111367, 0);
    assert_string_equal(l.t->departments[0].name, "Ain");
    unload(&l);
    g_free(land);
    g_free(members);
    g_free(people);
    g_free(quarters);
    g_free(inhabitants);
}

static void test_lille_is_not_generalised(void **state)
{
    (void)state;
    char *land = real("boundaries/lille_full_resolution.gpkg");
    loaded l = load_ok(&(mlg_territory_sources){.communes = ONE(land), .qpv = ONE(land)});
    assert_int_equal(l.t->n_communes, 121);
    assert_false(l.t->generalised);
    assert_int_equal(l.t->n_qpvs, 26);
    assert_near(commune(&l, "59090")->population, 9759, 0);
    assert_string_equal(epci(&l, "200093201")->name, "Métropole Européenne de Lille");
    assert_string_equal(l.t->sources[0].dataset, "admin-express-3");
    unload(&l);
    g_free(land);
}

static void test_qpv_2015(void **state)
{
    (void)state;
    char *land = real("boundaries/communes_2023.fgb");
    char *quarters = real("qpv/qp-politiquedelaville-shp");
    static const char *const tables[] = {"qpv/pop_qp_2013.csv", "qpv/pop_qp_2013.xls"};
    static const char *const places[][2] = {{"QP971001", "EPSG:32620"}, {"QP973001", "EPSG:2972"},
                                            {"QP974001", "EPSG:2975"},  {"QP976029", "EPSG:4470"},
                                            {"QP987001", "EPSG:4326"},  {"QP978001", "EPSG:32620"}};
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        char *inhabitants = real(tables[i]);
        loaded l = load_ok(&(mlg_territory_sources){.communes = ONE(land),
                                                    .qpv = ONE(quarters),
                                                    .pop_qpv = ONE(inhabitants),
                                                    .qpv_generation = 2015});
        size_t unknown = 0;
        assert_int_equal(l.t->n_qpvs, 1514);
        assert_near(sum_of_qpvs(&l, &unknown), 5435060, 0);
        assert_int_equal(unknown, 0);
        for (size_t p = 0; p < G_N_ELEMENTS(places); p++)
            assert_string_equal(crs_of(&l, &qpv(&l, places[p][0])->shape), places[p][1]);
        assert_null(strstr(l.findings->str, "crs-corrige"));
        assert_null(strstr(l.findings->str, "code-double"));
        unload(&l);
        g_free(inhabitants);
    }
    g_free(land);
    g_free(quarters);
}

typedef struct population_case {
    const char *path;
    int year;
    size_t unknown;
    double sum;
} population_case;

static void test_populations(void **state)
{
    (void)state;
    static const population_case cases[] = {
        {"tables/donnees_communes_2023.csv", 2020, 17, 67158876}, /* no Mayotte */
        {"tables/donnees_communes_2025.csv", 2022, 30, 67757424},
        {"tables/donnees_communes_2026.csv", 2023, 98, 68065615},
        {"tables/epcicom_2023.xlsx", 2020, 4, 67412327}, /* no islands without EPCI */
    };
    char *land = real("boundaries/communes_2023.fgb");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = real(cases[i].path);
        loaded l =
            load_ok(&(mlg_territory_sources){.communes = ONE(land), .population = ONE(path)});
        size_t unknown = 0;
        assert_near(sum_of_communes(&l, &unknown), cases[i].sum, 0);
        assert_int_equal(unknown, cases[i].unknown);
        assert_int_equal(l.t->population_year, cases[i].year);
        unload(&l);
        g_free(path);
    }
    g_free(land);
}

static void test_compositions(void **state)
{
    (void)state;
    char *land = real("boundaries/communes_2023.fgb");
    char *zones = real("tables/table-appartenance-geo-communes-2024.xlsx");
    char *ept = real("tables/ept_2025.xlsx");
    loaded l = load_ok(&(mlg_territory_sources){.communes = ONE(land), .epci = TWO(zones, ept)});
    size_t n = 0;
    for (size_t i = 0; i < l.t->n_communes; i++)
        n += l.t->communes[i].ept != TERRITORY_NONE ? 1 : 0;
    assert_int_equal(l.t->n_epts, 11);
    assert_int_equal(n, 130); /* 93059 and 93066 are two in 2023 */
    assert_string_equal(epci_of(&l, "93048"), "200054781");
    assert_string_equal(ept_of(&l, "93048"), "200057875");
    assert_string_equal(l.t->sources[1].dataset, "insee-appartenance");
    assert_string_equal(l.t->sources[1].vintage, "2024");
    assert_string_equal(l.t->sources[2].vintage, "2025");
    unload(&l);
    g_free(land);
    g_free(zones);
    g_free(ept);
}

static void test_cog(void **state)
{
    (void)state;
    char *land = real("boundaries/lille_full_resolution.gpkg");
    char *list = real("tables/communes_2023.csv");
    char *moves = real("tables/mouvements-communes_2026.csv");
    loaded l = load_ok(&(mlg_territory_sources){.communes = ONE(land), .cog = TWO(list, moves)});
    assert_int_equal(l.t->vintage, 2023);
    assert_int_equal(l.t->cog_day, 20230101);
    assert_null(strstr(l.findings->str, "millesime"));
    unload(&l);
    g_free(land);
    g_free(list);
    g_free(moves);
}

/* How many of the lists' contracts are there, and of how many the unit is no more. */
static void check_contracts(const char *folder_of_test, const char *list, const char *polygons,
                            const char *lost, size_t n_geometries)
{
    char *land = real("boundaries/communes_2023.fgb");
    char *members = real("tables/epcicom_2023.xlsx");
    char *path = real(list);
    char *drawn = polygons != NULL ? real(polygons) : NULL;
    loaded l = load_ok(&(mlg_territory_sources){.communes = ONE(land), .epci = ONE(members)});
    char *own = support_write(folder_of_test, "dispositifs.csv",
                              "id_dispositif;type;nom;statut;unite_type;unite_code\n"
                              "A;CLS;CLS;ACTIF;COMMUNE;59350\n",
                              0);
    mlg_monitor monitor = {.finding = loaded_finding, .user = &l};
    mlg_inventory *inv = NULL;
    g_string_truncate(l.findings, 0);
    mlg_inventory_sources sources = {
        .dispositifs = own, .contrats_ville = TWO(path, drawn), .date = 20220630};
    assert_ok(mlg_load_inventory(&sources, l.t, &monitor, &inv, &l.err), &l.err);
    assert_int_equal(inv->n_dispositifs, 1 + 431);
    assert_int_equal(inv->n_geometries, n_geometries);
    if (lost == NULL)
        assert_null(strstr(l.findings->str, "contrats-obsoletes"));
    else if (strstr(l.findings->str, lost) == NULL)
        fail_msg("%s is not in:\n%s", lost, l.findings->str);
    mlg_inventory_free(inv);
    unload(&l);
    g_free(own);
    g_free(land);
    g_free(members);
    g_free(path);
    g_free(drawn);
}

/*
 * The 434 rows of 2015 are 433 contracts (CV043 has two, of one EPCI), two of them of places that
 * are not loaded, Saint-Martin and Polynésie. Of 370 rows by SIREN 198 name an EPCI of 2023 and 172
 * (171 contracts) none: the polygons of 2019 are drawn on the EPCI of 2015 and stand for these.
 */
static void test_contracts(void **state)
{
    const char *codes = "contrats_de_ville/cv2015.csv";
    const char *polygons = "contrats_de_ville/contrats_de_ville_2019.gpkg";
    check_contracts(*state, codes, NULL, "contrats-obsoletes|CV004|171||", 0);
    check_contracts(*state, codes, polygons, NULL, 171);
    check_contracts(*state, polygons, NULL, NULL, 431);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_national_2024),
        cmocka_unit_test(test_lille_is_not_generalised),
        cmocka_unit_test(test_qpv_2015),
        cmocka_unit_test(test_populations),
        cmocka_unit_test(test_compositions),
        cmocka_unit_test(test_cog),
        cmocka_unit_test_setup_teardown(test_contracts, support_tempdir_setup,
                                        support_tempdir_teardown),
    };
    return cmocka_run_group_tests(tests, find_folder, forget_folder);
}
