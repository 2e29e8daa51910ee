/*
 * unzip.h - archives in memory read through their directory, as a ZIP reader does.
 */
#ifndef SUPPORT_UNZIP_H
#define SUPPORT_UNZIP_H

#include <glib.h>

enum { ZIP_END_SIZE = 22, ZIP_ENTRY_SIZE = 46, ZIP_LOCAL_SIZE = 30 };

/** A little-endian number of n bytes. */
guint32 support_zip_number(const guint8 *at, unsigned n);

/** The file at an entry of the directory; its headers and its sum are looked at.
 * g_bytes_unref(). */
GBytes *support_unpack(const guint8 *zip, const guint8 *entry);

/** A file of an archive as text, by its name; the test fails without it. g_free(). */
char *support_unzip(const void *zip, gsize size, const char *name);

#endif
