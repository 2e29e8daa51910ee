/*
 * indicators_cumul.c - family C of table `indicateur`: people and zones by the number of types of
 * `combinaison` that are there, by which of them, and QPV without anything.
 */
#include "coverage/indicators.h"

#include "base/text.h"

#include <math.h>

/* All combinations are told up to so many types; of more, those that occur. */
#define FULL_TYPES 3

/* A kind of zone counted by combination. */
typedef struct cumul_kind {
    mlg_level level;
    const char *stem;        /* of names: stem_cumul_2, stem_combinaison_cls */
    const char *people_stem; /* of names: people of these zones; NULL: not asked */
    const char *definition;
} cumul_kind;

static const cumul_kind kinds[] = {
    {MLG_QPV, "qpv", "pop_qpv",
     N_("QPV covered, wholly or partly, by so many types of the combination or by just these, "
        "among the QPV whose state is known for all of them")},
    {MLG_COMMUNE, "communes", NULL,
     N_("communes covered, wholly or partly, by so many types of the combination or by just "
        "these, among the communes whose state is known for all of them")},
    {MLG_EPCI, "epci", NULL,
     N_("EPCI covered, wholly or partly, by so many types of the combination or by just these, "
        "among the EPCI whose state is known for all of them")},
    {MLG_CONTRAT_VILLE, "contrats_ville", NULL,
     N_("contrats de ville in force covered, wholly or partly, by so many types of the "
        "combination or by just these, among those whose state is known for all of them")},
};

/* Zones by combination: number and people of each, combinations by their bits. */
typedef struct cumul_sums {
    GArray *bits, *zones, *people; /* uint32_t, double, double; ascending bits */
    double by_number[4];
    double known, not_told, people_known, people_not_told;
} cumul_sums;

static void free_sums(cumul_sums *sums)
{
    g_array_unref(sums->bits);
    g_array_unref(sums->zones);
    g_array_unref(sums->people);
}

static guint place_of(cumul_sums *sums, uint32_t bits)
{
    guint i = 0;
    double zero = 0;
    while (i < sums->bits->len && g_array_index(sums->bits, uint32_t, i) < bits)
        i++;
    if (i == sums->bits->len || g_array_index(sums->bits, uint32_t, i) != bits) {
        g_array_insert_val(sums->bits, i, bits);
        g_array_insert_val(sums->zones, i, zero);
        g_array_insert_val(sums->people, i, zero);
    }
    return i;
}

static bool all_told(const coverage_work *w, const coverage_cell *cells)
{
    for (size_t i = 0; i < w->cov->n_combination; i++)
        if (!coverage_is_told(&cells[w->cov->combination[i]]))
            return false;
    return true;
}

static unsigned count_bits(uint32_t bits)
{
    unsigned n = 0;
    for (; bits != 0; bits &= bits - 1)
        n++;
    return n;
}

static void sum_zone(const coverage_work *w, cumul_sums *sums, const coverage_zone *zone,
                     const coverage_cell *cells)
{
    double people = isnan(zone->pop) ? 0 : zone->pop;
    if (w->n_types > 0 && cells[0].state == MLG_HORS_TERRITOIRE)
        return;
    if (!all_told(w, cells)) {
        sums->not_told++;
        sums->people_not_told += people;
        return;
    }
    unsigned number = count_bits(zone->combination);
    guint i = place_of(sums, zone->combination);
    g_array_index(sums->zones, double, i)++;
    g_array_index(sums->people, double, i) += people;
    sums->by_number[MIN(number, 3)]++;
    sums->known++;
    sums->people_known += people;
}

static cumul_sums sum_zones(const coverage_indicator_list *list, mlg_level level)
{
    const coverage_work *w = list->w;
    const coverage_level *l = &w->cov->levels[level];
    const GArray *zones = list->scope->zones[level];
    cumul_sums sums = {.bits = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                       .zones = g_array_new(FALSE, FALSE, sizeof(double)),
                       .people = g_array_new(FALSE, FALSE, sizeof(double))};
    if (w->cov->n_combination <= FULL_TYPES)
        for (uint32_t bits = 0; bits >> w->cov->n_combination == 0; bits++)
            place_of(&sums, bits);
    for (guint i = 0; i < list->combinations[level]->len; i++)
        place_of(&sums, g_array_index(list->combinations[level], uint32_t, i));
    for (guint i = 0; i < zones->len; i++) {
        uint32_t z = g_array_index(zones, uint32_t, i);
        if (z == TERRITORY_NONE)
            sums.not_told++;
        else
            sum_zone(w, &sums, &l->zones[z], &l->cells[z * w->n_types]);
    }
    return sums;
}

