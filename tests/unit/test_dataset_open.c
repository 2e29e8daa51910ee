/*
 * test_dataset_open.c - files, folders and archives opened; what is missing or broken is said.
 */
#include "support/cmocka.h"
#include "support/tempdir.h"

#include "dataset/digest.h"
#include "dataset/opening.h"

#include <stdlib.h>

#include <glib.h>
#include <glib/gstdio.h>

#define SOURCES "data/sources/"

static void assert_error(const char *path, mlg_status status, const char *message, const char *hint)
{
    mlg_error err = {.code = MLG_OK};
    dataset *ds = NULL;
    assert_int_equal(dataset_open(path, NULL, &ds, &err), status);
    assert_null(ds);
    assert_contains(err.message, message);
    assert_contains(err.hint, hint);
}

/* Copies a file into the test's folder, cut to `size` bytes when it is not 0. */
static char *copy_file(void **state, const char *from, const char *name, size_t size)
{
    char *bytes = NULL;
    gsize n = 0;
    assert_true(g_file_get_contents(from, &bytes, &n, NULL));
    char *path = support_write(*state, name, bytes, size != 0 ? size : n);
    g_free(bytes);
    return path;
}

static void test_missing(void **state)
{
    (void)state;
    assert_error("nowhere/at/all.gpkg", MLG_E_IO, "nowhere/at/all.gpkg: no such file",
                 "check the path");
    assert_error(SOURCES "communes_2032.fgb", MLG_E_IO, "no such file",
                 "did you mean data/sources/communes_2023.fgb?");
}

static void test_layers(void **state)
{
    (void)state;
    mlg_error err = {.code = MLG_OK};
    dataset *ds = NULL;
    assert_ok(dataset_open(SOURCES "qp2015", NULL, &ds, &err), &err);
    assert_int_equal(dataset_layer_count(ds), 4);
    const dataset_layer *layer = dataset_get_layer(ds, 0);
    assert_string_equal(layer->name, "QP_GUADELOUPE_WGS84_UTM20N");
    assert_string_equal(layer->file, SOURCES "qp2015/QP_GUADELOUPE_WGS84_UTM20N.shp");
    assert_string_equal(layer->crs, "EPSG:32620");
    assert_int_equal(layer->geometry, DATASET_POLYGON);
    assert_int_equal(layer->declared_count, 1);
    assert_int_equal(layer->n_columns, 3);
    assert_string_equal(layer->columns[0], "CODE_QP");
    dataset_free(ds);
}

static void test_archive_and_layer_name(void **state)
{
    (void)state;
    mlg_error err = {.code = MLG_OK};
    dataset *ds = NULL;
    const char *path = SOURCES "ADE-COG_4-0_GPKG_WGS84G_FRA-ED2025-01-01.zip";
    char *one = g_strconcat(path, "|layername=EPCI", NULL);
    char *none = g_strconcat(path, "|layername=nil", NULL);
    assert_ok(dataset_open(path, NULL, &ds, &err), &err);
    assert_int_equal(dataset_layer_count(ds), 5);
    dataset_free(ds);
    assert_ok(dataset_open(one, NULL, &ds, &err), &err);
    assert_int_equal(dataset_layer_count(ds), 1);
    assert_string_equal(dataset_get_layer(ds, 0)->name, "epci");
    assert_string_equal(dataset_path(ds), path);
    dataset_free(ds);
    assert_error(none, MLG_E_NOT_FOUND, "no layer named nil", "commune, arrondissement_municipal");
    g_free(one);
    g_free(none);
}

