/*
 * match_tell.h - what is told of the matches of two generations; private to the room.
 */
#ifndef MESH_MATCH_TELL_H
#define MESH_MATCH_TELL_H

#include "territory/territory.h"

/** Tells where polygons contradict the official list or, without one, the letters of the codes of
 * 2024, in the loaded départements. `drawn`: the codes that have a polygon, as a set. */
void mesh_match_tell(const mlg_territory *t, GHashTable *drawn, const mlg_monitor *monitor);

#endif
