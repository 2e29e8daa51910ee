/*
 * crs.h - coordinate reference systems through PROJ. The only room with proj.h and geodesic.h.
 *
 * CRS are given as text: "EPSG:2154", WKT or anything PROJ reads. Axis order is always x = east
 * (longitude), y = north (latitude); heights are dropped. A CRS with an equal definition in EPSG's
 * registry is taken as EPSG's, so that IGNF:LAMB93, EPSG:2154 and an ESRI .prj transform alike.
 * No network; without grids PROJ's next best operation is used. A transform belongs to one thread
 * at a time; create one a thread.
 */
#ifndef CRS_CRS_H
#define CRS_CRS_H

#include "base/code.h"
#include "base/error.h"

#include <glib.h>

/** What transforms of one thread share: PROJ opens its database once, not for each. */
typedef struct crs_context crs_context;
crs_context *crs_context_new(void);
void crs_context_free(crs_context *context);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(crs_context, crs_context_free)

typedef struct crs_transform crs_transform;

/** @param context borrowed, outlives the transform; NULL for one of its own. MLG_E_CRS names the
 * CRS that is unknown, or that has no transformation to the other. */
mlg_status crs_transform_new(crs_context *context, const char *from, const char *to,
                             crs_transform **ret, mlg_error *err) MLG_MUST_CHECK;
void crs_transform_free(crs_transform *transform);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(crs_transform, crs_transform_free)

/** In place. Equal CRS copy bit for bit. A point that cannot be transformed is MLG_E_CRS with its
 * coordinates. Signature of geom_map_fn (user = the transform). */
mlg_status crs_transform_apply(void *transform, double *x, double *y, size_t n,
                               mlg_error *err) MLG_MUST_CHECK;

/** True when nothing is to be transformed (same CRS). */
bool crs_transform_is_identity(const crs_transform *transform);

/** Computing CRS of a département code (design §5): 2A -> EPSG:3035, 974 -> EPSG:2975...; NULL
 * elsewhere (then crs_local_equal_area). Static. */
const char *crs_of_department(mlg_code department);

/** A Lambert azimuthal equal-area CRS centred on a point, as a PROJ string. g_free(). */
char *crs_local_equal_area(double lon, double lat);

/** True for EPSG:3035, crs_local_equal_area and the other equal-area CRS: planar areas are exact.
 */
bool crs_is_equal_area(const char *crs);

/** Short name for people and for `parametre`: "EPSG:2154" when the CRS can be identified as such (a
 * French .prj of Lambert-93 too), else its name. g_free(). MLG_E_CRS when unreadable or NULL. */
mlg_status crs_identify(const char *crs, char **ret, mlg_error *err) MLG_MUST_CHECK;

/** True when both describe one CRS for our use (WGS 84 and OGC:CRS84 alike, axis order aside). */
bool crs_same(const char *a, const char *b);

/** True for geographic (degrees). MLG_E_CRS when unreadable. */
mlg_status crs_is_geographic(const char *crs, bool *ret, mlg_error *err) MLG_MUST_CHECK;

/** Geodesic area in m2 (GRS80, Karney 2013) of one closed ring of longitudes and latitudes in
 * degrees; always >= 0. */
double crs_ring_area_m2(const double *lon, const double *lat, size_t n);

/** "9.1.1" */
const char *crs_version(void);

#endif
