/*
 * aliases.h - words that users write for the values of enumerations:
 * geodata/aliases/enumerations.csv (column, alias, value), compiled in. The first alias of a value
 * is its label in drop-down lists.
 */
#ifndef INVENTORY_ALIASES_H
#define INVENTORY_ALIASES_H

#include "base/enums.h"

#include <glib.h>

typedef struct inventory_aliases inventory_aliases;

inventory_aliases *inventory_aliases_new(void);
void inventory_aliases_free(inventory_aliases *aliases);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(inventory_aliases, inventory_aliases_free)

/** Folded as aliases are compared: base_fold() without repeated, first and last `_`. g_free(). */
char *inventory_fold(const char *text);

/** Value of a word in a column, or NULL. Borrowed. */
const char *inventory_alias_value(const inventory_aliases *aliases, const char *column,
                                  const char *text);

/** Index in names that a word means, by its name or an alias of the column; -1 when none. */
int inventory_alias_find(const inventory_aliases *aliases, const char *column,
                         base_enum_names names, const char *text);

/** Index of the name whose name or alias is nearest to a word, -1 when none is near. */
int inventory_alias_nearest(const inventory_aliases *aliases, const char *column,
                            base_enum_names names, const char *text);

/** French label of a value in drop-down lists; the value itself when the table has none. Borrowed.
 */
const char *inventory_alias_label(const inventory_aliases *aliases, const char *column,
                                  const char *value);

/** The i-th different value of a column in the order of the table, or NULL after the last. */
const char *inventory_alias_list(const inventory_aliases *aliases, const char *column, size_t i);

#endif
