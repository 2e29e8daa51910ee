/*
 * alias.h - which column of a file is which field, as data: geodata/aliases/sources.csv (official
 * files) and inventaire.csv (the inventory), compiled in.
 */
#ifndef SOURCE_ALIAS_H
#define SOURCE_ALIAS_H

#include <glib.h>
#include <stdbool.h>

/** A field of a recognised file and the names its column may have. */
typedef struct source_field {
    const char *source; /* name of the format, or of the inventory's table */
    const char *field;
    bool required;
    bool shown;     /* told among the columns of the file, and another may stand for it */
    char **columns; /* folded; a `#` stands for a year of four digits */
    char *spelled;  /* the first one as published */
} source_field;

/** All fields of official files, in file order; ended by a NULL source. Read once, never freed. */
const source_field *source_fields(void);

/** The same for the inventory: `source` is the table, `field` the canonical column. */
const source_field *source_inventory_fields(void);

/** The year that four digits at a text write; 0 when there are fewer. */
int source_year(const char *text);

/** base_fold() without repeated, first and last `_`. g_free(). */
char *source_fold(const char *text);

/** True when a folded header is the folded alias; the year that `#` stands for goes to ret_year. */
bool source_alias_matches(const char *alias, const char *folded, int *ret_year);

/** Lines of an embedded table without its header, each split at commas; NULL-terminated.
 * g_ptr_array_free with items freed by g_strfreev. */
GPtrArray *source_embedded_rows(const unsigned char *text);

#endif
