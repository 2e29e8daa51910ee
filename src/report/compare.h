/*
 * compare.h - two results side by side: what was read of them, what moved, and why. Private to the
 * room. Side 0 is the first result as given, side 1 the second; figures of both stand in pairs.
 */
#ifndef REPORT_COMPARE_H
#define REPORT_COMPARE_H

#include "coverage/coverage.h"
#include "report/result.h"
#include "report/table.h"

#include <maillage/report.h>

/** From how much of its area a QPV's coverage is said to have changed: one point. */
#define REPORT_POINT 0.01

/** A contract of either inventory. Texts may be NULL; figures NaN. All texts of this file belong to
 * compare->strings. */
typedef struct compare_contract {
    const char *id, *type, *name;
    const char *succeeds, *absorbed_by; /* as the second result says, else the first */
    bool present[2], in_force[2];
    const char *status[2], *start[2], *end[2], *scale[2];
    double n_communes[2], n_qpv[2], area_ha[2], people[2];
    GArray *communes[2]; /* uint32_t, in compare->communes */
    size_t root;         /* the first of its line of contracts, in compare->contracts */
    bool moved;          /* in force in both: its communes changed, or its area */
    bool renamed;        /* in force in both: its communes changed with their codes only */
    bool of_zone;
} compare_contract;

/** How much of a QPV a contract holds. */
typedef struct compare_pair {
    size_t contract;
    double share[2];
} compare_pair;

/** A QPV for one type. */
typedef struct compare_cell {
    mlg_coverage_state state[2];
    double share[2];  /* of its area */
    double people[2]; /* covered; 0 where nothing is known */
} compare_cell;

typedef struct compare_qpv {
    const char *code, *name;
    const char *places[4];     /* insee_com, lib_com, siren_epci, lib_epci of the second result */
    const char *group, *label; /* code and name at the level of --by, or NULL */
    double pop[2];             /* the second's in both with constant populations */
    double area_ha[2];
    compare_cell *cells; /* one a type of compare->types */
    GArray *pairs;       /* compare_pair */
} compare_qpv;

typedef struct compare_commune {
    double area_ha[2]; /* NaN: not in that result */
    bool there[2];
} compare_commune;

typedef struct report_compare {
    const mlg_compare_options *options;
    const char *paths[2];
    report_result sides[2];
    char *years[2];            /* of the communes' codes; "" when not known */
    char *census[2];           /* year of the populations; "" when not known */
    GPtrArray *types;          /* of the comparison, in the order of the second; borrowed */
    const char *by;            /* a level's name, type or dispositif */
    const report_level *level; /* of the groups; NULL for none */
    bool constant;             /* populations of the second for both */
    char *zone;                /* SQL condition on the second */
    GPtrArray *qpvs;           /* compare_qpv, by code */
    GPtrArray *contracts;      /* compare_contract: those of the first by id, then others by id */
    GHashTable *contract_of;   /* id: its place in contracts, from 1 */
    GArray *communes;          /* compare_commune */
    GStringChunk *strings;
} report_compare;

/* How a QPV moved for a type. */
typedef enum compare_move {
    COMPARE_ENTRY,
    COMPARE_EXIT,
    COMPARE_CHANGE,
    COMPARE_KEPT, /* covered in both as much */
    COMPARE_NONE  /* covered in none */
} compare_move;

/* Why, the ways of contracts before those of territory and people. */
typedef enum compare_reason {
    COMPARE_NEW,
    COMPARE_RENEWED,
    COMPARE_ENDED,
    COMPARE_PERIMETER,
    COMPARE_COG,
    COMPARE_REDRAWN,
    COMPARE_SURVEY,
    COMPARE_CENSUS,
    COMPARE_UNKNOWN,
    COMPARE_N_REASONS
} compare_reason;

/** Reads QPV, contracts, communes of both, once they are known to be comparable. */
mlg_status report_compare_read(report_compare *compare, mlg_error *err) MLG_MUST_CHECK;
/** The contracts of both, their lines, how their communes moved. */
mlg_status report_compare_read_contracts(report_compare *compare, mlg_error *err) MLG_MUST_CHECK;

/** A text kept with the comparison; NULL for NULL. */
const char *report_compare_text(const report_compare *compare, const char *text);

/** Index of a contract, or contracts->len. */
size_t report_compare_find(const report_compare *compare, const char *id);
static inline compare_contract *report_compare_contract(const report_compare *compare, size_t i)
{
    return g_ptr_array_index(compare->contracts, i);
}

/** MLG_E_CONFLICT with what differs and the options of `cover` that make the two comparable. */
mlg_status report_compare_check(const report_compare *compare, mlg_error *err) MLG_MUST_CHECK;

static inline bool report_is_covered(mlg_coverage_state state)
{
    return state == MLG_TOTAL || state == MLG_PARTIEL;
}
static inline bool report_is_told(mlg_coverage_state state)
{
    return report_is_covered(state) || state == MLG_AUCUN;
}

compare_move report_compare_move(const compare_cell *cell);
/** Its limits changed: another area, by more than a thousandth. */
bool report_compare_redrawn(const compare_qpv *qpv);
/** A contract of the QPV in 2 follows one of 1. */
bool report_compare_renewed(const report_compare *compare, const compare_qpv *qpv, size_t type);

/** Why a QPV moved: codes joined by commas, their names with the contract, and words on each, the
 * weightiest first. */
typedef struct compare_why {
    char *codes, *labels, *sentences;
} compare_why;
compare_why report_compare_why(const report_compare *compare, const compare_qpv *qpv, size_t type);
void report_compare_why_done(compare_why *why);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(compare_why, report_compare_why_done)

/** "ended on 31/12/2019 (ECHU)": why a contract of side 0 is not in force on side 1. g_free(). */
char *report_compare_ending(const report_compare *compare, const compare_contract *contract);
/** "from 01/01/2020, follows CLS-1": one of side 1 that was not in force on side 0. g_free(). */
char *report_compare_beginning(const compare_contract *contract);
/** The contract in force on a side, of the line of another and of its type, or NULL. */
const compare_contract *report_compare_line(const report_compare *compare,
                                            const compare_contract *contract, int side);

/** Name of a state, for people. */
const char *report_state_label(mlg_coverage_state state);

/** Tables: QPV that moved; by groups; the balance by type; contracts. */
report_table *report_compare_list(const report_compare *compare);
report_table *report_compare_groups(const report_compare *compare);
report_table *report_compare_balance(const report_compare *compare);
report_table *report_compare_contracts(const report_compare *compare);

#endif
