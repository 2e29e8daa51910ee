/*
 * monitor.h - the receiving end of the caller's mlg_monitor: NULL-safe findings, progress, cancel.
 */
#ifndef BASE_MONITOR_H
#define BASE_MONITOR_H

#include <maillage/status.h>

#include <glib.h>
#include <stdbool.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(mlg_findings, mlg_findings_free)

/** Sends a finding; only from the thread that called the library. NULL monitor allowed. */
void base_emit(const mlg_monitor *monitor, const mlg_finding *finding);

/** Shorthand: BASE_EMIT(monitor, .code = "unite-inconnue", .id = id, ...). */
#define BASE_EMIT(monitor, ...) base_emit((monitor), &(mlg_finding){__VA_ARGS__})

/** Tells progress; `stage` is already translated. */
void base_progress(const mlg_monitor *monitor, const char *stage, double done);

bool base_cancelled(const mlg_monitor *monitor);

/** MLG_OK, or MLG_E_CANCELLED with its message when the monitor asks to stop. */
mlg_status base_check_cancelled(const mlg_monitor *monitor, mlg_error *err);

/** A monitor that keeps a copy of each finding and hands everything on to another one. */
typedef struct base_recorder {
    mlg_monitor monitor;
    const mlg_monitor *to; /* may be NULL */
    mlg_findings *findings;
} base_recorder;

/** In place: the monitor points to `recorder`. The list is borrowed. */
void base_recorder_init(base_recorder *recorder, const mlg_monitor *to, mlg_findings *findings);

/** Tells the findings of a list again. */
void base_tell_again(const mlg_monitor *monitor, const mlg_findings *findings);

#endif
