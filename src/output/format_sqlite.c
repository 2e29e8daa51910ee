/*
 * format_sqlite.c - one SQLite file with SpatiaLite's tables: all layers with spatial indexes, all
 * tables, one CRS.
 */
#include "output/format.h"

static mlg_status open_file(const output_run *run, const char *path, const char *timestamp,
                            void **ret, mlg_error *err)
{
    return output_ogr_open("SQLite", run, path, timestamp, ret, err);
}

static const char *const extensions[] = {".sqlite", NULL};

const output_format output_format_sqlite = {
    .name = "SQLite",
    .extensions = extensions,
    .open = open_file,
    .layer = output_ogr_layer,
    .row = output_ogr_row,
    .close = output_ogr_close,
    .free = output_ogr_free,
};
