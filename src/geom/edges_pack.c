/*
 * edges_pack.c - edges packed as they are kept: nothing is found again when they are unpacked.
 */
#include "geom/edges.h"

#define PACK_KIND "aretes"

static void pack_list(base_packer *p, const GArray *list, size_t item_size)
{
    base_pack_array_of(p, list->data, list->len * item_size / sizeof(uint32_t), sizeof(uint32_t));
}

/* A set may have been made with room for more. */
static void pack_set(base_packer *p, const base_bitset *set, size_t n_bits)
{
    base_pack_array_of(p, set->words, (n_bits + 63) / 64, sizeof(uint64_t));
}

base_packer *geom_edges_pack(const geom_edges *edges)
{
    base_packer *p = base_packer_new(PACK_KIND);
    size_t n = edges->n_edges, n_items = edges->n_items;
    base_pack_i64(p, (int64_t)n_items);
    base_pack_i64(p, (int64_t)n);
    base_pack_i64(p, (int64_t)edges->n_vertices);
    base_pack_u32(p, edges->resumed != NULL);
    base_pack_array_of(p, edges->vertices, 2 * edges->n_vertices, sizeof(double));
    base_pack_array_of(p, edges->from, n, sizeof(uint32_t));
    base_pack_array_of(p, edges->to, n, sizeof(uint32_t));
    base_pack_array_of(p, edges->owner, n, sizeof(uint32_t));
    base_pack_array_of(p, edges->mate, n, sizeof(uint32_t));
    base_pack_array_of(p, edges->first, n_items + 1, sizeof(uint32_t));
    base_pack_array_of(p, edges->first_neighbour, n_items + 1, sizeof(uint32_t));
    base_pack_array_of(p, edges->neighbours, edges->first_neighbour[n_items], sizeof(uint32_t));
    pack_list(p, edges->meetings, sizeof(geom_item_pair));
    pack_list(p, edges->covers, sizeof(geom_cover));
    pack_list(p, edges->crossings, sizeof(geom_crossing));
    pack_set(p, edges->matched, n);
    if (edges->resumed != NULL)
        pack_set(p, edges->resumed, n);
    pack_set(p, edges->covered, n);
    pack_set(p, edges->tangled, n_items);
    return p;
}

static void unpack_arrays(base_unpacker *u, geom_edges *edges)
{
    size_t n = edges->n_edges, n_items = edges->n_items, n_neighbours = 0;
    edges->vertices = base_unpack_array_n(u, sizeof(double), 2 * edges->n_vertices);
    uint32_t **const arrays[] = {&edges->from, &edges->to, &edges->owner, &edges->mate};
    const size_t limits[] = {edges->n_vertices, edges->n_vertices, n_items, n};
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++) {
        *arrays[i] = base_unpack_array_n(u, sizeof(uint32_t), n);
        base_unpack_check(u, *arrays[i], n, limits[i], 0);
    }
    edges->first = base_unpack_array_n(u, sizeof(uint32_t), n_items + 1);
    base_unpack_check(u, edges->first, n_items + 1, n + 1, 0);
    edges->first_neighbour = base_unpack_array_n(u, sizeof(uint32_t), n_items + 1);
    edges->neighbours = base_unpack_array_of(u, sizeof(uint32_t), &n_neighbours);
    base_unpack_check(u, edges->first_neighbour, n_items + 1, n_neighbours + 1, 0);
    base_unpack_check(u, edges->neighbours, n_neighbours, n_items, 0);
}

/* A list of records of numbers. */
static GArray *unpack_list(base_unpacker *u, size_t item_size)
{
    size_t n = 0, n_each = item_size / sizeof(uint32_t);
    g_autofree uint32_t *numbers = base_unpack_array_of(u, sizeof *numbers, &n);
    u->damaged = u->damaged || n % n_each != 0;
    GArray *list = g_array_sized_new(FALSE, FALSE, (guint)item_size, (guint)(n / n_each));
    if (n >= n_each)
        g_array_append_vals(list, numbers, (guint)(n / n_each));
    return list;
}

static base_bitset *unpack_set(base_unpacker *u, size_t n_bits)
{
    base_bitset *set = base_bitset_new(n_bits);
    g_autofree uint64_t *words = base_unpack_array_n(u, sizeof(uint64_t), set->n_words);
    if (words != NULL) {
        g_free(set->words);
        set->words = g_steal_pointer(&words);
    }
    return set;
}

static void check_lists(base_unpacker *u, const geom_edges *edges)
{
    bool ok = true;
    for (guint i = 0; i < edges->meetings->len; i++) {
        geom_item_pair pair = g_array_index(edges->meetings, geom_item_pair, i);
        ok = ok && pair.a < edges->n_items && pair.b < edges->n_items;
    }
    for (guint i = 0; i < edges->covers->len; i++) {
        geom_cover cover = g_array_index(edges->covers, geom_cover, i);
        ok = ok && cover.edge < edges->n_edges && cover.item < edges->n_items;
    }
    for (guint i = 0; i < edges->crossings->len; i++) {
        geom_crossing c = g_array_index(edges->crossings, geom_crossing, i);
        size_t n = edges->n_vertices;
        ok = ok && c.vertex < n && c.a < n && c.b < n && c.c < n && c.d < n;
    }
    u->damaged = u->damaged || !ok;
}

static bool ascends(const uint32_t *first, size_t n)
{
    for (size_t i = 0; first != NULL && i < n; i++)
        if (first[i] > first[i + 1])
            return false;
    return true;
}

mlg_status geom_edges_unpack(GBytes *head, base_fetch_fn fetch, void *user, geom_edges **ret,
                             mlg_error *err)
{
    g_autoptr(geom_edges) edges = g_new0(geom_edges, 1);
    base_unpacker u;
    base_unpacker_init(&u, PACK_KIND, head, fetch, user);
    edges->n_items = (size_t)base_unpack_i64(&u);
    edges->n_edges = (size_t)base_unpack_i64(&u);
    edges->n_vertices = (size_t)base_unpack_i64(&u);
    bool is_split = base_unpack_u32(&u) != 0;
    if (edges->n_items >= UINT32_MAX || edges->n_edges >= UINT32_MAX ||
        edges->n_vertices >= UINT32_MAX)
        u.damaged = true;
    unpack_arrays(&u, edges);
    edges->meetings = unpack_list(&u, sizeof(geom_item_pair));
    edges->covers = unpack_list(&u, sizeof(geom_cover));
    edges->crossings = unpack_list(&u, sizeof(geom_crossing));
    check_lists(&u, edges);
    size_t n_bits = u.damaged ? 0 : edges->n_edges; /* what is damaged may ask for too many */
    edges->matched = unpack_set(&u, n_bits);
    if (is_split)
        edges->resumed = unpack_set(&u, n_bits);
    edges->covered = unpack_set(&u, n_bits);
    edges->tangled = unpack_set(&u, u.damaged ? 0 : edges->n_items);
    if (!ascends(edges->first, edges->n_items) || !ascends(edges->first_neighbour, edges->n_items))
        u.damaged = true;
    MLG_TRY(base_unpacker_end(&u, err));
    *ret = g_steal_pointer(&edges);
    return MLG_OK;
}
