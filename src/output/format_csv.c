/*
 * format_csv.c - a folder with one CSV file a layer or table, without geometry.
 */
#include "output/csv.h"
#include "output/format.h"

static mlg_status open_folder(const output_run *run, const char *path, const char *timestamp,
                              void **ret, mlg_error *err)
{
    (void)timestamp;
    bool point = false;
    MLG_TRY(output_csv_style(run->options, &point, err));
    *ret = output_csv_new(path, point);
    return MLG_OK;
}

static mlg_status begin_layer(void *file, const dataset_layer_def *def, mlg_error *err)
{
    return output_csv_layer(file, def->name, def, err);
}

static mlg_status put_row(void *file, const dataset_value *values, GBytes *wkb, mlg_error *err)
{
    (void)wkb;
    return output_csv_row(file, values, err);
}

static mlg_status close_folder(void *file, mlg_error *err)
{
    return output_csv_end(file, err);
}

static void free_folder(void *file)
{
    output_csv_free(file);
}

static const char *const extensions[] = {".csv", ".csvt", NULL};

const output_format output_format_csv = {
    .name = "CSV",
    .folder = true,
    .extensions = extensions,
    .no_shapes = true,
    .open = open_folder,
    .layer = begin_layer,
    .row = put_row,
    .close = close_folder,
    .free = free_folder,
};
