/*
 * spatialite.c - the last hand on a SpatiaLite file: one time for all that SpatiaLite notes, and a
 * look whether it made everything, since it prints what fails and goes on.
 */
#include "store/private.h"

#include "base/text.h"

static const char *const statements[] = {
    "PRAGMA journal_mode = MEMORY",
    "PRAGMA synchronous = OFF",
    "UPDATE spatialite_history SET timestamp = ?1",
    "UPDATE geometry_columns_time SET last_insert = ?1, last_update = ?1, last_delete = ?1",
    "UPDATE geometry_columns_statistics SET last_verified = ?1",
};

/* Layers that lack their statistics, their index, or triggers that others have. */
static const char LACKING[] =
    "WITH made AS (SELECT f_table_name AS name, spatial_index_enabled AS indexed, (SELECT count(*) "
    "FROM sqlite_master WHERE type = 'trigger' AND tbl_name = f_table_name) AS n FROM "
    "geometry_columns) SELECT name FROM made WHERE n < (SELECT max(n) FROM made) OR indexed <> 1 "
    "OR name NOT IN (SELECT f_table_name FROM geometry_columns_statistics)";
static const char LAYERS[] = "SELECT f_table_name, f_geometry_column FROM geometry_columns";

static mlg_status cannot_write(sqlite3 *db, const char *path, mlg_error *err)
{
    return mlg_fail(err, MLG_E_WRITE, _("%s: cannot be written: %s"), path,
                    store_why_not_written(db));
}

static mlg_status not_complete(const char *path, const char *layer, mlg_error *err)
{
    return mlg_fail(err, MLG_E_WRITE, _("%s: layer %s: its spatial index is not complete"), path,
                    layer);
}

static mlg_status set_times(sqlite3 *db, const char *path, const char *time, mlg_error *err)
{
    for (size_t i = 0; i < G_N_ELEMENTS(statements); i++) {
        sqlite3_stmt *statement = NULL;
        bool done = sqlite3_prepare_v2(db, statements[i], -1, &statement, NULL) == SQLITE_OK;
        if (done && sqlite3_bind_parameter_count(statement) > 0)
            done = sqlite3_bind_text(statement, 1, time, -1, SQLITE_STATIC) == SQLITE_OK;
        while (done && sqlite3_step(statement) == SQLITE_ROW)
            ; /* a pragma answers */
        done = sqlite3_finalize(statement) == SQLITE_OK && done;
        if (!done)
            return cannot_write(db, path, err);
    }
    return MLG_OK;
}

static mlg_status check_index(sqlite3 *db, const char *path, const char *layer, const char *column,
                              mlg_error *err)
{
    sqlite3_stmt *statement = NULL;
    g_autofree char *sql =
        g_strdup_printf("SELECT (SELECT count(*) FROM \"idx_%s_%s\") = (SELECT count(\"%s\") FROM "
                        "\"%s\")",
                        layer, column, column, layer);
    bool complete = sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
                    sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_int(statement, 0) == 1;
    (void)sqlite3_finalize(statement); /* repeats the error of the step */
    return complete ? MLG_OK : not_complete(path, layer, err);
}

static mlg_status check_indexes(sqlite3 *db, const char *path, mlg_error *err)
{
    sqlite3_stmt *statement = NULL;
    mlg_status status = MLG_OK;
    int code = sqlite3_prepare_v2(db, LAYERS, -1, &statement, NULL);
    while (code == SQLITE_OK && status == MLG_OK && sqlite3_step(statement) == SQLITE_ROW)
        status = check_index(db, path, (const char *)sqlite3_column_text(statement, 0),
                             (const char *)sqlite3_column_text(statement, 1), err);
    return sqlite3_finalize(statement) == SQLITE_OK && code == SQLITE_OK
               ? status
               : cannot_write(db, path, err);
}

static mlg_status check_made(sqlite3 *db, const char *path, mlg_error *err)
{
    sqlite3_stmt *statement = NULL;
    mlg_status status = MLG_OK;
    int code = sqlite3_prepare_v2(db, LACKING, -1, &statement, NULL);
    if (code == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
        status = not_complete(path, (const char *)sqlite3_column_text(statement, 0), err);
    if (sqlite3_finalize(statement) != SQLITE_OK || code != SQLITE_OK)
        return cannot_write(db, path, err);
    return status == MLG_OK ? check_indexes(db, path, err) : status;
}

mlg_status store_finish_spatialite(const char *path, const char *timestamp, mlg_error *err)
{
    sqlite3 *db = NULL;
    /* nobody else has the file: what is half done is removed by the caller */
    mlg_status status = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK
                            ? MLG_OK
                            : cannot_write(db, path, err);
    if (status == MLG_OK)
        status = set_times(db, path, timestamp, err);
    if (status == MLG_OK)
        status = check_made(db, path, err);
    if (sqlite3_close(db) != SQLITE_OK && status == MLG_OK)
        return mlg_fail(err, MLG_E_WRITE, _("%s: cannot be written: %s"), path,
                        _("unknown reason"));
    return status;
}
