/*
 * query.c - one prepared statement: bind, step, read.
 */
#include "store/private.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

mlg_status store_query_new(store *s, const char *sql, store_query **ret, mlg_error *err)
{
    sqlite3_stmt *statement = NULL;
    const char *rest = NULL;
    if (sqlite3_prepare_v2(s->db, sql, -1, &statement, &rest) != SQLITE_OK)
        return mlg_fail(err, MLG_E_ARG, "%s: SQL: %s", s->path, sqlite3_errmsg(s->db));
    if (statement == NULL || rest[strspn(rest, " \t\r\n;")] != '\0') {
        (void)sqlite3_finalize(statement);
        return mlg_fail(err, MLG_E_ARG, _("%s: SQL: one statement is needed"), s->path);
    }
    *ret = store_query_take(s, statement);
    return MLG_OK;
}

store_query *store_query_take(store *s, sqlite3_stmt *statement)
{
    store_query *query = g_new0(store_query, 1);
    query->store = s;
    query->statement = statement;
    query->n_columns = sqlite3_column_count(statement);
    query->made = g_new0(char *, 2 * (size_t)query->n_columns);
    return query;
}

const char *store_missing_name(store *s)
{
    static const char no_column[] = "no such column: "; /* of SQLite */
    const char *message = sqlite3_errmsg(s->db);
    if (!g_str_has_prefix(message, no_column))
        return NULL;
    const char *name = message + strlen(no_column), *dot = strchr(name, '.');
    return dot != NULL ? dot + 1 : name; /* without the alias of its table */
}

void store_query_free(store_query *query)
{
    if (query == NULL)
        return;
    for (int i = 0; i < 2 * query->n_columns; i++)
        g_free(query->made[i]);
    g_free(query->made);
    (void)sqlite3_finalize(query->statement); /* repeats the error of the last step, already told */
    g_free(query);
}

/* Binding fails only for a number that the statement has not: our mistake. */
static void check_bound(int code)
{
    g_assert(code == SQLITE_OK);
}

void store_bind_text(store_query *query, int parameter, const char *text)
{
    check_bound(sqlite3_bind_text(query->statement, parameter, text, -1, SQLITE_TRANSIENT));
}

void store_bind_double(store_query *query, int parameter, double value)
{
    check_bound(sqlite3_bind_double(query->statement, parameter, value));
}

void store_bind_integer(store_query *query, int parameter, int64_t value)
{
    check_bound(sqlite3_bind_int64(query->statement, parameter, value));
}

void store_bind_bytes(store_query *query, int parameter, const void *bytes, size_t size)
{
    check_bound(sqlite3_bind_blob64(query->statement, parameter, bytes, size, SQLITE_TRANSIENT));
}

mlg_status store_put(store_query *query, mlg_error *err)
{
    bool row = false;
    MLG_TRY(store_step(query, &row, err));
    (void)sqlite3_reset(query->statement); /* repeats the code of the step */
    return MLG_OK;
}

mlg_status store_step(store_query *query, bool *ret_row, mlg_error *err)
{
    for (int i = 0; i < query->n_columns; i++)
        g_clear_pointer(&query->made[i], g_free);
    int code = sqlite3_step(query->statement);
    if (code == SQLITE_CORRUPT)
        return store_damaged(query->store, err);
    if (code != SQLITE_ROW && code != SQLITE_DONE && query->store->guarded)
        return store_sql_failed(query->store, code, err);
    if (code != SQLITE_ROW && code != SQLITE_DONE && query->store->is_edited)
        return store_not_written(query->store, err);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return mlg_fail(err, MLG_E_IO, "%s: SQL: %s", query->store->path,
                        sqlite3_errmsg(query->store->db));
    *ret_row = code == SQLITE_ROW;
    return MLG_OK;
}

void store_restart(store_query *query)
{
    (void)sqlite3_reset(query->statement); /* repeats the error of the last step, already told */
}

int store_column_count(const store_query *query)
{
    return sqlite3_column_count(query->statement);
}

/* SQLite keeps what another program wrote: any bytes. All that reads texts takes them for UTF-8. */
static const char *valid_text(const char *text, char **made)
{
    if (text == NULL || g_utf8_validate(text, -1, NULL))
        return text;
    if (*made == NULL)
        *made = g_utf8_make_valid(text, -1);
    return *made;
}

const char *store_column_name(const store_query *query, int column)
{
    return valid_text(sqlite3_column_name(query->statement, column),
                      &query->made[query->n_columns + column]);
}

bool store_is_null(const store_query *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

const char *store_text(const store_query *query, int column)
{
    return valid_text((const char *)sqlite3_column_text(query->statement, column),
                      &query->made[column]);
}

double store_double(const store_query *query, int column)
{
    return store_is_null(query, column) ? NAN : sqlite3_column_double(query->statement, column);
}

int64_t store_integer(const store_query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}
