/*
 * format.c - the table of formats, and what those that GDAL writes have in common.
 */
#include "output/format.h"

#include "base/address.h"
#include "base/text.h"

static const output_format *const formats[] = {
    &output_format_gpkg, /* the default */
    &output_format_geojson,
    &output_format_postgresql,
};

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

mlg_status output_choose_format(const char *path, const char *name, const output_format **ret,
                                mlg_error *err)
{
    const output_format *format = NULL;
    bool database = path != NULL && base_is_database(path);
    MLG_TRY(output_find_format(name == NULL && database ? output_format_postgresql.name : name,
                               &format, err));
    if (database == (format->database != NULL)) {
        *ret = format;
        return MLG_OK;
    }
    g_autofree char *shown = path != NULL ? mlg_hide_password(path) : g_strdup("");
    if (database)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_ARG, _("%s: format %s is not written to a database"),
                                 shown, format->name),
                        "%s", _("name a file with -o"));
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_ARG, _("'%s' is not the address of a database"), shown),
                    "%s", _("write it as -o \"PG:host=... dbname=... user=...\""));
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
