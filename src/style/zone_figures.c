/*
 * zone_figures.c - key figures of one zone of the atlas, as expressions of QGIS on its columns.
 */
#include "base/text.h"
#include "style/sheet.h"
#include "style/texts.h"

/* Column of the atlas's zone; with a type, that of the type. */
static char *column(const char *name, const char *suffix)
{
    g_autofree char *full = suffix != NULL ? g_strdup_printf("%s_%s", name, suffix) : NULL;
    g_autofree char *quoted = style_literal(full != NULL ? full : name);
    return g_strdup_printf("attribute(@atlas_feature,%s)", quoted);
}

/* A number as people read it. */
static char *count(const char *value)
{
    /* TRANSLATORS: language of numbers in QGIS: en, fr */
    g_autofree char *language = style_literal(D_("en"));
    return g_strdup_printf("format_number(coalesce(%s,0),0,%s)", value, language);
}

static void add(style_texts *texts, const style_theme *theme, unsigned n, const char *figure,
                const char *caption)
{
    g_autofree char *key = g_strdup_printf("zone_%u", n);
    g_autofree char *caption_key = g_strdup_printf("zone_legende_%u", n);
    style_texts_add(texts, key, theme->name, figure);
    style_texts_add(texts, caption_key, theme->name, caption);
}

/* format('%1 QPV sur %2', a, b) */
static char *format(const char *pattern, const char *a, const char *b)
{
    g_autofree char *quoted = style_literal(pattern);
    return g_strdup_printf("format(%s,%s%s%s)", quoted, a, b != NULL ? "," : "",
                           b != NULL ? b : "");
}

/* "12 %" of two expressions, nothing when the whole is 0. */
static char *percent(const char *part, const char *whole)
{
    g_autofree char *pattern = style_literal(D_("%1%")), *n = NULL;
    g_autofree char *share = g_strdup_printf("round(100.0*%s/%s)", part, whole);
    n = count(share);
    return g_strdup_printf("if(coalesce(%s,0)>0,format(%s,%s),'')", whole, pattern, n);
}

/* QPV of the zone that are covered, or why one cannot say. */
static void add_qpv(style_texts *texts, const style_theme *theme, unsigned n, size_t type)
{
    const char *suffix = texts->project->model->suffixes[type];
    g_autofree char *covered = column("nb_qpv", suffix), *all = column("nb_qpv", NULL);
    g_autofree char *people = column("pop_qpv", suffix), *of_all = column("pop_qpv", NULL);
    g_autofree char *state = column("couverture", suffix);
    g_autofree char *state_qpv = column("couverture_qpv", suffix);
    g_autofree char *covered_n = count(covered), *all_n = count(all);
    g_autofree char *ratio = format(D_("%1 QPV of %2"), covered_n, all_n);
    g_autofree char *share = percent(people, of_all);
    g_autofree char *one = style_one_of(texts->project, type);
    g_autofree char *pattern =
        g_strdup_printf(D_("covered by %s, that is %%1 of the inhabitants of QPV"), one);
    g_autofree char *caption_of = format(pattern, share, NULL);
    g_autofree char *no_qpv = style_literal(D_("No quarter")),
                    *not_surveyed = style_literal(D_("Not surveyed"));
    g_autofree char *unknown = style_literal(D_("Perimeter to be specified"));
    g_autofree char *here = style_literal(D_("in this territory"));
    g_autofree char *figure = g_strdup_printf(
        "case when coalesce(%s,0)=0 then %s when %s='non_recense' then %s when %s='inconnu' then "
        "%s else %s end",
        all, no_qpv, state, not_surveyed, state_qpv, unknown, ratio);
    g_autofree char *caption = g_strdup_printf(
        "case when coalesce(%s,0)=0 or %s='non_recense' or %s='inconnu' then %s else %s end", all,
        state, state_qpv, here, caption_of);
    add(texts, theme, n, figure, caption);
}

