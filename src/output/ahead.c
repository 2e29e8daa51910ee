/*
 * ahead.c - geometries of all layers, made by threads ahead of the one that writes rows. That one
 * makes a shape itself when it comes to it before them, so no thread is idle.
 */
#include "output/ahead.h"

#include "base/bitset.h"
#include "base/text.h"

#include <pthread.h>
#include <string.h>

/* A piece of work: enough to be worth handing out, few enough to share regions among threads. */
#define MAX_CHUNK  32U
#define MIN_CHUNKS 64U
/* Shapes that wait to be written, bytes: more would only take memory. */
#define MOST_WAITING (48U << 20)

typedef enum chunk_state { CHUNK_FREE, CHUNK_TAKEN, CHUNK_DONE, CHUNK_FAILED } chunk_state;

/* The shapes of one layer. */
typedef struct batch {
    output_ahead *ahead;
    output_run run; /* a view, with this layer */
    size_t n, chunk;
    GBytes **shapes;
    uint32_t *next_same;   /* the next row that has the faces of this one, 0: none; may be NULL */
    base_bitset *copies;   /* rows that another one before them makes; may be NULL */
    chunk_state *states;   /* under the lock */
    size_t next, n_chunks; /* under the lock: none is free before `next` */
} batch;

typedef struct ahead_thread {
    output_ahead *ahead;
    pthread_t thread;
    unsigned worker; /* 0 is of the thread that writes */
} ahead_thread;

struct output_ahead {
    const output_run *run;
    batch *batches;
    size_t n_batches;
    ahead_thread *threads;
    unsigned n_threads;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    /* under the lock */
    bool stopped;   /* nobody will take more */
    size_t waiting; /* bytes of shapes that are made and not taken */
};

static size_t size_of(GBytes *shape)
{
    return shape != NULL ? g_bytes_get_size(shape) : 0;
}

/* A new reference, or NULL. */
static GBytes *get_shared(output_ahead *ahead, GBytes *const *shared)
{
    pthread_mutex_lock(&ahead->lock);
    GBytes *shape = *shared != NULL ? g_bytes_ref(*shared) : NULL;
    pthread_mutex_unlock(&ahead->lock);
    return shape;
}

/* Two layers may come to a dispositif at once: both have made the same. */
static void set_shared(output_ahead *ahead, GBytes **shared, GBytes *shape)
{
    pthread_mutex_lock(&ahead->lock);
    if (*shared == NULL)
        *shared = g_bytes_ref(shape);
    pthread_mutex_unlock(&ahead->lock);
}

static mlg_status make_shape(batch *b, mesh_worker *worker, size_t i, GBytes **ret, mlg_error *err)
{
    const output_layer *layer = b->run.layer;
    GBytes **shared = NULL; /* under the lock */
    if (layer->dispositif != NULL)
        shared = &b->run.dispositif_shapes[layer->dispositif(&b->run, i)];
    if (shared != NULL && (*ret = get_shared(b->ahead, shared)) != NULL)
        return MLG_OK;
    mesh_polygon raw = {NULL, NULL, false};
    MLG_TRY(layer->shape(&b->run, worker, i, &raw, err));
    mlg_status status = output_prepare(&b->run, worker, &raw, ret, err);
    g_clear_pointer(&raw.wkb, g_bytes_unref);
    MLG_TRY(status);
    if (shared != NULL && *ret != NULL)
        set_shared(b->ahead, shared, *ret);
    return MLG_OK;
}

static void set_copy(GBytes **copy, GBytes *shape)
{
    g_clear_pointer(copy, g_bytes_unref); /* of a failure before */
    *copy = shape != NULL ? g_bytes_ref(shape) : NULL;
}

/* Shapes of a chunk that its thread has taken. */
static mlg_status make_chunk(batch *b, unsigned worker, size_t chunk, mlg_error *err)
{
    size_t begin = chunk * b->chunk, end = MIN(b->n, begin + b->chunk), made = 0;
    mlg_status status = MLG_OK;
    for (size_t i = begin; i < end && status == MLG_OK; i++) {
        if (b->copies != NULL && base_bitset_get(b->copies, i))
            continue;
        g_clear_pointer(&b->shapes[i], g_bytes_unref); /* of a failure before */
        status = make_shape(b, &b->run.workers[worker], i, &b->shapes[i], err);
        made += size_of(b->shapes[i]);
        for (uint32_t k = b->next_same != NULL ? b->next_same[i] : 0; k != 0; k = b->next_same[k])
            set_copy(&b->shapes[k], b->shapes[i]);
    }
    pthread_mutex_lock(&b->ahead->lock);
    b->states[chunk] = status == MLG_OK ? CHUNK_DONE : CHUNK_FAILED;
    b->ahead->waiting += made;
    pthread_cond_broadcast(&b->ahead->changed);
    pthread_mutex_unlock(&b->ahead->lock);
    return status == MLG_OK ? MLG_OK : mlg_wrap(err, status, "%s", b->run.layer->name);
}

