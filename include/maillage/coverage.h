/**
 * @file coverage.h
 * Who is covered by what on a date: set algebra over the faces of a mesh.
 */
#ifndef MAILLAGE_COVERAGE_H
#define MAILLAGE_COVERAGE_H

#include "inventory.h"
#include "mesh.h"
#include "territory.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mlg_coverage mlg_coverage;

/** State of a zone for a type. */
typedef enum mlg_coverage_state {
    MLG_TOTAL,
    MLG_PARTIEL,
    MLG_AUCUN,
    MLG_INCONNU,        /**< only perimeters of unknown extent touch it */
    MLG_NON_RECENSE,    /**< nobody surveyed the zone for this type */
    MLG_HORS_TERRITOIRE /**< a QPV in no loaded commune */
} mlg_coverage_state;

typedef struct mlg_coverage_options {
    int date;                 /**< AAAAMMJJ; required */
    int with_projects;        /**< nonzero: EN_PROJET counts as in force */
    double threshold;         /**< share from which a QPV is `total`; 0: 0.99; `aucun` is up to 1 -
                                 threshold */
    const char *const *types; /**< types to compute, NULL-terminated; NULL: all of the inventory */
    const char *const *combination; /**< types of `combinaison`; NULL: CLS, ASV, CLSM */
    const char *zone;               /**< reg:84,dep:69,epci:...,com:...; NULL: everything */
} mlg_coverage_options;

/** Figures of one zone for one type. Shares are 0-1; populations in inhabitants, NaN when not
 * known. */
typedef struct mlg_coverage_figure {
    mlg_coverage_state state;
    double raw_area_share; /**< before the edge rule */
    double area_share;     /**< of the retained faces */
    double population_share;
    double population, population_min, population_max;
    size_t n_dispositifs;
} mlg_coverage_figure;

/**
 * Computes all figures.
 * @param ret owned by the caller, mlg_coverage_free(); refers to its three inputs, which must
 * outlive it
 * @return MLG_E_ARG an unknown type or zone, or a bare code that could be two things
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_compute_coverage(const mlg_territory *territory,
                                                       const mlg_inventory *inventory,
                                                       const mlg_mesh *mesh,
                                                       const mlg_coverage_options *options,
                                                       const mlg_monitor *monitor,
                                                       mlg_coverage **ret, mlg_error *err);

/** Frees a coverage; NULL is allowed. */
MLG_API void mlg_coverage_free(mlg_coverage *coverage);

/** Types computed, in output order. Borrowed; NULL out of range. */
MLG_API const char *mlg_coverage_type(const mlg_coverage *coverage, size_t type);

/** Number of zones of a level in the result. */
MLG_API size_t mlg_coverage_count(const mlg_coverage *coverage, mlg_level level);

/** Code of zone i of a level, in code order. Borrowed; NULL out of range. */
MLG_API const char *mlg_coverage_code(const mlg_coverage *coverage, mlg_level level, size_t i);

/** Number of dispositifs of the result: all of the inventory; with a zone, those whose perimeter
 * meets it. */
MLG_API size_t mlg_coverage_dispositifs(const mlg_coverage *coverage);

/** Number of those of a type that are in force on the run's day. 0 out of range. */
MLG_API size_t mlg_coverage_in_force(const mlg_coverage *coverage, size_t type);

/** People of zone i of a level as in the result, in inhabitants; NaN when not known or out of
 * range. */
MLG_API double mlg_coverage_population(const mlg_coverage *coverage, mlg_level level, size_t i);

/** Figures of zone i of a level for a type. MLG_E_ARG out of range. */
MLG_API MLG_MUST_CHECK mlg_status mlg_coverage_get(const mlg_coverage *coverage, mlg_level level,
                                                   size_t i, size_t type, mlg_coverage_figure *ret,
                                                   mlg_error *err);

/** The coverage of the QPV of a run beside that of the other generation's, on the same day. */
typedef struct mlg_generations mlg_generations;

/** What became of the QPV of the loaded territory between 2015 and 2024: numbers of QPV of 2024,
 * and of 2015 for `gone`. */
typedef struct mlg_generation_counts {
    size_t kept, changed, added; /**< of 2024 */
    size_t gone;                 /**< of 2015 */
    size_t unknown;              /**< of either: a polygon is missing, and no list tells */
} mlg_generation_counts;

/** QPV covered by a type in both generations. Those whose coverage nobody knows are in no number
 * but `unknown`. */
typedef struct mlg_generation_figures {
    size_t n_older, older_covered; /**< of 2015: told covered or not; covered in full or in part */
    size_t n_newer, newer_covered; /**< of 2024 */
    size_t stay;                   /**< covered ones of 2024 that go with a covered one of 2015 */
    size_t enter;                  /**< other covered ones of 2024 */
    size_t leave;                  /**< covered ones of 2015 that go with no covered one of 2024 */
    size_t unknown; /**< covered ones of either that go with one of which nothing is known */
} mlg_generation_figures;

/**
 * Compares two generations of QPV by the matches of their territory.
 * @param coverage of a territory that has mlg_territory_compared()
 * @param compared of mlg_territory_compared() and mlg_inventory_compared(), with the same options
 * @param ret owned by the caller, mlg_generations_free(); refers to both, which must outlive it
 * @return MLG_E_ARG the two are not of one run
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_compare_generations(const mlg_coverage *coverage,
                                                          const mlg_coverage *compared,
                                                          mlg_generations **ret, mlg_error *err);

/** Frees a comparison; NULL is allowed. */
MLG_API void mlg_generations_free(mlg_generations *generations);

MLG_API mlg_generation_counts mlg_generations_count(const mlg_generations *generations);

/** Figures of a type of the coverage; zeros out of range. */
MLG_API mlg_generation_figures mlg_generations_get(const mlg_generations *generations, size_t type);

#ifdef __cplusplus
}
#endif
#endif
