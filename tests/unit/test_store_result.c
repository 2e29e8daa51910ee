/*
 * test_store_result.c - a result opened read-only: what is refused and how, queries, versions, and
 * a file that stays as it was.
 */
#include "support/cmocka.h"
#include "support/tempdir.h"

#include "store/store.h"

#include <maillage/store.h>

#include <glib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

/* A file made by SQL, in the test's folder. */
static char *make_file(const char *folder, const char *name, const char *sql)
{
    char *path = support_path(folder, name);
    sqlite3 *db = NULL;
    char *message = NULL;
    if (sqlite3_open(path, &db) != SQLITE_OK || sqlite3_exec(db, sql, 0, 0, &message) != SQLITE_OK)
        fail_msg("%s", message != NULL ? message : "not opened");
    (void)sqlite3_close(db);
    return path;
}

#define RESULT                                                                                     \
    "CREATE TABLE gpkg_contents (table_name TEXT); CREATE TABLE parametre (cle TEXT, valeur "      \
    "TEXT);"                                                                                       \
    "INSERT INTO parametre VALUES ('date', '2026-06-30'), ('zone', NULL);"                         \
    "CREATE TABLE t (a TEXT, b REAL, c INTEGER);"                                                  \
    "INSERT INTO t VALUES ('x', 1.5, 7), (NULL, NULL, NULL);"

static void assert_refused(const char *path, const char *folder, mlg_status status,
                           const char *message, const char *hint)
{
    store *s = NULL;
    mlg_error err = {0};
    assert_int_equal(store_open(path, &s, &err), status);
    assert_null(s);
    assert_true(g_str_has_prefix(err.message, folder));
    assert_string_equal(err.message + strlen(folder), message);
    assert_string_equal(err.hint, hint);
}

