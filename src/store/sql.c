/*
 * sql.c - a file opened for the user's own SQL: SpatiaLite's functions on the geometries of a
 * GeoPackage, nothing that writes, and errors that say where.
 */
#include "store/guard.h"

#include "base/monitor.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#include <spatialite.h>

#define OPERATIONS_BETWEEN_LOOKS 20000 /* of SQLite's machine: some milliseconds */
#define BUSY_MS                  5000  /* another program is writing */
#define HINT_TABLES_MAX          400
#define CRS_LENGTH_MAX           100000 /* a definition; some thousand are told by no file */

/* SpatiaLite looks for a CRS by its number in a table that a GeoPackage has not: it is made in
 * memory, of the file's CRS and of all numbers that EPSG gives to CRS. */
static const char *const crs_table[] = {
    "CREATE TEMP TABLE spatial_ref_sys (srid INTEGER PRIMARY KEY, auth_name TEXT, auth_srid "
    "INTEGER, ref_sys_name TEXT, proj4text TEXT, srtext TEXT)",
    "WITH RECURSIVE n(i) AS (SELECT 2000 UNION ALL SELECT i + 1 FROM n WHERE i < 32766) "
    "INSERT INTO temp.spatial_ref_sys SELECT i, 'epsg', i, 'EPSG:' || i, "
    "CASE WHEN i = 4326 THEN '+proj=longlat +ellps=WGS84' WHEN i IN (4171, 4258) THEN "
    "'+proj=longlat +ellps=GRS80' ELSE '+proj=utm' END, '' FROM n",
};

static const char crs_of_file[] =
    "INSERT OR REPLACE INTO temp.spatial_ref_sys SELECT srs_id, lower(organization), "
    "organization_coordsys_id, srs_name, '', definition FROM main.gpkg_spatial_ref_sys "
    "WHERE srs_id > 0 AND lower(organization) <> 'epsg' LIMIT 1000";

static int look(void *user)
{
    const store *s = user;
    return base_cancelled(s->monitor);
}

/* Columns of the file may be computed: neither long nor for ever. */
static int read_crs(store *s)
{
    if (!store_has_table(s, "gpkg_spatial_ref_sys"))
        return SQLITE_OK;
    int length = sqlite3_limit(s->db, SQLITE_LIMIT_LENGTH, CRS_LENGTH_MAX);
    sqlite3_progress_handler(s->db, OPERATIONS_BETWEEN_LOOKS, look, s);
    int code = sqlite3_exec(s->db, crs_of_file, NULL, NULL, NULL);
    (void)sqlite3_limit(s->db, SQLITE_LIMIT_LENGTH, length);
    return code;
}

