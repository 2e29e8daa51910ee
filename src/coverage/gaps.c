/*
 * gaps.c - layers `lacune` (QPV parts without a type) and `superposition` (faces under two
 * dispositifs of one type).
 */
#include "coverage/work.h"

#include <math.h>
#include <string.h>

/* Rows and their faces while they grow. */
typedef struct gap_list {
    GArray *rows;  /* coverage_gap */
    GArray *faces; /* uint32_t */
} gap_list;

static gint by_commune(gconstpointer a, gconstpointer b, gpointer user)
{
    const mlg_mesh *mesh = user;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    uint32_t cx = mesh->faces[x].commune, cy = mesh->faces[y].commune;
    if (cx != cy)
        return cx < cy ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* One row a commune of the QPV's retained faces that the type does not surely cover. */
static void add_gaps_of(coverage_work *w, uint32_t type, const coverage_zone *zone,
                        const coverage_cell *cell, gap_list *list)
{
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->of_qpv, zone->unit, &n);
    g_autofree uint32_t *sorted = g_memdup2(faces, (n + 1) * sizeof *faces);
    g_qsort_with_data(sorted, (gint)n, sizeof *sorted, by_commune, (gpointer)w->mesh);
    coverage_gap *row = NULL;
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &w->mesh->faces[sorted[i]];
        if (face->edge || base_bitset_get(w->unions[type].net, sorted[i]))
            continue;
        if (row == NULL || row->commune != face->commune) {
            coverage_gap fresh = {type, zone->unit, face->commune,    cell->state,
                                  0,    0,          list->faces->len, 0};
            g_array_append_val(list->rows, fresh);
            row = &g_array_index(list->rows, coverage_gap, list->rows->len - 1);
        }
        g_array_append_val(list->faces, sorted[i]);
        row->n_faces++;
        row->area_m2 += face->area_m2;
        row->pop += face->qpv == zone->unit ? face->population : 0;
    }
}

void coverage_step_gaps(coverage_work *w)
{
    gap_list list = {g_array_new(FALSE, FALSE, sizeof(coverage_gap)),
                     g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    const coverage_level *qpvs = &w->cov->levels[MLG_QPV];
    for (uint32_t t = 0; t < w->n_types; t++) {
        for (size_t i = 0; i < qpvs->n_zones; i++) {
            const coverage_cell *cell = &qpvs->cells[i * w->n_types + t];
            if (cell->state != MLG_TOTAL && cell->state != MLG_HORS_TERRITOIRE)
                add_gaps_of(w, t, &qpvs->zones[i], cell, &list);
        }
    }
    w->cov->n_gaps = list.rows->len;
    w->cov->gaps = (coverage_gap *)(void *)g_array_free(list.rows, FALSE);
    w->cov->gap_faces = (uint32_t *)(void *)g_array_free(list.faces, FALSE);
    g_ptr_array_add(w->cov->owned, w->cov->gaps);
    g_ptr_array_add(w->cov->owned, w->cov->gap_faces);
}

/* A face under several dispositifs of a type, before grouping. */
typedef struct shared_face {
    uint32_t face, commune;
    uint32_t first_id, n_ids; /* in the list given to the comparison */
} shared_face;

static gint compare_shared(gconstpointer a, gconstpointer b, gpointer user)
{
    const shared_face *x = a, *y = b;
    const uint32_t *ids = (const uint32_t *)(void *)((GArray *)user)->data;
    if (x->commune != y->commune)
        return x->commune < y->commune ? -1 : 1;
    uint32_t n = x->n_ids < y->n_ids ? x->n_ids : y->n_ids;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t ix = ids[x->first_id + i], iy = ids[y->first_id + i];
        if (ix != iy)
            return ix < iy ? -1 : 1;
    }
    if (x->n_ids != y->n_ids)
        return x->n_ids < y->n_ids ? -1 : 1;
    return x->face < y->face ? -1 : x->face > y->face;
}

static bool same_row(const shared_face *a, const shared_face *b, const GArray *ids)
{
    return a->commune == b->commune && a->n_ids == b->n_ids &&
           memcmp(&g_array_index(ids, uint32_t, a->first_id),
                  &g_array_index(ids, uint32_t, b->first_id), a->n_ids * sizeof(uint32_t)) == 0;
}

/* Faces that two or more counted dispositifs of the type cover, with their ids. */
static GArray *find_shared(const coverage_work *w, uint32_t type, GArray *ids)
{
    g_autofree uint16_t *counts = g_new0(uint16_t, w->n_faces + 1);
    GArray *shared = g_array_new(FALSE, FALSE, sizeof(shared_face));
    for (uint32_t d = 0; d < w->inv->n_dispositifs; d++) {
        if (!w->cov->dispositifs[d].counted || coverage_slot(w, d) != type)
            continue;
        const base_bitset *set = w->sets[d].net;
        for (size_t f = base_bitset_next(set, 0); f < w->n_faces; f = base_bitset_next(set, f + 1))
            counts[f] = (uint16_t)(counts[f] + 1);
    }
    for (uint32_t f = 0; f < w->n_faces; f++) {
        const mesh_face *face = &w->mesh->faces[f];
        /* contested area is under both neighbours' dispositifs by drawing only */
        if (counts[f] < 2 || !coverage_is_retained(face) || face->commune == TERRITORY_NONE ||
            !w->commune_in_zone[face->commune])
            continue;
        shared_face s = {f, face->commune, ids->len, counts[f]};
        for (uint32_t d = 0; d < w->inv->n_dispositifs; d++) {
            if (w->cov->dispositifs[d].counted && coverage_slot(w, d) == type &&
                base_bitset_get(w->sets[d].net, f))
                g_array_append_val(ids, d);
        }
        g_array_append_val(shared, s);
    }
    return shared;
}

static void add_overlaps_of(coverage_work *w, uint32_t type, GArray *rows, GArray *faces)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autoptr(GArray) shared = find_shared(w, type, ids);
    g_array_sort_with_data(shared, compare_shared, ids);
    coverage_overlap *row = NULL;
    for (guint i = 0; i < shared->len; i++) {
        const shared_face *s = &g_array_index(shared, shared_face, i);
        if (i == 0 || !same_row(s, s - 1, ids)) {
            coverage_overlap fresh = {.type = type,
                                      .commune = s->commune,
                                      .first_id = w->ids->len,
                                      .n_ids = s->n_ids,
                                      .first_face = faces->len};
            g_array_append_vals(w->ids, &g_array_index(ids, uint32_t, s->first_id), s->n_ids);
            g_array_append_val(rows, fresh);
            row = &g_array_index(rows, coverage_overlap, rows->len - 1);
        }
        g_array_append_val(faces, s->face);
        row->n_faces++;
        row->area_m2 += w->mesh->faces[s->face].area_m2;
        row->pop += w->mesh->faces[s->face].population;
    }
}

void coverage_step_overlaps(coverage_work *w)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(coverage_overlap));
    GArray *faces = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t t = 0; t < w->n_types; t++)
        add_overlaps_of(w, t, rows, faces);
    w->cov->n_overlaps = rows->len;
    w->cov->overlaps = (coverage_overlap *)(void *)g_array_free(rows, FALSE);
    w->cov->overlap_faces = (uint32_t *)(void *)g_array_free(faces, FALSE);
    g_ptr_array_add(w->cov->owned, w->cov->overlaps);
    g_ptr_array_add(w->cov->owned, w->cov->overlap_faces);
}
