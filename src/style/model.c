/*
 * model.c - what of a result its look depends on, read from the file.
 */
#include "style/model.h"

#include "base/enums.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

static char **parameter_list(store *s, const char *key)
{
    g_autofree char *text = store_parameter(s, key);
    return g_strsplit(text != NULL ? text : "", ",", -1);
}

static mlg_status load_columns(store *s, style_layer *layer, mlg_error *err)
{
    g_autoptr(store_query) query = NULL;
    g_autoptr(GPtrArray) names = g_ptr_array_new(), types = g_ptr_array_new();
    MLG_TRY(store_query_new(s, "SELECT name, type FROM pragma_table_info(?1)", &query, err));
    store_bind_text(query, 1, layer->name);
    for (bool row = true;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            break;
        if (layer->spatial && strcmp(store_text(query, 0), "geom") == 0)
            continue;
        g_ptr_array_add(names, g_strdup(store_text(query, 0)));
        g_ptr_array_add(types, g_strdup(store_text(query, 1)));
    }
    g_ptr_array_add(names, NULL);
    g_ptr_array_add(types, NULL);
    layer->columns = (char **)g_ptr_array_steal(names, NULL);
    layer->column_types = (char **)g_ptr_array_steal(types, NULL);
    return MLG_OK;
}

static mlg_status count_rows(store *s, style_layer *layer, mlg_error *err)
{
    bool row = false;
    g_autoptr(store_query) query = NULL;
    MLG_TRY(store_query_new(s, "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = ?1",
                            &query, err));
    store_bind_text(query, 1, layer->name);
    MLG_TRY(store_step(query, &row, err));
    layer->n_rows = row ? store_integer(query, 0) : 0;
    return MLG_OK;
}

/* Of gpkg_contents, but for what this room adds there. */
static const char layers_sql[] =
    "SELECT table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id "
    "FROM gpkg_contents WHERE table_name NOT IN ('layer_styles', 'qgis_projects') ORDER BY rowid";

static mlg_status load_layers(style_model *model, GArray *layers, mlg_error *err)
{
    g_autoptr(store_query) query = NULL;
    MLG_TRY(store_query_new(model->store, layers_sql, &query, err));
    for (bool row = true;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            return MLG_OK;
        style_layer layer = {
            .name = g_strdup(store_text(query, 0)),
            .title = g_strdup(store_text(query, 2)),
            .abstract = g_strdup(store_text(query, 3)),
            .spatial = strcmp(store_text(query, 1), "features") == 0,
        };
        for (int i = 0; i < 4; i++)
            layer.box[i] = store_double(query, 4 + i);
        if (layer.spatial && model->srs_id == 0)
            model->srs_id = (int)store_integer(query, 8);
        g_array_append_val(layers, layer);
    }
}

mlg_status style_model_load(store *s, const style_options *options, style_model *ret,
                            mlg_error *err)
{
    *ret = (style_model){.store = s, .options = options};
    if (!store_has_table(s, "parametre") || !store_has_column(s, "parametre", "cle") ||
        !store_has_table(s, "gpkg_contents"))
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT,
                                 _("%s: is not a result of maillage: it has no table 'parametre'"),
                                 store_path(s)),
                        "%s", _("give a result that `maillage cover` wrote"));
    ret->date = store_parameter(s, "date");
    ret->types = parameter_list(s, "types");
    ret->combination = parameter_list(s, "types_combinaison");
    ret->suffixes = g_new0(char *, g_strv_length(ret->types) + 1);
    for (size_t t = 0; ret->types[t] != NULL; t++)
        ret->suffixes[t] = base_fold(ret->types[t]);
    GArray *layers = g_array_new(FALSE, TRUE, sizeof(style_layer));
    mlg_status status = load_layers(ret, layers, err);
    ret->layers = (style_layer *)(void *)g_array_steal(layers, &ret->n_layers);
    g_array_unref(layers);
    for (size_t i = 0; i < ret->n_layers && status == MLG_OK; i++) {
        status = load_columns(s, &ret->layers[i], err);
        if (status == MLG_OK)
            status = count_rows(s, &ret->layers[i], err);
    }
    return status;
}

void style_model_done(style_model *model)
{
    for (size_t i = 0; i < model->n_layers; i++) {
        style_layer *layer = &model->layers[i];
        g_free(layer->name);
        g_free(layer->title);
        g_free(layer->abstract);
        g_strfreev(layer->columns);
        g_strfreev(layer->column_types);
    }
    g_clear_pointer(&model->layers, g_free);
    g_clear_pointer(&model->date, g_free);
    g_clear_pointer(&model->types, g_strfreev);
    g_clear_pointer(&model->suffixes, g_strfreev);
    g_clear_pointer(&model->combination, g_strfreev);
}

const style_layer *style_model_layer(const style_model *model, const char *name)
{
    for (size_t i = 0; i < model->n_layers; i++)
        if (strcmp(model->layers[i].name, name) == 0)
            return &model->layers[i];
    return NULL;
}

int style_layer_column(const style_layer *layer, const char *column)
{
    for (int i = 0; layer->columns[i] != NULL; i++)
        if (strcmp(layer->columns[i], column) == 0)
            return i;
    return -1;
}
