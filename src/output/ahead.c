/*
 * ahead.c - geometries of all layers, made by threads ahead of the one that writes rows.
 */
#include "output/ahead.h"

#include "base/parallel.h"
#include "base/text.h"

#include <pthread.h>

/* A piece of work: enough to be worth handing out, few enough to share regions among threads. */
#define MAX_CHUNK  32U
#define MIN_CHUNKS 64U

/* The shapes of one layer. */
typedef struct batch {
    output_ahead *ahead;
    output_run run; /* a view, with this layer */
    size_t n, chunk;
    GBytes **shapes;
    bool *done; /* by chunk; under the lock */
} batch;

struct output_ahead {
    batch *batches;
    size_t n_batches;
    bool threaded;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    /* under the lock */
    bool stopped;  /* nobody will take more */
    bool finished; /* nothing more will be made */
    mlg_status status;
    mlg_error error;
};

static mlg_status make_shape(batch *b, mesh_worker *worker, size_t i, GBytes **ret, mlg_error *err)
{
    const output_layer *layer = b->run.layer;
    GBytes **shared = NULL; /* one writer an index: rows of a layer are different dispositifs */
    if (layer->dispositif != NULL)
        shared = &b->run.dispositif_shapes[layer->dispositif(&b->run, i)];
    if (shared != NULL && *shared != NULL) {
        *ret = g_bytes_ref(*shared);
        return MLG_OK;
    }
    mesh_polygon raw = {NULL, NULL, false};
    MLG_TRY(layer->shape(&b->run, worker, i, &raw, err));
    mlg_status status = output_prepare(&b->run, worker, &raw, ret, err);
    g_clear_pointer(&raw.wkb, g_bytes_unref);
    MLG_TRY(status);
    if (shared != NULL && *ret != NULL)
        *shared = g_bytes_ref(*ret);
    return MLG_OK;
}

static mlg_status make_chunk(void *user, unsigned worker, size_t begin, size_t end, mlg_error *err)
{
    batch *b = user;
    pthread_mutex_lock(&b->ahead->lock);
    bool stopped = b->ahead->stopped;
    pthread_mutex_unlock(&b->ahead->lock);
    if (stopped)
        return mlg_fail(err, MLG_E_CANCELLED, "%s", _("interrupted"));
    for (size_t i = begin; i < end; i++) {
        mlg_status status = make_shape(b, &b->run.workers[worker], i, &b->shapes[i], err);
        if (status != MLG_OK)
            return mlg_wrap(err, status, "%s", b->run.layer->name);
    }
    pthread_mutex_lock(&b->ahead->lock);
    b->done[begin / b->chunk] = true;
    pthread_cond_broadcast(&b->ahead->changed);
    pthread_mutex_unlock(&b->ahead->lock);
    return MLG_OK;
}

static void *make_all(void *user)
{
    output_ahead *ahead = user;
    mlg_error error = {0};
    mlg_status status = MLG_OK;
    for (size_t l = 0; l < ahead->n_batches && status == MLG_OK; l++) {
        batch *b = &ahead->batches[l];
        /* one thread writes rows meanwhile */
        status = base_parallel_for(b->run.n_workers - 1, b->n, b->chunk, make_chunk, b, NULL, NULL,
                                   &error);
    }
    pthread_mutex_lock(&ahead->lock);
    ahead->finished = true;
    ahead->status = status;
    ahead->error = error;
    pthread_cond_broadcast(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    return NULL;
}

static void add_batch(output_ahead *ahead, const output_run *run, const output_layer *layer)
{
    batch *b = &ahead->batches[ahead->n_batches++];
    *b = (batch){.ahead = ahead, .run = *run};
    b->run.layer = layer;
    b->n = layer->count(&b->run);
    b->chunk = CLAMP(b->n / MIN_CHUNKS, 1, MAX_CHUNK);
    b->shapes = g_new0(GBytes *, b->n + 1);
    b->done = g_new0(bool, b->n / b->chunk + 1);
}

output_ahead *output_ahead_new(const output_run *run)
{
    output_ahead *ahead = g_new0(output_ahead, 1);
    size_t n_layers = 0;
    while (output_layer_get(run, n_layers) != NULL)
        n_layers++;
    ahead->batches = g_new0(batch, n_layers + 1);
    for (size_t l = 0; l < n_layers; l++) {
        const output_layer *layer = output_layer_get(run, l);
        if (layer->shape != NULL && output_layer_wanted(layer, run))
            add_batch(ahead, run, layer);
    }
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->changed, NULL);
    ahead->threaded =
        run->n_workers > 1 && pthread_create(&ahead->thread, NULL, make_all, ahead) == 0;
    return ahead;
}

/* MLG_OK when the chunk is there. */
static mlg_status wait_for(output_ahead *ahead, batch *b, size_t chunk, mlg_error *err)
{
    pthread_mutex_lock(&ahead->lock);
    while (!b->done[chunk] && !ahead->finished)
        pthread_cond_wait(&ahead->changed, &ahead->lock);
    mlg_status status = b->done[chunk] ? MLG_OK : ahead->status;
    if (status != MLG_OK && err != NULL)
        *err = ahead->error;
    pthread_mutex_unlock(&ahead->lock);
    return status;
}

mlg_status output_ahead_take(output_ahead *ahead, const output_layer *layer, size_t row,
                             GBytes **ret, mlg_error *err)
{
    batch *b = ahead->batches;
    while (b->run.layer != layer)
        b++;
    size_t chunk = row / b->chunk;
    if (ahead->threaded)
        MLG_TRY(wait_for(ahead, b, chunk, err));
    else if (!b->done[chunk])
        MLG_TRY(make_chunk(b, 0, chunk * b->chunk, MIN(b->n, (chunk + 1) * b->chunk), err));
    *ret = g_steal_pointer(&b->shapes[row]);
    return MLG_OK;
}

void output_ahead_free(output_ahead *ahead)
{
    if (ahead == NULL)
        return;
    pthread_mutex_lock(&ahead->lock);
    ahead->stopped = true;
    pthread_mutex_unlock(&ahead->lock);
    if (ahead->threaded)
        (void)pthread_join(ahead->thread, NULL); /* fails for no thread of ours */
    for (size_t l = 0; l < ahead->n_batches; l++) {
        for (size_t i = 0; i < ahead->batches[l].n; i++)
            g_clear_pointer(&ahead->batches[l].shapes[i], g_bytes_unref);
        g_free(ahead->batches[l].shapes);
        g_free(ahead->batches[l].done);
    }
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->lock);
    g_free(ahead->batches);
    g_free(ahead);
}
