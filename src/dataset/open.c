/*
 * open.c - a source as typed becomes a dataset: one file, a folder or archive of files, a database.
 */
#include "base/address.h"
#include "base/enums.h"
#include "base/text.h"
#include "dataset/private.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <cpl_vsi.h>
#include <glib/gstdio.h>

/** Letters that a typing mistake in a layer's name may change. */
#define OPEN_NEAR_DISTANCE 2

static void free_file(gpointer file)
{
    dataset_file_free(file);
}

static void free_entry(gpointer entry)
{
    dataset_entry_free(entry);
}

void dataset_free(dataset *ds)
{
    if (ds == NULL)
        return;
    g_ptr_array_free(ds->entries, TRUE);
    g_ptr_array_free(ds->files, TRUE);
    g_free(ds->digest);
    g_free(ds->wanted);
    g_free(ds->shown);
    g_free(ds->path);
    g_free(ds);
}

size_t dataset_layer_count(const dataset *ds)
{
    return ds->entries->len;
}

const dataset_layer *dataset_get_layer(const dataset *ds, size_t i)
{
    const dataset_entry *entry = g_ptr_array_index(ds->entries, i);
    return &entry->layer;
}

const char *dataset_path(const dataset *ds)
{
    return ds->shown;
}

bool dataset_is_raw_table(const dataset *ds)
{
    return ds->raw;
}

const char *dataset_encoding(const dataset *ds)
{
    for (guint i = 0; i < ds->files->len; i++) {
        const dataset_file *file = g_ptr_array_index(ds->files, i);
        if (file->csv != NULL)
            return csv_table_encoding(file->csv);
    }
    return NULL;
}

bool dataset_is_one_text(const dataset *ds)
{
    const dataset_file *file = ds->files->len == 1 ? g_ptr_array_index(ds->files, 0) : NULL;
    return file != NULL && file->csv != NULL && strcmp(file->path, ds->path) == 0;
}

char dataset_separator(const dataset *ds, size_t layer)
{
    const dataset_entry *entry = g_ptr_array_index(ds->entries, layer);
    return entry->file->csv != NULL ? csv_table_separator(entry->file->csv) : '\0';
}

char *dataset_gdal_path(const char *path)
{
    static const char *const zip[] = {".zip", NULL};
    static const char *const gzip[] = {".gz", NULL};
    if (g_str_has_prefix(path, "/vsi"))
        return g_strdup(path);
    if (dataset_has_extension(path, zip))
        return g_strconcat("/vsizip/{", path, "}", NULL);
    if (dataset_has_extension(path, gzip))
        return g_strconcat("/vsigzip/", path, NULL);
    return g_strdup(path);
}

static mlg_status missing(const char *path, mlg_error *err)
{
    g_autofree char *near = dataset_near_name(path);
    mlg_status status = mlg_fail(err, MLG_E_IO, _("%s: no such file or folder"), path);
    if (near != NULL && strcmp(near, path) == 0)
        return mlg_hint(err, status, _("it is a link: check where it leads"));
    if (near != NULL)
        return mlg_hint(err, status, _("did you mean %s?"), near);
    return mlg_hint(err, status, _("check the path; relative paths start from the current folder"));
}

static mlg_status open_folder(dataset *ds, const char *folder, const char *const *options,
                              mlg_error *err)
{
    g_autoptr(GPtrArray) files = NULL;
    MLG_TRY(dataset_list_files(folder, ds->path, &files, err));
    for (guint i = 0; i < files->len; i++) {
        const char *name = g_ptr_array_index(files, i);
        g_autofree char *path = g_strconcat(folder, "/", name, NULL);
        g_autofree char *shown = g_build_filename(ds->path, name, NULL);
        MLG_TRY(dataset_open_file(ds, path, shown, options, err));
    }
    return MLG_OK;
}

mlg_status dataset_check_path(const char *path, mlg_error *err)
{
    VSIStatBufL stat;
    /* what stands inside an archive is found by opening it */
    if (g_str_has_prefix(path, "/vsi"))
        return MLG_OK;
    if (VSIStatL(path, &stat) != 0)
        return missing(path, err);
    if (g_access(path, R_OK) != 0)
        return mlg_hint(
            err, mlg_fail(err, MLG_E_IO, _("%s: cannot be read: %s"), path, _(g_strerror(errno))),
            _("ask for the right to read it, or for a copy"));
    /* a pipe can be read once, and GDAL opens a file several times */
    if (dataset_is_endless(stat.st_mode))
        return mlg_hint(
            err, mlg_fail(err, MLG_E_IO, _("%s: is no file on a disk"), path),
            _("save it to a file first; for a pipe, give - and send it to the standard input"));
    return MLG_OK;
}

