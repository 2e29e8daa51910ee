/*
 * test_source_bad.c - layers with faults: what is reported, what stops, and that the rest is used.
 */
#include "test_source_fixture.h"

#include "geom/wkb.h"

static loaded load_features(void **state, const char *features)
{
    char *path = write_geojson(*state, "bad_2023.geojson", features);
    loaded l = load(&(mlg_territory_sources){.communes = ONE(path)});
    g_free(path);
    return l;
}

#define BOWTIE                                                                                     \
    "{\"type\":\"Polygon\",\"coordinates\":[[[3,50],[3.1,50.1],[3.1,50],[3,50.1],[3,50]]]}"
#define EMPTY "{\"type\":\"MultiPolygon\",\"coordinates\":[]}"
#define POINT "{\"type\":\"Point\",\"coordinates\":[3,50]}"

static void test_codes(void **state)
{
    loaded l = load_features(
        state,
        FEATURE("\"insee_com\":\"59350\",\"nom\":\"Lille\"", SQUARE) "," FEATURE(
            "\"insee_com\":\"1004\",\"nom\":\"A\"",
            SQUARE) "," FEATURE("\"insee_com\":\"1005\",\"nom\":\"B\"",
                                SQUARE) "," FEATURE("\"insee_com\":\"=\\\"01053\\\"\",\"nom\":"
                                                    "\"C\"",
                                                    SQUARE) "," FEATURE("\"insee_com\":\" 2a004 "
                                                                        "\",\"nom\":\"D\"",
                                                                        SQUARE) "," FEATURE("\"inse"
                                                                                            "e_"
                                                                                            "com\":"
                                                                                            "\"Lill"
                                                                                            "e\","
                                                                                            "\"nom"
                                                                                            "\":"
                                                                                            "\"E\"",
                                                                                            SQUARE) "," FEATURE("\"insee_com\":null,\"nom\":\"F\"",
                                                                                                                SQUARE) "," FEATURE("\"insee_com\":\"59350\",\"nom\":\"Lille\"",
                                                                                                                                    SQUARE));
    assert_ok(l.status, &l.err);
    assert_int_equal(l.t->n_communes, 5);
    assert_contains(l.findings->str, "zero-remis|1004|1004|01004|2\n");
    assert_contains(l.findings->str, "code-nettoye|=\"01053\"|=\"01053\"|01053|2\n");
    assert_contains(l.findings->str, "code-invalide|Lille|Lille||1\n");
    assert_contains(l.findings->str, "ligne-sans-code|F|F||1\n");
    assert_contains(l.findings->str, "code-double|59350|59350||1\n");
    assert_string_equal(commune(&l, "2A004")->name, "D");
    unload(&l);
}

static void test_geometries(void **state)
{
    loaded l = load_features(
        state,
        FEATURE("\"insee_com\":\"59350\"", SQUARE) "," FEATURE(
            "\"insee_com\":\"59001\"",
            "null") "," FEATURE("\"insee_com\":\"59002\"",
                                EMPTY) "," FEATURE("\"insee_com\":\"59003\"",
                                                   POINT) "," FEATURE("\"insee_com\":\"59004\"",
                                                                      BOWTIE));
    assert_ok(l.status, &l.err);
    assert_int_equal(l.t->n_communes, 5);
    assert_contains(l.findings->str, "polygone-absent|59001|");
    assert_contains(l.findings->str, "polygone-vide|59002|");
    assert_contains(l.findings->str, "polygone-inutilisable|59003|");
    assert_null(commune(&l, "59001")->shape.wkb);
    assert_null(commune(&l, "59003")->shape.wkb);
    assert_non_null(commune(&l, "59004")->shape.wkb); /* repaired later, where it is measured */
    unload(&l);
}

/* A layer of points is no layer of communes, whatever its columns. */
static void test_points(void **state)
{
    loaded l = load_features(state, FEATURE("\"insee_com\":\"59350\"", POINT));
    assert_int_equal(l.status, MLG_E_FORMAT);
    assert_contains(l.err.message, "bad_2023.geojson: the geometries are not polygons");
    unload(&l);
}

static void test_no_feature(void **state)
{
    loaded l = load_features(state, "");
    assert_int_equal(l.status, MLG_E_FORMAT);
    assert_contains(l.err.message, "bad_2023.geojson: ");
    unload(&l);
}

static void test_no_code_column(void **state)
{
    loaded l = load_features(state, FEATURE("\"nom\":\"Lille\",\"pop\":3", SQUARE));
    assert_int_equal(l.status, MLG_E_FORMAT);
    assert_contains(l.err.message, "not recognised; columns there: nom, pop");
    assert_contains(l.err.hint, "code (insee_com, code_insee, ");
    unload(&l);
}

