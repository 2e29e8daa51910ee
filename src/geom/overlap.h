/*
 * overlap.h - area shared by two sets of polygons, by integration; private to the room.
 */
#ifndef GEOM_OVERLAP_H
#define GEOM_OVERLAP_H

#include "geom/geom.h"

/** An edge as a function of x: y0 at x0 to y1 at x1, x0 < x1. */
typedef struct geom_slope {
    double x0, x1, y0, y1;
    double sign; /* +1 with the interior below, -1 with the interior above */
} geom_slope;

/** Appends the edges of a closed ring that count in `box` to an array of geom_slope. */
void geom_slopes_add_ring(GArray *slopes, bool is_hole, const double *x, const double *y, size_t n,
                          geom_box box);

/** All edges of a geometry, kept with it; NULL when GEOS does not give them. */
const GArray *geom_slopes_of(const geom *g);

/** Shared area of two sets of rings; only what lies in `box` counts. *ret_error bounds rounding. */
double geom_slopes_overlap(const GArray *a, const GArray *b, geom_box box, double *ret_error);

#endif
