/*
 * format_gpkg.c - one GeoPackage: all layers and tables, one CRS.
 */
#include "output/format.h"

static mlg_status open_file(const char *path, const char *crs, const char *timestamp, void **ret,
                            mlg_error *err)
{
    dataset_writer *writer = NULL;
    MLG_TRY(dataset_writer_new("GPKG", path, crs, timestamp, &writer, err));
    *ret = writer;
    return MLG_OK;
}

const output_format output_format_gpkg = {
    .name = "GPKG",
    .styled = true,
    .open = open_file,
    .layer = output_ogr_layer,
    .row = output_ogr_row,
    .close = output_ogr_close,
    .free = output_ogr_free,
};
