/*
 * relation.c - relations between the layers and tables of a result, by the codes that they share.
 */
#include "style/relation.h"

#include "base/text.h"
#include "embedded_style.h"

#include <string.h>

/* One row of `parent` has those of `child` with the same code. */
typedef struct relation_row {
    const char *parent, *key;
    const char *child, *column;
    const char *name; /* msgid: what the rows are to the parent */
} relation_row;

static const relation_row rows[] = {
    {"qpv", "code_qp", "qpv_dispositif", "code_qp", N_("Dispositifs of the QPV")},
    {"qpv", "code_qp", "lacune", "code_qp", N_("Gaps of the QPV")},
    {"dispositif", "id_dispositif", "qpv_dispositif", "id_dispositif", N_("QPV of the dispositif")},
    {"dispositif", "id_dispositif", "relation", "id_a", N_("Perimeters met (as the first)")},
    {"dispositif", "id_dispositif", "relation", "id_b", N_("Perimeters met (as the second)")},
    {"dispositif", "id_dispositif", "dispositif_departement", "id_dispositif",
     N_("Départements of the dispositif")},
    {"commune", "insee_com", "qpv", "insee_com", N_("QPV of the commune alone")},
    {"commune", "insee_com", "lacune", "insee_com", N_("Gaps in the commune")},
    {"epci", "siren_epci", "commune", "siren_epci", N_("Communes of the EPCI")},
    {"departement", "insee_dep", "commune", "insee_dep", N_("Communes of the département")},
};

static bool has_column(const style_model *model, const char *layer, const char *column)
{
    const style_layer *found = style_model_layer(model, layer);
    return found != NULL && style_layer_column(found, column) >= 0;
}

static bool exists(const style_model *model, const relation_row *row)
{
    return has_column(model, row->parent, row->key) && has_column(model, row->child, row->column);
}

static char *id_of(const relation_row *row)
{
    return g_strdup_printf("maillage_%s_%s_%s", row->parent, row->child, row->column);
}

void style_put_relations(const style_project *project, GString *xml)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const relation_row *row = &rows[i];
        if (!exists(project->model, row))
            continue;
        g_autofree char *id = id_of(row), *parent = style_layer_id(row->parent);
        g_autofree char *child = style_layer_id(row->child);
        STYLE_FILL(xml, style_relation_xml, {"id", id}, {"name", D_(row->name)}, {"parent", parent},
                   {"child", child}, {"key", row->key}, {"column", row->column});
    }
}

char *style_add_relations(const style_project *project, const style_layer *layer,
                          const char *elements)
{
    static const char form_end[] = "</attributeEditorForm>";
    const char *end = g_strrstr(elements, form_end);
    if (end == NULL)
        return g_strdup(elements);
    GString *xml = g_string_new_len(elements, end - elements);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (strcmp(rows[i].parent, layer->name) != 0 || !exists(project->model, &rows[i]))
            continue;
        g_autofree char *id = id_of(&rows[i]);
        STYLE_FILL(xml, style_relation_tab_xml, {"id", id}, {"name", D_(rows[i].name)});
    }
    g_string_append(xml, end);
    return g_string_free(xml, FALSE);
}
