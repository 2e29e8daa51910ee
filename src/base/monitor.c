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
