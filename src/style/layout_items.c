/*
 * layout_items.c - items of a print layout as QGIS 3.22 reads them. Fonts are the generic family:
 * each machine has one, with French accents.
 */
#include "style/layout.h"

#include "base/text.h"
#include "embedded_style.h"

#include <string.h>

#define MAIN_MAP    "carte"
#define MAP_MARGIN  0.03
#define LEGEND_SIZE 7.5
#define SCALE_SIZE  7.0

enum {
    ALIGN_LEFT = 1,
    ALIGN_RIGHT = 2,
    ALIGN_CENTRE = 4,
    ALIGN_TOP = 32,
    ALIGN_BOTTOM = 64,
    ALIGN_MIDDLE = 128,
    WEIGHT_NORMAL = 50,
    WEIGHT_BOLD = 75
};

char *style_layout_uuid(const style_layout *layout, const char *id)
{
    g_autofree char *text = g_strdup_printf("%s/%s", layout->name, id);
    g_autofree char *hex = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    return g_strdup_printf("{%.8s-%.4s-4%.3s-8%.3s-%.12s}", hex, hex + 8, hex + 12, hex + 15,
                           hex + 18);
}

/* What each item has, as slots; their texts live as long as this. */
typedef struct item {
    char *uuid;
    style_number x, y, width, height, z;
} item;

static item item_new(style_layout *layout, const char *id, style_rect at)
{
    return (item){
        .uuid = style_layout_uuid(layout, id),
        .x = style_number_of(at.x),
        .y = style_number_of(at.y),
        .width = style_number_of(at.width),
        .height = style_number_of(at.height),
        .z = style_number_of(++layout->n_items),
    };
}

#define ITEM_SLOTS(i, name)                                                                        \
    {"uuid", (i).uuid}, {"id", name}, {"x", (i).x.text}, {"y", (i).y.text},                        \
        {"width", (i).width.text}, {"height", (i).height.text},                                    \
    {                                                                                              \
        "z", (i).z.text                                                                            \
    }

void style_layout_label(style_layout *layout, const char *id, style_rect at, style_type type,
                        const char *text)
{
    static const unsigned valign[] = {ALIGN_TOP, ALIGN_MIDDLE, ALIGN_BOTTOM};
    static const unsigned halign[] = {ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE};
    item i = item_new(layout, id, at);
    STYLE_FILL(layout->items, style_item_label_xml, ITEM_SLOTS(i, id), {"text", text},
               {"size", style_number_of(type.size * layout->scale).text},
               {"weight", style_number_of(type.bold ? WEIGHT_BOLD : WEIGHT_NORMAL).text},
               {"grey", style_number_of(type.grey).text},
               {"valign", style_number_of(valign[type.valign]).text},
               {"halign", style_number_of(halign[type.halign]).text});
    g_free(i.uuid);
}

/* An atlas shows its zone; the lines around its neighbours stay. */
static char *list_clipped(const style_layout *layout)
{
    static const char *const names[] = {"lacune", "qpv", "commune"};
    const style_project *project = layout->project;
    GString *xml = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const style_layer *layer = style_model_layer(project->model, names[i]);
        if (layer == NULL)
            continue;
        g_autofree char *id = style_layer_id(layer->name);
        g_autofree char *source = style_layer_source(project, layer->name);
        STYLE_FILL(xml, style_clipped_xml, {"id", id}, {"title", layer->title}, {"source", source});
    }
    return g_string_free(xml, FALSE);
}

/* Expression: CRS of the map of the territory where a zone of the atlas lies. */
static char *crs_by_place(const style_places *places)
{
    GString *expression = g_string_new("case");
    for (size_t i = 1; i < places->n; i++) {
        const style_box *ground = &places->places[i].ground;
        g_string_append_printf(
            expression,
            " when x(centroid(@atlas_geometry))>=%s and x(centroid(@atlas_geometry))<=%s and "
            "y(centroid(@atlas_geometry))>=%s and y(centroid(@atlas_geometry))<=%s then '%s'",
            style_number_of(ground->min_x).text, style_number_of(ground->max_x).text,
            style_number_of(ground->min_y).text, style_number_of(ground->max_y).text,
            places->places[i].crs);
    }
    g_string_append_printf(expression, " else '%s' end", places->places[0].crs);
    return g_string_free(expression, FALSE);
}

