/*
 * store.h - a result file read through SQL. The only room with sqlite3.h and spatialite.h.
 *
 * A store and its queries belong to one thread at a time. Files are opened read-only and stay as
 * they are, on read-only folders and network drives too; store_edit() is for own files.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/pack.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct store store;

/**
 * Opens a result of maillage.
 * MLG_E_IO missing or unreadable, MLG_E_FORMAT not a GeoPackage, or one without table `parametre`.
 */
mlg_status store_open(const char *path, store **ret, mlg_error *err) MLG_MUST_CHECK;
void store_free(store *s);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(store, store_free)

/** Path as given. */
const char *store_path(const store *s);

bool store_has_table(store *s, const char *table);
bool store_has_column(store *s, const char *table, const char *column);
/** Names of a table's columns, NULL-terminated, empty for no such table; g_strfreev(). */
char **store_columns(store *s, const char *table);
/** Value of a key of `parametre`, NULL when absent; g_free(). */
char *store_parameter(store *s, const char *key);

/**
 * Opens a complete GeoPackage that is not the user's yet, to be added to: one transaction, until
 * store_save(); without it the file is for the caller to remove. It is not synchronised.
 * MLG_E_IO missing or unreadable, MLG_E_WRITE cannot be written.
 */
mlg_status store_edit(const char *path, store **ret, mlg_error *err) MLG_MUST_CHECK;
/** Statements without parameters. MLG_E_WRITE */
mlg_status store_run(store *s, const char *sql, mlg_error *err) MLG_MUST_CHECK;
/** Commits what was edited; all queries are freed before. MLG_E_WRITE */
mlg_status store_save(store *s, mlg_error *err) MLG_MUST_CHECK;

/** What of an object is stored: its name in the file, and its pack. */
typedef struct store_pack {
    const char *name;
    base_packer *packer;
} store_pack;

/**
 * Adds packs to a complete GeoPackage that is not the user's yet, in table `maillage_bloc`, which
 * other programs leave alone: none of the GeoPackage's lists names it. They are sealed together: a
 * pack of another file, though whole, is told when they are opened.
 * @param version of what packed them, told before they are read
 */
mlg_status store_write_packs(const char *path, const char *version, const store_pack *packs,
                             size_t n, mlg_error *err) MLG_MUST_CHECK;

/**
 * Finishes a SpatiaLite file that is not the user's yet: one time for all that SpatiaLite noted, so
 * that equal inputs give equal bytes.
 * MLG_E_WRITE, also when a layer lacks a part of what SpatiaLite should have made.
 */
mlg_status store_finish_spatialite(const char *path, const char *timestamp,
                                   mlg_error *err) MLG_MUST_CHECK;

/**
 * Opens a file with packs; one a thread.
 * MLG_E_IO missing or unreadable, MLG_E_FORMAT no such file, a damaged one, or packs of another
 * version.
 */
mlg_status store_open_packs(const char *path, const char *version, store **ret,
                            mlg_error *err) MLG_MUST_CHECK;

/** A pack of an open store: its head, and what fetches its arrays. */
typedef struct store_block {
    store *s;
    const char *name;
} store_block;

bool store_has_pack(store *s, const char *name);
/** MLG_E_FORMAT when it is not there. */
mlg_status store_read_head(const store_block *block, GBytes **ret, mlg_error *err) MLG_MUST_CHECK;
/** base_fetch_fn; `user` is a store_block. */
mlg_status store_fetch(void *user, size_t i, size_t size, void **ret, mlg_error *err);

typedef struct store_query store_query;

/** Prepares one statement; MLG_E_ARG with SQLite's message when it is wrong. */
mlg_status store_query_new(store *s, const char *sql, store_query **ret,
                           mlg_error *err) MLG_MUST_CHECK;
/** After store_query_new() failed: the column that the statement names and the file lacks, or NULL
 * when something else is wrong. Valid until the next call. */
const char *store_missing_name(store *s);
void store_query_free(store_query *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(store_query, store_query_free)

/** Parameters are numbered from 1, as ?1 ?2 in the statement. Text is copied; NULL binds NULL. */
void store_bind_text(store_query *query, int parameter, const char *text);
void store_bind_double(store_query *query, int parameter, double value);
void store_bind_integer(store_query *query, int parameter, int64_t value);
void store_bind_bytes(store_query *query, int parameter, const void *bytes, size_t size);
/** Runs a statement that gives no row, and makes it ready for other parameters. */
mlg_status store_put(store_query *query, mlg_error *err) MLG_MUST_CHECK;

/** *ret_row is false after the last row. */
mlg_status store_step(store_query *query, bool *ret_row, mlg_error *err) MLG_MUST_CHECK;

/* Columns from 0. Text is UTF-8, whatever the file holds; borrowed until the next step. */
int store_column_count(const store_query *query);
const char *store_column_name(const store_query *query, int column);
bool store_is_null(const store_query *query, int column);
const char *store_text(const store_query *query, int column); /* NULL for NULL */
double store_double(const store_query *query, int column);    /* NaN for NULL */
int64_t store_integer(const store_query *query, int column);  /* 0 for NULL */

/**
 * Opens a result or a stored territory for SQL that a user wrote: with the functions of SpatiaLite
 * on the geometries of the file, and with no way to write anything, to open another file or to
 * change a setting (guard.h). Slower than store_open(): some 50 ms.
 * @param monitor borrowed; asked while a statement runs whether to stop; may be NULL
 */
mlg_status store_open_sql(const char *path, const mlg_monitor *monitor, store **ret,
                          mlg_error *err) MLG_MUST_CHECK;
/** Prepares the user's statement; MLG_E_ARG when it is wrong, with the place, or refused; so may
 * store_step() then. MLG_E_CANCELLED. */
mlg_status store_sql_new(store *s, const char *sql, store_query **ret,
                         mlg_error *err) MLG_MUST_CHECK;
/** Back before the first row. */
void store_restart(store_query *query);

typedef enum store_type {
    STORE_NULL,
    STORE_INTEGER,
    STORE_REAL,
    STORE_TEXT,
    STORE_BLOB
} store_type;
store_type store_value_type(const store_query *query, int column);
/** Borrowed until the next step; NULL when empty. */
const void *store_blob(const store_query *query, int column, size_t *ret_size);

/* Geometries, of a GeoPackage or of SpatiaLite. */
bool store_is_geometry(const store_query *query, int column);
/** True for a column of a table whose type is a geometry. */
bool store_column_is_geometry(const store_query *query, int column);
/** True for an expression: what it gives is known of its rows only. */
bool store_column_is_computed(const store_query *query, int column);
/** "MULTIPOLYGON" and its number of points; false when it is no geometry. */
bool store_geometry_summary(const store_query *query, int column, const char **ret_type,
                            size_t *ret_points);
/** NULL when it is no geometry; g_free(). */
char *store_geometry_wkt(const store_query *query, int column);
/** WKB, NULL for an empty one; number of its CRS in the file. False when it is no geometry. */
bool store_geometry(const store_query *query, int column, GBytes **ret_wkb, int *ret_srs);
/** The CRS of such a number, for the room crs; NULL for none. g_free(). */
char *store_srs(store *s, int srs);

const char *store_sqlite_version(void);
const char *store_spatialite_version(void);

#endif
