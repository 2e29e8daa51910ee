/*
 * project_styles.c - styles that only the project has: lines around territories, and pale copies
 * of styles for what lies under the subject of a map.
 */
#include "base/text.h"
#include "embedded_style.h"
#include "style/project.h"

#include <string.h>

/* Areas by a symbol of the layer, with its opacity: symbols inside of others are no fills. */
#define AREA "(<symbol type=\"fill\" name=\"[^\"]*\" alpha=\")1\""

static const char *add(style_project *project, size_t layer, char *name, char *elements)
{
    style_named *style = g_new0(style_named, 1);
    style->name = name;
    style->description = g_strdup("");
    style->type = G_MAXSIZE;
    style->categories = g_strdup("Symbology|Labeling");
    style->attributes =
        g_strdup(((const style_named *)g_ptr_array_index(project->styles[layer], 0))->attributes);
    style->elements = elements;
    g_ptr_array_add(project->styles[layer], style);
    return style->name;
}

/* Lines around territories: which, their look, and the smallest scale at which they are drawn. */
static const struct {
    const char *layer, *label; /* msgid */
    const char *color, *width, *scale;
} boundaries[] = {
    {"epci", N_("Boundaries of EPCI"), "90,90,90,255", "0.2", "1500000"},
    {"departement", N_("Boundaries of départements"), "60,60,60,255", "0.3", "20000000"},
    {"qpv", N_("Boundaries of QPV"), "60,60,60,255", "0.25", "500000"},
};

const char *style_add_boundary(style_project *project, size_t layer)
{
    for (size_t i = 0; i < G_N_ELEMENTS(boundaries); i++) {
        if (strcmp(boundaries[i].layer, project->model->layers[layer].name) != 0)
            continue;
        g_autoptr(GString) elements = g_string_new(NULL);
        STYLE_FILL(elements, style_boundary_xml, {"label", D_(boundaries[i].label)},
                   {"color", boundaries[i].color}, {"width", boundaries[i].width},
                   {"scale", boundaries[i].scale});
        /* with the labels that all styles of the layer have */
        GPtrArray *styles = project->styles[layer];
        const style_named line = {.elements = elements->str};
        return add(project, layer, g_strdup(D_("Boundaries")),
                   style_with_symbols(g_ptr_array_index(styles, styles->len > 1), &line));
    }
    return NULL;
}

/* By symbols: the legend of a print layout has the opacity that the layer has at the moment, which
 * is not that of the theme that the layout shows. */
const char *style_add_background(style_project *project, size_t layer, const style_named *style,
                                 const char *alpha)
{
    g_autoptr(GRegex) area = g_regex_new(AREA, 0, 0, NULL);
    g_autofree char *pale = g_strdup_printf("\\g<1>%s\"", alpha);
    return add(project, layer, g_strdup_printf(D_("%s, pale"), style->name),
               g_regex_replace(area, style->elements, -1, 0, pale, 0, NULL));
}

/* Where an element begins and ends; false when it is not there. */
static bool find_element(const char *xml, const char *name, const char **ret_from,
                         const char **ret_to)
{
    g_autofree char *open = g_strdup_printf("<%s", name), *close = g_strdup_printf("</%s>", name);
    const char *from = strstr(xml, open), *to = g_strrstr(xml, close);
    if (from == NULL || to == NULL)
        return false;
    *ret_from = from;
    *ret_to = to + strlen(close);
    return true;
}

char *style_with_symbols(const style_named *all, const style_named *symbols)
{
    const char *from = NULL, *to = NULL, *other_from = NULL, *other_to = NULL;
    if (all == symbols || !find_element(all->elements, "renderer-v2", &from, &to) ||
        !find_element(symbols->elements, "renderer-v2", &other_from, &other_to))
        return g_strdup(all->elements);
    GString *xml = g_string_new_len(all->elements, from - all->elements);
    g_string_append_len(xml, other_from, other_to - other_from);
    g_string_append(xml, to);
    return g_string_free(xml, FALSE);
}
