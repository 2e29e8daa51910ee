/*
 * place.c - the territories that a result lies in, found by the spatial index of a layer.
 */
#include "style/place.h"

#include "base/text.h"
#include "crs/crs.h"

#include <math.h>
#include <string.h>

/* A territory by longitudes and latitudes, and a CRS for maps of it. The main one is the first. */
typedef struct ground {
    const char *name;
    const char *crs;
    style_box box;
} ground;

static const ground grounds[] = {
    {N_("Mainland France"), "EPSG:2154", {-5.6, 41.0, 10.0, 51.5}},
    {N_("Guadeloupe"), "EPSG:5490", {-62.0, 15.7, -60.9, 16.7}},
    {N_("Martinique"), "EPSG:5490", {-61.4, 14.2, -60.6, 15.1}},
    {N_("Guyane"), "EPSG:2972", {-55.0, 1.9, -51.3, 6.1}},
    {N_("La Réunion"), "EPSG:2975", {54.9, -21.6, 56.1, -20.7}},
    {N_("Mayotte"), "EPSG:4471", {44.8, -13.2, 45.5, -12.4}},
    {N_("Saint-Martin, Saint-Barthélemy"), "EPSG:5490", {-63.3, 17.7, -62.6, 18.3}},
    {N_("Saint-Pierre-et-Miquelon"), "EPSG:4467", {-56.7, 46.6, -56.0, 47.3}},
    {N_("Polynésie française"), "EPSG:3297", {-155.0, -28.0, -134.0, -7.0}},
    {N_("Nouvelle-Calédonie"), "EPSG:3163", {163.0, -23.5, 169.0, -19.0}},
};

/* Points of a side of a box that follow its curve in another CRS. */
#define STEPS 8

/* Adds a box of another CRS. */
static mlg_status add_box(crs_transform *transform, style_box from, style_box *box, mlg_error *err)
{
    double x[4 * STEPS], y[4 * STEPS];
    for (size_t i = 0; i < STEPS; i++) {
        double t = (double)i / STEPS;
        double along_x = from.min_x + t * (from.max_x - from.min_x);
        double along_y = from.min_y + t * (from.max_y - from.min_y);
        x[i] = along_x, y[i] = from.min_y;
        x[STEPS + i] = from.max_x, y[STEPS + i] = along_y;
        x[2 * STEPS + i] = from.max_x + from.min_x - along_x, y[2 * STEPS + i] = from.max_y;
        x[3 * STEPS + i] = from.min_x, y[3 * STEPS + i] = from.max_y + from.min_y - along_y;
    }
    MLG_TRY(crs_transform_apply(transform, x, y, 4 * STEPS, err));
    for (size_t i = 0; i < G_N_ELEMENTS(x); i++) {
        box->min_x = fmin(box->min_x, x[i]), box->min_y = fmin(box->min_y, y[i]);
        box->max_x = fmax(box->max_x, x[i]), box->max_y = fmax(box->max_y, y[i]);
    }
    return MLG_OK;
}

/* A layer that says where the result lies, best first, with its index; NULL for none. */
static const style_layer *find_witness(const style_model *model)
{
    static const char *const names[] = {"departement", "commune", "epci",         "region",
                                        "qpv",         "lacune",  "contrat_ville"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const style_layer *layer = style_model_layer(model, names[i]);
        if (layer != NULL && layer->spatial && layer->n_rows > 0 && isfinite(layer->box[0]))
            return layer;
    }
    for (size_t i = 0; i < model->n_layers; i++)
        if (model->layers[i].spatial && isfinite(model->layers[i].box[0]))
            return &model->layers[i];
    return NULL;
}

/* What of the layer lies on a ground, in the CRS of its map: by squares of a degree, so that a
 * country is not as wide as the corners of its box. */
static mlg_status measure(const style_model *model, const style_layer *layer, const ground *g,
                          crs_transform *transform, style_box *ret, mlg_error *err)
{
    g_autofree char *sql =
        g_strdup_printf("SELECT min(minx), min(miny), max(maxx), max(maxy) FROM \"rtree_%s_geom\" "
                        "WHERE minx >= ?1 AND miny >= ?2 AND maxx <= ?3 AND maxy <= ?4 "
                        "GROUP BY CAST(minx + 180 AS INTEGER), CAST(miny + 90 AS INTEGER)",
                        layer->name);
    g_autoptr(store_query) query = NULL;
    MLG_TRY(store_query_new(model->store, sql, &query, err));
    store_bind_double(query, 1, g->box.min_x);
    store_bind_double(query, 2, g->box.min_y);
    store_bind_double(query, 3, g->box.max_x);
    store_bind_double(query, 4, g->box.max_y);
    *ret = (style_box){INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (bool row = true;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            return MLG_OK;
        style_box box = {store_double(query, 0), store_double(query, 1), store_double(query, 2),
                         store_double(query, 3)};
        MLG_TRY(add_box(transform, box, ret, err));
    }
}

static mlg_status add_grounds(const style_model *model, const style_layer *layer, const char *crs,
                              style_places *places, mlg_error *err)
{
    g_autofree char *rtree = g_strdup_printf("rtree_%s_geom", layer->name);
    if (!store_has_table(model->store, rtree))
        return MLG_OK;
    g_autoptr(crs_context) context = crs_context_new();
    for (size_t i = 0; i < G_N_ELEMENTS(grounds); i++) {
        style_place place = {.name = grounds[i].name, .ground = grounds[i].box};
        g_autoptr(crs_transform) transform = NULL;
        g_strlcpy(place.crs, grounds[i].crs, sizeof place.crs);
        MLG_TRY(crs_transform_new(context, crs, place.crs, &transform, err));
        MLG_TRY(measure(model, layer, &grounds[i], transform, &place.box, err));
        if (isfinite(place.box.min_x))
            places->places[places->n++] = place;
    }
    return MLG_OK;
}

mlg_status style_find_places(const style_model *model, style_places *ret, mlg_error *err)
{
    style_places places = {0};
    const style_layer *layer = find_witness(model);
    bool geographic = false;
    style_place all = {.box = {0, 0, 1, 1}};
    g_snprintf(all.crs, sizeof all.crs, "EPSG:%d", model->srs_id != 0 ? model->srs_id : 2154);
    MLG_TRY(crs_is_geographic(all.crs, &geographic, err));
    if (geographic && layer != NULL)
        MLG_TRY(add_grounds(model, layer, all.crs, &places, err));
    if (places.n == 0) {
        if (layer != NULL)
            all.box = (style_box){layer->box[0], layer->box[1], layer->box[2], layer->box[3]};
        places.places[places.n++] = all;
    }
    if (places.n == 1)
        places.places[0].name = NULL;
    *ret = places;
    return MLG_OK;
}

style_box style_fit(style_box box, double margin, double width, double height)
{
    double w = (box.max_x - box.min_x) * (1 + 2 * margin);
    double h = (box.max_y - box.min_y) * (1 + 2 * margin);
    double x = (box.min_x + box.max_x) / 2, y = (box.min_y + box.max_y) / 2;
    if (w <= 0 && h <= 0)
        w = 1;
    if (w * height < h * width)
        w = h * width / height;
    else
        h = w * height / width;
    return (style_box){x - w / 2, y - h / 2, x + w / 2, y + h / 2};
}
