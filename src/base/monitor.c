/*
 * monitor.c - NULL-safe calls of the caller's monitor.
 */
#include "base/monitor.h"

#include "base/error.h"
#include "base/text.h"

#include <stddef.h>

void base_emit(const mlg_monitor *monitor, const mlg_finding *finding)
{
    if (monitor != NULL && monitor->finding != NULL)
        monitor->finding(finding, monitor->user);
}

void base_progress(const mlg_monitor *monitor, const char *stage, double done)
{
    if (monitor != NULL && monitor->progress != NULL)
        monitor->progress(stage, done, monitor->user);
}

bool base_cancelled(const mlg_monitor *monitor)
{
    return monitor != NULL && monitor->cancelled != NULL && monitor->cancelled(monitor->user) != 0;
}

mlg_status base_check_cancelled(const mlg_monitor *monitor, mlg_error *err)
{
    if (base_cancelled(monitor))
        return mlg_fail(err, MLG_E_CANCELLED, "%s", _("interrupted"));
    return MLG_OK;
}

static void record(const mlg_finding *finding, void *user)
{
    base_recorder *recorder = user;
    mlg_findings_add(finding, recorder->findings);
    base_emit(recorder->to, finding);
}

static void hand_progress(const char *stage, double done, void *user)
{
    base_recorder *recorder = user;
    base_progress(recorder->to, stage, done);
}

static int hand_cancelled(void *user)
{
    base_recorder *recorder = user;
    return base_cancelled(recorder->to);
}

void base_recorder_init(base_recorder *recorder, const mlg_monitor *to, mlg_findings *findings)
{
    *recorder = (base_recorder){.monitor = {.finding = record,
                                            .progress = hand_progress,
                                            .cancelled = hand_cancelled,
                                            .user = recorder},
                                .to = to,
                                .findings = findings};
}

void base_tell_again(const mlg_monitor *monitor, const mlg_findings *findings)
{
    const mlg_finding *finding = NULL;
    for (size_t i = 0; (finding = mlg_findings_get(findings, i)) != NULL; i++)
        base_emit(monitor, finding);
}
