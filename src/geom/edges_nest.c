/*
 * edges_nest.c - holes to their shells, and the result written. The rings do not cross, so of two
 * rings either one holds the other or they lie apart, whatever point is asked.
 */
#include "geom/edges.h"

#include "geom/funnel.h"
#include "base/wkb_bytes.h"

#include <math.h>
#include <stdlib.h>

static int by_area(const void *a, const void *b)
{
    const geom_ring *p = a, *q = b;
    double area_p = fabs(p->area), area_q = fabs(q->area);
    if (area_p != area_q)
        return area_p > area_q ? -1 : 1;
    return p->start < q->start ? -1 : p->start > q->start;
}

bool geom_rings_nest(geom_rings *rings)
{
    g_array_sort(rings->rings, by_area);
    g_autoptr(geom_locator) locator = geom_locator_new(rings);
    for (guint i = 0; i < rings->rings->len; i++) {
        geom_ring *ring = geom_rings_get(rings, i);
        /* from the smallest of the larger rings on */
        for (guint j = i; j-- > 0 && ring->parent == GEOM_NO_EDGE;) {
            const geom_ring *larger = geom_rings_get(rings, j);
            if (geom_box_holds(larger->box, ring->box) && geom_locator_holds(locator, j, i))
                ring->parent = j;
        }
        bool is_shell = ring->area > 0, has_parent = ring->parent != GEOM_NO_EDGE;
        bool parent_is_shell = has_parent && geom_rings_get(rings, ring->parent)->area > 0;
        if (is_shell == parent_is_shell)
            return false;
    }
    return true;
}

static int compare_vertices(geom_vertex a, geom_vertex b)
{
    if (a.x != b.x)
        return a.x < b.x ? -1 : 1;
    return a.y < b.y ? -1 : a.y > b.y;
}

/*
 * GEOS puts the ring with more vertices first, then the larger, vertex by vertex from the lowest on
 * against our direction.
 */
static int compare_rings(const geom_rings *rings, const geom_ring *p, const geom_ring *q)
{
    if (p->n != q->n)
        return p->n > q->n ? -1 : 1;
    for (uint32_t i = 0; i < p->n; i++) {
        int order = compare_vertices(geom_ring_vertex(rings, p, p->lowest + p->n - i),
                                     geom_ring_vertex(rings, q, q->lowest + q->n - i));
        if (order != 0)
            return -order;
    }
    return 0;
}

static gint by_normal_form(gconstpointer a, gconstpointer b, gpointer user)
{
    const geom_rings *rings = user;
    const geom_ring *p = geom_rings_get(rings, *(const uint32_t *)a);
    const geom_ring *q = geom_rings_get(rings, *(const uint32_t *)b);
    if (p->area < 0 && q->area < 0 && p->parent != q->parent)
        return p->parent < q->parent ? -1 : 1;
    return compare_rings(rings, p, q);
}

static void write_ring(const geom_rings *rings, const geom_ring *ring, GByteArray *to)
{
    base_wkb_put_u32(to, ring->n + 1);
    for (uint32_t i = 0; i <= ring->n; i++) {
        geom_vertex v = geom_ring_vertex(rings, ring, ring->lowest + i);
        base_wkb_put_point(to, v.x, v.y);
    }
}

/* Numbers of the shells or of the holes in normal form order; holes by shell first. */
static GArray *sorted(const geom_rings *rings, bool shells)
{
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t i = 0; i < rings->rings->len; i++)
        if ((geom_rings_get(rings, i)->area > 0) == shells)
            g_array_append_val(numbers, i);
    g_array_sort_with_data(numbers, by_normal_form, (gpointer)(uintptr_t)rings);
    return numbers;
}

GBytes *geom_rings_write(const geom_rings *rings)
{
    g_autoptr(GArray) shells = sorted(rings, true);
    g_autoptr(GArray) holes = sorted(rings, false);
    g_autofree uint32_t *end = g_new0(uint32_t, rings->rings->len + 1); /* of a shell's holes */
    for (guint i = 0; i < holes->len; i++)
        end[geom_rings_get(rings, g_array_index(holes, uint32_t, i))->parent] = i + 1;
    GByteArray *out = g_byte_array_sized_new(64 + (guint)rings->n_edge_ids * WKB_POINT_SIZE);
    base_wkb_put_header(out, WKB_MULTIPOLYGON, shells->len);
    for (guint i = 0; i < shells->len; i++) {
        uint32_t shell = g_array_index(shells, uint32_t, i);
        guint first = end[shell];
        while (first > 0 &&
               geom_rings_get(rings, g_array_index(holes, uint32_t, first - 1))->parent == shell)
            first--;
        base_wkb_put_header(out, WKB_POLYGON, end[shell] - first + 1);
        write_ring(rings, geom_rings_get(rings, shell), out);
        for (guint j = first; j < end[shell]; j++)
            write_ring(rings, geom_rings_get(rings, g_array_index(holes, uint32_t, j)), out);
    }
    return g_byte_array_free_to_bytes(out);
}

GBytes *geom_rings_polygon(const geom_edges *edges, const uint32_t *kept, size_t n, bool *ret_exact)
{
    g_autofree uint32_t *edge_ids = g_new(uint32_t, n + 1);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(geom_ring));
    geom_rings rings = {.edges = edges, .edge_ids = edge_ids, .rings = found};
    if (!geom_rings_trace(&rings, kept, n) || !geom_rings_nest(&rings))
        return NULL;
    *ret_exact = geom_rings_are_noded(&rings);
    return geom_rings_write(&rings);
}
