/*
 * test_geom_noded.c - rings of split edges: proven where they meet in common vertices only, left
 * to GEOS where an edge crosses another, ends on it or runs along it.
 */
#include "support/cmocka.h"

#include "geom/edges.h"

#define MOST 12U

typedef struct noded_case {
    const char *name;
    geom_vertex vertices[MOST];
    uint32_t rings[3][MOST]; /* vertices, ended by the first one again */
    bool noded;
} noded_case;

static const noded_case cases[] = {
    {"a square", {{0, 0}, {9, 0}, {9, 9}, {0, 9}}, {{0, 1, 2, 3, 0}}, true},
    {"two edges cross", {{0, 0}, {9, 9}, {9, 0}, {0, 9}}, {{0, 1, 2, 3, 0}}, false},
    {"a hole touches its shell in a vertex",
     {{0, 0}, {9, 0}, {9, 9}, {0, 9}, {3, 1}, {1, 3}},
     {{0, 1, 2, 3, 0}, {0, 5, 4, 0}},
     true},
    {"a hole touches its shell within an edge",
     {{0, 0}, {9, 0}, {9, 9}, {0, 9}, {4, 0}, {5, 3}, {3, 3}},
     {{0, 1, 2, 3, 0}, {4, 6, 5, 4}},
     false},
    {"a hole leaves its shell",
     {{0, 0}, {9, 0}, {9, 9}, {0, 9}, {4, -1}, {5, 3}, {3, 3}},
     {{0, 1, 2, 3, 0}, {4, 6, 5, 4}},
     false},
    {"two rings run along one another from a vertex",
     {{0, 0}, {9, 0}, {9, 9}, {0, 9}, {4, 0}, {4, -3}},
     {{0, 1, 2, 3, 0}, {0, 5, 4, 0}},
     false},
    {"an edge turns back", {{0, 0}, {9, 0}, {4, 0}, {4, 9}}, {{0, 1, 2, 3, 0}}, false},
    {"rings apart",
     {{0, 0}, {9, 0}, {9, 9}, {0, 9}, {20, 0}, {22, 0}, {22, 2}},
     {{0, 1, 2, 3, 0}, {4, 5, 6, 4}},
     true},
};

/* The rings of a case as edges, one after the other; `split`: all are pieces but the first. */
static bool are_noded(const noded_case *c, bool split)
{
    uint32_t from[3 * MOST], to[3 * MOST], ids[3 * MOST];
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(geom_ring));
    g_autoptr(base_bitset) resumed = base_bitset_new((size_t)3 * MOST);
    geom_edges edges = {.vertices = (geom_vertex *)(void *)c->vertices, .from = from, .to = to};
    for (size_t r = 0; r < 3 && c->rings[r][1] != c->rings[r][0]; r++) {
        const uint32_t *ring = c->rings[r];
        geom_ring made = {.start = (uint32_t)edges.n_edges};
        do {
            from[edges.n_edges] = ring[made.n];
            to[edges.n_edges] = ring[made.n + 1];
            ids[edges.n_edges] = (uint32_t)edges.n_edges;
            if (edges.n_edges > 0)
                base_bitset_set(resumed, edges.n_edges);
            edges.n_edges++;
            made.n++;
        } while (ring[made.n] != ring[0]);
        g_array_append_val(found, made);
    }
    edges.resumed = split ? resumed : NULL;
    geom_rings rings = {&edges, ids, edges.n_edges, found};
    return geom_rings_are_noded(&rings);
}

static void split_edges(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        if (are_noded(&cases[i], true) != cases[i].noded)
            fail_msg("%s", cases[i].name);
}

/* Those of valid polygons as given do not cross: they are not asked. */
static void edges_as_given(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_true(are_noded(&cases[i], false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(split_edges),
        cmocka_unit_test(edges_as_given),
    };
    return cmocka_run_group_tests_name("geom_noded", tests, NULL, NULL);
}
