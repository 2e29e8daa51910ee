/*
 * blocks.c - packs kept in a GeoPackage: a head is one row of `maillage_bloc`, and each array
 * another, so that arrays are read into their place at once.
 */
#include "store/private.h"

#include "base/text.h"

#include <string.h>

#define VERSION_ROW "version"
/* Of all packs together: one of another store, though whole, is told. */
#define SEAL_ROW "sceau"
/* So that arrays are copied from the file once: more than any store. */
#define MMAP_BYTES "PRAGMA mmap_size = 8589934592"

/* SQLite makes a row in memory before it writes it: larger arrays are written into theirs, bytes.
 */
#define MOST_COPIED (4U << 20)

static char *array_name(const char *pack, size_t i)
{
    return g_strdup_printf("%s/%02zu", pack, i);
}

/* A row whose bytes are given, or still to be written. */
static mlg_status insert(store *s, const char *name, const void *bytes, size_t size, mlg_error *err)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(s->db, "INSERT INTO maillage_bloc VALUES (?1, ?2)", -1,
                                  &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT);
    if (code == SQLITE_OK && bytes != NULL)
        code = sqlite3_bind_blob64(statement, 2, bytes, size, SQLITE_STATIC);
    else if (code == SQLITE_OK)
        code = sqlite3_bind_zeroblob64(statement, 2, size);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    (void)sqlite3_finalize(statement); /* repeats the error of the step */
    return code == SQLITE_DONE ? MLG_OK : store_not_written(s, err);
}

static mlg_status insert_bytes(store *s, const char *name, GBytes *bytes, mlg_error *err)
{
    size_t size = 0;
    const void *data = g_bytes_get_data(bytes, &size);
    return insert(s, name, size > 0 ? data : NULL, size, err);
}

/* Pieces go one after the other into the row inserted last. */
static mlg_status write_pieces(store *s, const base_pack_array *array, mlg_error *err)
{
    sqlite3_blob *blob = NULL;
    int at = 0;
    int code = sqlite3_blob_open(s->db, "main", "maillage_bloc", "contenu",
                                 sqlite3_last_insert_rowid(s->db), 1, &blob);
    for (guint i = 0; i < array->pieces->len && code == SQLITE_OK; i++) {
        size_t size = 0;
        const void *data = g_bytes_get_data(g_ptr_array_index(array->pieces, i), &size);
        code = sqlite3_blob_write(blob, data, (int)size, at);
        at += (int)size;
    }
    int closed = sqlite3_blob_close(blob);
    return code == SQLITE_OK && closed == SQLITE_OK ? MLG_OK : store_not_written(s, err);
}

static mlg_status insert_array(store *s, const char *name, const base_pack_array *array,
                               mlg_error *err)
{
    if (array->size > G_MAXINT32)
        return mlg_fail(err, MLG_E_WRITE, _("%s: %s is too large to be stored"), s->path, name);
    if (array->pieces->len == 1 && array->size <= MOST_COPIED)
        return insert_bytes(s, name, g_ptr_array_index(array->pieces, 0), err);
    MLG_TRY(insert(s, name, NULL, array->size, err));
    return array->size > 0 ? write_pieces(s, array, err) : MLG_OK;
}

static void seal_head(GChecksum *seal, const char *name, const void *sum)
{
    g_checksum_update(seal, (const guchar *)name, (gssize)strlen(name) + 1);
    g_checksum_update(seal, sum, BASE_PACK_SUM_SIZE);
}

static mlg_status insert_pack(store *s, const store_pack *pack, GChecksum *seal, mlg_error *err)
{
    g_autoptr(GBytes) head = base_packer_head(pack->packer);
    size_t size = 0;
    const char *bytes = g_bytes_get_data(head, &size);
    seal_head(seal, pack->name, bytes + size - BASE_PACK_SUM_SIZE);
    MLG_TRY(insert_bytes(s, pack->name, head, err));
    for (size_t i = 0; i < base_packer_n_arrays(pack->packer); i++) {
        g_autofree char *name = array_name(pack->name, i);
        MLG_TRY(insert_array(s, name, base_packer_array(pack->packer, i), err));
    }
    return MLG_OK;
}

mlg_status store_write_packs(const char *path, const char *version, const store_pack *packs,
                             size_t n, mlg_error *err)
{
    g_autoptr(store) s = NULL;
    MLG_TRY(store_edit(path, &s, err));
    MLG_TRY(store_run(s, "CREATE TABLE maillage_bloc (nom TEXT PRIMARY KEY NOT NULL, contenu BLOB)",
                      err));
    g_autoptr(GChecksum) seal = g_checksum_new(G_CHECKSUM_SHA256);
    MLG_TRY(insert(s, VERSION_ROW, version, strlen(version), err));
    for (size_t i = 0; i < n; i++)
        MLG_TRY(insert_pack(s, &packs[i], seal, err));
    const char *digest = g_checksum_get_string(seal);
    MLG_TRY(insert(s, SEAL_ROW, digest, strlen(digest), err));
    return store_save(s, err);
}

