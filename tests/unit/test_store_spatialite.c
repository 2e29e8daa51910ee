/*
 * test_store_spatialite.c - the last hand on a SpatiaLite file: its times, and what it may lack.
 */
#include "support/cmocka.h"
#include "support/tempdir.h"

#include "store/store.h"

#include <glib.h>
#include <sqlite3.h>

#define TIME "2026-06-30T00:00:00.000Z"

/* As SpatiaLite makes them, with one layer of one row. */
#define TABLES                                                                                     \
    "CREATE TABLE spatialite_history (timestamp TEXT);"                                            \
    "CREATE TABLE geometry_columns (f_table_name TEXT, f_geometry_column TEXT, "                   \
    "spatial_index_enabled INTEGER);"                                                              \
    "CREATE TABLE geometry_columns_time (last_insert TEXT, last_update TEXT, last_delete TEXT);"   \
    "CREATE TABLE geometry_columns_statistics (f_table_name TEXT, last_verified TEXT);"            \
    "CREATE TABLE qpv (fid INTEGER PRIMARY KEY, geom BLOB);"                                       \
    "CREATE TABLE commune (fid INTEGER PRIMARY KEY, geom BLOB);"                                   \
    "CREATE TRIGGER t1 AFTER INSERT ON qpv BEGIN SELECT 1; END;"                                   \
    "CREATE TRIGGER t2 AFTER INSERT ON commune BEGIN SELECT 1; END;"                               \
    "CREATE TABLE idx_qpv_geom (id INTEGER); CREATE TABLE idx_commune_geom (id INTEGER);"          \
    "INSERT INTO qpv VALUES (1, x'00'), (2, NULL); INSERT INTO idx_qpv_geom VALUES (1);"           \
    "INSERT INTO geometry_columns VALUES ('qpv', 'geom', 1), ('commune', 'geom', 1);"              \
    "INSERT INTO geometry_columns_statistics VALUES ('qpv', 'now'), ('commune', 'now');"           \
    "INSERT INTO spatialite_history VALUES ('now');"

static sqlite3 *open_file(const char *path)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    return db;
}

static char *make_file(const char *folder, const char *name, const char *fault)
{
    char *path = support_path(folder, name);
    sqlite3 *db = open_file(path);
    assert_int_equal(sqlite3_exec(db, TABLES, 0, 0, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, fault, 0, 0, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
    return path;
}

static int add_text(void *user, int n, char **cells, char **names)
{
    (void)names;
    for (int i = 0; i < n; i++)
        g_string_append_printf(user, "%s ", cells[i]);
    return 0;
}

static void times(void **state)
{
    char *path = make_file(*state, "whole.sqlite", "");
    mlg_error err = {0};
    assert_ok(store_finish_spatialite(path, TIME, &err), &err);
    GString *found = g_string_new(NULL);
    sqlite3 *db = open_file(path);
    assert_int_equal(sqlite3_exec(db,
                                  "SELECT timestamp FROM spatialite_history UNION ALL SELECT "
                                  "last_verified FROM geometry_columns_statistics",
                                  add_text, found, NULL),
                     SQLITE_OK);
    (void)sqlite3_close(db);
    assert_string_equal(found->str, TIME " " TIME " " TIME " ");
    g_string_free(found, TRUE);
    g_free(path);
}

static void lacking(void **state)
{
    static const char *const faults[][2] = {
        {"DROP TRIGGER t2", "commune"},
        {"DELETE FROM geometry_columns_statistics WHERE f_table_name = 'qpv'", "qpv"},
        {"UPDATE geometry_columns SET spatial_index_enabled = 0 WHERE f_table_name = 'commune'",
         "commune"},
        {"DELETE FROM idx_qpv_geom", "qpv"},
        {"DROP TABLE idx_commune_geom", "commune"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        g_autofree char *name = g_strdup_printf("%zu.sqlite", i);
        g_autofree char *path = make_file(*state, name, faults[i][0]);
        g_autofree char *message =
            g_strdup_printf("%s: layer %s: its spatial index is not complete", path, faults[i][1]);
        mlg_error err = {0};
        assert_int_equal(store_finish_spatialite(path, TIME, &err), MLG_E_WRITE);
        assert_string_equal(err.message, message);
    }
}

static void no_such_file(void **state)
{
    char *path = support_path(*state, "no.sqlite");
    char *other = make_file(*state, "other.sqlite", "DROP TABLE spatialite_history");
    mlg_error err = {0};
    assert_int_equal(store_finish_spatialite(path, TIME, &err), MLG_E_WRITE);
    assert_contains(err.message, "no.sqlite: cannot be written: ");
    assert_int_equal(store_finish_spatialite(other, TIME, &err), MLG_E_WRITE);
    assert_contains(err.message, "other.sqlite: cannot be written: no such table");
    g_free(path);
    g_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(times, support_tempdir_setup, support_tempdir_teardown),
        cmocka_unit_test_setup_teardown(lacking, support_tempdir_setup, support_tempdir_teardown),
        cmocka_unit_test_setup_teardown(no_such_file, support_tempdir_setup,
                                        support_tempdir_teardown),
    };
    return cmocka_run_group_tests_name("store_spatialite", tests, NULL, NULL);
}
