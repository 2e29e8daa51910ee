/*
 * theme.c - the themes of the project: which layers a map shows, and in which of their styles.
 */
#include "base/text.h"
#include "style/project.h"

#include <string.h>

/* Whether the style draws the types that are together: by that column. */
static bool shows_combination(const style_named *style)
{
    const char *attribute = strstr(style->elements, " attr=\"");
    g_autofree char *value =
        attribute != NULL ? g_strndup(attribute + 7, strcspn(attribute + 7, "\"")) : NULL;
    return value != NULL && strstr(value, "combinaison") != NULL;
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

static bool is_layer(const style_layer *layer, const char *name)
{
    return strcmp(layer->name, name) == 0;
}

/* Style in which a theme shows a layer of gaps, QPV or communes; NULL when it does not. */
static const char *find_style(style_project *project, size_t i, const style_theme *theme)
{
    const style_layer *layer = &project->model->layers[i];
    GPtrArray *styles = project->styles[i];
    const bool gaps = is_layer(layer, "lacune"), communes = is_layer(layer, "commune");
    const style_named *found = NULL;
    if (!gaps && !communes && !is_layer(layer, "qpv"))
        return NULL;
    for (guint s = 0; s < styles->len && found == NULL; s++)
        if (fits(g_ptr_array_index(styles, s), theme, gaps))
            found = g_ptr_array_index(styles, s);
    if (theme->subject == STYLE_SUBJECT_GAPS && is_layer(layer, "qpv"))
        return style_add_boundary(project, i);
    if (found == NULL && theme->subject == STYLE_SUBJECT_GAPS && gaps)
        found = g_ptr_array_index(styles, 0);
    if (found == NULL)
        return NULL;
    /* QPV are the subject: what lies under them is the same, paler, as far as the colours of
     * combinations can be told apart */
    const char *alpha = theme->subject == STYLE_SUBJECT_COMBINATION ? "0.5" : "0.35";
    return communes ? style_add_background(project, i, found, alpha) : found->name;
}

static void add_theme(style_project *project, GArray *themes, const char *name,
                      style_subject subject, size_t type)
{
    const size_t n = project->model->n_layers;
    style_theme theme = {.name = g_strdup(name), .subject = subject, .type = type};
    const style_theme *first = themes->len > 0 ? &g_array_index(themes, style_theme, 0) : NULL;
    theme.shown = g_new0(const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        const style_layer *layer = &project->model->layers[i];
        if (!is_layer(layer, "epci") && !is_layer(layer, "departement"))
            theme.shown[i] = find_style(project, i, &theme);
        else
            theme.shown[i] = first != NULL ? first->shown[i] : style_add_boundary(project, i);
    }
    g_array_append_val(themes, theme);
}

void style_list_themes(style_project *project)
{
    const style_model *model = project->model;
    GArray *themes = g_array_new(FALSE, FALSE, sizeof(style_theme));
    for (size_t t = 0; model->types[t] != NULL; t++)
        add_theme(project, themes, model->types[t], STYLE_SUBJECT_TYPE, t);
    if (g_strv_length(model->combination) > 1)
        add_theme(project, themes, D_("Combination"), STYLE_SUBJECT_COMBINATION, G_MAXSIZE);
    if (style_model_layer(model, "lacune") != NULL && themes->len > 0)
        add_theme(project, themes, D_("Gaps"), STYLE_SUBJECT_GAPS, G_MAXSIZE);
    project->themes = (style_theme *)(void *)g_array_steal(themes, &project->n_themes);
    g_array_unref(themes);
}

void style_put_themes(const style_project *project, GString *xml)
{
    for (size_t t = 0; t < project->n_themes; t++) {
        const style_theme *theme = &project->themes[t];
        g_autofree char *name = style_xml_escape(theme->name);
        g_string_append_printf(xml, "    <visibility-preset name=\"%s\">\n", name);
        for (size_t i = 0; i < project->model->n_layers; i++) {
            const char *style = theme->shown[i];
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
