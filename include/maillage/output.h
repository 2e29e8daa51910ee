/**
 * @file output.h
 * The result: a file (GeoPackage, XLSX, ODS, SQLite), a folder of files (GeoJSON, CSV,
 * FlatGeobuf) or tables of a database (PostgreSQL with PostGIS), with all layers and tables;
 * complete or absent.
 */
#ifndef MAILLAGE_OUTPUT_H
#define MAILLAGE_OUTPUT_H

#include "coverage.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Replace an existing output. */
#define MLG_OVERWRITE 1U

typedef struct mlg_output_options {
    /** one of mlg_output_format(), case aside; NULL: PostgreSQL for the address of a
     * database, that of the path's extension, else "GPKG" */
    const char *format;
    /** of CSV: "fr" (default when NULL: semicolons, decimal commas, UTF-8 with its mark) or "point"
     * (commas, decimal points); NULL for the other formats. CSV, XLSX and ODS have no geometry, and
     * an apostrophe before each text that a spreadsheet would compute: = + - @ tab CR first */
    const char *csv_style;
    /** of a database: where the tables go; it must be there. NULL: the first of the search path */
    const char *schema;
    /** CRS of the result; NULL: EPSG:2154 when all lies in mainland France, else EPSG:4326 */
    const char *t_srs;
    const char *const *layers;    /**< layers and tables to write, NULL-terminated; NULL: all */
    const char *command;          /**< command in canonical form, for `parametre`; may be NULL */
    const mlg_findings *findings; /**< for `diagnostic`; may be NULL */
    /** both generations of QPV, of the coverage that is written: layers qpv_2015 or qpv_2024, and
     * table correspondance_qpv; may be NULL */
    const mlg_generations *generations;
    /** SOURCE_DATE_EPOCH for time stamps; negative: midnight UTC of the run's date */
    long long epoch;
    unsigned n_threads;
    unsigned flags; /**< MLG_OVERWRITE */
} mlg_output_options;

/** Name of the i-th format in which results are written, static, the default first; NULL after the
 * last. */
MLG_API const char *mlg_output_format(size_t i);

/**
 * In which format a result of that name is written.
 * @param format as in mlg_output_options; may be NULL
 * @return its name, static; NULL when mlg_check_output() would refuse it
 */
MLG_API const char *mlg_output_format_of(const char *path, const char *format);

/**
 * Looks whether a result can be written, before the work that makes it: format, layers, CRS,
 * folder, what is in the way.
 * @param options NULL for the defaults
 * @return as mlg_write_result, and MLG_E_CRS
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_check_output(const char *path,
                                                   const mlg_output_options *options,
                                                   mlg_error *err);

/**
 * Looks whether a zonage can have a name: a column of the layers `commune` and `dispositif`.
 * @param name in any case; columns are spelled in lower case without accents
 * @return MLG_E_ARG when they have such a column already, or reports another use for the word; the
 * hint proposes another
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_check_column(const char *name, mlg_error *err);

/**
 * Writes a result beside its final name, fsyncs and renames it (a folder is exchanged).
 * On failure what was there is untouched and nothing new is left.
 *
 * A database (PG:..., postgresql://...) gets one table a layer, in one transaction. MLG_OVERWRITE
 * replaces the tables of a former result and drops those that the new one does not have; tables
 * that no result of maillage made are never replaced.
 * @return MLG_E_CONFLICT exists without MLG_OVERWRITE; MLG_E_WRITE cannot be written;
 *         MLG_E_ARG unknown format or layer, a name that belongs to another format, or a path that
 *         territory, inventory or grid were read from
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_write_result(const char *path, const mlg_coverage *coverage,
                                                   const mlg_output_options *options,
                                                   const mlg_monitor *monitor, mlg_error *err);

/**
 * Stores a territory and its base meshes in one GeoPackage, to be loaded by mlg_load_store()
 * (source.h), with layers for people: qpv, commune, epci, departement, region, face, and tables
 * diagnostic and parametre. Written as mlg_write_result() writes.
 * @param grid what the meshes were weighed by, or NULL
 * @param mesh of mlg_build_base(); gets its people here (mlg_refine_mesh() without inventory)
 * @param compared that of mlg_territory_compared(), or NULL
 * @param options not NULL; layers and generations are not used, the format is GPKG
 * @return as mlg_write_result
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_write_store(const char *path, const mlg_territory *territory,
                                                  const mlg_grid *grid, mlg_mesh *mesh,
                                                  mlg_mesh *compared,
                                                  const mlg_output_options *options,
                                                  const mlg_monitor *monitor, mlg_error *err);

/**
 * Writes styles, QGIS project and metadata of a result again: after it was renamed (its project
 * names its layers by the file's name), or when another version wrote it. Data stay as they are,
 * and so do styles and projects that others added. Written as mlg_write_result() writes.
 * @param path of mlg_write_result()
 * @param output file to write, named as it will be; NULL: `path` itself, replaced
 * @param epoch SOURCE_DATE_EPOCH for time stamps; negative: midnight UTC of the result's date
 * @param flags MLG_OVERWRITE for an `output` that exists
 * @return MLG_E_IO missing or unreadable; MLG_E_FORMAT not a result; MLG_E_ARG `output` is a name
 * of another format; MLG_E_CONFLICT it exists, or a program has the file open; MLG_E_WRITE
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_restyle_result(const char *path, const char *output,
                                                     long long epoch, unsigned flags,
                                                     mlg_error *err);

/**
 * Writes a file of given bytes (a report) beside its final name, fsyncs and renames it.
 * @param flags MLG_OVERWRITE
 * @return MLG_E_CONFLICT exists without MLG_OVERWRITE; MLG_E_WRITE cannot be written: what was
 * there is untouched then
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_write_file(const char *path, const void *bytes, size_t size,
                                                 unsigned flags, mlg_error *err);

#ifdef __cplusplus
}
#endif
#endif
