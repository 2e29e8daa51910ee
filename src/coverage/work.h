/*
 * work.h - a coverage while it is being computed: what the steps share. Private to this room.
 *
 * Steps, in order: sets of faces of every dispositif (sets.c), unions by type (unions.c), zones
 * (zones.c), dispositifs, gaps, overlaps, pairs and relations; indicators when they are asked for
 * (late.c). A series of days (timeline.c) takes the first two of each day, and judges QPV and
 * communes alone.
 */
#ifndef COVERAGE_WORK_H
#define COVERAGE_WORK_H

#include "coverage/coverage.h"

#include <math.h>

/** Type of dispositifs that are zones too. */
#define COVERAGE_CONTRAT_VILLE "CDV"

/** Share of a zone's area under which a dispositif does not count as touching it (design §7:
 * nb_qpv). */
#define COVERAGE_TOUCH_SHARE 0.01

/** A share of a commune's people (PARTIELLE with part_population): no set of faces. */
typedef struct coverage_share {
    uint32_t commune;
    double share;
} coverage_share;

/** What one dispositif covers. All bitsets are over faces. */
typedef struct coverage_set {
    base_bitset *net;    /* surely, after the edge rule */
    base_bitset *brute;  /* surely, before the edge rule: areas as drawn */
    base_bitset *maybe;  /* unknown extent, after the edge rule; outside `net` */
    base_bitset *shared; /* faces of units covered by a share of their people */
    GArray *shares;      /* coverage_share */
    bool done, doing;
    base_date day;   /* on which lines were looked at */
    uint32_t filled; /* number of its last filling among all: the higher, the later */
} coverage_set;

/** Union of the counted dispositifs of one type. */
typedef struct coverage_union {
    base_bitset *net, *brute, *maybe, *shared;
    base_bitset *upper; /* net and maybe */
    bool has_maybe;
    double *share_max, *share_sum; /* by commune, NULL when no share */
} coverage_union;

/** Figures of a set of people: estimate and bounds. */
typedef struct coverage_people {
    double value, min, max;
} coverage_people;

/** How far a figure may be from its estimate: below and above it, people >= 0. */
typedef struct coverage_range {
    double below, above;
} coverage_range;

/** What a face has of a cell that another face of its unit has a part of too. */
typedef struct coverage_piece {
    uint32_t cell;
    uint32_t at;  /* place of the face among those that the unit owns */
    double share; /* of the face's weight */
} coverage_piece;

/**
 * Cells of units that are cut. A unit is what a figure is given to: QPV by index, then, from n_qpvs
 * on, what of each commune is in no QPV with published people. All NULL without a grid.
 */
typedef struct coverage_pieces {
    coverage_piece *items; /* by unit, then cell */
    size_t *first;         /* of a unit; number of units + 1 */
    double *weight;        /* of a face, with that of edges whose people are its own */
    double *whole;         /* weight of a unit, NaN when a face of it has no grid */
} coverage_pieces;

/** Scratch by QPV for one zone, reset by the list of those touched. */
typedef struct coverage_qpv_scratch {
    double retained_m2;
    double pop;
    uint32_t n_faces;
    double *covered_m2; /* by type */
    double *covered_pop;
    uint32_t *covered_faces;
    uint32_t *unsure_faces; /* under a line of unknown extent, or a share of people */
} coverage_qpv_scratch;

typedef struct coverage_work {
    mlg_coverage *cov;
    const mlg_territory *t;
    const mlg_inventory *inv;
    const mlg_mesh *mesh;
    const mlg_monitor *monitor;
    size_t n_faces, n_types;
    GArray *edges;      /* faces that are; uint32_t */
    coverage_set *sets; /* by dispositif */
    uint32_t n_fillings;
    coverage_union *unions;  /* by type of the run */
    uint32_t *type_slot;     /* inventory type -> type of the run, or TERRITORY_NONE */
    double *qpv_retained_m2; /* retained area of each QPV */
    uint32_t *qpv_retained_n;
    bool *straddles; /* a QPV with retained pieces in several communes */
    coverage_pieces pieces;
    mesh_lists face_qpvs;        /* QPV that claim a face, its owner among them */
    mesh_lists face_dispositifs; /* counted dispositifs that hold a face, surely or not */
    bool *commune_in_zone;       /* --zone; all true without it */
    GArray *ids;                 /* uint32_t */
} coverage_work;

