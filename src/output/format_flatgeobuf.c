/*
 * format_flatgeobuf.c - a folder with one FlatGeobuf file a layer. Rows without geometry have no
 * place in one (GDAL 3.6 leaves them out without a word): tables, and such rows of layers
 * (LAYER_sans_geometrie), are CSV with points beside them.
 */
#include "output/csv.h"
#include "output/format.h"

#include "geom/wkb.h"

typedef struct flatgeobuf_folder {
    dataset_writer *writer;
    output_csv *csv;
    /* the layer begun last */
    const dataset_layer_def *def;
    bool has_rest; /* its rows without geometry have their file */
} flatgeobuf_folder;

static void free_folder(void *file)
{
    flatgeobuf_folder *folder = file;
    if (folder == NULL)
        return;
    dataset_writer_free(folder->writer);
    output_csv_free(folder->csv);
    g_free(folder);
}

static mlg_status open_folder(const output_run *run, const char *path, const char *timestamp,
                              void **ret, mlg_error *err)
{
    dataset_writer *writer = NULL;
    MLG_TRY(dataset_writer_new("FlatGeobuf", path, run->crs, timestamp, &writer, err));
    flatgeobuf_folder *folder = g_new0(flatgeobuf_folder, 1);
    folder->writer = writer;
    folder->csv = output_csv_new(path, /* point= */ true);
    *ret = folder;
    return MLG_OK;
}

static mlg_status begin_layer(void *file, const dataset_layer_def *def, mlg_error *err)
{
    flatgeobuf_folder *folder = file;
    folder->def = def;
    folder->has_rest = false;
    return def->spatial ? dataset_writer_layer(folder->writer, def, err)
                        : output_csv_layer(folder->csv, def->name, def, err);
}

static mlg_status put_rest(flatgeobuf_folder *folder, const dataset_value *values, mlg_error *err)
{
    g_autofree char *name = g_strconcat(folder->def->name, "_sans_geometrie", NULL);
    if (!folder->has_rest)
        MLG_TRY(output_csv_layer(folder->csv, name, folder->def, err));
    folder->has_rest = true;
    return output_csv_row(folder->csv, values, err);
}

static mlg_status put_row(void *file, const dataset_value *values, GBytes *wkb, mlg_error *err)
{
    flatgeobuf_folder *folder = file;
    if (!folder->def->spatial)
        return output_csv_row(folder->csv, values, err);
    if (wkb == NULL || geom_wkb_is_empty(wkb))
        return put_rest(folder, values, err);
    return dataset_writer_row(folder->writer, values, wkb, err);
}

static mlg_status close_folder(void *file, mlg_error *err)
{
    flatgeobuf_folder *folder = file;
    MLG_TRY(output_csv_end(folder->csv, err));
    return dataset_writer_close(folder->writer, err);
}

static const char *const extensions[] = {".fgb", ".csv", ".csvt", NULL};

const output_format output_format_flatgeobuf = {
    .name = "FlatGeobuf",
    .folder = true,
    .extensions = extensions,
    .open = open_folder,
    .layer = begin_layer,
    .row = put_row,
    .close = close_folder,
    .free = free_folder,
};
