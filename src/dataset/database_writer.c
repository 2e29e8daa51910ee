/*
 * database_writer.c - layers and tables into a database: the transaction, and rows by COPY. GDAL
 * would write a real number with 15 digits: it is given texts, in which a number has all of its
 * own.
 */
#include "dataset/database_writer.h"

#include "base/text.h"
#include "dataset/database_private.h"
#include "geom/wkb.h"

#include <math.h>

#include <cpl_conv.h>

/* For pg_try_advisory_xact_lock(): two results are not written into a schema at once. */
#define LOCK_CLASS "1835624295"
/* How long another session that uses a table is waited for, where the user's settings say nothing.
 */
#define LOCK_TIMEOUT "30s"
#define INTEGER_SIZE 24U

static mlg_status busy(const database_place *place, mlg_error *err)
{
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_CONFLICT,
                             _("%s: another result is being written into schema '%s'"),
                             dataset_database_shown(place->db), place->schema),
                    _("wait for its end, then run again"));
}

/* Nothing of the user's settings may end the writing half-way; readers are not stopped. */
static mlg_status begin(const database_place *place, mlg_error *err)
{
    g_autofree char *locked = NULL;
    MLG_TRY(dataset_database_begin(place->db, err));
    MLG_TRY(dataset_database_run(place->db,
                                 dataset_sql("SET LOCAL statement_timeout = 0; "
                                             "SET LOCAL idle_in_transaction_session_timeout = 0; "
                                             "SET LOCAL client_min_messages = error"),
                                 err));
    MLG_TRY(dataset_database_ask_text(
        place->db,
        dataset_sql("SELECT pg_try_advisory_xact_lock(" LOCK_CLASS ", hashtext(%L))::text, "
                    "set_config('lock_timeout', CASE current_setting('lock_timeout') WHEN '0' THEN "
                    "'" LOCK_TIMEOUT "' ELSE current_setting('lock_timeout') END, true)",
                    place->schema),
        &locked, err));
    return g_strcmp0(locked, "true") == 0 ? MLG_OK : busy(place, err);
}

/* Writers of these tables wait for us from now on; one that is at it is waited for. */
static mlg_status lock_tables(const database_place *place, const GPtrArray *names, mlg_error *err)
{
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        mlg_status status = dataset_database_run(
            place->db,
            dataset_sql("LOCK TABLE %I.%I IN SHARE ROW EXCLUSIVE MODE", place->schema, name), err);
        if (status != MLG_OK && dataset_database_rollback(place->db)) /* the server answers */
            return mlg_hint(err, status,
                            _("table '%s' of schema '%s' is being changed by somebody: end the "
                              "edit (QGIS: save or leave it), then run again"),
                            name, place->schema);
        MLG_TRY(status);
    }
    return MLG_OK;
}

/* Tables of the former result that the new one does not have would not agree with it. */
static mlg_status drop_others(dataset_database_writer *writer, const GPtrArray *others,
                              mlg_error *err)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < others->len; i++) {
        const char *name = g_ptr_array_index(others, i);
        MLG_TRY(database_drop_table(&writer->place, name,
                                    _("%s: table '%s' of schema '%s' is not in the new result, and "
                                      "there depends on it: %s"),
                                    err));
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", name);
    }
    writer->dropped = g_strdup(names->str);
    return MLG_OK;
}

/* After a failure the server is told to forget all; whether it answers is the first to know. */
static mlg_status undo(dataset_database_writer *writer, mlg_status status, mlg_error *err)
{
    if (status == MLG_OK)
        return MLG_OK;
    bool alive = dataset_database_rollback(writer->place.db);
    if (err == NULL || err->hint[0] != '\0')
        return status;
    return mlg_hint(err, status, "%s",
                    alive ? _("nothing was changed in the database; correct what the server says, "
                              "then run again")
                          : _("the server is gone, and nothing was changed in the database; run "
                              "again when it answers"));
}

