/*
 * guard.c - what keeps a user's SQL to reading one file.
 */
#include "store/guard.h"

#include "base/text.h"

#include <string.h>

/* A value, or a statement's text: a geometry of a whole region has some ten million bytes. */
#define LENGTH_MAX (256 * 1024 * 1024)
#define SQL_MAX    1000000
/* A statement that is nested deeper would use up the stack. */
#define DEPTH_MAX 200

static const char *const pragmas[] = {"function_list", "index_info",  "index_list", "table_info",
                                      "table_list",    "table_xinfo", NULL};

static const char *const modules[] = {"rtree", "rtree_i32", "json_each", "json_tree", NULL};

/* What a statement that begins with WITH or EXPLAIN does; NULL: what its first word says. */
static const char *action_name(int action)
{
    return action == SQLITE_INSERT   ? "INSERT"
           : action == SQLITE_UPDATE ? "UPDATE"
           : action == SQLITE_DELETE ? "DELETE"
                                     : NULL;
}

static int refuse(store *s, store_refusal kind, const char *name)
{
    if (s->refusal != STORE_REFUSED_NOTHING) /* the first is what the user wrote */
        return SQLITE_DENY;
    s->refusal = kind;
    g_free(s->refused);
    s->refused = g_strdup(name);
    return SQLITE_DENY;
}

static int authorize(void *user, int action, const char *first, const char *second,
                     const char *database, const char *trigger)
{
    store *s = user;
    (void)database;
    (void)trigger;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return store_function_allowed(second) ? SQLITE_OK
                                              : refuse(s, STORE_REFUSED_FUNCTION, second);
    case SQLITE_PRAGMA:
        return g_strv_contains(pragmas, first) ? SQLITE_OK : refuse(s, STORE_REFUSED_PRAGMA, first);
    default:
        /* a table-valued function is a virtual table made on the spot */
        if (first != NULL && g_str_has_prefix(first, "sqlite_"))
            return refuse(s, STORE_REFUSED_WRITE, "CREATE VIRTUAL TABLE");
        return refuse(s, STORE_REFUSED_WRITE, action_name(action));
    }
}

mlg_status store_guard_settings(store *s, mlg_error *err)
{
    static const struct {
        int option, value;
    } settings[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},
                    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
                    {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
                    {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
                    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0}};
    int code = SQLITE_OK;
    for (size_t i = 0; i < G_N_ELEMENTS(settings) && code == SQLITE_OK; i++)
        code = sqlite3_db_config(s->db, settings[i].option, settings[i].value, NULL);
    if (code != SQLITE_OK) /* none of them depends on the file */
        return mlg_fail(err, MLG_E_INTERNAL, "%s: %s", s->path, sqlite3_errstr(code));
    (void)sqlite3_limit(s->db, SQLITE_LIMIT_LENGTH, LENGTH_MAX);
    (void)sqlite3_limit(s->db, SQLITE_LIMIT_SQL_LENGTH, SQL_MAX);
    (void)sqlite3_limit(s->db, SQLITE_LIMIT_EXPR_DEPTH, DEPTH_MAX);
    (void)sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
    (void)sqlite3_limit(s->db, SQLITE_LIMIT_TRIGGER_DEPTH, 0);
    (void)sqlite3_limit(s->db, SQLITE_LIMIT_WORKER_THREADS, 0);
    return MLG_OK;
}

/* A first use, so that what a module asks of SQLite for itself is asked before the last wall. */
static void connect_module(store *s, const char *format, const char *name)
{
    sqlite3_stmt *statement = NULL;
    char *sql = sqlite3_mprintf(format, name);
    (void)sqlite3_prepare_v2(s->db, sql, -1, &statement, NULL); /* damaged: told when used */
    (void)sqlite3_finalize(statement);
    sqlite3_free(sql);
}

/* Table-valued functions declare their columns, and an R-tree prepares statements that write. */
static void connect_modules(store *s)
{
    g_autoptr(store_query) query = NULL;
    bool row = false;
    for (size_t i = 0; pragmas[i] != NULL; i++)
        connect_module(s, "SELECT 1 FROM pragma_%s", pragmas[i]);
    connect_module(s, "SELECT 1 FROM %s", "json_each");
    connect_module(s, "SELECT 1 FROM %s", "json_tree");
    if (store_query_new(s,
                        "SELECT name FROM main.sqlite_master WHERE type = 'table' "
                        "AND lower(sql) LIKE 'create virtual table%using rtree%'",
                        &query, NULL) != MLG_OK)
        return;
    while (store_step(query, &row, NULL) == MLG_OK && row)
        connect_module(s, "SELECT 1 FROM main.\"%w\"", store_text(query, 0));
}

mlg_status store_guard_close(store *s, mlg_error *err)
{
    connect_modules(s);
    int code = sqlite3_exec(s->db, "PRAGMA query_only = 1", NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_set_authorizer(s->db, authorize, s);
    if (code != SQLITE_OK)
        return mlg_fail(err, MLG_E_INTERNAL, "%s: %s", s->path, sqlite3_errmsg(s->db));
    s->refusal = STORE_REFUSED_NOTHING;
    return MLG_OK;
}

int store_guard_modules(store *s)
{
    return sqlite3_drop_modules(s->db, (const char **)modules);
}

bool store_guard_refused(const store *s)
{
    return s->refusal != STORE_REFUSED_NOTHING && sqlite3_errcode(s->db) != SQLITE_OK;
}

/* A word that does not say what the statement does. */
static bool is_prefix_word(const char *word)
{
    static const char *const words[] = {"WITH", "EXPLAIN", "SELECT", "VALUES", NULL};
    return g_strv_contains(words, word);
}

mlg_status store_guard_tell(const store *s, mlg_error *err)
{
    const char *what = s->refused != NULL && is_prefix_word(s->verb) ? s->refused : s->verb;
    if (s->refusal == STORE_REFUSED_FUNCTION)
        return mlg_hint(
            err,
            mlg_fail(err, MLG_E_ARG, _("%s: SQL: function %s() is refused"), s->path, s->refused),
            "%s",
            _("functions of SQLite and SpatiaLite that compute are there, not those "
              "that read or write files or change settings"));
    if (s->refusal == STORE_REFUSED_PRAGMA) {
        g_autofree char *known = g_strjoinv(", ", (char **)pragmas);
        return mlg_hint(
            err, mlg_fail(err, MLG_E_ARG, _("%s: SQL: PRAGMA %s is refused"), s->path, s->refused),
            _("those that only tell are there: %s"), known);
    }
    return mlg_hint(err, mlg_fail(err, MLG_E_ARG, _("%s: SQL: %s is refused"), s->path, what), "%s",
                    _("the file is only read: give a SELECT; to change anything, work on a copy "
                      "with another program"));
}
