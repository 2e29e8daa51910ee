/*
 * parallel.c - chunks are handed out in order, so when one fails all the chunks before it have been
 * handed out too: the error of the lowest chunk is the same for any number of threads.
 */
#include "base/parallel.h"

#include "base/error.h"
#include "base/monitor.h"
#include "base/text.h"

#include <pthread.h>
#include <stdbool.h>

#include <glib.h>

typedef struct parallel_loop {
    pthread_mutex_t lock;
    size_t n_items, chunk;
    base_parallel_fn fn;
    void *user;
    const mlg_monitor *monitor;
    const char *stage;
    /* under the lock */
    size_t next, done;
    size_t failed_at; /**< first item of the lowest failed chunk; n_items when none */
    mlg_status status;
    mlg_error error;
    bool cancelled;
} parallel_loop;

typedef struct parallel_worker {
    parallel_loop *loop;
    unsigned index;
} parallel_worker;

/* Takes the next chunk; false when there is none, or no reason to go on. */
static bool take_chunk(parallel_loop *loop, size_t *ret_begin, size_t *ret_end)
{
    bool stop = base_cancelled(loop->monitor);
    pthread_mutex_lock(&loop->lock);
    loop->cancelled = loop->cancelled || stop;
    bool more = !loop->cancelled && loop->failed_at == loop->n_items && loop->next < loop->n_items;
    if (more) {
        *ret_begin = loop->next;
        *ret_end =
            loop->n_items - loop->next > loop->chunk ? loop->next + loop->chunk : loop->n_items;
        loop->next = *ret_end;
    }
    pthread_mutex_unlock(&loop->lock);
    return more;
}

static void *work(void *argument)
{
    parallel_worker *worker = argument;
    parallel_loop *loop = worker->loop;
    size_t begin = 0, end = 0;
    while (take_chunk(loop, &begin, &end)) {
        mlg_error error = {.code = MLG_OK};
        mlg_status status = loop->fn(loop->user, worker->index, begin, end, &error);
        pthread_mutex_lock(&loop->lock);
        if (status != MLG_OK && begin < loop->failed_at) {
            loop->failed_at = begin;
            loop->status = status;
            loop->error = error;
        }
        loop->done += end - begin;
        double done = (double)loop->done / (double)loop->n_items;
        pthread_mutex_unlock(&loop->lock);
        if (worker->index == 0 && loop->stage != NULL)
            base_progress(loop->monitor, loop->stage, done);
    }
    return NULL;
}

/* The calling thread is worker 0; a thread that cannot be created leaves its work to the others. */
static void run(parallel_loop *loop, unsigned n_threads)
{
    g_autofree parallel_worker *workers = g_new0(parallel_worker, n_threads);
    g_autofree pthread_t *threads = g_new0(pthread_t, n_threads);
    unsigned n_started = 1;
    for (unsigned i = 0; i < n_threads; i++)
        workers[i] = (parallel_worker){.loop = loop, .index = i};
    while (n_started < n_threads &&
           pthread_create(&threads[n_started], NULL, work, &workers[n_started]) == 0)
        n_started++;
    (void)work(&workers[0]);
    for (unsigned i = 1; i < n_started; i++)
        pthread_join(threads[i], NULL);
}

mlg_status base_parallel_for(unsigned n_threads, size_t n_items, size_t chunk, base_parallel_fn fn,
                             void *user, const mlg_monitor *monitor, const char *stage,
                             mlg_error *err)
{
    if (n_items == 0)
        return base_check_cancelled(monitor, err);
    parallel_loop loop = {.n_items = n_items,
                          .chunk = chunk > 0 ? chunk : 1,
                          .fn = fn,
                          .user = user,
                          .monitor = monitor,
                          .stage = stage,
                          .failed_at = n_items};
    size_t n_chunks = (n_items - 1) / loop.chunk + 1;
    if (n_threads > n_chunks)
        n_threads = (unsigned)n_chunks;
    pthread_mutex_init(&loop.lock, NULL);
    run(&loop, n_threads > 0 ? n_threads : 1);
    pthread_mutex_destroy(&loop.lock);
    if (loop.status != MLG_OK) {
        if (err != NULL)
            *err = loop.error;
        return loop.status;
    }
    if (loop.cancelled)
        return mlg_fail(err, MLG_E_CANCELLED, "%s", _("interrupted"));
    if (stage != NULL)
        base_progress(monitor, stage, 1.0);
    return MLG_OK;
}
