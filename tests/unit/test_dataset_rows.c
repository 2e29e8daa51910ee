/*
 * test_dataset_rows.c - rows of a GeoPackage in any number: counts, extents, the last row of a
 * statement of many, and a packed spatial index that SQLite finds sound and that finds what a look
 * at every box finds.
 */
#include "support/cmocka.h"
#include "support/tempdir.h"

#include "dataset/writer.h"
#include "store/store.h"

#include <math.h>
#include <stdlib.h>

#include <glib.h>

#define TIMESTAMP "2026-06-30T00:00:00Z"

static const dataset_column columns[] = {{"n", DATASET_INTEGER}, {"mot", DATASET_TEXT}};
static const dataset_column pair[] = {{"cle", DATASET_TEXT}, {"valeur", DATASET_TEXT}};
static const dataset_layer_def zone = {"zone", "Zones", "Des zones", columns, 2, NULL, true};
static const dataset_layer_def table = {"liste", "Liste", "Une liste", columns, 2, NULL, false};
static const dataset_layer_def parametre = {"parametre", "Paramètres", "De la commande", pair, 2,
                                            NULL,        false};

/* Every seventh row has no geometry; the others lie apart, in no order, on both sides of 0. */
static bool box_of(long i, double *ret_x, double *ret_y)
{
    *ret_x = (double)(i * 7919 % 1009) / 3 - 150;
    *ret_y = (double)(i * 104729 % 509) / 7 - 30;
    return i % 7 != 6;
}

static GBytes *square_at(double x, double y)
{
    const double xy[] = {x, y, x + 0.1, y, x + 0.1, y + 0.1, x, y + 0.1, x, y};
    GByteArray *wkb = g_byte_array_new();
    g_byte_array_append(wkb, (const guint8 *)"\1\6\0\0\0\1\0\0\0\1\3\0\0\0\1\0\0\0\5\0\0\0", 22);
    g_byte_array_append(wkb, (const guint8 *)xy, sizeof xy);
    return g_byte_array_free_to_bytes(wkb);
}

static mlg_status put_rows(dataset_writer *writer, const dataset_layer_def *def, long n,
                           mlg_error *err)
{
    MLG_TRY(dataset_writer_layer(writer, def, err));
    for (long i = 0; i < n; i++) {
        double x = 0, y = 0;
        g_autoptr(GBytes) square = box_of(i, &x, &y) ? square_at(x, y) : NULL;
        g_autofree char *word = g_strdup_printf("mot %ld", i);
        const dataset_value values[] = {{.integer = i}, {.null = i % 5 == 4, .text = word}};
        MLG_TRY(dataset_writer_row(writer, values, square, err));
    }
    return MLG_OK;
}

static store *write_file(void **state, long n)
{
    mlg_error err = {.code = MLG_OK};
    dataset_writer *writer = NULL;
    store *s = NULL;
    g_autofree char *name = g_strdup_printf("%ld.gpkg", n);
    char *path = support_path(*state, name);
    assert_ok(dataset_writer_new("GPKG", path, "EPSG:4326", TIMESTAMP, &writer, &err), &err);
    assert_ok(put_rows(writer, &zone, n, &err), &err);
    assert_ok(put_rows(writer, &table, n, &err), &err);
    assert_ok(put_rows(writer, &parametre, 0, &err), &err);
    assert_ok(dataset_writer_close(writer, &err), &err);
    dataset_writer_free(writer);
    assert_ok(store_open(path, &s, &err), &err);
    g_free(path);
    return s;
}

/* The number that a query of one row gives; NaN for NULL. */
static double ask(store *s, const char *sql)
{
    mlg_error err = {.code = MLG_OK};
    store_query *query = NULL;
    bool row = false;
    assert_ok(store_query_new(s, sql, &query, &err), &err);
    assert_ok(store_step(query, &row, &err), &err);
    assert_true(row);
    double value = store_double(query, 0);
    store_query_free(query);
    return value;
}

static void check_extent(store *s, long n)
{
    double least = INFINITY, most = -INFINITY, x = 0, y = 0;
    for (long i = 0; i < n; i++) {
        if (!box_of(i, &x, &y))
            continue;
        least = fmin(least, x);
        most = fmax(most, y + 0.1);
    }
    double min_x = ask(s, "SELECT min_x FROM gpkg_contents WHERE table_name = 'zone'");
    double max_y = ask(s, "SELECT max_y FROM gpkg_contents WHERE table_name = 'zone'");
    if (n == 0) {
        assert_true(isnan(min_x) && isnan(max_y));
        return;
    }
    assert_near(min_x, least, 0);
    assert_near(max_y, most, 0);
}

