/*
 * error.h - how a fallible function reports: mlg_fail at the origin, mlg_wrap on the way up,
 * MLG_TRY to hand a failure on. On success the error is untouched; on failure no ret_ is touched.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <maillage/status.h>

#include <stdarg.h>

/** Sets err (NULL allowed) and returns code. The message is one line without final dot. */
mlg_status mlg_fail(mlg_error *err, mlg_status code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Adds what to do about it; keeps the status, so that `return mlg_hint(err, mlg_fail(...), ...)`.
 */
mlg_status mlg_hint(mlg_error *err, mlg_status code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Prefixes the message with "context: " at a level that knows which thing; returns code. */
mlg_status mlg_wrap(mlg_error *err, mlg_status code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Returns from the calling function when the expression is not MLG_OK. */
#define MLG_TRY(expression)                                                                        \
    do {                                                                                           \
        mlg_status mlg_try_status_ = (expression);                                                 \
        if (mlg_try_status_ != MLG_OK)                                                             \
            return mlg_try_status_;                                                                \
    } while (0)

#endif