static void test_columns_and_geometry(void **state)
{
    (void)state;
    mlg_error err = {.code = MLG_OK};
    dataset *ds = NULL;
    dataset_reader *reader = NULL;
    const dataset_row *row = NULL;
    const char *const columns[] = {"dep", "insee_com", NULL};
    const char *const unknown[] = {"nope", NULL};
    assert_ok(dataset_open(SOURCES "communes_2023.fgb", NULL, &ds, &err), &err);
    assert_false(dataset_is_raw_table(ds));
    assert_null(dataset_encoding(ds));
    assert_int_equal(dataset_reader_new(ds, 0, unknown, &reader, &err), MLG_E_NOT_FOUND);
    for (int pass = 0; pass < 2; pass++) { /* read again from the first row */
        int n = 0;
        assert_ok(dataset_reader_new(ds, 0, columns, &reader, &err), &err);
        for (;; n++) {
            assert_ok(dataset_reader_next(reader, &row, &err), &err);
            if (row == NULL)
                break;
            bool lille = strcmp(row->values[1], "59350") == 0;
            assert_string_equal(row->values[0], lille ? "59" : "01");
            assert_int_equal(row->row, n + 1);
            assert_int_equal(row->wkb_size, 9 + 9 + 4 + 5 * 16); /* a multipolygon of one square */
        }
        assert_int_equal(n, 2);
        dataset_reader_free(reader);
    }
    dataset_free(ds);
}

static void test_spreadsheet_is_raw(void **state)
{
    (void)state;
    mlg_error err = {.code = MLG_OK};
    dataset *ds = NULL;
    dataset_reader *reader = NULL;
    const dataset_row *row = NULL;
    assert_ok(dataset_open(SOURCES "epcicom2023.xlsx", NULL, &ds, &err), &err);
    assert_true(dataset_is_raw_table(ds));
    assert_ok(dataset_reader_new(ds, 0, NULL, &reader, &err), &err);
    assert_ok(dataset_reader_next(reader, &row, &err), &err);
    assert_int_equal(row->row, 1);
    assert_string_equal(row->values[9], "insee");
    assert_ok(dataset_reader_next(reader, &row, &err), &err);
    assert_int_equal(row->row, 2);
    assert_string_equal(row->values[9], "1004"); /* a number in the file: its zero is lost */
    assert_string_equal(row->values[1], "240100883");
    dataset_reader_free(reader);
    dataset_free(ds);
}

static void test_truncated_flatgeobuf(void **state)
{
    mlg_error err = {.code = MLG_OK};
    dataset *ds = NULL;
    dataset_reader *reader = NULL;
    const dataset_row *row = NULL;
    char *path = copy_file(state, SOURCES "communes_2023.fgb", "cut.fgb", 1500);
    mlg_status status = dataset_open(path, NULL, &ds, &err);
    if (status == MLG_OK)
        status = dataset_reader_new(ds, 0, NULL, &reader, &err);
    do {
        row = NULL;
        if (status == MLG_OK)
            status = dataset_reader_next(reader, &row, &err);
    } while (row != NULL);
    assert_int_equal(status, MLG_E_IO);
    assert_contains(err.message, "cut.fgb");
    dataset_reader_free(reader);
    dataset_free(ds);
    g_free(path);
}

static void test_broken_files(void **state)
{
    char *gpkg = support_write(*state, "corrupt.gpkg", "SQLite format 3\0 and nothing else", 33);
    char *json = support_write(*state, "cut.geojson", "{\"type\":\"FeatureCollection\",\"feat", 0);
    char *vrt = support_write(*state, "remote.vrt",
                              "<OGRVRTDataSource><OGRVRTLayer name=\"a\"><SrcDataSource>b.csv"
                              "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>",
                              0);
    char *seven = support_write(*state, "ADE.7z", "7z\xBC\xAF", 0);
    assert_error(gpkg, MLG_E_IO, "corrupt.gpkg: cannot be read", "fetch it again");
    assert_error(json, MLG_E_IO, "cut.geojson: cannot be read", "fetch it again");
    assert_error(vrt, MLG_E_IO, "files of format OGR_VRT are refused", "ogr2ogr");
    assert_error(seven, MLG_E_IO, ".7z archives are not read", "7z x");
    assert_error(*state, MLG_E_IO, "corrupt.gpkg: cannot be read", "");
    g_free(gpkg);
    g_free(json);
    g_free(vrt);
    g_free(seven);
}

