/*
 * gaps.h - one request for gaps, read and checked; shared by its three forms. Private to the room.
 */
#ifndef REPORT_GAPS_H
#define REPORT_GAPS_H

#include "report/result.h"
#include "report/table.h"

#include <maillage/report.h>

typedef struct report_gaps {
    const mlg_gaps_options *options;
    report_result result;
    GArray *types, *with, *without; /* indices of types */
    const report_level *level;
    char *zone;      /* SQL condition */
    bool for_people; /* what is not known stands in a table of its own */
    size_t n_gaps;
} report_gaps;

/**
 * SQL of the gaps asked for, as a query without order: type, code_qp, lib_qp, insee_com, lib_com,
 * siren_epci, lib_epci, insee_dep, insee_reg, pop, motif, and the conditions of type, with,
 * without, zone. A QPV over communes is several rows, one a commune. g_free().
 */
char *report_gaps_sql(const report_gaps *gaps);

/** SQL condition that a column is one of the types asked for; "1" when none was. g_free(). */
char *report_gaps_types(const report_gaps *gaps, const char *column);

/** "QPV without CLS", or "QPV with CLS, without ASV". g_free(). */
char *report_gaps_title(const report_gaps *gaps);

mlg_status report_list_gaps(report_gaps *gaps, report_document *document,
                            mlg_error *err) MLG_MUST_CHECK;
mlg_status report_group_gaps(report_gaps *gaps, report_document *document,
                             mlg_error *err) MLG_MUST_CHECK;
mlg_status report_list_ending(report_gaps *gaps, report_document *document,
                              mlg_error *err) MLG_MUST_CHECK;

/** Sentences for each type: QPV not covered among all, with their people; and what is no gap. */
mlg_status report_note_gaps(const report_gaps *gaps, report_table *table,
                            mlg_error *err) MLG_MUST_CHECK;

#endif
