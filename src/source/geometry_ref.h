/*
 * geometry_ref.h - perimeters drawn in another file: `file|layername=L|id=V` in geometrie_ref.
 */
#ifndef SOURCE_GEOMETRY_REF_H
#define SOURCE_GEOMETRY_REF_H

#include "source/table.h"

/** Files opened for references, each once. */
typedef struct source_refs source_refs;

/** Relative references start from the folder of the inventory. */
source_refs *source_refs_new(const char *inventory);
void source_refs_free(source_refs *refs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(source_refs, source_refs_free)

/** The files of all references so far, whether they could be read or not: NULL-terminated,
 * borrowed, until the next source_refs_get(). */
const char *const *source_refs_files(const source_refs *refs);

/**
 * The polygon that a reference names: the features whose column V's name (`id=`, `code=`...) has
 * the value, else all of the layer. *ret_crs is borrowed from refs.
 */
mlg_status source_refs_get(source_refs *refs, const char *reference, GBytes **ret,
                           const char **ret_crs, mlg_error *err) MLG_MUST_CHECK;

/**
 * The polygon that stands in a row itself, normalised, and its CRS (borrowed from the layer); NULL
 * when there is none, and for one that cannot be used, which `why` explains.
 * @return MLG_E_CRS a layer of polygons without coordinate system
 */
mlg_status source_own_polygon(const source_rows *rows, GBytes **ret, const char **ret_crs,
                              mlg_error *why, mlg_error *err) MLG_MUST_CHECK;

#endif
