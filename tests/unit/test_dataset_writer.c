/*
 * test_dataset_writer.c - layers and tables written: what is read back, the same bytes twice, a
 * disk that is full.
 */
#include "support/cmocka.h"
#include "support/tempdir.h"

#include "dataset/writer.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <glib.h>
#include <glib/gstdio.h>

#define TIMESTAMP "2026-06-30T00:00:00Z"

static const dataset_column columns[] = {
    {"code", DATASET_TEXT}, {"n", DATASET_INTEGER}, {"part", DATASET_REAL}, {"jour", DATASET_DATE}};
static const dataset_layer_def commune = {"commune", "Communes", "Les communes", columns, 4,
                                          NULL,      true};
static const dataset_layer_def parametre = {"parametre", "Paramètres", "De la commande", columns, 1,
                                            NULL,        false};

static GBytes *unit_square(void)
{
    static const double xy[] = {2, 48, 3, 48, 3, 49, 2, 49, 2, 48};
    GByteArray *wkb = g_byte_array_new();
    g_byte_array_append(wkb, (const guint8 *)"\1\6\0\0\0\1\0\0\0\1\3\0\0\0\1\0\0\0\5\0\0\0", 22);
    g_byte_array_append(wkb, (const guint8 *)xy, sizeof xy);
    return g_byte_array_free_to_bytes(wkb);
}

static mlg_status write_all(const char *driver, const char *path, long n_rows, mlg_error *err)
{
    g_autoptr(dataset_writer) writer = NULL;
    g_autoptr(GBytes) square = unit_square();
    MLG_TRY(dataset_writer_new(driver, path, "EPSG:4326", TIMESTAMP, &writer, err));
    MLG_TRY(dataset_writer_layer(writer, &commune, err));
    for (long i = 0; i < n_rows; i++) {
        const dataset_value values[] = {
            {.text = "01004"}, {.integer = i}, {.real = 0.5}, {.text = "2024-02-29"}};
        MLG_TRY(dataset_writer_row(writer, values, square, err));
    }
    const dataset_value nothing[] = {
        {.text = "2A004 \"é\""}, {.null = true}, {.real = (double)NAN}, {.null = true}};
    MLG_TRY(dataset_writer_row(writer, nothing, NULL, err));
    MLG_TRY(dataset_writer_layer(writer, &parametre, err));
    MLG_TRY(dataset_writer_row(writer, nothing, NULL, err));
    return dataset_writer_close(writer, err);
}

static void check_layer(const char *source)
{
    mlg_error err = {.code = MLG_OK};
    dataset *ds = NULL;
    dataset_reader *reader = NULL;
    const dataset_row *row = NULL;
    assert_ok(dataset_open(source, NULL, &ds, &err), &err);
    const dataset_layer *layer = dataset_get_layer(ds, 0);
    assert_string_equal(layer->name, "commune");
    assert_string_equal(layer->crs, "EPSG:4326");
    assert_int_equal(layer->geometry, DATASET_POLYGON);
    assert_ok(dataset_reader_new(ds, 0, NULL, &reader, &err), &err);
    assert_ok(dataset_reader_next(reader, &row, &err), &err);
    assert_string_equal(row->values[0], "01004");
    assert_string_equal(row->values[1], "0");
    assert_string_equal(row->values[2], "0.5");
    assert_string_equal(row->values[3], "2024/02/29");
    GBytes *square = unit_square();
    assert_int_equal(row->wkb_size, g_bytes_get_size(square));
    assert_memory_equal(row->wkb, g_bytes_get_data(square, NULL), row->wkb_size);
    g_bytes_unref(square);
    assert_ok(dataset_reader_next(reader, &row, &err), &err);
    assert_string_equal(row->values[0], "2A004 \"é\"");
    for (int i = 1; i < 4; i++)
        assert_null(row->values[i]);
    assert_null(row->wkb);
    assert_ok(dataset_reader_next(reader, &row, &err), &err);
    assert_null(row);
    dataset_reader_free(reader);
    dataset_free(ds);
}

static void assert_same_files(const char *a, const char *b)
{
    char *bytes[2] = {NULL, NULL};
    gsize sizes[2] = {0, 0};
    assert_true(g_file_get_contents(a, &bytes[0], &sizes[0], NULL));
    assert_true(g_file_get_contents(b, &bytes[1], &sizes[1], NULL));
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(bytes[0], bytes[1], sizes[0]);
    g_free(bytes[0]);
    g_free(bytes[1]);
}

