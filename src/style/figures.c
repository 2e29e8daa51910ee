/*
 * figures.c - key figures and note of a theme for the whole of a result, from its indicators. The
 * two ratios, of QPV and of contracts, always stand apart.
 */
#include "base/text.h"
#include "style/texts.h"

#include <math.h>
#include <string.h>

/* One row of table `indicateur` at the level of the result. */
typedef struct indicator {
    bool found;
    double numerator, denominator, unknown, low, high;
} indicator;

static mlg_status find(const style_project *project, const char *name, const char *type,
                       indicator *ret, mlg_error *err)
{
    const style_model *model = project->model;
    *ret = (indicator){0};
    if (style_model_layer(model, "indicateur") == NULL)
        return MLG_OK;
    g_autoptr(store_query) query = NULL;
    bool row = false;
    MLG_TRY(store_query_new(model->store,
                            "SELECT numerateur, denominateur, non_renseigne, valeur_min, "
                            "valeur_max FROM indicateur WHERE echelon = 'national' AND "
                            "indicateur = ?1 AND type IS ?2",
                            &query, err));
    store_bind_text(query, 1, name);
    store_bind_text(query, 2, type);
    MLG_TRY(store_step(query, &row, err));
    if (row)
        *ret = (indicator){true,
                           store_double(query, 0),
                           store_double(query, 1),
                           store_double(query, 2),
                           store_double(query, 3),
                           store_double(query, 4)};
    return MLG_OK;
}

/* A figure in large type, and what it is. */
static void add_figure(style_texts *texts, const style_theme *theme, unsigned n, const char *figure,
                       const char *caption)
{
    g_autofree char *key = g_strdup_printf("chiffre_%u", n);
    g_autofree char *caption_key = g_strdup_printf("legende_%u", n);
    style_texts_add(texts, key, theme->name, figure);
    style_texts_add(texts, caption_key, theme->name, caption);
}

/* "11 QPV sur 14" */
static char *ratio(const indicator *i, const char *what)
{
    g_autofree char *n = base_number_count(i->numerator), *all = base_number_count(i->denominator);
    return g_strdup_printf(D_("%s %s of %s"), n, what, all);
}

/* " ; 2 non renseignés" */
static char *unknown_of(const indicator *i)
{
    if (!(i->unknown > 0))
        return g_strdup("");
    g_autofree char *n = base_number_count(i->unknown);
    return g_strdup_printf(Dngettext_("; %s not known", "; %s not known", i->unknown), n);
}

static mlg_status add_covered(style_texts *texts, const style_theme *theme, mlg_error *err)
{
    const style_project *project = texts->project;
    const char *type = project->model->types[theme->type];
    indicator qpv, part, people;
    MLG_TRY(find(project, "qpv_couverts", type, &qpv, err));
    MLG_TRY(find(project, "qpv_partiel", type, &part, err));
    MLG_TRY(find(project, "pop_qpv_couverte", type, &people, err));
    if (!qpv.found || !(qpv.denominator > 0))
        return MLG_OK;
    g_autofree char *figure = ratio(&qpv, D_("QPV"));
    g_autofree char *one = style_one_of(project, theme->type), *unknown = unknown_of(&qpv);
    g_autofree char *by =
        g_strdup_printf(Dngettext_("is covered by %s", "are covered by %s", qpv.numerator), one);
    g_autofree char *n_part = base_number_count(part.numerator);
    g_autofree char *partly =
        part.numerator > 0
            ? g_strdup_printf(Dngettext_(", %s in part", ", %s in part", part.numerator), n_part)
            : g_strdup("");
    g_autofree char *covered = g_strconcat(by, partly, NULL);
    g_autofree char *share = base_number_percent(people.numerator / people.denominator);
    g_autofree char *caption =
        people.found && people.denominator > 0
            ? g_strdup_printf(D_("%s, that is %s of the inhabitants of QPV%s"), covered, share,
                              unknown)
            : g_strdup_printf("%s%s", covered, unknown);
    add_figure(texts, theme, 1, figure, caption);
    return MLG_OK;
}

static mlg_status add_contracts(style_texts *texts, const style_theme *theme, mlg_error *err)
{
    const style_project *project = texts->project;
    const char *type = project->model->types[theme->type];
    indicator contracts;
    MLG_TRY(find(project, "contrats_avec_qpv", type, &contracts, err));
    if (!contracts.found)
        return MLG_OK;
    if (!(contracts.denominator > 0) && contracts.unknown > 0) { /* "0 of 0" says nothing */
        g_autofree char *n = base_number_count(contracts.unknown);
        g_autofree char *all = g_strdup_printf("%s %s", n, type);
        add_figure(texts, theme, 2, all, D_("Perimeter to be specified"));
        return MLG_OK;
    }
    g_autofree char *figure = ratio(&contracts, type), *unknown = unknown_of(&contracts);
    g_autofree char *caption = g_strdup_printf(
        "%s%s",
        Dngettext_("comprises at least one QPV", "comprise at least one QPV", contracts.numerator),
        unknown);
    add_figure(texts, theme, 2, figure, caption);
    return MLG_OK;
}

