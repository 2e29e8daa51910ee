/*
 * batches.c - rows out of the Arrow arrays of a layer (Arrow's C data interface: offsets, validity
 * bits, buffers by the type's letter); feature by feature where the driver's arrays are no faster,
 * or have no end: FlatGeobuf's of GDAL 3.6.
 */
#include "dataset/batches.h"

#include "base/text.h"
#include "dataset/private.h"

#include <math.h>
#include <string.h>

#include <ogr_api.h>
#include <ogr_recordbatch.h>

/** Drivers whose arrays are read. */
static const char *const by_arrays[] = {"GPKG", "Parquet", "Arrow", NULL};

struct dataset_batches {
    const dataset_entry *entry;
    bool arrays;
    OGRFeatureH feature; /* without arrays */
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray batch;
    size_t n_columns;
    int *children; /* place of each column in the batch, or the feature */
    dataset_scalar *values;
    int64_t next; /* row of the batch */
    int64_t n_read;
};

static mlg_status unreadable(const dataset_batches *batches, const char *why, mlg_error *err)
{
    const dataset_layer *layer = &batches->entry->layer;
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_IO, _("%s: layer %s: feature %lld: %s"), layer->file,
                             layer->name, (long long)batches->n_read + 1,
                             why != NULL && why[0] != '\0' ? why : _("unknown reason")),
                    _("the file is incomplete: fetch it again"));
}

/* Columns that nobody asked for, and geometries, are not decoded. */
static void ignore_others(const dataset_entry *entry, const char *const *columns)
{
    g_autoptr(GPtrArray) ignored = g_ptr_array_new();
    for (size_t i = 0; i < entry->layer.n_columns; i++)
        if (!g_strv_contains(columns, entry->layer.columns[i]))
            g_ptr_array_add(ignored, entry->layer.columns[i]);
    g_ptr_array_add(ignored, (gpointer) "OGR_GEOMETRY");
    g_ptr_array_add(ignored, NULL);
    /* a driver that cannot ignore returns an error and reads everything: as good */
    (void)OGR_L_SetIgnoredFields(entry->handle, (const char **)ignored->pdata);
}

static int find_child(const struct ArrowSchema *schema, const char *name)
{
    for (int64_t i = 0; i < schema->n_children; i++)
        if (g_strcmp0(schema->children[i]->name, name) == 0)
            return (int)i;
    return -1;
}

static mlg_status start(dataset_batches *batches, const char *const *columns, mlg_error *err)
{
    const dataset_entry *entry = batches->entry;
    dataset_guard guard;
    GDALDriverH driver = GDALGetDatasetDriver(entry->file->handle);
    batches->arrays = g_strv_contains(by_arrays, GDALGetDriverShortName(driver));
    dataset_guard_push(&guard);
    ignore_others(entry, columns);
    OGR_L_ResetReading(entry->handle);
    bool ok =
        !batches->arrays || (OGR_L_GetArrowStream(entry->handle, &batches->stream, NULL) &&
                             batches->stream.get_schema(&batches->stream, &batches->schema) == 0);
    dataset_guard_pop();
    if (!ok)
        return unreadable(batches, dataset_guard_reason(&guard, 0), err);
    batches->n_columns = g_strv_length((char **)columns);
    batches->children = g_new0(int, batches->n_columns + 1);
    batches->values = g_new0(dataset_scalar, batches->n_columns + 1);
    for (size_t i = 0; i < batches->n_columns; i++) {
        batches->children[i] = batches->arrays
                                   ? find_child(&batches->schema, columns[i])
                                   : OGR_L_FindFieldIndex(entry->handle, columns[i], TRUE);
        if (batches->children[i] < 0)
            return mlg_fail(err, MLG_E_NOT_FOUND, _("%s: layer %s: no column %s"),
                            entry->layer.file, entry->layer.name, columns[i]);
    }
    return MLG_OK;
}

mlg_status dataset_batches_new(dataset *ds, size_t layer, const char *const *columns,
                               dataset_batches **ret, mlg_error *err)
{
    g_autoptr(dataset_batches) batches = g_new0(dataset_batches, 1);
    batches->entry = g_ptr_array_index(ds->entries, layer);
    MLG_TRY(start(batches, columns, err));
    *ret = g_steal_pointer(&batches);
    return MLG_OK;
}

void dataset_batches_free(dataset_batches *batches)
{
    if (batches == NULL)
        return;
    dataset_guard guard;
    dataset_guard_push(&guard);
    if (batches->feature != NULL)
        OGR_F_Destroy(batches->feature);
    if (batches->batch.release != NULL)
        batches->batch.release(&batches->batch);
    if (batches->schema.release != NULL)
        batches->schema.release(&batches->schema);
    if (batches->stream.release != NULL)
        batches->stream.release(&batches->stream);
    (void)OGR_L_SetIgnoredFields(batches->entry->handle, NULL);
    dataset_guard_pop();
    g_free(batches->children);
    g_free(batches->values);
    g_free(batches);
}

