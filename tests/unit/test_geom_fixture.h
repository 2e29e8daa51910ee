/*
 * test_geom_fixture.h - a context and what a test makes with it, freed in teardown because a failed
 * assertion longjmps past cleanup variables.
 */
#ifndef TEST_GEOM_FIXTURE_H
#define TEST_GEOM_FIXTURE_H

#include "support/cmocka.h"
#include "support/wkt.h"

#include "geom/wkb.h"

typedef struct fixture {
    geom_ctx *ctx;
    GPtrArray *geoms, *bytes;
    mlg_error err;
} fixture;

static inline int fixture_setup(void **state)
{
    fixture *f = g_new0(fixture, 1);
    f->ctx = geom_ctx_new();
    f->geoms = g_ptr_array_new_with_free_func((GDestroyNotify)geom_free);
    f->bytes = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    *state = f;
    return 0;
}

static inline int fixture_teardown(void **state)
{
    fixture *f = *state;
    g_ptr_array_unref(f->geoms);
    g_ptr_array_unref(f->bytes);
    geom_ctx_free(f->ctx);
    g_free(f);
    return 0;
}

/* Hands a geometry or bytes to the fixture. */
static inline geom *keep(fixture *f, geom *g)
{
    g_ptr_array_add(f->geoms, g);
    return g;
}

static inline GBytes *keep_bytes(fixture *f, GBytes *bytes)
{
    g_ptr_array_add(f->bytes, bytes);
    return bytes;
}

static inline GBytes *wkb_at(fixture *f, const char *wkt, double dx, double dy)
{
    GBytes *raw = support_wkt(wkt, dx, dy), *plain = NULL;
    if (!raw)
        fail_msg("not WKT: %s", wkt);
    keep_bytes(f, raw);
    gsize size = 0;
    const void *data = g_bytes_get_data(raw, &size);
    assert_ok(geom_wkb_normalize(data, size, &plain, &f->err), &f->err);
    return keep_bytes(f, plain);
}

static inline GBytes *wkb(fixture *f, const char *wkt)
{
    return wkb_at(f, wkt, 0, 0);
}

static inline geom *geom_at(fixture *f, const char *wkt, double dx, double dy)
{
    geom *g = NULL;
    assert_ok(geom_from_wkb(f->ctx, wkb_at(f, wkt, dx, dy), &g, &f->err), &f->err);
    return keep(f, g);
}

static inline geom *geom_of(fixture *f, const char *wkt)
{
    return geom_at(f, wkt, 0, 0);
}

/* The normal form of a geometry equals that of the WKT, byte for byte. */
static inline bool is_wkt(fixture *f, const geom *g, const char *wkt)
{
    GBytes *actual = NULL, *expected = NULL;
    assert_ok(geom_to_wkb(g, &actual, &f->err), &f->err);
    keep_bytes(f, actual);
    assert_ok(geom_to_wkb(geom_of(f, wkt), &expected, &f->err), &f->err);
    return g_bytes_equal(actual, keep_bytes(f, expected));
}

#define fixture_test(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

#endif
