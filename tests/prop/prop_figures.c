/*
 * prop_figures.c - what holds in one world: official totals, partitions, bounds, unions that count
 * once, groups that are the sums of their communes, gaps that make up the rest.
 */
#include "prop/prop_coverage.h"

#define PEOPLE 1e-6 /* tolerance of sums of people */
#define AREA   1e-4 /* tolerance of sums of areas, m2 */

/* --- mesh --- */

static double sum_of(const world *w, const mesh_lists *lists, size_t unit, bool people)
{
    size_t n;
    const uint32_t *faces = mesh_list(lists, unit, &n);
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &w->mesh->faces[faces[i]];
        sum += people                                     ? face->population
               : face->stray && lists != &w->mesh->of_qpv ? 0
                                                          : face->area_m2;
    }
    return sum;
}

static const random_unit *find_unit(const GArray *units, const char *code)
{
    for (guint i = 0; i < units->len; i++) {
        const random_unit *unit = &g_array_index(units, random_unit, i);
        if (strcmp(unit->code, code) == 0)
            return unit;
    }
    return NULL;
}

static void check_communes(prop *p, const world *w, const random_recipe *recipe)
{
    double owned_m2 = 0, drawn_m2 = 0;
    for (size_t c = 0; c < w->t->n_communes; c++) {
        const territory_commune *commune = &w->t->communes[c];
        const random_unit *unit = find_unit(recipe->communes, commune->code.s);
        double people = sum_of(w, &w->mesh->own_commune, c, true);
        if (!isnan(unit->people))
            prop_check(p, prop_near(people, unit->people, 1e-9 * (1 + unit->people)),
                       "commune %s: faces hold %.12g people of %.12g", unit->code, people,
                       unit->people);
        double area = unit->drawn ? random_ring_area(&unit->ring) : 0;
        drawn_m2 += area;
        owned_m2 += sum_of(w, &w->mesh->own_commune, c, false);
        if (w->mesh->summary.n_repaired == 0)
            prop_check(p, prop_near(w->mesh->commune_area_m2[c], area, AREA),
                       "commune %s: %.9g m2 of %.9g", unit->code, w->mesh->commune_area_m2[c],
                       area);
    }
    if (w->mesh->summary.n_repaired > 0)
        return;
    bool overlaps = w->mesh->summary.n_overlaps > 0;
    prop_check(p, owned_m2 <= drawn_m2 + AREA, "faces of %.9g m2 of %.9g", owned_m2, drawn_m2);
    prop_check(p, overlaps || prop_near(owned_m2, drawn_m2, AREA), "a partition of %.9g m2 of %.9g",
               owned_m2, drawn_m2);
}

/* A QPV that lower codes claim wholly owns nothing but edges: its figure stands alone. */
static bool owns_faces(const world *w, size_t q)
{
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->own_qpv, q, &n);
    for (size_t i = 0; i < n; i++) {
        if (!w->mesh->faces[faces[i]].edge)
            return true;
    }
    return false;
}

static void check_qpvs(prop *p, const world *w, const random_recipe *recipe)
{
    for (size_t q = 0; q < w->t->n_qpvs; q++) {
        const random_unit *unit = find_unit(recipe->qpvs, w->t->qpvs[q].code.s);
        double area = unit->drawn ? random_ring_area(&unit->ring) : 0;
        if (w->mesh->summary.n_repaired == 0)
            prop_check(p, prop_near(sum_of(w, &w->mesh->of_qpv, q, false), area, AREA),
                       "QPV %s: %.9g m2 of %.9g", unit->code, sum_of(w, &w->mesh->of_qpv, q, false),
                       area);
        double people = sum_of(w, &w->mesh->own_qpv, q, true), told = w->mesh->qpv_population[q];
        bool owns = owns_faces(w, q);
        /* nothing weighs a QPV without figure and area */
        prop_check(p, !owns || (isnan(told) && !(area > 0)) || prop_near(people, told, PEOPLE),
                   "QPV %s: faces hold %.12g of %.12g", unit->code, people,
                   w->mesh->qpv_population[q]);
        if (!isnan(unit->people) && owns && w->mesh->summary.n_qpv_scaled == 0)
            prop_check(p, prop_near(people, unit->people, PEOPLE), "QPV %s: %.12g of %.12g",
                       unit->code, people, unit->people);
    }
}

static void check_faces(prop *p, const world *w)
{
    for (size_t f = 0; f < w->mesh->n_faces; f++) {
        const mesh_face *face = &w->mesh->faces[f];
        prop_check(p, face->area_m2 >= 0, "face %zu: %g m2", f, face->area_m2);
        prop_check(p, isnan(face->population) || face->population >= 0, "face %zu: %g people", f,
                   face->population);
        prop_check(p, !face->edge || face->population == 0, "face %zu: an edge of %g people", f,
                   face->population);
        prop_check(p, face->follows < w->mesh->n_faces, "face %zu follows nobody", f);
        prop_check(p, face->follows == f || face->edge, "face %zu follows and is no edge", f);
        if (f == 0 || face->commune != w->mesh->faces[f - 1].commune)
            continue;
        /* a QPV that meets no commune is put last in its declared one */
        prop_check(p,
                   face->qpv >= w->mesh->faces[f - 1].qpv ||
                       w->mesh->faces[f - 1].qpv == TERRITORY_NONE,
                   "face %zu is out of order", f);
    }
}

