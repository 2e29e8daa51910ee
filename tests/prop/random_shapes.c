/*
 * random_shapes.c - stars, and coverages from a grid whose corners and edges are displaced.
 */
#include "prop/random_shapes.h"

#include "support/wkt.h"

#include <math.h>

#define CELL_M 100.0

enum { EDGE_POINTS = 3 }; /* between two corners of a cell */

static void put_point(GString *wkt, double x, double y)
{
    char text_x[G_ASCII_DTOSTR_BUF_SIZE], text_y[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(wkt, "%s%s %s", g_str_has_suffix(wkt->str, "(") ? "" : ",",
                           g_ascii_dtostr(text_x, sizeof text_x, x),
                           g_ascii_dtostr(text_y, sizeof text_y, y));
}

static GBytes *read(const char *wkt)
{
    g_autoptr(GBytes) raw = support_wkt(wkt, 0, 0);
    GBytes *plain = NULL;
    gsize size = 0;
    const void *data = raw ? g_bytes_get_data(raw, &size) : NULL;
    if (geom_wkb_normalize(data, size, &plain, NULL) != MLG_OK)
        g_error("not WKT: %s", wkt);
    return plain;
}

/* One turn in equal steps, so that the ring cannot cross itself; closed. */
static void put_star(GString *wkt, GRand *rand, double x, double y, double least, double most)
{
    int n = g_rand_int_range(rand, 3, 61);
    double first_x = 0, first_y = 0;
    g_string_append_c(wkt, '(');
    for (int i = 0; i < n; i++) {
        double angle = 2 * G_PI * i / n, radius = g_rand_double_range(rand, least, most);
        double px = x + radius * cos(angle), py = y + radius * sin(angle);
        first_x = i == 0 ? px : first_x;
        first_y = i == 0 ? py : first_y;
        put_point(wkt, px, py);
    }
    put_point(wkt, first_x, first_y);
    g_string_append_c(wkt, ')');
}

GBytes *random_star(GRand *rand)
{
    g_autoptr(GString) wkt = g_string_new("POLYGON(");
    double x = 3.7e6 + g_rand_double_range(rand, 0, 60);
    double y = 2.8e6 + g_rand_double_range(rand, 0, 60);
    put_star(wkt, rand, x, y, 30, 60);
    if (g_rand_int_range(rand, 0, 3) == 0) { /* a triangle of radius 30 holds a circle of 15 */
        g_string_append_c(wkt, ',');
        put_star(wkt, rand, x, y, 2, 14);
    }
    g_string_append_c(wkt, ')');
    return read(wkt->str);
}

typedef struct rewriting {
    GRand *rand;
    GPtrArray *parts; /* of GPtrArray of rings as WKT */
} rewriting;

static void rewrite_ring(void *user, size_t part, size_t ring, const double *x, const double *y,
                         size_t n)
{
    rewriting *r = user;
    GString *wkt = g_string_new("(");
    int sides = (int)n - 1, start = g_rand_int_range(r->rand, 0, sides);
    int way = g_rand_boolean(r->rand) ? 1 : -1;
    for (int i = 0; i <= sides; i++) {
        int at = (((start + way * i) % sides) + sides) % sides;
        put_point(wkt, x[at], y[at]);
    }
    g_string_append_c(wkt, ')');
    if (ring == 0)
        g_ptr_array_add(r->parts, g_ptr_array_new_with_free_func(g_free));
    GPtrArray *rings = r->parts->pdata[part];
    gint place = ring < 2 ? (gint)ring : g_rand_int_range(r->rand, 1, (gint32)rings->len + 1);
    g_ptr_array_insert(rings, place, g_string_free(wkt, FALSE));
}

GBytes *random_rewriting(GRand *rand, GBytes *wkb)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    rewriting r = {rand, parts};
    geom_wkb_rings(wkb, rewrite_ring, &r);
    g_autoptr(GString) wkt = g_string_new("MULTIPOLYGON(");
    guint first = parts->len > 0 ? (guint)g_rand_int_range(rand, 0, (gint32)parts->len) : 0;
    for (guint i = 0; i < parts->len; i++) {
        GPtrArray *rings = parts->pdata[(first + i) % parts->len];
        g_string_append(wkt, i > 0 ? ",(" : "(");
        for (guint k = 0; k < rings->len; k++)
            g_string_append_printf(wkt, "%s%s", k > 0 ? "," : "", (char *)rings->pdata[k]);
        g_string_append_c(wkt, ')');
    }
    g_string_append(wkt, parts->len > 0 ? ")" : "");
    return parts->len > 0 ? read(wkt->str) : g_bytes_ref(wkb);
}