static void test_geopackage(void **state)
{
    mlg_error err = {.code = MLG_OK};
    char *path = support_path(*state, "a.gpkg");
    char *again = support_path(*state, "b.gpkg");
    char *layer = g_strconcat(path, "|layername=commune", NULL);
    char *wal = g_strconcat(path, "-wal", NULL);
    char *journal = g_strconcat(path, "-journal", NULL);
    assert_ok(write_all("GPKG", path, 1, &err), &err);
    check_layer(layer);
    assert_false(g_file_test(wal, G_FILE_TEST_EXISTS));
    assert_false(g_file_test(journal, G_FILE_TEST_EXISTS));
    assert_ok(write_all("GPKG", again, 1, &err), &err);
    assert_same_files(path, again);
    char *bytes = NULL;
    assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
    assert_int_equal(bytes[18], 1); /* not in WAL mode */
    assert_memory_equal(bytes + 68, "GPKG", 4);
    g_free(bytes);
    g_free(path);
    g_free(again);
    g_free(layer);
    g_free(wal);
    g_free(journal);
}

static void test_geojson(void **state)
{
    mlg_error err = {.code = MLG_OK};
    char *path = support_path(*state, "commune.geojson");
    char *table = support_path(*state, "parametre.geojson");
    assert_ok(write_all("GeoJSON", *state, 1, &err), &err);
    check_layer(path);
    char *text = NULL;
    assert_true(g_file_get_contents(table, &text, NULL, NULL));
    assert_string_equal(
        text, "{\"type\":\"FeatureCollection\",\"name\":\"parametre\",\"title\":\"Paramètres\","
              "\"description\":\"De la commande\",\"features\":[\n"
              "{\"type\":\"Feature\",\"properties\":{\"code\":\"2A004 \\\"é\\\"\"},"
              "\"geometry\":null}\n]}\n");
    g_free(text);
    g_free(path);
    g_free(table);
}

static void test_spatialite(void **state)
{
    mlg_error err = {.code = MLG_OK};
    char *path = support_path(*state, "a.sqlite"), *again = support_path(*state, "b.sqlite");
    char *layer = g_strconcat(path, "|layername=commune", NULL);
    assert_ok(write_all("SQLite", path, 1, &err), &err);
    check_layer(layer);
    g_usleep(10000); /* SpatiaLite notes milliseconds */
    assert_ok(write_all("SQLite", again, 1, &err), &err);
    assert_same_files(path, again);
    g_free(path);
    g_free(again);
    g_free(layer);
}

static mlg_status write_flatgeobuf(const char *folder, const dataset_layer_def *def, GBytes *shape,
                                   long n_rows, mlg_error *err)
{
    g_autoptr(dataset_writer) writer = NULL;
    MLG_TRY(dataset_writer_new("FlatGeobuf", folder, "EPSG:4326", TIMESTAMP, &writer, err));
    MLG_TRY(dataset_writer_layer(writer, def, err));
    for (long i = 0; i < n_rows; i++) {
        const dataset_value values[] = {
            {.text = "01004"}, {.integer = i}, {.real = 0.5}, {.text = "2024-02-29"}};
        MLG_TRY(dataset_writer_row(writer, values, shape, err));
    }
    return dataset_writer_close(writer, err);
}

static void test_flatgeobuf(void **state)
{
    mlg_error err = {.code = MLG_OK};
    GBytes *square = unit_square();
    dataset *ds = NULL;
    char *path = support_path(*state, "commune.fgb");
    assert_ok(write_flatgeobuf(*state, &commune, square, 3, &err), &err);
    assert_ok(dataset_open(path, NULL, &ds, &err), &err);
    assert_string_equal(dataset_get_layer(ds, 0)->crs, "EPSG:4326");
    assert_int_equal(dataset_get_layer(ds, 0)->geometry, DATASET_POLYGON);
    dataset_free(ds);
    (void)g_remove(path);
    assert_ok(write_flatgeobuf(*state, &commune, square, 0, &err), &err);
    (void)g_remove(path);
    assert_int_equal(write_flatgeobuf(*state, &commune, NULL, 1, &err), MLG_E_INTERNAL);
    assert_contains(err.message, "layer commune: a row without geometry");
    g_bytes_unref(square);
    g_free(path);
}

/* GDAL does not see that the last bytes are lost: the file is read. */
static void test_full_disk_flatgeobuf(void **state)
{
    GBytes *square = unit_square();
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    assert_ptr_not_equal(signal(SIGXFSZ, SIG_IGN), SIG_ERR);
    char *path = support_path(*state, "commune.fgb");
    mlg_error err = {.code = MLG_OK};
    assert_ok(write_flatgeobuf(*state, &commune, square, 100, &err), &err);
    GStatBuf whole;
    assert_int_equal(g_stat(path, &whole), 0);
    for (rlim_t limit = 1000; limit < (rlim_t)whole.st_size; limit += 997) {
        struct rlimit small = {limit, before.rlim_max};
        (void)g_remove(path);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
        mlg_status status = write_flatgeobuf(*state, &commune, square, 100, &err);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        assert_int_equal(status, MLG_E_WRITE);
    }
    g_bytes_unref(square);
    g_free(path);
}

