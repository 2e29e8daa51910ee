/*
 * test_style_fixture.h - a result made by hand, in a folder of its own: what the tests of the room
 * style share.
 */
#ifndef TEST_STYLE_FIXTURE_H
#define TEST_STYLE_FIXTURE_H

#include "support/cmocka.h"
#include "support/tempdir.h"

#include "style/style.h"

#include <glib.h>
#include <sqlite3.h>

typedef struct fixture {
    char *folder, *path;
    sqlite3 *db;
} fixture;

/** Makes the result; its file is r.gpkg. */
static inline int fixture_setup(void **state, const char *sql)
{
    fixture *f = g_new0(fixture, 1);
    void *folder = NULL;
    if (support_tempdir_setup(&folder) != 0)
        return -1;
    f->folder = folder;
    f->path = support_path(folder, "r.gpkg");
    *state = f;
    return sqlite3_open(f->path, &f->db) == SQLITE_OK &&
                   sqlite3_exec(f->db, sql, NULL, NULL, NULL) == SQLITE_OK
               ? 0
               : -1;
}

static inline int fixture_teardown(void **state)
{
    fixture *f = *state;
    void *folder = f->folder;
    (void)sqlite3_close(f->db);
    g_free(f->path);
    g_free(f);
    return support_tempdir_teardown(&folder);
}

static inline void fixture_execute(fixture *f, const char *sql)
{
    if (sqlite3_exec(f->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(f->db));
}

/** Styles it, as a file that will have this name. */
static inline void fixture_style(fixture *f, const char *file_name)
{
    const style_options options = {file_name, "2026-06-30T00:00:00.000Z"};
    mlg_error err = {0};
    assert_ok(style_file(f->path, &options, &err), &err);
}

#endif
