/*
 * database.c - a connection to PostgreSQL: opened, asked, undone. GDAL's transaction functions do
 * not see that the server undid a transaction that had failed, so every statement is checked.
 */
#include "dataset/database.h"

#include "base/address.h"
#include "base/text.h"

#include <stdarg.h>
#include <string.h>

#include <cpl_string.h>
#include <ogr_api.h>

struct dataset_database {
    char *shown;
    GDALDatasetH handle;
    bool in_transaction;
};

char *dataset_database_address(const char *address)
{
    bool marked = g_ascii_strncasecmp(address, "PG:", 3) == 0;
    return g_strconcat("PG:", marked ? address + 3 : address, NULL);
}

mlg_status dataset_database_open(const char *address, const char *schema, dataset_database **ret,
                                 mlg_error *err)
{
    static const char *const drivers[] = {"PostgreSQL", NULL};
    dataset_register();
    g_autoptr(dataset_database) db = g_new0(dataset_database, 1);
    g_autofree char *path = dataset_database_address(address);
    db->shown = mlg_hide_password(address);
    if (GDALGetDriverByName(drivers[0]) == NULL)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_WRITE, _("%s: this GDAL was built without %s"),
                                 db->shown, drivers[0]),
                        _("install a GDAL that `ogrinfo --formats` shows with it"));
    char **options = NULL;
    if (schema != NULL)
        options = CSLSetNameValue(options, "ACTIVE_SCHEMA", schema);
    dataset_guard guard;
    dataset_guard_push(&guard);
    db->handle = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_UPDATE | GDAL_OF_VERBOSE_ERROR, drivers,
                            (const char *const *)options, NULL);
    dataset_guard_pop();
    CSLDestroy(options);
    if (db->handle == NULL)
        return dataset_database_refused(db->shown, &guard, MLG_E_WRITE, err);
    *ret = g_steal_pointer(&db);
    return MLG_OK;
}

void dataset_database_free(dataset_database *db)
{
    if (db == NULL)
        return;
    (void)dataset_database_rollback(db);
    dataset_guard guard;
    dataset_guard_push(&guard);
    if (db->handle != NULL)
        GDALClose(db->handle);
    dataset_guard_pop();
    g_free(db->shown);
    g_free(db);
}

const char *dataset_database_shown(const dataset_database *db)
{
    return db->shown;
}

GDALDatasetH dataset_database_handle(const dataset_database *db)
{
    return db->handle;
}

static mlg_status cannot_write(const dataset_database *db, const dataset_guard *guard,
                               mlg_error *err)
{
    g_autofree char *why = mlg_hide_password(dataset_guard_reason(guard, 0));
    return mlg_fail(err, MLG_E_WRITE, _("%s: cannot be written: %s"), db->shown, why);
}

mlg_status dataset_database_begin(dataset_database *db, mlg_error *err)
{
    dataset_guard guard;
    dataset_guard_push(&guard);
    db->in_transaction = GDALDatasetStartTransaction(db->handle, FALSE) == OGRERR_NONE;
    dataset_guard_pop();
    return db->in_transaction ? MLG_OK : cannot_write(db, &guard, err);
}

mlg_status dataset_database_commit(dataset_database *db, mlg_error *err)
{
    g_autofree char *one = NULL;
    MLG_TRY(dataset_database_ask_text(db, dataset_sql("SELECT '1'"), &one, err));
    dataset_guard guard;
    dataset_guard_push(&guard);
    bool ok = GDALDatasetCommitTransaction(db->handle) == OGRERR_NONE;
    dataset_guard_pop();
    db->in_transaction = false; /* whatever became of it */
    return ok && !guard.failed ? MLG_OK : cannot_write(db, &guard, err);
}

bool dataset_database_rollback(dataset_database *db)
{
    if (!db->in_transaction)
        return true;
    dataset_guard guard;
    dataset_guard_push(&guard);
    bool ok = GDALDatasetRollbackTransaction(db->handle) == OGRERR_NONE;
    dataset_guard_pop();
    db->in_transaction = false;
    return ok;
}

/* A backslash is a letter like others but in a text that begins with E. */
static void append_quoted(GString *to, const char *text, char quote)
{
    if (quote == '\'' && strchr(text, '\\') != NULL)
        g_string_append_c(to, 'E');
    g_string_append_c(to, quote);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == quote || (quote == '\'' && *c == '\\'))
            g_string_append_c(to, *c);
        g_string_append_c(to, *c);
    }
    g_string_append_c(to, quote);
}

char *dataset_sql(const char *format, ...)
{
    GString *sql = g_string_new(NULL);
    va_list args;
    va_start(args, format);
    for (const char *c = format; *c != '\0'; c++) {
        if (*c != '%') {
            g_string_append_c(sql, *c);
            continue;
        }
        c++;
        if (*c == 'I')
            append_quoted(sql, va_arg(args, const char *), '"');
        else if (*c == 'L')
            append_quoted(sql, va_arg(args, const char *), '\'');
        else if (*c == 'T')
            g_string_append(sql, va_arg(args, const char *));
        else
            g_string_append_c(sql, '%');
    }
    va_end(args);
    return g_string_free(sql, FALSE);
}

mlg_status dataset_database_run(dataset_database *db, char *sql, mlg_error *err)
{
    dataset_guard guard;
    dataset_guard_push(&guard);
    OGRLayerH answer = GDALDatasetExecuteSQL(db->handle, sql, NULL, NULL);
    GDALDatasetReleaseResultSet(db->handle, answer);
    dataset_guard_pop();
    g_free(sql);
    return guard.failed ? cannot_write(db, &guard, err) : MLG_OK;
}

static void free_row(gpointer row)
{
    g_strfreev(row);
}

static char **take_row(OGRFeatureH feature)
{
    int n = OGR_F_GetFieldCount(feature);
    char **row = g_new0(char *, (gsize)n + 1);
    for (int i = 0; i < n; i++)
        row[i] = g_strdup(OGR_F_GetFieldAsString(feature, i));
    OGR_F_Destroy(feature);
    return row;
}

mlg_status dataset_database_ask(dataset_database *db, char *sql, GPtrArray **ret, mlg_error *err)
{
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(free_row);
    dataset_guard guard;
    dataset_guard_push(&guard);
    OGRLayerH answer = GDALDatasetExecuteSQL(db->handle, sql, NULL, NULL);
    OGRFeatureH feature = NULL;
    while (answer != NULL && (feature = OGR_L_GetNextFeature(answer)) != NULL)
        g_ptr_array_add(rows, take_row(feature));
    GDALDatasetReleaseResultSet(db->handle, answer);
    dataset_guard_pop();
    g_free(sql);
    if (answer == NULL || guard.failed)
        return cannot_write(db, &guard, err);
    *ret = g_steal_pointer(&rows);
    return MLG_OK;
}

mlg_status dataset_database_ask_text(dataset_database *db, char *sql, char **ret, mlg_error *err)
{
    g_autoptr(GPtrArray) rows = NULL;
    MLG_TRY(dataset_database_ask(db, sql, &rows, err));
    *ret = rows->len > 0 ? g_strdup(((char **)g_ptr_array_index(rows, 0))[0]) : NULL;
    return MLG_OK;
}
