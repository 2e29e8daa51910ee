/*
 * files.h - what the C library lacks to put a file or a folder in its place: sync, exchange,
 * remove. An int is 0 or an errno.
 */
#ifndef OUTPUT_FILES_H
#define OUTPUT_FILES_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/** MLG_E_WRITE, with the reason and what to do, when a file could not be written for this errno;
 * MLG_OK for 0. */
mlg_status output_check_written(const char *path, int error, mlg_error *err) MLG_MUST_CHECK;

/** A path without links and final slashes: a link is kept, what it points to is replaced. g_free().
 */
char *output_resolve(const char *path);

/** Writes all bytes of a new file. */
int output_put(const char *path, const void *bytes, size_t size);

/** Copies all bytes of a file into a new one. */
int output_copy(const char *from, const char *to);

/** Whether the disk of a folder takes a file of this size: makes one, and removes it. */
int output_take_room(const char *folder, size_t size);

/** Makes sure that a file, or a folder's list of names, is on the disk. */
int output_sync(const char *path);

/** The same for a folder and all files in it. */
int output_sync_folder(const char *path);

/** Renames; without `replace`, EEXIST when `to` exists. */
int output_rename(const char *from, const char *to, bool replace);

/** Puts folder `from` where folder `to` is, and the old one where `from` was. */
int output_exchange(const char *from, const char *to);

/** Removes a file or a folder with all it holds; links are not followed. */
void output_remove(const char *path);

#endif
