/*
 * layer_overlap.c - layer `superposition`: where two or more dispositifs of one type lie on the
 * same people, by commune.
 */
#include "base/text.h"
#include "output/layer.h"

static void columns(const output_run *run, output_columns *to)
{
    (void)run;
    output_column(to, "type", DATASET_TEXT);
    output_column(to, "ids", DATASET_TEXT);
    output_column(to, "nb", DATASET_INTEGER);
    output_column(to, "insee_com", DATASET_TEXT);
    output_column(to, "aire_ha", DATASET_REAL);
    output_column(to, "pop", DATASET_REAL);
}

static size_t count(const output_run *run)
{
    return run->coverage->n_overlaps;
}

static void row(const output_run *run, size_t i, output_row *to)
{
    const coverage_overlap *overlap = &run->coverage->overlaps[i];
    const territory_commune *commune = output_commune(run, overlap->commune);
    output_text(to, run->coverage->type_names[overlap->type]);
    output_ids(run, overlap->first_id, overlap->n_ids, to);
    output_integer(to, overlap->n_ids);
    output_text(to, commune == NULL ? NULL : commune->code.s);
    output_real(to, overlap->area_m2 / OUTPUT_M2_PER_HA);
    output_real(to, overlap->pop);
}

static const uint32_t *faces(const output_run *run, size_t i, size_t *ret_n)
{
    const coverage_overlap *overlap = &run->coverage->overlaps[i];
    *ret_n = overlap->n_faces;
    return run->coverage->overlap_faces + overlap->first_face;
}

static mlg_status shape(const output_run *run, mesh_worker *worker, size_t i, mesh_polygon *ret,
                        mlg_error *err)
{
    size_t n = 0;
    const uint32_t *list = faces(run, i, &n);
    return output_faces_shape(run, worker, list, n, ret, err);
}

const output_layer output_layer_superposition = {
    .name = "superposition",
    .title = N_("Overlapping perimeters"),
    .abstract = N_("Where two or more dispositifs of one type cover the same place, by commune"),
    .columns = columns,
    .count = count,
    .row = row,
    .shape = shape,
    .faces = faces,
};
