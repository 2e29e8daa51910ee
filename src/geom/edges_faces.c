/*
 * edges_faces.c - an item that others overlap, as faces that tell who claims them. An edge of the
 * item or inside it has on either side its owner's, its mates' and its covers' ground; a face is
 * bounded where its set of claimants ends.
 */
#include "geom/edges.h"

#include <stdlib.h>
#include <string.h>

#define MAX_CLAIMANTS 64U

/* An edge of the arrangement and the claimants on its sides: bits, the item itself is bit 0. */
typedef struct sided {
    uint32_t from, to;
    uint64_t left, right;
} sided;

typedef struct claims {
    const geom_edges *edges;
    const uint32_t *claimants; /* by bit */
    size_t n;
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

/* The ground that exactly these claim; NULL when the edges make no polygon. */
static GBytes *face_of(const claims *c, const GArray *all, uint64_t claimants)
{
    g_autofree uint32_t *numbers = g_new(uint32_t, 3 * (size_t)all->len + 1);
    geom_edges bounds = {.vertices = c->edges->vertices,
                         .from = numbers,
                         .to = numbers + all->len,
                         .n_vertices = c->edges->n_vertices};
    uint32_t *kept = numbers + 2 * (size_t)all->len;
    for (guint i = 0; i < all->len; i++) {
        sided s = g_array_index(all, sided, i);
        bool left = s.left == claimants, right = s.right == claimants;
        if (left == right)
            continue;
        bounds.from[bounds.n_edges] = left ? s.from : s.to;
        bounds.to[bounds.n_edges] = left ? s.to : s.from;
        kept[bounds.n_edges] = (uint32_t)bounds.n_edges;
        bounds.n_edges++;
    }
    return geom_rings_polygon(&bounds, kept, bounds.n_edges);
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

GArray *geom_edges_faces(const geom_edges *edges, uint32_t item, const uint32_t *others, size_t n)
{
    uint32_t claimants[MAX_CLAIMANTS] = {item};
    if (n + 1 > MAX_CLAIMANTS || base_bitset_get(edges->tangled, item))
        return NULL;
    for (size_t i = 0; i < n; i++) {
        claimants[i + 1] = others[i];
        if (base_bitset_get(edges->tangled, others[i]))
            return NULL;
    }
    claims c = {edges, claimants, n + 1};
    g_autoptr(GArray) all = list_sided(&c);
    g_autoptr(GArray) found = list_claims(all);
    g_autoptr(GArray) faces = g_array_new(FALSE, FALSE, sizeof(geom_face));
    g_array_set_clear_func(faces, (GDestroyNotify)geom_face_clear);
    for (guint i = 0; i < found->len; i++) {
        uint64_t claimed = g_array_index(found, uint64_t, i);
        geom_face face = {face_of(&c, all, claimed), claimed >> 1};
        if (!face.wkb)
            return NULL;
        g_array_append_val(faces, face);
    }
    return g_steal_pointer(&faces);
}