static mlg_status start(dataset_database_writer *writer, const dataset_database_spec *spec,
                        mlg_error *err)
{
    g_autoptr(GPtrArray) others = NULL;
    MLG_TRY(begin(&writer->place, err));
    MLG_TRY(database_find_tables(&writer->place, spec, &writer->there, &others, err));
    MLG_TRY(lock_tables(&writer->place, writer->there, err));
    MLG_TRY(lock_tables(&writer->place, others, err));
    return drop_others(writer, others, err);
}

mlg_status dataset_database_writer_new(const dataset_database_spec *spec,
                                       dataset_database_writer **ret, mlg_error *err)
{
    g_autoptr(dataset_database_writer) writer = g_new0(dataset_database_writer, 1);
    writer->types = g_array_new(FALSE, FALSE, sizeof(dataset_type));
    writer->codes = g_ptr_array_new_with_free_func(g_free);
    writer->version = g_strdup(spec->version);
    MLG_TRY(database_place_init(spec, &writer->place, err));
    MLG_TRY(database_find_srid(&writer->place, spec->crs[0], &writer->srid, err));
    MLG_TRY(undo(writer, start(writer, spec, err), err));
    *ret = g_steal_pointer(&writer);
    return MLG_OK;
}

static void end_table(dataset_database_writer *writer)
{
    writer->layer = NULL;
    g_clear_pointer(&writer->definition, OGR_FD_Release);
    g_clear_pointer(&writer->table, g_free);
}

void dataset_database_writer_free(dataset_database_writer *writer)
{
    if (writer == NULL)
        return;
    end_table(writer);
    database_place_done(&writer->place);
    g_clear_pointer(&writer->there, g_ptr_array_unref);
    g_array_free(writer->types, TRUE);
    g_ptr_array_unref(writer->codes);
    g_free(writer->dropped);
    g_free(writer->version);
    g_free(writer->srid);
    g_free(writer);
}

static mlg_status cannot_write(const dataset_database_writer *writer, const dataset_guard *guard,
                               mlg_error *err)
{
    return mlg_fail(err, MLG_E_WRITE, _("%s: layer %s: cannot be written: %s"),
                    dataset_database_shown(writer->place.db), writer->table,
                    dataset_guard_reason(guard, 0));
}

/* Ends the COPY, whose failures are told here at the latest: GDAL does it before any statement. */
static mlg_status finish(dataset_database_writer *writer, mlg_error *err)
{
    if (writer->table == NULL)
        return MLG_OK;
    GDALDatasetH handle = dataset_database_handle(writer->place.db);
    dataset_guard guard;
    dataset_guard_push(&guard);
    bool ok = OGR_L_SyncToDisk(writer->layer) == OGRERR_NONE;
    OGRLayerH answer = GDALDatasetExecuteSQL(handle, "SELECT 1", NULL, NULL);
    GDALDatasetReleaseResultSet(handle, answer);
    dataset_guard_pop();
    if (!ok || guard.failed)
        return cannot_write(writer, &guard, err);
    MLG_TRY(database_finish_table(writer, err));
    end_table(writer);
    return MLG_OK;
}

/* The layer as GDAL sees the table, and what its features look like when all they hold is text. */
static mlg_status open_layer(dataset_database_writer *writer, const dataset_layer_def *def,
                             mlg_error *err)
{
    dataset_guard guard;
    dataset_guard_push(&guard);
    writer->layer = GDALDatasetGetLayerByName(dataset_database_handle(writer->place.db), def->name);
    int n = writer->layer != NULL ? OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(writer->layer)) : -1;
    dataset_guard_pop();
    if (n != (int)def->n_columns || guard.failed)
        return cannot_write(writer, &guard, err);
    writer->definition = OGR_FD_Create(def->name);
    OGR_FD_Reference(writer->definition);
    OGR_FD_SetGeomType(writer->definition, def->spatial ? wkbMultiPolygon : wkbNone);
    for (size_t i = 0; i < def->n_columns; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(def->columns[i].name, OFTString);
        OGR_FD_AddFieldDefn(writer->definition, field);
        OGR_Fld_Destroy(field);
    }
    return MLG_OK;
}

