/*
 * layer.h - what a layer or table of the result is: its name, its columns, its rows, its geometry.
 */
#ifndef OUTPUT_LAYER_H
#define OUTPUT_LAYER_H

#include "output/output.h"
#include "output/row.h"

typedef struct output_layer {
    const char *name;
    mlg_level level;   /* of layers whose rows are the zones of a level */
    int generation;    /* of layers of the QPV of one generation */
    const char *title; /* msgids of the data language */
    const char *abstract;
    /** Whether a run has the layer; NULL: each has. */
    bool (*exists)(const output_run *run, const struct output_layer *layer);
    /** Work that its rows need, which a thread may do while other layers are written. May be NULL.
     */
    void (*prepare)(const output_run *run);
    void (*columns)(const output_run *run, output_columns *columns);
    size_t (*count)(const output_run *run);
    void (*row)(const output_run *run, size_t i, output_row *row);
    /**
     * Geometry of row i as stored, to be prepared for the file; without WKB: no area.
     * A NULL member: a table without geometry.
     */
    mlg_status (*shape)(const output_run *run, mesh_worker *worker, size_t i, mesh_polygon *ret,
                        mlg_error *err);
    /** Faces that make the shape of row i, *ret_n of them, where shape is output_faces_shape() of
     * them: rows of the same faces share one. May be NULL. */
    const uint32_t *(*faces)(const output_run *run, size_t i, size_t *ret_n);
    /** Rows whose shape is a dispositif's share one prepared shape: its index. May be NULL. */
    uint32_t (*dispositif)(const output_run *run, size_t i);
} output_layer;

/* Spatial layers, in file order, then tables. */
extern const output_layer output_layer_qpv, output_layer_commune, output_layer_epci,
    output_layer_departement, output_layer_region, output_layer_contrat_ville,
    output_layer_dispositif, output_layer_lacune, output_layer_superposition, output_layer_qpv_2015,
    output_layer_qpv_2024;
extern const output_layer output_table_qpv_dispositif, output_table_correspondance,
    output_table_relation, output_table_dispositif_departement, output_table_indicateur,
    output_table_diagnostic, output_table_parametre;

/** The i-th layer of a run's table in file order, or NULL after the last. */
const output_layer *output_layer_get(const output_run *run, size_t i);

/** The layers of a result, and of a stored territory; NULL-terminated. */
extern const output_layer *const output_result_layers[];
extern const output_layer *const output_stored_layers[];

/** True when the run has the layer and its options ask for it. */
bool output_layer_wanted(const output_layer *layer, const output_run *run);

/** True when rows of the layer are written with their geometry. */
bool output_has_shapes(const output_run *run, const output_layer *layer);

/** MLG_E_ARG when options->layers names a layer that the run does not have. */
mlg_status output_check_existing(const output_run *run, mlg_error *err) MLG_MUST_CHECK;

/** MLG_E_ARG for a name of options->layers that is no layer; lists those there are. */
mlg_status output_check_layers(const mlg_output_options *options, mlg_error *err) MLG_MUST_CHECK;

/** Prepares, then writes all wanted layers into what the format opened; closes and frees it
 * (write.c). */
mlg_status output_write_layers(output_run *run, void *file, const mlg_monitor *monitor,
                               mlg_error *err) MLG_MUST_CHECK;
/** The same with a new file or folder. */
mlg_status output_write_file(output_run *run, const char *path, const char *timestamp,
                             const mlg_monitor *monitor, mlg_error *err) MLG_MUST_CHECK;

/* Parts that layers share (figures.c). */

/** Columns and cells of all types for a zone of a level. */
void output_figure_columns(const output_run *run, mlg_level level, output_columns *columns);
void output_figures(const output_run *run, mlg_level level, size_t i, output_row *row);
/** cumul, combinaison. */
void output_cumul_columns(output_columns *columns);
void output_cumul(const output_run *run, const coverage_zone *zone, output_row *row);
/** Ids of dispositifs coverage->ids[first..first + n - 1], joined by `,`. */
void output_ids(const output_run *run, uint32_t first, uint32_t n, output_row *row);

/** From nb_com to pop_3: groups of communes and contrats de ville, of run->layer's level. */
void output_group_columns(const output_run *run, output_columns *columns);
void output_group_figures(const output_run *run, size_t i, output_row *row);

const coverage_zone *output_zone(const output_run *run, mlg_level level, size_t i);
/** The commune, or NULL for TERRITORY_NONE. */
const territory_commune *output_commune(const output_run *run, uint32_t commune);
/** The code of a group, or NULL for TERRITORY_NONE. */
const char *output_group_code(const territory_group *groups, uint32_t index);

/** Name of a class, or NULL for TERRITORY_NONE. */
const char *output_class(const territory_zoning *zoning, uint32_t class_index);

/* What a unit is, without its coverage: columns, cells, geometry. */

void output_qpv_columns(output_columns *columns);
void output_qpv_facts(const output_run *run, uint32_t qpv, double area_m2, double people,
                      output_row *row);
void output_qpv_shape(const output_run *run, uint32_t qpv, mesh_polygon *ret);
void output_commune_columns(output_columns *columns);
void output_commune_facts(const output_run *run, uint32_t commune, double area_m2, double people,
                          output_row *row);
void output_zonings(const output_run *run, uint32_t commune, output_row *row);
void output_zoning_columns(const output_run *run, output_columns *columns);
/** Code, name, and of EPCI the nature. */
void output_group_names(mlg_level level, output_columns *columns);
void output_group_facts(mlg_level level, const territory_group *group, output_row *row);
/** As given, else dissolved from its communes. */
mlg_status output_group_shape(const output_run *run, mesh_worker *worker,
                              const territory_group *group, mesh_polygon *ret,
                              mlg_error *err) MLG_MUST_CHECK;

/** The run that row *i of a stored layer is of, whose own n rows come first, then those of the
 * other generation; *i becomes its row there. */
const output_run *output_row_run(const output_run *run, size_t n, size_t *i);

/** A territory's shape as a new reference. */
void output_territory_shape(const output_run *run, const territory_shape *shape, mesh_polygon *ret);
/** Polygon of a dispositif's faces. */
mlg_status output_dispositif_shape(const output_run *run, mesh_worker *worker, uint32_t i,
                                   mesh_polygon *ret, mlg_error *err) MLG_MUST_CHECK;
/** Polygon of a list of faces. */
mlg_status output_faces_shape(const output_run *run, mesh_worker *worker, const uint32_t *faces,
                              size_t n, mesh_polygon *ret, mlg_error *err) MLG_MUST_CHECK;

#define OUTPUT_M2_PER_HA 1e4

/** The area of a zone in hectares; NULL for one without polygon, whose area nobody knows. */
void output_known_area(output_row *to, double area_m2);

#endif
