/*
 * shape.h - geometries as GeoJSON has them (RFC 7946): WGS 84, seven decimals, valid after that
 * rounding, exterior rings counter-clockwise. Of any type, from any CRS.
 */
#ifndef REPORT_SHAPE_H
#define REPORT_SHAPE_H

#include "base/error.h"

#include <glib.h>

typedef struct report_shapes report_shapes;

report_shapes *report_shapes_new(void);
void report_shapes_free(report_shapes *shapes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(report_shapes, report_shapes_free)

/**
 * Appends a geometry object, "null" for one that is empty or vanishes when rounded (to a
 * centimetre).
 * @param crs as the room crs takes it
 * @return MLG_E_CRS, MLG_E_GEOMETRY malformed WKB
 */
mlg_status report_shape_append(report_shapes *shapes, GBytes *wkb, const char *crs, GString *out,
                               mlg_error *err) MLG_MUST_CHECK;

#endif
