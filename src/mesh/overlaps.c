/*
 * overlaps.c - step 3: pairs of communes that share area (generalised département borders, doubled
 * layers).
 *
 * Where all edges are matched there is no overlap: the number of polygons over a point changes only
 * across unmatched edges. So candidates are the communes met by an unmatched edge, then the
 * neighbours of every pair found, until no more.
 */
#include "mesh/work.h"

#include "base/text.h"
#include "geom/wkb.h"

typedef struct pair {
    uint32_t a, b; /* a < b */
    double area_m2;
} pair;

typedef struct search {
    mesh_work *w;
    geom_index *index; /* boxes of shapes as read */
    GHashTable *seen;  /* a << 32 | b */
    GArray *pairs;     /* pair, tested up to n_tested */
    GArray *hits;
    uint32_t commune;
} search;

static void add_pair(search *s, uint32_t a, uint32_t b)
{
    if (a == b)
        return;
    pair p = {a < b ? a : b, a < b ? b : a, 0};
    const territory_shape *sa = &s->w->t->communes[p.a].shape, *sb = &s->w->t->communes[p.b].shape;
    if (sa->crs != sb->crs || s->w->communes[p.a].zone != s->w->communes[p.b].zone)
        return;
    gint64 key = (gint64)(((guint64)p.a << 32) | p.b);
    if (g_hash_table_contains(s->seen, &key))
        return;
    g_hash_table_add(s->seen, g_memdup2(&key, sizeof key));
    g_array_append_val(s->pairs, p);
}

static void meet_edge(void *user, geom_box box)
{
    search *s = user;
    geom_index_query(s->index, box, s->hits);
    for (guint i = 0; i < s->hits->len; i++)
        add_pair(s, s->commune, g_array_index(s->hits, uint32_t, i));
}

static bool boxes_meet(geom_box a, geom_box b)
{
    return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
}

static mlg_status test_chunk(void *user, unsigned worker, size_t begin, size_t end, mlg_error *err)
{
    (void)worker; /* no context is needed */
    (void)err;
    search *s = user;
    for (size_t i = begin; i < end; i++) {
        pair *p = &g_array_index(s->pairs, pair, i);
        const mesh_item *a = &s->w->communes[p->a], *b = &s->w->communes[p->b];
        if (a->wkb == NULL || b->wkb == NULL || !boxes_meet(a->box, b->box))
            continue;
        p->area_m2 = geom_wkb_overlap_area(a->wkb, b->wkb);
    }
    return MLG_OK;
}

static void add_neighbour_pairs(search *s, uint32_t a, uint32_t b)
{
    size_t n;
    const uint32_t *around = geom_edges_neighbours(s->w->mesh->edges, a, &n);
    for (size_t i = 0; i < n; i++)
        add_pair(s, around[i], b);
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

static void report_overlaps(const mesh_work *w, size_t n, const pair *first)
{
    if (n == 0)
        return;
    g_autofree char *count = g_strdup_printf("%zu", n);
    g_autofree char *codes =
        g_strdup_printf("%s,%s", w->t->communes[first->a].code.s, w->t->communes[first->b].code.s);
    BASE_EMIT(w->monitor, .code = "communes-superposees", .object = "commune", .value = codes,
              .detail = count);
}

/* The lists of work.h as the mesh keeps them. */
static mesh_lists pack(const mesh_work *w)
{
    size_t n_communes = w->t->n_communes, n = 0;
    for (size_t c = 0; c < n_communes; c++)
        n += w->overlaps[c] != NULL ? w->overlaps[c]->len : 0;
    mesh_lists lists = {g_new0(uint32_t, n_communes + 1), g_new(uint32_t, n + 1), n_communes};
    n = 0;
    for (size_t c = 0; c < n_communes; c++) {
        for (guint i = 0; w->overlaps[c] != NULL && i < w->overlaps[c]->len; i++)
            lists.items[n++] = g_array_index(w->overlaps[c], uint32_t, i);
        lists.first[c + 1] = (uint32_t)n;
    }
    return lists;
}

static void keep_overlaps(search *s)
{
    mesh_work *w = s->w;
    size_t n = 0;
    const pair *first = NULL;
    for (guint i = 0; i < s->pairs->len; i++) {
        const pair *p = &g_array_index(s->pairs, pair, i);
        if (p->area_m2 <= MESH_OVERLAP_M2)
            continue;
        first = n++ == 0 ? p : first;
        g_array_append_val(list_of(w, p->a), p->b);
        g_array_append_val(list_of(w, p->b), p->a);
    }
    for (size_t c = 0; c < w->t->n_communes; c++) {
        if (w->overlaps[c] != NULL)
            g_array_sort(w->overlaps[c], compare_u32);
    }
    w->mesh->overlaps = pack(w);
    report_overlaps(w, n, first);
}

/* Tests what was not yet, and adds the neighbours of what overlaps, until nothing is left. */
static mlg_status test_all(search *s, mlg_error *err)
{
    guint tested = 0;
    while (tested < s->pairs->len) {
        guint end = s->pairs->len;
        search part = *s;
        part.pairs = g_array_new(FALSE, FALSE, sizeof(pair));
        g_array_append_vals(part.pairs, &g_array_index(s->pairs, pair, tested), end - tested);
        mlg_status status = base_parallel_for(s->w->n_workers, end - tested, 32, test_chunk, &part,
                                              s->w->monitor, _("communes: overlaps"), err);
        for (guint i = 0; i < part.pairs->len; i++)
            g_array_index(s->pairs, pair, tested + i) = g_array_index(part.pairs, pair, i);
        g_array_unref(part.pairs);
        MLG_TRY(status);
        for (guint i = tested; i < end; i++) {
            pair p = g_array_index(s->pairs, pair, i);
            if (p.area_m2 <= MESH_OVERLAP_M2)
                continue;
            add_neighbour_pairs(s, p.a, p.b);
            add_neighbour_pairs(s, p.b, p.a);
        }
        tested = end;
    }
    return MLG_OK;
}

mlg_status mesh_step_overlaps(mesh_work *w, mlg_error *err)
{
    size_t n = w->t->n_communes;
    g_autofree GBytes **shapes = g_new0(GBytes *, n);
    g_autofree geom_box *boxes = g_new(geom_box, n);
    for (size_t c = 0; c < n; c++) {
        shapes[c] = w->t->communes[c].shape.wkb;
        boxes[c] = shapes[c] != NULL ? geom_wkb_bounds(shapes[c]) : (geom_box){1, 1, 0, 0};
    }
    MLG_TRY(geom_edges_new(shapes, n, &w->mesh->edges, err));
    search s = {.w = w,
                .index = geom_index_new(boxes, n),
                .seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
                .pairs = g_array_new(FALSE, FALSE, sizeof(pair)),
                .hits = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    for (size_t c = 0; c < n; c++) {
        s.commune = (uint32_t)c;
        geom_edges_unmatched(w->mesh->edges, c, meet_edge, &s);
    }
    mlg_status status = test_all(&s, err);
    if (status == MLG_OK)
        keep_overlaps(&s);
    geom_index_free(s.index);
    g_hash_table_unref(s.seen);
    g_array_unref(s.pairs);
    g_array_unref(s.hits);
    return status;
}
