/*
 * private.h - PROJ contexts and CRS objects; private to the room.
 */
#ifndef CRS_PRIVATE_H
#define CRS_PRIVATE_H

#include "crs/crs.h"

#include <proj.h>

/** A PROJ context of one thread: quiet, without network. */
struct crs_context {
    PJ_CONTEXT *proj;
    char message[256]; /* PROJ's last error, "" when there is none */
};

/** A CRS as we use it: horizontal, and EPSG's own definition when it can be recognised. */
typedef struct crs_object {
    PJ *pj;
    int epsg; /* 0 when it is not EPSG's */
} crs_object;

void crs_object_free(crs_object *object);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(crs_object, crs_object_free)

/** Reads a CRS. MLG_E_CRS when the text is NULL, unknown to PROJ, or no horizontal CRS. */
mlg_status crs_object_new(crs_context *context, const char *text, crs_object **ret,
                          mlg_error *err) MLG_MUST_CHECK;

/** One CRS for our use, axis order aside. */
bool crs_object_same(const crs_context *context, const crs_object *a, const crs_object *b);

/* EPSG codes of equal-area methods */
#define CRS_METHOD_LAMBERT_AZIMUTHAL   9820
#define CRS_METHOD_ALBERS              9822
#define CRS_METHOD_LAMBERT_CYLINDRICAL 9835

/** EPSG code of the projection method; 0 when there is none. */
int crs_object_method(const crs_context *context, const crs_object *object);

/** "EPSG:2154", else the name, else the text it was read from. g_free(). */
char *crs_object_name(const crs_object *object, const char *text);

#endif
