/**
 * @file report.h
 * Reports read from a result file: gaps, key figures; as a table for a terminal, CSV, JSON or
 * Markdown.
 */
#ifndef MAILLAGE_REPORT_H
#define MAILLAGE_REPORT_H

#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Receives a report, in pieces; nonzero stops it with MLG_E_WRITE. */
typedef int (*mlg_write_fn)(const char *bytes, size_t size, void *user);

/** CSV with comma, decimal point and no byte order mark, for R and Python; else as Excel in French
 * wants it. */
#define MLG_CSV_POINT 1U

/** How a report is written. */
typedef struct mlg_report_style {
    const char *format; /**< table (when NULL), csv, json or md */
    unsigned width;     /**< table: columns of the terminal; 0: as wide as needed */
    unsigned flags;     /**< MLG_CSV_POINT */
} mlg_report_style;

/** What gaps are asked for; NULL and 0 mean not asked. Lists are joined by commas. */
typedef struct mlg_gaps_options {
    mlg_report_style style;
    const char *type;    /**< types that are missing: parts of QPV without them; NULL: all */
    const char *with;    /**< QPV that have all of these types */
    const char *without; /**< QPV that have none of these types; not with `type` */
    const char *by;      /**< qpv (when NULL), commune, epci, departement, region, contrat_ville */
    double min_population; /**< only gaps of at least so many inhabitants */
    int ending_months; /**< nonzero: dispositifs in force that end within so many months instead */
    const char *zone;  /**< reg:84,dep:69,epci:...,com:... */
} mlg_gaps_options;

/**
 * Reports the QPV that are not covered, or the dispositifs about to end, with the most inhabitants
 * first, then by code.
 * @param options NULL for all types, as a table
 * @param ret_n_gaps rows of QPV not covered, wholly or in part (not those unknown or not surveyed),
 * or dispositifs; may be NULL
 * @return MLG_E_ARG an unknown type, level, zone or format: the hint lists what is there;
 *         MLG_E_IO, MLG_E_FORMAT not a result; MLG_E_NOT_FOUND it lacks a layer; MLG_E_WRITE
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_report_gaps(const char *result,
                                                  const mlg_gaps_options *options,
                                                  mlg_write_fn write, void *user,
                                                  size_t *ret_n_gaps, mlg_error *err);

typedef struct mlg_summary_options {
    mlg_report_style style;
    const char *by; /**< national (when NULL), commune, epci, departement, region, contrat_ville, or
                       a column of layer `dispositif` */
    const char *zone; /**< one of reg:84, dep:69, epci:..., or the zone of the result; with `by`
                         also com:... and lists */
} mlg_summary_options;

/** Reports the key figures of table `indicateur`, every ratio with its numerator, its denominator
 * and what is not told; as CSV or JSON, the rows of that table.
 * Returns as mlg_report_gaps. */
MLG_API MLG_MUST_CHECK mlg_status mlg_report_summary(const char *result,
                                                     const mlg_summary_options *options,
                                                     mlg_write_fn write, void *user,
                                                     mlg_error *err);

#ifdef __cplusplus
}
#endif
#endif
