/*
 * result.h - a result opened for a report: its date, its types, its levels, and what of a user's
 * request is in it.
 */
#ifndef REPORT_RESULT_H
#define REPORT_RESULT_H

#include "store/store.h"

#include <glib.h>

typedef struct report_result {
    store *store;
    char *date; /* AAAA-MM-JJ */
    char **types;
    char **suffixes; /* of their columns */
} report_result;

mlg_status report_result_open(const char *path, report_result *ret, mlg_error *err) MLG_MUST_CHECK;
void report_result_done(report_result *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(report_result, report_result_done)

/** Prepares one of the reports' own statements; MLG_E_NOT_FOUND when the result lacks a column of
 * it: another version wrote it, or someone altered it. */
mlg_status report_query(const report_result *result, const char *sql, store_query **ret,
                        mlg_error *err) MLG_MUST_CHECK;

/** MLG_E_NOT_FOUND when the result was written without a layer. Names end with NULL. */
mlg_status report_need_layers(const report_result *result, const char *const *layers,
                              mlg_error *err) MLG_MUST_CHECK;

/** Index of a type, any case; MLG_E_ARG lists those of the result. */
mlg_status report_find_type(const report_result *result, const char *type, size_t *ret,
                            mlg_error *err) MLG_MUST_CHECK;

/** Types of a list joined by commas, as indices; empty for NULL. g_array_unref(). */
mlg_status report_find_types(const report_result *result, const char *list, GArray **ret,
                             mlg_error *err) MLG_MUST_CHECK;

/** A level that reports group by. */
typedef struct report_level {
    const char *name;       /* as --by takes it, and the layer's */
    const char *prefix;     /* of a zone: reg, dep, epci, com; NULL: not a zone */
    const char *code, *lib; /* columns of the layer */
    const char *key;        /* column of other layers that holds the code; NULL: by table */
    const char *label;      /* msgid: one of them */
    const char *none;       /* msgid: what is in none of them */
} report_level;

/** The i-th level, smallest first, or NULL after the last. */
const report_level *report_level_get(size_t i);
/** NULL when there is none of that name. */
const report_level *report_level_find(const char *name);

/**
 * SQL condition over insee_com, siren_epci, insee_dep, insee_reg for a list of zones; "1" for NULL.
 * g_free(). MLG_E_ARG: a zone that the result has not (the hint lists what is there), or a bare
 * code that is two things.
 */
mlg_status report_zone_condition(const report_result *result, const char *zone, char **ret,
                                 mlg_error *err) MLG_MUST_CHECK;

/** The one région, département or EPCI that a zone is; MLG_E_ARG for a list or a commune, with how
 * to get its indicators. ret_code is owned by the caller. */
mlg_status report_zone_single(const report_result *result, const char *zone,
                              const report_level **ret_level, char **ret_code,
                              mlg_error *err) MLG_MUST_CHECK;

/** What rows about a zone bear in the columns of table `indicateur`. Texts may be NULL. */
typedef struct report_zone_name {
    const char *echelon; /* a level; "national" for the whole result; "zone" for a list */
    char *code, *lib;    /* of a list: as it was typed, and none */
} report_zone_name;
mlg_status report_zone_find_name(const report_result *result, const char *zone,
                                 report_zone_name *ret, mlg_error *err) MLG_MUST_CHECK;
void report_zone_name_done(report_zone_name *name);
/** "Auvergne-Rhône-Alpes (reg:84), Rhône (dep:69)" for titles; as typed what is not found.
 * g_free(). */
char *report_zone_names(const report_result *result, const char *zone);

/** Ids of the dispositifs that count in the zone, as a set; NULL for no zone. */
mlg_status report_zone_ids(const report_result *result, const char *zone, GHashTable **ret,
                           mlg_error *err) MLG_MUST_CHECK;

/** SQL expression that orders the types of `column` as the result does. g_free(). */
char *report_type_order(const report_result *result, const char *column);

/** A text as an SQL literal. g_free(). */
char *report_sql_text(const char *text);

/** "CLS, ASV" of types. g_free(). */
char *report_join_types(const report_result *result, const GArray *types, const char *separator);

#endif
