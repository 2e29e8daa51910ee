/*
 * edges_cross.c - whether edges cross. Where all borders match vertex for vertex they cannot; so
 * only edges without match are compared with the others.
 */
#include "geom/edges.h"

#include "geom/funnel.h"

#include <float.h>
#include <math.h>

#define ENTRIES_PER_SEGMENT 8U /* cells that the grid gives a segment on average, at most */

typedef struct segment {
    uint32_t a, b; /* vertices */
    bool matched;
} segment;

/* Side of p from the line a-b: -1, 0, 1; 0 also when rounding hides it. */
static int side(geom_vertex a, geom_vertex b, geom_vertex p)
{
    double left = (b.x - a.x) * (p.y - a.y), right = (b.y - a.y) * (p.x - a.x);
    double cross = left - right, error = 4 * DBL_EPSILON * (fabs(left) + fabs(right));
    return cross > error ? 1 : cross < -error ? -1 : 0;
}

/* Two segments from v to p and q run along one another. */
static bool overlap_from(geom_vertex v, geom_vertex p, geom_vertex q)
{
    double dot = (p.x - v.x) * (q.x - v.x) + (p.y - v.y) * (q.y - v.y);
    return dot > 0 && side(v, p, q) == 0;
}

/* The segments meet elsewhere than at one common end; their boxes are known to meet. */
static bool conflict(const geom_vertex *v, segment s, segment t)
{
    bool start = s.a == t.a || s.a == t.b, end = s.b == t.a || s.b == t.b;
    if (start && end)
        return s.a == t.a; /* in opposite directions they are a shared border */
    if (start)
        return overlap_from(v[s.a], v[s.b], v[s.a == t.a ? t.b : t.a]);
    if (end)
        return overlap_from(v[s.b], v[s.a], v[s.b == t.a ? t.b : t.a]);
    return side(v[s.a], v[s.b], v[t.a]) * side(v[s.a], v[s.b], v[t.b]) <= 0 &&
           side(v[t.a], v[t.b], v[s.a]) * side(v[t.a], v[t.b], v[s.b]) <= 0;
}

static geom_box box_of(const geom_vertex *v, segment s)
{
    geom_vertex a = v[s.a], b = v[s.b];
    return (geom_box){MIN(a.x, b.x), MIN(a.y, b.y), MAX(a.x, b.x), MAX(a.y, b.y)};
}

/* Cells over the box of the segments without match, each with the segments whose box meets it. */
typedef struct grid {
    geom_box box;
    double cells_per_x, cells_per_y;
    uint32_t side; /* cells in a row, and rows */
    uint32_t *first, *segments;
} grid;

typedef struct cells {
    uint32_t x0, y0, x1, y1;
} cells;

static uint32_t cell_of(double at, double min, double per_unit, uint32_t side)
{
    double cell = (at - min) * per_unit;
    return !(cell > 0) ? 0 : cell >= side ? side - 1 : (uint32_t)cell;
}

static cells cells_of(const grid *g, geom_box box)
{
    return (cells){cell_of(box.min_x, g->box.min_x, g->cells_per_x, g->side),
                   cell_of(box.min_y, g->box.min_y, g->cells_per_y, g->side),
                   cell_of(box.max_x, g->box.min_x, g->cells_per_x, g->side),
                   cell_of(box.max_y, g->box.min_y, g->cells_per_y, g->side)};
}

static void set_side(grid *g, uint32_t side)
{
    double width = g->box.max_x - g->box.min_x, height = g->box.max_y - g->box.min_y;
    g->side = side;
    g->cells_per_x = width > 0 ? side / width : 0;
    g->cells_per_y = height > 0 ? side / height : 0;
}

static size_t count_entries(const grid *g, const geom_vertex *v, const GArray *segments)
{
    size_t n = 0;
    for (guint i = 0; i < segments->len; i++) {
        segment s = g_array_index(segments, segment, i);
        if (s.matched)
            continue;
        cells c = cells_of(g, box_of(v, s));
        n += (size_t)(c.x1 - c.x0 + 1) * (c.y1 - c.y0 + 1);
    }
    return n;
}