static mlg_status begin_table(dataset_database_writer *writer, const dataset_layer_def *def,
                              mlg_error *err)
{
    MLG_TRY(finish(writer, err));
    writer->table = g_strdup(def->name);
    writer->spatial = def->spatial;
    writer->n_rows = 0;
    g_array_set_size(writer->types, 0);
    for (size_t i = 0; i < def->n_columns; i++)
        g_array_append_val(writer->types, def->columns[i].type);
    MLG_TRY(database_make_table(writer, def, err));
    return open_layer(writer, def, err);
}

mlg_status dataset_database_writer_layer(dataset_database_writer *writer,
                                         const dataset_layer_def *def, mlg_error *err)
{
    return undo(writer, begin_table(writer, def, err), err);
}

static void set_value(OGRFeatureH feature, int column, dataset_type type,
                      const dataset_value *value)
{
    char text[MAX(INTEGER_SIZE, G_ASCII_DTOSTR_BUF_SIZE)];
    if (value->null || (type == DATASET_REAL && isnan(value->real))) {
        OGR_F_SetFieldNull(feature, column);
        return;
    }
    if (type == DATASET_INTEGER)
        (void)g_snprintf(text, sizeof text, "%lld", (long long)value->integer);
    else if (type == DATASET_REAL)
        (void)g_ascii_dtostr(text, sizeof text, value->real);
    bool is_text = type == DATASET_TEXT || type == DATASET_DATE;
    OGR_F_SetFieldString(feature, column, is_text ? value->text : text);
}

static bool set_geometry(OGRFeatureH feature, GBytes *wkb)
{
    gsize size = 0;
    const void *bytes = g_bytes_get_data(wkb, &size);
    OGRGeometryH geometry = NULL;
    return OGR_G_CreateFromWkb(bytes, NULL, &geometry, (int)size) == OGRERR_NONE &&
           OGR_F_SetGeometryDirectly(feature, geometry) == OGRERR_NONE;
}

static mlg_status put_row(dataset_database_writer *writer, const dataset_value *values, GBytes *wkb,
                          mlg_error *err)
{
    dataset_guard guard;
    CPLSetThreadLocalConfigOption("PG_USE_COPY", "YES");
    dataset_guard_push(&guard);
    OGRFeatureH feature = OGR_F_Create(writer->definition);
    for (guint i = 0; i < writer->types->len; i++)
        set_value(feature, (int)i, g_array_index(writer->types, dataset_type, i), &values[i]);
    bool ok = true;
    if (writer->spatial && wkb != NULL && !geom_wkb_is_empty(wkb))
        ok = set_geometry(feature, wkb);
    ok = ok && OGR_F_SetFID(feature, ++writer->n_rows) == OGRERR_NONE &&
         OGR_L_CreateFeature(writer->layer, feature) == OGRERR_NONE;
    OGR_F_Destroy(feature);
    dataset_guard_pop();
    CPLSetThreadLocalConfigOption("PG_USE_COPY", NULL);
    return ok && !guard.failed ? MLG_OK : cannot_write(writer, &guard, err);
}

mlg_status dataset_database_writer_row(dataset_database_writer *writer, const dataset_value *values,
                                       GBytes *wkb, mlg_error *err)
{
    if (writer->layer == NULL)
        return mlg_fail(err, MLG_E_INTERNAL, "%s: a row before any layer",
                        dataset_database_shown(writer->place.db));
    return undo(writer, put_row(writer, values, wkb, err), err);
}

mlg_status dataset_database_writer_close(dataset_database_writer *writer, mlg_error *err)
{
    MLG_TRY(undo(writer, finish(writer, err), err));
    if (dataset_database_commit(writer->place.db, err) == MLG_OK)
        return MLG_OK;
    return mlg_hint(err, MLG_E_WRITE, "%s",
                    _("the server failed at the very end: look at date in its table parametre to "
                      "know whether the new result is there, or run again with --overwrite"));
}

const char *dataset_database_writer_dropped(const dataset_database_writer *writer)
{
    return writer->dropped;
}

const char *dataset_database_writer_shown(const dataset_database_writer *writer)
{
    return dataset_database_shown(writer->place.db);
}
