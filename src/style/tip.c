/*
 * tip.c - map tips: what a feature is and its key figures, in HTML; and the expression that names a
 * feature in lists.
 */
#include "style/fields.h"
#include "style/looks.h"
#include "style/sheet.h"

#include "base/text.h"

#include <string.h>

/* What a feature is called: the first column that its layer has. */
static const char *const names[] = {"lib_qp", "lib_com",    "lib_epci", "lib_dep", "lib_reg",
                                    "nom",    "indicateur", "message",  "cle",     NULL};
static const char *const codes[] = {"code_qp",   "insee_com",     "siren_epci", "insee_dep",
                                    "insee_reg", "id_dispositif", NULL};

static const char *first_of(const style_layer *layer, const char *const *columns)
{
    for (; *columns != NULL; columns++)
        if (style_layer_column(layer, *columns) >= 0)
            return *columns;
    return NULL;
}

/* Layers whose own names are not in the order of the list: a commune has its EPCI's too. */
static const char *name_column(const style_layer *layer)
{
    static const struct {
        const char *layer, *column;
    } own[] = {{"commune", "lib_com"},
               {"superposition", "ids"},
               {"relation", "id_a"},
               {"qpv_dispositif", "code_qp"},
               {"dispositif_departement", "id_dispositif"}};
    for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
        if (strcmp(own[i].layer, layer->name) == 0 && style_layer_column(layer, own[i].column) >= 0)
            return own[i].column;
    const char *name = first_of(layer, names);
    if (name == NULL)
        name = first_of(layer, codes);
    return name != NULL ? name : layer->columns[0];
}

char *style_display_expression(const style_layer *layer)
{
    const char *name = name_column(layer);
    return name != NULL ? g_strdup_printf("\"%s\"", name) : g_strdup("");
}

/* A value of the file as HTML. */
#define SAFE_OPEN  "replace("
#define SAFE_CLOSE ", map('&', '&amp;', '<', '&lt;'))"

/* HTML as a literal of an expression within [% %], that it must not end. g_free(). */
static char *html_literal(const char *text)
{
    g_autofree char *html = style_xml_escape(text);
    g_autofree char *literal = style_literal(html);
    g_auto(GStrv) parts = g_strsplit(literal, "%]", -1);
    return g_strjoinv("%' || ']", parts);
}

static char *value_expression(const char *column, const char *type)
{
    if (strcmp(type, "REAL") == 0)
        return g_strdup_printf("format_number(\"%s\", 0)", column);
    if (strcmp(type, "DATE") == 0) {
        g_autofree char *format = style_literal(D_(LOOKS_DATE_FORMAT));
        return g_strdup_printf("format_date(\"%s\", %s)", column, format);
    }
    return g_strdup_printf(SAFE_OPEN "represent_value(\"%s\")" SAFE_CLOSE, column);
}

/* Columns worth a line, where a layer has them and a feature tells them. */
static const char *const facts[] = {"type",   "motif",    "lib_com",     "lib_epci",
                                    "statut", "date_fin", "porteur_nom", "nb",
                                    "pop",    "pop_qpv",  "combinaison"};

static void append_fact(GString *to, const style_model *model, const style_layer *layer,
                        const char *column)
{
    int i = style_layer_column(layer, column);
    if (i < 0 || strcmp(column, name_column(layer)) == 0)
        return;
    g_auto(style_field) field = {0};
    style_field_get(layer->name, column, (const char *const *)model->types,
                    (const char *const *)model->suffixes, &field);
    g_autofree char *title = html_literal(field.title);
    g_autofree char *value = value_expression(column, layer->column_types[i]);
    g_string_append_printf(to,
                           "[%% if(\"%s\" IS NULL, '', '<tr><td>' || %s || '</td><td>' || %s || "
                           "'</td></tr>') %%]",
                           column, title, value);
}

/* One line a type, all by one expression: a file holds it once a style. */
static void append_types(GString *to, const style_model *model, const style_layer *layer)
{
    g_autoptr(GString) types = g_string_new(NULL), suffixes = g_string_new(NULL);
    for (size_t t = 0; model->types[t] != NULL; t++) {
        g_autofree char *column = g_strdup_printf("couverture_%s", model->suffixes[t]);
        g_autofree char *share = g_strdup_printf("part_pop_%s", model->suffixes[t]);
        if (style_layer_column(layer, column) < 0 || style_layer_column(layer, share) < 0)
            continue;
        g_autofree char *type = html_literal(model->types[t]);
        const char *comma = types->len > 0 ? ", " : "", *suffix = model->suffixes[t];
        g_string_append_printf(types, "%s'%s', %s", comma, suffix, type);
        g_string_append_printf(suffixes, "%s'%s'", comma, suffix);
    }
    if (types->len == 0)
        return;
    g_string_append_printf(
        to,
        "[%% with_variable('t', map(%s), array_to_string(array_foreach(array(%s), "
        "'<tr><td>' || map_get(@t, @element) || '</td><td>' || " SAFE_OPEN
        "represent_value(attribute('couverture_' || @element), 'couverture_' || "
        "@element)" SAFE_CLOSE " || "
        "if(attribute('couverture_' || @element) = 'partiel', "
        "coalesce(' (' || format_number(100 * attribute('part_pop_' || @element), 0) || ' %%)', "
        "''), "
        "'') || '</td></tr>'), '')) %%]",
        types->str, suffixes->str);
}

char *style_map_tip(const style_model *model, const style_layer *layer)
{
    const char *name = name_column(layer), *code = first_of(layer, codes);
    if (!layer->spatial || name == NULL)
        return g_strdup("");
    GString *tip = g_string_new(NULL);
    g_string_append_printf(tip, "<b>[%% " SAFE_OPEN "coalesce(\"%s\", '–')" SAFE_CLOSE " %%]</b>",
                           name);
    if (code != NULL && strcmp(code, name) != 0)
        g_string_append_printf(tip, " [%% " SAFE_OPEN "coalesce(\"%s\", '')" SAFE_CLOSE " %%]",
                               code);
    g_string_append(tip, "<table>");
    for (size_t i = 0; i < G_N_ELEMENTS(facts); i++)
        append_fact(tip, model, layer, facts[i]);
    append_types(tip, model, layer);
    g_string_append(tip, "</table>");
    return g_string_free(tip, FALSE);
}
