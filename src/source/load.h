/*
 * load.h - a territory being loaded: what all loaders share, and their helpers for codes, numbers
 * and shapes. Whatever is repaired or left out is reported: by feature for layers, once a column
 * with its count for tables.
 */
#ifndef SOURCE_LOAD_H
#define SOURCE_LOAD_H

#include "base/code.h"
#include "base/monitor.h"
#include "crs/crs.h"
#include "source/density.h"
#include "source/table.h"
#include "territory/builder.h"
#include "territory/history.h"

/** Fields that one loader reads at most. */
#define SOURCE_MAX_FIELDS 12

/** Something that happened to a column: how often, and the first time. */
typedef struct source_count {
    long n, row;
    char value[48], proposed[16];
} source_count;

/** What happened while a table was read. */
typedef struct source_tally {
    source_count tidied[SOURCE_MAX_FIELDS], padded[SOURCE_MAX_FIELDS], invalid[SOURCE_MAX_FIELDS];
    source_count uncoded; /* rows without code: totals, notes */
    source_count unknown; /* populations absent or secret */
} source_tally;

/** What a COG list says of a commune. */
typedef struct source_cog_entry {
    mlg_code department, region;
    const char *name;
} source_cog_entry;

typedef struct source_load {
    territory_builder *builder;
    struct source_contracts *contracts; /* lists of contrats de ville, else NULL */
    const mlg_monitor *monitor;
    const char *zoning;      /* name of the zoning that a table is loaded for */
    uint32_t zoning_index;   /* its number in the builder */
    unsigned role;           /* what the table is loaded for */
    bool companion;          /* found beside the communes, not asked for: names only */
    bool take_population;    /* EPCI tables fill populations too */
    bool communes_counted;   /* the commune layer has populations */
    bool plm_arrondissement; /* the run's level is the municipal arrondissement */
    bool said_generalised;   /* the commune layer's name says so */
    int vintage;             /* COG year of the communes, 0 when not known */
    int population_year;     /* census year of the populations, 0 when not known */
    GArray *events;          /* history_event of movements, NULL without such a file */
    const char *events_file;
    base_date events_until; /* last day that the movements tell of */
    GHashTable *cog;        /* mlg_code text -> source_cog_entry, NULL without list */
    GStringChunk *texts;
    GHashTable *departments; /* of the communes read, as a set of texts */
    source_density density;
    /* of the table being read */
    const char *const *fields;
    source_tally tally;
    uint32_t crs;
    bool crs_known, geographic;
} source_load;

/** Starts a table: rows by field, an empty tally. */
mlg_status source_begin(source_load *load, source_table *table, const char *const *fields,
                        source_rows **ret, mlg_error *err) MLG_MUST_CHECK;
/** Next row; tells progress and whether to stop. */
mlg_status source_next(source_load *load, source_rows *rows, bool *ret_more,
                       mlg_error *err) MLG_MUST_CHECK;
/** Ends it: reports the tally; zero rows is MLG_E_FORMAT. */
mlg_status source_end(source_load *load, source_rows *rows, const char *object,
                      mlg_error *err) MLG_MUST_CHECK;

/** MLG_E_FORMAT: a table has the columns and nothing under them. */
mlg_status source_fail_empty(const source_table *table, mlg_error *err) MLG_MUST_CHECK;

/** Where the current row stands. */
territory_origin source_origin(const source_rows *rows);

/** Code of a field. Empty and "none" cells give an empty code; false for what is no code (tallied).
 */
bool source_code(source_load *load, const source_rows *rows, size_t field, base_code_kind kind,
                 mlg_code *ret);
/** Tallies a code that is good, and not of the kind that its column holds. */
void source_reject_code(source_load *load, const source_rows *rows, size_t field);
/** Tallies a row whose code is no code: a note under a table. */
void source_skip_uncoded(source_load *load, const source_rows *rows, size_t field);
/** A number as tables write it: spaces, decimal comma; NaN for none, secret ("s", "nd") or
 * unreadable (reported). */
double source_number(source_load *load, const source_rows *rows, size_t field, const char *id);

/** A number as tables write it, "12 345,6"; false for what is none. Not told. */
bool source_parse_number(const char *text, double *ret);

/**
 * Shape of the current row; wkb NULL when there is none that can be used (reported). `*ret` holds a
 * reference to release with source_shape_done(). `department` guesses the CRS when coordinates
 * belie the one stated.
 */
mlg_status source_shape(source_load *load, const source_rows *rows, const char *object, mlg_code id,
                        mlg_code department, territory_shape *ret, mlg_error *err) MLG_MUST_CHECK;
void source_shape_done(territory_shape *shape);

#endif
