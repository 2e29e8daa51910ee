/*
 * reads.h - which files a source is read from: so that no output takes the place of one.
 */
#ifndef DATASET_READS_H
#define DATASET_READS_H

#include <glib.h>
#include <stdbool.h>

/**
 * True when writing at `output` would replace or remove what a source, as typed, is read from: the
 * file, one that makes it with others (.shp, .dbf...), the archive it is in, what a folder of
 * sources holds, the folder of the output around it. Links are followed. Where nothing is at
 * `output`, nothing is lost.
 */
bool dataset_reads(const char *source, const char *output);

/** The path in a source: without |layername=NAME. g_free(). */
char *dataset_source_path(const char *source);

/** The same from the root, in /vsizip/ and the like too. g_free(). */
char *dataset_absolute_path(const char *source);

/** Files there are that make one source with that of a path, in capitals as it is; `all`: those too
 * that tell nothing of the data, as indexes. NULL-terminated, g_strfreev(). */
char **dataset_companions(const char *path, bool all);

#endif
