/*
 * qml.c - a named style as a QML document, and table layer_styles that QGIS reads.
 */
#include "style/qml.h"

#include "base/text.h"

#include <string.h>

void style_named_free(style_named *style)
{
    if (style == NULL)
        return;
    g_free(style->name);
    g_free(style->description);
    g_free(style->categories);
    g_free(style->attributes);
    g_free(style->elements);
    g_free(style);
}

char *style_qml_document(const style_layer *layer, const style_named *style)
{
    (void)layer;
    return g_strdup_printf("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
                           "<qgis version=\"3.22.0\" styleCategories=\"%s\"%s>%s</qgis>\n",
                           style->categories, style->attributes, style->elements);
}

/* Of column `owner`, which QGIS leaves empty: the others are the user's. */
#define OWNER "maillage"

/* As QGIS makes it. Catalogue and schema are '': with NULL a style is ignored. Numbers begin again
 * after those that stay. */
static const char table_sql[] =
    "DELETE FROM gpkg_contents WHERE table_name = 'layer_styles';"
    "CREATE TABLE IF NOT EXISTS layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
    " f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),"
    " f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,"
    " useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),"
    " update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));"
    "DELETE FROM layer_styles WHERE owner = '" OWNER "';"
    "DELETE FROM sqlite_sequence WHERE name = 'layer_styles'";

/* A style of the user that bears a name of ours is replaced; one that is the default remains it. */
static const char replaced_sql[] =
    "DELETE FROM layer_styles WHERE f_table_name = ?1 AND styleName = ?2 AND owner IS NOT '" OWNER
    "'";
static const char style_sql[] =
    "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"
    " styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, update_time)"
    " VALUES ('', '', ?1, ?2, ?3, ?4, '', ?5 AND NOT EXISTS (SELECT 1 FROM layer_styles WHERE"
    " f_table_name = ?1 AND useAsDefault), ?6, '" OWNER "', NULL, ?7)";

static mlg_status put_styles(const style_model *model, const style_layer *layer,
                             store_query *replaced, store_query *query, mlg_error *err)
{
    g_autoptr(GPtrArray) styles = style_layer_styles(model, layer);
    store_bind_text(replaced, 1, layer->name);
    for (guint i = 0; i < styles->len; i++) {
        store_bind_text(replaced, 2, ((const style_named *)styles->pdata[i])->name);
        MLG_TRY(store_put(replaced, err));
    }
    store_bind_text(query, 1, layer->name);
    store_bind_text(query, 2, layer->spatial ? "geom" : "");
    for (guint i = 0; i < styles->len; i++) {
        const style_named *style = styles->pdata[i];
        g_autofree char *document = style_qml_document(layer, style);
        store_bind_text(query, 3, style->name);
        store_bind_text(query, 4, document);
        store_bind_integer(query, 5, i == 0);
        store_bind_text(query, 6, style->description);
        MLG_TRY(store_put(query, err));
    }
    return MLG_OK;
}

static mlg_status register_table(const style_model *model, mlg_error *err)
{
    g_autoptr(store_query) query = NULL;
    MLG_TRY(store_query_new(model->store,
                            "INSERT INTO gpkg_contents (table_name, data_type, identifier,"
                            " description, last_change)"
                            " VALUES ('layer_styles', 'attributes', ?1, ?2, ?3)",
                            &query, err));
    store_bind_text(query, 1, D_("Styles of the layers"));
    store_bind_text(query, 2, D_("What QGIS draws the layers with"));
    store_bind_text(query, 3, model->options->timestamp);
    return store_put(query, err);
}

mlg_status style_write_styles(style_model *model, mlg_error *err)
{
    MLG_TRY(store_run(model->store, table_sql, err));
    MLG_TRY(register_table(model, err));
    g_autoptr(store_query) replaced = NULL;
    g_autoptr(store_query) query = NULL;
    MLG_TRY(store_query_new(model->store, replaced_sql, &replaced, err));
    MLG_TRY(store_query_new(model->store, style_sql, &query, err));
    store_bind_text(query, 7, model->options->timestamp);
    for (size_t i = 0; i < model->n_layers; i++)
        MLG_TRY(put_styles(model, &model->layers[i], replaced, query, err));
    return MLG_OK;
}
