/*
 * parallel.h - a loop cut in deterministic chunks over pthreads. Results are written by index, so
 * that any number of threads gives the same bytes.
 */
#ifndef BASE_PARALLEL_H
#define BASE_PARALLEL_H

#include <maillage/status.h>

#include <stddef.h>

/**
 * Work on items begin..end-1. `worker` is 0..n_threads-1 and selects per-thread contexts.
 * The first error in item order is the one reported.
 */
typedef mlg_status (*base_parallel_fn)(void *user, unsigned worker, size_t begin, size_t end,
                                       mlg_error *err);

/**
 * Runs fn over 0..n_items-1 in chunks of `chunk` items on n_threads threads (the caller's when 1).
 * The monitor's progress (under `stage`, NULL for none) is told from the calling thread only.
 */
mlg_status base_parallel_for(unsigned n_threads, size_t n_items, size_t chunk, base_parallel_fn fn,
                             void *user, const mlg_monitor *monitor, const char *stage,
                             mlg_error *err) MLG_MUST_CHECK;

#endif