void style_layout_map(style_layout *layout, const char *id, style_rect at, const style_place *place,
                      bool main)
{
    const bool atlas = main && layout->zones != NULL;
    item i = item_new(layout, main ? MAIN_MAP : id, at);
    g_autofree char *clipped = atlas ? list_clipped(layout) : g_strdup("");
    const style_places *places = &layout->project->places;
    const bool by_place = atlas && places->n > 1;
    g_autofree char *crs = by_place ? crs_by_place(places) : g_strdup("");
    style_box box = style_fit(place->box, MAP_MARGIN, at.width, at.height);
    STYLE_FILL(layout->items, style_item_map_xml, ITEM_SLOTS(i, id), {"theme", layout->theme},
               {"crs", place->crs}, {"by_place", by_place ? "true" : "false"},
               {"crs_of_place", crs}, {"xmin", style_number_of(box.min_x).text},
               {"ymin", style_number_of(box.min_y).text}, {"xmax", style_number_of(box.max_x).text},
               {"ymax", style_number_of(box.max_y).text}, {"atlas", atlas ? "1" : "0"},
               {"clipped", clipped});
    g_free(i.uuid);
}

/* Drawn as lines in all themes. */
static bool is_boundary(const style_layer *layer)
{
    return strcmp(layer->name, "epci") == 0 || strcmp(layer->name, "departement") == 0;
}

static void put_legend_node(const style_layout *layout, const style_layer *layer, GString *xml)
{
    static const struct {
        const char *layer, *title;
    } titles[] = {{"qpv", N_("QPV")},
                  {"commune", N_("Communes")},
                  {"lacune", N_("Parts of QPV not covered")}};
    const char *title = layer->title;
    for (size_t i = 0; i < G_N_ELEMENTS(titles); i++)
        if (strcmp(titles[i].layer, layer->name) == 0)
            title = D_(titles[i].title);
    g_autofree char *id = style_layer_id(layer->name);
    g_autofree char *source = style_layer_source(layout->project, layer->name);
    g_autofree char *safe = style_xml_escape(title);
    /* the label of its line says it */
    const char *hidden = is_boundary(layer) ? "hidden" : "subgroup";
    g_autofree char *label = g_strdup_printf(
        "            <Option type=\"QString\" name=\"legend/title-label\" value=\"%s\"/>\n"
        "            <Option type=\"QString\" name=\"legend/title-style\" value=\"%s\"/>\n",
        safe, hidden);
    STYLE_FILL(xml, style_node_xml, {"id", id}, {"name", title}, {"source", source},
               {"checked", "Qt::Checked"}, {"properties", label});
}

void style_layout_legend(style_layout *layout, style_rect at)
{
    const style_model *model = layout->project->model;
    g_autofree size_t *order = g_new(size_t, model->n_layers + 1);
    style_draw_order(model, order);
    g_autoptr(GString) nodes = g_string_new(NULL);
    static const char *const first[] = {"qpv", "lacune", "commune"};
    for (size_t i = 0; i < G_N_ELEMENTS(first); i++) {
        const style_layer *layer = style_model_layer(model, first[i]);
        if (layer != NULL)
            put_legend_node(layout, layer, nodes);
    }
    for (size_t i = 0; i < model->n_layers; i++)
        if (is_boundary(&model->layers[order[i]]))
            put_legend_node(layout, &model->layers[order[i]], nodes);
    item i = item_new(layout, "legende", at);
    g_autofree char *map = style_layout_uuid(layout, MAIN_MAP);
    STYLE_FILL(layout->items, style_item_legend_xml, ITEM_SLOTS(i, "legende"), {"map", map},
               {"size", style_number_of(LEGEND_SIZE * layout->scale).text},
               {"heading", style_number_of((LEGEND_SIZE + 0.5) * layout->scale).text},
               {"atlas", layout->zones != NULL ? "1" : "0"}, {"nodes", nodes->str});
    g_free(i.uuid);
}

void style_layout_scale_bar(style_layout *layout, style_rect at)
{
    item i = item_new(layout, "echelle", at);
    g_autofree char *map = style_layout_uuid(layout, MAIN_MAP);
    STYLE_FILL(layout->items, style_item_scale_xml, ITEM_SLOTS(i, "echelle"), {"map", map},
               {"size", style_number_of(SCALE_SIZE * layout->scale).text});
    g_free(i.uuid);
}

void style_layout_north(style_layout *layout, style_rect at)
{
    item i = item_new(layout, "nord", at);
    g_autofree char *map = style_layout_uuid(layout, MAIN_MAP);
    STYLE_FILL(layout->items, style_item_north_xml, ITEM_SLOTS(i, "nord"), {"map", map});
    g_free(i.uuid);
}

void style_layout_rule(style_layout *layout, style_rect at)
{
    g_autofree char *id = g_strdup_printf("filet_%u", layout->n_items);
    item i = item_new(layout, id, at);
    STYLE_FILL(layout->items, style_item_rule_xml, ITEM_SLOTS(i, id));
    g_free(i.uuid);
}
