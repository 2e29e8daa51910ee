/*
 * reads.c - the files behind a source, compared with the name of an output.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include "dataset/reads.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_FOLDERS = 256 }; /* that a path can lie in */

/* Files that make one source with the one that is named, where they stand beside it. */
typedef struct family {
    const char *suffix;
    const char *others[4];  /* that hold a part of the data */
    const char *indexes[5]; /* that are made from them */
} family;
static const family families[] = {
    {".shp", {"dbf", "prj", "cpg"}, {"shx", "qix", "sbn", "sbx", "qpj"}},
    {".tab", {"dat", "map"}, {"id", "ind"}},
    {".mif", {"mid"}, {NULL}},
    {".asc", {"prj"}, {NULL}},
    {".csv", {NULL}, {"csvt", "prj"}},
    {".tif", {NULL}, {"tfw", "tif.ovr", "tif.aux.xml"}},
};

static const family *family_of(const char *path, size_t size)
{
    for (size_t i = 0; i < G_N_ELEMENTS(families); i++)
        if (size > strlen(families[i].suffix) &&
            g_ascii_strcasecmp(path + size - strlen(families[i].suffix), families[i].suffix) == 0)
            return &families[i];
    return NULL;
}

static void add_there(GPtrArray *found, const char *path, const char *suffix, const char *const *to,
                      size_t n)
{
    size_t size = strlen(path);
    bool capitals = g_ascii_isupper(path[size - 1]);
    for (size_t i = 0; i < n && to[i] != NULL; i++) {
        g_autofree char *as_typed = capitals ? g_ascii_strup(to[i], -1) : g_strdup(to[i]);
        char *other = g_strdup_printf("%.*s.%s", (int)(size - strlen(suffix)), path, as_typed);
        if (g_file_test(other, G_FILE_TEST_IS_REGULAR))
            g_ptr_array_add(found, other);
        else
            g_free(other);
    }
}

char **dataset_companions(const char *path, bool all)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    const family *f = family_of(path, strlen(path));
    if (f != NULL)
        add_there(found, path, f->suffix, f->others, G_N_ELEMENTS(f->others));
    if (f != NULL && all)
        add_there(found, path, f->suffix, f->indexes, G_N_ELEMENTS(f->indexes));
    g_ptr_array_add(found, NULL);
    return (char **)g_ptr_array_steal(found, NULL);
}

char *dataset_source_path(const char *source)
{
    const char *cut = strstr(source, "|layername=");
    return cut != NULL ? g_strndup(source, (gsize)(cut - source)) : g_strdup(source);
}

/* What stands before the path of an archive, its length; 0: nothing. */
static size_t archive_prefix(const char *path)
{
    static const char *const prefixes[] = {"/vsizip/", "/vsigzip/", "/vsitar/", "/vsi7z/",
                                           "/vsirar/"};
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes);) {
        if (g_str_has_prefix(path + n, prefixes[i])) {
            n += strlen(prefixes[i]);
            i = 0; /* an archive in an archive */
        } else {
            i++;
        }
    }
    return n;
}

char *dataset_absolute_path(const char *source)
{
    g_autofree char *path = dataset_source_path(source);
    size_t n = archive_prefix(path);
    if (path[n] == '{' || (n == 0 && g_str_has_prefix(path, "/vsi")))
        return g_steal_pointer(&path);
    g_autofree char *absolute = g_canonicalize_filename(path + n, NULL);
    return g_strdup_printf("%.*s%s", (int)n, path, absolute);
}

static bool is_there(const char *path, struct stat *ret)
{
    return stat(path, ret) == 0;
}

/* The file or folder on the disk that a source is in: an archive for what is inside of it. False
 * for a database, a server, the standard input. */
static bool find_on_disk(const char *source, char **ret, struct stat *ret_stat)
{
    g_autofree char *typed = dataset_source_path(source);
    size_t n = archive_prefix(typed);
    bool in_archive = n > 0;
    if (!in_archive && g_str_has_prefix(typed, "/vsi"))
        return false;
    n += typed[n] == '{' ? 1 : 0;
    g_autofree char *path = g_strndup(typed + n, strcspn(typed + n, "}"));
    const char *colon = strchr(path, ':');
    if (!is_there(path, ret_stat) && colon != NULL && is_there(colon + 1, ret_stat)) {
        *ret = g_strdup(colon + 1); /* DRIVER:FILE */
        return true;
    }
    while (!is_there(path, ret_stat)) {
        char *folder = g_path_get_dirname(path);
        bool ends = !in_archive || strlen(folder) >= strlen(path);
        g_free(path);
        path = folder;
        if (ends)
            return false;
    }
    *ret = g_steal_pointer(&path);
    return !in_archive || S_ISREG(ret_stat->st_mode);
}

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Goes up from the folder of a path, as the disk has them and not as names do. */
static bool stands_in(const char *path, const struct stat *folder)
{
    g_autofree char *start = g_path_get_dirname(path);
    g_autoptr(GString) up = g_string_new(start);
    struct stat now = {0}, above = {0};
    for (int i = 0; i < MOST_FOLDERS && is_there(up->str, &now); i++) {
        if (is_same(&now, folder))
            return true;
        g_string_append(up, "/..");
        if (!is_there(up->str, &above) || is_same(&now, &above))
            return false;
    }
    return false;
}

/* By its name, or where the links of it lead. */
static bool lies_in(const char *path, const struct stat *folder)
{
    char *real = realpath(path, NULL);
    bool inside = stands_in(path, folder) || (real != NULL && stands_in(real, folder));
    free(real);
    return inside;
}

bool dataset_reads(const char *source, const char *output)
{
    g_autofree char *path = NULL;
    struct stat of_source = {0}, of_output = {0}, of_other = {0};
    if (!is_there(output, &of_output) || !find_on_disk(source, &path, &of_source))
        return false;
    if (is_same(&of_source, &of_output))
        return true;
    if (S_ISDIR(of_source.st_mode) && lies_in(output, &of_source))
        return true;
    if (S_ISDIR(of_output.st_mode))
        return lies_in(path, &of_output);
    g_auto(GStrv) others = dataset_companions(path, true);
    for (char **other = others; *other != NULL; other++)
        if (is_there(*other, &of_other) && is_same(&of_other, &of_output))
            return true;
    return false;
}
