/*
 * format.c - the table of formats, and what those that a dataset_writer writes have in common.
 */
#include "output/format.h"

#include "base/address.h"
#include "base/text.h"

#include <string.h>

static const output_format *const formats[] = {
    &output_format_gpkg, /* the default */
    &output_format_geojson,    &output_format_csv,    &output_format_xlsx,       &output_format_ods,
    &output_format_flatgeobuf, &output_format_sqlite, &output_format_postgresql,
};

const char *mlg_output_format(size_t i)
{
    return i < G_N_ELEMENTS(formats) ? formats[i]->name : NULL;
}

mlg_status output_find_format(const char *name, const output_format **ret, mlg_error *err)
{
    size_t i = 0;
    while (i < G_N_ELEMENTS(formats) && name != NULL &&
           g_ascii_strcasecmp(formats[i]->name, name) != 0)
        i++;
    if (i < G_N_ELEMENTS(formats)) {
        *ret = formats[i];
        return MLG_OK;
    }
    g_autoptr(GString) known = g_string_new(formats[0]->name);
    for (i = 1; i < G_N_ELEMENTS(formats); i++)
        g_string_append_printf(known, ", %s", formats[i]->name);
    return mlg_hint(err, mlg_fail(err, MLG_E_ARG, _("format '%s' is not known"), name),
                    _("formats are: %s"), known->str);
}

/* The format whose extension a name has, that of an address, or NULL. */
static const output_format *format_of(const char *path)
{
    if (base_is_database(path))
        return &output_format_postgresql;
    g_autofree char *lower = g_ascii_strdown(path, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        if (formats[i]->extensions != NULL && g_str_has_suffix(lower, formats[i]->extensions[0]))
            return formats[i];
    return NULL;
}

/* A folder named like one of its files would be taken for a file. */
static mlg_status refuse_file_name(const char *path, const output_format *format, mlg_error *err)
{
    g_autofree char *folder = g_strndup(path, strlen(path) - strlen(format->extensions[0]));
    return mlg_hint(
        err,
        mlg_fail(err, MLG_E_ARG, _("%s: %s is a folder of files, one a layer"), path, format->name),
        _("give the name of a folder: -f %s -o %s"), format->name,
        folder[0] != '\0' ? folder : "couverture");
}

/* A name and a format that do not go together. */
static mlg_status refuse_name(const char *path, const output_format *named,
                              const output_format *format, mlg_error *err)
{
    g_autofree char *shown = mlg_hide_password(path);
    if (named != NULL && named->database != NULL)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_ARG, _("%s: format %s is not written to a database"),
                                 shown, format->name),
                        "%s", _("name a file with -o"));
    if (format->database != NULL)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_ARG, _("'%s' is not the address of a database"), shown),
                        "%s", _("write it as -o \"PG:host=... dbname=... user=...\""));
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_ARG, _("%s: this is the name of a %s, not of a %s"), shown,
                             named->name, format->name),
                    format->folder ? _("give the name of a folder, without %s")
                                   : _("give a name that ends with %s"),
                    format->folder ? named->extensions[0] : format->extensions[0]);
}

mlg_status output_choose_format(const char *path, const char *name, const output_format **ret,
                                mlg_error *err)
{
    const output_format *named = path != NULL ? format_of(path) : NULL, *format = NULL;
    MLG_TRY(output_find_format(name, &format, err));
    if (name == NULL && named != NULL)
        format = named;
    if (path != NULL && named != format && (named != NULL || format->database != NULL))
        return refuse_name(path, named, format, err);
    if (named != NULL && named->folder)
        return refuse_file_name(path, format, err);
    *ret = format;
    return MLG_OK;
}

const char *mlg_output_format_of(const char *path, const char *name)
{
    const output_format *format = NULL;
    return output_choose_format(path, name, &format, NULL) == MLG_OK ? format->name : NULL;
}

const char *const *output_folder_extensions(const output_format *format)
{
    return format->folder ? format->extensions : NULL;
}

mlg_status output_ogr_open(const char *driver, const output_run *run, const char *path,
                           const char *timestamp, void **ret, mlg_error *err)
{
    dataset_writer *writer = NULL;
    MLG_TRY(dataset_writer_new(driver, path, run->crs, timestamp, &writer, err));
    *ret = writer;
    return MLG_OK;
}

mlg_status output_ogr_layer(void *file, const dataset_layer_def *def, mlg_error *err)
{
    return dataset_writer_layer(file, def, err);
}

mlg_status output_ogr_row(void *file, const dataset_value *values, GBytes *wkb, mlg_error *err)
{
    return dataset_writer_row(file, values, wkb, err);
}

mlg_status output_ogr_close(void *file, mlg_error *err)
{
    return dataset_writer_close(file, err);
}

void output_ogr_free(void *file)
{
    dataset_writer_free(file);
}
