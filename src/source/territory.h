/*
 * territory.h - inside of mlg_load_territory: the tables found in a file, the files that were read.
 */
#ifndef SOURCE_TERRITORY_H
#define SOURCE_TERRITORY_H

#include "dataset/digest.h"
#include "source/format.h"

/** A recognised layer of a file. */
typedef struct source_found {
    const source_format *format;
    source_table *table;
    bool geographic;
} source_found;

/** A file that was read, for `parametre`. */
typedef struct source_record {
    const char *role, *path, *format;
    int year;
    dataset_digest *digest;
} source_record;

typedef struct source_loading {
    source_load load;
    GPtrArray *records; /* source_record */
} source_loading;

#endif
