/*
 * zip.h - a ZIP archive made in memory: an OpenDocument file, a QGIS project. Dated 1980-01-01, so
 * that equal files give equal bytes. A file can be put piece by piece: only what is compressed of
 * it stays in memory.
 */
#ifndef BASE_ZIP_H
#define BASE_ZIP_H

#include <maillage/status.h>

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct base_zip base_zip;

/** How a file is kept. */
typedef enum base_zip_method {
    BASE_ZIP_STORED,   /**< as it is: what programs look for at a fixed place */
    BASE_ZIP_DEFLATED, /**< compressed */
    BASE_ZIP_FAST      /**< the same in a third of the time, and nearly as small for tables */
} base_zip_method;

base_zip *base_zip_new(void);
void base_zip_free(base_zip *zip);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(base_zip, base_zip_free)

/** Adds a file. An archive holds less than 2 GB, each of its files less than 4 GB before it is
 * compressed, and there are at most 65 535.
 * @param name UTF-8, with / between folders */
void base_zip_add(base_zip *zip, const char *name, const void *data, size_t size,
                  base_zip_method method);

/** Begins a file, after the one that is being put. */
void base_zip_begin(base_zip *zip, const char *name, base_zip_method method);
/** Appends to the file begun last; false, and nothing is added, when it or the archive would be too
 * large. */
bool base_zip_put(base_zip *zip, const void *data, size_t size) MLG_MUST_CHECK;

/** The archive, to which nothing is added any more. g_bytes_unref(). */
GBytes *base_zip_end(base_zip *zip);

#endif
