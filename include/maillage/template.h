/**
 * @file template.h
 * An empty inventory to fill in: tables with their headers, drop-down lists, examples,
 * explanations.
 */
#ifndef MAILLAGE_TEMPLATE_H
#define MAILLAGE_TEMPLATE_H

#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * What mlg_write_template() makes for a path: the path itself, or for `NAME.csv` the folder `NAME`,
 * since a CSV file holds one table and an inventory has three.
 * @return allocated; free with mlg_free()
 */
MLG_API char *mlg_template_target(const char *path);

/**
 * Writes an empty inventory beside its final name and renames it when complete.
 *
 * The extension says in which format: `.xlsx` and `.ods` are workbooks with the sheets dispositifs,
 * perimetres, recensement, exemples (never read), listes (hidden) and LISEZMOI; `.csv` makes the
 * folder of mlg_template_target() with dispositifs.csv, perimetres.csv and recensement.csv.
 * Equal versions of the library write equal bytes.
 *
 * @param flags MLG_OVERWRITE (output.h) to replace an existing one
 * @return MLG_E_ARG another extension, MLG_E_CONFLICT exists without MLG_OVERWRITE, MLG_E_WRITE
 * cannot be written; what was there is untouched then
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_write_template(const char *path, unsigned flags,
                                                     mlg_error *err);

#ifdef __cplusplus
}
#endif
#endif
