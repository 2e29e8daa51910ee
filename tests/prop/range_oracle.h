/*
 * range_oracle.h - the range of a set's people, the long way: who may live in which face is tried
 * out, group by group, and everybody counted anew each time.
 */
#ifndef PROP_RANGE_ORACLE_H
#define PROP_RANGE_ORACLE_H

#include "coverage/coverage.h"

/** Where people of a group are thought to live. */
typedef struct range_place {
    uint32_t face;
    double people;
} range_place;

/** People of one cell (of all the unit, without cells) who may all live in any of some faces. */
typedef struct range_group {
    bool told;      /* people of a QPV; else shares of a commune's rest */
    double people;  /* all of them */
    GArray *places; /* range_place */
    guint at;       /* the place where all of them are now; places->len: where thought to live */
} range_group;

typedef struct range_oracle {
    const mlg_mesh *mesh;
    const mlg_territory *t;
    GPtrArray *groups;    /* range_group */
    double *told, *share; /* of each face: people of its QPV, share of its commune's rest */
} range_oracle;

range_oracle *range_oracle_new(const mlg_mesh *mesh);
void range_oracle_free(range_oracle *oracle);

/** People of the set in communes, as everybody is placed now. */
double range_count(const range_oracle *oracle, const base_bitset *set, const uint32_t *communes,
                   size_t n);
/** False when some commune has more people of QPV than people. */
bool range_is_possible(const range_oracle *oracle);

/** Everybody where they make the set's people in these communes the most, or the fewest. */
void range_place_extreme(range_oracle *oracle, const base_bitset *set, const uint32_t *communes,
                         size_t n, bool most);
/** All people of QPV who may live in the commune do. */
void range_place_in(range_oracle *oracle, uint32_t commune);
void range_place_at_random(range_oracle *oracle, GRand *rand);
void range_place_back(range_oracle *oracle);

/** Fewest and most people of a QPV, published or not, in the set. */
void range_of_qpv(const range_oracle *oracle, uint32_t q, const base_bitset *set, double *ret_least,
                  double *ret_most);

#endif
