/*
 * project.c - table qgis_projects: the project that QGIS opens from the file itself, as
 * geopackage:/path/FILE.gpkg?projectName=maillage.
 */
#include "style/project.h"

#include "base/date.h"
#include "base/text.h"
#include "base/zip.h"
#include "embedded_style.h"

#include <string.h>

/* As QGIS makes it; in none of the GeoPackage's lists. */
static const char table_sql[] = "CREATE TABLE IF NOT EXISTS qgis_projects(name TEXT PRIMARY KEY, "
                                "metadata BLOB, content BLOB)";

#define VIEW_MARGIN 0.04
#define VIEW_WIDTH  16.0 /* of a usual window */
#define VIEW_HEIGHT 9.0

char *style_layer_id(const char *layer)
{
    return g_strconcat("maillage_", layer, NULL);
}

char *style_layer_source(const style_project *project, const char *layer)
{
    return g_strdup_printf("./%s|layername=%s", project->model->options->file_name, layer);
}

char *style_day(const style_model *model)
{
    return base_date_told(model->date != NULL ? model->date : "");
}

static void load_styles(style_project *project)
{
    const style_model *model = project->model;
    project->styles = g_new0(GPtrArray *, model->n_layers + 1);
    for (size_t i = 0; i < model->n_layers; i++)
        project->styles[i] = style_layer_styles(model, &model->layers[i]);
}

static void project_done(style_project *project)
{
    for (size_t i = 0; project->styles != NULL && i < project->model->n_layers; i++)
        g_ptr_array_unref(project->styles[i]);
    g_clear_pointer(&project->styles, g_free);
    for (size_t t = 0; t < project->n_themes; t++) {
        g_free(project->themes[t].name);
        g_free(project->themes[t].shown);
    }
    g_clear_pointer(&project->themes, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(style_project, project_done)

static void put_order(const style_project *project, GString *xml)
{
    const style_model *model = project->model;
    g_autofree size_t *order = g_new(size_t, model->n_layers + 1);
    style_draw_order(model, order);
    for (size_t i = 0; i < model->n_layers; i++) {
        g_autofree char *id = style_layer_id(model->layers[order[i]].name);
        g_autofree char *safe = style_xml_escape(id);
        g_string_append_printf(xml, "    <layer id=\"%s\"/>\n", safe);
    }
}

static mlg_status make_document(const style_project *project, GString *xml, mlg_error *err)
{
    const style_model *model = project->model;
    typedef void put_piece(const style_project *, GString *);
    static put_piece *const pieces[] = {
        style_put_tree, style_put_relations, style_put_layers,
        put_order,      style_put_themes,    style_put_layouts,
    };
    GString *texts[G_N_ELEMENTS(pieces) + 2];
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        texts[i] = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++)
        pieces[i](project, texts[i]);
    GString *names = texts[G_N_ELEMENTS(pieces)], *values = texts[G_N_ELEMENTS(pieces) + 1];
    mlg_status status = style_put_texts(project, names, values, err);
    g_autofree char *day = style_day(model);
    g_autofree char *title = g_strdup_printf(D_("Coverage of territories on %s"), day);
    const style_place *place = &project->places.places[0];
    style_box view = style_fit(place->box, VIEW_MARGIN, VIEW_WIDTH, VIEW_HEIGHT);
    STYLE_FILL(xml, style_project_xml, {"title", title}, {"time", model->options->timestamp},
               {"crs", place->crs}, {"xmin", style_number_of(view.min_x).text},
               {"ymin", style_number_of(view.min_y).text},
               {"xmax", style_number_of(view.max_x).text},
               {"ymax", style_number_of(view.max_y).text},
               {"abstract", D_("QPV, communes and territories covered by health dispositifs, gaps "
                               "and overlaps; made by maillage")},
               {"tree", texts[0]->str}, {"relations", texts[1]->str}, {"layers", texts[2]->str},
               {"order", texts[3]->str}, {"themes", texts[4]->str}, {"layouts", texts[5]->str},
               {"names", names->str}, {"values", values->str});
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_string_free(texts[i], TRUE);
    return status;
}

/* QGIS reads the archive as hexadecimal text; as bytes it does not. */
static char *to_hex(GBytes *bytes)
{
    static const char digits[] = "0123456789abcdef";
    gsize n = 0;
    const guint8 *data = g_bytes_get_data(bytes, &n);
    char *text = g_malloc(2 * n + 1);
    for (gsize i = 0; i < n; i++) {
        text[2 * i] = digits[data[i] >> 4];
        text[2 * i + 1] = digits[data[i] & 15];
    }
    text[2 * n] = '\0';
    return text;
}

static mlg_status save(const style_model *model, const GString *xml, mlg_error *err)
{
    g_autoptr(base_zip) zip = base_zip_new();
    base_zip_add(zip, STYLE_PROJECT_NAME ".qgs", xml->str, xml->len, BASE_ZIP_DEFLATED);
    g_autoptr(GBytes) archive = base_zip_end(zip);
    g_autofree char *content = to_hex(archive);
    g_autofree char *metadata =
        g_strdup_printf("{\"last_modified_time\": \"%.19s\", \"last_modified_user\": \"maillage\"}",
                        model->options->timestamp);
    g_autoptr(store_query) query = NULL;
    MLG_TRY(store_run(model->store, table_sql, err));
    MLG_TRY(store_query_new(model->store,
                            "INSERT OR REPLACE INTO qgis_projects (name, metadata, content) "
                            "VALUES (?1, ?2, ?3)",
                            &query, err));
    store_bind_text(query, 1, STYLE_PROJECT_NAME);
    store_bind_text(query, 2, metadata);
    store_bind_text(query, 3, content);
    return store_put(query, err);
}

mlg_status style_write_project(style_model *model, mlg_error *err)
{
    g_auto(style_project) project = {.model = model};
    MLG_TRY(style_find_places(model, &project.places, err));
    load_styles(&project);
    style_list_themes(&project);
    g_autoptr(GString) xml = g_string_new(NULL);
    MLG_TRY(make_document(&project, xml, err));
    return save(model, xml, err);
}
