/*
 * indicators_zones.c - family B of table `indicateur`: QPV, communes, EPCI and contrats de ville
 * covered by a type, and their people.
 */
#include "coverage/indicators.h"

#include "base/text.h"

#include <math.h>

/* Zones of a level in a scope, summed up for a type. */
typedef struct zone_sums {
    coverage_sums sums;
    double known, not_told;
    double met, only_met; /* touched before the edge rule; and yet not covered */
    double by_qpv_state[COVERAGE_SANS_QPV + 1], qpv_not_told;
} zone_sums;

static double or_zero(double value)
{
    return isnan(value) ? 0 : value;
}

static void sum_zone(zone_sums *s, const coverage_zone *zone, const coverage_cell *cell)
{
    coverage_sums_add(&s->sums, zone->pop, cell);
    if (cell->state == MLG_HORS_TERRITOIRE)
        return;
    bool told = coverage_is_told(cell);
    s->known += told;
    s->not_told += !told;
    s->met += told && cell->part_brute > 0;
    s->only_met += cell->state == MLG_AUCUN && cell->part_brute > 0;
    if (told && cell->qpv_state != COVERAGE_QPV_INCONNU)
        s->by_qpv_state[cell->qpv_state]++;
    else
        s->qpv_not_told += zone->nb_qpv > 0;
}

/* The people of a QPV astride communes are as many together as they are: communes that leave some
 * open are counted at once, which may tell more than one by one. */
static void narrow_people(const coverage_indicator_list *list, zone_sums *s)
{
    const coverage_work *w = list->w;
    const coverage_level *l = &w->cov->levels[MLG_COMMUNE];
    const coverage_union *u = &w->unions[list->slot];
    const GArray *zones = list->scope->zones[MLG_COMMUNE];
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    double least = 0, most = 0;
    for (guint i = 0; i < zones->len; i++) {
        uint32_t z = g_array_index(zones, uint32_t, i);
        const coverage_cell *cell = &l->cells[z * w->n_types + list->slot];
        if (!coverage_is_told(cell) || isnan(l->zones[z].pop) || !(cell->pop_max > cell->pop_min))
            continue;
        g_array_append_val(open, l->zones[z].unit);
        least += cell->pop_min;
        most += cell->pop_max;
    }
    if (open->len < 2)
        return;
    coverage_people people = coverage_count_people(w, u->net, u->has_maybe ? u->upper : NULL, u,
                                                   (const uint32_t *)(void *)open->data, open->len);
    s->sums.covered_min += fmax(0, people.min - least);
    s->sums.covered_max -= fmax(0, most - people.max);
}

static zone_sums sum_zones(const coverage_indicator_list *list, mlg_level level)
{
    const coverage_level *l = &list->w->cov->levels[level];
    const GArray *zones = list->scope->zones[level];
    zone_sums s = {0};
    for (guint i = 0; i < zones->len; i++) {
        uint32_t z = g_array_index(zones, uint32_t, i);
        if (z == TERRITORY_NONE)
            s.not_told++;
        else
            sum_zone(&s, &l->zones[z], &l->cells[z * list->w->n_types + list->slot]);
    }
    if (level == MLG_COMMUNE)
        narrow_people(list, &s);
    return s;
}

/* Names of the indicators of one kind of zone. */
typedef struct zone_names {
    mlg_level level;
    const char *covered, *total, *partial, *none, *people;
    const char *definition, *people_definition;
} zone_names;

static const zone_names kinds[] = {
    {MLG_QPV, "qpv_couverts", "qpv_total", "qpv_partiel", "qpv_aucun", "pop_qpv_couverte",
     N_("QPV in this state (covered: wholly or partly), among the QPV whose state is known; not "
        "the share of contracts that hold a QPV (contrats_avec_qpv)"),
     N_("inhabitants of QPV covered, counted once, among those of QPV whose state is known; not "
        "the share of QPV (qpv_couverts)")},
    {MLG_COMMUNE, "communes_couvertes", "communes_total", "communes_partiel", "communes_aucun",
     "pop_couverte",
     N_("communes in this state (covered: wholly or partly), among the communes whose state is "
        "known"),
     N_("inhabitants covered, counted once, among those of communes whose state is known; not "
        "told: inhabitants of the other communes")},
    {MLG_EPCI, "epci_couverts", "epci_total", "epci_partiel", "epci_aucun", NULL,
     N_("EPCI in this state (covered: wholly or partly), among the EPCI whose state is known"),
     NULL},
    {MLG_CONTRAT_VILLE, "contrats_ville_couverts", "contrats_ville_total", "contrats_ville_partiel",
     "contrats_ville_aucun", NULL,
     N_("contrats de ville in force in this state (covered: wholly or partly), among those whose "
        "state is known"),
     NULL},
};

static void add_covered(coverage_indicator_list *list, const zone_names *k, const zone_sums *s)
{
    const size_t *by_state = s->sums.by_state;
    coverage_add_part(list, k->covered, (double)(by_state[MLG_TOTAL] + by_state[MLG_PARTIEL]),
                      s->known, s->not_told, k->definition);
}

static void add_none(coverage_indicator_list *list, const zone_names *k, const zone_sums *s)
{
    coverage_add_part(list, k->none, (double)s->sums.by_state[MLG_AUCUN], s->known, s->not_told,
                      k->definition);
}

