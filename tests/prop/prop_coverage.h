/*
 * prop_coverage.h - the properties of prop_coverage.c, by kind.
 */
#ifndef PROP_COVERAGE_H
#define PROP_COVERAGE_H

#include "prop/prop.h"
#include "prop/random_world.h"

/** What holds in one world: sums, partitions, bounds, unions that count once (prop_figures.c). */
void prop_mesh(prop *p, const world *w, const random_recipe *recipe);
void prop_figures(prop *p, const world *w);

/** A series of days against the coverage of each (prop_timeline.c). */
void prop_timeline(prop *p, world *w);

/** Table `indicateur` (prop_indicators.c). */
void prop_indicators(prop *p, const world *w);

/* prop_compare.c */

/** Two worlds of one recipe: the same figures; `bytes`: to the last bit, geometry too. */
void prop_same(prop *p, const char *how, const world *a, const world *b, bool bytes);
/** b has the dispositifs of a and more: nothing is covered less. */
void prop_not_less(prop *p, const world *a, const world *b);

#endif