/* QPV of the zone without a type. */
static void add_gap(style_texts *texts, const style_theme *theme, unsigned n, size_t type)
{
    const style_model *model = texts->project->model;
    g_autofree char *covered = column("nb_qpv", model->suffixes[type]);
    g_autofree char *all = column("nb_qpv", NULL);
    g_autofree char *state = column("couverture", model->suffixes[type]);
    g_autofree char *state_qpv = column("couverture_qpv", model->suffixes[type]);
    g_autofree char *left = g_strdup_printf("coalesce(%s,0)-coalesce(%s,0)", all, covered);
    g_autofree char *left_n = count(left), *all_n = count(all);
    g_autofree char *pattern = g_strdup_printf(D_("%%1 QPV without %s"), model->types[type]);
    g_autofree char *gap = format(pattern, left_n, NULL), *of = format(D_("of %1"), all_n, NULL);
    g_autofree char *no_qpv = style_literal(n == 1 ? D_("No quarter") : ""),
                    *name = style_literal(model->types[type]);
    g_autofree char *here = style_literal(n == 1 ? D_("in this territory") : "");
    g_autofree char *not_surveyed = style_literal(D_("Not surveyed"));
    g_autofree char *unknown = style_literal(D_("Perimeter to be specified"));
    g_autofree char *figure =
        g_strdup_printf("case when coalesce(%s,0)=0 then %s when %s='non_recense' or %s='inconnu' "
                        "then %s else %s end",
                        all, no_qpv, state, state_qpv, name, gap);
    g_autofree char *caption = g_strdup_printf(
        "case when coalesce(%s,0)=0 then %s when %s='non_recense' then %s when %s='inconnu' "
        "then %s else %s end",
        all, here, state, not_surveyed, state_qpv, unknown, of);
    add(texts, theme, n, figure, caption);
}

static void add_people(style_texts *texts, const style_theme *theme)
{
    const char *suffix = texts->project->model->suffixes[theme->type];
    g_autofree char *part = column("pop", suffix), *all = column("pop", NULL);
    g_autofree char *part_n = count(part), *all_n = count(all), *share = percent(part, all);
    g_autofree char *one = style_one_of(texts->project, theme->type);
    g_autofree char *pattern = g_strdup_printf(D_("of %%1 (%%2) live in the perimeter of %s"), one);
    g_autofree char *figure = format(D_("%1 inhabitants"), part_n, NULL);
    g_autofree char *caption = format(pattern, all_n, share);
    add(texts, theme, 2, figure, caption);
}

static void add_contracts(style_texts *texts, const style_theme *theme)
{
    const style_model *model = texts->project->model;
    g_autofree char *n = column("nb", model->suffixes[theme->type]), *n_text = count(n);
    g_autofree char *pattern = g_strdup_printf("%%1 %s", model->types[theme->type]);
    g_autofree char *figure = format(pattern, n_text, NULL);
    g_autofree char *day = style_day(model);
    g_autofree char *text = g_strdup_printf(D_("meeting this territory on %s"), day);
    g_autofree char *caption = style_literal(text);
    add(texts, theme, 3, figure, caption);
}

static void add_combination(style_texts *texts, const style_theme *theme)
{
    g_autofree char *together = column("combinaison", NULL);
    g_autofree char *none = style_literal(D_("None of them")),
                    *here = style_literal(D_("here, in whole or part"));
    g_autofree char *figure = g_strdup_printf(
        "if(coalesce(%s,'aucun')='aucun',%s,replace(%s,'+',', '))", together, none, together);
    add(texts, theme, 1, figure, here);
    g_autofree char *pop_0 = column("pop_0", NULL), *all = column("pop", NULL);
    g_autofree char *n = count(pop_0), *share = percent(pop_0, all);
    g_autofree char *people = format(D_("%1 inhabitants"), n, NULL);
    g_autofree char *caption = format(D_("live where there is none of them (%1)"), share, NULL);
    add(texts, theme, 2, people, caption);
}

void style_add_zone_figures(style_texts *texts, const style_theme *theme)
{
    const style_model *model = texts->project->model;
    switch (theme->subject) {
    case STYLE_SUBJECT_TYPE:
        add_qpv(texts, theme, 1, theme->type);
        add_people(texts, theme);
        add_contracts(texts, theme);
        break;
    case STYLE_SUBJECT_COMBINATION:
        add_combination(texts, theme);
        break;
    case STYLE_SUBJECT_GAPS:
        for (unsigned t = 0; t < STYLE_FIGURES && model->types[t] != NULL; t++)
            add_gap(texts, theme, t + 1, t);
        break;
    }
}
