/*
 * digest.c - SHA-256 of a source's bytes, computed beside the reading: it says later which file a
 * result was made from.
 */
#include "dataset/digest.h"
#include "dataset/private.h"
#include "dataset/reads.h"
#include "dataset/sha256.h"

#include <pthread.h>
#include <string.h>

#include <cpl_vsi.h>

#define DIGEST_BLOCK (1 << 20)

struct dataset_digest {
    char *path;
    pthread_t thread;
    bool started;
    char *hex;
};

static bool add_file(sha256 *sum, const char *path)
{
    VSILFILE *file = VSIFOpenL(path, "rb");
    if (file == NULL)
        return false;
    g_autofree unsigned char *block = g_malloc(DIGEST_BLOCK);
    size_t n = 0;
    while ((n = VSIFReadL(block, 1, DIGEST_BLOCK, file)) > 0)
        sha256_update(sum, block, n);
    return VSIFCloseL(file) == 0;
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A folder's digest covers the names and bytes of all its files, in name order. */
static bool add_folder(sha256 *sum, const char *path)
{
    VSIDIR *dir = VSIOpenDir(path, /* nRecurseDepth= */ -1, NULL);
    if (dir == NULL)
        return false;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const VSIDIREntry *entry = NULL;
    while ((entry = VSIGetNextDirEntry(dir)) != NULL)
        if (!VSI_ISDIR(entry->nMode) && !dataset_is_endless((unsigned)entry->nMode))
            g_ptr_array_add(names, g_strdup(entry->pszName));
    VSICloseDir(dir);
    g_ptr_array_sort(names, compare_names);
    bool ok = true;
    for (guint i = 0; i < names->len && ok; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *file = g_build_filename(path, name, NULL);
        sha256_update(sum, name, strlen(name) + 1);
        ok = add_file(sum, file);
    }
    return ok;
}

static void *compute(void *user)
{
    dataset_digest *digest = user;
    const char *path = digest->path;
    VSIStatBufL stat;
    if (dataset_is_standard_input(path) && dataset_standard_input(&path, NULL) != MLG_OK)
        return NULL; /* its opening says why */
    if (VSIStatL(path, &stat) != 0)
        return NULL; /* a database has no bytes */
    if (dataset_is_endless(stat.st_mode))
        return NULL; /* its opening refuses it */
    dataset_guard guard;
    dataset_guard_push(&guard);
    sha256 sum;
    sha256_init(&sum);
    bool ok = VSI_ISDIR(stat.st_mode) ? add_folder(&sum, path) : add_file(&sum, path);
    dataset_guard_pop();
    char hex[65];
    sha256_finish(&sum, hex);
    digest->hex = ok ? g_strdup(hex) : NULL;
    return NULL;
}

dataset_digest *dataset_digest_new(const char *source)
{
    dataset_register();
    dataset_digest *digest = g_new0(dataset_digest, 1);
    digest->path = dataset_source_path(source);
    digest->started = pthread_create(&digest->thread, NULL, compute, digest) == 0;
    if (!digest->started)
        (void)compute(digest);
    return digest;
}

const char *dataset_digest_get(dataset_digest *digest)
{
    if (digest->started) {
        (void)pthread_join(digest->thread, NULL); /* joinable and ours: cannot fail */
        digest->started = false;
    }
    return digest->hex;
}

void dataset_digest_free(dataset_digest *digest)
{
    if (digest == NULL)
        return;
    (void)dataset_digest_get(digest);
    g_free(digest->hex);
    g_free(digest->path);
    g_free(digest);
}

const char *dataset_sha256(dataset *ds)
{
    if (ds->digest == NULL) {
        g_autoptr(dataset_digest) digest = dataset_digest_new(ds->path);
        ds->digest = g_strdup(dataset_digest_get(digest));
    }
    return ds->digest;
}
