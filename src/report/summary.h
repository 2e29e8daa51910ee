/*
 * summary.h - one request for key figures, and the ratios it is made of. Private to the room.
 */
#ifndef REPORT_SUMMARY_H
#define REPORT_SUMMARY_H

#include "report/result.h"
#include "report/table.h"

#include <maillage/report.h>

typedef struct report_summary {
    const mlg_summary_options *options;
    report_result result;
    const report_level *level; /* NULL: national, or a column */
    const char *column;        /* of the inventory, or NULL */
    char *zone;                /* SQL condition */
    GHashTable *zone_ids;      /* dispositifs of the zone, or NULL for all */
    bool for_people;           /* several tables with sentences; else one long table */
    report_document *document;
    report_table *table; /* being filled */
} report_summary;

/** One ratio: so many of so many, and those of whom nothing is told. */
typedef struct report_ratio {
    const char *echelon, *code, *lib; /* of a zone; NULL national */
    const char *indicator;            /* key: qpv_couverts... */
    const char *type;
    const char *value, *label; /* which part: total, ACTIF...; and its name for people */
    double numerator, denominator, not_told;
} report_ratio;

/** Starts a section: a table of its own for people, rows of the one table for machines. */
void report_begin_section(report_summary *summary, const char *key, const char *title);
void report_put_ratio(report_summary *summary, const report_ratio *ratio);
/** A sentence under the section. Takes it. */
void report_section_note(report_summary *summary, char *sentence);

mlg_status report_summarise_contracts(report_summary *summary, mlg_error *err) MLG_MUST_CHECK;
mlg_status report_summarise_coverage(report_summary *summary, mlg_error *err) MLG_MUST_CHECK;
/** By the levels of the territory. */
mlg_status report_summarise_zones(report_summary *summary, mlg_error *err) MLG_MUST_CHECK;
/** Contracts in force by a column of the inventory. */
mlg_status report_summarise_column(report_summary *summary, mlg_error *err) MLG_MUST_CHECK;
/** Communes and people covered by the classes of a zonage, when the column is one; else nothing. */
mlg_status report_summarise_zonage(report_summary *summary, mlg_error *err) MLG_MUST_CHECK;

#endif
