/*
 * work.h - a mesh while it is being built: what the steps share. Private to this room.
 *
 * Two stages. The base mesh is of the territory alone: each shape gets its computing CRS
 * (places.c), is repaired and projected, borders of communes are arranged (shapes.c), overlapping
 * communes found (overlaps.c), faces cut (faces.c), QPV left outside placed (outside.c), faces
 * listed by unit (lists.c), edges told (edge_rule.c), faces weighed by the cells of grids
 * (weights.c). The refinement needs nothing of this work but
 * the mesh: faces of the communes that perimeters meet are cut further (perimeters.c, refine.c),
 * all are numbered and listed again (renumber.c), people are given (population.c).
 */
#ifndef MESH_WORK_H
#define MESH_WORK_H

#include "base/parallel.h"
#include "crs/crs.h"
#include "geom/index.h"
#include "mesh/mesh.h"

/** Pieces under this area are numerical dust, not territory: m2. The smallest QPV has 14 000 m2. */
#define MESH_DUST_M2 1e-6
/** Two communes overlap when they share more than this; under it borders match but for rounding:
 * m2. */
#define MESH_OVERLAP_M2 1e-3
/** Design §5.3: a piece is an edge only under this share of its QPV... */
#define MESH_EDGE_SHARE 0.05
/** ... and under this area, m2... */
#define MESH_EDGE_AREA_M2 1000.0
/** ... or not wider than this, m. */
#define MESH_EDGE_WIDTH_M 10.0

/** A polygon in its own CRS and in its computing CRS, valid; box empty when nothing is left. */
typedef struct mesh_item {
    const territory_shape *shape;
    const char *shape_crs; /* CRS text of the shape */
    uint32_t zone;         /* computing CRS, index in mesh->crs */
    GBytes *clean;         /* in shape_crs: the shape itself, or repaired */
    GBytes *wkb;           /* in the computing CRS */
    geom_box box;
    double area_m2;
    bool by_commune; /* a perimeter of whole communes: each is in or out by most of its ground */
    bool given, valid, collapsed; /* had a shape; was valid; nothing polygonal was left */
    char reason[160];
} mesh_item;

/** What a face is a member of besides its owner; kept flat until lists.c. */
typedef struct mesh_member {
    uint32_t face;
    uint32_t unit;
} mesh_member;

typedef enum mesh_kind {
    MESH_OF_COMMUNE,
    MESH_OF_QPV,
    MESH_OF_PART,
    MESH_OF_GEOMETRY,
    MESH_KINDS
} mesh_kind;

/** A sliver between the border of a polygon perimeter and its commune's: it follows the commune. */
typedef struct mesh_trim {
    uint32_t geometry;
    double area_m2;
} mesh_trim;

/** What a face has of a cell: a part of it, or of its people. Cells are numbered through all grids.
 */
typedef struct mesh_share {
    uint32_t face, cell;
    double part;
} mesh_share;

/** Faces cut in one commune, before they have their final number. */
typedef struct mesh_cut {
    GArray *faces;               /* mesh_face */
    GArray *members[MESH_KINDS]; /* mesh_member, face = index in `faces` */
    GArray *bases;               /* uint32_t: face of the base mesh that each is a part of; only
                                    in a refinement */
    GArray *trims;               /* mesh_trim */
    GArray *pieces;              /* mesh_share, people, face = index in `faces` */
    size_t n_guarded;
    geom_overlay_report guard; /* of the first overlay that was not kept as it was */
} mesh_cut;

typedef struct mesh_work {
    mlg_mesh *mesh;
    const mlg_territory *t;
    mlg_mesh_options options;
    const mlg_monitor *monitor;
    mesh_worker *workers;
    unsigned n_workers;
    mesh_item *communes, *qpvs, *parts, *geometries; /* as in territory and inventory; in a
                                                        refinement, those that it needs */
    size_t n_geometries;
    bool *part_used; /* a perimeter line names it: only those cut */
    GArray *
        *overlaps; /* a commune: other communes (uint32_t, ascending) that it overlaps, or NULL */
    geom_index **qpv_index; /* one a zone; items are QPV */
    size_t n_indexed;       /* zones; a refinement may add one */
    mesh_cut *cuts;         /* one a commune */
    mesh_cut outside;       /* pieces of QPV outside every commune */
    GArray *planar;         /* bool by zone: planar areas are exact in its computing CRS */
} mesh_work;

/** A shape's WKB in another CRS; a reference to the same bytes when nothing changes. */
mlg_status mesh_project(mesh_worker *worker, GBytes *wkb, const char *from, const char *to,
                        GBytes **ret, mlg_error *err) MLG_MUST_CHECK;
