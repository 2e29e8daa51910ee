/*
 * times.c - one time for all that SpatiaLite notes when its tables are made.
 */
#include "store/private.h"

#include "base/text.h"

static const char *const statements[] = {
    "UPDATE spatialite_history SET timestamp = ?1",
    "UPDATE geometry_columns_time SET last_insert = ?1, last_update = ?1, last_delete = ?1",
    "UPDATE geometry_columns_statistics SET last_verified = ?1",
    "UPDATE views_geometry_columns_statistics SET last_verified = ?1",
    "UPDATE virts_geometry_columns_statistics SET last_verified = ?1",
};

static bool run(sqlite3 *db, const char *sql, const char *time)
{
    sqlite3_stmt *statement = NULL;
    bool done = sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_bind_text(statement, 1, time, -1, SQLITE_STATIC) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_DONE;
    (void)sqlite3_finalize(statement); /* repeats the error of the step */
    return done;
}

mlg_status store_set_times(const char *path, const char *timestamp, mlg_error *err)
{
    sqlite3 *db = NULL;
    /* nobody else has the file: what is half done is removed by the caller */
    bool done = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
                sqlite3_exec(db, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF", NULL,
                             NULL, NULL) == SQLITE_OK;
    for (size_t i = 0; i < G_N_ELEMENTS(statements) && done; i++)
        done = run(db, statements[i], timestamp);
    mlg_status status = done ? MLG_OK
                             : mlg_fail(err, MLG_E_WRITE, _("%s: cannot be written: %s"), path,
                                        store_why_not_written(db));
    if (sqlite3_close(db) != SQLITE_OK && status == MLG_OK)
        return mlg_fail(err, MLG_E_WRITE, _("%s: cannot be written: %s"), path,
                        store_why_not_written(db));
    return status;
}