void prop_mesh(prop *p, const world *w, const random_recipe *recipe)
{
    check_communes(p, w, recipe);
    check_qpvs(p, w, recipe);
    check_faces(p, w);
    mlg_mesh_summary s = mlg_mesh_get_summary(w->mesh);
    prop_check(p, fabs(s.population_residual) <= 1e-9 * (1 + s.population), "residual of %g",
               s.population_residual);
}

/* --- figures of zones --- */

static bool in_unit(double share)
{
    return isnan(share) || (share >= 0 && share <= 1);
}

static void check_cell(prop *p, const world *w, mlg_level level, const coverage_zone *zone,
                       const coverage_cell *cell)
{
    const char *state = coverage_state_names[cell->state];
    prop_check(p, in_unit(cell->part_brute) && in_unit(cell->part_aire) && in_unit(cell->part_pop),
               "%s: shares %g %g %g", zone->code, cell->part_brute, cell->part_aire,
               cell->part_pop);
    prop_check(
        p, isnan(cell->pop) == isnan(cell->pop_min) && (!isnan(cell->pop) || isnan(cell->pop_max)),
        "%s: %g between %g and %g", zone->code, cell->pop, cell->pop_min, cell->pop_max);
    if (isnan(cell->pop))
        return;
    prop_check(p, cell->pop_min <= cell->pop && !(cell->pop > cell->pop_max) && cell->pop_min >= 0,
               "%s: %.12g between %.12g and %.12g", zone->code, cell->pop, cell->pop_min,
               cell->pop_max);
    prop_check(p, isnan(zone->pop) || cell->pop_max <= zone->pop + PEOPLE,
               "%s: up to %.12g people of %.12g", zone->code, cell->pop_max, zone->pop);
    prop_check(p, cell->state != MLG_AUCUN || level == MLG_QPV || cell->pop_max == 0,
               "%s is %s and may hold %g", zone->code, state, cell->pop_max);
    prop_check(p,
               cell->state != MLG_TOTAL || level == MLG_QPV || !(zone->pop > 0) ||
                   cell->part_pop >= w->cov->threshold,
               "%s is %s with %g", zone->code, state, cell->part_pop);
    prop_check(p,
               (cell->state == MLG_PARTIEL || cell->state == MLG_TOTAL ||
                cell->state == MLG_INCONNU || level == MLG_QPV) == (cell->n_ids > 0) ||
                   level == MLG_QPV,
               "%s is %s with %u dispositifs", zone->code, state, cell->n_ids);
}

static void check_zone(prop *p, const world *w, mlg_level level, const coverage_zone *zone,
                       const coverage_cell *cells)
{
    double sum = 0;
    for (int k = 0; k < 4; k++)
        sum += zone->pop_count[k];
    /* a QPV that others claim wholly has its people on no face */
    if (level != MLG_QPV)
        prop_check(p, prop_near(sum, zone->pop, PEOPLE) || isnan(zone->pop),
                   "%s: 0 to 3 types make %.12g of %.12g", zone->code, sum, zone->pop);
    for (size_t t = 0; t < w->cov->n_types; t++) {
        check_cell(p, w, level, zone, &cells[t]);
        if (level == MLG_QPV)
            continue;
        prop_check(p, cells[t].nb_qpv <= zone->nb_qpv, "%s: %u of %u QPV", zone->code,
                   cells[t].nb_qpv, zone->nb_qpv);
        prop_check(p, !(cells[t].pop_qpv > zone->pop_qpv + PEOPLE), "%s: %g of %g people of QPV",
                   zone->code, cells[t].pop_qpv, zone->pop_qpv);
    }
}

/* People under a type, face by face: whatever the number of dispositifs on a face. */
static double count_faces(const world *w, size_t type, uint32_t commune)
{
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->own_commune, commune, &n);
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        bool in = false;
        for (size_t d = 0; d < w->inv->n_dispositifs; d++) {
            const coverage_dispositif *result = &w->cov->dispositifs[d];
            in = in || (result->counted && w->inv->dispositifs[d].type == w->cov->types[type] &&
                        result->faces != NULL && base_bitset_get(result->faces, faces[i]));
        }
        sum += in ? w->mesh->faces[faces[i]].population : 0;
    }
    return sum;
}

static bool has_shares(const world *w)
{
    for (size_t i = 0; i < w->inv->n_lines; i++) {
        if (!isnan(w->inv->lines[i].share))
            return true;
    }
    return false;
}

