/*
 * stamp.c - size, time and digest of a source, then and now.
 */
#include "dataset/stamp.h"

#include "dataset/digest.h"

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

void dataset_pack_stamp(base_packer *p, const char *source, const char *sha256)
{
    const char *cut = strstr(source, "|layername=");
    g_autofree char *path =
        cut != NULL ? g_strndup(source, (gsize)(cut - source)) : g_strdup(source);
    g_autofree char *absolute = g_canonicalize_filename(path, NULL);
    stamp now = {NO_SIZE, 0};
    bool there = sha256 != NULL && sha256[0] != '\0' && look_at(absolute, &now);
    base_pack_text(p, source);
    base_pack_text(p, there ? absolute : NULL);
    base_pack_text(p, sha256);
    base_pack_i64(p, now.size);
    base_pack_i64(p, now.time);
}

bool dataset_unpack_stamp(base_unpacker *u, const char **ret_source)
{
    *ret_source = base_unpack_text(u);
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
