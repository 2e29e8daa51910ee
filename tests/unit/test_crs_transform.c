/*
 * test_crs_transform.c - transformations against values of pyproj 3.4 (PROJ 9.1), there and back,
 * their errors, and several threads at once.
 */
#include "support/cmocka.h"

#include "crs/crs.h"

#include <pthread.h>

typedef struct known_point {
    const char *from, *to;
    double x, y, to_x, to_y;
} known_point;

static const known_point known[] = {
    {"EPSG:4326", "EPSG:3035", 2.35, 48.85, 3760536.8229, 2888771.0210},
    {"OGC:CRS84", "EPSG:3035", 2.35, 48.85, 3760536.8229, 2888771.0210},
    {"EPSG:4171", "EPSG:3035", 2.35, 48.85, 3760536.8229, 2888771.0210},
    {"EPSG:4979", "EPSG:3035", 2.35, 48.85, 3760536.8229, 2888771.0210},
    {"EPSG:4326", "EPSG:2154", 2.35, 48.85, 652301.5648, 6861302.7259},
    {"EPSG:2154", "EPSG:3035", 700000, 6600000, 3784008.3292, 2623851.5404},
    {"EPSG:2154", "EPSG:3035", 1200000, 6050000, 4234118.2089, 2031792.7764},
    {"IGNF:LAMB93", "EPSG:3035", 1200000, 6050000, 4234118.2089, 2031792.7764},
    {"EPSG:2154+5720", "EPSG:3035", 1200000, 6050000, 4234118.2089, 2031792.7764},
    {"EPSG:4326", "EPSG:5490", -61.5, 16.2, 660342.3124, 1791644.1315},
    {"EPSG:32620", "EPSG:5490", 660342.3124, 1791644.1315, 660342.3124, 1791644.1315},
    {"EPSG:4326", "EPSG:2972", -52.3, 4.9, 355855.4384, 541750.1636},
    {"EPSG:4326", "EPSG:2975", 55.45, -20.9, 338788.5299, 7688141.5378},
    {"EPSG:4326", "EPSG:4471", 45.2, -12.8, 521705.5480, 8584972.9625},
    {"EPSG:4326", "EPSG:4467", -56.2, 46.8, 561046.9214, 5183249.9129},
    {"EPSG:3857", "EPSG:3035", 261600, 6250000, 3760573.1682, 2889132.3908},
    {"EPSG:4326", "+proj=laea +lat_0=46.8 +lon_0=-56.3 +datum=WGS84", -56.2, 46.9, 7619.7938,
     11121.6133},
};

static void test_known_points(void **state)
{
    (void)state;
    mlg_error err;
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        const known_point *k = &known[i];
        crs_transform *there = NULL, *back = NULL;
        double x = k->x, y = k->y, unit = fabs(k->x) <= 180 ? 1e-10 : 1e-6;
        assert_ok(crs_transform_new(NULL, k->from, k->to, &there, &err), &err);
        assert_ok(crs_transform_new(NULL, k->to, k->from, &back, &err), &err);
        assert_false(crs_transform_is_identity(there));
        mlg_status status = crs_transform_apply(there, &x, &y, 1, &err);
        print_message("%s to %s: %.4f %.4f\n", k->from, k->to, x, y);
        double to_x = x, to_y = y;
        if (status == MLG_OK)
            status = crs_transform_apply(back, &x, &y, 1, &err);
        crs_transform_free(there);
        crs_transform_free(back);
        assert_ok(status, &err);
        assert_near(to_x, k->to_x, 1e-4);
        assert_near(to_y, k->to_y, 1e-4);
        assert_near(x, k->x, unit);
        assert_near(y, k->y, unit);
    }
}

/* Many points at once are those one by one, and equal definitions give equal bits. */
static void test_arrays(void **state)
{
    (void)state;
    enum { N = 2000 };
    static double x[2][N], y[2][N];
    const char *const names[2] = {"EPSG:2154", "IGNF:LAMB93"};
    for (int k = 0; k < 2; k++) {
        crs_transform *t = NULL;
        mlg_error err;
        for (int i = 0; i < N; i++) {
            x[k][i] = 300000 + 400.0 * i;
            y[k][i] = 6200000 + 350.0 * ((i * 37) % N);
        }
        assert_ok(crs_transform_new(NULL, names[k], "EPSG:3035", &t, &err), &err);
        double one_x = x[k][1234], one_y = y[k][1234];
        assert_ok(crs_transform_apply(t, x[k], y[k], N, &err), &err);
        assert_ok(crs_transform_apply(t, &one_x, &one_y, 1, &err), &err);
        assert_ok(crs_transform_apply(t, NULL, NULL, 0, &err), &err);
        crs_transform_free(t);
        assert_true(one_x == x[k][1234] && one_y == y[k][1234]);
    }
    assert_memory_equal(x[0], x[1], sizeof x[0]);
    assert_memory_equal(y[0], y[1], sizeof y[0]);
}

