/*
 * data_columns.c - gpkg_data_columns: titles and descriptions of columns for GDAL 3.7 and later,
 * and the labels of values as constraints (GeoPackage, extension Schema).
 */
#include "style/field_rows.h"
#include "style/model.h"

#include "base/text.h"

#include <string.h>

static const char tables_sql[] =
    "CREATE TABLE IF NOT EXISTS gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT "
    "NULL, name "
    "TEXT,"
    " title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT,"
    " CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),"
    " CONSTRAINT gdc_tn UNIQUE (table_name, name));"
    "CREATE TABLE IF NOT EXISTS gpkg_data_column_constraints (constraint_name TEXT NOT NULL,"
    " constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max "
    "NUMERIC,"
    " max_is_inclusive BOOLEAN, description TEXT,"
    " CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));"
    "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT,"
    " extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,"
    " CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));"
    "DELETE FROM gpkg_extensions WHERE extension_name = 'gpkg_schema';"
    "INSERT INTO gpkg_extensions SELECT column1, NULL, 'gpkg_schema',"
    " 'http://www.geopackage.org/spec121/#extension_schema', 'read-write'"
    " FROM (VALUES ('gpkg_data_columns'), ('gpkg_data_column_constraints'))";

/* Columns of layers that the user added keep what is told of them. */
static mlg_status remove_former(const style_model *model, mlg_error *err)
{
    g_autoptr(store_query) query = NULL;
    MLG_TRY(store_query_new(model->store, "DELETE FROM gpkg_data_columns WHERE table_name = ?1",
                            &query, err));
    for (size_t i = 0; i < model->n_layers; i++) {
        if (!style_layer_known(model->layers[i].name))
            continue;
        store_bind_text(query, 1, model->layers[i].name);
        MLG_TRY(store_put(query, err));
    }
    return store_run(model->store,
                     "DELETE FROM gpkg_data_column_constraints WHERE constraint_name NOT IN"
                     " (SELECT constraint_name FROM gpkg_data_columns"
                     " WHERE constraint_name IS NOT NULL)",
                     err);
}

static mlg_status write_labels(const style_model *model, const style_value *values, mlg_error *err)
{
    g_autoptr(store_query) query = NULL;
    MLG_TRY(store_query_new(model->store,
                            "INSERT OR IGNORE INTO gpkg_data_column_constraints"
                            " (constraint_name, constraint_type, value, description)"
                            " VALUES (?1, 'enum', ?2, ?3)",
                            &query, err));
    store_bind_text(query, 1, value_list_name(values));
    for (; values->value != NULL; values++) {
        store_bind_text(query, 2, values->value);
        store_bind_text(query, 3, D_(values->label));
        MLG_TRY(store_put(query, err));
    }
    return MLG_OK;
}

static mlg_status write_layer(const style_model *model, const style_layer *layer,
                              store_query *query, mlg_error *err)
{
    store_bind_text(query, 1, layer->name);
    for (char **column = layer->columns; *column != NULL; column++) {
        if (strcmp(*column, "fid") == 0)
            continue;
        g_auto(style_field) field = {0};
        style_field_get(layer->name, *column, (const char *const *)model->types,
                        (const char *const *)model->suffixes, &field);
        store_bind_text(query, 2, *column);
        store_bind_text(query, 3, field.title);
        store_bind_text(query, 4, field.description);
        store_bind_text(query, 5, field.values != NULL ? value_list_name(field.values) : NULL);
        MLG_TRY(store_put(query, err));
        if (field.values != NULL)
            MLG_TRY(write_labels(model, field.values, err));
    }
    return MLG_OK;
}

mlg_status style_write_fields(style_model *model, mlg_error *err)
{
    MLG_TRY(store_run(model->store, tables_sql, err));
    MLG_TRY(remove_former(model, err));
    g_autoptr(store_query) query = NULL;
    MLG_TRY(store_query_new(model->store,
                            "INSERT INTO gpkg_data_columns"
                            " (table_name, column_name, title, description, constraint_name)"
                            " VALUES (?1, ?2, ?3, ?4, ?5)",
                            &query, err));
    for (size_t i = 0; i < model->n_layers; i++)
        if (style_layer_known(model->layers[i].name))
            MLG_TRY(write_layer(model, &model->layers[i], query, err));
    return MLG_OK;
}
