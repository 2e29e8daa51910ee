/*
 * zonings.c - the class of a zoning (grid of density...) in which most people of each dispositif
 * live.
 */
#include "coverage/work.h"

#include <math.h>

/* Adds the people of a set's faces to their communes. */
static void add_faces(const coverage_work *w, const base_bitset *set, double *people)
{
    for (size_t f = base_bitset_next(set, 0); f < w->n_faces; f = base_bitset_next(set, f + 1)) {
        const mesh_face *face = &w->mesh->faces[f];
        if (face->commune != TERRITORY_NONE && coverage_is_retained(face))
            people[face->commune] += face->population;
    }
}

/* People by commune: what is surely covered, else what may be, as the figures of the layer. */
static void count_people(const coverage_work *w, const coverage_set *set, double *people)
{
    for (size_t c = 0; c < w->t->n_communes; c++)
        people[c] = 0;
    add_faces(w, set->net, people);
    for (guint i = 0; i < set->shares->len; i++) {
        coverage_share share = g_array_index(set->shares, coverage_share, i);
        double in_share = share.share * w->t->communes[share.commune].population;
        people[share.commune] = fmax(people[share.commune], in_share);
    }
    if (base_bitset_count(set->net) == 0 && set->shares->len == 0)
        add_faces(w, set->maybe, people);
}

static coverage_class choose(const coverage_work *w, const territory_zoning *zoning,
                             const double *people, double *by_class)
{
    coverage_class most = {TERRITORY_NONE, (double)NAN};
    double all = 0;
    for (uint32_t k = 0; k < zoning->n_classes; k++)
        by_class[k] = 0;
    for (size_t c = 0; c < w->t->n_communes; c++) {
        uint32_t k = zoning->of_commune[c];
        all += people[c];
        if (k != TERRITORY_NONE)
            by_class[k] += people[c];
    }
    if (!(all > 0)) /* nobody, or nobody knows how many */
        return most;
    for (uint32_t k = 0; k < zoning->n_classes; k++)
        if (by_class[k] > 0 &&
            (most.class_index == TERRITORY_NONE || by_class[k] > by_class[most.class_index]))
            most.class_index = k;
    if (most.class_index != TERRITORY_NONE)
        most.part = by_class[most.class_index] / all;
    return most;
}

void coverage_step_zonings(coverage_work *w)
{
    const mlg_territory *t = w->t;
    if (t->n_zonings == 0)
        return;
    uint32_t n_classes = 0;
    for (size_t z = 0; z < t->n_zonings; z++)
        n_classes = MAX(n_classes, t->zonings[z].n_classes);
    w->cov->classes =
        coverage_new(w->cov, w->inv->n_dispositifs * t->n_zonings, sizeof(coverage_class));
    g_autofree double *people = g_new(double, t->n_communes + 1);
    g_autofree double *by_class = g_new(double, n_classes + 1);
    for (size_t d = 0; d < w->inv->n_dispositifs; d++) {
        count_people(w, &w->sets[d], people);
        for (size_t z = 0; z < t->n_zonings; z++)
            w->cov->classes[d * t->n_zonings + z] = choose(w, &t->zonings[z], people, by_class);
    }
}
