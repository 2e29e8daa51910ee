/*
 * rank.h - one request for a ranking, read and checked; and the gap it is about, cut by units.
 * Private to the room.
 */
#ifndef REPORT_RANK_H
#define REPORT_RANK_H

#include "coverage/max_cover.h"
#include "report/result.h"
#include "report/table.h"

#include <maillage/report.h>

typedef enum report_objective {
    REPORT_QPV_POP, /* inhabitants of the QPV, or of their parts, that lack the type */
    REPORT_POP,     /* all inhabitants that lack it */
    REPORT_QPV      /* QPV that lack it, wholly or in part */
} report_objective;

typedef struct report_rank {
    const mlg_rank_options *options;
    report_result result;
    GArray *types; /* the one asked for */
    const report_level *unit;
    report_objective objective;
    char *zone; /* SQL condition */
} report_rank;

/** The known gap, as sets for coverage_max_cover(): one a unit, in the order of their codes. */
typedef struct report_gap {
    GPtrArray *codes, *names;    /* of the units; a name may be NULL */
    GArray *weights;             /* double, one an element */
    GArray *members;             /* uint32_t */
    GArray *first;               /* size_t, one a unit and one more */
    double total;                /* of all elements, those of no unit too */
    double apart;                /* of elements of no unit */
    double n_not_told, not_told; /* zones whose state is not known, and their people: in no total */
} report_gap;

mlg_status report_read_gap(const report_rank *rank, report_gap *ret, mlg_error *err) MLG_MUST_CHECK;
void report_gap_done(report_gap *gap);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(report_gap, report_gap_done)

/** Borrows from the gap. */
coverage_sets report_gap_sets(const report_gap *gap);

#endif
