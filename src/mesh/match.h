/*
 * match.h - which QPV of two generations lie on common ground, and how much of each is common.
 */
#ifndef MESH_MATCH_H
#define MESH_MATCH_H

#include "territory/territory.h"

/**
 * Measures the QPV of a territory against those of territory->compared, each in the computing CRS
 * of its département, and completes territory->matches: pairs of the official list get their
 * shares, pairs on common ground are added. Ground that is an edge by the rule of design §5.3
 * (under MESH_EDGE_SHARE of both, and under MESH_EDGE_AREA_M2 or not wider than MESH_EDGE_WIDTH_M)
 * is none: limits were drawn twice. Without `compared`, nothing is done.
 *
 * Told: where the list, or the letter of a code of 2024 (N new, M changed, I unchanged), and the
 * polygons contradict each other. MLG_E_CRS, MLG_E_GEOMETRY, MLG_E_CANCELLED.
 */
mlg_status mesh_match_qpvs(mlg_territory *territory, const mlg_monitor *monitor,
                           mlg_error *err) MLG_MUST_CHECK;

#endif
