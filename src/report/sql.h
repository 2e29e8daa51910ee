/*
 * sql.h - the rows of a user's own query, in each format. They are no report of ours: columns and
 * types are what the statement gives.
 */
#ifndef REPORT_SQL_H
#define REPORT_SQL_H

#include "store/store.h"

#include <maillage/report.h>

#include <glib.h>

typedef struct report_sql {
    store *store;
    store_query *query; /* before its first row */
    int n_columns;
    const mlg_report_style *style;
    GString *out;
    size_t most; /* bytes of an answer */
} report_sql;

/**
 * The next row, as store_step().
 * @param held bytes of the rows before it, as kept until all are there
 * @return MLG_E_ARG more than sql->most
 */
mlg_status report_sql_step(const report_sql *sql, size_t held, bool *ret_row,
                           mlg_error *err) MLG_MUST_CHECK;

mlg_status report_sql_table(const report_sql *sql, mlg_error *err) MLG_MUST_CHECK;
mlg_status report_sql_markdown(const report_sql *sql, mlg_error *err) MLG_MUST_CHECK;
mlg_status report_sql_csv(const report_sql *sql, mlg_error *err) MLG_MUST_CHECK;
mlg_status report_sql_json(const report_sql *sql, mlg_error *err) MLG_MUST_CHECK;
mlg_status report_sql_geojson(const report_sql *sql, mlg_error *err) MLG_MUST_CHECK;

/** The shortest C digits that read back as the same number; "Inf", "-Inf". g_free(). */
char *report_sql_number(const report_sql *sql, int column);
/** Text of a value that is neither NULL nor a number: a geometry is WKT, other bytes hexadecimal;
 * always UTF-8. g_free(). */
char *report_sql_value_text(const report_sql *sql, int column);
/** Names of the columns, no two alike: JSON members. g_strfreev(). */
char **report_sql_members(const report_sql *sql);
/** A value as JSON; what is not finite is null. */
void report_sql_append_json(GString *out, const report_sql *sql, int column);
void report_sql_append_json_text(GString *out, const char *text);

#endif