static mlg_status load_spatialite(store *s, mlg_error *err)
{
    s->spatialite = spatialite_alloc_connection();
    if (s->spatialite == NULL)
        return mlg_fail(err, MLG_E_INTERNAL, "%s: SpatiaLite", s->path);
    spatialite_init_ex(s->db, s->spatialite, /* verbose= */ 0);
    /* first of all: temporary tables and sorts stay in memory */
    int code = sqlite3_exec(s->db, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = store_guard_modules(s);
    if (code == SQLITE_OK)
        code = sqlite3_exec(s->db, "SELECT EnableGpkgAmphibiousMode()", NULL, NULL, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(crs_table) && code == SQLITE_OK; i++)
        code = sqlite3_exec(s->db, crs_table[i], NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = read_crs(s);
    if (code == SQLITE_CORRUPT || code == SQLITE_TOOBIG)
        return store_damaged(s, err);
    if (code == SQLITE_INTERRUPT)
        return mlg_fail(err, MLG_E_CANCELLED, "%s", _("interrupted"));
    return code == SQLITE_OK
               ? MLG_OK
               : mlg_fail(err, MLG_E_IO, "%s: SpatiaLite: %s", s->path, sqlite3_errmsg(s->db));
}

mlg_status store_open_sql(const char *path, const mlg_monitor *monitor, store **ret, mlg_error *err)
{
    g_autoptr(store) s = NULL;
    MLG_TRY(store_open_any(path, &s, err));
    MLG_TRY(store_guard_settings(s, err));
    s->monitor = monitor;
    MLG_TRY(load_spatialite(s, err));
    MLG_TRY(store_guard_close(s, err));
    s->guarded = true;
    sqlite3_progress_handler(s->db, OPERATIONS_BETWEEN_LOOKS, look, s);
    (void)sqlite3_busy_timeout(s->db, BUSY_MS);
    *ret = g_steal_pointer(&s);
    return MLG_OK;
}

/* Spaces, `;` and comments before the first word. */
static const char *skip_blank(const char *sql)
{
    for (;;) {
        sql += strspn(sql, " \t\r\n\f;");
        const char *end = NULL;
        if (g_str_has_prefix(sql, "--"))
            end = strchr(sql, '\n');
        else if (g_str_has_prefix(sql, "/*"))
            end = strstr(sql + 2, "*/");
        else
            return sql;
        if (end == NULL)
            return sql + strlen(sql);
        sql = end + (*end == '*' ? 2 : 1);
    }
}

/* "SQL, line 2, column 8": where SQLite stopped, when it says; it read from `first` on. */
static char *place(store *s, const char *sql, const char *first)
{
    int offset = sqlite3_error_offset(s->db);
    if (offset < 0 || (size_t)offset > strlen(first))
        return g_strdup("SQL");
    size_t line = 1, column = 1;
    for (const char *p = sql; p < first + offset; p = g_utf8_next_char(p)) {
        column = *p == '\n' ? 1 : column + 1;
        line += *p == '\n';
    }
    return g_strdup_printf(_("SQL, line %zu, column %zu"), line, column);
}

static char *list_tables(store *s)
{
    g_autoptr(GString) list = g_string_new(NULL);
    g_autoptr(store_query) query = NULL;
    bool row = false;
    if (store_query_new(s,
                        "SELECT table_name FROM gpkg_contents WHERE table_name NOT IN "
                        "('layer_styles', 'qgis_projects') ORDER BY table_name",
                        &query, NULL) != MLG_OK)
        return g_strdup("");
    while (store_step(query, &row, NULL) == MLG_OK && row && list->len < HINT_TABLES_MAX)
        g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", store_text(query, 0));
    return g_string_free(g_steal_pointer(&list), FALSE);
}

/* What SQLite says of a wrong statement, in the user's language where it is usual. */
static mlg_status tell_wrong(store *s, const char *sql, const char *first, mlg_error *err)
{
    static const struct {
        const char *begins, *ends; /* of SQLite's message, around a name */
        const char *text, *hint;   /* msgids */
    } usual[] = {
        {"no such table: ", "", N_("there is no table '%s'"), N_("tables of the file: %s")},
        {"no such column: ", "", N_("there is no column '%s'"),
         N_("PRAGMA table_info(TABLE) lists the columns; text is written between simple quotes")},
        {"ambiguous column name: ", "", N_("column '%s' is in several tables"),
         N_("write the name of the table before it: qpv.code_qp")},
        {"no such function: ", "", N_("there is no function '%s'"),
         N_("functions are those of SQLite and SpatiaLite: PRAGMA function_list")},
        {"near \"", "\": syntax error", N_("the syntax is wrong near '%s'"), ""},
    };
    g_autofree char *message = g_strdup(sqlite3_errmsg(s->db));
    g_autofree char *where = place(s, sql, first);
    for (size_t i = 0; i < G_N_ELEMENTS(usual); i++) {
        if (!g_str_has_prefix(message, usual[i].begins) ||
            !g_str_has_suffix(message, usual[i].ends))
            continue;
        size_t begin = strlen(usual[i].begins);
        g_autofree char *name =
            g_strndup(message + begin, strlen(message) - begin - strlen(usual[i].ends));
        g_autofree char *text = g_strdup_printf(_(usual[i].text), name);
        g_autofree char *tables = list_tables(s);
        g_autofree char *what = g_strdup_printf(_("%s: %s"), where, text);
        (void)mlg_fail(err, MLG_E_ARG, _("%s: %s"), s->path, what);
        return mlg_hint(err, MLG_E_ARG, i == 0 ? _(usual[i].hint) : "%s",
                        i == 0 ? tables : _(usual[i].hint));
    }
    if (strcmp(message, "incomplete input") == 0)
        return mlg_fail(err, MLG_E_ARG, _("%s: SQL: the statement is not complete"), s->path);
    g_autofree char *what = g_strdup_printf(_("%s: %s"), where, message);
    return mlg_fail(err, MLG_E_ARG, _("%s: %s"), s->path, what);
}

static mlg_status check_statement(store *s, sqlite3_stmt *statement, const char *rest,
                                  mlg_error *err)
{
    if (*skip_blank(rest) != '\0')
        return mlg_hint(
            err, mlg_fail(err, MLG_E_ARG, _("%s: SQL: there are several statements"), s->path),
            "%s", _("give one, and take away what follows its ';'"));
    /* VACUUM INTO asks no authorizer */
    if (!sqlite3_stmt_readonly(statement) || sqlite3_column_count(statement) == 0)
        return store_guard_tell(s, err);
    if (sqlite3_bind_parameter_count(statement) > 0)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_ARG, _("%s: SQL: a parameter has no value"), s->path),
                        "%s", _("write the value itself instead of ?, :NAME, @NAME or $NAME"));
    return MLG_OK;
}

