/*
 * model.h - a result as far as its look depends on it, read from the file: its layers and columns,
 * the date and the types of the run. Private to the room.
 */
#ifndef STYLE_MODEL_H
#define STYLE_MODEL_H

#include "store/store.h"
#include "style/style.h"

#include <glib.h>
#include <stdbool.h>

/** A layer or table of the result. */
typedef struct style_layer {
    char *name;
    char *title, *abstract; /* of gpkg_contents */
    bool spatial;           /* geometry column `geom` */
    char **columns;         /* as QGIS counts them: fid first, without the geometry */
    char **column_types;    /* declared: TEXT, INTEGER, REAL, DATE */
    double box[4];          /* min x, min y, max x, max y in the file's CRS; NaN without one */
    int64_t n_rows;
} style_layer;

/** A result being styled. */
typedef struct style_model {
    store *store; /* store_edit(): reads and writes */
    const style_options *options;
    char *date;         /* AAAA-MM-JJ */
    char **types;       /* CLS, ASV...: NULL-terminated, as everything here */
    char **suffixes;    /* of their columns: cls, asv... */
    char **combination; /* types of column `combinaison` */
    int srs_id;         /* EPSG code of the file */
    style_layer *layers;
    size_t n_layers;
} style_model;

/** MLG_E_FORMAT when the file is no result. */
mlg_status style_model_load(store *s, const style_options *options, style_model *ret,
                            mlg_error *err) MLG_MUST_CHECK;
void style_model_done(style_model *model);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(style_model, style_model_done)

/** A layer by name, or NULL. */
const style_layer *style_model_layer(const style_model *model, const char *name);

/** Place of a column in a layer as QGIS counts, or -1. */
int style_layer_column(const style_layer *layer, const char *column);

/* The steps of style_file(), one file each. */

/** Table gpkg_data_columns: title and description of each column. */
mlg_status style_write_fields(style_model *model, mlg_error *err) MLG_MUST_CHECK;
/** Table layer_styles: the named styles of each layer; styles of other names stay. */
mlg_status style_write_styles(style_model *model, mlg_error *err) MLG_MUST_CHECK;

/** Tables gpkg_metadata and gpkg_metadata_reference: lineage, licences; the day in the descriptions
 * of layers. */
mlg_status style_write_metadata(style_model *model, mlg_error *err) MLG_MUST_CHECK;
/** Table qgis_projects: the project `maillage`; projects of other names stay. */
mlg_status style_write_project(style_model *model, mlg_error *err) MLG_MUST_CHECK;

#endif
