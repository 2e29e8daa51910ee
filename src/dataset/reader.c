/*
 * reader.c - rows of a layer one after the other, as text and WKB, with as few copies as OGR
 * allows.
 */
#include "base/text.h"
#include "dataset/database.h"

#include <string.h>

#include <ogr_api.h>

struct dataset_reader {
    const dataset_entry *entry;
    OGRFeatureH feature;
    csv_cursor cursor;
    int *fields; /* column numbers, in the order of values */
    size_t n_fields;
    const char **values;
    char **owned; /* values that had to be made, by field */
    unsigned char *wkb;
    size_t wkb_capacity;
    int64_t n_read;
    dataset_row row;
};

static mlg_status find_columns(dataset_reader *reader, const char *const *columns, mlg_error *err)
{
    const dataset_layer *layer = &reader->entry->layer;
    size_t n = columns != NULL ? g_strv_length((char **)columns) : layer->n_columns;
    reader->n_fields = n;
    reader->fields = g_new0(int, n + 1);
    reader->values = g_new0(const char *, n + 1);
    reader->owned = g_new0(char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        size_t j = columns != NULL ? 0 : i;
        while (columns != NULL && j < layer->n_columns &&
               strcmp(layer->columns[j], columns[i]) != 0)
            j++;
        if (j >= layer->n_columns)
            return mlg_fail(err, MLG_E_NOT_FOUND, _("%s: layer %s: no column %s"), layer->file,
                            layer->name, columns[i]);
        reader->fields[i] = (int)j;
    }
    return MLG_OK;
}

/* Columns that nobody asked for are not decoded by the drivers that can skip them. */
static void ignore_other_columns(const dataset_reader *reader)
{
    const dataset_layer *layer = &reader->entry->layer;
    g_autoptr(GPtrArray) ignored = g_ptr_array_new();
    for (size_t j = 0; j < layer->n_columns; j++) {
        bool asked = false;
        for (size_t i = 0; i < reader->n_fields && !asked; i++)
            asked = reader->fields[i] == (int)j;
        if (!asked)
            g_ptr_array_add(ignored, layer->columns[j]);
    }
    g_ptr_array_add(ignored, NULL);
    /* a driver that cannot ignore returns an error and reads everything: as good */
    (void)OGR_L_SetIgnoredFields(reader->entry->handle, (const char **)ignored->pdata);
}

mlg_status dataset_reader_new(dataset *ds, size_t layer, const char *const *columns,
                              dataset_reader **ret, mlg_error *err)
{
    g_autoptr(dataset_reader) reader = g_new0(dataset_reader, 1);
    reader->entry = g_ptr_array_index(ds->entries, layer);
    MLG_TRY(find_columns(reader, columns, err));
    if (reader->entry->handle != NULL) {
        dataset_guard guard;
        dataset_guard_push(&guard);
        ignore_other_columns(reader);
        OGR_L_ResetReading(reader->entry->handle);
        dataset_guard_pop();
    }
    reader->row.values = reader->values;
    *ret = g_steal_pointer(&reader);
    return MLG_OK;
}

static void clear_owned(dataset_reader *reader)
{
    for (size_t i = 0; i < reader->n_fields; i++)
        if (reader->owned[i] != NULL) {
            g_free(reader->owned[i]);
            reader->owned[i] = NULL;
        }
}

void dataset_reader_free(dataset_reader *reader)
{
    if (reader == NULL)
        return;
    if (reader->feature != NULL)
        OGR_F_Destroy(reader->feature);
    if (reader->entry->handle != NULL) {
        dataset_guard guard;
        dataset_guard_push(&guard);
        (void)OGR_L_SetIgnoredFields(reader->entry->handle, NULL);
        dataset_guard_pop();
    }
    csv_cursor_done(&reader->cursor);
    if (reader->owned != NULL)
        clear_owned(reader);
    g_free(reader->owned);
    g_free(reader->fields);
    g_free((gpointer)reader->values);
    g_free(reader->wkb);
    g_free(reader);
}

/* Lists ("93048", "93059") are joined as official files write them. */
static char *join_list(char **items)
{
    return items != NULL ? g_strjoinv(", ", items) : NULL;
}

static bool is_space(char c)
{
    return g_ascii_isspace(c);
}

/* The text without spaces around (no-break ones too); copied only when there are some, or when the
 * text does not last until the next row. */
static const char *tidy(dataset_reader *reader, size_t i, const char *text, bool lasting)
{
    size_t n = strlen(text);
    bool utf8 = reader->entry->handle == NULL || g_utf8_validate(text, (gssize)n, NULL);
    if (lasting && utf8 &&
        (n == 0 || (!is_space(text[0]) && (unsigned char)text[0] != 0xC2 &&
                    !is_space(text[n - 1]) && (unsigned char)text[n - 1] != 0xA0)))
        return text;
    char *copy =
        utf8 ? g_strdup(text) : g_convert(text, (gssize)n, "UTF-8", "CP1252", NULL, NULL, NULL);
    if (copy == NULL)
        copy = g_utf8_make_valid(text, (gssize)n);
    char *start = copy;
    while (is_space(*start) || strncmp(start, "\xC2\xA0", 2) == 0)
        start += *start == '\xC2' ? 2 : 1;
    char *end = start + strlen(start);
    while (end > start &&
           (is_space(end[-1]) || (end - start >= 2 && strncmp(end - 2, "\xC2\xA0", 2) == 0)))
        end -= end[-1] == '\xA0' ? 2 : 1;
    *end = '\0';
    memmove(copy, start, (size_t)(end - start) + 1);
    g_free(reader->owned[i]);
    reader->owned[i] = copy;
    return copy;
}