/** Tells of presence and people: not an edge, not contested by another commune. */
static inline bool coverage_is_retained(const mesh_face *face)
{
    return !face->edge && !face->contested;
}

/** True when the people of a QPV are published. */
static inline bool coverage_is_published(const coverage_work *w, uint32_t qpv)
{
    return qpv != TERRITORY_NONE && !isnan(w->t->qpvs[qpv].population);
}

/** True when a face tells that a dispositif is present in the run's zone. */
static inline bool coverage_face_in_zone(const coverage_work *w, size_t f)
{
    const mesh_face *face = &w->mesh->faces[f];
    return coverage_is_retained(face) && face->commune != TERRITORY_NONE &&
           w->commune_in_zone[face->commune];
}

/** Slot of a dispositif's type in the run, or TERRITORY_NONE. */
static inline uint32_t coverage_slot(const coverage_work *w, uint32_t dispositif)
{
    return w->type_slot[w->inv->dispositifs[dispositif].type];
}

/** Slot of a type's name in the run, or TERRITORY_NONE. */
uint32_t coverage_slot_of(const coverage_work *w, const char *type);

/** Fill face_qpvs; face_dispositifs, from the sets. */
void coverage_list_face_qpvs(coverage_work *w);
void coverage_list_face_dispositifs(coverage_work *w);
/** The contrats de ville (zones of their level) that surely hold each face. g_free() both arrays.
 */
mesh_lists coverage_list_face_contrats(const coverage_work *w);

/**
 * Starts the work of a new coverage: types, zone, QPV as measured; its sets and unions are empty.
 * coverage_end() after it, whatever it returns;
 */
mlg_status coverage_begin(coverage_work *w, mlg_coverage *cov, const mlg_coverage_options *options,
                          const mlg_monitor *monitor, mlg_error *err);
void coverage_end(coverage_work *w);

/** Who is in force on the coverage's date, and counted. */
void coverage_judge_dispositifs(coverage_work *w);

/** A coverage of these inputs, of which nothing is computed. mlg_coverage_free(). */
mlg_coverage *coverage_of(const mlg_territory *territory, const mlg_inventory *inventory,
                          const mlg_mesh *mesh, const mlg_coverage_options *options);

/** All faces that a set holds surely, maybe or by a share of their people. */
void coverage_copy_any(const coverage_set *set, base_bitset *ret_faces);

mlg_status coverage_step_zone(coverage_work *w, const char *zone, mlg_error *err);
mlg_status coverage_step_sets(coverage_work *w, mlg_error *err);
/** Fills the set of a dispositif again when lines of its perimeter came or went between the day of
 * its last filling and the coverage's date. */
mlg_status coverage_redate_set(coverage_work *w, uint32_t d, mlg_error *err);
void coverage_step_unions(coverage_work *w);
/** The union of one type of the run alone. */
void coverage_unite(coverage_work *w, uint32_t type);
void coverage_step_levels(coverage_work *w);
void coverage_step_dispositifs(coverage_work *w);
void coverage_step_zonings(coverage_work *w);
void coverage_step_gaps(coverage_work *w);
void coverage_step_overlaps(coverage_work *w);
void coverage_step_pairs(coverage_work *w);
void coverage_step_relations(coverage_work *w);
void coverage_step_department_parts(coverage_work *w);

/** What is computed late (late.c), and the work that is kept for it until then. */
typedef struct coverage_late coverage_late;
coverage_late *coverage_late_new(void);
void coverage_late_free(coverage_late *late);
/** For coverage_begin(), which must be called. */
coverage_work *coverage_late_work(coverage_late *late);

/** Fills pieces, by the mesh. */
void coverage_find_pieces(coverage_work *w);
void coverage_pieces_done(coverage_pieces *pieces);

