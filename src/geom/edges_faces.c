/*
 * edges_faces.c - an item that others overlap, as faces that tell who claims them. An edge of the
 * item or inside it has on either side its owner's, its mates' and its covers' ground; a face is
 * bounded where its set of claimants ends.
 */
#include "geom/edges.h"

#include <math.h>
#include <string.h>

#define MAX_CLAIMANTS 64U

/* An edge of the arrangement and the claimants on its sides: bits, the item itself is bit 0.
 * Vertices are renumbered from 0 once all are listed. */
typedef struct sided {
    uint32_t from, to;
    uint64_t left, right;
} sided;

typedef struct claims {
    const geom_edges *edges;
    const uint32_t *claimants; /* by bit */
    size_t n;
    GArray *all;           /* sided */
    GArray *ids;           /* vertices, by their new numbers */
    geom_vertex *vertices; /* of the layer */
    geom_vertex *mapped;   /* and as they are written */
} claims;

static uint64_t bit_of(const claims *c, uint32_t item)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->claimants[i] == item)
            return (uint64_t)1 << i;
    return 0;
}

static sided sides_of(const claims *c, uint32_t edge)
{
    const geom_edges *edges = c->edges;
    size_t n = 0;
    sided s = {edges->from[edge], edges->to[edge], bit_of(c, edges->owner[edge]), 0};
    for (uint32_t m = edges->mate[edge]; m != edge; m = edges->mate[m]) {
        uint64_t bit = bit_of(c, edges->owner[m]);
        *(edges->from[m] == s.from ? &s.left : &s.right) |= bit;
    }
    const geom_cover *covers = geom_edges_covers(edges, edge, &n);
    for (size_t i = 0; i < n; i++) {
        uint64_t bit = bit_of(c, covers[i].item);
        s.left |= bit;
        s.right |= bit;
    }
    return s;
}

/* The claimants' edges that bound ground of the item, each place once. */
static GArray *list_sided(const claims *c)
{
    const geom_edges *edges = c->edges;
    GArray *all = g_array_new(FALSE, FALSE, sizeof(sided));
    for (size_t i = 0; i < c->n; i++) {
        uint32_t item = c->claimants[i];
        for (uint32_t e = edges->first[item]; e < edges->first[item + 1]; e++) {
            bool first = true;
            for (uint32_t m = edges->mate[e]; m != e && first; m = edges->mate[m])
                first = m > e || bit_of(c, edges->owner[m]) == 0;
            if (!first)
                continue;
            sided s = sides_of(c, e);
            if (((s.left | s.right) & 1U) && s.left != s.right)
                g_array_append_val(all, s);
        }
    }
    return all;
}

static uint32_t renumber(GHashTable *numbers, GArray *ids, uint32_t vertex)
{
    gpointer found = NULL;
    if (!g_hash_table_lookup_extended(numbers, GUINT_TO_POINTER(vertex), NULL, &found)) {
        found = GUINT_TO_POINTER(ids->len);
        g_hash_table_insert(numbers, GUINT_TO_POINTER(vertex), found);
        g_array_append_val(ids, vertex);
    }
    return GPOINTER_TO_UINT(found);
}

static void list_vertices(claims *c)
{
    g_autoptr(GHashTable) numbers = g_hash_table_new(NULL, NULL);
    c->ids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    uint32_t last = GEOM_NO_EDGE, last_number = 0; /* where the edge before ends: often here */
    for (guint i = 0; i < c->all->len; i++) {
        sided *s = &g_array_index(c->all, sided, i);
        uint32_t to = s->to;
        s->from = s->from == last ? last_number : renumber(numbers, c->ids, s->from);
        s->to = last_number = renumber(numbers, c->ids, to);
        last = to;
    }
    c->vertices = g_new(geom_vertex, c->ids->len + 1);
    c->mapped = g_new(geom_vertex, c->ids->len + 1);
    for (guint i = 0; i < c->ids->len; i++)
        c->vertices[i] = c->edges->vertices[g_array_index(c->ids, uint32_t, i)];
    memcpy(c->mapped, c->vertices, c->ids->len * sizeof(geom_vertex));
}

static gint by_vertex(gconstpointer a, gconstpointer b)
{
    const geom_crossing *p = a, *q = b;
    return p->vertex < q->vertex ? -1 : p->vertex > q->vertex;
}

/* The crossing that made vertex i, or NULL. */
static const geom_crossing *find_crossing(const claims *c, size_t i)
{
    const geom_crossing wanted = {.vertex = g_array_index(c->ids, uint32_t, i)};
    const GArray *made = c->edges->crossings;
    guint at = 0;
    /* vertices as given have lower numbers */
    if (made->len == 0 || wanted.vertex < g_array_index(made, geom_crossing, 0).vertex)
        return NULL;
    return g_array_binary_search((GArray *)made, &wanted, by_vertex, &at)
               ? &g_array_index(made, geom_crossing, at)
               : NULL;
}