static void check_union(prop *p, const world *w, size_t type)
{
    const coverage_level *communes = &w->cov->levels[MLG_COMMUNE];
    for (size_t i = 0; i < communes->n_zones; i++) {
        double found = communes->cells[i * w->cov->n_types + type].pop;
        double expected = count_faces(w, type, communes->zones[i].unit);
        bool more = has_shares(w) && !(found < expected - PEOPLE);
        prop_check(p, more || prop_near(found, expected, PEOPLE) || isnan(expected),
                   "commune %s: %.12g people counted once, not %.12g", communes->zones[i].code,
                   expected, found);
    }
}

static void check_group(prop *p, const world *w, mlg_level level, const territory_group *groups)
{
    const coverage_level *l = &w->cov->levels[level], *communes = &w->cov->levels[MLG_COMMUNE];
    size_t n_types = w->cov->n_types;
    for (size_t i = 0; i < l->n_zones; i++) {
        const territory_group *group = &groups[l->zones[i].unit];
        double pop = 0;
        g_autofree double *covered = g_new0(double, n_types + 1);
        for (uint32_t m = 0; m < group->n_communes; m++) {
            uint32_t c = group->communes[m];
            pop += communes->zones[c].pop;
            for (size_t t = 0; t < n_types; t++)
                covered[t] += communes->cells[c * n_types + t].pop;
        }
        prop_check(p, prop_near(pop, l->zones[i].pop, PEOPLE), "%s: %.12g people, sum %.12g",
                   group->code.s, l->zones[i].pop, pop);
        for (size_t t = 0; t < n_types; t++)
            prop_check(p, prop_near(covered[t], l->cells[i * n_types + t].pop, PEOPLE),
                       "%s: %.12g covered, sum %.12g", group->code.s, l->cells[i * n_types + t].pop,
                       covered[t]);
    }
}

/* --- lists --- */

/* What is covered and what is missing make up a QPV that owns its faces. */
static void check_gaps(prop *p, const world *w)
{
    const coverage_level *qpvs = &w->cov->levels[MLG_QPV];
    for (size_t i = 0; i < qpvs->n_zones; i++) {
        for (size_t t = 0; t < w->cov->n_types; t++) {
            const coverage_cell *cell = &qpvs->cells[i * w->cov->n_types + t];
            size_t n_gaps = 0;
            double missing = 0;
            for (size_t g = 0; g < w->cov->n_gaps; g++) {
                const coverage_gap *gap = &w->cov->gaps[g];
                if (gap->type != t || gap->qpv != qpvs->zones[i].unit)
                    continue;
                n_gaps++;
                missing += gap->pop;
            }
            bool is_gap = cell->state != MLG_TOTAL && cell->state != MLG_HORS_TERRITOIRE;
            prop_check(p, is_gap == (n_gaps > 0), "QPV %s is %s with %zu gaps", qpvs->zones[i].code,
                       coverage_state_names[cell->state], n_gaps);
            if (is_gap && owns_faces(w, qpvs->zones[i].unit) && !isnan(qpvs->zones[i].pop))
                prop_check(p, prop_near(cell->pop + missing, qpvs->zones[i].pop, PEOPLE),
                           "QPV %s: %.12g covered and %.12g missing of %.12g", qpvs->zones[i].code,
                           cell->pop, missing, qpvs->zones[i].pop);
        }
    }
}

static void check_lists(prop *p, const world *w)
{
    for (size_t i = 0; i < w->cov->n_pairs; i++) {
        const coverage_pair *pair = &w->cov->pairs[i];
        prop_check(p, pair->part_aire > 0.01 && pair->part_aire <= 1 && in_unit(pair->part_pop),
                   "pair %zu: %g %g", i, pair->part_aire, pair->part_pop);
    }
    for (size_t i = 0; i < w->cov->n_relations; i++) {
        const coverage_relation *r = &w->cov->relations[i];
        prop_check(p, in_unit(r->part_a) && in_unit(r->part_b) && r->a < r->b,
                   "relation %zu: %.17g %.17g", i, r->part_a, r->part_b);
        prop_check(p, r->link != COVERAGE_INCLUS || r->part_a == 1, "relation %zu: inclus", i);
        prop_check(p, r->link != COVERAGE_CONTIENT || r->part_b == 1, "relation %zu: contient", i);
    }
    for (size_t i = 0; i < w->cov->n_overlaps; i++)
        prop_check(p, w->cov->overlaps[i].n_ids >= 2 && w->cov->overlaps[i].area_m2 >= 0,
                   "overlap %zu", i);
}

void prop_figures(prop *p, const world *w)
{
    for (int level = MLG_QPV; level <= MLG_CONTRAT_VILLE; level++) {
        const coverage_level *l = &w->cov->levels[level];
        for (size_t i = 0; i < l->n_zones; i++)
            check_zone(p, w, (mlg_level)level, &l->zones[i], &l->cells[i * w->cov->n_types]);
    }
    for (size_t t = 0; t < w->cov->n_types; t++)
        check_union(p, w, t);
    check_group(p, w, MLG_EPCI, w->t->epcis);
    check_group(p, w, MLG_DEPARTEMENT, w->t->departments);
    check_group(p, w, MLG_REGION, w->t->regions);
    check_gaps(p, w);
    check_lists(p, w);
}
