/*
 * format_geojson.c - a folder with one GeoJSON file a layer, as RFC 7946 has them: WGS 84, seven
 * decimals, right-hand rings.
 */
#include "output/format.h"

static mlg_status open_folder(const output_run *run, const char *path, const char *timestamp,
                              void **ret, mlg_error *err)
{
    return output_ogr_open("GeoJSON", run, path, timestamp, ret, err);
}

static const char *const extensions[] = {".geojson", NULL};

const output_format output_format_geojson = {
    .name = "GeoJSON",
    .folder = true,
    .extensions = extensions,
    .crs = "EPSG:4326",
    .scale = 1e7,
    .open = open_folder,
    .layer = output_ogr_layer,
    .row = output_ogr_row,
    .close = output_ogr_close,
    .free = output_ogr_free,
};
