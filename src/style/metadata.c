/*
 * metadata.c - gpkg_metadata: where the layers and the file come from and under which licences, as
 * QGIS reads it (GeoPackage, extension Metadata); and the day in the descriptions of layers.
 */
#include "style/fields.h"
#include "style/metadata.h"

#include "base/text.h"

static const char tables_sql[] =
    "CREATE TABLE IF NOT EXISTS gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,"
    " md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,"
    " mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');"
    "CREATE TABLE IF NOT EXISTS gpkg_metadata_reference (reference_scope TEXT NOT NULL,"
    " table_name TEXT, column_name TEXT, row_id_value INTEGER,"
    " timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),"
    " md_file_id INTEGER NOT NULL, md_parent_id INTEGER,"
    " CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),"
    " CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));"
    "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT,"
    " extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,"
    " CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));"
    "DELETE FROM gpkg_extensions WHERE extension_name = 'gpkg_metadata';"
    "INSERT INTO gpkg_extensions SELECT column1, NULL, 'gpkg_metadata',"
    " 'http://www.geopackage.org/spec121/#extension_metadata', 'read-write'"
    " FROM (VALUES ('gpkg_metadata'), ('gpkg_metadata_reference'))";

/* Of a layer, or of the file. The metadata of others stays: that under another standard, and that
 * of layers that the user added. */
static const char former_sql[] =
    "DELETE FROM gpkg_metadata WHERE md_standard_uri = 'http://mrcc.com/qgis.dtd' AND id IN"
    " (SELECT md_file_id FROM gpkg_metadata_reference WHERE table_name IS ?1"
    " AND reference_scope IN ('geopackage', 'table'))";
static const char orphans_sql[] = "DELETE FROM gpkg_metadata_reference WHERE md_file_id NOT IN"
                                  " (SELECT id FROM gpkg_metadata)";

static const char document_sql[] =
    "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata)"
    " VALUES ('dataset', 'http://mrcc.com/qgis.dtd', 'text/xml', ?1)";

/* Of the document just written. */
static const char reference_sql[] =
    "INSERT INTO gpkg_metadata_reference (reference_scope, table_name, timestamp, md_file_id)"
    " VALUES (CASE WHEN ?1 IS NULL THEN 'geopackage' ELSE 'table' END, ?1, ?2,"
    " (SELECT max(id) FROM gpkg_metadata))";

static mlg_status remove_former(const style_model *model, mlg_error *err)
{
    g_autoptr(store_query) query = NULL;
    MLG_TRY(store_query_new(model->store, former_sql, &query, err));
    MLG_TRY(store_put(query, err)); /* of the file */
    for (size_t i = 0; i < model->n_layers; i++) {
        if (!style_layer_known(model->layers[i].name))
            continue;
        store_bind_text(query, 1, model->layers[i].name);
        MLG_TRY(store_put(query, err));
    }
    return store_run(model->store, orphans_sql, err);
}

static mlg_status write_document(const style_model *model, const style_lineage *lineage,
                                 const style_layer *layer, mlg_error *err)
{
    g_autoptr(store_query) document = NULL;
    g_autoptr(store_query) reference = NULL;
    g_autofree char *xml = style_metadata_document(model, lineage, layer);
    MLG_TRY(store_query_new(model->store, document_sql, &document, err));
    store_bind_text(document, 1, xml);
    MLG_TRY(store_put(document, err));
    MLG_TRY(store_query_new(model->store, reference_sql, &reference, err));
    store_bind_text(reference, 1, layer != NULL ? layer->name : NULL);
    store_bind_text(reference, 2, model->options->timestamp);
    return store_put(reference, err);
}

/* "Communes: coverage by each type. On 30 June 2026." A list of layers shows the day so. */
static mlg_status date_description(const style_model *model, const style_lineage *lineage,
                                   style_layer *layer, mlg_error *err)
{
    g_autoptr(store_query) query = NULL;
    g_autofree char *day = g_strdup_printf(D_("As of %s."), lineage->day);
    const char *abstract = layer->abstract != NULL ? layer->abstract : "";
    if (g_str_has_suffix(abstract, day)) /* styled before */
        return MLG_OK;
    const char *end = *abstract == '\0' ? "" : g_str_has_suffix(abstract, ".") ? " " : ". ";
    g_autofree char *text = g_strconcat(abstract, end, day, NULL);
    MLG_TRY(store_query_new(model->store,
                            "UPDATE gpkg_contents SET description = ?2 WHERE table_name = ?1",
                            &query, err));
    store_bind_text(query, 1, layer->name);
    store_bind_text(query, 2, text);
    MLG_TRY(store_put(query, err));
    g_free(layer->abstract);
    layer->abstract = g_steal_pointer(&text);
    return MLG_OK;
}

mlg_status style_write_metadata(style_model *model, mlg_error *err)
{
    g_auto(style_lineage) lineage = {0};
    MLG_TRY(store_run(model->store, tables_sql, err));
    MLG_TRY(remove_former(model, err));
    style_lineage_read(model, &lineage);
    MLG_TRY(write_document(model, &lineage, /* layer= */ NULL, err));
    for (size_t i = 0; i < model->n_layers; i++) {
        if (!style_layer_known(model->layers[i].name))
            continue;
        MLG_TRY(date_description(model, &lineage, &model->layers[i], err));
        MLG_TRY(write_document(model, &lineage, &model->layers[i], err));
    }
    return MLG_OK;
}
