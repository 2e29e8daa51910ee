/*
 * levels.c - the zones of every level: QPV, communes, EPCI, départements, régions, contrats de
 * ville.
 */
#include "coverage/work.h"

#include <math.h>

static void init_level(coverage_work *w, mlg_level level, size_t n)
{
    coverage_level *l = &w->cov->levels[level];
    l->zones = coverage_new(w->cov, n, sizeof(coverage_zone));
    l->cells = coverage_new(w->cov, n * w->n_types, sizeof(coverage_cell));
}

/* The next zone of a level and its cells. */
static coverage_zone *add_zone(coverage_work *w, mlg_level level, uint32_t unit, const char *code,
                               const char *name, coverage_cell **ret_cells)
{
    coverage_level *l = &w->cov->levels[level];
    *ret_cells = &l->cells[l->n_zones * w->n_types];
    coverage_zone *zone = &l->zones[l->n_zones++];
    *zone = (coverage_zone){.unit = unit, .code = code, .name = name};
    return zone;
}

bool coverage_any_in_zone(const coverage_work *w, const uint32_t *communes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (w->commune_in_zone[communes[i]])
            return true;
    }
    return false;
}

bool coverage_qpv_in_zone(const coverage_work *w, uint32_t q)
{
    if (w->cov->zone == NULL)
        return true;
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->of_qpv, q, &n);
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &w->mesh->faces[faces[i]];
        if (!face->edge && face->commune != TERRITORY_NONE && w->commune_in_zone[face->commune])
            return true;
    }
    return false;
}

static void fill_qpvs(coverage_work *w)
{
    init_level(w, MLG_QPV, w->t->n_qpvs);
    for (uint32_t q = 0; q < w->t->n_qpvs; q++) {
        if (!coverage_qpv_in_zone(w, q))
            continue;
        coverage_cell *cells = NULL;
        const territory_qpv *qpv = &w->t->qpvs[q];
        coverage_zone *zone = add_zone(w, MLG_QPV, q, qpv->code.s, qpv->name, &cells);
        coverage_compute_qpv(w, q, zone, cells);
    }
}

static void fill_communes(coverage_work *w, coverage_qpv_scratch *scratch)
{
    init_level(w, MLG_COMMUNE, w->t->n_communes);
    for (uint32_t c = 0; c < w->t->n_communes; c++) {
        if (!w->commune_in_zone[c])
            continue;
        coverage_cell *cells = NULL;
        const territory_commune *commune = &w->t->communes[c];
        coverage_zone *zone = add_zone(w, MLG_COMMUNE, c, commune->code.s, commune->name, &cells);
        size_t n;
        const uint32_t *faces = mesh_list(&w->mesh->own_commune, c, &n);
        coverage_extent extent = {faces, n, &c, 1, NULL};
        coverage_compute_zone(w, &extent, scratch, zone, cells);
        zone->area_m2 = w->mesh->commune_area_m2[c]; /* claimed area included, as drawn */
    }
}

static void add_faces_of(const coverage_work *w, const uint32_t *communes, size_t n, GArray *faces)
{
    g_array_set_size(faces, 0);
    for (size_t i = 0; i < n; i++) {
        size_t n_own;
        const uint32_t *own = mesh_list(&w->mesh->own_commune, communes[i], &n_own);
        if (n_own > 0)
            g_array_append_vals(faces, own, (guint)n_own);
    }
}

static void fill_groups(coverage_work *w, mlg_level level, const territory_group *groups, size_t n,
                        coverage_qpv_scratch *scratch)
{
    init_level(w, level, n);
    g_autoptr(GArray) faces = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t g = 0; g < n; g++) {
        const territory_group *group = &groups[g];
        if (!coverage_any_in_zone(w, group->communes, group->n_communes))
            continue;
        coverage_cell *cells = NULL;
        coverage_zone *zone = add_zone(w, level, g, group->code.s, group->name, &cells);
        add_faces_of(w, group->communes, group->n_communes, faces);
        coverage_extent extent = {(const uint32_t *)(void *)faces->data, faces->len,
                                  group->communes, group->n_communes, NULL};
        coverage_compute_zone(w, &extent, scratch, zone, cells);
    }
}

