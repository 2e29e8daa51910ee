/*
 * layers.c - the table of layers and tables of a result, in file order, and the choice among them.
 */
#include "output/layer.h"

#include "base/text.h"
#include "output/format.h"

#include <string.h>

const output_layer *const output_result_layers[] = {
    &output_layer_qpv,
    &output_layer_commune,
    &output_layer_epci,
    &output_layer_departement,
    &output_layer_region,
    &output_layer_contrat_ville,
    &output_layer_dispositif,
    &output_layer_lacune,
    &output_layer_superposition,
    &output_layer_qpv_2015,
    &output_layer_qpv_2024,
    &output_table_qpv_dispositif,
    &output_table_correspondance,
    &output_table_relation,
    &output_table_dispositif_departement,
    &output_table_indicateur,
    &output_table_diagnostic,
    &output_table_parametre,
    NULL,
};

const output_layer *output_layer_get(const output_run *run, size_t i)
{
    return run->layers[i];
}

bool output_layer_wanted(const output_layer *layer, const output_run *run)
{
    const mlg_output_options *options = run->options;
    if (layer->exists != NULL && !layer->exists(run, layer))
        return false;
    /* without it a file is no result: reports read the date and the types there */
    if (options->layers == NULL || layer == &output_table_parametre)
        return true;
    return g_strv_contains(options->layers, layer->name);
}

bool output_has_shapes(const output_run *run, const output_layer *layer)
{
    return layer->shape != NULL && !run->format->no_shapes;
}

mlg_status output_check_existing(const output_run *run, mlg_error *err)
{
    for (size_t i = 0; run->options->layers != NULL && output_result_layers[i] != NULL; i++) {
        const output_layer *layer = output_result_layers[i];
        if (layer->exists != NULL && !layer->exists(run, layer) &&
            g_strv_contains(run->options->layers, layer->name))
            return mlg_hint(
                err, mlg_fail(err, MLG_E_ARG, _("this run has no layer '%s'"), layer->name), "%s",
                _("only runs with both generations of QPV have it: --qpv-generation 2015,2024; the "
                  "QPV of the run itself are in layer qpv"));
    }
    return MLG_OK;
}

mlg_status output_check_layers(const mlg_output_options *options, mlg_error *err)
{
    for (const char *const *name = options->layers; name != NULL && *name != NULL; name++) {
        size_t i = 0;
        while (output_result_layers[i] != NULL && strcmp(output_result_layers[i]->name, *name) != 0)
            i++;
        if (output_result_layers[i] != NULL)
            continue;
        g_autoptr(GString) known = g_string_new(NULL);
        for (i = 0; output_result_layers[i] != NULL; i++)
            g_string_append_printf(known, "%s%s", i > 0 ? ", " : "", output_result_layers[i]->name);
        return mlg_hint(err, mlg_fail(err, MLG_E_ARG, _("layer '%s' is not known"), *name),
                        _("layers are: %s"), known->str);
    }
    return MLG_OK;
}
