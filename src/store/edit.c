/*
 * edit.c - an own GeoPackage, complete but without its final name yet, that is added to.
 */
#include "store/private.h"

#include "base/text.h"

mlg_status store_not_written(const store *s, mlg_error *err)
{
    return mlg_fail(err, MLG_E_WRITE, _("%s: cannot be written: %s"), s->path,
                    store_why_not_written(s->db));
}

mlg_status store_run(store *s, const char *sql, mlg_error *err)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? MLG_OK
                                                                   : store_not_written(s, err);
}

/* The file is synchronised before it gets its name. */
mlg_status store_edit(const char *path, store **ret, mlg_error *err)
{
    g_autoptr(store) s = g_new0(store, 1);
    s->path = g_strdup(path);
    s->is_edited = true;
    if (sqlite3_open_v2(path, &s->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        return mlg_fail(err, MLG_E_IO, "%s: %s", path, sqlite3_errmsg(s->db));
    MLG_TRY(store_run(s, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN", err));
    *ret = g_steal_pointer(&s);
    return MLG_OK;
}

mlg_status store_save(store *s, mlg_error *err)
{
    return store_run(s, "COMMIT", err);
}
