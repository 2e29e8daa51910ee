/*
 * cutting.h - one commune while it is cut into regions (claims.c, faces.c); private to the room.
 */
#ifndef MESH_CUTTING_H
#define MESH_CUTTING_H

#include "mesh/work.h"

/* Something that cuts a commune. */
typedef struct mesh_cutter {
    mesh_kind kind;
    uint32_t unit;
    const mesh_item *item;
} mesh_cutter;

/* A region of the commune during the cutting, as WKB, as geometry or both; `inside` tells the
 * cutters it lies in, in cutter order. */
typedef struct mesh_region {
    GBytes *wkb;
    geom *g;
    geom_box box;
    GArray *inside; /* mesh_cutter */
} mesh_region;

typedef struct mesh_cutting {
    mesh_work *w;
    mesh_worker *worker;
    mesh_cut *cut;
    uint32_t commune;
    GArray *regions; /* mesh_region */
} mesh_cutting;

/** Adds a region of the commune as WKB, which it takes. */
mesh_region *mesh_cutting_add(mesh_cutting *c, GBytes *wkb);

/** An overlay whose verdict is counted. */
mlg_status mesh_cutting_overlay(mesh_cutting *c, geom_overlay_op op, const geom *a, const geom *b,
                                geom **ret, mlg_error *err);

/** Cuts all regions by something. */
mlg_status mesh_cutting_by(mesh_cutting *c, const mesh_cutter *by, mlg_error *err);

/** The first regions: the commune, divided by who else claims its ground. */
mlg_status mesh_cutting_start(mesh_cutting *c, mlg_error *err);

#endif
