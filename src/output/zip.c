/*
 * zip.c - a ZIP archive written file after file, and a look into a finished one.
 */
#include "output/zip.h"

#include "base/text.h"

#include <errno.h>
#include <string.h>

#include <unzip.h>
#include <zip.h>

enum {
    MADE_BY = 20,         /* version 2.0 of the format, on no system in particular */
    FLAG_UTF8 = 0x0800,   /* of names */
    DOS_DATE = 0x00210000 /* 1980-01-01 at midnight */
};
/* Tables compress tenfold at the first level already, in a third of the time of the usual one. */
#define LEVEL 1
/* minizip takes an unsigned number of bytes. */
#define MOST_AT_ONCE ((size_t)1 << 30)
#define READ_AT_ONCE ((size_t)1 << 16)

struct output_zip {
    char *path;
    zipFile archive;
    bool in_file;
};

static mlg_status cannot_write(const output_zip *zip, mlg_error *err)
{
    return mlg_fail(err, MLG_E_WRITE, _("%s: cannot be written: %s"), zip->path,
                    errno != 0 ? _(g_strerror(errno)) : _("unknown reason"));
}

mlg_status output_zip_new(const char *path, output_zip **ret, mlg_error *err)
{
    g_autoptr(output_zip) zip = g_new0(output_zip, 1);
    zip->path = g_strdup(path);
    errno = 0;
    zip->archive = zipOpen64(path, APPEND_STATUS_CREATE);
    if (zip->archive == NULL)
        return cannot_write(zip, err);
    *ret = g_steal_pointer(&zip);
    return MLG_OK;
}

void output_zip_free(output_zip *zip)
{
    if (zip == NULL)
        return;
    if (zip->archive != NULL)
        (void)zipClose(zip->archive, NULL); /* after an error: the caller removes the file */
    g_free(zip->path);
    g_free(zip);
}

static mlg_status end_file(output_zip *zip, mlg_error *err)
{
    if (!zip->in_file)
        return MLG_OK;
    zip->in_file = false;
    errno = 0;
    return zipCloseFileInZip(zip->archive) == ZIP_OK ? MLG_OK : cannot_write(zip, err);
}

mlg_status output_zip_begin(output_zip *zip, const char *name, bool compressed, mlg_error *err)
{
    const zip_fileinfo info = {.dosDate = DOS_DATE};
    MLG_TRY(end_file(zip, err));
    errno = 0;
    int made = zipOpenNewFileInZip4_64(zip->archive, name, &info, NULL, 0, NULL, 0, NULL,
                                       compressed ? Z_DEFLATED : 0, compressed ? LEVEL : 0,
                                       /* raw= */ 0, -MAX_WBITS, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY,
                                       /* password= */ NULL, /* crcForCrypting= */ 0, MADE_BY,
                                       FLAG_UTF8, /* zip64= */ 0);
    if (made != ZIP_OK)
        return cannot_write(zip, err);
    zip->in_file = true;
    return MLG_OK;
}

mlg_status output_zip_put(output_zip *zip, const void *bytes, size_t size, mlg_error *err)
{
    const char *from = bytes;
    while (size > 0) {
        size_t n = MIN(size, MOST_AT_ONCE);
        errno = 0;
        if (zipWriteInFileInZip(zip->archive, from, (unsigned)n) != ZIP_OK)
            return cannot_write(zip, err);
        from += n;
        size -= n;
    }
    return MLG_OK;
}

mlg_status output_zip_add(output_zip *zip, const char *name, bool compressed, const char *text,
                          mlg_error *err)
{
    MLG_TRY(output_zip_begin(zip, name, compressed, err));
    return output_zip_put(zip, text, strlen(text), err);
}

mlg_status output_zip_close(output_zip *zip, mlg_error *err)
{
    MLG_TRY(end_file(zip, err));
    zipFile archive = g_steal_pointer(&zip->archive);
    errno = 0;
    return zipClose(archive, NULL) == ZIP_OK ? MLG_OK : cannot_write(zip, err);
}

/* --- a finished archive ---------------------------------------------------------------------- */

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

/* The current file, piece by piece; false when it is damaged or ends otherwise. */
static bool count_current(unzFile archive, const char *text, const char *end, uint64_t *ret)
{
    g_autoptr(GString) bytes = g_string_sized_new(READ_AT_ONCE * 2);
    g_autoptr(GString) last = g_string_new(NULL);
    g_autofree char *piece = g_malloc(READ_AT_ONCE);
    int n = 0;
    while ((n = unzReadCurrentFile(archive, piece, READ_AT_ONCE)) > 0) {
        g_string_append_len(bytes, piece, n);
        *ret += count_in(bytes, text);
        keep_last(bytes, strlen(text) - 1); /* one may begin here and end in the next piece */
        g_string_append_len(last, piece, n);
        keep_last(last, strlen(end));
    }
    return n == 0 && strcmp(last->str, end) == 0;
}

static bool count_file(unzFile archive, const char *name, const char *text, const char *end,
                       uint64_t *ret)
{
    if (unzLocateFile(archive, name, /* iCaseSensitivity= */ 1) != UNZ_OK ||
        unzOpenCurrentFile(archive) != UNZ_OK)
        return false;
    bool whole = count_current(archive, text, end, ret);
    return unzCloseCurrentFile(archive) == UNZ_OK && whole; /* the checksum is compared here */
}

mlg_status output_zip_count(const char *path, const char *name, const char *text, const char *end,
                            uint64_t *ret, mlg_error *err)
{
    uint64_t n = 0;
    unzFile archive = unzOpen64(path);
    bool whole = archive != NULL && count_file(archive, name, text, end, &n);
    if (archive != NULL)
        (void)unzClose(archive); /* it was only read */
    if (!whole)
        return mlg_fail(err, MLG_E_WRITE, _("%s: '%s' is not complete in it"), path, name);
    *ret = n;
    return MLG_OK;
}