mlg_status store_sql_new(store *s, const char *sql, store_query **ret, mlg_error *err)
{
    sqlite3_stmt *statement = NULL;
    const char *rest = NULL;
    if (!g_utf8_validate(sql, -1, NULL))
        return mlg_fail(err, MLG_E_ARG, _("%s: SQL: the text is not UTF-8"), s->path);
    const char *first = skip_blank(sql);
    if (*first == '\0')
        return mlg_hint(err, mlg_fail(err, MLG_E_ARG, _("%s: SQL: there is no statement"), s->path),
                        "%s", _("give a SELECT, between quotes"));
    size_t word = 0;
    while (g_ascii_isalpha(first[word]))
        word++;
    g_free(s->verb);
    s->verb = g_ascii_strup(first, (gssize)word);
    s->refusal = STORE_REFUSED_NOTHING;
    g_clear_pointer(&s->refused, g_free);
    int code = sqlite3_prepare_v2(s->db, first, -1, &statement, &rest);
    mlg_status status = MLG_OK;
    if (code == SQLITE_OK)
        status = check_statement(s, statement, rest, err);
    else if (store_guard_refused(s))
        status = store_guard_tell(s, err);
    else if (code == SQLITE_CORRUPT)
        status = store_damaged(s, err);
    else if (code == SQLITE_INTERRUPT)
        status = mlg_fail(err, MLG_E_CANCELLED, "%s", _("interrupted"));
    else
        status = tell_wrong(s, sql, first, err);
    if (status != MLG_OK) {
        (void)sqlite3_finalize(statement);
        return status;
    }
    *ret = store_query_take(s, statement);
    return MLG_OK;
}

mlg_status store_sql_failed(store *s, int code, mlg_error *err)
{
    if (code == SQLITE_INTERRUPT)
        return mlg_fail(err, MLG_E_CANCELLED, "%s", _("interrupted"));
    if (store_guard_refused(s))
        return store_guard_tell(s, err);
    bool of_the_user = code == SQLITE_ERROR || code == SQLITE_TOOBIG || code == SQLITE_MISMATCH ||
                       code == SQLITE_AUTH || code == SQLITE_RANGE || code == SQLITE_READONLY;
    return mlg_fail(err, of_the_user ? MLG_E_ARG : MLG_E_IO, _("%s: SQL: %s"), s->path,
                    sqlite3_errmsg(s->db));
}
