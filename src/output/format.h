/*
 * format.h - in what a result can be written. A format is one file and one row of the table.
 */
#ifndef OUTPUT_FORMAT_H
#define OUTPUT_FORMAT_H

#include "output/output.h"

/** What a format that is a database has in place of a path: it is written to in one transaction,
 * which `close` commits and `free` undoes. */
typedef struct output_database {
    /** Whether it takes the result; the run has its options and format only. */
    mlg_status (*check)(const output_run *run, const char *address, mlg_error *err);
    mlg_status (*open)(const output_run *run, const char *address, const mlg_monitor *monitor,
                       void **ret, mlg_error *err);
} output_database;

typedef struct output_format {
    const char *name; /* as -f takes it, any case */
    bool folder;      /* the path is a folder of files */
    /** With their dots, NULL-terminated, NULL of a database: the first says by a name which format
     * is meant. Of a folder's files, all: what --overwrite may remove. */
    const char *const *extensions;
    const char *crs; /* the only CRS that the format can hold, or NULL */
    double scale;    /* coordinates are rounded to 1 / scale; 0: written as they are */
    bool styled;     /* a GeoPackage that QGIS opens styled */
    bool no_shapes;  /* rows are written without geometry, and none is made */
    const output_database *database; /* NULL: a file or a folder, which `open` makes */
    /** `path` does not exist (a file), or exists and is empty (a folder). */
    mlg_status (*open)(const output_run *run, const char *path, const char *timestamp, void **ret,
                       mlg_error *err);
    /** The definition stays until the last row of the layer. */
    mlg_status (*layer)(void *file, const dataset_layer_def *def, mlg_error *err);
    mlg_status (*row)(void *file, const dataset_value *values, GBytes *wkb, mlg_error *err);
    mlg_status (*close)(void *file, mlg_error *err);
    void (*free)(void *file);
} output_format;

extern const output_format output_format_gpkg, output_format_geojson, output_format_csv,
    output_format_xlsx, output_format_ods, output_format_flatgeobuf, output_format_sqlite,
    output_format_postgresql;

/**
 * The format of a result: the one named, else PostgreSQL for the address of a
 * database, that of the path's extension, or a GeoPackage.
 * @return MLG_E_ARG no such format, or a path that is the name of another one
 */
mlg_status output_choose_format(const char *path, const char *name, const output_format **ret,
                                mlg_error *err) MLG_MUST_CHECK;
/** The same by name only, NULL for the default; MLG_E_ARG lists those there are. */
mlg_status output_find_format(const char *name, const output_format **ret,
                              mlg_error *err) MLG_MUST_CHECK;

/** Extensions of a folder's files, as a target wants them; NULL for a single file. */
const char *const *output_folder_extensions(const output_format *format);

/** Opens a dataset_writer of a driver. */
mlg_status output_ogr_open(const char *driver, const output_run *run, const char *path,
                           const char *timestamp, void **ret, mlg_error *err) MLG_MUST_CHECK;
/* Formats that a dataset_writer writes alone share these; it is `file`. */
mlg_status output_ogr_layer(void *file, const dataset_layer_def *def, mlg_error *err);
mlg_status output_ogr_row(void *file, const dataset_value *values, GBytes *wkb, mlg_error *err);
mlg_status output_ogr_close(void *file, mlg_error *err);
void output_ogr_free(void *file);

#endif