/** True when a unit's people are weighed by cells. */
bool coverage_has_cells(const coverage_work *w, size_t unit);

/**
 * How far the people of a unit may be from their estimate, when nobody knows where in a cell they
 * live. By face that the unit owns: its people, and what one of them counts there (1 in a set, 0
 * out of it; NaN: the face has no people of the unit).
 */
coverage_range coverage_spread(const coverage_work *w, size_t unit, const double *people,
                               const double *worth);

/** The same for what a set holds of a QPV, published or not. */
coverage_range coverage_spread_qpv(const coverage_work *w, uint32_t q, const base_bitset *set);

/** People of a set within communes, with bounds (design §6.4). `u` adds shares of its type; NULL
 * without. */
coverage_people coverage_count_people(const coverage_work *w, const base_bitset *set,
                                      const base_bitset *upper, const coverage_union *u,
                                      const uint32_t *communes, size_t n);

/** People of a dispositif within communes: its sure faces, its unknown lines, its shares. */
coverage_people coverage_people_of(const coverage_work *w, uint32_t dispositif,
                                   const uint32_t *communes, size_t n);

/** Share of a QPV's retained area that the set holds; of its faces where it has no area. */
double coverage_qpv_share(const coverage_work *w, uint32_t qpv, const base_bitset *set);

/** True when all retained faces of the commune are in the set. */
bool coverage_holds_commune(const coverage_work *w, const base_bitset *set, uint32_t commune);

/** True when the zone of a commune was surveyed for a type. */
bool coverage_is_surveyed(const coverage_work *w, uint32_t commune, uint32_t type);

/** Zones of one level are computed one after the other; faces are those it owns. */
typedef struct coverage_extent {
    const uint32_t *faces;
    size_t n_faces;
    const uint32_t *communes; /* all or part of which it holds, ascending */
    size_t n_communes;
    const base_bitset *within; /* a zone that cuts communes (contrat de ville); else NULL */
} coverage_extent;

/** Fills zone and cells (one a type) of an extent. */
void coverage_compute_zone(coverage_work *w, const coverage_extent *extent,
                           coverage_qpv_scratch *scratch, coverage_zone *zone,
                           coverage_cell *cells);
/** Fills zone and cells of QPV q. */
void coverage_compute_qpv(coverage_work *w, uint32_t q, coverage_zone *zone, coverage_cell *cells);
/** State, shares and people of an extent (of `whole` people, NaN when not known) or of a QPV for a
 * type, without the rest of the cell; true when something of the type touches it. */
bool coverage_judge_zone(const coverage_work *w, const coverage_extent *extent, double whole,
                         uint32_t type, coverage_cell *cell);
bool coverage_judge_qpv(const coverage_work *w, uint32_t q, uint32_t type, coverage_cell *cell);
/** True when one of the communes is in the run's zone. */
bool coverage_any_in_zone(const coverage_work *w, const uint32_t *communes, size_t n);
/** True when a retained piece of the QPV is in the run's zone. */
bool coverage_qpv_in_zone(const coverage_work *w, uint32_t q);

/** Zones of one level summed up for a type, by state; those out of the territory are in no sum but
 * theirs. */
typedef struct coverage_sums {
    size_t by_state[MLG_HORS_TERRITOIRE + 1]; /* zones */
    double people, covered, covered_min, covered_max;
    double people_unknown; /* in zones whose state is not known */
} coverage_sums;
/** Adds a zone of `people` inhabitants, NaN when not known. */
void coverage_sums_add(coverage_sums *sums, double people, const coverage_cell *cell);
/** Number, combination and people by number of types present; from the cells' states and the faces.
 */
void coverage_sum_up_zone(coverage_work *w, const coverage_extent *extent, coverage_zone *zone,
                          const coverage_cell *cells);
/** State from a share; `any`: something retained is in. */
mlg_coverage_state coverage_state_of(const mlg_coverage *cov, mlg_level level, double share,
                                     bool any);

/** Memory owned by the coverage. */
void *coverage_new(mlg_coverage *cov, size_t n, size_t size);

#endif
