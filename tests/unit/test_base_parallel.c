/*
 * test_base_parallel.c - every item once, any number of threads; the first error in item order;
 * cancellation; progress from the calling thread.
 */
#include "support/cmocka.h"

#include "base/error.h"
#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

enum { N_ITEMS = 1000 };

typedef struct work {
    _Atomic int visits[N_ITEMS];
    size_t fail_from; /**< this item and those after it fail */
    unsigned n_threads;
    atomic_bool bad_worker;
} work;

static mlg_status visit(void *user, unsigned worker, size_t begin, size_t end, mlg_error *err)
{
    work *w = user;
    if (worker >= w->n_threads)
        atomic_store(&w->bad_worker, true);
    for (size_t i = begin; i < end; i++) {
        if (i >= w->fail_from)
            return mlg_fail(err, MLG_E_GEOMETRY, "item %zu", i);
        atomic_fetch_add(&w->visits[i], 1);
    }
    return MLG_OK;
}

typedef struct loop_case {
    const char *name;
    unsigned n_threads;
    size_t n_items, chunk;
} loop_case;

static const loop_case loop_cases[] = {
    {"one thread", 1, N_ITEMS, 7},
    {"two threads", 2, N_ITEMS, 7},
    {"eight threads", 8, N_ITEMS, 1},
    {"no thread", 0, N_ITEMS, 7},
    {"one chunk", 4, N_ITEMS, 100000},
    {"chunk of 0", 2, N_ITEMS, 0},
    {"no item", 4, 0, 7},
    {"fewer items than threads", 8, 3, 1},
};

static void test_each_once(void **state)
{
    const loop_case *row = *state;
    mlg_error err = {0};
    work w = {.fail_from = N_ITEMS, .n_threads = row->n_threads > 0 ? row->n_threads : 1};
    assert_ok(
        base_parallel_for(row->n_threads, row->n_items, row->chunk, visit, &w, NULL, NULL, &err),
        &err);
    for (size_t i = 0; i < N_ITEMS; i++)
        assert_int_equal(w.visits[i], i < row->n_items ? 1 : 0);
    assert_false(w.bad_worker);
}

static void test_first_error(void **state)
{
    (void)state;
    for (int round = 0; round < 50; round++) {
        mlg_error err = {0};
        work w = {.fail_from = 333, .n_threads = 8};
        assert_int_equal(base_parallel_for(8, N_ITEMS, 5, visit, &w, NULL, NULL, &err),
                         MLG_E_GEOMETRY);
        assert_string_equal(err.message, "item 333");
        for (size_t i = 0; i < 333; i++)
            assert_int_equal(w.visits[i], 1);
    }
}

typedef struct watch {
    pthread_t caller;
    double last;
    int n_calls, cancel_after;
    bool wrong_thread, went_back;
} watch;

static void watch_progress(const char *stage, double done, void *user)
{
    watch *w = user;
    w->wrong_thread |= !pthread_equal(pthread_self(), w->caller);
    w->went_back |= done < w->last || strcmp(stage, "stage") != 0;
    w->last = done;
    w->n_calls++;
}

static void test_progress(void **state)
{
    (void)state;
    mlg_error err = {0};
    watch seen = {.caller = pthread_self()};
    mlg_monitor monitor = {.progress = watch_progress, .user = &seen};
    work w = {.fail_from = N_ITEMS, .n_threads = 4};
    assert_ok(base_parallel_for(4, N_ITEMS, 10, visit, &w, &monitor, "stage", &err), &err);
    assert_true(seen.n_calls >= 1);
    assert_near(seen.last, 1.0, 0.0);
    assert_false(seen.wrong_thread);
    assert_false(seen.went_back);
}

static int cancel_later(void *user)
{
    return atomic_fetch_sub((_Atomic int *)user, 1) <= 0;
}

static void test_cancel(void **state)
{
    (void)state;
    mlg_error err = {0};
    _Atomic int chunks_left = 10;
    mlg_monitor monitor = {.cancelled = cancel_later, .user = &chunks_left};
    work w = {.fail_from = N_ITEMS, .n_threads = 2};
    assert_int_equal(base_parallel_for(2, N_ITEMS, 1, visit, &w, &monitor, NULL, &err),
                     MLG_E_CANCELLED);
    assert_string_equal(err.message, "interrupted");
    assert_int_equal(w.visits[N_ITEMS - 1], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_error),
        cmocka_unit_test(test_progress),
        cmocka_unit_test(test_cancel),
    };
    return run_table(loop_cases, test_each_once) + cmocka_run_group_tests(tests, NULL, NULL);
}
