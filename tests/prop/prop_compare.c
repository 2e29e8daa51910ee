/*
 * prop_compare.c - two worlds of one recipe: the same whatever the order of rows, the drawing of
 * rings and the number of threads; more dispositifs cover no less.
 */
#include "prop/prop_coverage.h"

static bool same_face(const mesh_face *x, const mesh_face *y, double area, double people)
{
    return x->commune == y->commune && x->qpv == y->qpv && x->edge == y->edge &&
           x->overlap == y->overlap && x->contested == y->contested && x->whole == y->whole &&
           prop_near(x->area_m2, y->area_m2, area) &&
           prop_near(x->population, y->population, people);
}

static bool same_bytes(const mesh_face *x, const mesh_face *y)
{
    if (x->wkb == NULL || y->wkb == NULL)
        return x->wkb == y->wkb;
    return x->follows == y->follows && g_bytes_equal(x->wkb, y->wkb);
}

/* Areas and people by owner: pieces of one owner may come in another order. */
static void check_owners(prop *p, const char *how, const world *a, const world *b)
{
    for (size_t q = 0; q < a->t->n_qpvs; q++) {
        prop_check(p, prop_near(a->mesh->qpv_area_m2[q], b->mesh->qpv_area_m2[q], 1e-3),
                   "%s: QPV %s", how, a->t->qpvs[q].code.s);
        prop_check(p, prop_near(a->mesh->qpv_population[q], b->mesh->qpv_population[q], 1e-3),
                   "%s: people of QPV %s: %.9g, %.9g", how, a->t->qpvs[q].code.s,
                   a->mesh->qpv_population[q], b->mesh->qpv_population[q]);
    }
    for (size_t c = 0; c < a->t->n_communes; c++)
        prop_check(p, prop_near(a->mesh->commune_area_m2[c], b->mesh->commune_area_m2[c], 1e-3),
                   "%s: commune %s", how, a->t->communes[c].code.s);
}

static void check_meshes(prop *p, const char *how, const world *a, const world *b, bool bytes)
{
    if (!prop_check(p, a->mesh->n_faces == b->mesh->n_faces, "%s: %zu and %zu faces", how,
                    a->mesh->n_faces, b->mesh->n_faces))
        return;
    check_owners(p, how, a, b);
    for (size_t f = 0; bytes && f < a->mesh->n_faces; f++) {
        const mesh_face *x = &a->mesh->faces[f], *y = &b->mesh->faces[f];
        prop_check(p, same_face(x, y, 0, 0) && same_bytes(x, y), "%s: face %zu differs", how, f);
    }
}

/* A share that stands at a threshold may fall on either side. */
static bool at_threshold(const world *w, const coverage_cell *cell)
{
    const double shares[] = {cell->part_aire, cell->part_pop};
    for (size_t i = 0; i < G_N_ELEMENTS(shares); i++) {
        if (fabs(shares[i] - w->cov->threshold) < 1e-6 ||
            fabs(shares[i] - (1 - w->cov->threshold)) < 1e-6)
            return true;
    }
    return false;
}

static void check_cells(prop *p, const char *how, const world *a, const coverage_zone *zone,
                        const coverage_cell *x, const coverage_cell *y, bool bytes)
{
    double people = bytes ? 0 : 1e-3, share = bytes ? 0 : 1e-6;
    prop_check(p, x->state == y->state || at_threshold(a, x), "%s: %s is %s, then %s", how,
               zone->code, coverage_state_names[x->state], coverage_state_names[y->state]);
    prop_check(p,
               prop_near(x->pop, y->pop, people) && prop_near(x->pop_min, y->pop_min, people) &&
                   prop_near(x->pop_max, y->pop_max, people),
               "%s: %s: %.12g (%.12g, %.12g), then %.12g (%.12g, %.12g)", how, zone->code, x->pop,
               x->pop_min, x->pop_max, y->pop, y->pop_min, y->pop_max);
    prop_check(p,
               prop_near(x->part_brute, y->part_brute, share) &&
                   prop_near(x->part_aire, y->part_aire, share),
               "%s: %s: shares %.12g %.12g, then %.12g %.12g", how, zone->code, x->part_brute,
               x->part_aire, y->part_brute, y->part_aire);
    prop_check(p, x->n_ids == y->n_ids && x->nb_qpv == y->nb_qpv, "%s: %s: counts", how,
               zone->code);
}

