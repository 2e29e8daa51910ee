/*
 * overlay.h - the parts of the guarded overlay; private to the room.
 */
#ifndef GEOM_OVERLAY_H
#define GEOM_OVERLAY_H

#include "geom/funnel.h"

/** GEOS's overlay on a grid, or in floating point when grid is 0. */
GEOSGeometry *geom_raw_overlay(geom_overlay_op op, geom_ctx *ctx, const GEOSGeometry *a,
                               const GEOSGeometry *b, double grid);

/**
 * The result where predicates alone tell it: they are computed with exact orientations, so they
 * are not fooled as the overlay is. *ret stays NULL when an overlay is needed.
 */
mlg_status geom_overlay_shortcut(geom_overlay_op op, const geom *a, const geom *b, geom **ret,
                                 mlg_error *err) MLG_MUST_CHECK;

/** Copy without holes and parts under GEOM_GUARD_TINY_M2; NULL when there are none. */
geom *geom_without_tiny(const geom *g);

#endif
