/*
 * zipped.c - a look into a finished ZIP archive, read piece by piece.
 */
#include "dataset/zipped.h"

#include "base/text.h"
#include "dataset/private.h"

#include <glib.h>
#include <string.h>

#include <cpl_vsi.h>

#define READ_AT_ONCE ((size_t)1 << 16)

static uint64_t count_in(const GString *bytes, const char *text)
{
    uint64_t n = 0;
    size_t size = strlen(text);
    const char *p = bytes->str, *end = p + bytes->len;
    while ((p = g_strstr_len(p, end - p, text)) != NULL) {
        n++;
        p += size;
    }
    return n;
}

static void keep_last(GString *bytes, size_t n)
{
    if (bytes->len > n)
        g_string_erase(bytes, 0, (gssize)(bytes->len - n));
}

/* False when the file ends otherwise. */
static bool count_all(VSILFILE *file, const char *text, const char *end, uint64_t *ret)
{
    g_autoptr(GString) bytes = g_string_sized_new(READ_AT_ONCE * 2);
    g_autoptr(GString) last = g_string_new(NULL);
    g_autofree char *piece = g_malloc(READ_AT_ONCE);
    size_t n = 0;
    while ((n = VSIFReadL(piece, 1, READ_AT_ONCE, file)) > 0) {
        g_string_append_len(bytes, piece, (gssize)n);
        *ret += count_in(bytes, text);
        keep_last(bytes, strlen(text) - 1); /* one may begin here and end in the next piece */
        g_string_append_len(last, piece, (gssize)n);
        keep_last(last, strlen(end));
    }
    return strcmp(last->str, end) == 0;
}

mlg_status dataset_count_zipped(const char *path, const char *name, const char *text,
                                const char *end, uint64_t *ret, mlg_error *err)
{
    g_autofree char *inside = g_strdup_printf("/vsizip/{%s}/%s", path, name);
    uint64_t n = 0;
    dataset_guard guard;
    dataset_guard_push(&guard);
    VSILFILE *file = VSIFOpenL(inside, "rb");
    bool whole = file != NULL && count_all(file, text, end, &n);
    if (file != NULL)
        (void)VSIFCloseL(file); /* it was only read */
    dataset_guard_pop();
    if (!whole || guard.failed) /* a wrong checksum is told there */
        return mlg_fail(err, MLG_E_WRITE, _("%s: '%s' is not complete in it"), path, name);
    *ret = n;
    return MLG_OK;
}
