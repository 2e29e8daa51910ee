/*
 * indicators.h - table `indicateur` while it is made: the scopes it is about with what lies in each
 * (listed once), facts of dispositifs, and the list that rows are added to. Private to this room.
 *
 * A family of indicators is one file indicators_<family>.c; an indicator is a row of its table or a
 * few lines there.
 */
#ifndef COVERAGE_INDICATORS_H
#define COVERAGE_INDICATORS_H

#include "coverage/work.h"

typedef enum coverage_echelon {
    COVERAGE_NATIONAL,
    COVERAGE_REGION,
    COVERAGE_DEPARTEMENT,
    COVERAGE_EPCI,
    COVERAGE_CONTRAT
} coverage_echelon;
extern base_enum_names coverage_echelon_names; /* national, region, departement, epci,
                                                  contrat_ville */

/** Places of a tally: people by what they live in. Covered and covered twice or more by type
 * follow.
 */
enum {
    COVERAGE_TALLY_ALL,
    COVERAGE_TALLY_IN_QPV,
    COVERAGE_TALLY_BY_NUMBER, /* of types of the combination: 0, 1, 2, 3 and more */
    COVERAGE_TALLY_COVERED = COVERAGE_TALLY_BY_NUMBER + 4
};

/** Whom indicators are about: the whole run or a zone of a level. Lists are GArray of uint32_t. */
typedef struct coverage_scope {
    coverage_echelon echelon;
    const char *code, *lib;
    /** Zones in it, as indices in their levels, ascending: QPV, communes, EPCI, contrats de ville
     * in force (TERRITORY_NONE: one that is no zone of this run). */
    GArray *zones[MLG_CONTRAT_VILLE + 1];
    GArray *contracts;    /* dispositifs of types of the run, in force or not, ascending */
    uint32_t *n_overlaps; /* by type: pairs in force that share a face here */
    double *tally;        /* COVERAGE_TALLY_... */
} coverage_scope;

/** Scopes in the order of the table: national, régions, départements, EPCI, contrats de ville. */
typedef struct coverage_scopes {
    coverage_scope *items;
    size_t n;
    size_t first[COVERAGE_CONTRAT + 2]; /* of each echelon, and the end */
} coverage_scopes;

