/*
 * department_parts.c - table `dispositif_departement`: how much of each département a dispositif
 * in force holds, by communes, ground and people.
 */
#include "coverage/work.h"

#include <math.h>

/* What a dispositif holds of one département. */
typedef struct part_sums {
    uint32_t nb_com, last_commune;
    double area_m2;
    GArray *communes; /* all or part of which it holds, maybe; ascending */
} part_sums;

/* Retained faces tell of presence; ground is all that is drawn, as in layer `dispositif`. */
static bool sum_faces(const coverage_work *w, const base_bitset *net, const base_bitset *any,
                      part_sums *sums)
{
    bool here = false;
    for (size_t f = base_bitset_next(any, 0); f < w->n_faces; f = base_bitset_next(any, f + 1)) {
        const mesh_face *face = &w->mesh->faces[f];
        uint32_t department = face->commune != TERRITORY_NONE
                                  ? w->t->communes[face->commune].department
                                  : TERRITORY_NONE;
        if (department == TERRITORY_NONE)
            continue;
        part_sums *s = &sums[department];
        bool sure = base_bitset_get(net, f);
        if (sure && !face->stray)
            s->area_m2 += face->area_m2;
        if (!coverage_is_retained(face))
            continue;
        here = here || w->commune_in_zone[face->commune];
        if (s->communes->len == 0 ||
            g_array_index(s->communes, uint32_t, s->communes->len - 1) != face->commune)
            g_array_append_val(s->communes, face->commune);
        if (sure && s->last_commune != face->commune) {
            s->nb_com++;
            s->last_commune = face->commune;
        }
    }
    return here;
}

static double ratio(double part, double whole)
{
    return whole > 0 ? fmin(1, part / whole) : (double)NAN;
}

static void add_parts(const coverage_work *w, uint32_t d, const part_sums *sums, GArray *parts)
{
    const coverage_level *level = &w->cov->levels[MLG_DEPARTEMENT];
    for (size_t z = 0; z < level->n_zones; z++) {
        const coverage_zone *zone = &level->zones[z];
        const part_sums *s = &sums[zone->unit];
        if (s->nb_com == 0)
            continue;
        double pop =
            coverage_people_of(w, d, (const uint32_t *)(void *)s->communes->data, s->communes->len)
                .value;
        coverage_department_part part = {d,          zone->unit,
                                         s->nb_com,  ratio(s->nb_com, zone->nb_com),
                                         s->area_m2, ratio(s->area_m2, zone->area_m2),
                                         pop,        ratio(pop, zone->pop)};
        g_array_append_val(parts, part);
    }
}

void coverage_step_department_parts(coverage_work *w)
{
    size_t n = w->t->n_departments;
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(coverage_department_part));
    part_sums *sums = g_new0(part_sums, n + 1);
    g_autoptr(base_bitset) any = base_bitset_new(w->n_faces);
    for (size_t i = 0; i < n; i++)
        sums[i].communes = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t d = 0; d < w->inv->n_dispositifs; d++) {
        if (!w->cov->dispositifs[d].counted || w->cov->dispositifs[d].faces == NULL)
            continue;
        for (size_t i = 0; i < n; i++) {
            sums[i].nb_com = 0;
            sums[i].last_commune = TERRITORY_NONE;
            sums[i].area_m2 = 0;
            g_array_set_size(sums[i].communes, 0);
        }
        coverage_copy_any(&w->sets[d], any);
        if (sum_faces(w, w->sets[d].net, any, sums))
            add_parts(w, d, sums, parts);
    }
    for (size_t i = 0; i < n; i++)
        g_array_unref(sums[i].communes);
    g_free(sums);
    w->cov->n_department_parts = parts->len;
    w->cov->department_parts = (coverage_department_part *)(void *)g_array_free(parts, FALSE);
    g_ptr_array_add(w->cov->owned, w->cov->department_parts);
}