static void copy_to(const char *folder, const char *from, const char *name)
{
    char *bytes = NULL;
    gsize n = 0;
    assert_true(g_file_get_contents(from, &bytes, &n, NULL));
    g_free(support_write(folder, name, bytes, n));
    g_free(bytes);
}

static void test_no_crs(void **state)
{
    copy_to(*state, SOURCES "qp2015/QP_METROPOLE_LB93.shp", "q.shp");
    copy_to(*state, SOURCES "qp2015/QP_METROPOLE_LB93.shx", "q.shx");
    copy_to(*state, SOURCES "qp2015/QP_METROPOLE_LB93.dbf", "q.dbf");
    char *path = support_path(*state, "q.shp");
    loaded l = load(&(mlg_territory_sources){.communes = ONE(SIMPLE), .qpv = ONE(path)});
    assert_int_equal(l.status, MLG_E_CRS);
    assert_contains(l.err.message, "q.shp: layer q: no coordinate system");
    assert_contains(l.err.hint, "ogr2ogr -a_srs EPSG:2154");
    unload(&l);
    g_free(path);
}

/* GeoJSON is always in degrees: metres in it are read as the official CRS of the place. */
static void test_metres_in_geojson(void **state)
{
    loaded l = load_features(
        state, FEATURE("\"insee_com\":\"59350\"",
                       "{\"type\":\"Polygon\",\"coordinates\":[[[700000,7050000],[701000,7050000],"
                       "[701000,7051000],[700000,7050000]]]}"));
    assert_ok(l.status, &l.err);
    assert_string_equal(l.t->crs[commune(&l, "59350")->shape.crs], "EPSG:2154");
    assert_contains(l.findings->str, "crs-corrige|bad_2023|EPSG:4326|EPSG:2154|");
    unload(&l);
}

static void test_table_without_rows(void **state)
{
    char *path = support_write(*state, "vide.csv", "insee;pmun\n", 0);
    loaded l = load(&(mlg_territory_sources){.communes = ONE(SIMPLE), .population = ONE(path)});
    assert_int_equal(l.status, MLG_E_FORMAT);
    assert_contains(l.err.message, "vide.csv: ");
    unload(&l);
    g_free(path);
}

static void test_truncated_flatgeobuf(void **state)
{
    char *bytes = NULL;
    gsize n = 0;
    assert_true(g_file_get_contents(SOURCES "communes_2023.fgb", &bytes, &n, NULL));
    for (gsize cut = n - 1; cut > 900; cut -= 90) { /* any cut: an error, never fewer communes */
        char *path = support_write(*state, "cut.fgb", bytes, cut);
        loaded l = load(&(mlg_territory_sources){.communes = ONE(path)});
        if (l.status != MLG_E_IO)
            fail_msg("cut at %zu: %s", (size_t)cut, l.err.message);
        assert_contains(l.err.message, "cut.fgb");
        unload(&l);
        g_free(path);
    }
    g_free(bytes);
}

/* The first error in the order of options, though all files are opened at once. */
static void test_first_error_wins(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++) {
        loaded l = load(&(mlg_territory_sources){.communes = ONE(SIMPLE),
                                                 .qpv = ONE("no.shp"),
                                                 .epci = ONE("no.xlsx"),
                                                 .pop_qpv = ONE("no.csv")});
        assert_int_equal(l.status, MLG_E_IO);
        assert_contains(l.err.message, "no.xlsx: no such file");
        unload(&l);
    }
}

static void test_messages(void **state)
{
    (void)state;
    static const char *const codes[] = {"zero-remis",
                                        "code-nettoye",
                                        "code-invalide",
                                        "ligne-sans-code",
                                        "nombre-illisible",
                                        "population-absente",
                                        "polygone-absent",
                                        "polygone-vide",
                                        "polygone-inutilisable",
                                        "crs-corrige",
                                        "encodage",
                                        "codes-convertis",
                                        "geometrie-ref-introuvable"};
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
        const mlg_finding finding = {.code = codes[i],
                                     .object = "commune",
                                     .id = "59350",
                                     .file = "a.csv",
                                     .value = "v",
                                     .proposed = "p",
                                     .detail = "3"};
        char *text = mlg_finding_message(&finding, MLG_TEXT_MESSAGE);
        assert_null(strchr(text, '{'));
        assert_true(strcmp(text, codes[i]) != 0);
        mlg_free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_geometries),
        cmocka_unit_test(test_points),
        cmocka_unit_test(test_no_feature),
        cmocka_unit_test(test_no_code_column),
        cmocka_unit_test(test_no_crs),
        cmocka_unit_test(test_metres_in_geojson),
        cmocka_unit_test(test_table_without_rows),
        cmocka_unit_test(test_truncated_flatgeobuf),
        cmocka_unit_test(test_first_error_wins),
        cmocka_unit_test(test_messages),
    };
    return cmocka_run_group_tests(tests, support_tempdir_setup, support_tempdir_teardown);
}
