/*
 * zipped.h - a look into a finished ZIP archive: whether a file that another library wrote there is
 * complete.
 */
#ifndef DATASET_ZIPPED_H
#define DATASET_ZIPPED_H

#include "base/error.h"

#include <stdint.h>

/**
 * How often a text is in a file of an archive.
 * @param end what the file must end with
 * @return MLG_E_WRITE when the archive lacks the file, or it is damaged or ends otherwise
 */
mlg_status dataset_count_zipped(const char *path, const char *name, const char *text,
                                const char *end, uint64_t *ret, mlg_error *err) MLG_MUST_CHECK;

#endif
