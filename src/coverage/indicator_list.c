/*
 * indicator_list.c - rows of table `indicateur`: values, sentences in the data language,
 * definitions; which rows are left out.
 */
#include "coverage/indicators.h"

#include "base/number.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

base_enum_names coverage_echelon_names = {"national", "region",        "departement",
                                          "epci",     "contrat_ville", NULL};
base_enum_names coverage_unit_names = {"part", "nombre", "habitants", "etp", "années", NULL};

void coverage_indicator_list_init(coverage_indicator_list *list, const coverage_work *w)
{
    *list = (coverage_indicator_list){
        .w = w,
        .facts = coverage_find_facts(w),
        .chapters = coverage_find_chapters(w),
        .rows = g_array_new(FALSE, FALSE, sizeof(coverage_indicator)),
        .translations = g_hash_table_new(NULL, NULL),
        .modalities = g_new0(GHashTable *, w->n_types + 1),
        .texts = w->cov->indicator_texts,
    };
    for (size_t t = 0; t <= w->n_types; t++)
        list->modalities[t] = g_hash_table_new(NULL, NULL);
}

void coverage_indicator_list_done(coverage_indicator_list *list)
{
    for (size_t t = 0; t <= list->w->n_types; t++)
        g_hash_table_unref(list->modalities[t]);
    g_free(list->modalities);
    g_hash_table_unref(list->translations);
    g_array_unref(list->rows);
}

bool coverage_is_fine(const coverage_scope *scope)
{
    return scope->echelon >= COVERAGE_EPCI;
}

/* One text for all rows of a definition. */
static const char *translate(coverage_indicator_list *list, const char *msgid)
{
    const char *text = g_hash_table_lookup(list->translations, msgid);
    if (text == NULL) {
        text = g_string_chunk_insert_const(list->texts, D_(msgid));
        g_hash_table_insert(list->translations, (gpointer)msgid, (gpointer)text);
    }
    return text;
}

static coverage_indicator *add(coverage_indicator_list *list, const char *name, coverage_unit unit,
                               double numerator, double denominator, double not_told,
                               const char *definition)
{
    const double none = (double)NAN;
    coverage_indicator i = {.echelon = coverage_echelon_names[list->scope->echelon],
                            .code = list->scope->code,
                            .lib = list->scope->lib,
                            .name = name,
                            .type = list->type,
                            .numerator = numerator,
                            .denominator = denominator,
                            .not_told = not_told,
                            .value = none,
                            .value_min = none,
                            .value_max = none,
                            .unit = coverage_unit_names[unit],
                            .definition = translate(list, definition)};
    g_array_append_val(list->rows, i);
    return &g_array_index(list->rows, coverage_indicator, list->rows->len - 1);
}

/* Takes the sentence. */
static const char *keep(coverage_indicator_list *list, char *sentence)
{
    const char *kept = g_string_chunk_insert(list->texts, sentence);
    g_free(sentence);
    return kept;
}

/* "; 4 not told", or nothing. */
static char *not_told_text(double not_told)
{
    if (!(not_told > 0))
        return g_strdup("");
    g_autofree char *n = base_number_count(not_told);
    return g_strdup_printf(Dngettext_("; %s not told", "; %s not told", not_told), n);
}

/* "83 % (19 sur 23 ; 4 non renseignés)" */
static char *part_sentence(double numerator, double denominator, double not_told)
{
    g_autofree char *a = base_number_count(numerator), *b = base_number_count(denominator);
    g_autofree char *rest = not_told_text(not_told);
    if (!(denominator > 0))
        return g_strdup_printf(D_("no figure (%s of %s%s)"), a, b, rest);
    g_autofree char *percent = base_number_percent(numerator / denominator);
    return g_strdup_printf(D_("%s (%s of %s%s)"), percent, a, b, rest);
}

static bool says_nothing(const coverage_indicator_list *list, double numerator, double denominator,
                         double not_told)
{
    return coverage_is_fine(list->scope) && !(numerator > 0) && !(denominator > 0) &&
           !(not_told > 0);
}

coverage_indicator *coverage_add_part(coverage_indicator_list *list, const char *name,
                                      double numerator, double denominator, double not_told,
                                      const char *definition)
{
    if (says_nothing(list, numerator, denominator, not_told))
        return NULL;
    coverage_indicator *i =
        add(list, name, COVERAGE_UNIT_PART, numerator, denominator, not_told, definition);
    i->value = denominator > 0 ? numerator / denominator : (double)NAN;
    i->sentence = keep(list, part_sentence(numerator, denominator, not_told));
    return i;
}

void coverage_add_modality(coverage_indicator_list *list, const char *name, double numerator,
                           double denominator, double not_told, const char *definition)
{
    GHashTable *occurring = list->modalities[list->slot];
    bool here = numerator > 0;
    if (here && list->scope->echelon == COVERAGE_NATIONAL)
        g_hash_table_add(occurring, (gpointer)name);
    if (here || (!coverage_is_fine(list->scope) && g_hash_table_contains(occurring, name)))
        coverage_add_part(list, name, numerator, denominator, not_told, definition);
}

void coverage_add_number(coverage_indicator_list *list, const char *name, double numerator,
                         double denominator, double not_told, bool of, const char *definition)
{
    if (says_nothing(list, numerator, denominator, not_told))
        return;
    coverage_indicator *i =
        add(list, name, COVERAGE_UNIT_NOMBRE, numerator, denominator, not_told, definition);
    g_autofree char *a = base_number_count(numerator), *b = base_number_count(denominator);
    g_autofree char *rest = not_told_text(not_told);
    i->value = numerator;
    i->sentence =
        keep(list, of ? g_strdup_printf(D_("%s of %s%s"), a, b, rest) : g_strconcat(a, rest, NULL));
}

