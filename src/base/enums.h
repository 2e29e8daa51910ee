/*
 * enums.h - code tables: an enumeration's values as their published names.
 */
#ifndef BASE_ENUMS_H
#define BASE_ENUMS_H

/** Names by value, NULL-terminated; names[value] is the spelling in data products. */
typedef const char *const base_enum_names[];

/** Index of a name (exact match), or -1. */
int base_enum_find(base_enum_names names, const char *name);

/** Lower-case ASCII letters and digits of a text, other characters `_`, accents dropped:
 * "Pré-projet" -> "pre_projet". g_free(). */
char *base_fold(const char *text);

/** Index of the name nearest to a text by edit distance of their folded forms, or -1 beyond
 * max_distance. */
int base_enum_nearest(base_enum_names names, const char *text, unsigned max_distance);

/** Damerau-Levenshtein distance of two folded texts. */
unsigned base_edit_distance(const char *a, const char *b);

#endif
