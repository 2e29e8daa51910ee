/*
 * generations.h - the coverage of the run's QPV beside that of the other generation's, match by
 * match, as the output room sees it.
 */
#ifndef COVERAGE_GENERATIONS_H
#define COVERAGE_GENERATIONS_H

#include "coverage/coverage.h"

/** What became of a QPV between 2015 and 2024. */
typedef enum coverage_change {
    COVERAGE_CONSERVE, /* the same QPV (territory_match_is_kept) */
    COVERAGE_MODIFIE,
    COVERAGE_NOUVEAU,         /* of 2024, on no ground of 2015 */
    COVERAGE_SUPPRIME,        /* of 2015, on no ground of 2024 */
    COVERAGE_CHANGE_NON_CONNU /* a polygon is missing, and no list tells */
} coverage_change;
extern base_enum_names coverage_change_names; /* conserve, modifie, nouveau, supprime, inconnu */

/** Coverage of one place by a type, from its QPV of 2015 to its QPV of 2024, on one day. */
typedef enum coverage_evolution {
    COVERAGE_RESTE_COUVERT,
    COVERAGE_COUVERT_AUTREMENT, /* in full before and in part since, or the reverse */
    COVERAGE_ENTRE,
    COVERAGE_SORT,
    COVERAGE_JAMAIS,
    COVERAGE_EVOLUTION_NON_CONNUE
} coverage_evolution;
/* reste_couvert, change, entre, sort, jamais, inconnu */
extern base_enum_names coverage_evolution_names;

/** Two QPV that go together, or one that has no other: its `zone` and code are then none. */
typedef struct coverage_passage {
    mlg_code qpv, other;       /* of the run's generation, of the other */
    uint32_t zone, other_zone; /* of level MLG_QPV in each coverage; TERRITORY_NONE: not there */
    coverage_change change;
    double part, part_other; /* of territory_match; NaN without match */
    bool listed;             /* the official list says so */
} coverage_passage;

struct mlg_generations {
    const mlg_coverage *coverage, *compared;
    coverage_passage *passages; /* by qpv, other; those without qpv last */
    size_t n_passages;
    coverage_evolution *evolutions; /* [passage * n_types + type] */
    mlg_generation_counts counts;
    mlg_generation_figures *figures; /* one a type */
};
G_DEFINE_AUTOPTR_CLEANUP_FUNC(mlg_generations, mlg_generations_free)

#endif
