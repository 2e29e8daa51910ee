/*
 * csv.h - a folder of CSV files, one a layer, each with a .csvt beside it that tells the types of
 * its columns to GDAL and QGIS: codes are text there, and keep their zeros. Geometry is left out.
 *
 * Style "fr" is what Excel in French opens by a double click: semicolons, decimal commas, UTF-8
 * with its mark. Style "point" has commas, decimal points and no mark, for R and Python. Both end
 * lines as RFC 4180 does; dates are AAAA-MM-JJ, numbers as long as they must be to read back the
 * same.
 */
#ifndef OUTPUT_CSV_H
#define OUTPUT_CSV_H

#include "output/output.h"

typedef struct output_csv output_csv;

/** Whether the options ask for style "point"; MLG_E_ARG for a style that is none. */
mlg_status output_csv_style(const mlg_output_options *options, bool *ret_point,
                            mlg_error *err) MLG_MUST_CHECK;

output_csv *output_csv_new(const char *folder, bool point);
/** Closes what is still open, without telling, and frees; NULL allowed. */
void output_csv_free(output_csv *csv);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(output_csv, output_csv_free)

/** Ends the layer begun last; writes NAME.csvt and the header of NAME.csv. */
mlg_status output_csv_layer(output_csv *csv, const char *name, const dataset_layer_def *def,
                            mlg_error *err) MLG_MUST_CHECK;
mlg_status output_csv_row(output_csv *csv, const dataset_value *values,
                          mlg_error *err) MLG_MUST_CHECK;
/** Ends the layer begun last, if any. */
mlg_status output_csv_end(output_csv *csv, mlg_error *err) MLG_MUST_CHECK;

#endif
