/*
 * stamp.c - size, time and digest of a source, then and now.
 */
#include "dataset/stamp.h"

#include "dataset/digest.h"
#include "dataset/private.h"
#include "dataset/reads.h"

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
    g_autofree char *absolute = dataset_absolute_path(source);
    g_auto(GStrv) others = dataset_companions(absolute, /* all= */ false);
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
static bool unpack_file(base_unpacker *u, GPtrArray *files)
{
    const char *path = base_unpack_text(u), *sha256 = base_unpack_text(u);
    stamp then = {base_unpack_i64(u), 0}, now;
    then.time = base_unpack_i64(u);
    if (u->damaged || path == NULL)
        return false;
    g_ptr_array_add(files, g_strdup(path));
    if (sha256 == NULL || !look_at(path, &now))
        return false;
    if (now.size != NO_SIZE && now.size == then.size && now.time == then.time)
        return false;
    g_autoptr(dataset_digest) digest = dataset_digest_new(path);
    const char *found = dataset_digest_get(digest);
    return found != NULL && strcmp(found, sha256) != 0;
}

bool dataset_unpack_stamp(base_unpacker *u, GPtrArray *files, const char **ret_source)
{
    bool changed = false;
    *ret_source = base_unpack_name(u);
    for (size_t n = base_unpack_count(u, 2 * sizeof(uint32_t)); n > 0; n--)
        changed = unpack_file(u, files) || changed;
    return changed;
}
