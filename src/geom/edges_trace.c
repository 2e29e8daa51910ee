/*
 * edges_trace.c - edges to rings. At a vertex where several rings meet the trace keeps to the
 * interior on its left, so parts that touch there come out as parts of their own; a ring that comes
 * back to a vertex is cut there, so a hole that touches its shell is a ring of its own. These are
 * the rules of a valid OGC polygon.
 */
#include "geom/edges.h"

#include <math.h>
#include <string.h>

#define NONE UINT32_MAX

/* The vertices and edges of one dissolve, renumbered from 0. */
typedef struct tracer {
    const geom_edges *edges;
    const uint32_t *kept; /* edges */
    size_t n;             /* of them */
    uint32_t *tail;       /* local vertex where a kept edge starts */
    uint32_t *head;       /* and where it ends */
    uint32_t *next;       /* another kept edge from the same tail */
    uint32_t *out;        /* first kept edge from a local vertex */
    uint32_t *place;      /* position of a local vertex on the path, NONE when it is not there */
    uint32_t *path;       /* kept edges walked and not yet cut into a ring */
    bool *used;           /* per kept edge */
    uint32_t n_vertices;
    uint32_t *table, *global; /* vertex + 1 to local vertex by open addressing */
    size_t mask;
} tracer;

static uint32_t local_vertex(tracer *t, uint32_t vertex)
{
    size_t slot = (size_t)(vertex * 0x9E3779B97F4A7C15U >> 32) & t->mask;
    while (t->table[slot] != 0 && t->global[t->table[slot] - 1] != vertex)
        slot = (slot + 1) & t->mask;
    if (t->table[slot] == 0) {
        t->global[t->n_vertices] = vertex;
        t->table[slot] = ++t->n_vertices;
    }
    return t->table[slot] - 1;
}

/* Links the edges that leave each vertex, in order. */
static void link_edges(tracer *t)
{
    for (size_t k = 0; k < t->n; k++)
        t->tail[k] = local_vertex(t, t->edges->from[t->kept[k]]);
    for (size_t k = 0; k < t->n; k++) {
        uint32_t to = t->edges->to[t->kept[k]];
        bool runs_on = k + 1 < t->n && t->edges->from[t->kept[k + 1]] == to;
        t->head[k] = runs_on ? t->tail[k + 1] : local_vertex(t, to);
    }
    memset(t->out, 0xFF, t->n_vertices * sizeof *t->out);
    memset(t->place, 0xFF, t->n_vertices * sizeof *t->place);
    for (size_t k = t->n; k-- > 0;) {
        t->next[k] = t->out[t->tail[k]];
        t->out[t->tail[k]] = (uint32_t)k;
    }
}

static geom_vertex direction(const tracer *t, uint32_t tail, uint32_t head)
{
    geom_vertex a = t->edges->vertices[t->global[tail]], b = t->edges->vertices[t->global[head]];
    return (geom_vertex){b.x - a.x, b.y - a.y};
}

static double cross(geom_vertex a, geom_vertex b)
{
    return a.x * b.y - b.x * a.y;
}

/* Quarters of the turn clockwise from `back`: 0 before half, 1 half, 2 after half, 3 full. */
static int turn_class(geom_vertex back, geom_vertex d)
{
    double side = cross(back, d);
    if (side != 0)
        return side < 0 ? 0 : 2;
    return back.x * d.x + back.y * d.y < 0 ? 1 : 3;
}

/* Turning clockwise from `back`, a is met before b. */
static bool comes_first(geom_vertex back, geom_vertex a, geom_vertex b)
{
    int class_a = turn_class(back, a), class_b = turn_class(back, b);
    return class_a != class_b ? class_a < class_b : cross(a, b) < 0;
}

/* The edge to take after kept edge k: unused, or the start of the walk. */
static uint32_t next_edge(const tracer *t, uint32_t k, uint32_t start)
{
    uint32_t vertex = t->head[k], first = t->out[vertex];
    if (t->next[first] == NONE)
        return first;
    geom_vertex back = direction(t, vertex, t->tail[k]), best_direction = {0, 0};
    uint32_t best = NONE;
    for (uint32_t e = first; e != NONE; e = t->next[e]) {
        if (t->used[e] && e != start)
            continue;
        geom_vertex d = direction(t, vertex, t->head[e]);
        if (best == NONE || comes_first(back, d, best_direction)) {
            best = e;
            best_direction = d;
        }
    }
    return best;
}

