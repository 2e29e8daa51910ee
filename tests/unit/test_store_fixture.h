/*
 * test_store_fixture.h - a result made by hand in a folder that is the current one, opened for the
 * user's own SQL; what may have been written there is seen.
 */
#ifndef TEST_STORE_FIXTURE_H
#define TEST_STORE_FIXTURE_H

#include "support/cmocka.h"
#include "support/tempdir.h"

#include "store/store.h"

#include <maillage/store.h>

#include <glib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>

/* A point of 2154 as a GeoPackage holds it, and one that is flagged empty. With their boxes: the
 * prepared geometries of SpatiaLite 5.0.1 look at 46 bytes, of a shorter blob too. */
#define POINT_GPKG                                                                                 \
    "X'475000036A080000000000000000594000000000000059400000000000006940000000"                     \
    "0000006940010100000000000000000059400000000000006940'"
#define EMPTY_GPKG                                                                                 \
    "X'475000136A080000000000000000F87F000000000000F87F000000000000F87F000000"                     \
    "000000F87F0101000000000000000000F87F000000000000F87F'"

#define RESULT                                                                                     \
    "CREATE TABLE gpkg_contents (table_name TEXT); INSERT INTO gpkg_contents VALUES ('t');"        \
    "CREATE TABLE parametre (cle TEXT, valeur TEXT);"                                              \
    "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER, organization TEXT, "        \
    "organization_coordsys_id INTEGER, definition TEXT, description TEXT);"                        \
    "INSERT INTO gpkg_spatial_ref_sys VALUES ('', 2154, 'EPSG', 2154, 'x', ''), "                  \
    "('', 100001, 'NONE', 7, '+proj=longlat', '');"                                                \
    "CREATE TABLE t (a TEXT, geom POINT);"                                                         \
    "INSERT INTO t VALUES ('x', " POINT_GPKG "), ('y', " EMPTY_GPKG "), ('z', NULL);"              \
    "CREATE VIRTUAL TABLE arbre USING rtree(id, a, b); INSERT INTO arbre VALUES (1, 2, 3);"

typedef struct fixture {
    char *folder, *path, *before;
    store *s;
} fixture;

static inline void execute(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    if (sqlite3_open(path, &db) != SQLITE_OK || sqlite3_exec(db, sql, 0, 0, &message) != SQLITE_OK)
        fail_msg("%s", message != NULL ? message : "not opened");
    (void)sqlite3_close(db);
}

static inline int compare_lines(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names and contents of the folder. */
static inline char *snapshot(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
        char *path = support_path(folder, name), *bytes = NULL;
        gsize size = 0;
        (void)g_file_get_contents(path, &bytes, &size, NULL);
        char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, size);
        g_ptr_array_add(lines, g_strconcat(name, " ", sum, NULL));
        g_free(sum);
        g_free(bytes);
        g_free(path);
    }
    g_dir_close(dir);
    g_ptr_array_sort(lines, compare_lines);
    g_ptr_array_add(lines, NULL);
    char *text = g_strjoinv("\n", (char **)lines->pdata);
    g_ptr_array_unref(lines);
    return text;
}

static inline void prepare(fixture *f, const char *more)
{
    execute(f->path, RESULT);
    execute(f->path, more);
    f->before = snapshot(f->folder);
    mlg_error err = {0};
    assert_ok(store_open_sql(f->path, NULL, &f->s, &err), &err);
}

static inline int store_setup(void **state)
{
    fixture *f = g_new0(fixture, 1);
    void *folder = NULL;
    /* where it is set, SpatiaLite has functions that run commands and write files */
    if (setenv("SPATIALITE_SECURITY", "relaxed", 1) != 0 || support_tempdir_setup(&folder) != 0)
        return -1;
    f->folder = folder;
    f->path = support_path(f->folder, "r.gpkg");
    *state = f;
    return g_chdir(f->folder); /* what is written under a bare name is seen */
}

static inline int store_teardown(void **state)
{
    fixture *f = *state;
    store_free(f->s);
    void *folder = f->folder;
    int status = g_chdir("/");
    status = support_tempdir_teardown(&folder) != 0 ? -1 : status;
    g_free(f->path);
    g_free(f->before);
    g_free(f);
    return status;
}

static inline void assert_unchanged(const fixture *f)
{
    char *after = snapshot(f->folder);
    assert_string_equal(f->before, after);
    g_free(after);
}

/* Status of the statement, all its rows read. */
static inline mlg_status run(store *s, const char *sql, mlg_error *err)
{
    store_query *query = NULL;
    bool row = true;
    mlg_status status = store_sql_new(s, sql, &query, err);
    while (status == MLG_OK && row)
        status = store_step(query, &row, err);
    store_query_free(query);
    return status;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, store_setup, store_teardown)

#endif
