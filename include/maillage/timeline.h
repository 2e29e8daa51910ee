/**
 * @file timeline.h
 * Coverage over time: one constant list of QPV, constant populations, an inventory that moves.
 */
#ifndef MAILLAGE_TIMELINE_H
#define MAILLAGE_TIMELINE_H

#include "inventory.h"
#include "mesh.h"
#include "territory.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mlg_timeline mlg_timeline;

/** Length of a period. */
typedef enum mlg_step { MLG_STEP_YEAR, MLG_STEP_MONTH } mlg_step;

typedef struct mlg_timeline_options {
    int from, to; /**< AAAAMMJJ: any day of the first and of the last period; required */
    mlg_step step;
    double threshold;         /**< share from which a QPV is `total`; 0: 0.99 */
    const char *const *types; /**< types to compute, NULL-terminated; NULL: all of the inventory */
    const char *zone;         /**< reg:84,dep:69,epci:...,com:...; NULL: everything */
} mlg_timeline_options;

/**
 * Figures of one type for one period. Contracts in force and coverage are those of its last day. A
 * contract begins and ends on the first and last day on which it is in force by status and dates:
 * one whose last day is that of the period is in force on it, and ended in it. What is not told
 * (inconnu, non_recense) and QPV outside the territory are in no denominator.
 */
typedef struct mlg_timeline_figure {
    int first_day, last_day;                 /**< of the period, AAAAMMJJ */
    size_t in_force;                         /**< contracts; with a zone, those present in it */
    size_t undated;                          /**< those of them whose first day is not told */
    size_t begun, ended;                     /**< in the period */
    size_t qpv_total, qpv_partial, qpv_none; /**< by state; the denominator is their sum */
    size_t qpv_unknown, qpv_not_surveyed, qpv_outside;
    /** Inhabitants, those not known left out: covered, of how many, and those not told. */
    double qpv_people_covered, qpv_people, qpv_people_not_told;
    /** The same of all inhabitants; not told: of communes whose state is not told. */
    double people_covered, people, people_not_told;
} mlg_timeline_figure;

/**
 * Computes the figures of all periods by the rules of mlg_compute_coverage().
 * @param ret owned by the caller, mlg_timeline_free(); refers to its three inputs, which must
 * outlive it
 * @return MLG_E_ARG no period (`to` before `from`), an unknown type or zone, or a bare code that
 * could be two things; MLG_E_CANCELLED
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_compute_timeline(const mlg_territory *territory,
                                                       const mlg_inventory *inventory,
                                                       const mlg_mesh *mesh,
                                                       const mlg_timeline_options *options,
                                                       const mlg_monitor *monitor,
                                                       mlg_timeline **ret, mlg_error *err);

/** Frees a timeline; NULL is allowed. */
MLG_API void mlg_timeline_free(mlg_timeline *timeline);

/** Number of periods. */
MLG_API size_t mlg_timeline_count(const mlg_timeline *timeline);

/** Types computed, in output order. Borrowed; NULL out of range. */
MLG_API const char *mlg_timeline_type(const mlg_timeline *timeline, size_t type);

/** Figures of a period (the oldest is 0) for a type. MLG_E_ARG out of range. */
MLG_API MLG_MUST_CHECK mlg_status mlg_timeline_get(const mlg_timeline *timeline, size_t period,
                                                   size_t type, mlg_timeline_figure *ret,
                                                   mlg_error *err);

#ifdef __cplusplus
}
#endif
#endif