static bool is_lower(geom_vertex a, geom_vertex b)
{
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

/* Area, box and lowest vertex. A ring of no area is left out. */
static void add_ring(const tracer *t, geom_rings *rings, const uint32_t *path, size_t n)
{
    geom_ring ring = {.start = (uint32_t)rings->n_edge_ids, .parent = GEOM_NO_EDGE};
    ring.box = (geom_box){INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < n; i++) {
        uint32_t edge = t->kept[path[i]], before = t->kept[path[i > 0 ? i - 1 : n - 1]];
        /* where another ring touches, the vertex stays: it lies on the edge but for rounding */
        if (!geom_edges_same(t->edges, before, edge) || t->next[t->out[t->tail[path[i]]]] != NONE)
            rings->edge_ids[ring.start + ring.n++] = edge;
    }
    if (ring.n == 0)
        return;
    geom_vertex origin = geom_ring_vertex(rings, &ring, 0), lowest = origin, last = {0, 0};
    double sum = 0;
    for (uint32_t i = 0; i < ring.n; i++) {
        geom_vertex v = geom_ring_vertex(rings, &ring, i), d = {v.x - origin.x, v.y - origin.y};
        sum += cross(last, d);
        last = d;
        ring.box = (geom_box){MIN(ring.box.min_x, v.x), MIN(ring.box.min_y, v.y),
                              MAX(ring.box.max_x, v.x), MAX(ring.box.max_y, v.y)};
        if (is_lower(v, lowest)) {
            lowest = v;
            ring.lowest = i;
        }
    }
    ring.area = sum / 2;
    if (ring.area == 0)
        return;
    rings->n_edge_ids += ring.n;
    g_array_append_val(rings->rings, ring);
}

/* As many edges end at each vertex as start there. */
static bool balances(const tracer *t)
{
    g_autofree int *degree = g_new0(int, t->n_vertices + 1);
    for (size_t k = 0; k < t->n; k++) {
        degree[t->tail[k]]++;
        degree[t->head[k]]--;
    }
    for (uint32_t v = 0; v < t->n_vertices; v++)
        if (degree[v] != 0)
            return false;
    return true;
}

/* Walks from an unused edge back to it; what closes on the way is cut off as a ring. */
static void walk(tracer *t, geom_rings *rings, uint32_t start)
{
    uint32_t n = 0, k = start;
    do {
        uint32_t tail = t->tail[k];
        if (t->place[tail] != NONE) {
            uint32_t from = t->place[tail];
            add_ring(t, rings, t->path + from, n - from);
            for (; n > from; n--)
                t->place[t->tail[t->path[n - 1]]] = NONE;
        }
        t->place[tail] = n;
        t->path[n++] = k;
        t->used[k] = true;
        k = next_edge(t, k, start);
    } while (k != start);
    add_ring(t, rings, t->path, n);
    for (; n > 0; n--)
        t->place[t->tail[t->path[n - 1]]] = NONE;
}

bool geom_rings_trace(geom_rings *rings, const uint32_t *kept, size_t n)
{
    if (n == 0)
        return true;
    size_t size = 16;
    size_t most = 2 * n; /* vertices, when nothing balances */
    while (size < 2 * most)
        size *= 2;
    g_autofree uint32_t *numbers = g_new(uint32_t, 4 * n + 3 * most);
    g_autofree uint32_t *table = g_new0(uint32_t, size);
    g_autofree bool *used = g_new0(bool, n);
    tracer t = {.edges = rings->edges, .kept = kept, .n = n, .used = used, .table = table};
    t.mask = size - 1;
    t.tail = numbers;
    t.head = numbers + n;
    t.next = numbers + 2 * n;
    t.path = numbers + 3 * n;
    t.out = numbers + 4 * n;
    t.place = t.out + most;
    t.global = t.place + most;
    link_edges(&t);
    if (!balances(&t))
        return false;
    for (size_t k = 0; k < n; k++)
        if (!used[k])
            walk(&t, rings, (uint32_t)k);
    return true;
}
