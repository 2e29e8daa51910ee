/*
 * opening.h - a dataset opened on a thread of its own: a spreadsheet takes GDAL most of a second,
 * during which others are read.
 */
#ifndef DATASET_OPENING_H
#define DATASET_OPENING_H

#include "dataset/dataset.h"

typedef struct dataset_opening dataset_opening;

/** Starts dataset_open(source). */
dataset_opening *dataset_opening_new(const char *source);

/** Waits; once only. What dataset_open() returned, whose dataset now belongs to the caller's
 * thread. */
mlg_status dataset_opening_take(dataset_opening *opening, dataset **ret,
                                mlg_error *err) MLG_MUST_CHECK;

/** Waits and frees, with the dataset when nobody took it; NULL allowed. */
void dataset_opening_free(dataset_opening *opening);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(dataset_opening, dataset_opening_free)

#endif
