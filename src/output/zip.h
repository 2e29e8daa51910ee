/*
 * zip.h - a ZIP archive written file after file, each dated 1980-01-01, so that equal contents have
 * equal bytes: what OpenDocument files are; and a look into a finished one. By minizip.
 */
#ifndef OUTPUT_ZIP_H
#define OUTPUT_ZIP_H

#include "base/error.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct output_zip output_zip;

mlg_status output_zip_new(const char *path, output_zip **ret, mlg_error *err) MLG_MUST_CHECK;
/** Closes what is still open, without telling, and frees; NULL allowed. */
void output_zip_free(output_zip *zip);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(output_zip, output_zip_free)

/** Ends the file begun last and begins another, compressed or not. */
mlg_status output_zip_begin(output_zip *zip, const char *name, bool compressed,
                            mlg_error *err) MLG_MUST_CHECK;
/** Appends to the file begun last. */
mlg_status output_zip_put(output_zip *zip, const void *bytes, size_t size,
                          mlg_error *err) MLG_MUST_CHECK;
/** A whole file. */
mlg_status output_zip_add(output_zip *zip, const char *name, bool compressed, const char *text,
                          mlg_error *err) MLG_MUST_CHECK;
/** Ends the file begun last and the archive. */
mlg_status output_zip_close(output_zip *zip, mlg_error *err) MLG_MUST_CHECK;

/**
 * How often a text is in a file of an archive.
 * @param end what the file must end with
 * @return MLG_E_WRITE when the archive lacks the file, or it is damaged or ends otherwise
 */
mlg_status output_zip_count(const char *path, const char *name, const char *text, const char *end,
                            uint64_t *ret, mlg_error *err) MLG_MUST_CHECK;

#endif
