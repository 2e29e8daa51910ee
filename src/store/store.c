/*
 * store.c - opening a result read-only, and what is known of its tables.
 */
#include "store/private.h"

#include "base/address.h"
#include "base/limit.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include <spatialite.h>

void store_free(store *s)
{
    if (s == NULL)
        return;
    (void)sqlite3_close(s->db); /* cannot fail: all queries are finished before */
    if (s->spatialite != NULL)
        spatialite_cleanup_ex(s->spatialite); /* after the connection that it serves */
    g_free(s->refused);
    g_free(s->verb);
    g_free(s->path);
    g_free(s);
}

const char *store_path(const store *s)
{
    return s->path;
}

/* SQLite takes ?, # and % of a URI for itself. */
static mlg_status open_with(store *s, const char *query, int *ret_code)
{
    g_autofree char *path = g_uri_escape_string(s->path, "/", FALSE);
    g_autofree char *uri = g_strconcat("file:", path, "?", query, NULL);
    g_clear_pointer(&s->db, sqlite3_close);
    *ret_code = sqlite3_open_v2(uri, &s->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    if (*ret_code == SQLITE_OK) /* the file itself is first read here */
        *ret_code = sqlite3_exec(s->db, "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL);
    return *ret_code == SQLITE_OK ? MLG_OK : MLG_E_IO;
}

const char *store_hint(const store *s)
{
    return s->is_territory ? _("give a territory that `maillage build` wrote")
                           : _("give a result that `maillage cover` wrote");
}

mlg_status store_damaged(const store *s, mlg_error *err)
{
    return mlg_hint(err,
                    mlg_fail(err, s->is_territory ? MLG_E_FORMAT : MLG_E_IO,
                             _("%s: the GeoPackage is incomplete or damaged"), s->path),
                    "%s",
                    s->is_territory
                        ? _("copy the file again, or run `maillage build` again")
                        : _("copy the file again, or make the result again with `maillage cover`"));
}

const char *store_why_not_written(sqlite3 *db)
{
    if (sqlite3_errcode(db) == SQLITE_FULL)
        return _("No space left on device");
    if (sqlite3_errcode(db) == SQLITE_IOERR && base_file_size_is_limited())
        return _("File too large");
    return sqlite3_errmsg(db);
}

/* True for a file in WAL mode that no program has open: SQLite would make its -wal and -shm beside
 * it, even to read, and leave them there. */
static bool is_quiet_wal(const char *path)
{
    unsigned char header[20] = {0};
    g_autofree char *wal = g_strconcat(path, "-wal", NULL);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    size_t n = fread(header, 1, sizeof header, file);
    (void)fclose(file);
    /* the format's versions for writing and for reading: 2 is WAL */
    return n == sizeof header && (header[18] == 2 || header[19] == 2) &&
           !g_file_test(wal, G_FILE_TEST_EXISTS);
}

static mlg_status open_database(store *s, mlg_error *err)
{
    int code = SQLITE_OK;
    const char *how = is_quiet_wal(s->path) ? "mode=ro&immutable=1" : "mode=ro";
    if (open_with(s, how, &code) == MLG_OK)
        return MLG_OK;
    if (code == SQLITE_CORRUPT)
        return store_damaged(s, err);
    if (code == SQLITE_NOTADB)
        return mlg_hint(err, mlg_fail(err, MLG_E_FORMAT, _("%s: is not a GeoPackage"), s->path),
                        "%s", store_hint(s));
    /* a file left in WAL mode, in a folder where nothing can be written */
    if (open_with(s, "mode=ro&immutable=1", &code) == MLG_OK)
        return MLG_OK;
    return mlg_fail(err, MLG_E_IO, "%s: %s", s->path, sqlite3_errmsg(s->db));
}

static mlg_status check_file(const store *s, mlg_error *err)
{
    const char *path = s->path;
    if (base_is_database(path)) {
        g_autofree char *shown = mlg_hide_password(path);
        return mlg_hint(err, mlg_fail(err, MLG_E_ARG, _("%s: a database is not read here"), shown),
                        "%s",
                        s->is_territory ? _("give a territory that `maillage build` wrote")
                                        : _("write the result as a GeoPackage too, and give that"));
    }
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return mlg_hint(err, mlg_fail(err, MLG_E_IO, _("%s: no such file"), path), "%s",
                        _("check the path"));
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return mlg_hint(err, mlg_fail(err, MLG_E_IO, _("%s: is a folder"), path), "%s",
                        store_hint(s));
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) /* a pipe would be waited for, without end */
        return mlg_hint(err, mlg_fail(err, MLG_E_IO, _("%s: is no file on a disk"), path), "%s",
                        store_hint(s));
    return MLG_OK;
}

mlg_status store_open_file(const char *path, bool is_territory, store **ret, mlg_error *err)
{
    g_autoptr(store) s = g_new0(store, 1);
    s->path = g_strdup(path);
    s->is_territory = is_territory;
    MLG_TRY(check_file(s, err));
    MLG_TRY(open_database(s, err));
    if (!store_has_table(s, "gpkg_contents"))
        return mlg_hint(err, mlg_fail(err, MLG_E_FORMAT, _("%s: is not a GeoPackage"), path), "%s",
                        store_hint(s));
    *ret = g_steal_pointer(&s);
    return MLG_OK;
}

static mlg_status check_parameters(store *s, mlg_error *err)
{
    if (store_has_table(s, "parametre") && store_has_column(s, "parametre", "cle") &&
        store_has_column(s, "parametre", "valeur"))
        return MLG_OK;
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_FORMAT,
                             _("%s: is not a result of maillage: it has no table 'parametre'"),
                             s->path),
                    "%s", store_hint(s));
}

