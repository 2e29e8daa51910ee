/*
 * filler.c - rows collected and written some at a time: one statement for many rows saves SQLite
 * the keeping of its counters after each. Everything between two layers of GDAL's is one
 * transaction.
 */
#include "store/filler_private.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

#define ROWS_TOGETHER 32U /* of a table without geometry */
/* Pages kept in memory, KiB: rows are appended, so that few are needed again. */
#define PAGE_CACHE "8000"

#define BLOB_HEADER_SIZE 40U /* GP, version, flags, SRS, box */
#define BLOB_FLAGS       3U  /* little-endian, box of x and y */

#define FID      0U
#define GEOMETRY 1U

mlg_status filler_fail(const store_filler *filler, mlg_error *err)
{
    const char *reason = store_why_not_written(filler->db);
    if (!filler->filling)
        return mlg_fail(err, MLG_E_WRITE, _("%s: cannot be written: %s"), filler->path, reason);
    const filler_summary *now =
        &g_array_index(filler->summaries, filler_summary, filler->summaries->len - 1);
    return mlg_fail(err, MLG_E_WRITE, _("%s: layer %s: cannot be written: %s"), filler->path,
                    now->table, reason);
}

mlg_status filler_run(store_filler *filler, const char *sql, mlg_error *err)
{
    return sqlite3_exec(filler->db, sql, NULL, NULL, NULL) == SQLITE_OK ? MLG_OK
                                                                        : filler_fail(filler, err);
}

mlg_status filler_prepare(store_filler *filler, const char *sql, sqlite3_stmt **ret, mlg_error *err)
{
    return sqlite3_prepare_v2(filler->db, sql, -1, ret, NULL) == SQLITE_OK
               ? MLG_OK
               : filler_fail(filler, err);
}

mlg_status filler_step(store_filler *filler, sqlite3_stmt *statement, mlg_error *err)
{
    int code = sqlite3_step(statement);
    if (code != SQLITE_DONE)
        return filler_fail(filler, err);
    (void)sqlite3_reset(statement); /* repeats the code of the step */
    return MLG_OK;
}

static void clear_summary(gpointer item)
{
    g_free(((filler_summary *)item)->table);
}

