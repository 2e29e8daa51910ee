/*
 * theme.c - the themes of the project: which layers a map shows, and in which of their styles.
 */
#include "base/text.h"
#include "style/project.h"

#include <string.h>

static void add_theme(GArray *themes, const char *name, style_subject subject, size_t type)
{
    style_theme theme = {.name = g_strdup(name), .subject = subject, .type = type};
    g_array_append_val(themes, theme);
}

void style_list_themes(style_project *project)
{
    const style_model *model = project->model;
    GArray *themes = g_array_new(FALSE, FALSE, sizeof(style_theme));
    for (size_t t = 0; model->types[t] != NULL; t++)
        add_theme(themes, model->types[t], STYLE_SUBJECT_TYPE, t);
    if (g_strv_length(model->combination) > 1)
        add_theme(themes, D_("Combination"), STYLE_SUBJECT_COMBINATION, G_MAXSIZE);
    if (style_model_layer(model, "lacune") != NULL && themes->len > 0)
        add_theme(themes, D_("Gaps"), STYLE_SUBJECT_GAPS, G_MAXSIZE);
    project->themes = (style_theme *)(void *)g_array_steal(themes, &project->n_themes);
    g_array_unref(themes);
}

/* Whether the style draws the types that are together: by that column. */
static bool shows_combination(const style_named *style)
{
    return strstr(style->elements, "attr=\"combinaison\"") != NULL;
}

static bool fits(const style_named *style, const style_theme *theme, bool gaps)
{
    switch (theme->subject) {
    case STYLE_SUBJECT_TYPE:
        return style->type == theme->type && (gaps || style->shows_state);
    case STYLE_SUBJECT_COMBINATION:
        return !gaps && shows_combination(style);
    case STYLE_SUBJECT_GAPS:
        return gaps && style->type == G_MAXSIZE;
    }
    return false;
}

/* Style in which a theme shows a layer, NULL when it does not. */
static const char *find_style(const style_project *project, size_t i, const style_theme *theme)
{
    const style_layer *layer = &project->model->layers[i];
    GPtrArray *styles = project->styles[i];
    bool gaps = strcmp(layer->name, "lacune") == 0, qpv = strcmp(layer->name, "qpv") == 0;
    if (strcmp(layer->name, "epci") == 0 || strcmp(layer->name, "departement") == 0)
        return D_(STYLE_BOUNDARY);
    if (!gaps && !qpv && strcmp(layer->name, "commune") != 0)
        return NULL;
    for (guint s = 0; s < styles->len; s++) {
        const style_named *style = g_ptr_array_index(styles, s);
        if (fits(style, theme, gaps))
            return style->name;
    }
    /* gaps lie on the QPV, whatever they show */
    return theme->subject == STYLE_SUBJECT_GAPS
               ? ((const style_named *)g_ptr_array_index(styles, 0))->name
               : NULL;
}

void style_put_themes(const style_project *project, GString *xml)
{
    for (size_t t = 0; t < project->n_themes; t++) {
        const style_theme *theme = &project->themes[t];
        g_autofree char *name = style_xml_escape(theme->name);
        g_string_append_printf(xml, "    <visibility-preset name=\"%s\">\n", name);
        for (size_t i = 0; i < project->model->n_layers; i++) {
            const char *style = find_style(project, i, theme);
            if (style == NULL)
                continue;
            g_autofree char *id = style_layer_id(project->model->layers[i].name);
            g_autofree char *safe_id = style_xml_escape(id), *safe = style_xml_escape(style);
            g_string_append_printf(xml, "      <layer id=\"%s\" visible=\"1\" style=\"%s\"/>\n",
                                   safe_id, safe);
        }
        g_string_append(xml, "    </visibility-preset>\n");
    }
}
