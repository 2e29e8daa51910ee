/*
 * indicator_list.c - rows of table `indicateur`: values, sentences in the data language,
 * definitions; which rows are left out.
 */
#include "coverage/indicators.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

base_enum_names coverage_echelon_names = {"national", "region",        "departement",
                                          "epci",     "contrat_ville", NULL};

void coverage_indicator_list_init(coverage_indicator_list *list, const coverage_work *w,
                                  GStringChunk *texts)
{
    *list = (coverage_indicator_list){
        .w = w,
        .facts = coverage_find_facts(w),
        .chapters = coverage_find_chapters(w),
        .rows = g_array_new(FALSE, FALSE, sizeof(coverage_indicator)),
        .translations = g_hash_table_new(NULL, NULL),
        .names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .modalities = g_new0(GHashTable *, w->n_types + 1),
        .texts = texts,
    };
    for (size_t t = 0; t <= w->n_types; t++)
        list->modalities[t] = g_hash_table_new(NULL, NULL);
    for (size_t l = 0; l < G_N_ELEMENTS(list->combinations); l++)
        list->combinations[l] = g_array_new(FALSE, FALSE, sizeof(uint32_t));
}

void coverage_indicator_list_done(coverage_indicator_list *list)
{
    for (size_t t = 0; t <= list->w->n_types; t++)
        g_hash_table_unref(list->modalities[t]);
    for (size_t l = 0; l < G_N_ELEMENTS(list->combinations); l++)
        g_array_unref(list->combinations[l]);
    g_free(list->modalities);
    g_hash_table_unref(list->translations);
    g_hash_table_unref(list->names);
    g_clear_pointer(&list->rows, g_array_unref);
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

/* The sentence of a row whose numbers are all there. */
static void tell(coverage_indicator_list *list, coverage_indicator *indicator)
{
    g_autofree char *sentence = coverage_indicator_sentence(indicator);
    indicator->sentence = g_string_chunk_insert(list->texts, sentence);
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
    tell(list, i);
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
                         double denominator, double not_told, const char *definition)
{
    if (says_nothing(list, numerator, denominator, not_told))
        return;
    coverage_indicator *i =
        add(list, name, COVERAGE_UNIT_NOMBRE, numerator, denominator, not_told, definition);
    i->value = numerator;
    tell(list, i);
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
    tell(list, i);
}

void coverage_add_sum(coverage_indicator_list *list, const char *name, const coverage_sample *s,
                      coverage_unit unit, const char *definition)
{
    if (says_nothing(list, s->sum, s->n, s->not_told))
        return;
    coverage_indicator *i = add(list, name, unit, s->sum, s->n, s->not_told, definition);
    i->value = s->n > 0 ? s->sum : (double)NAN; /* nobody told is not 0 */
    tell(list, i);
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
    if (told > 0) {
        i->value = (values[(told - 1) / 2] + values[told / 2]) / 2;
        i->value_min = values[0];
        i->value_max = values[told - 1];
    }
    tell(list, i);
}

const char *coverage_indicator_name(coverage_indicator_list *list, const char *stem,
                                    const char *suffix)
{
    g_autofree char *name = g_strconcat(stem, "_", suffix, NULL);
    const char *known = g_hash_table_lookup(list->names, name);
    if (known == NULL) {
        g_autofree char *folded = base_fold(name);
        known = g_string_chunk_insert_const(list->texts, folded);
        g_hash_table_insert(list->names, g_steal_pointer(&name), (gpointer)known);
    }
    return known;
}