/* The first free chunk of a layer; n_chunks when there is none. */
static size_t find_free(batch *b)
{
    while (b->next < b->n_chunks && b->states[b->next] != CHUNK_FREE)
        b->next++;
    return b->next;
}

/* Takes the next free chunk of all layers, under the lock; false when there is none. */
static bool take_free(output_ahead *ahead, batch **ret, size_t *ret_chunk)
{
    batch *b = ahead->batches, *end = b + ahead->n_batches;
    while (b < end && find_free(b) == b->n_chunks)
        b++;
    if (b == end)
        return false;
    *ret = b;
    *ret_chunk = b->next;
    b->states[b->next] = CHUNK_TAKEN;
    return true;
}

/* The same when there is room for more shapes, which is waited for; false at the end. */
static bool take_chunk(output_ahead *ahead, batch **ret, size_t *ret_chunk)
{
    pthread_mutex_lock(&ahead->lock);
    while (ahead->waiting > MOST_WAITING && !ahead->stopped)
        pthread_cond_wait(&ahead->changed, &ahead->lock);
    bool any = !ahead->stopped && take_free(ahead, ret, ret_chunk);
    pthread_mutex_unlock(&ahead->lock);
    return any;
}

/* What tables need, when all shapes are made. */
static void prepare_tables(output_ahead *ahead)
{
    const output_layer *layer = NULL;
    for (size_t l = 0; (layer = output_layer_get(ahead->run, l)) != NULL; l++) {
        pthread_mutex_lock(&ahead->lock);
        bool stopped = ahead->stopped;
        pthread_mutex_unlock(&ahead->lock);
        if (stopped)
            return;
        if (layer->prepare != NULL && output_layer_wanted(layer, ahead->run))
            layer->prepare(ahead->run);
    }
}

/* A failure is told by the thread that writes, which makes that chunk again. */
static void *make_all(void *user)
{
    ahead_thread *thread = user;
    batch *b = NULL;
    size_t chunk = 0;
    mlg_status status = MLG_OK;
    while (status == MLG_OK && take_chunk(thread->ahead, &b, &chunk))
        status = make_chunk(b, thread->worker, chunk, NULL);
    if (status == MLG_OK)
        prepare_tables(thread->ahead);
    return NULL;
}

/* --- rows of the same faces ------------------------------------------------------------------ */

typedef struct face_list {
    const uint32_t *faces;
    size_t n;
    uint32_t last; /* row that has them */
} face_list;

static guint hash_faces(gconstpointer item)
{
    const face_list *list = item;
    guint hash = (guint)list->n;
    for (size_t i = 0; i < list->n; i++)
        hash = hash * 31U + list->faces[i];
    return hash;
}

static gboolean same_faces(gconstpointer a, gconstpointer b)
{
    const face_list *x = a, *y = b;
    return x->n == y->n && memcmp(x->faces, y->faces, x->n * sizeof *x->faces) == 0;
}

static void link_same(batch *b)
{
    g_autoptr(GHashTable) lists = g_hash_table_new_full(hash_faces, same_faces, g_free, NULL);
    b->next_same = g_new0(uint32_t, b->n + 1);
    b->copies = base_bitset_new(b->n);
    for (uint32_t i = 0; i < b->n; i++) {
        face_list list = {.last = i};
        list.faces = b->run.layer->faces(&b->run, i, &list.n);
        face_list *known = g_hash_table_lookup(lists, &list);
        if (known == NULL) {
            g_hash_table_add(lists, g_memdup2(&list, sizeof list));
            continue;
        }
        b->next_same[known->last] = i;
        known->last = i;
        base_bitset_set(b->copies, i);
    }
}

/* --------------------------------------------------------------------------------------------- */

