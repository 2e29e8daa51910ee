/*
 * random_shapes.h - polygons and coverages drawn from a seed, where maps are (7 digits before the
 * point), as normalised WKB.
 */
#ifndef PROP_RANDOM_SHAPES_H
#define PROP_RANDOM_SHAPES_H

#include "geom/wkb.h"

/** A star-shaped polygon of 3 to 60 vertices around a random centre, with a hole now and then;
 * some 100 m wide. */
GBytes *random_star(GRand *rand);

/** The same shape written otherwise: rings turned round, started elsewhere, parts and holes in
 * another order. */
GBytes *random_rewriting(GRand *rand, GBytes *wkb);

/**
 * side x side cells of some 100 m with wavering borders that match vertex for vertex. When
 * `mismatch_m` is not 0, the border between the western and the eastern half is drawn twice, apart
 * by that much: there they overlap and gape.
 */
GPtrArray *random_coverage(GRand *rand, guint side, double mismatch_m);

#endif
