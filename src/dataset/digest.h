/*
 * digest.h - SHA-256 of a source, computed on a thread of its own while the source is read.
 */
#ifndef DATASET_DIGEST_H
#define DATASET_DIGEST_H

#include <glib.h>

typedef struct dataset_digest dataset_digest;

/** Starts on the file (or the sorted files of a folder) that a source names; |layername= is cut. */
dataset_digest *dataset_digest_new(const char *source);

/** Hex, once it is there (waits); NULL for databases and what cannot be read. Borrowed. */
const char *dataset_digest_get(dataset_digest *digest);

/** Waits and frees; NULL allowed. */
void dataset_digest_free(dataset_digest *digest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(dataset_digest, dataset_digest_free)

#endif