/* The row of a name, or 0. */
static sqlite3_int64 find_row(store *s, const char *name)
{
    sqlite3_stmt *statement = NULL;
    sqlite3_int64 row = 0;
    if (sqlite3_prepare_v2(s->db, "SELECT rowid FROM maillage_bloc WHERE nom = ?1", -1, &statement,
                           NULL) == SQLITE_OK &&
        sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        row = sqlite3_column_int64(statement, 0);
    (void)sqlite3_finalize(statement); /* what fails finds no row */
    return row;
}

/* *size is what it must be, or -1: set then. */
static mlg_status read_row(store *s, const char *name, int *size, void **ret, mlg_error *err)
{
    sqlite3_blob *blob = NULL;
    sqlite3_int64 row = find_row(s, name);
    if (row == 0 ||
        sqlite3_blob_open(s->db, "main", "maillage_bloc", "contenu", row, 0, &blob) != SQLITE_OK) {
        (void)sqlite3_blob_close(blob); /* NULL when it was not opened */
        return store_damaged(s, err);
    }
    int there = sqlite3_blob_bytes(blob);
    void *data = *size < 0 || *size == there ? g_try_malloc((gsize)there + 1) : NULL;
    int code = data != NULL ? sqlite3_blob_read(blob, data, there, 0) : SQLITE_CORRUPT;
    (void)sqlite3_blob_close(blob); /* opened for reading: nothing is left to fail */
    if (code != SQLITE_OK) {
        g_free(data);
        return store_damaged(s, err);
    }
    *size = there;
    *ret = data;
    return MLG_OK;
}

static mlg_status check_version(store *s, const char *version, mlg_error *err)
{
    int size = -1;
    void *data = NULL;
    MLG_TRY(read_row(s, VERSION_ROW, &size, &data, err));
    g_autofree char *there = g_strndup(data, (gsize)size);
    g_free(data);
    if (strcmp(there, version) == 0)
        return MLG_OK;
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_FORMAT, _("%s: was stored by %s, and this is %s"), s->path,
                             there, version),
                    "%s", _("run `maillage build` again with this version"));
}

static bool read_sum(store *s, sqlite3_int64 row, void *ret)
{
    sqlite3_blob *blob = NULL;
    int code = sqlite3_blob_open(s->db, "main", "maillage_bloc", "contenu", row, 0, &blob);
    int size = code == SQLITE_OK ? sqlite3_blob_bytes(blob) : 0, of_sum = (int)BASE_PACK_SUM_SIZE;
    bool ok = size >= of_sum && sqlite3_blob_read(blob, ret, of_sum, size - of_sum) == SQLITE_OK;
    (void)sqlite3_blob_close(blob); /* opened for reading, or NULL */
    return ok;
}

/* Heads have the checksums of their arrays: only their own are read. They were written in the order
 * of their rows. */
static bool seal_heads(store *s, GChecksum *seal)
{
    sqlite3_stmt *heads = NULL;
    int code = sqlite3_prepare_v2(s->db,
                                  "SELECT rowid, nom FROM maillage_bloc WHERE instr(nom, '/') = 0 "
                                  "AND nom NOT IN ('" VERSION_ROW "', '" SEAL_ROW "') "
                                  "ORDER BY rowid",
                                  -1, &heads, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(heads)) == SQLITE_ROW) {
        unsigned char sum[BASE_PACK_SUM_SIZE];
        bool there = read_sum(s, sqlite3_column_int64(heads, 0), sum);
        code = there ? SQLITE_OK : SQLITE_CORRUPT;
        if (there)
            seal_head(seal, (const char *)sqlite3_column_text(heads, 1), sum);
    }
    (void)sqlite3_finalize(heads); /* repeats the error of the step */
    return code == SQLITE_DONE;
}

static mlg_status check_seal(store *s, mlg_error *err)
{
    int size = -1;
    void *data = NULL;
    MLG_TRY(read_row(s, SEAL_ROW, &size, &data, err));
    g_autofree char *there = g_strndup(data, (gsize)size);
    g_free(data);
    g_autoptr(GChecksum) seal = g_checksum_new(G_CHECKSUM_SHA256);
    if (!seal_heads(s, seal) || strcmp(g_checksum_get_string(seal), there) != 0)
        return store_damaged(s, err);
    return MLG_OK;
}

mlg_status store_open_packs(const char *path, const char *version, store **ret, mlg_error *err)
{
    g_autoptr(store) s = NULL;
    MLG_TRY(store_open_file(path, true, &s, err));
    if (!store_has_table(s, "maillage_bloc")) {
        bool result = store_has_table(s, "parametre");
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT,
                                 result ? _("%s: is a result, not a territory of `maillage build`")
                                        : _("%s: is not a territory of `maillage build`"),
                                 path),
                        "%s",
                        _("make one first: maillage build --communes SOURCE --qpv SOURCE -o "
                          "territoire.gpkg"));
    }
    (void)sqlite3_exec(s->db, MMAP_BYTES, NULL, NULL, NULL); /* slower without, not wrong */
    MLG_TRY(check_version(s, version, err));
    MLG_TRY(check_seal(s, err));
    *ret = g_steal_pointer(&s);
    return MLG_OK;
}

bool store_has_pack(store *s, const char *name)
{
    return find_row(s, name) != 0;
}

mlg_status store_read_head(const store_block *block, GBytes **ret, mlg_error *err)
{
    int size = -1;
    void *data = NULL;
    MLG_TRY(read_row(block->s, block->name, &size, &data, err));
    *ret = g_bytes_new_take(data, (gsize)size);
    return MLG_OK;
}

mlg_status store_fetch(void *user, size_t i, size_t size, void **ret, mlg_error *err)
{
    const store_block *block = user;
    if (size > G_MAXINT32) /* no row has as much */
        return store_damaged(block->s, err);
    g_autofree char *name = array_name(block->name, i);
    int expected = (int)size;
    return read_row(block->s, name, &expected, ret, err);
}
