/*
 * layer_dispositif.c - layer `dispositif`: one row a dispositif of the inventory, in force or not,
 * with its known columns, the user's kept ones, and what its perimeter holds.
 */
#include "base/text.h"
#include "inventory/succession.h"
#include "output/layer.h"

#include <math.h>

static void columns(const output_run *run, output_columns *to)
{
    output_column_list(to, DATASET_TEXT,
                       (const char *const[]){"id_dispositif", "type", "nom", "statut", NULL});
    output_column(to, "generation", DATASET_INTEGER);
    output_column_list(to, DATASET_TEXT, (const char *const[]){"succede_a", "absorbe_par", NULL});
    output_column(to, "rang", DATASET_INTEGER); /* in the chain of succede_a */
    output_column_list(
        to, DATASET_DATE,
        (const char *const[]){"premiere_date", "date_signature", "date_debut", "date_fin", NULL});
    output_column_list(
        to, DATASET_TEXT,
        (const char *const[]){"porteur_type", "porteur_code", "porteur_nom", "coordination", NULL});
    output_column(to, "etp", DATASET_REAL);
    output_column_list(to, DATASET_TEXT, (const char *const[]){"volet_sante_cdv", "source", NULL});
    output_column(to, "source_date", DATASET_DATE);
    output_column_list(to, DATASET_TEXT, (const char *const[]){"commentaire", "en_vigueur", NULL});
    output_column_list(to, DATASET_INTEGER,
                       (const char *const[]){"nb_com", "nb_epci", "nb_qpv", NULL});
    output_column_list(to, DATASET_REAL,
                       (const char *const[]){"pop", "pop_min", "pop_max", "pop_qpv", NULL});
    output_column_list(to, DATASET_TEXT, (const char *const[]){"classe_pop", "echelle", NULL});
    output_column(to, "aire_ha", DATASET_REAL);
    for (size_t z = 0; z < run->territory->n_zonings; z++) {
        output_column(to, run->territory->zonings[z].name, DATASET_TEXT);
        output_column_suffixed(to, run->territory->zonings[z].name, "part", DATASET_REAL);
    }
    for (size_t k = 0; k < run->inventory->n_kept; k++) {
        g_autofree char *name = base_fold(run->inventory->kept_columns[k]);
        output_column_unique(to, name, DATASET_TEXT);
    }
}

static size_t count(const output_run *run)
{
    return run->n_dispositifs;
}

/* Text, not a number: a map has three categories, and a reader of the table understands it.
 * With --avec-projets a project that counts is `oui`; `statut` still says EN_PROJET. */
static const char *in_force(inventory_validity validity)
{
    if (validity.in_force)
        return "oui";
    return validity.project ? "projet" : "non";
}

static const char *enum_name(base_enum_names names, int value)
{
    return value < 0 ? NULL : names[value];
}

static void put_chain(const output_run *run, uint32_t i, output_row *to)
{
    const inventory_dispositif *d = &run->inventory->dispositifs[i];
    unsigned rank = inventory_rank(run->inventory, i);
    output_text(to, d->succeeds);
    output_text(to, d->absorbed_by);
    if (rank > 0)
        output_integer(to, (int)rank);
    else
        output_null(to);
    output_date(to, inventory_first_start(run->inventory, i));
}

static void put_inventory(const output_run *run, uint32_t i, output_row *to)
{
    const inventory_dispositif *d = &run->inventory->dispositifs[i];
    output_text(to, d->id);
    output_text(to, run->inventory->types[d->type]);
    output_text(to, d->name);
    output_text(to, inventory_status_names[d->status]);
    if (d->generation > 0)
        output_integer(to, d->generation);
    else
        output_null(to);
    put_chain(run, i, to);
    output_date(to, d->signed_on.first);
    output_date(to, d->starts.first);
    output_date(to, d->ends.last);
    output_text(to, enum_name(inventory_carrier_names, d->carrier));
    output_text(to, d->carrier_code);
    output_text(to, d->carrier_name);
    output_text(to, enum_name(inventory_coordination_names, d->coordination));
    output_real(to, d->etp);
    output_text(to, enum_name(inventory_yes_no_names, d->volet_sante));
    output_text(to, d->source);
    output_date(to, d->source_date);
    output_text(to, d->comment);
}

static void put_classes(const output_run *run, uint32_t d, output_row *to)
{
    const mlg_territory *t = run->territory;
    for (size_t z = 0; z < t->n_zonings; z++) {
        const coverage_class *most = &run->coverage->classes[d * t->n_zonings + z];
        output_text(to, output_class(&t->zonings[z], most->class_index));
        output_real(to, most->part);
    }
}

static void row(const output_run *run, size_t i, output_row *to)
{
    const inventory_dispositif *d = &run->inventory->dispositifs[run->dispositifs[i]];
    const coverage_dispositif *figures = &run->coverage->dispositifs[run->dispositifs[i]];
    put_inventory(run, run->dispositifs[i], to);
    output_text(to, in_force(figures->validity));
    if (d->perimeter_unknown) { /* not 0: not known */
        for (int c = 0; c < 3; c++)
            output_null(to);
    } else {
        output_integer(to, figures->nb_com);
        output_integer(to, figures->nb_epci);
        output_integer(to, figures->nb_qpv);
    }
    output_real(to, figures->pop);
    output_real(to, figures->pop_min);
    output_real(to, figures->pop_max);
    output_real(to, figures->pop_qpv);
    output_text(to, figures->size_class);
    output_text(to, coverage_scale_names[figures->scale]);
    output_real(to, d->perimeter_unknown ? NAN : figures->area_m2 / OUTPUT_M2_PER_HA);
    put_classes(run, run->dispositifs[i], to);
    for (size_t k = 0; k < run->inventory->n_kept; k++)
        output_text(to, d->kept[k]);
}

static uint32_t dispositif(const output_run *run, size_t i)
{
    return run->dispositifs[i];
}

static mlg_status shape(const output_run *run, mesh_worker *worker, size_t i, mesh_polygon *ret,
                        mlg_error *err)
{
    return output_dispositif_shape(run, worker, run->dispositifs[i], ret, err);
}

mlg_status output_dispositif_shape(const output_run *run, mesh_worker *worker, uint32_t i,
                                   mesh_polygon *ret, mlg_error *err)
{
    const base_bitset *faces = run->coverage->dispositifs[i].faces;
    *ret = (mesh_polygon){NULL, NULL, false};
    if (faces == NULL)
        return MLG_OK;
    mlg_status status = mesh_shape(run->mesh, worker, faces, ret, err);
    return status == MLG_OK ? MLG_OK
                            : mlg_wrap(err, status, "%s", run->inventory->dispositifs[i].id);
}

const output_layer output_layer_dispositif = {
    .name = "dispositif",
    .title = N_("Dispositifs"),
    .abstract = N_("Dispositifs of the inventory, in force or not, with their perimeter, "
                   "inhabitants and QPV"),
    .columns = columns,
    .count = count,
    .row = row,
    .shape = shape,
    .dispositif = dispositif,
};
