/*
 * wkt.h - polygons of tests written as WKT, as the library reads them. Offsets let a test write
 * small numbers anywhere on the map.
 */
#ifndef SUPPORT_WKT_H
#define SUPPORT_WKT_H

#include <glib.h>

/**
 * POLYGON or MULTIPOLYGON, EMPTY too, as little-endian 2D MULTIPOLYGON WKB, dx and dy added to the
 * coordinates. NULL when the text is not WKT of polygons. g_bytes_unref().
 */
GBytes *support_wkt(const char *wkt, double dx, double dy);

/** A rectangle as WKT: "POLYGON((x0 y0,x1 y0,x1 y1,x0 y1,x0 y0))". g_free(). */
char *support_rectangle(double x0, double y0, double x1, double y1);

#endif
