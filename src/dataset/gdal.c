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

const char *dataset_guard_reason(const dataset_guard *guard, int error)
{
    /* SQLite's words, and libc's in GDAL's messages */
    if (error == ENOSPC || strstr(guard->message, "disk is full") != NULL ||
        strstr(guard->message, "No space left on device") != NULL)
        return _("No space left on device");
    if (met_size_limit(guard, error))
        return _("File too large");
    if (strstr(guard->message, "decompression failed") != NULL ||
        g_str_has_prefix(guard->message, "CRC error")) /* with places of GDAL's own source */
        return _("its compression is damaged");
    if (guard->message[0] != '\0')
        return guard->message;
    return error != 0 ? _(g_strerror(error)) : _("unknown reason");
}

const char *dataset_version(void)
{
    return GDALVersionInfo("RELEASE_NAME");
}