void coverage_sample_add(coverage_sample *sample, double value)
{
    if (isnan(value)) {
        sample->not_told++;
        return;
    }
    sample->min = sample->n > 0 ? fmin(sample->min, value) : value;
    sample->max = sample->n > 0 ? fmax(sample->max, value) : value;
    sample->sum += value;
    sample->n++;
}

static char *figure(double value, coverage_unit unit)
{
    switch (unit) {
    case COVERAGE_UNIT_PART:
        return base_number_percent(value);
    case COVERAGE_UNIT_ETP:
        return base_number_decimal(value, 2);
    case COVERAGE_UNIT_ANNEES:
        return base_number_decimal(value, 1);
    case COVERAGE_UNIT_NOMBRE: /* a median may lie between two whole numbers */
        return base_number_decimal(value, value > floor(value) ? 1 : 0);
    case COVERAGE_UNIT_HABITANTS:
        break;
    }
    return base_number_count(value);
}

/* "3,2 ans" */
static char *quantity(double value, coverage_unit unit)
{
    g_autofree char *number = figure(value, unit);
    switch (unit) {
    case COVERAGE_UNIT_HABITANTS:
        return g_strdup_printf(D_("%s inhabitants"), number);
    case COVERAGE_UNIT_ETP:
        return g_strdup_printf(D_("%s FTE"), number);
    case COVERAGE_UNIT_ANNEES:
        return g_strdup_printf(D_("%s years"), number);
    case COVERAGE_UNIT_PART:
    case COVERAGE_UNIT_NOMBRE:
        break;
    }
    return g_steal_pointer(&number);
}

static char *mean_sentence(const coverage_sample *s, coverage_unit unit)
{
    g_autofree char *n = base_number_count(s->n), *rest = not_told_text(s->not_told);
    if (!(s->n > 0))
        return g_strdup_printf(D_("no figure (0 told%s)"), rest);
    g_autofree char *mean = quantity(s->sum / s->n, unit);
    if (s->n < 2)
        return g_strdup_printf(D_("%s (of %s%s)"), mean, n, rest);
    g_autofree char *min = figure(s->min, unit), *max = figure(s->max, unit);
    return g_strdup_printf(D_("%s on average, from %s to %s (of %s%s)"), mean, min, max, n, rest);
}

void coverage_add_mean(coverage_indicator_list *list, const char *name, const coverage_sample *s,
                       coverage_unit unit, const char *definition)
{
    if (says_nothing(list, s->sum, s->n, s->not_told))
        return;
    coverage_indicator *i = add(list, name, unit, s->sum, s->n, s->not_told, definition);
    if (s->n > 0) {
        i->value = s->sum / s->n;
        i->value_min = s->min;
        i->value_max = s->max;
    }
    i->sentence = keep(list, mean_sentence(s, unit));
}

static char *sum_sentence(const coverage_sample *s, coverage_unit unit)
{
    g_autofree char *n = base_number_count(s->n), *rest = not_told_text(s->not_told);
    if (!(s->n > 0))
        return g_strdup_printf(D_("no figure (0 told%s)"), rest);
    g_autofree char *sum = quantity(s->sum, unit);
    return g_strdup_printf(D_("%s in all (of %s%s)"), sum, n, rest);
}

void coverage_add_sum(coverage_indicator_list *list, const char *name, const coverage_sample *s,
                      coverage_unit unit, const char *definition)
{
    if (says_nothing(list, s->sum, s->n, s->not_told))
        return;
    coverage_indicator *i = add(list, name, unit, s->sum, s->n, s->not_told, definition);
    i->value = s->n > 0 ? s->sum : (double)NAN; /* nobody told is not 0 */
    i->sentence = keep(list, sum_sentence(s, unit));
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    if (isnan(x) || isnan(y)) /* not told: last */
        return (isnan(x) != 0) - (isnan(y) != 0);
    return x < y ? -1 : x > y;
}

void coverage_add_spread(coverage_indicator_list *list, const char *name, double *values, size_t n,
                         coverage_unit unit, const char *definition)
{
    size_t told = 0;
    qsort(values, n, sizeof *values, by_value);
    while (told < n && !isnan(values[told]))
        told++;
    coverage_indicator *i =
        add(list, name, unit, (double)told, (double)n, (double)(n - told), definition);
    g_autofree char *a = base_number_count((double)told), *b = base_number_count((double)n);
    if (told == 0) {
        i->sentence = keep(list, g_strdup_printf(D_("no figure (%s of %s%s)"), a, b, ""));
        return;
    }
    i->value = (values[(told - 1) / 2] + values[told / 2]) / 2;
    i->value_min = values[0];
    i->value_max = values[told - 1];
    g_autofree char *median = figure(i->value, unit);
    g_autofree char *min = figure(i->value_min, unit), *max = figure(i->value_max, unit);
    const char *sentence =
        Dngettext_("median %s, from %s to %s (%s département of %s)",
                   "median %s, from %s to %s (%s départements of %s)", (double)told);
    i->sentence = keep(list, g_strdup_printf(sentence, median, min, max, a, b));
}

const char *coverage_indicator_name(const coverage_work *w, const char *stem, const char *suffix)
{
    g_autofree char *name = g_strdup_printf("%s_%s", stem, suffix);
    g_autofree char *folded = base_fold(name);
    return g_string_chunk_insert_const(w->cov->indicator_texts, folded);
}