/* What lies in a window: numbers of rows, added up. */
static void check_window(store *s, long n, double west, double south, double size)
{
    double found = 0, x = 0, y = 0;
    for (long i = 0; i < n; i++)
        if (box_of(i, &x, &y) && x <= west + size && x + 0.1 >= west && y <= south + size &&
            y + 0.1 >= south)
            found += (double)(i + 1);
    char text[4][G_ASCII_DTOSTR_BUF_SIZE];
    g_autofree char *sql = g_strdup_printf(
        "SELECT total(fid) FROM zone WHERE fid IN (SELECT id FROM rtree_zone_geom WHERE "
        "minx <= %s AND maxx >= %s AND miny <= %s AND maxy >= %s)",
        g_ascii_dtostr(text[0], sizeof text[0], west + size),
        g_ascii_dtostr(text[1], sizeof text[1], west),
        g_ascii_dtostr(text[2], sizeof text[2], south + size),
        g_ascii_dtostr(text[3], sizeof text[3], south));
    assert_near(ask(s, sql), found, 0);
}

/* Fewer than a node's 51 boxes, just more, two levels, three; statements of 32 rows. */
static void any_number(void **state)
{
    static const long numbers[] = {0, 1, 2, 31, 32, 33, 51, 60, 61, 700, 3200, 6000};
    for (size_t k = 0; k < G_N_ELEMENTS(numbers); k++) {
        long n = numbers[k], n_shapes = n - n / 7;
        store *s = write_file(state, n);
        assert_near(ask(s, "SELECT count(*) FROM zone"), (double)n, 0);
        assert_near(ask(s, "SELECT count(*) FROM liste"), (double)n, 0);
        assert_near(ask(s, "SELECT count(*) FROM zone WHERE fid = n + 1"), (double)n, 0);
        assert_near(ask(s, "SELECT count(*) FROM liste WHERE fid = n + 1 AND "
                           "mot IS CASE n % 5 WHEN 4 THEN NULL ELSE 'mot ' || n END"),
                    (double)n, 0);
        assert_near(ask(s, "SELECT total(feature_count) FROM gpkg_ogr_contents"), 2.0 * (double)n,
                    0);
        assert_near(ask(s, "SELECT total(seq) FROM sqlite_sequence"), 2.0 * (double)n, 0);
        assert_near(ask(s, "SELECT rtreecheck('rtree_zone_geom') = 'ok'"), 1, 0);
        assert_near(ask(s, "SELECT count(*) FROM rtree_zone_geom"), (double)n_shapes, 0);
        check_extent(s, n);
        for (int w = 0; w < 20; w++)
            check_window(s, n, w * 17 - 160, w * 5 - 40, w % 5 * 8 + 1);
        store_free(s);
    }
}

/* Tools that change the file later need the triggers that keep index and counts right. */
static void triggers_stay(void **state)
{
    store *s = write_file(state, 3);
    assert_near(ask(s, "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND "
                       "tbl_name = 'zone' AND name LIKE 'rtree_zone_geom_%'"),
                6, 0);
    assert_near(ask(s, "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND "
                       "name LIKE 'trigger_%_feature_count_%'"),
                6, 0);
    store_free(s);
}

static void a_date_that_is_none(void **state)
{
    mlg_error err = {.code = MLG_OK};
    dataset_writer *writer = NULL;
    static const dataset_column days[] = {{"jour", DATASET_DATE}};
    static const dataset_layer_def def = {"jours", "Jours", "Des jours", days, 1, NULL, false};
    char *path = support_path(*state, "dates.gpkg");
    assert_ok(dataset_writer_new("GPKG", path, "EPSG:4326", TIMESTAMP, &writer, &err), &err);
    assert_int_equal(dataset_writer_row(writer, &(dataset_value){.null = true}, NULL, &err),
                     MLG_E_INTERNAL);
    assert_ok(dataset_writer_layer(writer, &def, &err), &err);
    assert_ok(dataset_writer_row(writer, &(dataset_value){.text = "2024"}, NULL, &err), &err);
    assert_int_equal(dataset_writer_row(writer, &(dataset_value){.text = "demain"}, NULL, &err),
                     MLG_E_INTERNAL);
    assert_contains(err.message, "dates.gpkg: layer jours: column 0 is no date");
    dataset_writer_free(writer);
    g_free(path);
}

#define TEST(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, support_tempdir_setup, support_tempdir_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(any_number),
        TEST(triggers_stay),
        TEST(a_date_that_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