static void add_people_of(coverage_indicator_list *list, const zone_names *k,
                          const coverage_sums *sums)
{
    if (k->people == NULL)
        return;
    coverage_indicator *people = coverage_add_part(list, k->people, sums->covered, sums->people,
                                                   sums->people_unknown, k->people_definition);
    if (people != NULL && sums->people > 0) {
        people->value_min = fmin(1, sums->covered_min / sums->people);
        people->value_max = fmin(1, sums->covered_max / sums->people);
    }
}

static void add_kind(coverage_indicator_list *list, const zone_names *k, const zone_sums *s)
{
    add_covered(list, k, s);
    coverage_add_part(list, k->total, (double)s->sums.by_state[MLG_TOTAL], s->known, s->not_told,
                      k->definition);
    coverage_add_part(list, k->partial, (double)s->sums.by_state[MLG_PARTIEL], s->known,
                      s->not_told, k->definition);
    add_none(list, k, s);
    add_people_of(list, k, &s->sums);
}

static void add_touched_qpvs(coverage_indicator_list *list, const zone_sums *s)
{
    coverage_add_part(list, "qpv_intersectes", s->met, s->known, s->not_told,
                      N_("QPV that a perimeter touches at all, as counts by intersection do "
                         "(CCOMS), among the QPV whose state is known; ours is qpv_couverts, "
                         "without edges and shares up to 1 %"));
    coverage_add_part(list, "qpv_lisere", s->only_met, s->known, s->not_told,
                      N_("QPV that a perimeter touches by an edge or by up to 1 % only, among the "
                         "QPV whose state is known: intersected, not covered"));
}

static void add_communes_by_qpv(coverage_indicator_list *list, const zone_sums *s)
{
    static const char *const names[] = {"communes_qpv_tous", "communes_qpv_certains",
                                        "communes_qpv_aucun"};
    double known = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        known += s->by_qpv_state[i];
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        coverage_add_part(list, names[i], s->by_qpv_state[i], known, s->qpv_not_told,
                          N_("communes with QPV of which all, some or none of the QPV are "
                             "covered, among the communes with QPV whose state is known"));
}

/* Contrats de ville with a contract of the type: any ground in common is enough. */
static void add_contrats_with(coverage_indicator_list *list)
{
    const coverage_work *w = list->w;
    const GArray *zones = list->scope->zones[MLG_CONTRAT_VILLE];
    double known = 0, met = 0;
    if (g_str_equal(list->type, COVERAGE_CONTRAT_VILLE))
        return;
    for (guint i = 0; i < zones->len; i++) {
        uint32_t z = g_array_index(zones, uint32_t, i);
        if (z == TERRITORY_NONE)
            continue;
        const coverage_fact *fact = &list->facts[w->cov->levels[MLG_CONTRAT_VILLE].zones[z].unit];
        known += fact->known;
        met += fact->known && fact->meets[list->slot];
    }
    coverage_add_part(list, "contrats_ville_avec_contrat", met, known, zones->len - known,
                      N_("contrats de ville in force whose perimeter meets at least one contract "
                         "in force of the type, among those of known perimeter; not the share of "
                         "contracts that meet a contrat de ville (contrats_avec_contrat_ville)"));
}

static void add_people(coverage_indicator_list *list)
{
    const double *tally = list->scope->tally + COVERAGE_TALLY_COVERED;
    coverage_add_part(list, "pop_superposee", tally[list->w->n_types + list->slot],
                      tally[list->slot], 0,
                      N_("inhabitants under two or more contracts in force of the type, among "
                         "those covered by it"));
}

static void add_surveyed(coverage_indicator_list *list)
{
    const coverage_work *w = list->w;
    const GArray *zones = list->scope->zones[MLG_COMMUNE];
    double communes = 0, people = 0, all_people = 0, unknown = 0;
    for (guint i = 0; i < zones->len; i++) {
        const coverage_zone *zone =
            &w->cov->levels[MLG_COMMUNE].zones[g_array_index(zones, uint32_t, i)];
        bool surveyed = coverage_is_surveyed(w, zone->unit, list->slot);
        communes += surveyed;
        unknown += isnan(zone->pop) != 0;
        people += surveyed ? or_zero(zone->pop) : 0;
        all_people += or_zero(zone->pop);
    }
    coverage_add_part(list, "communes_recensees", communes, zones->len, 0,
                      N_("communes where the type was surveyed, among all; all of them when the "
                         "inventory does not tell where it was made"));
    coverage_add_part(list, "pop_recensee", people, all_people, unknown,
                      N_("inhabitants of communes where the type was surveyed, among all; not "
                         "told: communes of unknown population"));
}

void coverage_add_zones(coverage_indicator_list *list)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const zone_names *k = &kinds[i];
        if (!coverage_is_counted_in(k->level, list->scope) ||
            (k->level == MLG_CONTRAT_VILLE && !coverage_has_contrats(list->w)))
            continue;
        zone_sums sums = sum_zones(list, k->level);
        add_kind(list, k, &sums);
        if (k->level == MLG_QPV)
            add_touched_qpvs(list, &sums);
        else if (k->level == MLG_COMMUNE)
            add_communes_by_qpv(list, &sums);
        else if (k->level == MLG_CONTRAT_VILLE)
            add_contrats_with(list);
    }
    add_people(list);
    add_surveyed(list);
}

void coverage_add_zones_without(coverage_indicator_list *list)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const zone_names *k = &kinds[i];
        if (k->level != MLG_QPV && k->level != MLG_COMMUNE)
            continue;
        zone_sums sums = sum_zones(list, k->level);
        add_covered(list, k, &sums);
        if (k->level == MLG_QPV)
            add_none(list, k, &sums);
        add_people_of(list, k, &sums.sums);
    }
}
