/*
 * test_geom_wkb.c - WKB of every dialect normalised, and every way it can be broken.
 */
#include "test_geom_fixture.h"

#include <math.h>

/* Bytes written as hexadecimal digits; spaces and a leading name are for the reader. */
static GBytes *hex(const char *digits)
{
    GByteArray *bytes = g_byte_array_new();
    for (const char *at = digits; *at != '\0';) {
        if (*at == ' ') {
            at++;
            continue;
        }
        guint8 byte = (guint8)(g_ascii_xdigit_value(at[0]) << 4 | g_ascii_xdigit_value(at[1]));
        g_byte_array_append(bytes, &byte, 1);
        at += 2;
    }
    return g_byte_array_free_to_bytes(bytes);
}

/* Little-endian and big-endian doubles 0, 1, 2 */
#define L0 "0000000000000000 "
#define L1 "000000000000F03F "
#define L2 "0000000000000040 "
#define B0 "0000000000000000 "
#define B1 "3FF0000000000000 "
/* the triangle 0 0, 1 0, 1 1 */
#define TRIANGLE       "01000000 04000000 " L0 L0 L1 L0 L1 L1 L0 L0
#define TRIANGLE_BIG   "00000001 00000004 " B0 B0 B1 B0 B1 B1 B0 B0
#define TRIANGLE_3     "01000000 04000000 " L0 L0 L2 L1 L0 L2 L1 L1 L2 L0 L0 L2
#define TRIANGLE_4     "01000000 04000000 " L0 L0 L2 L2 L1 L0 L2 L2 L1 L1 L2 L2 L0 L0 L2 L2
#define TRIANGLE_OPEN  "01000000 03000000 " L0 L0 L1 L0 L1 L1
#define LITTLE_POLYGON "01 03000000 "

typedef struct read_case {
    const char *name, *digits;
    size_t n_points;
    double area;
} read_case;

static const read_case read_cases[] = {
    {"polygon", LITTLE_POLYGON TRIANGLE, 4, 0.5},
    {"big-endian polygon", "00 00000003 " TRIANGLE_BIG, 4, 0.5},
    {"open ring", LITTLE_POLYGON TRIANGLE_OPEN, 4, 0.5},
    {"ring of one point", LITTLE_POLYGON "01000000 01000000 " L1 L1, 4, 0},
    {"ISO Z", "01 EB030000 " TRIANGLE_3, 4, 0.5},
    {"ISO M", "01 D3070000 " TRIANGLE_3, 4, 0.5},
    {"ISO ZM", "01 BB0B0000 " TRIANGLE_4, 4, 0.5},
    {"EWKB Z", "01 03000080 " TRIANGLE_3, 4, 0.5},
    {"EWKB M", "01 03000040 " TRIANGLE_3, 4, 0.5},
    {"EWKB ZM with SRID", "01 030000E0 6A080000 " TRIANGLE_4, 4, 0.5},
    {"multipolygon of both orders",
     "01 06000000 02000000 " LITTLE_POLYGON TRIANGLE "00 00000003 " TRIANGLE_BIG, 8, 1},
    {"collection in a collection",
     "01 07000000 02000000 " LITTLE_POLYGON TRIANGLE
     "01 07000000 01000000 01 06000000 01000000 " LITTLE_POLYGON TRIANGLE,
     8, 1},
    {"empty polygon", LITTLE_POLYGON "00000000", 0, 0},
    {"polygon with an empty ring", LITTLE_POLYGON "01000000 00000000", 0, 0},
    {"empty hole", LITTLE_POLYGON "02000000 04000000 " L0 L0 L1 L0 L1 L1 L0 L0 "00000000", 4, 0.5},
    {"empty multipolygon", "01 06000000 00000000", 0, 0},
    {"empty collection", "01 07000000 00000000", 0, 0},
    {"empty part", "01 06000000 02000000 " LITTLE_POLYGON "00000000 " LITTLE_POLYGON TRIANGLE, 4,
     0.5},
};

static void test_read(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < G_N_ELEMENTS(read_cases); i++) {
        const read_case *c = &read_cases[i];
        GBytes *raw = keep_bytes(f, hex(c->digits)), *plain = NULL;
        gsize size = 0;
        const void *data = g_bytes_get_data(raw, &size);
        if (geom_wkb_normalize(data, size, &plain, &f->err) != MLG_OK)
            fail_msg("%s: %s", c->name, f->err.message);
        keep_bytes(f, plain);
        if (geom_wkb_point_count(plain) != c->n_points || geom_wkb_area(plain) != c->area)
            fail_msg("%s: %zu points, area %g", c->name, geom_wkb_point_count(plain),
                     geom_wkb_area(plain));
        assert_int_equal(geom_wkb_is_empty(plain), c->n_points == 0);
        /* normalised bytes are normal */
        GBytes *again = NULL;
        data = g_bytes_get_data(plain, &size);
        assert_ok(geom_wkb_normalize(data, size, &again, &f->err), &f->err);
        assert_true(g_bytes_equal(keep_bytes(f, again), plain));
    }
}