/* Maps the vertices, then those made by a crossing from the mapped ends of its edges. */
static mlg_status map_vertices(claims *c, geom_map_fn map, void *user, mlg_error *err)
{
    size_t n = c->ids->len, at = n;
    g_autofree double *x = g_new(double, 5 * n + 1), *y = g_new(double, 5 * n + 1);
    for (size_t i = 0; i < n; i++) {
        const geom_crossing *made = find_crossing(c, i);
        const uint32_t ends[] = {made ? made->a : 0, made ? made->b : 0, made ? made->c : 0,
                                 made ? made->d : 0};
        x[i] = c->vertices[i].x;
        y[i] = c->vertices[i].y;
        for (size_t k = 0; made && k < G_N_ELEMENTS(ends); k++, at++) {
            x[at] = c->edges->vertices[ends[k]].x;
            y[at] = c->edges->vertices[ends[k]].y;
        }
    }
    MLG_TRY(map(user, x, y, at, err));
    at = n;
    for (size_t i = 0; i < n; i++) {
        c->mapped[i] = (geom_vertex){x[i], y[i]};
        if (!find_crossing(c, i))
            continue;
        geom_vertex v[4];
        for (size_t k = 0; k < G_N_ELEMENTS(v); k++, at++)
            v[k] = (geom_vertex){x[at], y[at]};
        geom_vertex crossing = geom_crossing_of(v[0], v[1], v[2], v[3]);
        if (isfinite(crossing.x) && isfinite(crossing.y))
            c->mapped[i] = crossing;
    }
    return MLG_OK;
}

/* The ground that exactly these claim; NULL when the edges make no polygon. */
static GBytes *face_of(const claims *c, uint64_t claimants)
{
    guint n = c->all->len;
    g_autofree uint32_t *numbers = g_new(uint32_t, 4 * (size_t)n + 1);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(geom_ring));
    geom_edges bounds = {.vertices = c->vertices, .from = numbers, .to = numbers + n};
    uint32_t *kept = numbers + 2 * (size_t)n;
    for (guint i = 0; i < n; i++) {
        sided s = g_array_index(c->all, sided, i);
        bool left = s.left == claimants, right = s.right == claimants;
        if (left == right)
            continue;
        bounds.from[bounds.n_edges] = left ? s.from : s.to;
        bounds.to[bounds.n_edges] = left ? s.to : s.from;
        kept[bounds.n_edges] = (uint32_t)bounds.n_edges;
        bounds.n_edges++;
    }
    geom_rings rings = {.edges = &bounds, .edge_ids = numbers + 3 * (size_t)n, .rings = found};
    if (!geom_rings_trace(&rings, kept, bounds.n_edges) || !geom_rings_nest(&rings))
        return NULL;
    bounds.vertices = c->mapped;
    return geom_rings_write(&rings);
}

static gint by_claimants(gconstpointer a, gconstpointer b)
{
    uint64_t p = *(const uint64_t *)a, q = *(const uint64_t *)b;
    return p < q ? -1 : p > q;
}

/* The sets of claimants that the item has ground of, ascending. */
static GArray *list_claims(const GArray *all)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    for (guint i = 0; i < all->len; i++) {
        const sided *s = &g_array_index(all, sided, i);
        if (s->left & 1U)
            g_array_append_val(found, s->left);
        if (s->right & 1U)
            g_array_append_val(found, s->right);
    }
    g_array_sort(found, by_claimants);
    guint n = 0;
    for (guint i = 0; i < found->len; i++)
        if (n == 0 || g_array_index(found, uint64_t, n - 1) != g_array_index(found, uint64_t, i))
            g_array_index(found, uint64_t, n++) = g_array_index(found, uint64_t, i);
    g_array_set_size(found, n);
    return found;
}

void geom_face_clear(geom_face *face)
{
    g_clear_pointer(&face->wkb, g_bytes_unref);
}

static void done(claims *c)
{
    g_array_unref(c->all);
    g_array_unref(c->ids);
    g_free(c->vertices);
    g_free(c->mapped);
}

/* NULL when one of them is no polygon. */
static GArray *list_faces(const claims *c)
{
    g_autoptr(GArray) found = list_claims(c->all);
    g_autoptr(GArray) faces = g_array_new(FALSE, FALSE, sizeof(geom_face));
    g_array_set_clear_func(faces, (GDestroyNotify)geom_face_clear);
    for (guint i = 0; i < found->len; i++) {
        uint64_t claimed = g_array_index(found, uint64_t, i);
        geom_face face = {face_of(c, claimed), claimed >> 1};
        if (!face.wkb)
            return NULL;
        g_array_append_val(faces, face);
    }
    return g_steal_pointer(&faces);
}

mlg_status geom_edges_faces(const geom_edges *edges, uint32_t item, const uint32_t *others,
                            size_t n, geom_map_fn map, void *user, GArray **ret, mlg_error *err)
{
    uint32_t claimants[MAX_CLAIMANTS] = {item};
    *ret = NULL;
    if (n + 1 > MAX_CLAIMANTS || base_bitset_get(edges->tangled, item))
        return MLG_OK;
    for (size_t i = 0; i < n; i++) {
        claimants[i + 1] = others[i];
        if (base_bitset_get(edges->tangled, others[i]))
            return MLG_OK;
    }
    claims c = {.edges = edges, .claimants = claimants, .n = n + 1};
    c.all = list_sided(&c);
    list_vertices(&c);
    mlg_status status = map ? map_vertices(&c, map, user, err) : MLG_OK;
    if (status == MLG_OK)
        *ret = list_faces(&c);
    done(&c);
    return status;
}
