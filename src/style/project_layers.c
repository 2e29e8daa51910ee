/*
 * project_layers.c - the layers of the project, with all of their styles; their tree and order.
 */
#include "base/text.h"
#include "embedded_style.h"
#include "style/project.h"
#include "style/relation.h"

#include <string.h>

typedef enum group { GAPS, COVERAGE, DISPOSITIFS, TERRITORIES, TABLES, N_GROUPS } group;

static const char *const group_titles[N_GROUPS] = {
    [GAPS] = N_("Gaps"),
    [COVERAGE] = N_("Coverage"),
    [DISPOSITIFS] = N_("Dispositifs"),
    [TERRITORIES] = N_("Territories"),
    [TABLES] = N_("Tables"),
};

/* From top to bottom of a map: small over large where one would hide the other, lines over what
 * they bound. Layers that are not named lie over the communes. */
static const struct {
    const char *layer;
    group group;
} drawn[] = {
    {"lacune", GAPS},
    {"qpv", COVERAGE},
    {"qpv_2024", COVERAGE},
    {"qpv_2015", COVERAGE},
    {"superposition", DISPOSITIFS},
    {"dispositif", DISPOSITIFS},
    {"contrat_ville", TERRITORIES},
    {"region", TERRITORIES},
    {"departement", TERRITORIES},
    {"epci", TERRITORIES},
    {NULL, TERRITORIES},
    {"commune", COVERAGE},
};

static size_t rank_of(const style_layer *layer)
{
    size_t unnamed = 0;
    if (!layer->spatial)
        return G_N_ELEMENTS(drawn);
    for (size_t i = 0; i < G_N_ELEMENTS(drawn); i++) {
        if (drawn[i].layer == NULL)
            unnamed = i;
        else if (strcmp(drawn[i].layer, layer->name) == 0)
            return i;
    }
    return unnamed;
}

static group group_of(const style_layer *layer)
{
    return layer->spatial ? drawn[rank_of(layer)].group : TABLES;
}

void style_draw_order(const style_model *model, size_t *ret)
{
    size_t n = 0;
    for (size_t rank = 0; rank <= G_N_ELEMENTS(drawn); rank++)
        for (size_t i = 0; i < model->n_layers; i++)
            if (rank_of(&model->layers[i]) == rank)
                ret[n++] = i;
}

static void put_node(const style_project *project, size_t i, GString *xml)
{
    const style_layer *layer = &project->model->layers[i];
    bool shown = project->n_themes == 0 ? layer->spatial : project->themes[0].shown[i] != NULL;
    g_autofree char *id = style_layer_id(layer->name);
    g_autofree char *source = style_layer_source(project, layer->name);
    STYLE_FILL(xml, style_node_xml, {"id", id}, {"name", layer->title}, {"source", source},
               {"checked", shown ? "Qt::Checked" : "Qt::Unchecked"}, {"properties", ""});
}

void style_put_tree(const style_project *project, GString *xml)
{
    const style_model *model = project->model;
    g_autofree size_t *order = g_new(size_t, model->n_layers + 1);
    style_draw_order(model, order);
    g_string_append(xml, "  <layer-tree-group>\n");
    for (group g = 0; g < N_GROUPS; g++) {
        g_autoptr(GString) nodes = g_string_new(NULL);
        for (size_t i = 0; i < model->n_layers; i++)
            if (group_of(&model->layers[order[i]]) == g)
                put_node(project, order[i], nodes);
        g_autofree char *title = style_xml_escape(D_(group_titles[g]));
        if (nodes->len > 0)
            g_string_append_printf(xml,
                                   "    <layer-tree-group name=\"%s\" checked=\"Qt::Checked\" "
                                   "expanded=\"%d\">\n%s    </layer-tree-group>\n",
                                   title, g != TABLES, nodes->str);
    }
    g_string_append(xml, "    <custom-order enabled=\"1\">\n");
    for (size_t i = 0; i < model->n_layers; i++) {
        g_autofree char *id = style_layer_id(model->layers[order[i]].name);
        g_autofree char *safe = style_xml_escape(id);
        if (model->layers[order[i]].spatial)
            g_string_append_printf(xml, "      <item>%s</item>\n", safe);
    }
    g_string_append(xml, "    </custom-order>\n  </layer-tree-group>\n");
}

/* The style in which one sees a layer first. */
static const style_named *find_current(const style_project *project, size_t i)
{
    GPtrArray *styles = project->styles[i];
    const char *name = project->n_themes > 0 ? project->themes[0].shown[i] : NULL;
    for (guint s = 0; s < styles->len && name != NULL; s++) {
        const style_named *style = g_ptr_array_index(styles, s);
        if (strcmp(style->name, name) == 0)
            return style;
    }
    return g_ptr_array_index(styles, 0);
}

static void put_layer(const style_project *project, size_t i, GString *xml)
{
    const style_layer *layer = &project->model->layers[i];
    GPtrArray *named = project->styles[i];
    const style_named *current = find_current(project, i);
    g_autoptr(GString) styles = g_string_new(NULL);
    for (guint s = 0; s < named->len; s++) {
        const style_named *style = g_ptr_array_index(named, s);
        g_autofree char *name = style_xml_escape(style->name);
        g_autofree char *related = style_add_relations(project, layer, style->elements);
        if (style == current) /* the layer itself says what it is */
            g_string_append_printf(styles, "        <map-layer-style name=\"%s\"/>\n", name);
        else
            STYLE_FILL(styles, style_style_xml, {"name", style->name},
                       {"categories", style->categories}, {"attributes", style->attributes},
                       {"elements", related});
    }
    g_autoptr(GString) srs = g_string_new(NULL);
    char crs[32];
    g_snprintf(crs, sizeof crs, "EPSG:%d", project->model->srs_id);
    if (layer->spatial)
        STYLE_FILL(srs, style_srs_xml, {"crs", crs});
    g_autofree char *id = style_layer_id(layer->name);
    g_autofree char *source = style_layer_source(project, layer->name);
    g_autofree char *all = style_with_symbols(g_ptr_array_index(named, 0), current);
    g_autofree char *elements = style_add_relations(project, layer, all);
    STYLE_FILL(xml, style_layer_xml, {"id", id}, {"source", source}, {"title", layer->title},
               {"abstract", layer->abstract}, {"srs", srs->str},
               {"attributes", current->attributes},
               {"geometry", layer->spatial ? "Polygon" : "No geometry"},
               {"wkb", layer->spatial ? "MultiPolygon" : "NoGeometry"}, {"style", current->name},
               {"styles", styles->str}, {"elements", elements});
}

void style_put_layers(const style_project *project, GString *xml)
{
    for (size_t i = 0; i < project->model->n_layers; i++)
        put_layer(project, i, xml);
}
