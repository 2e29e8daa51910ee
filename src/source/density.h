/*
 * density.h - whether a layer of communes is generalised, from how many vertices its limits have.
 */
#ifndef SOURCE_DENSITY_H
#define SOURCE_DENSITY_H

#include <glib.h>
#include <stdbool.h>

typedef struct source_density {
    size_t n_seen, n_points;
    double km;
} source_density;

/** Adds a normalised polygon; one in eight is measured. */
void source_density_add(source_density *density, GBytes *wkb, bool geographic);

/** Vertices per kilometre of limit; NaN when nothing was measured. */
double source_density_per_km(const source_density *density);

/** True when the limits have clearly fewer vertices than ADMIN EXPRESS. */
bool source_density_is_generalised(const source_density *density);

#endif
