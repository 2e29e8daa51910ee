/*
 * batches.h - a few columns of a layer, for layers of millions of rows: numbers stay numbers, no
 * geometry is decoded, and a GeoPackage is read in batches as GDAL's Arrow streams give them.
 */
#ifndef DATASET_BATCHES_H
#define DATASET_BATCHES_H

#include "dataset/dataset.h"

typedef struct dataset_batches dataset_batches;

/** A value: text, not ended by 0 and as it stands in the file; or a number, NaN for none. */
typedef struct dataset_scalar {
    const char *text; /* NULL: no text */
    size_t size;
    double number;
} dataset_scalar;

/** Reads a layer that is no CSV file from its first row; one reader a layer at a time. `columns` as
 * the layer spells them, NULL-terminated. */
mlg_status dataset_batches_new(dataset *ds, size_t layer, const char *const *columns,
                               dataset_batches **ret, mlg_error *err) MLG_MUST_CHECK;
void dataset_batches_free(dataset_batches *batches);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(dataset_batches, dataset_batches_free)

/** The next row, one value a column; NULL at the end. Its number (line of tables, else place in the
 * file, from 1) goes to ret_row. Fewer features than declared, or a read error, is MLG_E_IO. */
mlg_status dataset_batches_next(dataset_batches *batches, const dataset_scalar **ret, long *ret_row,
                                mlg_error *err) MLG_MUST_CHECK;

#endif