static void test_errors(void **state)
{
    mlg_error err = {.code = MLG_OK};
    dataset_writer *writer = NULL;
    char *nowhere = support_path(*state, "no/such/folder/a.gpkg");
    assert_int_equal(dataset_writer_new("DXF", "a", "EPSG:4326", TIMESTAMP, &writer, &err),
                     MLG_E_ARG);
    assert_int_equal(dataset_writer_new("GPKG", "a", "EPSG:1", TIMESTAMP, &writer, &err),
                     MLG_E_CRS);
    assert_contains(err.message, "EPSG:1");
    assert_int_equal(write_all("GPKG", nowhere, 1, &err), MLG_E_WRITE);
    assert_contains(err.message, "a.gpkg: cannot be created");
    assert_int_equal(write_all("GeoJSON", nowhere, 1, &err), MLG_E_WRITE);
    assert_contains(err.message, "commune.geojson: cannot be written");
    g_free(nowhere);
}

/* The date of the row before is not taken for one that cannot be read. */
static void test_no_date(void **state)
{
    static const char *const drivers[][2] = {
        {"GPKG", "date.gpkg"}, {"SQLite", "date.sqlite"}, {"FlatGeobuf", "."}};
    GBytes *square = unit_square();
    for (size_t i = 0; i < G_N_ELEMENTS(drivers); i++) {
        mlg_error err = {.code = MLG_OK};
        dataset_writer *writer = NULL;
        dataset_value values[] = {
            {.text = "01004"}, {.integer = 1}, {.real = 0.5}, {.text = "2024-02-29"}};
        char *path = support_path(*state, drivers[i][1]);
        assert_ok(dataset_writer_new(drivers[i][0], path, "EPSG:4326", TIMESTAMP, &writer, &err),
                  &err);
        assert_ok(dataset_writer_layer(writer, &commune, &err), &err);
        assert_ok(dataset_writer_row(writer, values, square, &err), &err);
        values[3].text = "2023-02-29";
        assert_int_equal(dataset_writer_row(writer, values, square, &err), MLG_E_INTERNAL);
        assert_contains(err.message, "layer commune: column 3 is no date");
        dataset_writer_free(writer);
        g_free(path);
    }
    g_bytes_unref(square);
}

/* /dev/full stands for a full disk where no small file system can be mounted. */
static void test_full_disk(void **state)
{
    mlg_error err = {.code = MLG_OK};
    if (!g_file_test("/dev/full", G_FILE_TEST_EXISTS))
        skip();
    char *link = support_path(*state, "commune.geojson");
    (void)g_remove(link);
    assert_int_equal(symlink("/dev/full", link), 0);
    assert_int_equal(write_all("GeoJSON", *state, 20000, &err), MLG_E_WRITE);
    assert_contains(err.message, "commune.geojson: cannot be written");
    g_free(link);
}

/* A limit on the size of files fails as a full disk does, in the middle or at the end. */
static void test_full_disk_geopackage(void **state)
{
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    assert_ptr_not_equal(signal(SIGXFSZ, SIG_IGN), SIG_ERR);
    for (rlim_t limit = 20000; limit < 1000000; limit += 150000) {
        char *path = g_strdup_printf("%s/full%lu.gpkg", (const char *)*state, (unsigned long)limit);
        struct rlimit small = {limit, before.rlim_max};
        mlg_error err = {.code = MLG_OK};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
        mlg_status status = write_all("GPKG", path, 20000, &err);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        assert_int_equal(status, MLG_E_WRITE);
        assert_contains(err.message, ".gpkg: ");
        g_free(path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_geopackage, support_tempdir_setup,
                                        support_tempdir_teardown),
        cmocka_unit_test_setup_teardown(test_geojson, support_tempdir_setup,
                                        support_tempdir_teardown),
        cmocka_unit_test_setup_teardown(test_spatialite, support_tempdir_setup,
                                        support_tempdir_teardown),
        cmocka_unit_test_setup_teardown(test_flatgeobuf, support_tempdir_setup,
                                        support_tempdir_teardown),
        cmocka_unit_test_setup_teardown(test_full_disk_flatgeobuf, support_tempdir_setup,
                                        support_tempdir_teardown),
        cmocka_unit_test_setup_teardown(test_errors, support_tempdir_setup,
                                        support_tempdir_teardown),
        cmocka_unit_test_setup_teardown(test_no_date, support_tempdir_setup,
                                        support_tempdir_teardown),
        cmocka_unit_test_setup_teardown(test_full_disk, support_tempdir_setup,
                                        support_tempdir_teardown),
        cmocka_unit_test_setup_teardown(test_full_disk_geopackage, support_tempdir_setup,
                                        support_tempdir_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
