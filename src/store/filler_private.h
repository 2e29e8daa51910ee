/*
 * filler_private.h - a filler and the layer that it fills; private to the room.
 */
#ifndef STORE_FILLER_PRIVATE_H
#define STORE_FILLER_PRIVATE_H

#include "store/filler.h"
#include "store/private.h"

/** A box of a spatial index: numbers are rounded outwards. */
typedef struct store_entry {
    int64_t id; /* fid, or number of a node */
    float min_x, max_x, min_y, max_y;
} store_entry;

typedef struct filler_cell {
    int type; /* SQLITE_NULL, SQLITE_TEXT... */
    union {
        int64_t integer;
        double real;
        struct {
            size_t at, size; /* in bytes */
        };
    };
} filler_cell;

/** What is told of a layer at the end. */
typedef struct filler_summary {
    char *table;
    int64_t n_rows;
    store_box box; /* min_x > max_x: no geometry */
} filler_summary;

struct store_filler {
    sqlite3 *db;
    char *path;
    GArray *summaries; /* filler_summary; the last is of the layer being filled */
    /* the layer being filled */
    bool filling;
    char *geometry; /* column, NULL: none */
    int32_t srs;
    size_t n_columns;        /* with fid and geometry */
    sqlite3_stmt *statement; /* of n_together rows */
    size_t n_together;
    filler_cell *cells; /* of rows that are not in the file yet */
    size_t n_waiting;
    GByteArray *bytes; /* texts and geometries of the same */
    GArray *entries;   /* store_entry, ascending by id */
};

/** One statement without result. */
mlg_status filler_run(store_filler *filler, const char *sql, mlg_error *err) MLG_MUST_CHECK;
/** A statement; MLG_E_WRITE when SQLite refuses it. The name in it is the layer's. */
mlg_status filler_prepare(store_filler *filler, const char *sql, sqlite3_stmt **ret,
                          mlg_error *err) MLG_MUST_CHECK;
/** Runs a statement whose parameters are bound to its end, and makes it ready for the next time. */
mlg_status filler_step(store_filler *filler, sqlite3_stmt *statement,
                       mlg_error *err) MLG_MUST_CHECK;
/** What SQLite could not do, as an error about the file or the layer being filled. */
mlg_status filler_fail(const store_filler *filler, mlg_error *err);

/** Fills the empty index of the layer with the entries; sorts them otherwise (rtree.c). */
mlg_status filler_pack_index(store_filler *filler, mlg_error *err) MLG_MUST_CHECK;

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)

#endif
