/*
 * stamp.c - size, time and digest of a source, then and now.
 */
#include "dataset/stamp.h"

#include "dataset/digest.h"
#include "dataset/private.h"

#include <string.h>
#include <sys/stat.h>

#define NANOSECONDS 1000000000LL

/* Of what is no plain file: a folder, an archive; its digest tells. */
#define NO_SIZE (-1)

typedef struct stamp {
    int64_t size, time;
} stamp;

/* False when there is nothing. */
static bool look_at(const char *path, stamp *ret)
{
    struct stat s = {0};
    *ret = (stamp){NO_SIZE, 0};
    if (g_str_has_prefix(path, "/vsi"))
        return true;
    if (stat(path, &s) != 0)
        return false;
    if (S_ISREG(s.st_mode))
        *ret = (stamp){s.st_size, s.st_mtim.tv_sec * NANOSECONDS + s.st_mtim.tv_nsec};
    return S_ISREG(s.st_mode) || S_ISDIR(s.st_mode);
}

/* Files that make one source with the one that is named, where they stand beside it. */
typedef struct family {
    const char *suffix;
    const char *others[4];
} family;
static const family families[] = {
    {".shp", {"dbf", "prj", "cpg"}},
    {".tab", {"dat", "map"}},
    {".mif", {"mid"}},
    {".asc", {"prj"}},
};

static const family *family_of(const char *path, size_t size)
{
    for (size_t i = 0; i < G_N_ELEMENTS(families); i++)
        if (size > strlen(families[i].suffix) &&
            g_ascii_strcasecmp(path + size - strlen(families[i].suffix), families[i].suffix) == 0)
            return &families[i];
    return NULL;
}

/* Those that there are, in capitals as the named one is; NULL-terminated, g_strfreev(). */
static char **companions(const char *path)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    size_t size = strlen(path);
    const family *f = family_of(path, size);
    for (size_t i = 0; f != NULL && f->others[i] != NULL; i++) {
        bool capitals = g_ascii_isupper(path[size - 1]);
        g_autofree char *suffix =
            capitals ? g_ascii_strup(f->others[i], -1) : g_strdup(f->others[i]);
        char *other = g_strdup_printf("%.*s.%s", (int)(size - strlen(f->suffix)), path, suffix);
        if (g_file_test(other, G_FILE_TEST_IS_REGULAR))
            g_ptr_array_add(found, other);
        else
            g_free(other);
    }
    g_ptr_array_add(found, NULL);
    return (char **)g_ptr_array_steal(found, NULL);
}

static void pack_file(base_packer *p, const char *path, const char *sha256)
{
    stamp now = {NO_SIZE, 0};
    bool there = sha256 != NULL && sha256[0] != '\0' && look_at(path, &now);
    base_pack_text(p, there ? path : NULL);
    base_pack_text(p, sha256);
    base_pack_i64(p, now.size);
    base_pack_i64(p, now.time);
}

void dataset_pack_stamp(base_packer *p, const char *source, const char *sha256)
{
    const char *cut = strstr(source, "|layername=");
    g_autofree char *path =
        cut != NULL ? g_strndup(source, (gsize)(cut - source)) : g_strdup(source);
    g_autofree char *absolute = g_canonicalize_filename(path, NULL);
    g_auto(GStrv) others = companions(absolute);
    base_pack_text(p, source);
    if (dataset_is_standard_input(source)) { /* nothing of it is left */
        base_pack_i64(p, 0);
        return;
    }
    base_pack_i64(p, 1 + g_strv_length(others));
    pack_file(p, absolute, sha256);
    for (char **other = others; *other != NULL; other++) {
        g_autoptr(dataset_digest) digest = dataset_digest_new(*other);
        pack_file(p, *other, dataset_digest_get(digest));
    }
}

/* True when there are other bytes in the next file. */
static bool unpack_file(base_unpacker *u)
{
    const char *path = base_unpack_text(u), *sha256 = base_unpack_text(u);
    stamp then = {base_unpack_i64(u), 0}, now;
    then.time = base_unpack_i64(u);
    if (u->damaged || path == NULL || sha256 == NULL || !look_at(path, &now))
        return false;
    if (now.size != NO_SIZE && now.size == then.size && now.time == then.time)
        return false;
    g_autoptr(dataset_digest) digest = dataset_digest_new(path);
    const char *found = dataset_digest_get(digest);
    return found != NULL && strcmp(found, sha256) != 0;
}

bool dataset_unpack_stamp(base_unpacker *u, const char **ret_source)
{
    bool changed = false;
    *ret_source = base_unpack_name(u);
    for (size_t n = base_unpack_count(u, 2 * sizeof(uint32_t)); n > 0; n--)
        changed = unpack_file(u) || changed;
    return changed;
}