static const char *combination_name(coverage_indicator_list *list, const char *stem, uint32_t bits)
{
    g_autofree char *types = coverage_combination_name(list->w->cov, bits);
    g_autofree char *suffix = g_strconcat("combinaison_", types, NULL);
    return coverage_indicator_name(list, stem, suffix);
}

static void add_numbers(coverage_indicator_list *list, const cumul_kind *k, const cumul_sums *sums)
{
    static const char *const suffixes[] = {"cumul_0", "cumul_1", "cumul_2", "cumul_3"};
    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++)
        coverage_add_part(list, coverage_indicator_name(list, k->stem, suffixes[i]),
                          sums->by_number[i], sums->known, sums->not_told, k->definition);
}

static void add_combination(coverage_indicator_list *list, const char *stem, uint32_t bits,
                            double numerator, double denominator, double not_told,
                            const char *definition)
{
    const char *name = combination_name(list, stem, bits);
    if (list->w->cov->n_combination <= FULL_TYPES)
        coverage_add_part(list, name, numerator, denominator, not_told, definition);
    else
        coverage_add_modality(list, name, numerator, denominator, not_told, definition);
}

static void add_combinations(coverage_indicator_list *list, const cumul_kind *k,
                             const cumul_sums *sums)
{
    for (guint i = 0; i < sums->bits->len; i++)
        add_combination(list, k->stem, g_array_index(sums->bits, uint32_t, i),
                        g_array_index(sums->zones, double, i), sums->known, sums->not_told,
                        k->definition);
    for (guint i = 0; k->people_stem != NULL && i < sums->bits->len; i++)
        add_combination(list, k->people_stem, g_array_index(sums->bits, uint32_t, i),
                        g_array_index(sums->people, double, i), sums->people_known,
                        sums->people_not_told,
                        N_("inhabitants of the QPV covered, wholly or partly, by just these types "
                           "of the combination, among those of QPV whose state is known for all "
                           "of them"));
}

static void add_people_by_number(coverage_indicator_list *list)
{
    static const char *const names[] = {"pop_0", "pop_1", "pop_2", "pop_3"};
    double all, unknown;
    coverage_count_inhabitants(list->w, list->scope, &all, &unknown);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        coverage_add_part(list, names[i], list->scope->tally[COVERAGE_TALLY_BY_NUMBER + i], all,
                          unknown,
                          N_("inhabitants under 0, 1, 2, 3 and more types of the combination, "
                             "among all; not told: communes without population"));
}

static void add_without_anything(coverage_indicator_list *list)
{
    const coverage_work *w = list->w;
    const coverage_level *l = &w->cov->levels[MLG_QPV];
    const GArray *zones = list->scope->zones[MLG_QPV];
    uint32_t contrat = coverage_slot_of(w, COVERAGE_CONTRAT_VILLE);
    double known = 0, without = 0;
    for (guint i = 0; i < zones->len; i++) {
        const coverage_cell *cells = &l->cells[g_array_index(zones, uint32_t, i) * w->n_types];
        bool told = true, none = true;
        for (uint32_t t = 0; t < w->n_types; t++) {
            told = told && (t == contrat || coverage_is_told(&cells[t]));
            none = none && (t == contrat || cells[t].state == MLG_AUCUN);
        }
        known += told;
        without += told && none;
    }
    coverage_add_part(list, "qpv_sans_dispositif", without, known, zones->len - known,
                      N_("QPV that no dispositif of any type of the run covers, contrats de ville "
                         "aside, among those whose state is known for all these types"));
}

void coverage_add_cumul(coverage_indicator_list *list)
{
    add_people_by_number(list);
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const cumul_kind *k = &kinds[i];
        if (!coverage_is_counted_in(k->level, list->scope) ||
            (k->level == MLG_CONTRAT_VILLE && !coverage_has_contrats(list->w)))
            continue;
        cumul_sums sums = sum_zones(list, k->level);
        if (list->scope->echelon == COVERAGE_NATIONAL)
            g_array_append_vals(list->combinations[k->level], sums.bits->data, sums.bits->len);
        add_numbers(list, k, &sums);
        add_combinations(list, k, &sums);
        free_sums(&sums);
    }
    add_without_anything(list);
}
