/*
 * format_gpkg.c - one GeoPackage: all layers and tables, one CRS.
 */
#include "output/format.h"

static mlg_status open_file(const output_run *run, const char *path, const char *timestamp,
                            void **ret, mlg_error *err)
{
    return output_ogr_open("GPKG", run, path, timestamp, ret, err);
}

static const char *const extensions[] = {".gpkg", NULL};

const output_format output_format_gpkg = {
    .name = "GPKG",
    .styled = true,
    .extensions = extensions,
    .open = open_file,
    .layer = output_ogr_layer,
    .row = output_ogr_row,
    .close = output_ogr_close,
    .free = output_ogr_free,
};
