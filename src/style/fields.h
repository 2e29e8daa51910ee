/*
 * fields.h - what the columns of a result are called, measured in and may hold: one table for the
 * aliases of QGIS, gpkg_data_columns, the comments of PostgreSQL.
 */
#ifndef STYLE_FIELDS_H
#define STYLE_FIELDS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/** A value that a column may hold, and its label in the language of data products. */
typedef struct style_value {
    const char *value;
    const char *label; /* msgid */
} style_value;

/** Texts in the language of data products. */
typedef struct style_field {
    char *title;               /* « Habitants couverts par un CLS », its unit in brackets */
    char *description;         /* a sentence; NULL: the title says it all */
    const char *unit;          /* "ha", "hab.", NULL: none */
    const style_value *values; /* of an enumeration, NULL else; static, ended by a NULL value */
    size_t type;               /* of the types given, G_MAXSIZE for a column of no type */
} style_field;

/**
 * What a column is: by its name, and for columns of a type by that name and the type's suffix. A
 * column that is not known (of --garder, a zonage) has its name as title.
 * @param types, suffixes NULL-terminated, of the run
 */
void style_field_get(const char *layer, const char *column, const char *const *types,
                     const char *const *suffixes, style_field *ret);
void style_field_clear(style_field *field);

/** False for a layer that no result has: one that the user added to the file. */
bool style_layer_known(const char *layer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(style_field, style_field_clear)

#endif
