/*
 * database_writer.h - layers and tables written into a schema of a PostgreSQL database, in one
 * transaction: all of them are there after the close, or what was there before is untouched.
 *
 * Our tables are marked by the last line of their comment, "maillage VERSION": no other table is
 * ever replaced.
 */
#ifndef DATASET_DATABASE_WRITER_H
#define DATASET_DATABASE_WRITER_H

#include "dataset/writer.h"

/** What is to be written, and where. */
typedef struct dataset_database_spec {
    const char *address;       /* PG:..., or a URI */
    const char *schema;        /* NULL: the first of the search path */
    const char *const *crs;    /* those that may be needed (EPSG:n), NULL-terminated */
    const char *const *tables; /* to be written, NULL-terminated */
    const char *const *others; /* that a former result may have besides, NULL-terminated */
    const char *version;       /* ours */
    bool overwrite;            /* tables of a former result are replaced; `others` dropped */
} dataset_database_spec;

typedef struct dataset_database_writer dataset_database_writer;

/**
 * Connects and looks whether all can be written; changes nothing. Errors, each with its remedy:
 * MLG_E_WRITE no connection, no PostGIS, no such schema, no right to write there, a CRS that the
 * database does not know; MLG_E_CONFLICT tables in the way (names them).
 */
mlg_status dataset_database_check(const dataset_database_spec *spec, mlg_error *err) MLG_MUST_CHECK;

/** Looks as dataset_database_check() does, and starts the transaction. */
mlg_status dataset_database_writer_new(const dataset_database_spec *spec,
                                       dataset_database_writer **ret,
                                       mlg_error *err) MLG_MUST_CHECK;
/** Undoes what was not closed. NULL allowed. */
void dataset_database_writer_free(dataset_database_writer *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(dataset_database_writer, dataset_database_writer_free)

/**
 * The next table. A former one that has the same columns is emptied and filled again: its grants,
 * indexes and the views that depend on it remain. Of other columns, it is dropped and made again
 * with its owner and grants; MLG_E_CONFLICT when a view depends on it (names it).
 */
mlg_status dataset_database_writer_layer(dataset_database_writer *writer,
                                         const dataset_layer_def *def,
                                         mlg_error *err) MLG_MUST_CHECK;
/** As dataset_writer_row(). */
mlg_status dataset_database_writer_row(dataset_database_writer *writer, const dataset_value *values,
                                       GBytes *wkb, mlg_error *err) MLG_MUST_CHECK;
/** Indexes the last table, and commits. */
mlg_status dataset_database_writer_close(dataset_database_writer *writer,
                                         mlg_error *err) MLG_MUST_CHECK;

/** Names of `others` that were dropped, "a, b"; "" for none. Borrowed. */
const char *dataset_database_writer_dropped(const dataset_database_writer *writer);

/** The address without password. Borrowed. */
const char *dataset_database_writer_shown(const dataset_database_writer *writer);

#endif