mlg_status store_filler_new(const char *path, store_filler **ret, mlg_error *err)
{
    g_autoptr(store_filler) filler = g_new0(store_filler, 1);
    filler->path = g_strdup(path);
    filler->summaries = g_array_new(FALSE, FALSE, sizeof(filler_summary));
    g_array_set_clear_func(filler->summaries, clear_summary);
    filler->bytes = g_byte_array_new();
    filler->entries = g_array_new(FALSE, FALSE, sizeof(store_entry));
    if (sqlite3_open_v2(path, &filler->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        return filler_fail(filler, err);
    /* GDAL's triggers would do one by one what is packed here, in tables of the index */
    if (sqlite3_db_config(filler->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL) !=
            SQLITE_OK ||
        sqlite3_db_config(filler->db, SQLITE_DBCONFIG_DEFENSIVE, 0, (int *)NULL) != SQLITE_OK)
        return filler_fail(filler, err);
    MLG_TRY(filler_run(filler,
                       "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                       "PRAGMA cache_size = -" PAGE_CACHE,
                       err));
    *ret = g_steal_pointer(&filler);
    return MLG_OK;
}

void store_filler_free(store_filler *filler)
{
    if (filler == NULL)
        return;
    (void)sqlite3_finalize(filler->statement); /* repeats an error that was told */
    (void)sqlite3_close(filler->db);           /* what is not committed is lost, as it must be */
    g_array_unref(filler->entries);
    g_byte_array_unref(filler->bytes);
    g_array_unref(filler->summaries);
    g_free(filler->cells);
    g_free(filler->geometry);
    g_free(filler->path);
    g_free(filler);
}

/* --- layers -------------------------------------------------------------------------------- */

static filler_summary *current(store_filler *filler)
{
    return &g_array_index(filler->summaries, filler_summary, filler->summaries->len - 1);
}

/* The statement that puts n rows. */
static mlg_status prepare_rows(store_filler *filler, size_t n, sqlite3_stmt **ret, mlg_error *err)
{
    char *start = sqlite3_mprintf("INSERT INTO \"%w\" VALUES", current(filler)->table);
    g_autoptr(GString) sql = g_string_new(start);
    sqlite3_free(start);
    for (size_t r = 0; r < n; r++)
        for (size_t c = 0; c < filler->n_columns; c++)
            g_string_append(sql, c > 0 ? ",?" : r > 0 ? "),(?" : "(?");
    g_string_append_c(sql, ')');
    return filler_prepare(filler, sql->str, ret, err);
}

static mlg_status find_geometry(store_filler *filler, const char *table, mlg_error *err)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    g_clear_pointer(&filler->geometry, g_free);
    MLG_TRY(filler_prepare(
        filler, "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?1",
        &query, err));
    (void)sqlite3_bind_text(query, 1, table, -1, SQLITE_STATIC); /* it has this parameter */
    int code = sqlite3_step(query);
    if (code != SQLITE_ROW)
        return code == SQLITE_DONE ? MLG_OK : filler_fail(filler, err);
    filler->geometry = g_strdup((const char *)sqlite3_column_text(query, 0));
    filler->srs = sqlite3_column_int(query, 1);
    return MLG_OK;
}

mlg_status store_filler_layer(store_filler *filler, const char *table, size_t n_columns,
                              mlg_error *err)
{
    MLG_TRY(store_filler_end_layer(filler, err));
    filler_summary summary = {.table = g_strdup(table),
                              .box = {INFINITY, -INFINITY, INFINITY, -INFINITY}};
    g_array_append_val(filler->summaries, summary);
    filler->filling = true;
    MLG_TRY(filler_run(filler, "BEGIN", err));
    MLG_TRY(find_geometry(filler, table, err));
    filler->n_columns = n_columns + (filler->geometry != NULL ? 2 : 1);
    filler->n_together = filler->geometry != NULL ? 1 : ROWS_TOGETHER;
    g_free(filler->cells);
    filler->cells = g_new0(filler_cell, filler->n_together * filler->n_columns);
    return prepare_rows(filler, filler->n_together, &filler->statement, err);
}

mlg_status store_filler_close(store_filler *filler, mlg_error *err)
{
    MLG_TRY(store_filler_end_layer(filler, err));
    g_autoptr(sqlite3_stmt) extent = NULL;
    g_autoptr(sqlite3_stmt) count = NULL;
    MLG_TRY(filler_run(filler, "BEGIN", err));
    MLG_TRY(filler_prepare(filler,
                           "UPDATE gpkg_contents SET min_x = ?2, max_x = ?3, min_y = ?4,"
                           " max_y = ?5 WHERE table_name = ?1",
                           &extent, err));
    MLG_TRY(filler_prepare(filler,
                           "UPDATE gpkg_ogr_contents SET feature_count = ?2 WHERE table_name = ?1",
                           &count, err));
    for (guint i = 0; i < filler->summaries->len; i++) {
        const filler_summary *s = &g_array_index(filler->summaries, filler_summary, i);
        (void)sqlite3_bind_text(count, 1, s->table, -1, SQLITE_STATIC); /* they have these */
        (void)sqlite3_bind_int64(count, 2, s->n_rows);
        MLG_TRY(filler_step(filler, count, err));
        if (s->box.min_x > s->box.max_x)
            continue;
        (void)sqlite3_bind_text(extent, 1, s->table, -1, SQLITE_STATIC);
        const double box[] = {s->box.min_x, s->box.max_x, s->box.min_y, s->box.max_y};
        for (int k = 0; k < 4; k++)
            (void)sqlite3_bind_double(extent, k + 2, box[k]);
        MLG_TRY(filler_step(filler, extent, err));
    }
    return filler_run(filler, "COMMIT", err);
}

/* --- rows ---------------------------------------------------------------------------------- */

static filler_cell *cell(store_filler *filler, size_t column)
{
    return &filler->cells[filler->n_waiting * filler->n_columns + column];
}

static filler_cell *value_cell(store_filler *filler, size_t column)
{
    return cell(filler, column + (filler->geometry != NULL ? 2 : 1));
}

void store_put_text(store_filler *filler, size_t column, const char *text)
{
    size_t size = strlen(text);
    *value_cell(filler, column) =
        (filler_cell){.type = SQLITE_TEXT, .at = filler->bytes->len, .size = size};
    g_byte_array_append(filler->bytes, (const guint8 *)text, (guint)size);
}

void store_put_integer(store_filler *filler, size_t column, int64_t value)
{
    *value_cell(filler, column) = (filler_cell){.type = SQLITE_INTEGER, .integer = value};
}

void store_put_real(store_filler *filler, size_t column, double value)
{
    *value_cell(filler, column) = (filler_cell){.type = SQLITE_FLOAT, .real = value};
}

static void put_double(uint8_t *to, double value)
{
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    bits = GUINT64_TO_LE(bits);
    memcpy(to, &bits, sizeof bits);
}

/* Floats that hold the box. */
static store_entry outwards(int64_t id, store_box box)
{
    store_entry e = {id, (float)box.min_x, (float)box.max_x, (float)box.min_y, (float)box.max_y};
    e.min_x = e.min_x > box.min_x ? nextafterf(e.min_x, -INFINITY) : e.min_x;
    e.max_x = e.max_x < box.max_x ? nextafterf(e.max_x, INFINITY) : e.max_x;
    e.min_y = e.min_y > box.min_y ? nextafterf(e.min_y, -INFINITY) : e.min_y;
    e.max_y = e.max_y < box.max_y ? nextafterf(e.max_y, INFINITY) : e.max_y;
    return e;
}

void store_put_geometry(store_filler *filler, GBytes *wkb, store_box box)
{
    uint8_t header[BLOB_HEADER_SIZE] = {'G', 'P', 0, BLOB_FLAGS};
    uint32_t srs = GUINT32_TO_LE((uint32_t)filler->srs);
    memcpy(header + 4, &srs, sizeof srs);
    const double numbers[] = {box.min_x, box.max_x, box.min_y, box.max_y};
    for (size_t i = 0; i < 4; i++)
        put_double(header + 8 + i * sizeof(double), numbers[i]);
    size_t size = 0;
    const uint8_t *data = g_bytes_get_data(wkb, &size);
    *cell(filler, GEOMETRY) =
        (filler_cell){.type = SQLITE_BLOB, .at = filler->bytes->len, .size = sizeof header + size};
    g_byte_array_append(filler->bytes, header, sizeof header);
    g_byte_array_append(filler->bytes, data, (guint)size);
    filler_summary *layer = current(filler);
    store_entry entry = outwards(layer->n_rows + 1, box);
    g_array_append_val(filler->entries, entry);
    layer->box = (store_box){MIN(layer->box.min_x, box.min_x), MAX(layer->box.max_x, box.max_x),
                             MIN(layer->box.min_y, box.min_y), MAX(layer->box.max_y, box.max_y)};
}

static int bind(sqlite3_stmt *statement, int parameter, const filler_cell *cell,
                const guint8 *bytes)
{
    switch (cell->type) {
    case SQLITE_INTEGER:
        return sqlite3_bind_int64(statement, parameter, cell->integer);
    case SQLITE_FLOAT:
        return sqlite3_bind_double(statement, parameter, cell->real);
    case SQLITE_TEXT:
        return sqlite3_bind_text64(statement, parameter, (const char *)bytes + cell->at, cell->size,
                                   SQLITE_STATIC, SQLITE_UTF8);
    case SQLITE_BLOB:
        return sqlite3_bind_blob64(statement, parameter, bytes + cell->at, cell->size,
                                   SQLITE_STATIC);
    default:
        return sqlite3_bind_null(statement, parameter);
    }
}

/* The rows that wait, by a statement for as many. */
static mlg_status put_rows(store_filler *filler, sqlite3_stmt *statement, mlg_error *err)
{
    size_t n = filler->n_waiting * filler->n_columns;
    for (size_t i = 0; i < n; i++)
        if (bind(statement, (int)i + 1, &filler->cells[i], filler->bytes->data) != SQLITE_OK)
            return filler_fail(filler, err);
    memset(filler->cells, 0, n * sizeof *filler->cells);
    filler->n_waiting = 0;
    mlg_status status = filler_step(filler, statement, err);
    g_byte_array_set_size(filler->bytes, 0);
    return status;
}

mlg_status store_filler_row(store_filler *filler, mlg_error *err)
{
    *cell(filler, FID) =
        (filler_cell){.type = SQLITE_INTEGER, .integer = ++current(filler)->n_rows};
    filler->n_waiting++;
    return filler->n_waiting < filler->n_together ? MLG_OK
                                                  : put_rows(filler, filler->statement, err);
}

mlg_status store_filler_end_layer(store_filler *filler, mlg_error *err)
{
    if (!filler->filling)
        return MLG_OK;
    if (filler->n_waiting > 0) {
        g_autoptr(sqlite3_stmt) last = NULL;
        MLG_TRY(prepare_rows(filler, filler->n_waiting, &last, err));
        MLG_TRY(put_rows(filler, last, err));
    }
    g_clear_pointer(&filler->statement, sqlite3_finalize);
    if (filler->entries->len > 0)
        MLG_TRY(filler_pack_index(filler, err));
    g_array_set_size(filler->entries, 0);
    MLG_TRY(filler_run(filler, "COMMIT", err));
    filler->filling = false;
    return MLG_OK;
}
