/*
 * private.h - inside of the room dataset: GDAL's error handler, opened files, raw CSV tables.
 */
#ifndef DATASET_PRIVATE_H
#define DATASET_PRIVATE_H

#include "dataset/dataset.h"

#include <gdal.h>
#include <ogr_srs_api.h>

/** What GDAL said between dataset_guard_push() and dataset_guard_pop(). Nothing reaches stderr. */
typedef struct dataset_guard {
    bool failed;
    char message[400]; /* the first failure, else the last warning; one line */
} dataset_guard;

void dataset_guard_push(dataset_guard *guard);
void dataset_guard_pop(void);

/** Why a write failed, for people: a full disk in their language, else GDAL's words, else those of
 * `error` (an errno, or 0). */
const char *dataset_guard_reason(const dataset_guard *guard, int error);

/** Registers GDAL's drivers once. */
void dataset_register(void);

/** A CSV file in memory: UTF-8, any of ; , tab |, every line a row. */
typedef struct csv_table csv_table;

/** `shown` names the file in messages. `most` bytes are read, then the lines that they end; 0: the
 * whole file. */
mlg_status csv_table_open(const char *path, const char *shown, size_t most, csv_table **ret,
                          mlg_error *err) MLG_MUST_CHECK;
void csv_table_free(csv_table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(csv_table, csv_table_free)

const char *csv_table_encoding(const csv_table *table);
size_t csv_table_columns(const csv_table *table); /* of the widest row */
char csv_table_separator(const csv_table *table);

/** Where reading stands; a zeroed one is at the start. */
typedef struct csv_cursor {
    const char *next;
    long line; /* of the row read last, 1-based */
    long next_line;
    GString *text;  /* the row's cells, each ended by 0 */
    GArray *starts; /* gsize: where each cell starts in text */
} csv_cursor;

/** Reads a row: the number of cells, 0 at the end; cells are in cursor->text. */
size_t csv_table_next(const csv_table *table, csv_cursor *cursor);
void csv_cursor_done(csv_cursor *cursor);

/** One file of a dataset: opened by GDAL, or a CSV table. */
typedef struct dataset_file {
    char *path;  /* as GDAL takes it */
    char *shown; /* for messages: as typed, and the path inside a folder or archive */
    GDALDatasetH handle;
    csv_table *csv;
    bool database;
} dataset_file;

typedef struct dataset_entry {
    dataset_layer layer;
    char *name, *crs;
    dataset_file *file;
    OGRLayerH handle; /* NULL for CSV */
} dataset_entry;

struct dataset {
    char *path;
    char *shown; /* path without password */
    bool raw;
    bool head_only;     /* of CSV files */
    char *wanted;       /* the only layer asked for, or NULL */
    GPtrArray *files;   /* dataset_file */
    GPtrArray *entries; /* dataset_entry */
    char *digest;
};

/** Opens one file (path as GDAL takes it) and adds its layers. */
mlg_status dataset_open_file(dataset *ds, const char *path, const char *shown,
                             const char *const *options, mlg_error *err) MLG_MUST_CHECK;
void dataset_file_free(dataset_file *file);

/** Opens a database and adds its tables and views: the one that is wanted, when it is there. */
mlg_status dataset_open_database(dataset *ds, mlg_error *err) MLG_MUST_CHECK;

/** Adds a layer of a file. `counted`: how many features it declares is asked. */
void dataset_add_layer(dataset *ds, dataset_file *file, OGRLayerH handle, bool raw, bool counted);

void dataset_entry_free(dataset_entry *entry);

/** The CRS of a layer or raster: "EPSG:2154" where the file says so, else WKT; NULL: none.
 * g_free().
 */
char *dataset_crs_text(OGRSpatialReferenceH srs);

/** The path as GDAL takes it: archives and compressed files get their /vsi prefix. g_free(). */
char *dataset_gdal_path(const char *path);

/** MLG_E_IO with its remedy when a plain path cannot be read, or is no file on a disk. */
mlg_status dataset_check_path(const char *path, mlg_error *err) MLG_MUST_CHECK;

/** True for "-". */
bool dataset_is_standard_input(const char *source);
/** Where GDAL reads the standard input; the first call waits for its end. */
mlg_status dataset_standard_input(const char **ret_path, mlg_error *err) MLG_MUST_CHECK;

/** True for names of delimited text, which our own reader takes. */
bool dataset_is_text(const char *path);

/** Files that may hold data in a folder or archive, sorted, relative to it. */
mlg_status dataset_list_files(const char *folder, const char *shown, GPtrArray **ret,
                              mlg_error *err) MLG_MUST_CHECK;

/** Name in the same folder that looks like a missing path's, or NULL. g_free(). */
char *dataset_near_name(const char *path);

/** True for names that end with one of the extensions, ignoring case. */
bool dataset_has_extension(const char *name, const char *const *extensions);

/** Whether a file of this st_mode is a pipe, which would be waited for, or a device, read without
 * end. */
bool dataset_is_endless(unsigned mode);

#endif
