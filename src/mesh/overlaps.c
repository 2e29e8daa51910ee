/*
 * overlaps.c - step 3: pairs of communes that share area (generalised département borders, doubled
 * layers), of those whose edges meet.
 */
#include "mesh/work.h"

#include "base/text.h"
#include "geom/wkb.h"

typedef struct pairs {
    mesh_work *w;
    const geom_item_pair *meetings;
    double *area_m2; /* shared by each */
} pairs;

static mlg_status measure_chunk(void *user, unsigned worker, size_t begin, size_t end,
                                mlg_error *err)
{
    (void)worker; /* no context is needed */
    (void)err;
    pairs *p = user;
    for (size_t i = begin; i < end; i++) {
        const mesh_item *a = &p->w->communes[p->meetings[i].a];
        const mesh_item *b = &p->w->communes[p->meetings[i].b];
        if (a->wkb != NULL && b->wkb != NULL && a->zone == b->zone)
            p->area_m2[i] = geom_wkb_overlap_area(a->wkb, b->wkb);
    }
    return MLG_OK;
}

static GArray *list_of(mesh_work *w, uint32_t commune)
{
    if (w->overlaps[commune] == NULL)
        w->overlaps[commune] = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    return w->overlaps[commune];
}

static gint compare_u32(gconstpointer a, gconstpointer b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static void report_overlaps(const mesh_work *w, size_t n, const geom_item_pair *first)
{
    if (n == 0)
        return;
    g_autofree char *count = g_strdup_printf("%zu", n);
    g_autofree char *codes =
        g_strdup_printf("%s,%s", w->t->communes[first->a].code.s, w->t->communes[first->b].code.s);
    BASE_EMIT(w->monitor, .code = "communes-superposees", .object = "commune", .value = codes,
              .detail = count);
}

static void keep_overlaps(const pairs *p, size_t n_meetings)
{
    mesh_work *w = p->w;
    size_t n = 0;
    const geom_item_pair *first = NULL;
    for (size_t i = 0; i < n_meetings; i++) {
        const geom_item_pair *pair = &p->meetings[i];
        if (p->area_m2[i] <= MESH_OVERLAP_M2)
            continue;
        first = n++ == 0 ? pair : first;
        g_array_append_val(list_of(w, pair->a), pair->b);
        g_array_append_val(list_of(w, pair->b), pair->a);
    }
    for (size_t c = 0; c < w->t->n_communes; c++) {
        if (w->overlaps[c] != NULL)
            g_array_sort(w->overlaps[c], compare_u32);
    }
    report_overlaps(w, n, first);
}

mlg_status mesh_step_edges(mesh_work *w, mlg_error *err)
{
    size_t n = w->t->n_communes;
    g_autofree GBytes **shapes = g_new0(GBytes *, n + 1);
    g_autofree uint32_t *groups = g_new0(uint32_t, n + 1);
    for (size_t c = 0; c < n; c++) {
        shapes[c] = w->communes[c].clean;
        /* those of one CRS that compute in one */
        groups[c] = w->t->communes[c].shape.crs * (uint32_t)w->mesh->n_crs + w->communes[c].zone;
    }
    return geom_edges_new(shapes, groups, n, &w->mesh->edges, err);
}

mlg_status mesh_step_overlaps(mesh_work *w, mlg_error *err)
{
    size_t n_meetings = 0;
    pairs p = {.w = w, .meetings = geom_edges_meetings(w->mesh->edges, &n_meetings)};
    p.area_m2 = g_new0(double, n_meetings + 1);
    mlg_status status = base_parallel_for(w->n_workers, n_meetings, 32, measure_chunk, &p,
                                          w->monitor, _("communes: overlaps"), err);
    if (status == MLG_OK)
        keep_overlaps(&p, n_meetings);
    g_free(p.area_m2);
    return status;
}
