/*
 * test_geom_threads.c - several threads at once: each with its context, all on the same WKB, edges
 * and index. Run under ThreadSanitizer by the preset tsan.
 */
#include "test_geom_fixture.h"

#include "geom/coverage_edges.h"
#include "geom/index.h"

#include <pthread.h>

#define N_THREADS 4
#define SIDE      12
#define N_SQUARES (SIDE * SIDE)

/* Read by all threads. */
typedef struct shared {
    GBytes *squares[N_SQUARES], *diamond;
    geom_edges *edges;
    geom_index *index;
} shared;

typedef struct worker {
    pthread_t thread;
    const shared *data;
    geom_ctx *ctx;
    double covered;
    GBytes *dissolved;
    bool failed;
} worker;

static GBytes *square_at(int x, int y)
{
    g_autofree char *wkt = support_rectangle(x, y, x + 1, y + 1);
    return support_wkt(wkt, 0, 0);
}

static void shared_init(shared *s)
{
    geom_box boxes[N_SQUARES];
    for (int i = 0; i < N_SQUARES; i++) {
        s->squares[i] = square_at(i % SIDE, i / SIDE);
        boxes[i] = geom_wkb_bounds(s->squares[i]);
    }
    s->diamond = support_wkt("POLYGON((6 1.5,10.5 6,6 10.5,1.5 6,6 1.5))", 0, 0);
    s->index = geom_index_new(boxes, N_SQUARES);
    assert_int_equal(geom_edges_new(s->squares, NULL, N_SQUARES, &s->edges, NULL), MLG_OK);
}

static void shared_done(shared *s)
{
    for (int i = 0; i < N_SQUARES; i++)
        g_bytes_unref(s->squares[i]);
    g_bytes_unref(s->diamond);
    geom_index_free(s->index);
    geom_edges_free(s->edges);
}

static mlg_status cover(worker *w)
{
    const shared *s = w->data;
    g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autoptr(geom) diamond = NULL;
    MLG_TRY(geom_from_wkb(w->ctx, s->diamond, &diamond, NULL));
    geom_index_query(s->index, geom_bounds(diamond), hits);
    for (guint i = 0; i < hits->len; i++) {
        g_autoptr(geom) square = NULL;
        g_autoptr(geom) both = NULL;
        GBytes *bytes = s->squares[g_array_index(hits, uint32_t, i)];
        MLG_TRY(geom_from_wkb(w->ctx, bytes, &square, NULL));
        MLG_TRY(geom_overlay(GEOM_INTERSECTION, square, diamond, &both, NULL, NULL));
        w->covered += geom_area(both);
        if (fabs(geom_area(both) - geom_wkb_overlap_area(bytes, s->diamond)) > 1e-9)
            return MLG_E_INTERNAL;
    }
    bool exact = false;
    w->dissolved = geom_edges_dissolve(s->edges, (const uint32_t *)(const void *)hits->data,
                                       hits->len, &exact);
    return w->dissolved && exact ? MLG_OK : MLG_E_INTERNAL;
}

static void *work(void *user)
{
    worker *w = user;
    for (int round = 0; round < 20 && !w->failed; round++) {
        g_clear_pointer(&w->dissolved, g_bytes_unref);
        w->covered = 0;
        w->failed = cover(w) != MLG_OK;
    }
    return NULL;
}

static void test_threads(void **state)
{
    (void)state;
    shared data;
    worker workers[N_THREADS] = {0};
    shared_init(&data);
    for (int i = 0; i < N_THREADS; i++) /* contexts before threads */
        workers[i] = (worker){.data = &data, .ctx = geom_ctx_new()};
    for (int i = 0; i < N_THREADS; i++)
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    for (int i = 0; i < N_THREADS; i++)
        assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
    for (int i = 0; i < N_THREADS; i++) {
        assert_false(workers[i].failed);
        assert_near(workers[i].covered, 40.5, 1e-9);
        assert_true(workers[i].covered == workers[0].covered);
        assert_true(g_bytes_equal(workers[i].dissolved, workers[0].dissolved));
    }
    for (int i = 0; i < N_THREADS; i++) {
        g_bytes_unref(workers[i].dissolved);
        geom_ctx_free(workers[i].ctx);
    }
    shared_done(&data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_threads)};
    return cmocka_run_group_tests_name("geom_threads", tests, NULL, NULL);
}