/* Faces of a set and the communes they lie in, both ascending; QPV of no loaded commune are in no
 * zone. */
static void list_set(const coverage_work *w, const base_bitset *set, GArray *faces,
                     GArray *communes)
{
    g_array_set_size(faces, 0);
    g_array_set_size(communes, 0);
    for (size_t f = base_bitset_next(set, 0); f < w->n_faces; f = base_bitset_next(set, f + 1)) {
        uint32_t face = (uint32_t)f, c = w->mesh->faces[f].commune;
        if (c == TERRITORY_NONE && !w->mesh->faces[f].edge)
            continue;
        g_array_append_val(faces, face);
        if (c == TERRITORY_NONE || !coverage_is_retained(&w->mesh->faces[f]))
            continue;
        if (communes->len == 0 || g_array_index(communes, uint32_t, communes->len - 1) != c)
            g_array_append_val(communes, c);
    }
}

static void fill_contrats(coverage_work *w, coverage_qpv_scratch *scratch)
{
    init_level(w, MLG_CONTRAT_VILLE, w->inv->n_dispositifs);
    g_autoptr(GArray) faces = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autoptr(GArray) communes = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t d = 0; d < w->inv->n_dispositifs; d++) {
        const inventory_dispositif *dispositif = &w->inv->dispositifs[d];
        if (!w->cov->dispositifs[d].validity.in_force ||
            !g_str_equal(w->inv->types[dispositif->type], COVERAGE_CONTRAT_VILLE))
            continue;
        list_set(w, w->sets[d].net, faces, communes);
        const uint32_t *list = (const uint32_t *)(void *)communes->data;
        if (w->cov->zone != NULL && !coverage_any_in_zone(w, list, communes->len))
            continue;
        coverage_cell *cells = NULL;
        coverage_zone *zone =
            add_zone(w, MLG_CONTRAT_VILLE, d, dispositif->id, dispositif->name, &cells);
        coverage_extent extent = {(const uint32_t *)(void *)faces->data, faces->len, list,
                                  communes->len, w->sets[d].net};
        coverage_compute_zone(w, &extent, scratch, zone, cells);
    }
}

static coverage_qpv_scratch *new_scratch(const coverage_work *w)
{
    coverage_qpv_scratch *scratch = g_new0(coverage_qpv_scratch, w->t->n_qpvs + 1);
    for (size_t q = 0; q < w->t->n_qpvs; q++) {
        scratch[q].covered_m2 = g_new0(double, w->n_types + 1);
        scratch[q].covered_pop = g_new0(double, w->n_types + 1);
        scratch[q].covered_faces = g_new0(uint32_t, w->n_types + 1);
        scratch[q].unsure_faces = g_new0(uint32_t, w->n_types + 1);
    }
    return scratch;
}

static void free_scratch(const coverage_work *w, coverage_qpv_scratch *scratch)
{
    for (size_t q = 0; q < w->t->n_qpvs; q++) {
        g_free(scratch[q].covered_m2);
        g_free(scratch[q].covered_pop);
        g_free(scratch[q].covered_faces);
        g_free(scratch[q].unsure_faces);
    }
    g_free(scratch);
}

void coverage_step_levels(coverage_work *w)
{
    const mlg_territory *t = w->t;
    coverage_qpv_scratch *scratch = new_scratch(w);
    fill_qpvs(w);
    fill_communes(w, scratch);
    fill_groups(w, MLG_EPCI, t->epcis, t->n_epcis, scratch);
    fill_groups(w, MLG_DEPARTEMENT, t->departments, t->n_departments, scratch);
    fill_groups(w, MLG_REGION, t->regions, t->n_regions, scratch);
    fill_contrats(w, scratch);
    free_scratch(w, scratch);
}
