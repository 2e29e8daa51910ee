/*
 * test_geom_layer.h - a layer of polygons with its edges, what a dissolve makes of members and what
 * GEOS makes of them.
 */
#ifndef TEST_GEOM_LAYER_H
#define TEST_GEOM_LAYER_H

#include "test_geom_fixture.h"

#include "geom/coverage_edges.h"

typedef struct layer {
    fixture *f;
    GBytes *items[64];
    size_t n;
    geom_edges *edges;
} layer;

static inline int layer_setup(void **state)
{
    layer *l = g_new0(layer, 1);
    void *f = NULL;
    (void)fixture_setup(&f);
    l->f = f;
    *state = l;
    return 0;
}

static inline int layer_teardown(void **state)
{
    layer *l = *state;
    void *f = l->f;
    geom_edges_free(l->edges);
    g_free(l);
    return fixture_teardown(&f);
}

static inline void add(layer *l, const char *wkt)
{
    l->items[l->n++] = wkt ? wkb(l->f, wkt) : NULL;
}

/* Unit squares, row by row from the south; every other one is written clockwise. */
static inline void add_grid(layer *l, int side)
{
    for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
            char text[128];
            int east = (x + y) % 2, north = 1 - east; /* which way the second vertex lies */
            (void)snprintf(text, sizeof text, "POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d))", x, y,
                           x + east, y + north, x + 1, y + 1, x + north, y + east, x, y);
            add(l, text);
        }
    }
}

static inline void build(layer *l)
{
    assert_ok(geom_edges_new(l->items, NULL, l->n, &l->edges, &l->f->err), &l->f->err);
}

static inline GBytes *dissolve(layer *l, const uint32_t *members, size_t n)
{
    bool exact = false;
    GBytes *result = geom_edges_dissolve(l->edges, members, n, &exact);
    assert_non_null(result);
    return keep_bytes(l->f, result);
}

/* What GEOS makes of the same members, in its normal form. */
static inline GBytes *unite(layer *l, const uint32_t *members, size_t n)
{
    const geom *items[64];
    geom *all = NULL;
    GBytes *result = NULL;
    size_t n_items = 0;
    for (size_t i = 0; i < n; i++) {
        geom *g = NULL, *valid = NULL;
        if (!l->items[members[i]])
            continue;
        assert_ok(geom_from_wkb(l->f->ctx, l->items[members[i]], &g, &l->f->err), &l->f->err);
        assert_ok(geom_repair(keep(l->f, g), &valid, NULL, &l->f->err), &l->f->err);
        items[n_items++] = keep(l->f, valid);
    }
    assert_ok(geom_union_all(l->f->ctx, items, n_items, &all, &l->f->err), &l->f->err);
    assert_ok(geom_to_wkb(keep(l->f, all), &result, &l->f->err), &l->f->err);
    return keep_bytes(l->f, result);
}

static inline bool is_valid(layer *l, GBytes *bytes)
{
    geom *g = NULL, *repaired = NULL;
    geom_repair_report report;
    assert_ok(geom_from_wkb(l->f->ctx, bytes, &g, &l->f->err), &l->f->err);
    assert_ok(geom_repair(keep(l->f, g), &repaired, &report, &l->f->err), &l->f->err);
    keep(l->f, repaired);
    if (!report.was_valid)
        print_message("%s\n", report.reason);
    return report.was_valid;
}

#define layer_test(function) cmocka_unit_test_setup_teardown(function, layer_setup, layer_teardown)

#endif
