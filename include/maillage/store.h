/**
 * @file store.h
 * A result file read through SQL, without writing anything.
 */
#ifndef MAILLAGE_STORE_H
#define MAILLAGE_STORE_H

#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Receives a row: n names and values as text, NULL for NULL; borrowed for the call. Nonzero stops
 * the query.
 */
typedef int (*mlg_row_fn)(size_t n, const char *const *names, const char *const *values,
                          void *user);

/**
 * Runs one query on a result, or on a territory that was stored. SpatiaLite's functions take the
 * file's geometries. Whatever the statement is, nothing is written, no other file is opened and no
 * setting changed: such statements are refused. mlg_report_sql() presents the rows.
 * @return MLG_E_IO, MLG_E_FORMAT not a result; MLG_E_ARG the statement is wrong (the message says
 * where), refused, or fails on a row; MLG_E_CANCELLED the function stopped it
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_query_result(const char *result, const char *sql,
                                                   mlg_row_fn row, void *user, mlg_error *err);

/** Value of a key of table `parametre` (date, types, version...), NULL in *ret when absent.
 * mlg_free(). */
MLG_API MLG_MUST_CHECK mlg_status mlg_result_parameter(const char *result, const char *key,
                                                       char **ret, mlg_error *err);

#ifdef __cplusplus
}
#endif
#endif
