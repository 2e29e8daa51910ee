/*
 * late.c - what a coverage computes when it is first asked for: table `indicateur`, which takes
 * longer than all else and which many runs do not write. The sets of faces are kept until then.
 */
#include "coverage/indicators.h"

#include <pthread.h>

struct coverage_late {
    pthread_mutex_t lock;
    coverage_work work;
    bool ended; /* of the work */
    coverage_indicator *indicators;
    size_t n_indicators;
    GStringChunk *texts;
};

coverage_late *coverage_late_new(void)
{
    coverage_late *late = g_new0(coverage_late, 1);
    pthread_mutex_init(&late->lock, NULL);
    return late;
}

coverage_work *coverage_late_work(coverage_late *late)
{
    return &late->work;
}

static void end(coverage_late *late)
{
    if (!late->ended)
        coverage_end(&late->work);
    late->ended = true;
}

void coverage_late_free(coverage_late *late)
{
    if (late == NULL)
        return;
    end(late);
    g_free(late->indicators);
    g_clear_pointer(&late->texts, g_string_chunk_free);
    pthread_mutex_destroy(&late->lock);
    g_free(late);
}

const coverage_indicator *coverage_indicators(const mlg_coverage *coverage, size_t *ret_n)
{
    coverage_late *late = coverage->late;
    pthread_mutex_lock(&late->lock);
    if (late->texts == NULL) {
        late->texts = g_string_chunk_new(1 << 16);
        late->indicators = coverage_find_indicators(&late->work, late->texts, &late->n_indicators);
        end(late);
    }
    pthread_mutex_unlock(&late->lock);
    *ret_n = late->n_indicators;
    return late->indicators;
}
