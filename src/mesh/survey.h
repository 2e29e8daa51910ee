/*
 * survey.h - grids laid over the faces: what the steps that weigh faces share; private to the room.
 *
 * First it is told which grids lie where communes compute (reach.c), then each face is laid over
 * them and cells are divided among faces (survey.c), those in no commune go to the nearest
 * (nearest.c), and what became of the cells is reported (survey_tell.c).
 */
#ifndef MESH_SURVEY_H
#define MESH_SURVEY_H

#include "mesh/weights.h"

/**
 * A cell with people that lies in no commune goes to the nearest one within this, m. Generalised
 * coasts and borders stray by 100 to 500 m (official-data.md), and a cell's people live up to
 * 140 m from its centre; farther, it is another territory's, or a fault of the grid.
 */
#define MESH_NEAREST_M 1000.0

/** A grid, seen from the communes of one computing CRS. */
typedef struct mesh_reach {
    bool there; /* it may have cells there */
    bool same;  /* both have one CRS */
} mesh_reach;

/** Cells of a grid where an earlier one counts. */
typedef struct mesh_unused {
    size_t n_communes;
    double people;
} mesh_unused;

/** Found in a chunk of communes; cells numbered through all grids. */
typedef struct mesh_found {
    GArray *runs;        /* mesh_run */
    GArray *shares;      /* mesh_share, by commune, grid, face, cell */
    mesh_unused *unused; /* whole cells, of each grid */
} mesh_found;

/** What became of the cells of a grid: how many, with how many people. */
typedef struct mesh_tally {
    size_t n_in, n_moved, n_out;
    double in, moved, out;
    mesh_unused unused; /* of `in` and `moved` */
} mesh_tally;

typedef struct mesh_survey {
    mesh_work *w;
    mesh_ground *ground;
    geom_box *extents;     /* of the cells of each grid, in its CRS */
    geom_box *places;      /* the same in degrees; min_x NaN where not asked for */
    geom_box *zones;       /* of the communes of each computing CRS, in it */
    geom_box *zone_places; /* the same in degrees, as `places` */
    mesh_reach *reaches;   /* by computing CRS, then grid */
    mesh_found *found;     /* by chunk */
    size_t n_chunks;
    bool *told;        /* communes that have a cell of the grid that counts */
    GArray *pieces;    /* mesh_share whose part is people, by face, then cell */
    mesh_tally *tally; /* of each grid */
} mesh_survey;

static inline const mesh_reach *mesh_survey_reach(const mesh_survey *s, uint32_t zone, size_t grid)
{
    return &s->reaches[zone * s->ground->grid->n_grids + grid];
}

/** Fills extents, zones and reaches. */
mlg_status mesh_survey_places(mesh_survey *s, mlg_error *err) MLG_MUST_CHECK;

/** Boxes of the cells of a grid and of all communes in degrees, empty without any. */
mlg_status mesh_survey_degrees(mesh_survey *s, size_t g, geom_box *ret_grid, geom_box *ret_communes,
                               mlg_error *err) MLG_MUST_CHECK;

/** Box of a box in another CRS, by points of its outline; those that have no place there are left
 * out. Empty when none has. */
mlg_status mesh_box_project(mesh_worker *worker, geom_box box, const char *from, const char *to,
                            geom_box *ret, mlg_error *err) MLG_MUST_CHECK;

/** Cells without land are given to the nearest commune: ground->moved, in order. */
mlg_status mesh_survey_nearest(mesh_survey *s, mlg_error *err) MLG_MUST_CHECK;

/** Sums up the cells of each grid and tells of them. A grid none of whose cells is of a commune is
 * MLG_E_FORMAT. */
mlg_status mesh_survey_tell(mesh_survey *s, mlg_error *err) MLG_MUST_CHECK;

#endif