static void test_identity(void **state)
{
    (void)state;
    const char *const pairs[][2] = {
        {"EPSG:2154", "EPSG:2154"}, {"IGNF:LAMB93", "EPSG:2154"}, {"OGC:CRS84", "EPSG:4326"}};
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        crs_transform *t = NULL;
        mlg_error err;
        double x = 0.1 + 0.2, y = -0.0;
        assert_ok(crs_transform_new(NULL, pairs[i][0], pairs[i][1], &t, &err), &err);
        assert_true(crs_transform_is_identity(t));
        assert_ok(crs_transform_apply(t, &x, &y, 1, &err), &err);
        crs_transform_free(t);
        assert_true(x == 0.1 + 0.2 && y == 0 && signbit(y)); /* bit for bit */
    }
}

typedef struct refused_case {
    const char *from, *to, *message;
} refused_case;

static const refused_case refused[] = {
    {NULL, "EPSG:3035", "no coordinate reference system is given"},
    {"EPSG:3035", "", "no coordinate reference system is given"},
    {"EPSG:1", "EPSG:3035", "coordinate reference system \"EPSG:1\" is unknown"},
    {"EPSG:3035", "nonsense", "coordinate reference system \"nonsense\" is unknown"},
    {"EPSG:5720", "EPSG:3035", "\"EPSG:5720\" is no horizontal coordinate reference system"},
    {"GEOGCS[\"a name so long that it is cut in the message because WKT can be very long\"]",
     "EPSG:3035",
     "coordinate reference system \"GEOGCS[\"a name so long that it is cut in the message because "
     "WK"
     "...\" is unknown"},
};

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        crs_transform *untouched = NULL;
        mlg_error err;
        assert_int_equal(crs_transform_new(NULL, refused[i].from, refused[i].to, &untouched, &err),
                         MLG_E_CRS);
        assert_string_equal(err.message, refused[i].message);
        assert_null(untouched);
    }
}

static void test_point_out_of_reach(void **state)
{
    (void)state;
    crs_transform *t = NULL;
    mlg_error err;
    double x[] = {2, 2.5}, y[] = {48, 95};
    assert_ok(crs_transform_new(NULL, "EPSG:4326", "EPSG:2154", &t, &err), &err);
    mlg_status status = crs_transform_apply(t, x, y, 2, &err);
    crs_transform_free(t);
    assert_int_equal(status, MLG_E_CRS);
    assert_string_equal(err.message,
                        "point 2.5 95 cannot be transformed from EPSG:4326 to EPSG:2154");
    crs_transform_free(NULL);
}

#define N_THREADS 4
#define N_POINTS  500

typedef struct worker {
    pthread_t thread;
    double x[N_POINTS], y[N_POINTS];
    mlg_status status;
} worker;

/* Each makes its own transforms, over and over, as workers of a mesh do. */
static void *work(void *user)
{
    worker *w = user;
    for (int round = 0; round < 5 && w->status == MLG_OK; round++) {
        const char *from = round % 2 ? "IGNF:LAMB93" : "EPSG:2154";
        crs_transform *t = NULL;
        for (int i = 0; i < N_POINTS; i++) {
            w->x[i] = 500000 + 1000.0 * i;
            w->y[i] = 6500000;
        }
        w->status = crs_transform_new(NULL, from, "EPSG:3035", &t, NULL);
        if (w->status == MLG_OK)
            w->status = crs_transform_apply(t, w->x, w->y, N_POINTS, NULL);
        crs_transform_free(t);
    }
    return NULL;
}

static void test_threads(void **state)
{
    (void)state;
    static worker workers[N_THREADS];
    for (int i = 0; i < N_THREADS; i++)
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    for (int i = 0; i < N_THREADS; i++)
        assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
    for (int i = 0; i < N_THREADS; i++) {
        assert_int_equal(workers[i].status, MLG_OK);
        assert_memory_equal(workers[i].x, workers[0].x, sizeof workers[0].x);
        assert_memory_equal(workers[i].y, workers[0].y, sizeof workers[0].y);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_points),       cmocka_unit_test(test_arrays),
        cmocka_unit_test(test_identity),           cmocka_unit_test(test_refused),
        cmocka_unit_test(test_point_out_of_reach), cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests_name("crs_transform", tests, NULL, NULL);
}