static void refusals(void **state)
{
    const char *folder = *state;
    char *missing = support_path(folder, "no.gpkg");
    assert_refused(missing, folder, MLG_E_IO, "/no.gpkg: no such file", "check the path");
    assert_refused(folder, folder, MLG_E_IO, ": is a folder",
                   "give a result that `maillage cover` wrote");
    char *text = support_write(folder, "text.gpkg", "this is no database at all", 0);
    assert_refused(text, folder, MLG_E_FORMAT, "/text.gpkg: is not a GeoPackage",
                   "give a result that `maillage cover` wrote");
    char *plain = make_file(folder, "plain.sqlite", "CREATE TABLE t (a)");
    assert_refused(plain, folder, MLG_E_FORMAT, "/plain.sqlite: is not a GeoPackage",
                   "give a result that `maillage cover` wrote");
    char *other = make_file(folder, "other.gpkg", "CREATE TABLE gpkg_contents (table_name TEXT)");
    assert_refused(other, folder, MLG_E_FORMAT,
                   "/other.gpkg: is not a result of maillage: it has no table 'parametre'",
                   "give a result that `maillage cover` wrote");
    char *endless = make_file(folder, "endless.gpkg",
                              "CREATE TABLE gpkg_contents (table_name TEXT); CREATE VIEW parametre "
                              "AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                              "SELECT '' AS cle, '' AS valeur FROM n WHERE i < 0");
    assert_refused(endless, folder, MLG_E_FORMAT,
                   "/endless.gpkg: is not a result of maillage: it has no table 'parametre'",
                   "give a result that `maillage cover` wrote");
    g_free(missing);
    g_free(text);
    g_free(endless);
    g_free(plain);
    g_free(other);
}

static void queries(void **state)
{
    char *path = make_file(*state, "r #1?%20.gpkg", RESULT); /* a name that a URI must escape */
    store *s = NULL;
    store_query *query = NULL;
    mlg_error err = {0};
    bool row = false;
    assert_ok(store_open(path, &s, &err), &err);
    assert_string_equal(store_path(s), path);
    assert_ok(store_query_new(s, "SELECT a, b, c FROM t WHERE coalesce(c, 0) < ?1", &query, &err),
              &err);
    store_bind_integer(query, 1, 100);
    assert_ok(store_step(query, &row, &err), &err);
    assert_true(row);
    assert_int_equal(store_column_count(query), 3);
    assert_string_equal(store_column_name(query, 1), "b");
    assert_string_equal(store_text(query, 0), "x");
    assert_near(store_double(query, 1), 1.5, 0);
    assert_int_equal(store_integer(query, 2), 7);
    assert_ok(store_step(query, &row, &err), &err);
    assert_true(store_is_null(query, 0));
    assert_null(store_text(query, 0));
    assert_true(isnan(store_double(query, 1)));
    assert_int_equal(store_integer(query, 2), 0);
    assert_ok(store_step(query, &row, &err), &err);
    assert_false(row);
    store_query_free(query);
    store_free(s);
    g_free(path);
}

/* What another program wrote may be any bytes. */
static void not_utf8(void **state)
{
    char *path = make_file(*state, "r.gpkg",
                           RESULT "CREATE TABLE u (\"b\xe9\" TEXT);"
                                  "INSERT INTO u VALUES (CAST(X'61e9' AS TEXT)), ('é');");
    store *s = NULL;
    store_query *query = NULL;
    mlg_error err = {0};
    bool row = false;
    assert_ok(store_open(path, &s, &err), &err);
    assert_ok(store_query_new(s, "SELECT * FROM u", &query, &err), &err);
    const char *name = store_column_name(query, 0);
    assert_string_equal(name, "b\xef\xbf\xbd");
    assert_ok(store_step(query, &row, &err), &err);
    assert_string_equal(store_text(query, 0), "a\xef\xbf\xbd");
    assert_string_equal(name, "b\xef\xbf\xbd");
    assert_ok(store_step(query, &row, &err), &err);
    assert_string_equal(store_text(query, 0), "é");
    store_query_free(query);
    store_free(s);
    g_free(path);
}

static void tables(void **state)
{
    char *path = make_file(*state, "r.gpkg", RESULT);
    store *s = NULL;
    mlg_error err = {0};
    assert_ok(store_open(path, &s, &err), &err);
    assert_true(store_has_table(s, "t"));
    assert_false(store_has_table(s, "u"));
    assert_true(store_has_column(s, "t", "b"));
    assert_false(store_has_column(s, "t", "d"));
    char *date = store_parameter(s, "date");
    assert_string_equal(date, "2026-06-30");
    g_free(date);
    assert_null(store_parameter(s, "zone"));
    assert_null(store_parameter(s, "nothing"));
    store_query *query = NULL;
    assert_int_equal(store_query_new(s, "SELECT z FROM t", &query, &err), MLG_E_ARG);
    assert_contains(err.message, "r.gpkg: SQL: no such column: z");
    assert_string_equal(store_missing_name(s), "z");
    assert_int_equal(store_query_new(s, "SELECT x.z FROM t x", &query, &err), MLG_E_ARG);
    assert_string_equal(store_missing_name(s), "z");
    assert_int_equal(store_query_new(s, "SELECT FROM", &query, &err), MLG_E_ARG);
    assert_null(store_missing_name(s));
    assert_int_equal(store_query_new(s, "SELECT 1; DROP TABLE t", &query, &err), MLG_E_ARG);
    assert_contains(err.message, "r.gpkg: SQL: one statement is needed");
    assert_ok(store_query_new(s, "DELETE FROM t", &query, &err), &err);
    bool row = false;
    assert_int_equal(store_step(query, &row, &err), MLG_E_IO);
    assert_contains(err.message, "r.gpkg: SQL: attempt to write a readonly database");
    store_query_free(query);
    store_free(s);
    g_free(path);
}

/* Left in WAL mode by another program, in a folder where nothing can be written. */
static void write_ahead_log(void **state)
{
    char *path = make_file(*state, "r.gpkg", "PRAGMA journal_mode=wal;" RESULT);
    gsize before = 0, after = 0;
    char *bytes = NULL, *again = NULL;
    assert_true(g_file_get_contents(path, &bytes, &before, NULL));
    assert_int_equal(g_chmod(path, 0444), 0);
    assert_int_equal(g_chmod(*state, 0555), 0);
    mlg_error err = {0};
    char *date = NULL;
    mlg_status status = mlg_result_parameter(path, "date", &date, &err);
    assert_int_equal(g_chmod(*state, 0755), 0);
    assert_ok(status, &err);
    assert_string_equal(date, "2026-06-30");
    assert_true(g_file_get_contents(path, &again, &after, NULL));
    assert_true(before == after && memcmp(bytes, again, before) == 0);
    mlg_free(date);
    g_free(bytes);
    g_free(again);
    g_free(path);
}

static int collect(size_t n, const char *const *names, const char *const *values, void *user)
{
    GString *text = user;
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(text, "%s=%s ", names[i], values[i] != NULL ? values[i] : "NULL");
    return text->len > 1000;
}

static int stop(size_t n, const char *const *names, const char *const *values, void *user)
{
    (void)n;
    (void)names;
    (void)values;
    (void)user;
    return 1;
}

static void public_query(void **state)
{
    char *path = make_file(*state, "r.gpkg", RESULT);
    GString *text = g_string_new(NULL);
    mlg_error err = {0};
    assert_ok(mlg_query_result(path, "SELECT a, c FROM t", collect, text, &err), &err);
    assert_string_equal(text->str, "a=x c=7 a=NULL c=NULL ");
    assert_int_equal(mlg_query_result(path, "SELECT a FROM t", stop, NULL, &err), MLG_E_CANCELLED);
    assert_int_equal(mlg_query_result(path, "SELEC", collect, text, &err), MLG_E_ARG);
    g_string_free(text, TRUE);
    g_free(path);
}

#define TEST(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, support_tempdir_setup, support_tempdir_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(refusals), TEST(queries),         TEST(not_utf8),
                                       TEST(tables),   TEST(write_ahead_log), TEST(public_query)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