void prop_same(prop *p, const char *how, const world *a, const world *b, bool bytes)
{
    check_meshes(p, how, a, b, bytes);
    for (int level = MLG_QPV; level <= MLG_CONTRAT_VILLE; level++) {
        const coverage_level *x = &a->cov->levels[level], *y = &b->cov->levels[level];
        if (!prop_check(p, x->n_zones == y->n_zones, "%s: %zu and %zu zones", how, x->n_zones,
                        y->n_zones))
            continue;
        for (size_t i = 0; i < x->n_zones; i++) {
            for (size_t t = 0; t < a->cov->n_types; t++) {
                size_t at = i * a->cov->n_types + t;
                check_cells(p, how, a, &x->zones[i], &x->cells[at], &y->cells[at], bytes);
            }
        }
    }
    prop_check(p, a->cov->n_gaps == b->cov->n_gaps, "%s: %zu and %zu gaps", how, a->cov->n_gaps,
               b->cov->n_gaps);
    prop_check(p, a->cov->n_overlaps == b->cov->n_overlaps, "%s: %zu and %zu overlaps", how,
               a->cov->n_overlaps, b->cov->n_overlaps);
    prop_check(p, a->cov->n_relations == b->cov->n_relations, "%s: %zu and %zu relations", how,
               a->cov->n_relations, b->cov->n_relations);
}

/* --- more dispositifs --- */

static int rank_of(mlg_coverage_state state)
{
    return state == MLG_TOTAL ? 2 : state == MLG_PARTIEL ? 1 : 0;
}

static size_t slot_of(const world *w, const char *type)
{
    size_t t = 0;
    while (t < w->cov->n_types && strcmp(w->cov->type_names[t], type) != 0)
        t++;
    return t;
}

static void check_not_less(prop *p, const world *b, const coverage_zone *zone,
                           const coverage_cell *x, const coverage_cell *y)
{
    prop_check(p, rank_of(y->state) >= rank_of(x->state) || at_threshold(b, x),
               "one more: %s was %s, is %s", zone->code, coverage_state_names[x->state],
               coverage_state_names[y->state]);
    prop_check(p, !(y->pop < x->pop - 1e-3), "one more: %s had %.12g people, has %.12g", zone->code,
               x->pop, y->pop);
    prop_check(p, !(y->part_aire < x->part_aire - 1e-6), "one more: %s had %.12g, has %.12g",
               zone->code, x->part_aire, y->part_aire);
    prop_check(p, !(y->pop_min < x->pop_min - 1e-3), "one more: %s had at least %.12g, has %.12g",
               zone->code, x->pop_min, y->pop_min);
    prop_check(p, !(y->pop_max < x->pop_max - 1e-3), "one more: %s had at most %.12g, has %.12g",
               zone->code, x->pop_max, y->pop_max);
}

void prop_not_less(prop *p, const world *a, const world *b)
{
    for (int level = MLG_QPV; level < MLG_CONTRAT_VILLE; level++) {
        const coverage_level *x = &a->cov->levels[level], *y = &b->cov->levels[level];
        if (!prop_check(p, x->n_zones == y->n_zones, "one more: %zu and %zu zones", x->n_zones,
                        y->n_zones))
            continue;
        for (size_t t = 0; t < a->cov->n_types; t++) {
            size_t to = slot_of(b, a->cov->type_names[t]);
            if (to == b->cov->n_types)
                continue;
            for (size_t i = 0; i < x->n_zones; i++)
                check_not_less(p, b, &x->zones[i], &x->cells[i * a->cov->n_types + t],
                               &y->cells[i * b->cov->n_types + to]);
        }
    }
}
