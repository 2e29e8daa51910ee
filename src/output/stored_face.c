/*
 * stored_face.c - layer `face` of a stored territory: the mesh, one row a face. A face that is a
 * whole commune has the geometry of that commune, and none here.
 */
#include "base/text.h"
#include "output/layer.h"

#include <math.h>

static void columns(const output_run *run, output_columns *to)
{
    (void)run;
    output_column(to, "face", DATASET_INTEGER);
    output_column(to, "insee_com", DATASET_TEXT);
    output_column(to, "code_qp", DATASET_TEXT);
    output_column(to, "lisere", DATASET_INTEGER);
    output_column(to, "superposee", DATASET_INTEGER);
    output_column(to, "aire_ha", DATASET_REAL);
    output_column(to, "pop", DATASET_REAL);
    output_column(to, "methode_pop", DATASET_TEXT);
}

static size_t count(const output_run *run)
{
    return run->mesh->n_faces + (run->compared != NULL ? run->compared->mesh->n_faces : 0);
}

/* How the people of a face were told: published for all that a commune or a QPV has, else by what
 * weighs faces. */
static mesh_method method_of(const output_run *run, const mesh_face *face)
{
    const mlg_mesh *mesh = run->mesh;
    size_t n = 0;
    if (isnan(face->population))
        return MESH_UNKNOWN;
    if (face->commune == TERRITORY_NONE)
        return MESH_SURFACE;
    (void)mesh_list(&mesh->own_commune, face->commune, &n); /* only the number is wanted */
    if (n == 1)
        return MESH_OFFICIELLE;
    if (face->qpv != TERRITORY_NONE) {
        (void)mesh_list(&mesh->own_qpv, face->qpv, &n);
        if (n == 1)
            return mesh->qpv_method[face->qpv];
    }
    return isnan(face->weight) || mesh->first_piece == NULL ? MESH_SURFACE : MESH_CARREAUX;
}

static void row(const output_run *run, size_t i, output_row *to)
{
    const output_run *of = output_row_run(run, run->mesh->n_faces, &i);
    const mlg_territory *t = of->territory;
    const mesh_face *face = &of->mesh->faces[i];
    output_integer(to, (int64_t)i + 1);
    output_text(to, face->commune != TERRITORY_NONE ? t->communes[face->commune].code.s : NULL);
    output_text(to, face->qpv != TERRITORY_NONE ? t->qpvs[face->qpv].code.s : NULL);
    output_integer(to, face->edge);
    output_integer(to, face->overlap);
    output_real(to, face->area_m2 / OUTPUT_M2_PER_HA);
    output_real(to, face->population);
    output_text(to, mesh_method_names[method_of(of, face)]);
}

static mlg_status shape(const output_run *run, mesh_worker *worker, size_t i, mesh_polygon *ret,
                        mlg_error *err)
{
    (void)worker;
    (void)err;
    const output_run *of = output_row_run(run, run->mesh->n_faces, &i);
    const mesh_face *face = &of->mesh->faces[i];
    *ret = (mesh_polygon){NULL, NULL, false};
    /* a mainland projection cannot show a QPV that lies elsewhere */
    if (face->wkb == NULL ||
        (face->commune == TERRITORY_NONE && !output_lies_in(of, of->mesh->crs[face->crs])))
        return MLG_OK;
    *ret = (mesh_polygon){g_bytes_ref(face->wkb), of->mesh->crs[face->crs], false};
    return MLG_OK;
}

const output_layer output_stored_face = {
    .name = "face",
    .title = N_("Faces (parts of communes)"),
    .abstract =
        N_("The mesh: communes cut by QPV, with the area and the people of each part; whole "
           "communes without geometry"),
    .columns = columns,
    .count = count,
    .row = row,
    .shape = shape,
};
