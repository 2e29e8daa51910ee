/*
 * stamp.h - what a source was when it was read, so that it is known later whether it has changed:
 * size and time of a file, and its digest where those differ; of a shapefile and the like, of all
 * its files.
 */
#ifndef DATASET_STAMP_H
#define DATASET_STAMP_H

#include "base/pack.h"

#include <glib.h>

/** Packs the stamp of a source as typed, of which sha256 is the digest, NULL or "" for none. */
void dataset_pack_stamp(base_packer *p, const char *source, const char *sha256);

/** Unpacks the next stamp; true when the source is where it was, and other bytes are in it. The
 * source, as it was typed, is borrowed from the pack. Paths of its files, from the root, are added
 * to `files`, which frees them. */
bool dataset_unpack_stamp(base_unpacker *u, GPtrArray *files, const char **ret_source);

#endif