/* About one cell a segment; fewer where long segments would fill too many. */
static void make_grid(grid *g, const geom_vertex *v, const GArray *segments, size_t n_unmatched)
{
    uint32_t side = (uint32_t)MIN(ceil(sqrt((double)n_unmatched)), 4096);
    set_side(g, side);
    while (side > 1 && count_entries(g, v, segments) > ENTRIES_PER_SEGMENT * n_unmatched)
        set_side(g, side /= 2);
    size_t n_entries = count_entries(g, v, segments), n_cells = (size_t)g->side * g->side;
    g->first = g_new0(uint32_t, n_cells + 2);
    g->segments = g_new(uint32_t, n_entries);
    /* counted two places on, so that after filling each cell's first is in its own place */
    for (int pass = 0; pass < 2; pass++) {
        for (guint i = 0; i < segments->len; i++) {
            segment s = g_array_index(segments, segment, i);
            if (s.matched)
                continue;
            cells c = cells_of(g, box_of(v, s));
            for (uint32_t y = c.y0; y <= c.y1; y++)
                for (uint32_t x = c.x0; x <= c.x1; x++) {
                    uint32_t *at = &g->first[(size_t)y * g->side + x + (pass == 0 ? 2 : 1)];
                    if (pass == 1)
                        g->segments[*at] = i;
                    (*at)++;
                }
        }
        for (size_t cell = 2; pass == 0 && cell < n_cells + 2; cell++)
            g->first[cell] += g->first[cell - 1];
    }
}

/* Appends to `ret_found` those of the grid that segment i conflicts with, but for earlier ones. */
static void find_conflicts(const grid *g, const geom_vertex *v, const GArray *segments, guint i,
                           GArray *ret_found)
{
    segment s = g_array_index(segments, segment, i);
    geom_box box = box_of(v, s);
    if (!geom_boxes_meet(box, g->box))
        return;
    cells c = cells_of(g, box);
    for (uint32_t y = c.y0; y <= c.y1; y++)
        for (uint32_t x = c.x0; x <= c.x1; x++) {
            size_t cell = (size_t)y * g->side + x;
            for (uint32_t k = g->first[cell]; k < g->first[cell + 1]; k++) {
                uint32_t j = g->segments[k];
                segment t = g_array_index(segments, segment, j);
                if (j != i && (s.matched || j > i) && geom_boxes_meet(box, box_of(v, t)) &&
                    conflict(v, s, t))
                    g_array_append_val(ret_found, j);
            }
        }
}

/* The edges; those without match get the box of g. */
static GArray *segments_of(const geom_edges *edges, const uint32_t *ids, size_t n, grid *g,
                           size_t *ret_n_unmatched)
{
    GArray *segments = g_array_new(FALSE, FALSE, sizeof(segment));
    g_array_set_size(segments, (guint)n);
    size_t n_unmatched = 0;
    for (guint i = 0; i < segments->len; i++) {
        segment s = {edges->from[ids[i]], edges->to[ids[i]], edges->matched[ids[i]]};
        g_array_index(segments, segment, i) = s;
        if (s.matched)
            continue;
        geom_box box = box_of(edges->vertices, s);
        g->box = (geom_box){MIN(g->box.min_x, box.min_x), MIN(g->box.min_y, box.min_y),
                            MAX(g->box.max_x, box.max_x), MAX(g->box.max_y, box.max_y)};
        n_unmatched++;
    }
    *ret_n_unmatched = n_unmatched;
    return segments;
}

static void add_pairs(const geom_edges *edges, const uint32_t *ids, guint i, const GArray *found,
                      GArray *ret_pairs)
{
    for (guint k = 0; k < found->len; k++) {
        uint32_t j = g_array_index(found, uint32_t, k);
        geom_item_pair pair = {edges->owner[ids[i]], edges->owner[ids[j]]};
        g_array_append_val(ret_pairs, pair);
    }
}

bool geom_edges_cross(const geom_edges *edges, const uint32_t *ids, size_t n, GArray *ret_pairs)
{
    const geom_vertex *v = edges->vertices;
    grid g = {.box = {INFINITY, INFINITY, -INFINITY, -INFINITY}};
    size_t n_unmatched = 0;
    g_autoptr(GArray) segments = segments_of(edges, ids, n, &g, &n_unmatched);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    if (n_unmatched == 0)
        return false;
    make_grid(&g, v, segments, n_unmatched);
    bool cross = false;
    for (guint i = 0; i < segments->len && (!cross || ret_pairs); i++) {
        g_array_set_size(found, 0);
        find_conflicts(&g, v, segments, i, found);
        cross = cross || found->len > 0;
        if (ret_pairs)
            add_pairs(edges, ids, i, found, ret_pairs);
    }
    g_free(g.first);
    g_free(g.segments);
    return cross;
}
