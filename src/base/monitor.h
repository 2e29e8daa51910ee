/*
 * monitor.h - the receiving end of the caller's mlg_monitor: NULL-safe findings, progress, cancel.
 */
#ifndef BASE_MONITOR_H
#define BASE_MONITOR_H

#include <maillage/status.h>

#include <stdbool.h>

/** Sends a finding; only from the thread that called the library. NULL monitor allowed. */
void base_emit(const mlg_monitor *monitor, const mlg_finding *finding);

/** Shorthand: BASE_EMIT(monitor, .code = "unite-inconnue", .id = id, ...). */
#define BASE_EMIT(monitor, ...) base_emit((monitor), &(mlg_finding){__VA_ARGS__})

/** Tells progress; `stage` is already translated. */
void base_progress(const mlg_monitor *monitor, const char *stage, double done);

bool base_cancelled(const mlg_monitor *monitor);

/** MLG_OK, or MLG_E_CANCELLED with its message when the monitor asks to stop. */
mlg_status base_check_cancelled(const mlg_monitor *monitor, mlg_error *err);

#endif
