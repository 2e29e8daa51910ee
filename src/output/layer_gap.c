/*
 * layer_gap.c - layer `lacune`: the parts of QPV that a type does not cover, one row a type x QPV x
 * commune.
 */
#include "base/text.h"
#include "output/layer.h"

static void columns(const output_run *run, output_columns *to)
{
    (void)run;
    output_column_list(to, DATASET_TEXT,
                       (const char *const[]){"type", "code_qp", "insee_com", "lib_qp", "siren_epci",
                                             "insee_dep", NULL});
    output_column(to, "aire_ha", DATASET_REAL);
    output_column(to, "pop", DATASET_REAL);
    output_column(to, "motif", DATASET_TEXT);
}

static size_t count(const output_run *run)
{
    return run->coverage->n_gaps;
}

static void row(const output_run *run, size_t i, output_row *to)
{
    const mlg_territory *t = run->territory;
    const coverage_gap *gap = &run->coverage->gaps[i];
    const territory_qpv *qpv = &t->qpvs[gap->qpv];
    const territory_commune *commune = output_commune(run, gap->commune);
    output_text(to, run->coverage->type_names[gap->type]);
    output_text(to, qpv->code.s);
    output_text(to, commune == NULL ? NULL : commune->code.s);
    output_text(to, qpv->name);
    output_text(to, commune == NULL ? NULL : output_group_code(t->epcis, commune->epci));
    output_text(to, commune == NULL ? qpv->department.s
                                    : output_group_code(t->departments, commune->department));
    output_known_area(to, gap->area_m2);
    output_real(to, gap->pop);
    output_text(to, coverage_state_names[gap->reason]);
}

/* A QPV that no type covers has the same ones for each. */
static const uint32_t *faces(const output_run *run, size_t i, size_t *ret_n)
{
    const coverage_gap *gap = &run->coverage->gaps[i];
    *ret_n = gap->n_faces;
    return run->coverage->gap_faces + gap->first_face;
}

static mlg_status shape(const output_run *run, mesh_worker *worker, size_t i, mesh_polygon *ret,
                        mlg_error *err)
{
    size_t n = 0;
    const uint32_t *list = faces(run, i, &n);
    uint32_t qpv = run->coverage->gaps[i].qpv;
    mlg_status status = output_faces_shape(run, worker, list, n, ret, err);
    return status == MLG_OK ? MLG_OK
                            : mlg_wrap(err, status, "%s", run->territory->qpvs[qpv].code.s);
}

const output_layer output_layer_lacune = {
    .name = "lacune",
    .title = N_("QPV not covered"),
    .abstract = N_("Parts of QPV that no dispositif of a type covers, by commune, with the reason"),
    .columns = columns,
    .count = count,
    .row = row,
    .shape = shape,
    .faces = faces,
};
