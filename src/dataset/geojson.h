/*
 * geojson.h - GeoJSON files written by hand: RFC 7946, seven decimals, right-hand rings. GDAL's
 * driver takes 18 s for 35 000 communes of 80 columns, and makes a Polygon of a MultiPolygon of one
 * part.
 */
#ifndef DATASET_GEOJSON_H
#define DATASET_GEOJSON_H

#include "dataset/writer.h"

typedef struct geojson_file geojson_file;

/** Creates path; a layer without geometry has null ones. The definition is copied. */
mlg_status geojson_file_new(const char *path, const dataset_layer_def *def, geojson_file **ret,
                            mlg_error *err) MLG_MUST_CHECK;
mlg_status geojson_file_row(geojson_file *file, const dataset_value *values, GBytes *wkb,
                            mlg_error *err) MLG_MUST_CHECK;
/** Ends the collection and closes. */
mlg_status geojson_file_close(geojson_file *file, mlg_error *err) MLG_MUST_CHECK;
/** Closes what is still open and frees; NULL allowed. */
void geojson_file_free(geojson_file *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(geojson_file, geojson_file_free)

/** Appends a JSON string. */
void geojson_append_string(GString *out, const char *text);
/** Appends the shortest decimal number that reads back as the same double. */
void geojson_append_number(GString *out, double number);
/** Appends a coordinate with at most seven decimals. */
void geojson_append_coordinate(GString *out, double value);
/** Appends the geometry of a normalised MULTIPOLYGON; false when it is not one. */
bool geojson_append_geometry(GString *out, GBytes *wkb);

#endif
