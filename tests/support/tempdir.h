/*
 * tempdir.h - a folder for the files of one test, removed with all it holds.
 */
#ifndef SUPPORT_TEMPDIR_H
#define SUPPORT_TEMPDIR_H

#include <stddef.h>

/** CMocka setup: *state is the path of a new empty folder. */
int support_tempdir_setup(void **state);

/** CMocka teardown: removes it. */
int support_tempdir_teardown(void **state);

/** folder/name; g_free(). */
char *support_path(const char *folder, const char *name);

/** Writes folder/name with these bytes; size 0 means the length of the text. Returns the path;
 * g_free(). */
char *support_write(const char *folder, const char *name, const char *bytes, size_t size);

#endif
