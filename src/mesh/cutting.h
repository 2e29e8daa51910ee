/*
 * cutting.h - one commune while it is cut into regions (claims.c, faces.c, perimeters.c); private
 * to the room.
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
    uint32_t face;  /* of the base mesh, that it is a part of (refinement) */
} mesh_region;

typedef struct mesh_cutting {
    mesh_work *w;
    mesh_worker *worker;
    mesh_cut *cut;
    uint32_t commune;
    GArray *regions; /* mesh_region */
} mesh_cutting;

/** No regions yet, of type mesh_region; freed with what they hold. */
GArray *mesh_cutting_regions(void);

/** Adds a region of the commune as WKB, which it takes. */
mesh_region *mesh_cutting_add(mesh_cutting *c, GBytes *wkb);

/** An overlay whose verdict is counted. */
mlg_status mesh_cutting_overlay(mesh_cutting *c, geom_overlay_op op, const geom *a, const geom *b,
                                geom **ret, mlg_error *err);

/** Cuts all regions by something. */
mlg_status mesh_cutting_by(mesh_cutting *c, const mesh_cutter *by, mlg_error *err);

/** The first regions: the commune, divided by who else claims its ground. */
mlg_status mesh_cutting_start(mesh_cutting *c, mlg_error *err);

/** What may cut a commune of the base mesh, in a fixed order: its parts, polygon perimeters.
 * GArray of mesh_cutter; by boxes only. */
GArray *mesh_perimeters_of(const mesh_work *w, uint32_t commune);

/** Cuts the faces of a commune by the perimeters that meet it: the cut has all of its faces, in
 * order, and the base faces that they are parts of; none when nothing changes. */
mlg_status mesh_cutting_refine(mesh_cutting *c, mlg_error *err);

#endif
