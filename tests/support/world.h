/*
 * world.h - small territories and inventories for tests, written in a few words: communes, QPV and
 * polygon perimeters as WKT in metres, perimeters as lists of units. Each step fails the test when
 * the library fails; world_teardown() frees what was made.
 *
 *     world_commune(w, "93001", "200000001", 1000, "POLYGON((0 0,10 0,10 10,0 10,0 0))");
 *     world_dispositif(w, "A", "CLS", "EPCI 200000001; EXCLUT COMMUNE 93002");
 *     world_build(w);
 *     assert_near(world_cell(w, MLG_COMMUNE, "93001", "CLS")->pop, 1000, 1e-9);
 */
#ifndef SUPPORT_WORLD_H
#define SUPPORT_WORLD_H

#include "support/cmocka.h"

#include "coverage/coverage.h"
#include "inventory/builder.h"
#include "mesh/mesh.h"
#include "territory/builder.h"

#define WORLD_DATE 20260630
#define WORLD_CRS  "EPSG:3035" /* equal-area, the computing CRS of mainland France */
/* where (0 0) of the tests' coordinates lies: near Paris */
#define WORLD_X 3760000.0
#define WORLD_Y 2890000.0

typedef struct world {
    territory_builder *land;
    inventory_builder *book;
    territory_options territory_options;
    mlg_mesh_options mesh_options;
    mlg_coverage_options options;
    mlg_findings *findings;
    mlg_monitor monitor;
    const char *crs; /* of the shapes that follow */
    double dx, dy;
    long row; /* origin of what is added: counts up */
    mlg_territory *t;
    mlg_inventory *inv;
    mlg_mesh *mesh;
    mlg_coverage *cov;
    mlg_grid *grid;
    mlg_error err;
    /* frees what a step made; set by the step, so that a program links only what it uses */
    void (*done[5])(struct world *w);
} world;

/** CMocka setup and teardown: *state is the world. */
int world_setup(void **state);
int world_teardown(void **state);

/* --- territory (world_land.c) --- */

/** Shape of WKT in the world's CRS and place; none for NULL. The world keeps it. */
territory_shape world_shape(world *w, const char *wkt);
/** epci "" for none, people NAN for not known, wkt NULL for no geometry. */
void world_commune(world *w, const char *code, const char *epci, double people, const char *wkt);
/** communes as published, "93001,93002"; "" for none. */
void world_qpv(world *w, const char *code, const char *communes, double people, const char *wkt);
void world_part(world *w, const char *code, const char *commune, territory_part_kind kind,
                double people, const char *wkt);
/** Movements "DATE MOD BEFORE AFTER; ..." with dates AAAAMMJJ; the history goes on to 2026. */
void world_history(world *w, const char *movements);
/** Origin "file: row N", a new row each time. */
territory_origin world_origin(world *w, const char *file);
void world_finish_territory(world *w);

/** Number of findings with a code; the last one, NULL when there is none. */
size_t world_count_findings(const world *w, const char *code);
const mlg_finding *world_finding(const world *w, const char *code);

/* --- inventory (world_book.c) --- */

/**
 * A dispositif ACTIF since 2020 and until 2030. Its perimeter is a list "[EXCLUT] UNIT CODE
 * [COUVERTURE [SHARE]] [@MILLESIME]; ...", UNIT as in `unite_type`, or "GEOMETRIE [COUVERTURE]
 * WKT"; "" for none.
 */
void world_dispositif(world *w, const char *id, const char *type, const char *perimeter);
/** The same with a status and dates of start and end (NULL for none). */
void world_dispositif_dated(world *w, const char *id, const char *type, const char *status,
                            const char *start, const char *end, const char *perimeter);
/** A row as written by a user; its origin is set here. */
void world_dispositif_row(world *w, inventory_dispositif_row row, const char *perimeter);
void world_survey(world *w, const char *echelon, const char *code, const char *type,
                  const char *complete);
void world_finish_inventory(world *w);

/* --- grids (world_grid.c) --- */

/** Adds a grid in the world's CRS, cell (0, 0) with its corner at (x, y): "COLUMN ROW PEOPLE[i];
 * ...", any order, i for a figure that is imputed. The file is "grille-1.csv", -2... */
void world_grid(world *w, double x, double y, double size, const char *cells);

/* --- mesh (world_mesh.c) --- */

void world_build_mesh(world *w);
/** Territory, inventory and their mesh. */
void world_mesh_all(world *w);
/** The base mesh alone, mlg_mesh_free(): one that is refined has no more need of what communes hold
 * of cells. */
mlg_mesh *world_base(world *w);
/** People of cells in faces of communes. */
double world_sum_weights(const world *w);

/** Faces of a commune ("" outside every commune) and QPV ("" for none) that own them, in order. */
const mesh_face *world_face(const world *w, const char *commune, const char *qpv, size_t nth);
size_t world_count_faces(const world *w, const char *commune, const char *qpv);
double world_faces_area(const world *w, const char *commune, const char *qpv);
double world_faces_people(const world *w, const char *commune, const char *qpv);

/* --- coverage (world.c) --- */

/** Again with other options: the former result is freed. */
void world_compute(world *w);
/** All four steps. */
void world_build(world *w);

const coverage_zone *world_zone(const world *w, mlg_level level, const char *code);
const coverage_cell *world_cell(const world *w, mlg_level level, const char *code,
                                const char *type);
const coverage_dispositif *world_result(const world *w, const char *id);
/** Ids of a list of the coverage joined by ",". The world keeps it. */
const char *world_ids(const world *w, uint32_t first, uint32_t n);

#endif
