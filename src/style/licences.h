/*
 * licences.h - who publishes the datasets that are known, and under which licence; and the sources
 * of a result. Private to the room.
 */
#ifndef STYLE_LICENCES_H
#define STYLE_LICENCES_H

#include "store/store.h"

#include <glib.h>

/** A source of a result, from table `parametre`; "" for what is not told. */
typedef struct style_source {
    char *role, *path; /* as typed, passwords left out */
    char *dataset, *vintage, *sha256;
    char *producer, *product; /* of a known dataset */
    const char *licence;      /* in the language of data products; NULL: not known */
    const char *licence_page; /* static; NULL */
    char *address;            /* where the dataset is published */
} style_source;

/** style_source, in the order of the result. */
GPtrArray *style_sources_read(store *s);

/** True for what the user keeps, not a publisher. */
bool style_source_is_inventory(const style_source *source);
/** "IGN, ADMIN EXPRESS, 2024"; NULL when nobody knows who published it. g_free(). */
char *style_source_credit(const style_source *source);

#endif