typedef struct refused_case {
    const char *name, *digits, *message;
} refused_case;

static const refused_case refused_cases[] = {
    {"no bytes", "", "geometry is truncated"},
    {"byte order", "02 03000000 00000000", "geometry is not WKB: byte order 2"},
    {"unknown type", "01 63000000 00000000", "geometry is not WKB: type 99"},
    {"unknown dimension", "01 A30F0000 00000000", "geometry is not WKB: type 4003"},
    {"point", "01 01000000 " L0 L0, "geometry is a POINT, polygons are needed"},
    {"line", "01 02000000 02000000 " L0 L0 L1 L1, "geometry is a LINESTRING, polygons are needed"},
    {"curve polygon", "01 0A000000 00000000", "geometry is a CURVEPOLYGON, polygons are needed"},
    {"line in a collection", "01 07000000 01000000 01 02000000 00000000",
     "geometry is a LINESTRING, polygons are needed"},
    {"multipolygon in a multipolygon", "01 06000000 01000000 01 06000000 00000000",
     "geometry is a MULTIPOLYGON, polygons are needed"},
    {"more rings than bytes", LITTLE_POLYGON "FFFFFFFF", "geometry is truncated"},
    {"more points than bytes", LITTLE_POLYGON "01000000 FFFFFFFF " L0 L0, "geometry is truncated"},
    {"bytes after the end", LITTLE_POLYGON TRIANGLE "00", "1 bytes follow the geometry"},
    {"NaN", LITTLE_POLYGON "01000000 01000000 000000000000F87F " L0,
     "a coordinate is not a finite number"},
    {"infinite", LITTLE_POLYGON "01000000 01000000 " L0 "000000000000F07F",
     "a coordinate is not a finite number"},
};

static void test_refused(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < G_N_ELEMENTS(refused_cases); i++) {
        const refused_case *c = &refused_cases[i];
        GBytes *raw = keep_bytes(f, hex(c->digits)), *untouched = NULL;
        gsize size = 0;
        const void *data = g_bytes_get_data(raw, &size);
        if (geom_wkb_normalize(data, size, &untouched, &f->err) != MLG_E_GEOMETRY || untouched)
            fail_msg("%s is accepted", c->name);
        assert_string_equal(f->err.message, c->message);
        assert_int_equal(geom_wkb_normalize(data, size, &untouched, NULL), MLG_E_GEOMETRY);
    }
}

static void test_nested_too_deep(void **state)
{
    fixture *f = *state;
    GByteArray *bytes = g_byte_array_new();
    const guint8 head[] = {1, 7, 0, 0, 0, 1, 0, 0, 0};
    for (int i = 0; i < 100000; i++)
        g_byte_array_append(bytes, head, sizeof head);
    GBytes *deep = keep_bytes(f, g_byte_array_free_to_bytes(bytes)), *plain = NULL;
    gsize size = 0;
    const void *data = g_bytes_get_data(deep, &size);
    assert_int_equal(geom_wkb_normalize(data, size, &plain, &f->err), MLG_E_GEOMETRY);
    assert_string_equal(f->err.message, "geometry collections are nested too deep");
}

/* Every beginning of a geometry is refused; malloc'ed to its length, so that ASan sees an overread.
 */
static void test_truncated(void **state)
{
    fixture *f = *state;
    GBytes *whole =
        wkb(f, "MULTIPOLYGON(((0 0,9 0,9 9,0 0),(5 1,8 1,8 4,5 1)),((20 0,21 0,21 1,20 0)))");
    gsize size = 0;
    const void *data = g_bytes_get_data(whole, &size);
    for (gsize length = 0; length < size; length++) {
        void *part = g_memdup2(data, length);
        GBytes *plain = NULL;
        mlg_status status = geom_wkb_normalize(part, length, &plain, &f->err);
        g_free(part);
        if (status != MLG_E_GEOMETRY)
            fail_msg("the first %zu bytes are accepted", length);
    }
}

static void test_measures(void **state)
{
    fixture *f = *state;
    GBytes *holed = wkb_at(f,
                           "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0),(2 2,4 2,4 4,2 4,2 2)),"
                           "((20 -5,21 -5,21 -4,20 -4,20 -5)))",
                           6.5e6, 7e6);
    geom_box box = geom_wkb_bounds(holed);
    assert_near(box.min_x, 6.5e6, 0);
    assert_near(box.min_y, 7e6 - 5, 0);
    assert_near(box.max_x, 6.5e6 + 21, 0);
    assert_near(box.max_y, 7e6 + 10, 0);
    assert_int_equal(geom_wkb_point_count(holed), 15);
    assert_near(geom_wkb_area(holed), 97, 0); /* exact, as the first point is the origin */
    box = geom_wkb_bounds(wkb(f, "POLYGON EMPTY"));
    assert_true(box.min_x > box.max_x && box.min_y > box.max_y);
}

