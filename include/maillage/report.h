/**
 * @file report.h
 * Reports read from a result file: gaps, key figures, what moved, where to close the gaps; or of a
 * series of days; as a table for a
 * terminal, CSV, JSON or Markdown.
 */
#ifndef MAILLAGE_REPORT_H
#define MAILLAGE_REPORT_H

#include "status.h"
#include "timeline.h"

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

/** Populations of the second result for both, so that only coverage moves. */
#define MLG_CONSTANT_POPULATION 1U

/** What a comparison is asked for. */
typedef struct mlg_compare_options {
    mlg_report_style style;
    const char *type; /**< only these types, joined by commas; NULL: all */
    /** rows: qpv (when NULL), commune, epci, departement, region; csv has this table only: also
     * type (the balance) and dispositif (contracts) */
    const char *by;
    const char *zone; /**< reg:84,dep:69,epci:...,com:... */
    unsigned flags;   /**< MLG_CONSTANT_POPULATION */
} mlg_compare_options;

/**
 * Reports what moved from a result to another: QPV that entered, left or changed, each with its
 * reasons; the balance that leads from one total to the other; what became of the contracts.
 * @param result1 the first result, usually the older one
 * @return as mlg_report_gaps; MLG_E_CONFLICT when the two cannot be compared (other QPV, types,
 * zone...): the message tells what differs, the hint the options of `cover` to make them again
 * with; MLG_E_ARG one file given twice
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_report_compare(const char *result1, const char *result2,
                                                     const mlg_compare_options *options,
                                                     mlg_write_fn write, void *user,
                                                     mlg_error *err);

/** What a ranking is asked for. */
typedef struct mlg_rank_options {
    mlg_report_style style;
    const char *type;      /**< whose gap is to be closed: one, needed */
    const char *unit;      /**< epci (when NULL), commune, departement */
    const char *objective; /**< qpv_pop (when NULL): inhabitants of QPV without the type; pop: all
                              inhabitants without it; qpv: QPV not wholly covered */
    int top;               /**< how many units; 0: ten */
    const char *zone;      /**< reg:84,dep:69,epci:...,com:... */
} mlg_rank_options;

/**
 * Reports which units would close most of the known gap if a new dispositif of the type covered
 * each of them wholly: greedy maximum coverage, each unit judged by what those before it leave,
 * ties by code. A QPV counts for the first unit that holds a part of it that is not covered. What
 * is to be specified or was not surveyed is no known gap. Returns as mlg_report_gaps.
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_report_rank(const char *result,
                                                  const mlg_rank_options *options,
                                                  mlg_write_fn write, void *user, mlg_error *err);

/**
 * Reports the rows of a query that the user wrote, on a result or a stored territory, as
 * mlg_query_result() reads it. A table shows figures as reports do, a geometry as its type and
 * number of points; where `width` is too little for it, it is a block a row. csv and json have
 * plain figures, geometries as WKT, other bytes in hexadecimal; json is an array of objects.
 * geojson (RFC 7946) has the one column that holds geometries, in WGS 84.
 * @param style its format may also be geojson; NULL for a table
 * @param monitor asked while the query runs whether to stop; may be NULL
 * @return as mlg_query_result(); MLG_E_ARG also for an unknown format, or GeoJSON of no geometry or
 * of two; MLG_E_CRS a geometry without CRS; MLG_E_CANCELLED; MLG_E_WRITE. Nothing was written when
 * it fails.
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_report_sql(const char *result, const char *sql,
                                                 const mlg_report_style *style,
                                                 const mlg_monitor *monitor, mlg_write_fn write,
                                                 void *user, mlg_error *err);

/**
 * Reports coverage over time: for people a table a type; for machines one long table, a row a
 * period and type.
 * @param style NULL for a table
 * @param today AAAAMMJJ: periods that are not over by then are told; 0: not told
 * @return MLG_E_ARG an unknown format; MLG_E_WRITE
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_report_timeline(const mlg_timeline *timeline,
                                                      const mlg_report_style *style, int today,
                                                      mlg_write_fn write, void *user,
                                                      mlg_error *err);

#ifdef __cplusplus
}
#endif
#endif
