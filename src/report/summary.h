/*
 * summary.h - one request for key figures. Figures come from table `indicateur` alone, but for
 * counts by a column of the inventory and communes, that it has not. Private to the room.
 */
#ifndef REPORT_SUMMARY_H
#define REPORT_SUMMARY_H

#include "report/indicators.h"
#include "report/table.h"

#include <maillage/report.h>

typedef struct report_summary {
    const mlg_summary_options *options;
    report_result result;
    const report_level *level; /* of the zones asked for; NULL: national, or a column */
    const char *column;        /* of the inventory, or NULL */
    const char *code;          /* of the one zone of a national summary: "" or that of --zone */
    char *zone_code;           /* owns it */
    report_zone_name of;       /* what counts by a column are about */
    GHashTable *zone_ids;      /* dispositifs of the zone, or NULL for all */
    bool for_people;           /* several tables with sentences; else one long table */
    report_indicators rows;    /* of the zones asked for */
    report_document *document;
    report_table *table; /* being filled */
} report_summary;

/** The row of a zone for an indicator and a type, or NULL. */
const report_indicator *report_find(const report_summary *summary, const char *code,
                                    const char *name, const char *type);
/** Its numerator; 0 by absence. */
double report_find_number(const report_summary *summary, const char *code, const char *name,
                          const char *type);
/** True when the result has the type. */
bool report_has_type(const report_summary *summary, const char *type);

/** Starts a table of the document. */
void report_begin_table(report_summary *summary, const char *key, const char *title,
                        const report_column *columns, size_t n_columns);
/** A sentence under it. Takes it. */
void report_section_note(report_summary *summary, char *sentence);

/** "TITLE: its figures." under the table; nothing for NULL, or a figure that is not there. */
void report_sentence_of(report_summary *summary, const char *title, const report_indicator *row);

/** Columns of a table of ratios: Type, what, number, of, share, not told. */
void report_begin_ratios(report_summary *summary, const char *key, const char *title);
/** A row of it, `label` for people. */
void report_put_ratio(report_summary *summary, const char *label, const report_indicator *row);

/** The one table for machines: the columns of table `indicateur`. */
void report_begin_rows(report_summary *summary);
void report_put_row(report_summary *summary, const report_indicator *row);

/** So many have a value of a column, of so many that tell one. */
typedef struct report_value {
    const char *indicator, *type;
    const char *value, *label; /* label: its name for people, or NULL */
    double numerator, denominator, not_told;
} report_value;

/** SQL that orders the values of a column: numbers as numbers, be they text. g_free(). */
char *report_value_order(const char *column);

/** Tables of values: one a section for people, one in all for machines. */
void report_begin_values(report_summary *summary, const char *key, const char *title);
void report_put_value(report_summary *summary, const report_value *value);

/** What is counted, for people; NULL for an indicator that has no name of its own. Static. */
const char *report_indicator_label(const char *name);

/** "2 QPV of 3 are covered by a CLS..." of a zone, under the table. */
void report_covered_sentence(report_summary *summary, const char *code, const char *type);

/** Sections of one zone: the whole, or a région, a département, an EPCI. */
void report_summarise_zone(report_summary *summary);
void report_summarise_stacks(report_summary *summary);
void report_summarise_quality(report_summary *summary);
/** Key figures zone by zone, as the inventories of 2018 lay them out, then ratios. */
void report_summarise_zones(report_summary *summary);
/** Each contrat de ville with its contracts of every type. */
mlg_status report_summarise_contrats(report_summary *summary, mlg_error *err) MLG_MUST_CHECK;
/** Communes, from their layer. */
mlg_status report_summarise_communes(report_summary *summary, const char *condition,
                                     mlg_error *err) MLG_MUST_CHECK;
/** Contracts in force by a column of the inventory. */
mlg_status report_summarise_column(report_summary *summary, mlg_error *err) MLG_MUST_CHECK;
/** Communes and people covered by the classes of a zonage, when the column is one; else nothing. */
mlg_status report_summarise_zonage(report_summary *summary, mlg_error *err) MLG_MUST_CHECK;

#endif
