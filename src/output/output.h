/*
 * output.h - how a result is written: a run, its layers (a table of descriptions), its format (a
 * table too). A new layer or format is one file and one row; nothing else knows their names.
 */
#ifndef OUTPUT_OUTPUT_H
#define OUTPUT_OUTPUT_H

#include "coverage/generations.h"
#include "crs/crs.h"
#include "dataset/writer.h"
#include "geom/geom.h"

#include <maillage/output.h>

struct output_format;
struct output_layer;

/** One call of mlg_write_result or mlg_write_store. */
typedef struct output_run {
    const mlg_coverage *coverage; /* NULL for a stored territory */
    const mlg_territory *territory;
    const mlg_inventory *inventory; /* NULL for a stored territory */
    const mlg_mesh *mesh;
    const mlg_output_options *options;
    const struct output_format *format;
    const struct output_layer *const *layers; /* NULL-terminated */
    const struct output_layer *layer;         /* being written */
    struct output_run *compared; /* the same with the other generation of QPV, or NULL */
    char *crs;                   /* of the result, EPSG:n */
    char **suffixes;             /* of per-type columns, one a type of the coverage */
    uint32_t *dispositifs;       /* those of the result, ascending: all without a zone */
    size_t n_dispositifs;
    uint32_t *relations; /* between two of them */
    size_t n_relations;
    GBytes **dispositif_shapes; /* prepared once, for two layers; NULL items: not yet, or no area */
    GPtrArray *parameters;      /* key, value, key, value... of table `parametre` */
    mesh_worker *workers;
    unsigned n_workers;
} output_run;

/** CRS of the result: the one asked for, the format's, or the one that suits the territory. */
mlg_status output_choose_crs(const output_run *run, char **ret, mlg_error *err) MLG_MUST_CHECK;

/** The run's CRS; before it is chosen, those that it may be. *ret is NULL-terminated. */
void output_usual_crs(const output_run *run, const char *ret[3]);

/** True when a commune of the result computes in this CRS: it lies in that part of the world. */
bool output_lies_in(const output_run *run, const char *computing_crs);

mlg_status output_run_init(output_run *run, const mlg_coverage *coverage,
                           const struct output_format *format, const mlg_output_options *options,
                           mlg_error *err) MLG_MUST_CHECK;
void output_run_done(output_run *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(output_run, output_run_done)

/** Workers of the run; done with it. */
void output_run_start(output_run *run);

/** RFC 3339: the epoch asked for, else midnight UTC of a date. g_free(). */
char *output_timestamp(const mlg_output_options *options, base_date date);

/** Fills run->parameters (table_parametre.c). */
void output_collect_parameters(output_run *run);

/**
 * A geometry made ready for the file: transformed, on the format's grid, valid, oriented.
 * @param raw as the mesh gives it; no WKB gives NULL
 * @param ret owned by the caller; NULL when nothing polygonal is left
 */
mlg_status output_prepare(const output_run *run, mesh_worker *worker, const mesh_polygon *raw,
                          GBytes **ret, mlg_error *err) MLG_MUST_CHECK;

#endif
