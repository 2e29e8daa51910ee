/*
 * dataset.h - tables and layers through GDAL/OGR. The only room with GDAL headers.
 *
 * A dataset and its readers belong to one thread at a time. All values are read as text (codes are
 * never numbers); geometries come as WKB. GDAL's messages become errors or are collected, never
 * printed.
 */
#ifndef DATASET_DATASET_H
#define DATASET_DATASET_H

#include "base/error.h"
#include "base/monitor.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct dataset dataset;

typedef enum dataset_geometry {
    DATASET_NO_GEOMETRY,
    DATASET_POLYGON,
    DATASET_OTHER_GEOMETRY
} dataset_geometry;

/** One layer, sheet or file of a dataset. Borrowed from the dataset. */
typedef struct dataset_layer {
    const char *name;
    const char *file; /* as typed, and the path inside when a folder or archive was opened */
    bool raw;         /* table read raw: its header is to be found */
    char **columns;   /* NULL-terminated; without header (spreadsheets, CSV) see dataset_open */
    size_t n_columns;
    dataset_geometry
        geometry;           /* declared; DATASET_POLYGON also for unknown with polygon features */
    const char *crs;        /* "EPSG:2154" where the file says so, else WKT; NULL: none */
    int64_t declared_count; /* features that the file declares, or -1 */
} dataset_layer;

/**
 * Opens anything OGR opens: file, folder of shapefiles, /vsizip/, PG:..., with optional
 * |layername=NAME (then the dataset has that one layer), or "-": a table, a spreadsheet or GeoJSON
 * on the standard input. Spreadsheets and CSV are opened raw: no
 * header is guessed, columns are "Field1".. and every line is a row, so that `source` scans for the
 * header; CSV separator (; , tab |) and encoding (UTF-8, BOM, cp1252) are detected. `options` are
 * OGR open options, NULL-terminated, may be NULL. Errors: MLG_E_IO missing or unreadable (says
 * which), MLG_E_NOT_FOUND no such layer (lists those there).
 */
mlg_status dataset_open(const char *source, const char *const *options, dataset **ret,
                        mlg_error *err) MLG_MUST_CHECK;
/** Bytes that dataset_open_head() reads of a CSV file. */
#define DATASET_HEAD_BYTES ((size_t)1 << 16)
/** The same, but of CSV files their first lines only: enough to tell what they are. All of them:
 * dataset_lines. */
mlg_status dataset_open_head(const char *source, dataset **ret, mlg_error *err) MLG_MUST_CHECK;
void dataset_free(dataset *ds);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(dataset, dataset_free)

size_t dataset_layer_count(const dataset *ds);
const dataset_layer *dataset_get_layer(const dataset *ds, size_t i);

/** Path without |layername=, as typed, a database's password hidden. */
const char *dataset_path(const dataset *ds);
/** True when all layers are raw tables (CSV, XLSX, ODS). */
bool dataset_is_raw_table(const dataset *ds);
/** What was detected: "UTF-8", "UTF-8 (BOM)", "cp1252"; NULL when not a text file. */
const char *dataset_encoding(const dataset *ds);
/** True when the source is one CSV file, not in an archive: dataset_lines reads all its bytes. */
bool dataset_is_one_text(const dataset *ds);
/** What parts the cells of a layer that is a CSV file; 0 of others. */
char dataset_separator(const dataset *ds, size_t layer);
/** SHA-256 of the file's bytes (of the sorted files of a folder), hex; NULL for databases. Computed
 * on first call. */
const char *dataset_sha256(dataset *ds);

/** One feature or line; pointers are borrowed until the next call. */
typedef struct dataset_row {
    const char *const *values; /* one a column, NULL for absent; in UTF-8, trimmed of spaces */
    const void *wkb;           /* NULL when there is no geometry */
    size_t wkb_size;
    long row;    /* 1-based line (tables) or feature number in file order, for messages */
    int64_t fid; /* GDAL's feature id (the GeoPackage's primary key); the line of tables */
} dataset_row;

typedef struct dataset_reader dataset_reader;

/** Reads a layer from its first row; one reader a layer at a time. `columns` (NULL-terminated, NULL
 * for all) limits what is read; values are then in this order. */
mlg_status dataset_reader_new(dataset *ds, size_t layer, const char *const *columns,
                              dataset_reader **ret, mlg_error *err) MLG_MUST_CHECK;
void dataset_reader_free(dataset_reader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(dataset_reader, dataset_reader_free)

/** *ret_row = NULL at the end. Fewer features than declared, or a read error, is MLG_E_IO naming
 * file, layer and feature. */
mlg_status dataset_reader_next(dataset_reader *reader, const dataset_row **ret_row,
                               mlg_error *err) MLG_MUST_CHECK;

/** "3.6.2" */
const char *dataset_version(void);

#endif
