/*
 * opening.c - dataset_open() on a thread of its own.
 */
#include "dataset/opening.h"

#include <pthread.h>

struct dataset_opening {
    char *source;
    pthread_t thread;
    bool started;
    dataset *ds;
    mlg_status status;
    mlg_error error;
};

static void *run(void *user)
{
    dataset_opening *opening = user;
    opening->status = dataset_open(opening->source, NULL, &opening->ds, &opening->error);
    return NULL;
}

dataset_opening *dataset_opening_new(const char *source)
{
    dataset_opening *opening = g_new0(dataset_opening, 1);
    opening->source = g_strdup(source);
    opening->started = pthread_create(&opening->thread, NULL, run, opening) == 0;
    if (!opening->started)
        (void)run(opening);
    return opening;
}

static void wait_for(dataset_opening *opening)
{
    if (opening->started)
        (void)pthread_join(opening->thread, NULL); /* joinable and ours: cannot fail */
    opening->started = false;
}

mlg_status dataset_opening_take(dataset_opening *opening, dataset **ret, mlg_error *err)
{
    wait_for(opening);
    if (opening->status != MLG_OK) {
        if (err != NULL)
            *err = opening->error;
        return opening->status;
    }
    *ret = g_steal_pointer(&opening->ds);
    return MLG_OK;
}

void dataset_opening_free(dataset_opening *opening)
{
    if (opening == NULL)
        return;
    wait_for(opening);
    dataset_free(opening->ds);
    g_free(opening->source);
    g_free(opening);
}