/** Polygon of a face in its computing CRS, NULL without area. Borrowed. */
GBytes *mesh_face_polygon(const mesh_work *w, const mesh_face *face);
/** The worker's rows and columns of grids, made when first asked for. Borrowed. */
struct mesh_scan *mesh_worker_scan(mesh_worker *worker);
/** Area of WKB in the computing CRS of a zone: planar where that is exact, else geodesic. */
mlg_status mesh_area(const mesh_work *w, mesh_worker *worker, GBytes *wkb, uint32_t zone,
                     double *ret_m2, mlg_error *err) MLG_MUST_CHECK;

/** Computing CRS of a département, or by place when it is none of France's (design §5); g_free().
 */
mlg_status mesh_find_crs(mesh_worker *worker, mlg_code department, const territory_shape *shape,
                         const char *shape_crs, char **ret, mlg_error *err) MLG_MUST_CHECK;

mlg_status mesh_step_places(mesh_work *w, mlg_error *err);
/** Computing CRS of the polygon perimeters, once the communes have theirs. */
mlg_status mesh_place_geometries(mesh_work *w, mlg_error *err);
/** The item of a commune has its shape, and its computing CRS when that is known. */
void mesh_place_commune(mesh_work *w, uint32_t commune);
/** The item of a part of a commune has its shape and computing CRS. */
void mesh_place_part(mesh_work *w, uint32_t part);
mlg_status mesh_step_shapes(mesh_work *w, mlg_error *err);
/** The polygon of a commune as the base mesh had it, made again unless it is still there. */
mlg_status mesh_prepare_commune(mesh_work *w, mesh_worker *worker, uint32_t commune,
                                mlg_error *err) MLG_MUST_CHECK;
/** Polygons of the perimeters, and of the parts that they name; repairs of perimeters are reported.
 */
mlg_status mesh_prepare_perimeters(mesh_work *w, mlg_error *err) MLG_MUST_CHECK;
/** Edges of the communes as cleaned. */
mlg_status mesh_step_edges(mesh_work *w, mlg_error *err);
mlg_status mesh_step_overlaps(mesh_work *w, mlg_error *err);
mlg_status mesh_step_faces(mesh_work *w, mlg_error *err);
/** Counts and tells the overlays of the cuts whose float result was not kept as it was. */
void mesh_report_guards(mesh_work *w);
/** Says of each polygon perimeter what was trimmed. */
void mesh_report_trims(mesh_work *w);
mlg_status mesh_step_outside(mesh_work *w, mlg_error *err);
void mesh_step_lists(mesh_work *w);
mlg_status mesh_step_edge_rule(mesh_work *w, mlg_error *err);
/** Weighs the faces of the base mesh by the cells of options.grid, if any. MLG_E_FORMAT when a grid
 * lies elsewhere. */
mlg_status mesh_step_weights(mesh_work *w, mlg_error *err) MLG_MUST_CHECK;
/** Weighs the faces that a commune is cut into, by what the base mesh has of cells. */
mlg_status mesh_weigh_cut(mesh_work *w, mesh_worker *worker, uint32_t commune,
                          mlg_error *err) MLG_MUST_CHECK;
/** Makes pieces (mesh_share, by face, then cell) those of the mesh. */
void mesh_set_pieces(mlg_mesh *mesh, const GArray *pieces);
/** Refines the base mesh by the perimeters of mesh->inventory. */
mlg_status mesh_step_refine(mesh_work *w, mlg_error *err) MLG_MUST_CHECK;
/** The faces of the base mesh are replaced by those of the cuts, where there are any. */
void mesh_renumber(mesh_work *w);
void mesh_step_population(mesh_work *w);
/** Tells which units have official people and no cell, and the reverse. */
void mesh_compare_cells(const mesh_work *w);

/** Lists by unit of members that are in face order, so that each unit's items ascend. */
mesh_lists mesh_lists_new(const GArray *members, size_t n_units);
void mesh_lists_done(mesh_lists *lists);

void mesh_cut_init(mesh_cut *cut);
void mesh_cut_done(mesh_cut *cut);
/** Counts an overlay whose float result was not kept as it was. */
void mesh_cut_guard(mesh_cut *cut, const geom_overlay_report *report);
/** Adds a face with its first owner; returns its index in the cut. */
uint32_t mesh_cut_add(mesh_cut *cut, const mesh_face *face);
void mesh_cut_member(mesh_cut *cut, mesh_kind kind, uint32_t face, uint32_t unit);

#endif
