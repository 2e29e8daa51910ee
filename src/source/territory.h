/*
 * territory.h - inside of mlg_load_territory: the tables found in a file, the files that were read.
 */
#ifndef SOURCE_TERRITORY_H
#define SOURCE_TERRITORY_H

#include "dataset/digest.h"
#include "dataset/opening.h"
#include "source/format.h"

/** A recognised layer of a file. */
typedef struct source_found {
    const source_format *format;
    source_table *table;
    bool geographic;
} source_found;

/** A file that was read, for `parametre`. */
typedef struct source_record {
    unsigned role;
    const char *role_name, *path, *format;
    int year;
    dataset_opening *opening;
    dataset_digest *digest;
} source_record;

typedef struct source_loading {
    source_load load;
    GPtrArray *records; /* source_record */
    bool populated;     /* a table of populations was reached */
} source_loading;

/**
 * Layers of a file that may serve one of `roles`, in the order to load them; none for `role` is
 * MLG_E_FORMAT that lists what was looked for and what is there.
 */
mlg_status source_find_tables(dataset *ds, unsigned roles, unsigned role, GPtrArray **ret,
                              mlg_error *err) MLG_MUST_CHECK;

#endif
