/*
 * style.h - what a result is called and looks like in QGIS: titles of columns, styles, a project
 * with its print layouts, metadata, all inside the GeoPackage. Everything is told from the file
 * itself, so that a result that was renamed, or written by an older version, is styled by the same
 * function as a new one.
 */
#ifndef STYLE_STYLE_H
#define STYLE_STYLE_H

#include "base/error.h"

typedef struct style_options {
    const char *file_name; /* that the file will have: its project names its layers by it */
    const char *timestamp; /* RFC 3339, of all that is written */
} style_options;

/**
 * Styles a complete GeoPackage of mlg_write_result() that is not the user's yet; what an earlier
 * call wrote is replaced. Texts are in the language of data products.
 * MLG_E_IO, MLG_E_FORMAT not a result, MLG_E_WRITE; the file is then to be removed.
 */
mlg_status style_file(const char *path, const style_options *options,
                      mlg_error *err) MLG_MUST_CHECK;

#endif
