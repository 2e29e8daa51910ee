/*
 * database.h - a connection to PostgreSQL, through GDAL's driver: statements, what they answer, and
 * names and texts put into them quoted.
 */
#ifndef DATASET_DATABASE_H
#define DATASET_DATABASE_H

#include "dataset/private.h"

typedef struct dataset_database dataset_database;

/**
 * Connects, for writing.
 * @param schema where names without schema are looked for first; NULL: as the server says
 * @return MLG_E_WRITE when the server does not answer, or refuses; the password is never shown
 */
mlg_status dataset_database_open(const char *address, const char *schema, dataset_database **ret,
                                 mlg_error *err) MLG_MUST_CHECK;
/** Disconnects; an open transaction is undone. NULL allowed. */
void dataset_database_free(dataset_database *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(dataset_database, dataset_database_free)

/** The address without password. Borrowed. */
const char *dataset_database_shown(const dataset_database *db);
GDALDatasetH dataset_database_handle(const dataset_database *db);

/** Starts, ends and undoes the transaction; the last tells whether the server still answers. */
mlg_status dataset_database_begin(dataset_database *db, mlg_error *err) MLG_MUST_CHECK;
mlg_status dataset_database_commit(dataset_database *db, mlg_error *err) MLG_MUST_CHECK;
bool dataset_database_rollback(dataset_database *db);

/**
 * A statement: %I becomes a quoted name, %L a quoted text, %T a text that is SQL already, each from
 * a const char *; %% is %. g_free().
 */
char *dataset_sql(const char *format, ...);

/** Runs a statement that answers nothing; takes it. MLG_E_WRITE with the server's words. */
mlg_status dataset_database_run(dataset_database *db, char *sql, mlg_error *err) MLG_MUST_CHECK;
/** Runs a SELECT of texts; takes it. *ret: a char ** for each row, in which NULL is "". */
mlg_status dataset_database_ask(dataset_database *db, char *sql, GPtrArray **ret,
                                mlg_error *err) MLG_MUST_CHECK;
/** The same for one text: NULL when there is no row. g_free(). */
mlg_status dataset_database_ask_text(dataset_database *db, char *sql, char **ret,
                                     mlg_error *err) MLG_MUST_CHECK;

/** The address as GDAL takes it: a URI gets its PG:. g_free(). */
char *dataset_database_address(const char *address);

/** Why no connection was made, and what to do; `code` is the status. */
mlg_status dataset_database_refused(const char *shown, const dataset_guard *guard, mlg_status code,
                                    mlg_error *err);

/** A layer (NULL: the whole database) that cannot be read: MLG_E_IO with the server's words. */
mlg_status dataset_database_unreadable(const char *shown, const char *layer,
                                       const dataset_guard *guard, mlg_error *err);

#endif