static void add_batch(output_ahead *ahead, const output_run *run, const output_layer *layer)
{
    batch *b = &ahead->batches[ahead->n_batches++];
    *b = (batch){.ahead = ahead, .run = *run};
    b->run.layer = layer;
    b->n = layer->count(&b->run);
    b->chunk = CLAMP(b->n / MIN_CHUNKS, 1, MAX_CHUNK);
    b->n_chunks = (b->n + b->chunk - 1) / b->chunk;
    b->shapes = g_new0(GBytes *, b->n + 1);
    b->states = g_new0(chunk_state, b->n_chunks + 1);
    if (layer->faces != NULL)
        link_same(b);
}

static void start_threads(output_ahead *ahead)
{
    ahead->threads = g_new0(ahead_thread, ahead->run->n_workers);
    for (unsigned w = 1; w < ahead->run->n_workers; w++) {
        ahead_thread *thread = &ahead->threads[ahead->n_threads];
        *thread = (ahead_thread){.ahead = ahead, .worker = w};
        if (pthread_create(&thread->thread, NULL, make_all, thread) != 0)
            return; /* the others do its work */
        ahead->n_threads++;
    }
}

output_ahead *output_ahead_new(const output_run *run)
{
    output_ahead *ahead = g_new0(output_ahead, 1);
    ahead->run = run;
    size_t n_layers = 0;
    while (output_layer_get(run, n_layers) != NULL)
        n_layers++;
    ahead->batches = g_new0(batch, n_layers + 1);
    for (size_t l = 0; l < n_layers; l++) {
        const output_layer *layer = output_layer_get(run, l);
        if (output_has_shapes(run, layer) && output_layer_wanted(layer, run))
            add_batch(ahead, run, layer);
    }
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->changed, NULL);
    start_threads(ahead);
    return ahead;
}

/* While a thread is at the chunk, others are made here; under the lock. One that fails is made
 * again when it is needed, and told then. */
static void wait_for(output_ahead *ahead, const batch *b, size_t chunk)
{
    bool failed = false;
    while (b->states[chunk] == CHUNK_TAKEN) {
        batch *other = NULL;
        size_t at = 0;
        if (failed || ahead->waiting > MOST_WAITING || !take_free(ahead, &other, &at)) {
            pthread_cond_wait(&ahead->changed, &ahead->lock);
            continue;
        }
        pthread_mutex_unlock(&ahead->lock);
        failed = make_chunk(other, 0, at, NULL) != MLG_OK;
        pthread_mutex_lock(&ahead->lock);
    }
}

/* MLG_OK when the chunk is there; made here when no thread is at it. */
static mlg_status need_chunk(output_ahead *ahead, batch *b, size_t chunk, mlg_error *err)
{
    pthread_mutex_lock(&ahead->lock);
    wait_for(ahead, b, chunk);
    bool done = b->states[chunk] == CHUNK_DONE;
    if (!done)
        b->states[chunk] = CHUNK_TAKEN;
    pthread_mutex_unlock(&ahead->lock);
    return done ? MLG_OK : make_chunk(b, 0, chunk, err);
}

mlg_status output_ahead_take(output_ahead *ahead, const output_layer *layer, size_t row,
                             GBytes **ret, mlg_error *err)
{
    batch *b = ahead->batches;
    while (b->run.layer != layer)
        b++;
    if (row % b->chunk == 0)
        MLG_TRY(need_chunk(ahead, b, row / b->chunk, err));
    *ret = g_steal_pointer(&b->shapes[row]);
    if (b->copies == NULL || !base_bitset_get(b->copies, row)) {
        pthread_mutex_lock(&ahead->lock);
        ahead->waiting -= size_of(*ret);
        if (ahead->waiting <= MOST_WAITING)
            pthread_cond_broadcast(&ahead->changed);
        pthread_mutex_unlock(&ahead->lock);
    }
    return MLG_OK;
}

void output_ahead_free(output_ahead *ahead)
{
    if (ahead == NULL)
        return;
    pthread_mutex_lock(&ahead->lock);
    ahead->stopped = true;
    pthread_cond_broadcast(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    for (unsigned t = 0; t < ahead->n_threads; t++)
        (void)pthread_join(ahead->threads[t].thread, NULL); /* fails for no thread of ours */
    for (size_t l = 0; l < ahead->n_batches; l++) {
        batch *b = &ahead->batches[l];
        for (size_t i = 0; i < b->n; i++)
            g_clear_pointer(&b->shapes[i], g_bytes_unref);
        g_free(b->shapes);
        g_free(b->states);
        g_free(b->next_same);
        g_clear_pointer(&b->copies, base_bitset_free);
    }
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->lock);
    g_free(ahead->threads);
    g_free(ahead->batches);
    g_free(ahead);
}