static mlg_status open_path(dataset *ds, const char *const *options, mlg_error *err)
{
    static const char *const seven_zip[] = {".7z", NULL};
    if (base_is_database(ds->path))
        return dataset_open_database(ds, err);
    VSIStatBufL stat;
    MLG_TRY(dataset_check_path(ds->path, err));
    if (dataset_has_extension(ds->path, seven_zip))
        return mlg_hint(err, mlg_fail(err, MLG_E_IO, _("%s: .7z archives are not read"), ds->path),
                        _("extract it (7z x %s) and name the folder"), ds->path);
    g_autofree char *path = dataset_gdal_path(ds->path);
    static const char *const gdb[] = {".gdb", NULL};
    /* no folder; GDAL would read it to its end to know its size */
    bool compressed = g_str_has_prefix(path, "/vsigzip/");
    dataset_guard guard;
    dataset_guard_push(&guard);
    bool folder = !compressed && VSIStatL(path, &stat) == 0 && VSI_ISDIR(stat.st_mode);
    dataset_guard_pop();
    if (folder && !dataset_has_extension(path, gdb))
        return open_folder(ds, path, options, err);
    return dataset_open_file(ds, path, ds->shown, options, err);
}

/* The layer whose name is a typing mistake away, or NULL. */
static const char *near_layer(const dataset *ds, const char *name)
{
    g_autofree char *folded = base_fold(name);
    for (guint i = 0; i < ds->entries->len; i++) {
        const char *other = dataset_get_layer(ds, i)->name;
        g_autofree char *other_folded = base_fold(other);
        if (base_edit_distance(folded, other_folded) <= OPEN_NEAR_DISTANCE)
            return other;
    }
    return NULL;
}

/* Keeps the layer that |layername= names. */
static mlg_status keep_layer(dataset *ds, const char *name, mlg_error *err)
{
    g_autoptr(GString) there = g_string_new(NULL);
    for (guint pass = 0; pass < 2; pass++) { /* exact, then ignoring case */
        for (guint i = 0; i < ds->entries->len; i++) {
            dataset_entry *entry = g_ptr_array_index(ds->entries, i);
            bool same = pass == 0 ? strcmp(entry->name, name) == 0
                                  : g_ascii_strcasecmp(entry->name, name) == 0;
            if (same) {
                g_ptr_array_remove_range(ds->entries, i + 1, ds->entries->len - i - 1);
                if (i > 0)
                    g_ptr_array_remove_range(ds->entries, 0, i);
                return MLG_OK;
            }
            if (pass == 0)
                g_string_append_printf(there, "%s%s", there->len > 0 ? ", " : "", entry->name);
        }
    }
    mlg_status status = mlg_fail(err, MLG_E_NOT_FOUND, _("%s: no layer named %s"), ds->shown, name);
    const char *near = near_layer(ds, name);
    if (near != NULL)
        return mlg_hint(err, status, _("did you mean %s? layers there: %s"), near, there->str);
    return mlg_hint(err, status, _("layers there: %s"), there->str);
}

static mlg_status open_source(const char *source, const char *const *options, bool head_only,
                              dataset **ret, mlg_error *err)
{
    static const char marker[] = "|layername=";
    dataset_register();
    const char *cut = strstr(source, marker);
    g_autoptr(dataset) ds = g_new0(dataset, 1);
    ds->files = g_ptr_array_new_with_free_func(free_file);
    ds->entries = g_ptr_array_new_with_free_func(free_entry);
    ds->path = cut != NULL ? g_strndup(source, (gsize)(cut - source)) : g_strdup(source);
    ds->wanted = cut != NULL ? g_strdup(cut + strlen(marker)) : NULL;
    ds->shown = mlg_hide_password(ds->path);
    if (dataset_is_standard_input(ds->path)) {
        const char *path = NULL;
        MLG_TRY(dataset_standard_input(&path, err));
        g_free(ds->path);
        ds->path = g_strdup(path);
    }
    ds->raw = true;
    ds->head_only = head_only;
    MLG_TRY(open_path(ds, options, err));
    if (ds->entries->len == 0)
        return mlg_hint(err, mlg_fail(err, MLG_E_IO, _("%s: no layer in it"), ds->shown), "%s",
                        base_is_database(ds->path)
                            ? _("look whether it is the right database, and its tables in a schema "
                                "that this user may use")
                            : _("the file may be incomplete: fetch it again"));
    if (ds->wanted != NULL)
        MLG_TRY(keep_layer(ds, ds->wanted, err));
    for (guint i = 0; i < ds->entries->len; i++)
        ds->raw = ds->raw && dataset_get_layer(ds, i)->raw;
    *ret = g_steal_pointer(&ds);
    return MLG_OK;
}

mlg_status dataset_open(const char *source, const char *const *options, dataset **ret,
                        mlg_error *err)
{
    return open_source(source, options, /* head_only= */ false, ret, err);
}

mlg_status dataset_open_head(const char *source, dataset **ret, mlg_error *err)
{
    return open_source(source, NULL, /* head_only= */ true, ret, err);
}