static void test_shapefile_in_pieces(void **state)
{
    char *folder = support_path(*state, "shp");
    assert_int_equal(g_mkdir(folder, 0700), 0);
    void *place = folder;
    const char *base = SOURCES "qp2015/QP_METROPOLE_LB93";
    char *shp = g_strconcat(base, ".shp", NULL);
    char *shx = g_strconcat(base, ".shx", NULL);
    char *dbf = g_strconcat(base, ".dbf", NULL);
    char *a = copy_file(&place, shp, "q.shp", 0);
    assert_error(a, MLG_E_IO, "q.shp: its .dbf file is missing", "copy them all");
    char *b = copy_file(&place, dbf, "q.dbf", 0);
    assert_error(a, MLG_E_IO, "q.shp: its .shx file is missing", "copy them all");
    char *c = copy_file(&place, shx, "q.SHX", 0);
    mlg_error err = {.code = MLG_OK};
    dataset *ds = NULL;
    assert_ok(dataset_open(a, NULL, &ds, &err), &err);
    assert_null(dataset_get_layer(ds, 0)->crs); /* no .prj */
    dataset_free(ds);
    g_free(a);
    g_free(b);
    g_free(c);
    g_free(shp);
    g_free(shx);
    g_free(dbf);
    g_free(folder);
}

static void test_empty_folder(void **state)
{
    char *folder = support_path(*state, "void");
    assert_int_equal(g_mkdir(folder, 0700), 0);
    assert_error(folder, MLG_E_IO, "no data file", ".7z");
    g_free(folder);
}

static void test_digest(void **state)
{
    char *path = support_write(*state, "abc.csv", "abc", 0);
    char *layer = g_strconcat(path, "|layername=abc", NULL);
    dataset_digest *digest = dataset_digest_new(layer);
    assert_string_equal(dataset_digest_get(digest),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    dataset_digest_free(digest);
    digest = dataset_digest_new("no/such/file");
    assert_null(dataset_digest_get(digest));
    dataset_digest_free(digest);
    g_free(layer);
    g_free(path);
}

static void test_opening(void **state)
{
    (void)state;
    mlg_error err = {.code = MLG_OK};
    dataset *ds = NULL;
    dataset_opening *good = dataset_opening_new(SOURCES "epcicom2023.xlsx");
    dataset_opening *bad = dataset_opening_new("nowhere.xlsx");
    dataset_opening *left = dataset_opening_new(SOURCES "communes_2023.fgb");
    assert_int_equal(dataset_opening_take(bad, &ds, &err), MLG_E_IO);
    assert_contains(err.message, "nowhere.xlsx");
    assert_ok(dataset_opening_take(good, &ds, &err), &err);
    assert_int_equal(dataset_layer_count(ds), 1);
    dataset_free(ds);
    dataset_opening_free(good);
    dataset_opening_free(bad);
    dataset_opening_free(left);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_missing),
        cmocka_unit_test(test_layers),
        cmocka_unit_test(test_archive_and_layer_name),
        cmocka_unit_test(test_columns_and_geometry),
        cmocka_unit_test(test_spreadsheet_is_raw),
        cmocka_unit_test_setup_teardown(test_truncated_flatgeobuf, support_tempdir_setup,
                                        support_tempdir_teardown),
        cmocka_unit_test_setup_teardown(test_broken_files, support_tempdir_setup,
                                        support_tempdir_teardown),
        cmocka_unit_test_setup_teardown(test_shapefile_in_pieces, support_tempdir_setup,
                                        support_tempdir_teardown),
        cmocka_unit_test_setup_teardown(test_empty_folder, support_tempdir_setup,
                                        support_tempdir_teardown),
        cmocka_unit_test_setup_teardown(test_digest, support_tempdir_setup,
                                        support_tempdir_teardown),
        cmocka_unit_test(test_opening),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