mlg_status store_open(const char *path, store **ret, mlg_error *err)
{
    g_autoptr(store) s = NULL;
    MLG_TRY(store_open_file(path, false, &s, err));
    if (store_has_table(s, "maillage_bloc"))
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT,
                                 _("%s: is a territory of `maillage build`, not a result"), path),
                        _("make a result of it: maillage cover %s --inventaire FILE -o RESULT"),
                        path);
    MLG_TRY(check_parameters(s, err));
    *ret = g_steal_pointer(&s);
    return MLG_OK;
}

mlg_status store_open_any(const char *path, store **ret, mlg_error *err)
{
    g_autoptr(store) s = NULL;
    MLG_TRY(store_open_file(path, false, &s, err));
    if (!store_has_table(s, "maillage_bloc"))
        MLG_TRY(check_parameters(s, err));
    *ret = g_steal_pointer(&s);
    return MLG_OK;
}

char **store_columns(store *s, const char *table)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autoptr(store_query) query = NULL;
    bool row = false;
    if (store_query_new(s, "SELECT name FROM pragma_table_info(?1)", &query, NULL) == MLG_OK) {
        store_bind_text(query, 1, table);
        while (store_step(query, &row, NULL) == MLG_OK && row)
            g_ptr_array_add(names, g_strdup(store_text(query, 0)));
    }
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_steal(names, NULL);
}

bool store_has_table(store *s, const char *table)
{
    /* not of a view, which could compute for ever */
    return sqlite3_table_column_metadata(s->db, "main", table, NULL, NULL, NULL, NULL, NULL,
                                         NULL) == SQLITE_OK;
}

bool store_has_column(store *s, const char *table, const char *column)
{
    g_auto(GStrv) columns = store_columns(s, table);
    return g_strv_contains((const char *const *)columns, column);
}

char *store_parameter(store *s, const char *key)
{
    g_autoptr(store_query) query = NULL;
    bool row = false;
    if (store_query_new(s, "SELECT valeur FROM parametre WHERE cle = ?1", &query, NULL) != MLG_OK)
        return NULL;
    store_bind_text(query, 1, key);
    if (store_step(query, &row, NULL) != MLG_OK || !row)
        return NULL;
    return g_strdup(store_text(query, 0));
}

const char *store_sqlite_version(void)
{
    return sqlite3_libversion();
}

const char *store_spatialite_version(void)
{
    return spatialite_version();
}