/* A point of the displaced grid: corner (x, y), or point k of the edge from it. */
typedef struct grid_point {
    double x, y;
} grid_point;

typedef struct lattice {
    guint side;
    grid_point *corners;         /* (side + 1)^2 */
    grid_point *east, *north;    /* EDGE_POINTS each, of the edge that leaves a corner that way */
    grid_point *north_elsewhere; /* the middle border again, as the eastern half has it */
} lattice;

static double waver(GRand *rand, double by)
{
    return g_rand_double_range(rand, -by, by);
}

static void fill_edge(GRand *rand, grid_point *points, grid_point from, grid_point to)
{
    for (int k = 0; k < EDGE_POINTS; k++) {
        double t = (k + 1.0) / (EDGE_POINTS + 1);
        points[k].x = from.x + t * (to.x - from.x) + waver(rand, CELL_M / 20);
        points[k].y = from.y + t * (to.y - from.y) + waver(rand, CELL_M / 20);
    }
}

static lattice new_lattice(GRand *rand, guint side, double mismatch_m)
{
    guint row = side + 1, n = row * row;
    lattice l = {.side = side};
    l.corners = g_new0(grid_point, n);
    l.east = g_new0(grid_point, n * EDGE_POINTS);
    l.north = g_new0(grid_point, n * EDGE_POINTS);
    l.north_elsewhere = g_new0(grid_point, n * EDGE_POINTS);
    for (guint i = 0; i < n; i++)
        l.corners[i] = (grid_point){3.7e6 + (i % row) * CELL_M + waver(rand, CELL_M / 8),
                                    2.8e6 + (double)(i / row) * CELL_M + waver(rand, CELL_M / 8)};
    for (guint i = 0; i < n; i++) {
        if (i % row < side)
            fill_edge(rand, l.east + i * EDGE_POINTS, l.corners[i], l.corners[i + 1]);
        if (i / row < side)
            fill_edge(rand, l.north + i * EDGE_POINTS, l.corners[i], l.corners[i + row]);
        for (guint k = i * EDGE_POINTS; k < (i + 1) * EDGE_POINTS; k++) {
            l.north_elsewhere[k].x = l.north[k].x + waver(rand, mismatch_m);
            l.north_elsewhere[k].y = l.north[k].y + waver(rand, mismatch_m);
        }
    }
    return l;
}

static void free_lattice(lattice *l)
{
    g_free(l->corners);
    g_free(l->east);
    g_free(l->north);
    g_free(l->north_elsewhere);
}

static void put_edge(GString *wkt, const grid_point *points, bool backwards)
{
    for (int k = 0; k < EDGE_POINTS; k++) {
        grid_point p = points[backwards ? EDGE_POINTS - 1 - k : k];
        put_point(wkt, p.x, p.y);
    }
}

static GBytes *cell(const lattice *l, guint x, guint y, bool mismatch)
{
    guint row = l->side + 1, sw = y * row + x, se = sw + 1, nw = sw + row, ne = nw + 1;
    const grid_point *west = mismatch && x == l->side / 2 ? l->north_elsewhere : l->north;
    g_autoptr(GString) wkt = g_string_new("POLYGON((");
    put_point(wkt, l->corners[sw].x, l->corners[sw].y);
    put_edge(wkt, l->east + sw * EDGE_POINTS, false);
    put_point(wkt, l->corners[se].x, l->corners[se].y);
    put_edge(wkt, l->north + se * EDGE_POINTS, false);
    put_point(wkt, l->corners[ne].x, l->corners[ne].y);
    put_edge(wkt, l->east + nw * EDGE_POINTS, true);
    put_point(wkt, l->corners[nw].x, l->corners[nw].y);
    put_edge(wkt, west + sw * EDGE_POINTS, true);
    put_point(wkt, l->corners[sw].x, l->corners[sw].y);
    g_string_append(wkt, "))");
    return read(wkt->str);
}

GPtrArray *random_coverage(GRand *rand, guint side, double mismatch_m)
{
    lattice l = new_lattice(rand, side, mismatch_m);
    GPtrArray *cells = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    for (guint y = 0; y < side; y++)
        for (guint x = 0; x < side; x++)
            g_ptr_array_add(cells, cell(&l, x, y, mismatch_m > 0));
    free_lattice(&l);
    return cells;
}
