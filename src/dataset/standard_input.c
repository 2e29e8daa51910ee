/*
 * standard_input.c - the source "-": what the program reads from, kept in memory so that it is read
 * as any file is. There is one in a process, and its bytes come once.
 */
#include "base/text.h"
#include "dataset/private.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include <cpl_conv.h>
#include <cpl_vsi.h>

#define INPUT_BLOCK 65536
#define INPUT_HEAD  200

static pthread_once_t once = PTHREAD_ONCE_INIT;
static const char *input_path; /* in GDAL's memory; NULL after an error */
static int input_error;        /* errno */

/* Spreadsheets are archives, GeoJSON an object; all else is a table of text. */
static const char *path_for(const GByteArray *bytes)
{
    gsize blank = 0;
    while (blank < bytes->len && g_ascii_isspace(bytes->data[blank]))
        blank++;
    if (blank < bytes->len && bytes->data[blank] == '{')
        return "/vsimem/maillage/stdin.geojson";
    bool archive = bytes->len >= 4 && memcmp(bytes->data, "PK\3\4", 4) == 0;
    if (!archive)
        return "/vsimem/maillage/stdin.csv";
    /* OpenDocument names its kind in its first, uncompressed file */
    g_autoptr(GString) head = g_string_new(NULL);
    for (guint i = 0; i < bytes->len && i < INPUT_HEAD; i++)
        g_string_append_c(head, bytes->data[i] == 0 ? ' ' : (char)bytes->data[i]);
    return strstr(head->str, "opendocument") != NULL ? "/vsimem/maillage/stdin.ods"
                                                     : "/vsimem/maillage/stdin.xlsx";
}

static void read_all(void)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_autofree guint8 *block = g_malloc(INPUT_BLOCK);
    ssize_t n = 0;
    while ((n = read(STDIN_FILENO, block, INPUT_BLOCK)) > 0)
        g_byte_array_append(bytes, block, (guint)n);
    if (n < 0) {
        input_error = errno;
        return;
    }
    const char *path = path_for(bytes);
    GByte *copy = CPLMalloc(bytes->len + 1); /* GDAL owns it from here on */
    if (bytes->len > 0)
        memcpy(copy, bytes->data, bytes->len);
    VSILFILE *file = VSIFileFromMemBuffer(path, copy, bytes->len, /* bTakeOwnership= */ TRUE);
    if (file != NULL && VSIFCloseL(file) == 0)
        input_path = path;
    else
        input_error = EIO;
}

bool dataset_is_standard_input(const char *source)
{
    return strcmp(source, "-") == 0;
}

mlg_status dataset_standard_input(const char **ret_path, mlg_error *err)
{
    (void)pthread_once(&once, read_all); /* fails only on a bad control variable */
    if (input_path == NULL)
        return mlg_fail(err, MLG_E_IO, _("%s: cannot be read: %s"), "-",
                        _(g_strerror(input_error)));
    *ret_path = input_path;
    return MLG_OK;
}
