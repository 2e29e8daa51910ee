/*
 * private.h - what a store is made of; private to the room.
 */
#ifndef STORE_PRIVATE_H
#define STORE_PRIVATE_H

#include "store/store.h"

#include <sqlite3.h>

/* What the guard of a user's SQL refused. */
typedef enum store_refusal {
    STORE_REFUSED_NOTHING,
    STORE_REFUSED_WRITE,
    STORE_REFUSED_FUNCTION,
    STORE_REFUSED_PRAGMA
} store_refusal;

struct store {
    sqlite3 *db;
    char *path;
    bool is_territory; /* that is what was asked for, not a result */
    bool is_edited;    /* by store_edit() */
    /* of a store for the user's SQL: */
    bool guarded;
    void *spatialite; /* its connection */
    const mlg_monitor *monitor;
    store_refusal refusal;
    char *refused; /* which function, pragma or kind of statement */
    char *verb;    /* first word of the statement */
};

struct store_query {
    store *store;
    sqlite3_stmt *statement;
    int n_columns;
    char **made; /* texts of the row, then names of columns, where the file's are not UTF-8 */
};

/** Looks at the file and opens it read-only. */
mlg_status store_open_file(const char *path, bool is_territory, store **ret,
                           mlg_error *err) MLG_MUST_CHECK;

/** The same for a file that may be a result or a territory: no table is looked for. */
mlg_status store_open_any(const char *path, store **ret, mlg_error *err) MLG_MUST_CHECK;

/** A query on a statement that it takes. */
store_query *store_query_take(store *s, sqlite3_stmt *statement);

/** Why a step of the user's SQL failed. */
mlg_status store_sql_failed(store *s, int code, mlg_error *err);

/** Which file should have been given. */
const char *store_hint(const store *s);

/** MLG_E_IO, of a territory MLG_E_FORMAT: SQLite found pages that are not what they should be. */
mlg_status store_damaged(const store *s, mlg_error *err);

/** MLG_E_WRITE, with SQLite's reason. */
mlg_status store_not_written(const store *s, mlg_error *err);

/** Why SQLite could not write, for a message: what a full disk is, is told in the user's words. */
const char *store_why_not_written(sqlite3 *db);

#endif
