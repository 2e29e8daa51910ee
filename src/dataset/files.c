/*
 * files.c - which files of a folder or archive may hold data, and what a missing path may have
 * meant.
 */
#include "base/enums.h"
#include "base/text.h"
#include "dataset/private.h"

#include <string.h>
#include <sys/stat.h>

#include <cpl_string.h>
#include <cpl_vsi.h>

/** A delivery has hundreds of files; more than this is someone's home folder. */
#define FILES_MAX_ENTRIES 20000
/** Letters that a typing mistake may change. */
#define FILES_NEAR_DISTANCE 3

static const char *const data_extensions[] = {".shp",     ".gpkg", ".geojson", ".fgb", ".csv",
                                              ".parquet", ".xlsx", ".ods",     ".xls", NULL};

bool dataset_has_extension(const char *name, const char *const *extensions)
{
    size_t length = strlen(name);
    for (; *extensions != NULL; extensions++) {
        size_t n = strlen(*extensions);
        if (length > n && g_ascii_strcasecmp(name + length - n, *extensions) == 0)
            return true;
    }
    return false;
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

mlg_status dataset_list_files(const char *folder, const char *shown, GPtrArray **ret,
                              mlg_error *err)
{
    VSIDIR *dir = VSIOpenDir(folder, /* nRecurseDepth= */ -1, NULL);
    if (dir == NULL)
        return mlg_fail(err, MLG_E_IO, _("%s: the folder or archive cannot be read"), shown);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    const VSIDIREntry *entry = NULL;
    size_t n = 0;
    while ((entry = VSIGetNextDirEntry(dir)) != NULL && n < FILES_MAX_ENTRIES) {
        g_autofree char *base = g_path_get_basename(entry->pszName);
        if (!VSI_ISDIR(entry->nMode) && !dataset_is_endless((unsigned)entry->nMode) &&
            base[0] != '.' && strstr(entry->pszName, "__MACOSX") == NULL &&
            dataset_has_extension(base, data_extensions))
            g_ptr_array_add(files, g_strdup(entry->pszName));
        n++;
    }
    VSICloseDir(dir);
    if (n >= FILES_MAX_ENTRIES)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_ARG, _("%s: the folder holds more than %d files"),
                                 shown, FILES_MAX_ENTRIES),
                        _("name the folder of one dataset, or the file itself"));
    if (files->len == 0)
        return mlg_hint(
            err, mlg_fail(err, MLG_E_IO, _("%s: no data file in this folder or archive"), shown),
            _("expected a .shp, .gpkg, .geojson, .fgb, .csv, .xlsx or .ods file; "
              "a .7z archive is to be extracted first"));
    g_ptr_array_sort(files, compare_names);
    *ret = g_steal_pointer(&files);
    return MLG_OK;
}

bool dataset_is_endless(unsigned mode)
{
    return S_ISFIFO(mode) || S_ISCHR(mode) || S_ISBLK(mode);
}

char *dataset_near_name(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *name = g_path_get_basename(path);
    g_autofree char *folded = base_fold(name);
    char **names = VSIReadDir(folder);
    unsigned best = FILES_NEAR_DISTANCE + 1;
    const char *near = NULL;
    for (int i = 0; names != NULL && names[i] != NULL; i++) {
        g_autofree char *other = base_fold(names[i]);
        unsigned distance = base_edit_distance(folded, other);
        if (names[i][0] == '.' || distance >= strlen(folded) / 2 || distance > best)
            continue;
        /* a folder is listed in any order */
        if (distance < best || (near != NULL && strcmp(names[i], near) < 0)) {
            best = distance;
            near = names[i];
        }
    }
    char *found = NULL;
    if (near != NULL)
        found = g_build_filename(g_str_has_prefix(path, folder) ? folder : "", near, NULL);
    CSLDestroy(names);
    return found;
}
