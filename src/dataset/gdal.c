/*
 * gdal.c - GDAL's global side: drivers registered once, its messages caught and never printed.
 */
#include "base/limit.h"
#include "base/text.h"
#include "dataset/private.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>

#include <cpl_error.h>

static pthread_once_t registered = PTHREAD_ONCE_INIT;

void dataset_register(void)
{
    (void)pthread_once(&registered, GDALAllRegister); /* fails only on a bad control variable */
}

static void catch_message(CPLErr level, CPLErrorNum number, const char *message)
{
    (void)number;
    dataset_guard *guard = CPLGetErrorHandlerUserData();
    if (level == CE_Debug || level == CE_None || guard->failed)
        return;
    guard->failed = level >= CE_Failure;
    g_strlcpy(guard->message, message, sizeof guard->message);
    g_strdelimit(guard->message, "\r\n\t", ' ');
    g_strchomp(guard->message);
}

void dataset_guard_push(dataset_guard *guard)
{
    guard->failed = false;
    guard->message[0] = '\0';
    CPLPushErrorHandlerEx(catch_message, guard);
}

void dataset_guard_pop(void)
{
    CPLPopErrorHandler();
    CPLErrorReset();
}

/* SQLite, through GDAL, does not say why a write failed. */
static bool met_size_limit(const dataset_guard *guard, int error)
{
    if (error == EFBIG || strstr(guard->message, "File too large") != NULL)
        return true;
    return strstr(guard->message, "disk I/O error") != NULL && base_file_size_is_limited();
}

/* What GDAL and its libraries say of files that are damaged or no data, in words of ours. */
static const char *known_reason(const char *message)
{
    static const struct {
        const char *part, *reason;
    } known[] = {
        {"not recognized as a supported file format", N_("unknown format")},
        {"does not exist in the file system", N_("there is no such file")},
        {"database disk image is malformed", N_("the file is damaged")},
        {".shx file is unreadable", N_("its .shx file is damaged")},
        {"TIFF", N_("the file is damaged")},
        {"ZIPDecode", N_("the file is damaged")},
        {"LZWDecode", N_("the file is damaged")},
        {"decompression failed", N_("its compression is damaged")},
        {"CRC error", N_("its compression is damaged")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (strstr(message, known[i].part) != NULL)
            return _(known[i].reason);
    return NULL;
}

const char *dataset_guard_reason(const dataset_guard *guard, int error)
{
    /* SQLite's words, and libc's in GDAL's messages */
    if (error == ENOSPC || strstr(guard->message, "disk is full") != NULL ||
        strstr(guard->message, "No space left on device") != NULL)
        return _("No space left on device");
    if (met_size_limit(guard, error))
        return _("File too large");
    const char *known = known_reason(guard->message);
    if (known != NULL)
        return known;
    if (guard->message[0] != '\0')
        return guard->message;
    return error != 0 ? _(g_strerror(error)) : _("unknown reason");
}

const char *dataset_version(void)
{
    return GDALVersionInfo("RELEASE_NAME");
}
