/*
 * shape.c - geometries of rows as normalised shapes in a known CRS; what has none, or a CRS that
 * its coordinates belie, is said.
 */
#include "source/load.h"

#include "base/text.h"
#include "geom/wkb.h"

#include <math.h>

void source_shape_done(territory_shape *shape)
{
    g_bytes_unref(shape->wkb); /* NULL allowed */
    shape->wkb = NULL;
}

static void emit(const source_load *load, const source_rows *rows, const char *code,
                 const char *object, mlg_code id, const char *detail)
{
    BASE_EMIT(load->monitor, .code = code, .object = object, .id = id.s,
              .file = rows->table->layer->file, .layer = rows->table->sheet, .row = rows->row->row,
              .detail = detail);
}

static mlg_status no_crs(const source_rows *rows, mlg_error *err)
{
    const dataset_layer *layer = rows->table->layer;
    return mlg_hint(
        err,
        mlg_fail(err, MLG_E_CRS, _("%s: layer %s: no coordinate system"), layer->file, layer->name),
        _("add the .prj file, or say it: ogr2ogr -a_srs EPSG:2154 sortie.gpkg %s"), layer->file);
}

/* CRS of metric coordinates that a file calls degrees: the official one of the département. */
static const char *metric_guess(mlg_code department)
{
    const char *crs = crs_of_department(department);
    return crs != NULL && !crs_is_equal_area(crs) ? crs : "EPSG:2154";
}

/* The CRS of the layer, once its first coordinates do not contradict it. */
static mlg_status settle_crs(source_load *load, const source_rows *rows, GBytes *wkb,
                             mlg_code department, mlg_error *err)
{
    const dataset_layer *layer = rows->table->layer;
    if (layer->crs == NULL)
        return no_crs(rows, err);
    bool geographic = false;
    mlg_status status = crs_is_geographic(layer->crs, &geographic, err);
    if (status != MLG_OK)
        return mlg_wrap(err, status, "%s", layer->file);
    geom_box box = geom_wkb_bounds(wkb);
    bool degrees = fabs(box.min_x) <= 360 && fabs(box.max_x) <= 360 && fabs(box.min_y) <= 90 &&
                   fabs(box.max_y) <= 90;
    const char *crs = layer->crs;
    if (geographic != degrees) {
        g_autofree char *stated = NULL;
        crs = degrees ? "EPSG:4326" : metric_guess(department);
        status = crs_identify(layer->crs, &stated, err);
        if (status != MLG_OK)
            return mlg_wrap(err, status, "%s", layer->file);
        BASE_EMIT(load->monitor, .code = "crs-corrige", .object = "source", .id = layer->name,
                  .file = layer->file, .layer = rows->table->sheet, .value = stated,
                  .proposed = crs);
    }
    load->geographic = degrees;
    load->crs = territory_builder_crs(load->builder, crs);
    load->crs_known = true;
    return MLG_OK;
}

mlg_status source_shape(source_load *load, const source_rows *rows, const char *object, mlg_code id,
                        mlg_code department, territory_shape *ret, mlg_error *err)
{
    *ret = (territory_shape){.wkb = NULL};
    if (rows->row->wkb == NULL) {
        if (rows->table->layer->geometry != DATASET_NO_GEOMETRY)
            emit(load, rows, "polygone-absent", object, id, NULL);
        return MLG_OK;
    }
    g_autoptr(GBytes) wkb = NULL;
    mlg_error why = {.code = MLG_OK};
    if (geom_wkb_normalize(rows->row->wkb, rows->row->wkb_size, &wkb, &why) != MLG_OK) {
        emit(load, rows, "polygone-inutilisable", object, id, why.message);
        return MLG_OK;
    }
    bool empty = geom_wkb_is_empty(wkb);
    if (empty)
        emit(load, rows, "polygone-vide", object, id, NULL);
    if (!empty && !load->crs_known)
        MLG_TRY(settle_crs(load, rows, wkb, department, err));
    if (!load->crs_known && rows->table->layer->crs == NULL)
        return no_crs(rows, err);
    ret->crs =
        load->crs_known ? load->crs : territory_builder_crs(load->builder, rows->table->layer->crs);
    ret->wkb = g_steal_pointer(&wkb);
    return MLG_OK;
}