static void note_ring(void *user, size_t part, size_t ring, const double *x, const double *y,
                      size_t n)
{
    g_string_append_printf(user, "%zu.%zu:%zu %g,%g %d;", part, ring, n, x[1], y[1],
                           x[0] == x[n - 1] && y[0] == y[n - 1]);
}

static void test_rings(void **state)
{
    fixture *f = *state;
    GBytes *two =
        wkb(f, "MULTIPOLYGON(((0 0,10 0,10 10,0 0),(5 1,6 1,6 2,5 1)),((20 0,21 0,21 1)))");
    g_autoptr(GString) notes = g_string_new("");
    geom_wkb_rings(two, note_ring, notes);
    assert_string_equal(notes->str, "0.0:4 10,0 1;0.1:4 6,1 1;1.0:4 21,0 1;");
}

static mlg_status move(void *user, double *x, double *y, size_t n, mlg_error *err)
{
    (void)err;
    const double *by = user;
    for (size_t i = 0; i < n; i++) {
        x[i] += by[0];
        y[i] += by[1];
    }
    return MLG_OK;
}

static mlg_status refuse(void *user, double *x, double *y, size_t n, mlg_error *err)
{
    (void)user;
    (void)x;
    (void)y;
    return mlg_fail(err, MLG_E_CRS, "refused %zu", n);
}

static void test_map(void **state)
{
    fixture *f = *state;
    GBytes *square = wkb(f, "POLYGON((0 0,1 0,1 1,0 1,0 0))"), *moved = NULL;
    double by[] = {5, -3}, far_away[] = {INFINITY, 0};
    assert_ok(geom_wkb_map(square, move, by, &moved, &f->err), &f->err);
    assert_true(
        g_bytes_equal(keep_bytes(f, moved), wkb_at(f, "POLYGON((0 0,1 0,1 1,0 1,0 0))", 5, -3)));
    moved = NULL;
    assert_int_equal(geom_wkb_map(square, refuse, NULL, &moved, &f->err), MLG_E_CRS);
    assert_string_equal(f->err.message, "refused 5");
    assert_int_equal(geom_wkb_map(square, move, far_away, &moved, &f->err), MLG_E_GEOMETRY);
    assert_string_equal(f->err.message, "a coordinate is not a finite number");
    assert_null(moved);
    assert_ok(geom_wkb_map(wkb(f, "POLYGON EMPTY"), refuse, NULL, &moved, &f->err), &f->err);
    keep_bytes(f, moved);
}

static void test_collect(void **state)
{
    fixture *f = *state;
    GBytes *items[] = {wkb(f, "POLYGON((0 0,1 0,1 1,0 0))"), NULL, wkb(f, "POLYGON EMPTY"),
                       wkb(f, "MULTIPOLYGON(((5 5,6 5,6 6,5 5)),((0 0,1 0,1 1,0 0)))")};
    GBytes *all = keep_bytes(f, geom_wkb_collect(items, G_N_ELEMENTS(items)));
    GBytes *expected =
        wkb(f, "MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)),((0 0,1 0,1 1,0 0)))");
    assert_true(g_bytes_equal(all, expected));
    assert_true(geom_wkb_is_empty(keep_bytes(f, geom_wkb_collect(NULL, 0))));
}

static void test_orient(void **state)
{
    fixture *f = *state;
    const char *right = "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,1 2,2 2,2 1,1 1))";
    const char *wrong = "POLYGON((0 0,0 9,9 9,9 0,0 0),(1 1,2 1,2 2,1 2,1 1))";
    const char *flat = "POLYGON((0 0,1 1,0 0))";
    assert_true(g_bytes_equal(keep_bytes(f, geom_wkb_orient(wkb(f, wrong))), wkb(f, right)));
    GBytes *given = wkb(f, right);
    assert_ptr_equal(keep_bytes(f, geom_wkb_orient(given)), given); /* the same bytes */
    assert_true(g_bytes_equal(keep_bytes(f, geom_wkb_orient(wkb(f, flat))), wkb(f, flat)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fixture_test(test_read),      fixture_test(test_refused),
        fixture_test(test_truncated), fixture_test(test_nested_too_deep),
        fixture_test(test_measures),  fixture_test(test_rings),
        fixture_test(test_map),       fixture_test(test_collect),
        fixture_test(test_orient),
    };
    return cmocka_run_group_tests_name("geom_wkb", tests, NULL, NULL);
}
