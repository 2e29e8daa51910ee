/*
 * error.c - how failures are told: mlg_fail, mlg_wrap, mlg_hint, and the names of statuses.
 * Messages that do not fit are cut at a character's edge, so that they stay valid UTF-8.
 */
#include "base/error.h"

#include <stdio.h>
#include <string.h>

#include <glib.h>

/* Puts text in a buffer on one line: line feeds come from third-party messages. */
static void put_line(char *buffer, size_t size, const char *text)
{
    size_t n = strlen(text);
    if (n >= size) {
        n = size - 1;
        while (n > 0 && ((unsigned char)text[n] & 0xC0U) == 0x80U)
            n--;
    }
    memmove(buffer, text, n);
    buffer[n] = '\0';
    for (char *c = buffer; *c != '\0'; c++)
        if (*c == '\n' || *c == '\r')
            *c = ' ';
    g_strchomp(buffer);
}

mlg_status mlg_fail(mlg_error *err, mlg_status code, const char *format, ...)
{
    if (err != NULL) {
        va_list args;
        va_start(args, format);
        g_autofree char *text = g_strdup_vprintf(format, args);
        va_end(args);
        err->code = code;
        put_line(err->message, sizeof err->message, text);
        err->hint[0] = '\0';
    }
    return code;
}

mlg_status mlg_hint(mlg_error *err, mlg_status code, const char *format, ...)
{
    if (err != NULL) {
        va_list args;
        va_start(args, format);
        g_autofree char *text = g_strdup_vprintf(format, args);
        va_end(args);
        put_line(err->hint, sizeof err->hint, text);
    }
    return code;
}

mlg_status mlg_wrap(mlg_error *err, mlg_status code, const char *format, ...)
{
    if (err != NULL) {
        va_list args;
        va_start(args, format);
        g_autofree char *context = g_strdup_vprintf(format, args);
        va_end(args);
        g_autofree char *text = g_strconcat(context, ": ", err->message, NULL);
        put_line(err->message, sizeof err->message, text);
    }
    return code;
}

const char *mlg_status_name(mlg_status status)
{
    static const char *const names[] = {
        [MLG_OK] = "ok",
        [MLG_E_ARG] = "argument",
        [MLG_E_IO] = "io",
        [MLG_E_FORMAT] = "format",
        [MLG_E_CRS] = "crs",
        [MLG_E_GEOMETRY] = "geometry",
        [MLG_E_NOT_FOUND] = "not found",
        [MLG_E_CONFLICT] = "conflict",
        [MLG_E_WRITE] = "write",
        [MLG_E_CANCELLED] = "cancelled",
        [MLG_E_INTERNAL] = "internal",
    };
    unsigned i = (unsigned)status;
    return i < G_N_ELEMENTS(names) ? names[i] : "unknown";
}

void mlg_free(void *memory)
{
    g_free(memory);
}