static mlg_status add_gap(style_texts *texts, const style_theme *theme, unsigned n, size_t t,
                          mlg_error *err)
{
    const style_project *project = texts->project;
    const char *type = project->model->types[t];
    indicator none, people;
    MLG_TRY(find(project, "qpv_aucun", type, &none, err));
    MLG_TRY(find(project, "pop_qpv_couverte", type, &people, err));
    if (!none.found)
        return MLG_OK;
    g_autofree char *count = base_number_count(none.numerator), *day = style_day(project->model);
    g_autofree char *figure = g_strdup_printf(D_("%s QPV without %s"), count, type);
    g_autofree char *left = base_number_count(people.denominator - people.numerator);
    g_autofree char *caption =
        people.found ? g_strdup_printf(D_("no %s surveyed on %s; %s inhabitants of QPV are not "
                                          "covered, parts of QPV included"),
                                       type, day, left)
                     : g_strdup_printf(D_("no %s surveyed on %s"), type, day);
    add_figure(texts, theme, n, figure, caption);
    return MLG_OK;
}

static void add_ratio(style_texts *texts, const style_theme *theme, unsigned n, const indicator *i,
                      const char *said)
{
    g_autofree char *figure = ratio(i, D_("QPV")), *unknown = unknown_of(i);
    g_autofree char *caption = g_strconcat(said, unknown, NULL);
    add_figure(texts, theme, n, figure, caption);
}

static mlg_status add_combination(style_texts *texts, const style_theme *theme, mlg_error *err)
{
    const style_project *project = texts->project;
    g_autofree char *cumul =
        g_strdup_printf("qpv_cumul_%u", g_strv_length(project->model->combination));
    g_autofree char *types = style_join_types(project->model->combination);
    indicator all, none, nobody;
    MLG_TRY(find(project, cumul, NULL, &all, err));
    MLG_TRY(find(project, "qpv_cumul_0", NULL, &none, err));
    MLG_TRY(find(project, "pop_0", NULL, &nobody, err));
    g_autofree char *have = g_strdup_printf(D_("have %s together"), types);
    if (all.found)
        add_ratio(texts, theme, 1, &all, have);
    if (none.found)
        add_ratio(texts, theme, 2, &none, D_("have none of them surveyed"));
    if (!nobody.found)
        return MLG_OK;
    g_autofree char *n = base_number_count(nobody.numerator);
    g_autofree char *of = base_number_count(nobody.denominator);
    g_autofree char *figure = g_strdup_printf(D_("%s inhabitants"), n);
    g_autofree char *caption = g_strdup_printf(D_("of %s live where there is none of them"), of);
    add_figure(texts, theme, 3, figure, caption);
    return MLG_OK;
}

/* How sure the people of cut quarters are. */
static mlg_status append_range(const style_project *project, const style_theme *theme,
                               GString *note, mlg_error *err)
{
    indicator people;
    MLG_TRY(find(project, "pop_qpv_couverte", project->model->types[theme->type], &people, err));
    double low = people.low * people.denominator, high = people.high * people.denominator;
    g_autofree char *from = base_number_count(low), *to = base_number_count(high);
    if (people.found && high - low >= 1)
        g_string_append_printf(
            note, D_(", estimated in quarters that are cut: between %s and %s inhabitants covered"),
            from, to);
    return MLG_OK;
}

/* What « couvert » means, and how sure the people are. */
static mlg_status add_note(style_texts *texts, const style_theme *theme, mlg_error *err)
{
    const style_project *project = texts->project;
    store *s = project->model->store;
    g_autofree char *threshold = store_parameter(s, "seuil_total");
    g_autofree char *year = store_parameter(s, "annee_population");
    double total = threshold != NULL ? g_ascii_strtod(threshold, NULL) : 0.99;
    g_autofree char *share = base_number_percent(total);
    g_autoptr(GString) note = g_string_new(NULL);
    g_string_append_printf(note,
                           D_("Covered entirely: at least %s of the area of the quarter, slivers "
                              "along communes' borders apart."),
                           share);
    if (theme->subject == STYLE_SUBJECT_TYPE)
        g_string_append_printf(note, D_(" Municipal population%s%s"),
                               year != NULL && *year != '\0' ? " " : "", year != NULL ? year : "");
    g_autoptr(GString) zone = g_string_new(note->str); /* a range is of the whole */
    if (theme->subject == STYLE_SUBJECT_TYPE) {
        MLG_TRY(append_range(project, theme, note, err));
        g_string_append_c(note, '.');
        g_string_append_c(zone, '.');
    }
    const char *end = D_("A covered QPV is not necessarily addressed by actions.");
    g_string_append_printf(note, " %s", end);
    g_string_append_printf(zone, " %s", end);
    style_texts_add(texts, "note", theme->name, note->str);
    style_texts_add(texts, "zone_note", theme->name, zone->str);
    return MLG_OK;
}

mlg_status style_add_figures(style_texts *texts, const style_theme *theme, mlg_error *err)
{
    const style_model *model = texts->project->model;
    switch (theme->subject) {
    case STYLE_SUBJECT_TYPE:
        MLG_TRY(add_covered(texts, theme, err));
        MLG_TRY(add_contracts(texts, theme, err));
        MLG_TRY(add_gap(texts, theme, STYLE_FIGURES, theme->type, err));
        break;
    case STYLE_SUBJECT_COMBINATION:
        MLG_TRY(add_combination(texts, theme, err));
        break;
    case STYLE_SUBJECT_GAPS:
        for (unsigned t = 0; t < STYLE_FIGURES && model->types[t] != NULL; t++)
            MLG_TRY(add_gap(texts, theme, t + 1, t, err));
        break;
    }
    return add_note(texts, theme, err);
}
