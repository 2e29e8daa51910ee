/*
 * edges_locate.c - which ring holds which. Rings with many edges get them sorted into bands of y
 * when first asked, so that thousands of slivers along a coast are placed in no time.
 */
#include "geom/edges.h"

#define MANY_EDGES     64U /* of a ring that gets bands */
#define EDGES_PER_BAND 4U

typedef enum place { OUTSIDE, INSIDE, ON_BOUNDARY } place;

/* The edges of a ring by the bands of y that they meet. */
typedef struct bands {
    double min_y, per_unit;
    uint32_t n;
    uint32_t *first, *edges; /* edges of band i are edges[first[i]] .. edges[first[i + 1] - 1] */
} bands;

struct geom_locator {
    const geom_rings *rings;
    bands *of_ring; /* n is 0 for those without */
};

geom_locator *geom_locator_new(const geom_rings *rings)
{
    geom_locator *locator = g_new0(geom_locator, 1);
    locator->rings = rings;
    locator->of_ring = g_new0(bands, rings->rings->len);
    return locator;
}

void geom_locator_free(geom_locator *locator)
{
    if (!locator)
        return;
    for (guint i = 0; i < locator->rings->rings->len; i++) {
        g_free(locator->of_ring[i].first);
        g_free(locator->of_ring[i].edges);
    }
    g_free(locator->of_ring);
    g_free(locator);
}

static uint32_t band_of(const bands *b, double y)
{
    double band = (y - b->min_y) * b->per_unit;
    return !(band > 0) ? 0 : band >= b->n ? b->n - 1 : (uint32_t)band;
}

/* Bands first..last that edge i meets. */
static void bands_of_edge(const geom_rings *rings, const geom_ring *ring, const bands *b,
                          uint32_t i, uint32_t *ret_first, uint32_t *ret_last)
{
    double y0 = geom_ring_vertex(rings, ring, i).y, y1 = geom_ring_vertex(rings, ring, i + 1).y;
    *ret_first = band_of(b, MIN(y0, y1));
    *ret_last = band_of(b, MAX(y0, y1));
}

static void make_bands(const geom_rings *rings, const geom_ring *ring, bands *b)
{
    double height = ring->box.max_y - ring->box.min_y;
    b->n = ring->n / EDGES_PER_BAND;
    b->min_y = ring->box.min_y;
    b->per_unit = height > 0 ? b->n / height : 0;
    b->first = g_new0(uint32_t, b->n + 2);
    uint32_t from = 0, to = 0;
    /* counted two places on, so that after filling each band's first is in its own place */
    for (uint32_t i = 0; i < ring->n; i++) {
        bands_of_edge(rings, ring, b, i, &from, &to);
        for (uint32_t band = from; band <= to; band++)
            b->first[band + 2]++;
    }
    for (uint32_t band = 2; band < b->n + 2; band++)
        b->first[band] += b->first[band - 1];
    b->edges = g_new(uint32_t, b->first[b->n + 1]);
    for (uint32_t i = 0; i < ring->n; i++) {
        bands_of_edge(rings, ring, b, i, &from, &to);
        for (uint32_t band = from; band <= to; band++)
            b->edges[b->first[band + 1]++] = i;
    }
}

/* Even-odd rule, edge by edge; false when p is on the edge. */
static bool pass(const geom_rings *rings, const geom_ring *ring, uint32_t edge, geom_vertex p,
                 bool *inside)
{
    geom_vertex a = geom_ring_vertex(rings, ring, edge),
                b = geom_ring_vertex(rings, ring, edge + 1);
    if ((a.x == p.x && a.y == p.y) || (b.x == p.x && b.y == p.y))
        return false;
    if ((a.y > p.y) == (b.y > p.y))
        return true;
    double cross = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
    *inside ^= (cross > 0) == (b.y > a.y);
    return cross != 0;
}

static place locate(geom_locator *locator, guint number, geom_vertex p)
{
    const geom_rings *rings = locator->rings;
    const geom_ring *ring = geom_rings_get(rings, number);
    bands *b = &locator->of_ring[number];
    bool inside = false;
    if (ring->n < MANY_EDGES) {
        for (uint32_t i = 0; i < ring->n; i++)
            if (!pass(rings, ring, i, p, &inside))
                return ON_BOUNDARY;
        return inside ? INSIDE : OUTSIDE;
    }
    if (b->n == 0)
        make_bands(rings, ring, b);
    uint32_t band = band_of(b, p.y);
    for (uint32_t k = b->first[band]; k < b->first[band + 1]; k++)
        if (!pass(rings, ring, b->edges[k], p, &inside))
            return ON_BOUNDARY;
    return inside ? INSIDE : OUTSIDE;
}

/* The first vertex of `inner` off the boundary of `outer` tells; else the middle of an edge. */
bool geom_locator_holds(geom_locator *locator, guint outer, guint inner)
{
    const geom_rings *rings = locator->rings;
    const geom_ring *ring = geom_rings_get(rings, inner);
    for (uint32_t i = 0; i < ring->n; i++) {
        place where = locate(locator, outer, geom_ring_vertex(rings, ring, i));
        if (where != ON_BOUNDARY)
            return where == INSIDE;
    }
    for (uint32_t i = 0; i < ring->n; i++) {
        geom_vertex a = geom_ring_vertex(rings, ring, i), b = geom_ring_vertex(rings, ring, i + 1);
        place where = locate(locator, outer, (geom_vertex){a.x / 2 + b.x / 2, a.y / 2 + b.y / 2});
        if (where != ON_BOUNDARY)
            return where == INSIDE;
    }
    return false;
}