static const char *field_text(dataset_reader *reader, size_t i)
{
    OGRFeatureH feature = reader->feature;
    int field = reader->fields[i];
    if (!OGR_F_IsFieldSetAndNotNull(feature, field))
        return NULL;
    OGRFieldType type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, field));
    if (type == OFTStringList) {
        g_autofree char *joined = join_list(OGR_F_GetFieldAsStringList(feature, field));
        return joined != NULL ? tidy(reader, i, joined, /* lasting= */ false) : NULL;
    }
    /* numbers and dates are written in one buffer of the feature */
    return tidy(reader, i, OGR_F_GetFieldAsString(feature, field), type == OFTString);
}

/* Sets row.wkb from the feature; curves become segments. */
static mlg_status take_geometry(dataset_reader *reader, mlg_error *err)
{
    reader->row.wkb = NULL;
    reader->row.wkb_size = 0;
    OGRGeometryH geometry = OGR_F_GetGeometryRef(reader->feature);
    if (geometry == NULL)
        return MLG_OK;
    OGRGeometryH linear = NULL;
    if (OGR_GT_IsNonLinear(OGR_G_GetGeometryType(geometry)))
        geometry = linear = OGR_G_GetLinearGeometry(geometry, /* dfMaxAngle= */ 0, NULL);
    size_t size = geometry != NULL ? OGR_G_WkbSizeEx(geometry) : 0;
    if (size > reader->wkb_capacity) {
        g_free(reader->wkb);
        reader->wkb_capacity = size + size / 2;
        reader->wkb = g_malloc(reader->wkb_capacity);
    }
    OGRErr status = size > 0 ? OGR_G_ExportToIsoWkb(geometry, wkbNDR, reader->wkb) : OGRERR_FAILURE;
    OGR_G_DestroyGeometry(linear);
    if (status != OGRERR_NONE)
        return mlg_fail(err, MLG_E_GEOMETRY,
                        _("%s: layer %s: feature %ld: geometry cannot be read"),
                        reader->entry->layer.file, reader->entry->layer.name, reader->row.row);
    reader->row.wkb = reader->wkb;
    reader->row.wkb_size = size;
    return MLG_OK;
}

static mlg_status next_csv(dataset_reader *reader, const dataset_row **ret_row)
{
    size_t n = csv_table_next(reader->entry->file->csv, &reader->cursor);
    if (n == 0) {
        *ret_row = NULL;
        return MLG_OK;
    }
    clear_owned(reader);
    for (size_t i = 0; i < reader->n_fields; i++) {
        size_t cell = (size_t)reader->fields[i];
        reader->values[i] = NULL;
        if (cell < n) {
            const char *text =
                reader->cursor.text->str + g_array_index(reader->cursor.starts, gsize, cell);
            reader->values[i] = tidy(reader, i, text, /* lasting= */ true);
        }
    }
    reader->row.row = reader->cursor.line;
    reader->row.fid = reader->cursor.line;
    *ret_row = &reader->row;
    return MLG_OK;
}

/* After the last feature, or in place of one that cannot be read. */
static mlg_status at_end(const dataset_reader *reader, const dataset_guard *guard, mlg_error *err)
{
    const dataset_layer *layer = &reader->entry->layer;
    mlg_status status = MLG_OK;
    if (guard->failed && reader->entry->file->database)
        return dataset_database_unreadable(layer->file, layer->name, guard, err);
    if (reader->n_read < layer->declared_count)
        status = mlg_fail(
            err, MLG_E_IO, _("%s: layer %s: %lld features read of the %lld that the file declares"),
            layer->file, layer->name, (long long)reader->n_read, (long long)layer->declared_count);
    else if (guard->failed)
        status =
            mlg_fail(err, MLG_E_IO, _("%s: layer %s: feature %lld: %s"), layer->file, layer->name,
                     (long long)reader->n_read + 1, dataset_guard_reason(guard, 0));
    return status == MLG_OK ? MLG_OK
                            : mlg_hint(err, status, _("the file is incomplete: fetch it again"));
}

mlg_status dataset_reader_next(dataset_reader *reader, const dataset_row **ret_row, mlg_error *err)
{
    if (reader->entry->handle == NULL)
        return next_csv(reader, ret_row);
    if (reader->feature != NULL)
        OGR_F_Destroy(reader->feature);
    dataset_guard guard;
    dataset_guard_push(&guard);
    reader->feature = OGR_L_GetNextFeature(reader->entry->handle);
    dataset_guard_pop();
    if (reader->feature == NULL || guard.failed) {
        MLG_TRY(at_end(reader, &guard, err));
        *ret_row = NULL;
        return MLG_OK;
    }
    reader->n_read++;
    reader->row.fid = OGR_F_GetFID(reader->feature);
    reader->row.row = (long)(reader->entry->layer.raw ? reader->row.fid : reader->n_read);
    clear_owned(reader);
    for (size_t i = 0; i < reader->n_fields; i++)
        reader->values[i] = field_text(reader, i);
    MLG_TRY(take_geometry(reader, err));
    *ret_row = &reader->row;
    return MLG_OK;
}
