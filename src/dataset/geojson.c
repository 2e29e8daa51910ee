/*
 * geojson.c - one GeoJSON file: a collection whose features have one line each.
 */
#include "dataset/geojson.h"

#include "base/text.h"
#include "dataset/private.h"

#include <errno.h>
#include <string.h>

#include <cpl_vsi.h>

/** Bytes gathered before they are written. */
#define GEOJSON_BUFFER (1 << 20)

struct geojson_file {
    char *path;
    VSILFILE *handle;
    GString *buffer;
    GPtrArray *keys; /* "name": of each column, as JSON */
    GArray *types;   /* dataset_type */
    long n_rows;
};

/* `error` is what errno was after the call. */
static mlg_status cannot_write(const geojson_file *file, const dataset_guard *guard, int error,
                               mlg_error *err)
{
    return mlg_fail(err, MLG_E_WRITE, _("%s: cannot be written: %s"), file->path,
                    dataset_guard_reason(guard, error));
}

static mlg_status flush(geojson_file *file, mlg_error *err)
{
    dataset_guard guard;
    dataset_guard_push(&guard);
    errno = 0;
    size_t n = VSIFWriteL(file->buffer->str, 1, file->buffer->len, file->handle);
    int error = errno;
    dataset_guard_pop();
    if (n != file->buffer->len)
        return cannot_write(file, &guard, error, err);
    g_string_truncate(file->buffer, 0);
    return MLG_OK;
}

mlg_status geojson_file_new(const char *path, const dataset_layer_def *def, geojson_file **ret,
                            mlg_error *err)
{
    g_autoptr(geojson_file) file = g_new0(geojson_file, 1);
    file->path = g_strdup(path);
    file->buffer = g_string_sized_new(GEOJSON_BUFFER + GEOJSON_BUFFER / 4);
    file->keys = g_ptr_array_new_with_free_func(g_free);
    file->types = g_array_new(FALSE, FALSE, sizeof(dataset_type));
    for (size_t i = 0; i < def->n_columns; i++) {
        GString *key = g_string_new(i > 0 ? "," : "");
        geojson_append_string(key, def->columns[i].name);
        g_string_append_c(key, ':');
        g_ptr_array_add(file->keys, g_string_free(key, FALSE));
        g_array_append_val(file->types, def->columns[i].type);
    }
    dataset_guard guard;
    dataset_guard_push(&guard);
    errno = 0;
    file->handle = VSIFOpenL(path, "wb");
    int error = errno;
    dataset_guard_pop();
    if (file->handle == NULL)
        return cannot_write(file, &guard, error, err);
    g_string_append(file->buffer, "{\"type\":\"FeatureCollection\",\"name\":");
    geojson_append_string(file->buffer, def->name);
    g_string_append(file->buffer, ",\"title\":");
    geojson_append_string(file->buffer, def->identifier != NULL ? def->identifier : def->name);
    g_string_append(file->buffer, ",\"description\":");
    geojson_append_string(file->buffer, def->description != NULL ? def->description : "");
    g_string_append(file->buffer, ",\"features\":[\n");
    *ret = g_steal_pointer(&file);
    return MLG_OK;
}

static void append_value(GString *out, dataset_type type, const dataset_value *value)
{
    if (value->null)
        g_string_append(out, "null");
    else if (type == DATASET_INTEGER)
        g_string_append_printf(out, "%" G_GINT64_FORMAT, value->integer);
    else if (type == DATASET_REAL)
        geojson_append_number(out, value->real); /* NaN is null */
    else
        geojson_append_string(out, value->text);
}

mlg_status geojson_file_row(geojson_file *file, const dataset_value *values, GBytes *wkb,
                            mlg_error *err)
{
    GString *out = file->buffer;
    g_string_append(out, file->n_rows > 0 ? ",\n" : "");
    g_string_append(out, "{\"type\":\"Feature\",\"properties\":{");
    for (guint i = 0; i < file->types->len; i++) {
        g_string_append(out, g_ptr_array_index(file->keys, i));
        append_value(out, g_array_index(file->types, dataset_type, i), &values[i]);
    }
    g_string_append(out, "},\"geometry\":");
    if (wkb == NULL)
        g_string_append(out, "null");
    else if (!geojson_append_geometry(out, wkb))
        return mlg_fail(err, MLG_E_INTERNAL, "%s: row %ld: not a normalised multipolygon",
                        file->path, file->n_rows + 1);
    g_string_append_c(out, '}');
    file->n_rows++;
    return out->len > GEOJSON_BUFFER ? flush(file, err) : MLG_OK;
}

mlg_status geojson_file_close(geojson_file *file, mlg_error *err)
{
    g_string_append(file->buffer, file->n_rows > 0 ? "\n]}\n" : "]}\n");
    MLG_TRY(flush(file, err));
    dataset_guard guard;
    dataset_guard_push(&guard);
    errno = 0;
    int closed = VSIFCloseL(file->handle);
    int error = errno;
    dataset_guard_pop();
    file->handle = NULL;
    if (closed != 0 || guard.failed)
        return cannot_write(file, &guard, error, err);
    return MLG_OK;
}

void geojson_file_free(geojson_file *file)
{
    if (file == NULL)
        return;
    if (file->handle != NULL)
        (void)VSIFCloseL(file->handle); /* after an error: the caller removes the file */
    g_array_free(file->types, TRUE);
    g_ptr_array_free(file->keys, TRUE);
    g_string_free(file->buffer, TRUE);
    g_free(file->path);
    g_free(file);
}