static double get_number(const struct ArrowArray *array, char format, size_t i)
{
    const void *data = array->buffers[1];
    switch (format) {
    case 'b': /* bits */
        return (((const uint8_t *)data)[i / 8] >> (i % 8)) & 1;
    case 'c':
        return ((const int8_t *)data)[i];
    case 'C':
        return ((const uint8_t *)data)[i];
    case 's':
        return ((const int16_t *)data)[i];
    case 'S':
        return ((const uint16_t *)data)[i];
    case 'i':
        return ((const int32_t *)data)[i];
    case 'I':
        return ((const uint32_t *)data)[i];
    case 'l':
        return (double)((const int64_t *)data)[i];
    case 'L':
        return (double)((const uint64_t *)data)[i];
    case 'f':
        return (double)((const float *)data)[i];
    case 'g':
        return ((const double *)data)[i];
    default:
        return (double)NAN; /* dates, lists: no figures */
    }
}

static dataset_scalar get_scalar(const dataset_batches *batches, int child, int64_t row)
{
    const struct ArrowArray *array = batches->batch.children[child];
    const char *format = batches->schema.children[child]->format;
    size_t i = (size_t)(row + array->offset);
    const uint8_t *valid = array->buffers[0];
    dataset_scalar value = {.number = (double)NAN};
    if (valid != NULL && ((valid[i / 8] >> (i % 8)) & 1) == 0)
        return value;
    if (strcmp(format, "u") == 0) {
        const int32_t *offsets = array->buffers[1];
        value.text = (const char *)array->buffers[2] + offsets[i];
        value.size = (size_t)(offsets[i + 1] - offsets[i]);
    } else if (strcmp(format, "U") == 0) {
        const int64_t *offsets = array->buffers[1];
        value.text = (const char *)array->buffers[2] + offsets[i];
        value.size = (size_t)(offsets[i + 1] - offsets[i]);
    } else if (format[1] == '\0') {
        value.number = get_number(array, format[0], i);
    }
    return value;
}

/* After a read that failed, or the last row. */
static mlg_status at_end(const dataset_batches *batches, bool failed, const char *why,
                         mlg_error *err)
{
    const dataset_layer *layer = &batches->entry->layer;
    if (failed)
        return unreadable(batches, why, err);
    if (batches->n_read < layer->declared_count)
        return mlg_hint(
            err,
            mlg_fail(err, MLG_E_IO,
                     _("%s: layer %s: %lld features read of the %lld that the file declares"),
                     layer->file, layer->name, (long long)batches->n_read,
                     (long long)layer->declared_count),
            _("the file is incomplete: fetch it again"));
    return MLG_OK;
}

/* Values of the next row of a batch; false in *ret_more at the end. */
static mlg_status next_of_array(dataset_batches *batches, bool *ret_more, mlg_error *err)
{
    if (batches->next >= batches->batch.length) {
        dataset_guard guard;
        dataset_guard_push(&guard);
        if (batches->batch.release != NULL)
            batches->batch.release(&batches->batch);
        memset(&batches->batch, 0, sizeof batches->batch);
        int code = batches->stream.get_next(&batches->stream, &batches->batch);
        dataset_guard_pop();
        batches->next = 0;
        *ret_more = batches->batch.length > 0;
        if (!*ret_more || code != 0 || guard.failed)
            return at_end(batches, code != 0 || guard.failed, dataset_guard_reason(&guard, 0), err);
    }
    *ret_more = true;
    int64_t row = batches->next++ + batches->batch.offset;
    for (size_t i = 0; i < batches->n_columns; i++)
        batches->values[i] = get_scalar(batches, batches->children[i], row);
    return MLG_OK;
}

static dataset_scalar get_field(OGRFeatureH feature, int field)
{
    dataset_scalar value = {.number = (double)NAN};
    if (!OGR_F_IsFieldSetAndNotNull(feature, field))
        return value;
    switch (OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, field))) {
    case OFTString:
        value.text = OGR_F_GetFieldAsString(feature, field);
        value.size = strlen(value.text);
        break;
    case OFTInteger:
    case OFTInteger64:
    case OFTReal:
        value.number = OGR_F_GetFieldAsDouble(feature, field);
        break;
    default: /* dates, lists: no figures */
        break;
    }
    return value;
}

static mlg_status next_feature(dataset_batches *batches, bool *ret_more, mlg_error *err)
{
    dataset_guard guard;
    dataset_guard_push(&guard);
    if (batches->feature != NULL)
        OGR_F_Destroy(batches->feature);
    batches->feature = OGR_L_GetNextFeature(batches->entry->handle);
    dataset_guard_pop();
    *ret_more = batches->feature != NULL;
    if (!*ret_more || guard.failed)
        return at_end(batches, guard.failed, dataset_guard_reason(&guard, 0), err);
    for (size_t i = 0; i < batches->n_columns; i++)
        batches->values[i] = get_field(batches->feature, batches->children[i]);
    return MLG_OK;
}

mlg_status dataset_batches_next(dataset_batches *batches, const dataset_scalar **ret, long *ret_row,
                                mlg_error *err)
{
    bool more = false;
    MLG_TRY(batches->arrays ? next_of_array(batches, &more, err)
                            : next_feature(batches, &more, err));
    *ret = more ? batches->values : NULL;
    if (!more)
        return MLG_OK;
    batches->n_read++;
    *ret_row =
        batches->entry->layer.raw ? (long)OGR_F_GetFID(batches->feature) : (long)batches->n_read;
    return MLG_OK;
}
