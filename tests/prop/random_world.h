/*
 * random_world.h - small territories and inventories drawn from a seed: communes on a jittered grid
 * that may overlap, QPV that may overlap, straddle or lie outside, perimeters of every kind. A
 * recipe can be built several times in different ways, to compare what comes of it.
 */
#ifndef PROP_RANDOM_WORLD_H
#define PROP_RANDOM_WORLD_H

#include "support/world.h"

enum { RANDOM_MAX_POINTS = 16 };

typedef struct random_ring {
    double x[RANDOM_MAX_POINTS], y[RANDOM_MAX_POINTS];
    size_t n; /* without the closing point */
} random_ring;

/* A commune or QPV. */
typedef struct random_unit {
    char code[12], epci[12];
    char list[40]; /* QPV: official list of communes */
    double people; /* NAN when not known */
    random_ring ring;
    bool drawn;
} random_unit;

typedef struct random_contract {
    char id[12];
    const char *type, *status, *start, *end;
    GPtrArray *lines; /* char *: "EXCLUT QPV QN09301M"; "GEOMETRIE" stands for the next shape */
    GArray *shapes;   /* random_ring */
} random_contract;

typedef struct random_recipe {
    guint32 seed;
    GArray *communes, *qpvs; /* random_unit */
    GArray *contracts;       /* random_contract */
    GPtrArray *surveys;      /* char *: "EPCI 200000001 CLS OUI" */
    bool overlapping;        /* communes overlap */
    bool generalised;
} random_recipe;

/* How a recipe is built. */
typedef struct random_way {
    guint32 shuffle; /* seed of the order of rows; 0: as drawn */
    unsigned rotate; /* rings start so many points further */
    bool reverse;    /* rings turn round */
    unsigned n_threads;
    size_t n_contracts; /* only the first so many; 0: all */
} random_way;

random_recipe *random_recipe_new(guint32 seed);
void random_recipe_free(random_recipe *recipe);

/** Area by the shoelace rule. */
double random_ring_area(const random_ring *ring);

/** All steps, into a fresh world; world_teardown() frees it. */
world *random_world_build(const random_recipe *recipe, const random_way *way);

#endif
