/*
 * project_styles.c - styles that only the project has: lines around territories, and pale copies
 * of styles for what lies under the subject of a map.
 */
#include "base/text.h"
#include "embedded_style.h"
#include "style/project.h"

#include <string.h>

#define PALE "<layerOpacity>0.35</layerOpacity>"

static const char *add(style_project *project, size_t layer, char *name, char *elements)
{
    style_named *style = g_new0(style_named, 1);
    style->name = name;
    style->description = g_strdup("");
    style->type = G_MAXSIZE;
    style->categories = g_strdup("Symbology|Labeling|Rendering");
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
    {"epci", N_("Boundaries of EPCI"), "90,90,90,255", "0.25", "1500000"},
    {"departement", N_("Boundaries of départements"), "60,60,60,255", "0.4", "20000000"},
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
        return add(project, layer, g_strdup(D_("Boundaries")),
                   g_string_free(g_steal_pointer(&elements), FALSE));
    }
    return NULL;
}

const char *style_add_background(style_project *project, size_t layer, const style_named *style)
{
    return add(project, layer, g_strdup_printf(D_("%s, pale"), style->name),
               g_strconcat(style->elements, PALE, NULL));
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
    if (g_str_has_suffix(symbols->elements, PALE))
        g_string_append(xml, PALE);
    return g_string_free(xml, FALSE);
}
