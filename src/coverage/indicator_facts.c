/*
 * indicator_facts.c - what indicators ask of each dispositif in force: what it meets, how it lies
 * to its carrier and to the contract it follows, how old it is.
 */
#include "coverage/indicators.h"

#include "inventory/succession.h"

#include <math.h>
#include <string.h>

#define DAYS_A_YEAR 365.25

const uint32_t *coverage_carrier_communes(const coverage_work *w, uint32_t dispositif,
                                          uint32_t *one, size_t *ret_n)
{
    const mlg_territory *t = w->t;
    const inventory_dispositif *d = &w->inv->dispositifs[dispositif];
    const territory_group *groups = NULL;
    uint32_t index = TERRITORY_NONE;
    *ret_n = 0;
    if (d->carrier_code == NULL || d->carrier_code[0] == '\0')
        return one;
    mlg_code code = base_code(d->carrier_code);
    switch (inventory_carrier_unit(d->carrier)) {
    case INVENTORY_COMMUNE:
        *one = territory_find_commune(t, code);
        *ret_n = *one != TERRITORY_NONE;
        return one;
    case INVENTORY_EPCI:
        groups = t->epcis;
        index = territory_find_epci(t, code);
        break;
    case INVENTORY_EPT:
        groups = t->epts;
        index = territory_find_ept(t, code);
        break;
    case INVENTORY_DEPARTEMENT:
        groups = t->departments;
        index = territory_find_department(t, code);
        break;
    default:
        break;
    }
    if (index == TERRITORY_NONE)
        return one;
    *ret_n = groups[index].n_communes;
    return groups[index].communes;
}

/* Faces that tell of presence: neither edges nor contested. */
typedef struct ground {
    const coverage_work *w;
    base_bitset *retained;
    base_bitset **types; /* retained faces under each type in force */
    base_bitset *contrats, *contrats_or_projects;
    bool *has_asv;         /* by face: an ASV that is or was there */
    base_date *asv_starts; /* by face: the earliest that is told */
    base_bitset *scratch, *other;
} ground;

static base_bitset *retained_of(const ground *g, const base_bitset *set)
{
    base_bitset *result = base_bitset_new(g->w->n_faces);
    base_bitset_copy(result, set);
    base_bitset_and(result, g->retained);
    return result;
}

static void add_contrats(ground *g)
{
    const coverage_work *w = g->w;
    uint32_t slot = coverage_slot_of(w, COVERAGE_CONTRAT_VILLE);
    g->contrats = base_bitset_new(w->n_faces);
    g->contrats_or_projects = base_bitset_new(w->n_faces);
    if (slot == TERRITORY_NONE)
        return;
    base_bitset_copy(g->contrats, g->types[slot]);
    base_bitset_copy(g->contrats_or_projects, g->types[slot]);
    for (uint32_t d = 0; d < w->inv->n_dispositifs; d++)
        if (coverage_slot(w, d) == slot && w->inv->dispositifs[d].status == INVENTORY_EN_PROJET)
            base_bitset_or(g->contrats_or_projects, w->sets[d].net);
    base_bitset_and(g->contrats_or_projects, g->retained);
}

/* Where ASV are or were, and since when. */
static void add_asv(ground *g)
{
    const coverage_work *w = g->w;
    uint32_t slot = coverage_slot_of(w, "ASV");
    g->has_asv = g_new0(bool, w->n_faces + 1);
    g->asv_starts = g_new0(base_date, w->n_faces + 1);
    for (uint32_t d = 0; slot != TERRITORY_NONE && d < w->inv->n_dispositifs; d++) {
        const inventory_dispositif *asv = &w->inv->dispositifs[d];
        if (coverage_slot(w, d) != slot || asv->status == INVENTORY_EN_PROJET ||
            asv->status == INVENTORY_ABANDONNE)
            continue;
        base_date start = inventory_start(asv);
        const base_bitset *net = w->sets[d].net;
        for (size_t f = base_bitset_next(net, 0); f < w->n_faces;
             f = base_bitset_next(net, f + 1)) {
            g->has_asv[f] = true;
            if (start != BASE_DATE_NONE &&
                (g->asv_starts[f] == BASE_DATE_NONE || start < g->asv_starts[f]))
                g->asv_starts[f] = start;
        }
    }
}

static ground new_ground(const coverage_work *w)
{
    ground g = {.w = w,
                .retained = base_bitset_new(w->n_faces),
                .types = g_new0(base_bitset *, w->n_types + 1),
                .scratch = base_bitset_new(w->n_faces),
                .other = base_bitset_new(w->n_faces)};
    for (size_t f = 0; f < w->n_faces; f++)
        if (coverage_is_retained(&w->mesh->faces[f]))
            base_bitset_set(g.retained, f);
    for (size_t t = 0; t < w->n_types; t++)
        g.types[t] = retained_of(&g, w->unions[t].net);
    add_contrats(&g);
    add_asv(&g);
    return g;
}

