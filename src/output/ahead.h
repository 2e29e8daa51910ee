/*
 * ahead.h - geometries of all layers, made by threads ahead of the one that writes rows, in
 * so far as there is room for them: while a layer is written, the next ones are being dissolved and
 * checked, and then what tables need is computed. Each shape has its place by layer and row, so
 * that the order of work shows nowhere. With one thread, shapes are made when asked for.
 */
#ifndef OUTPUT_AHEAD_H
#define OUTPUT_AHEAD_H

#include "output/layer.h"

typedef struct output_ahead output_ahead;

/**
 * Starts on the wanted layers of the run, in file order. The run must outlive it, and its
 * workers and dispositif_shapes are its own until it is freed.
 */
output_ahead *output_ahead_new(const output_run *run);

/**
 * The shape of a row of a layer, waited for or made when it is not there yet. Each is taken once,
 * layer by layer, row by row.
 * @param ret owned by the caller; NULL for a row without geometry
 */
mlg_status output_ahead_take(output_ahead *ahead, const output_layer *layer, size_t row,
                             GBytes **ret, mlg_error *err) MLG_MUST_CHECK;

/** Stops the threads, whatever is left to do. */
void output_ahead_free(output_ahead *ahead);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(output_ahead, output_ahead_free)

#endif
