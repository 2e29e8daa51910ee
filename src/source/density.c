/*
 * density.c - vertices per kilometre of commune limits: generalised layers have few.
 */
#include "source/density.h"

#include "geom/wkb.h"

#include <math.h>

/** One commune in so many is measured. */
#define DENSITY_EVERY 8
/**
 * Measured: ADMIN EXPRESS COG 3.2 around Lille 33.7 vertices a kilometre; the national copy at 25
 * % 4.7, from 2.5 to 8.3 by département; by their sizes, Etalab's layers about 19 at 5 m, 4 at 50
 * m.
 */
#define DENSITY_GENERALISED_PER_KM 10.0
/** Degrees to kilometres, mean radius. */
#define DENSITY_KM_PER_DEGREE 111.195

typedef struct ring_sum {
    source_density *density;
    bool geographic;
} ring_sum;

static void add_ring(void *user, size_t part, size_t ring, const double *x, const double *y,
                     size_t n)
{
    (void)part;
    (void)ring;
    const ring_sum *sum = user;
    double scale_y = sum->geographic ? DENSITY_KM_PER_DEGREE : 1e-3;
    double scale_x =
        sum->geographic && n > 0 ? DENSITY_KM_PER_DEGREE * cos(y[0] * G_PI / 180) : scale_y;
    for (size_t i = 1; i < n; i++)
        sum->density->km += hypot((x[i] - x[i - 1]) * scale_x, (y[i] - y[i - 1]) * scale_y);
    sum->density->n_points += n > 0 ? n - 1 : 0;
}

void source_density_add(source_density *density, GBytes *wkb, bool geographic)
{
    if (density->n_seen++ % DENSITY_EVERY != 0)
        return;
    ring_sum sum = {density, geographic};
    geom_wkb_rings(wkb, add_ring, &sum);
}

double source_density_per_km(const source_density *density)
{
    return density->km > 0 ? (double)density->n_points / density->km : (double)NAN;
}

bool source_density_is_generalised(const source_density *density)
{
    return source_density_per_km(density) < DENSITY_GENERALISED_PER_KM;
}