coverage_scopes *coverage_scopes_new(const coverage_work *w);
void coverage_scopes_free(coverage_scopes *scopes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(coverage_scopes, coverage_scopes_free)

/** How one perimeter lies to another one. */
typedef enum coverage_place {
    COVERAGE_PLACE_NONE = -2,    /* there is no other one */
    COVERAGE_PLACE_UNKNOWN = -1, /* one of them is not known */
    COVERAGE_PLACE_SAME,
    COVERAGE_PLACE_INSIDE,
    COVERAGE_PLACE_AROUND,
    COVERAGE_PLACE_ACROSS,
    COVERAGE_PLACE_APART
} coverage_place;

typedef enum coverage_after {
    COVERAGE_AFTER_NOTHING, /* no ASV on the territory */
    COVERAGE_AFTER_UNKNOWN, /* one of the two starts is not told */
    COVERAGE_AFTER_NO,
    COVERAGE_AFTER_YES
} coverage_after;

/** What indicators ask of a dispositif of the run in force. */
typedef struct coverage_fact {
    bool known;                         /* known perimeter: a part of it is sure */
    bool in_contrat;                    /* a retained face in a contrat de ville in force */
    bool in_contrat_or_project;         /* or in project */
    bool *meets;                        /* by type: a retained face under one in force */
    coverage_place to_carrier;          /* its perimeter, beside its carrier's communes */
    coverage_place to_predecessor;      /* beside that of the contract it follows */
    coverage_after after_asv;           /* began after an ASV of the same place */
    double age_years, told_since_years; /* since its first start, since its source's date; NaN */
} coverage_fact;

/** One a dispositif of the inventory; only those in force are filled. Owned by the coverage. */
coverage_fact *coverage_find_facts(const coverage_work *w);

/** Which contract is the health chapter of a contrat de ville. */
typedef enum coverage_chapter {
    COVERAGE_CHAPTER_CLS,
    COVERAGE_CHAPTER_ASV,
    COVERAGE_CHAPTER_BOTH,
    COVERAGE_CHAPTER_NONE,
    COVERAGE_CHAPTER_UNKNOWN
} coverage_chapter;

/** One a contrat de ville of its level. Owned by the coverage. */
coverage_chapter *coverage_find_chapters(const coverage_work *w);

/** Communes of the carrier of a dispositif, 0 of one that is no unit of the territory.
 * `one` holds the commune of a carrier that is a commune. */
const uint32_t *coverage_carrier_communes(const coverage_work *w, uint32_t dispositif,
                                          uint32_t *one, size_t *ret_n);

/** All rows, *ret_n of them; g_free(). Their texts are put into `texts`. */
coverage_indicator *coverage_find_indicators(const coverage_work *w, GStringChunk *texts,
                                             size_t *ret_n);

/** The list of rows. The fields are set by the step for each scope and type. */
typedef struct coverage_indicator_list {
    const coverage_work *w;
    const coverage_fact *facts;
    const coverage_chapter *chapters;
    GArray *rows; /* coverage_indicator */
    const coverage_scope *scope;
    const char *type;
    uint32_t slot;            /* of the type; w->n_types when about no one type */
    GHashTable *translations; /* msgid -> text of the run */
    GHashTable *names;        /* stem_suffix -> name */
    GHashTable **modalities;  /* by slot: names that occur in the whole run */
    GArray *combinations[MLG_CONTRAT_VILLE + 1]; /* by level: those that occur; uint32_t */
    GStringChunk *texts;
} coverage_indicator_list;

void coverage_indicator_list_init(coverage_indicator_list *list, const coverage_work *w,
                                  GStringChunk *texts);
void coverage_indicator_list_done(coverage_indicator_list *list);

/** True at the levels of EPCI and contrat de ville: rows that say nothing are left out. */
bool coverage_is_fine(const coverage_scope *scope);

/* A name is static or lives as long as the coverage; a definition is a msgid. Returned rows are
 * those just added, NULL when none was. */

/** part: so many of so many; what is not told stands apart. */
coverage_indicator *coverage_add_part(coverage_indicator_list *list, const char *name,
                                      double numerator, double denominator, double not_told,
                                      const char *definition);
/** part: one value of a column; only those that occur (indicators.md: modality rows). */
void coverage_add_modality(coverage_indicator_list *list, const char *name, double numerator,
                           double denominator, double not_told, const char *definition);
/** nombre: the numerator; the denominator is what it is a part of, or stands beside it. */
void coverage_add_number(coverage_indicator_list *list, const char *name, double numerator,
                         double denominator, double not_told, const char *definition);

/** Values of which a mean is made; NaN is not told. */
typedef struct coverage_sample {
    double sum, n, min, max, not_told;
} coverage_sample;
void coverage_sample_add(coverage_sample *sample, double value);

/** Sum over number, with the least and the most. */
void coverage_add_mean(coverage_indicator_list *list, const char *name, const coverage_sample *s,
                       coverage_unit unit, const char *definition);
/** The sum itself; its denominator is the number of those that told. */
void coverage_add_sum(coverage_indicator_list *list, const char *name, const coverage_sample *s,
                      coverage_unit unit, const char *definition);
/** Median of the told values of départements, NaN not told; sorts them. */
void coverage_add_spread(coverage_indicator_list *list, const char *name, double *values, size_t n,
                         coverage_unit unit, const char *definition);

/** `stem_suffix` as a name that lives as long as the coverage. */
const char *coverage_indicator_name(coverage_indicator_list *list, const char *stem,
                                    const char *suffix);

/* The families: contracts and zones of list->slot; the others of no one type. */
void coverage_add_contracts(coverage_indicator_list *list);
void coverage_add_zones(coverage_indicator_list *list);
/** Of the zones, those rows that a type without contract in the scope has: QPV covered (0 of so
 * many, unless one from elsewhere is there) and not covered, communes covered, and their people. */
void coverage_add_zones_without(coverage_indicator_list *list);
void coverage_add_cumul(coverage_indicator_list *list);
void coverage_add_territory(coverage_indicator_list *list);
void coverage_add_volet(coverage_indicator_list *list);
/** Of a scope, from the rows of départements. */
void coverage_add_spreads(coverage_indicator_list *list, const coverage_scopes *scopes,
                          const GArray *department_rows);

/** True when the run has the type CDV. */
bool coverage_has_contrats(const coverage_work *w);
/** Zones of a level have rows at coarser echelons only. */
bool coverage_is_counted_in(mlg_level level, const coverage_scope *scope);
/** People of the scope's communes, of its faces where it cuts communes; communes of unknown
 * population. */
void coverage_count_inhabitants(const coverage_work *w, const coverage_scope *scope,
                                double *ret_people, double *ret_unknown);
/** Index of a dispositif among the zones of contrats de ville, or TERRITORY_NONE. */
uint32_t coverage_contrat_zone(const coverage_work *w, uint32_t dispositif);
/** True for total, partiel, aucun. */
static inline bool coverage_is_told(const coverage_cell *cell)
{
    return cell->state <= MLG_AUCUN;
}

#endif
