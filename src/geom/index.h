/*
 * index.h - boxes found by box: a static packed R-tree (sort-tile-recursive), plain arrays, read by
 * any thread.
 */
#ifndef GEOM_INDEX_H
#define GEOM_INDEX_H

#include "geom/geom.h"

typedef struct geom_index geom_index;

/** Empty boxes (min > max) are never found. */
geom_index *geom_index_new(const geom_box *boxes, size_t n);
void geom_index_free(geom_index *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(geom_index, geom_index_free)

/** Appends (uint32_t) the items whose boxes meet `box`, ascending, to a GArray of uint32_t, which
 * is cleared first. */
void geom_index_query(const geom_index *index, geom_box box, GArray *ret_items);

#endif
