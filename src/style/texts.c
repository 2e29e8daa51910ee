/*
 * texts.c - what print layouts say, theme by theme: variables of the project, so that a layout
 * needs one value changed (its variable `theme`) to show another map.
 */
#include "style/texts.h"

#include "base/text.h"

#include <string.h>

static void put_item(GString *list, const char *text)
{
    g_autofree char *safe = style_xml_escape(text);
    g_string_append_printf(list, "        <value>%s</value>\n", safe);
}

void style_texts_add(style_texts *texts, const char *key, const char *theme, const char *value)
{
    g_autofree char *name = theme != NULL ? g_strdup_printf("%s_%s", key, theme) : g_strdup(key);
    put_item(texts->names, name);
    put_item(texts->values, value);
}

char *style_one_of(const style_project *project, size_t type)
{
    /* abbreviations of which one says « un » */
    static const char *const known[] = {"CLS", "ASV", "CLSM", "CDV", "PTSM", NULL};
    const char *name = project->model->types[type];
    return g_strdup_printf(g_strv_contains(known, name) ? D_("a %s") : D_("a dispositif %s"), name);
}

char *style_join_types(char *const *types)
{
    size_t n = g_strv_length((char **)types);
    GString *list = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        const char *separator = i == 0 ? "" : i + 1 == n ? D_(" and ") : ", ";
        g_string_append_printf(list, "%s%s", separator, types[i]);
    }
    return g_string_free(list, FALSE);
}

static char *make_title(const style_project *project, const style_theme *theme)
{
    const style_model *model = project->model;
    g_autofree char *day = style_day(model);
    g_autofree char *generation = store_parameter(model->store, "generation_qpv");
    g_autofree char *years = g_strdup(generation != NULL ? generation : "");
    g_strdelimit(years, ",", '/');
    g_autofree char *with = store_parameter(model->store, "avec_projets");
    bool projects = g_strcmp0(with, "oui") == 0;
    if (theme->subject == STYLE_SUBJECT_COMBINATION) {
        g_autofree char *types = style_join_types(model->combination);
        return g_strdup_printf(D_("%s together on the QPV (generation %s) on %s"), types, years,
                               day);
    }
    if (theme->subject == STYLE_SUBJECT_GAPS)
        return g_strdup_printf(D_("QPV not covered (generation %s) on %s"), years, day);
    g_autofree char *one = style_one_of(project, theme->type);
    return g_strdup_printf(
        projects ? D_("Coverage of the QPV (generation %s) by %s in force or in project on %s")
                 : D_("Coverage of the QPV (generation %s) by %s in force on %s"),
        years, one, day);
}

/* Name of the only row of a layer; NULL when there are none or several. */
static char *only_name(const style_project *project, const char *layer, const char *column)
{
    const style_layer *found = style_model_layer(project->model, layer);
    g_autofree char *sql = g_strdup_printf("SELECT %s FROM %s", column, layer);
    g_autoptr(store_query) query = NULL;
    bool row = false;
    if (found == NULL || found->n_rows != 1 || style_layer_column(found, column) < 0 ||
        store_query_new(project->model->store, sql, &query, NULL) != MLG_OK ||
        store_step(query, &row, NULL) != MLG_OK || !row)
        return NULL;
    return g_strdup(store_text(query, 0));
}

static int64_t rows_of(const style_project *project, const char *layer)
{
    const style_layer *found = style_model_layer(project->model, layer);
    return found != NULL ? found->n_rows : 0;
}

/* QPV that the figures count: without those that lie in none of the communes. */
static int64_t count_qpv(const style_project *project)
{
    g_autoptr(store_query) query = NULL;
    bool row = false;
    if (style_model_layer(project->model, "indicateur") == NULL ||
        store_query_new(project->model->store,
                        "SELECT numerateur FROM indicateur WHERE echelon = 'national' AND "
                        "indicateur = 'qpv_nombre'",
                        &query, NULL) != MLG_OK ||
        store_step(query, &row, NULL) != MLG_OK || !row)
        return rows_of(project, "qpv");
    return (int64_t)store_double(query, 0);
}

/* @param format of a number, already in its plural */
static void append_count(GString *text, int64_t n, const char *format)
{
    if (n == 0)
        return;
    g_autofree char *count = base_number_count((double)n);
    if (text->len > 0)
        g_string_append(text, ", ");
    g_string_append_printf(text, format, count);
}

/* "Val-de-Maille – Hautes-Combes : 8 EPCI, 124 communes, 14 QPV" */
static char *make_scope(const style_project *project)
{
    g_autofree char *region = only_name(project, "region", "lib_reg");
    g_autofree char *department = only_name(project, "departement", "lib_dep");
    const int64_t regions = rows_of(project, "region"), qpv = count_qpv(project);
    const int64_t departments = rows_of(project, "departement"), epci = rows_of(project, "epci");
    const int64_t communes = rows_of(project, "commune");
    g_autoptr(GString) counts = g_string_new(NULL);
    if (region == NULL)
        append_count(counts, regions, Dngettext_("%s région", "%s régions", regions));
    if (department == NULL)
        append_count(counts, departments,
                     Dngettext_("%s département", "%s départements", departments));
    append_count(counts, epci, Dngettext_("%s EPCI", "%s EPCI", epci));
    append_count(counts, communes, Dngettext_("%s commune", "%s communes", communes));
    append_count(counts, qpv, Dngettext_("%s QPV", "%s QPV", qpv));
    const char *name = department != NULL ? department : region;
    if (name == NULL)
        return g_string_free(g_steal_pointer(&counts), FALSE);
    return g_strdup_printf("%s%s%s%s%s", name, department != NULL && region != NULL ? " – " : "",
                           department != NULL && region != NULL ? region : "",
                           counts->len > 0 ? D_(": ") : "", counts->str);
}

mlg_status style_put_texts(const style_project *project, GString *names, GString *values,
                           mlg_error *err)
{
    style_texts texts = {project, names, values};
    g_autofree char *scope = make_scope(project);
    g_autofree char *sources = style_make_sources(project);
    style_texts_add(&texts, "territoire", NULL, scope);
    style_texts_add(&texts, "sources", NULL, sources);
    for (size_t t = 0; t < project->n_themes; t++) {
        const style_theme *theme = &project->themes[t];
        g_autofree char *title = make_title(project, theme);
        style_texts_add(&texts, "titre", theme->name, title);
        MLG_TRY(style_add_figures(&texts, theme, err));
        style_add_zone_figures(&texts, theme);
    }
    return MLG_OK;
}