static void free_ground(ground *g)
{
    for (size_t t = 0; t < g->w->n_types; t++)
        base_bitset_free(g->types[t]);
    g_free(g->types);
    base_bitset_free(g->retained);
    base_bitset_free(g->contrats);
    base_bitset_free(g->contrats_or_projects);
    base_bitset_free(g->scratch);
    base_bitset_free(g->other);
    g_free(g->has_asv);
    g_free(g->asv_starts);
}

static coverage_place place(const base_bitset *own, const base_bitset *other)
{
    if (base_bitset_equal(own, other))
        return COVERAGE_PLACE_SAME;
    if (base_bitset_contains(other, own))
        return COVERAGE_PLACE_INSIDE;
    if (base_bitset_contains(own, other))
        return COVERAGE_PLACE_AROUND;
    return base_bitset_intersects(own, other) ? COVERAGE_PLACE_ACROSS : COVERAGE_PLACE_APART;
}

static coverage_place place_to_carrier(ground *g, uint32_t d)
{
    const coverage_work *w = g->w;
    size_t n;
    uint32_t one;
    const uint32_t *communes = coverage_carrier_communes(w, d, &one, &n);
    base_bitset_copy(g->scratch, w->sets[d].net);
    base_bitset_and(g->scratch, g->retained);
    if (n == 0 || base_bitset_count(g->scratch) == 0)
        return COVERAGE_PLACE_UNKNOWN;
    base_bitset_clear(g->other);
    for (size_t i = 0; i < n; i++) {
        size_t n_faces;
        const uint32_t *faces = mesh_list(&w->mesh->own_commune, communes[i], &n_faces);
        for (size_t f = 0; f < n_faces; f++)
            base_bitset_set(g->other, faces[f]);
    }
    base_bitset_and(g->other, g->retained);
    return place(g->scratch, g->other);
}

static coverage_place place_to_predecessor(const ground *g, uint32_t d)
{
    const coverage_work *w = g->w;
    uint32_t before = inventory_predecessor(w->inv, d);
    if (w->inv->dispositifs[d].succeeds[0] == '\0')
        return COVERAGE_PLACE_NONE;
    if (before == TERRITORY_NONE || w->cov->dispositifs[before].faces == NULL ||
        w->cov->dispositifs[d].faces == NULL)
        return COVERAGE_PLACE_UNKNOWN;
    return place(w->sets[d].net, w->sets[before].net);
}

static coverage_after after_asv(const ground *g, uint32_t d, base_date start)
{
    const base_bitset *net = g->w->sets[d].net;
    base_date first = BASE_DATE_NONE;
    bool any = false;
    for (size_t f = base_bitset_next(net, 0); f < g->w->n_faces; f = base_bitset_next(net, f + 1)) {
        if (!g->has_asv[f] || !base_bitset_get(g->retained, f))
            continue;
        any = true;
        base_date here = g->asv_starts[f];
        if (here != BASE_DATE_NONE && (first == BASE_DATE_NONE || here < first))
            first = here;
    }
    if (!any)
        return COVERAGE_AFTER_NOTHING;
    if (first == BASE_DATE_NONE || start == BASE_DATE_NONE)
        return COVERAGE_AFTER_UNKNOWN;
    return first < start ? COVERAGE_AFTER_YES : COVERAGE_AFTER_NO;
}

static double years_since(base_date from, base_date day)
{
    if (from == BASE_DATE_NONE)
        return (double)NAN;
    return fmax(0, (double)base_date_days_between(from, day) / DAYS_A_YEAR);
}

static void find_fact(ground *g, uint32_t d, coverage_fact *fact)
{
    const coverage_work *w = g->w;
    const base_bitset *net = w->sets[d].net;
    base_date start = inventory_first_start(w->inv, d);
    fact->known = w->cov->dispositifs[d].faces != NULL;
    fact->in_contrat = base_bitset_intersects(net, g->contrats);
    fact->in_contrat_or_project = base_bitset_intersects(net, g->contrats_or_projects);
    for (size_t t = 0; t < w->n_types; t++)
        fact->meets[t] = base_bitset_intersects(net, g->types[t]);
    fact->to_carrier = place_to_carrier(g, d);
    fact->to_predecessor = place_to_predecessor(g, d);
    fact->after_asv = after_asv(g, d, start);
    fact->age_years = years_since(start, w->cov->date);
    fact->told_since_years = years_since(w->inv->dispositifs[d].source_date, w->cov->date);
}

coverage_fact *coverage_find_facts(const coverage_work *w)
{
    size_t n = w->inv->n_dispositifs;
    coverage_fact *facts = coverage_new(w->cov, n, sizeof *facts);
    bool *meets = coverage_new(w->cov, n * w->n_types, sizeof *meets);
    ground g = new_ground(w);
    for (uint32_t d = 0; d < n; d++) {
        facts[d].meets = meets + d * w->n_types;
        if (w->cov->dispositifs[d].counted)
            find_fact(&g, d, &facts[d]);
    }
    free_ground(&g);
    return facts;
}
