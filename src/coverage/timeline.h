/*
 * timeline.h - a series of coverages as the report room sees it.
 */
#ifndef COVERAGE_TIMELINE_H
#define COVERAGE_TIMELINE_H

#include "coverage/coverage.h"

#include <maillage/timeline.h>

struct mlg_timeline {
    mlg_coverage *cov; /* its inputs, types and zone; no level of it is filled */
    mlg_step step;
    size_t n_periods;
    mlg_timeline_figure *figures; /* figures[period * cov->n_types + type] */
    size_t *n_never; /* by type: contracts that no day has, by their status or for want of dates */
};
G_DEFINE_AUTOPTR_CLEANUP_FUNC(mlg_timeline, mlg_timeline_free)

#endif
