/*
 * form.c - columns as QGIS shows them: aliases, value maps, numbers and dates in the user's format,
 * and a form in tabs that only reads.
 */
#include "style/fields.h"
#include "style/looks.h"
#include "style/sheet.h"

#include "base/text.h"

#include <string.h>

/* A tab holds the columns from its first one on, of one type or of none. */
typedef struct tab_row {
    const char *layer, *first; /* NULL: of any layer, any column */
    const char *title;         /* msgid */
} tab_row;

static const tab_row tabs[] = {
    {"dispositif", "id_dispositif", N_("Dispositif")},
    {"dispositif", "date_signature", N_("Dates")},
    {"dispositif", "porteur_type", N_("Carrier and coordination")},
    {"dispositif", "source", N_("Source")},
    {"dispositif", "en_vigueur", N_("Perimeter")},
    {NULL, "cumul", N_("All types")},
};

static const char *tab_of(const style_layer *layer, const char *column)
{
    for (size_t i = 0; i < G_N_ELEMENTS(tabs); i++)
        if ((tabs[i].layer == NULL || strcmp(tabs[i].layer, layer->name) == 0) &&
            strcmp(tabs[i].first, column) == 0)
            return D_(tabs[i].title);
    return NULL;
}

typedef struct form {
    const style_model *model;
    const style_layer *layer;
    GString *widgets, *aliases;
    GPtrArray *titles; /* of tabs: char * */
    GPtrArray *fields; /* of each tab: GString * */
    const char *now;   /* title of the tab of columns without type */
} form;

static GString *tab_fields(form *f, const char *title)
{
    for (guint i = 0; i < f->titles->len; i++)
        if (strcmp(f->titles->pdata[i], title) == 0)
            return f->fields->pdata[i];
    g_ptr_array_add(f->titles, g_strdup(title));
    GString *fields = g_string_new(NULL);
    g_ptr_array_add(f->fields, fields);
    return fields;
}

static void put_widget(form *f, const char *column, const char *type, const char *config)
{
    style_part(f->widgets, "widget", "name", column, "type", type, "config", config, NULL);
}

static void put_values(form *f, const char *column, const style_value *values)
{
    g_autoptr(GString) list = g_string_new(NULL);
    for (; values->value != NULL; values++)
        style_part(list, "value", "label", D_(values->label), "value", values->value, NULL);
    g_autofree char *config =
        g_strdup_printf("<Option type=\"List\" name=\"map\">%s</Option>", list->str);
    put_widget(f, column, "ValueMap", config);
}

static void put_combinations(form *f, const char *column)
{
    g_autoptr(GString) list = g_string_new(NULL);
    g_auto(GStrv) values = looks_combinations(f->model, f->layer);
    for (size_t i = 0; values[i] != NULL; i++) {
        g_autofree char *label = looks_combination(f->model, values[i]);
        style_part(list, "value", "label", label, "value", values[i], NULL);
    }
    g_autofree char *config =
        g_strdup_printf("<Option type=\"List\" name=\"map\">%s</Option>", list->str);
    put_widget(f, column, "ValueMap", config);
}

/* Decimals that mean something: none of people, a thousandth of a share. */
static const char *precision_of(const style_field *field, const char *column)
{
    if (g_str_has_prefix(column, "part_"))
        return "3";
    if (g_str_has_prefix(column, "pop"))
        return "0";
    return field->unit != NULL ? "1" : "2";
}

static void put_number(form *f, const char *column, const char *precision)
{
    g_autoptr(GString) config = g_string_new(NULL);
    style_part(config, "number", "precision", precision, NULL);
    put_widget(f, column, "Range", config->str);
}

static void put_column(form *f, size_t i)
{
    const char *column = f->layer->columns[i], *type = f->layer->column_types[i];
    char index[24];
    g_auto(style_field) field = {0};
    style_field_get(f->layer->name, column, (const char *const *)f->model->types,
                    (const char *const *)f->model->suffixes, &field);
    g_snprintf(index, sizeof index, "%zu", i);
    style_part(f->aliases, "alias", "index", index, "name", column, "title", field.title, NULL);
    const char *title = tab_of(f->layer, column);
    if (title != NULL)
        f->now = title;
    style_part(tab_fields(f, field.type < G_MAXSIZE ? f->model->types[field.type] : f->now),
               "tab-field", "name", column, "index", index, NULL);
    if (field.values != NULL)
        put_values(f, column, field.values);
    else if (strcmp(column, "combinaison") == 0 && field.description != NULL)
        put_combinations(f, column);
    else if (strcmp(type, "REAL") == 0)
        put_number(f, column, precision_of(&field, column));
    else if (strcmp(type, "DATE") == 0) {
        g_autoptr(GString) config = g_string_new(NULL);
        style_part(config, "date", "format", D_(LOOKS_DATE_FORMAT), NULL);
        put_widget(f, column, "DateTime", config->str);
    }
}

char *style_fields_xml(const style_model *model, const style_layer *layer)
{
    form f = {
        .model = model,
        .layer = layer,
        .widgets = g_string_new(NULL),
        .aliases = g_string_new(NULL),
        .titles = g_ptr_array_new_with_free_func(g_free),
        .fields = g_ptr_array_new(),
        .now = layer->title,
    };
    for (size_t i = 0; layer->columns[i] != NULL; i++)
        if (strcmp(layer->columns[i], "fid") != 0)
            put_column(&f, i);
    g_autoptr(GString) all_tabs = g_string_new(NULL);
    for (guint i = 0; i < f.titles->len; i++) {
        GString *fields = f.fields->pdata[i];
        style_part(all_tabs, "tab", "title", f.titles->pdata[i], "fields", fields->str, NULL);
        g_string_free(fields, TRUE);
    }
    GString *all = g_string_new(NULL);
    style_part(all, "fields", "widgets", f.widgets->str, "aliases", f.aliases->str, "tabs",
               all_tabs->str, NULL);
    g_string_free(f.widgets, TRUE);
    g_string_free(f.aliases, TRUE);
    g_ptr_array_unref(f.titles);
    g_ptr_array_unref(f.fields);
    return g_string_free(all, FALSE);
}
