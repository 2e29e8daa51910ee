/*
 * lines.h - a text file in blocks of whole lines, for files that are too long to be kept in memory.
 * Several threads may take blocks of one file; a block is one thread's.
 */
#ifndef DATASET_LINES_H
#define DATASET_LINES_H

#include "dataset/dataset.h"

typedef struct dataset_lines dataset_lines;

/** Whole lines; the last of a file may lack its line feed. A zeroed one is empty. */
typedef struct dataset_block {
    char *text; /* ended by a 0 that is not of it */
    size_t size, capacity;
    size_t number; /* 0 for the first of the file */
} dataset_block;
void dataset_block_done(dataset_block *block);

/** Starts at the beginning of the CSV file that a layer of a dataset is; the file is read as bytes:
 * UTF-8, cp1252. */
mlg_status dataset_lines_new(const dataset *ds, size_t layer, dataset_lines **ret,
                             mlg_error *err) MLG_MUST_CHECK;
void dataset_lines_free(dataset_lines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(dataset_lines, dataset_lines_free)

/** The next block, in the caller's memory, which grows; `size` is 0 at the end. From any thread. */
mlg_status dataset_lines_next(dataset_lines *lines, dataset_block *block,
                              mlg_error *err) MLG_MUST_CHECK;

/** Share of the file that was handed out, 0-1. From any thread. */
double dataset_lines_read(dataset_lines *lines);

/** SHA-256 of the bytes, hex, after the end; the digest of the file where that is no archive.
 * g_free(). */
char *dataset_lines_sha256(const dataset_lines *lines);

#endif
