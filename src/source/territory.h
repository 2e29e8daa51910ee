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
    const char *zoning; /* of a table of classes: its name */
    int year;
    dataset_opening *opening;
    dataset_digest *digest;
} source_record;

typedef struct source_loading {
    source_load load;
    GPtrArray *records; /* source_record */
    GArray *zonings;    /* source_zoning */
    bool populated;     /* a table of populations was reached */
} source_loading;

/**
 * Layers of a file that may serve one of `roles`, in the order to load them; none for `role` is
 * MLG_E_FORMAT that lists what was looked for and what is there.
 */
mlg_status source_find_tables(dataset *ds, unsigned roles, unsigned role, GPtrArray **ret,
                              mlg_error *err) MLG_MUST_CHECK;

/** "NAME=SOURCE" in two. */
typedef struct source_zoning {
    char *name; /* as its column will be spelled */
    const char *path;
} source_zoning;

/**
 * Reads the texts of --zonage, in their order.
 * @param options NULL-terminated, or NULL
 * @param ret source_zoning, borrowing from options; g_array_unref()
 * @return MLG_E_ARG not NAME=SOURCE, a name that no column can have, a name twice
 */
mlg_status source_parse_zonings(const char *const *options, GArray **ret,
                                mlg_error *err) MLG_MUST_CHECK;

/** Of the tables that a file holds, those with a column of the zoning's name; else the first. */
void source_choose_zoning(GPtrArray *found, const char *name);

#endif
