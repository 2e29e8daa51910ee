/*
 * layer_qpv_autre.c - layers `qpv_2015` and `qpv_2024`: the QPV of the generation that is compared
 * with the run's, with the columns of `qpv`.
 */
#include "base/text.h"
#include "output/layer.h"

static void columns(const output_run *run, output_columns *to)
{
    output_layer_qpv.columns(run->compared, to);
}

/* Zones are by code: those of 2024 (QN) come before those of 2015 (QP). Returns how many. */
static size_t count_2024(const output_run *run)
{
    const coverage_level *qpvs = &run->compared->coverage->levels[MLG_QPV];
    size_t low = 0, high = qpvs->n_zones;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (run->compared->territory->qpvs[qpvs->zones[middle].unit].generation == 2024)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t count(const output_run *run)
{
    size_t n = count_2024(run);
    return run->layer->generation == 2024 ? n
                                          : run->compared->coverage->levels[MLG_QPV].n_zones - n;
}

static bool exists(const output_run *run, const output_layer *layer)
{
    return run->compared != NULL &&
           (layer->generation == 2024
                ? count_2024(run) > 0
                : run->compared->coverage->levels[MLG_QPV].n_zones > count_2024(run));
}

static size_t zone_of(const output_run *run, size_t i)
{
    return run->layer->generation == 2024 ? i : count_2024(run) + i;
}

static void row(const output_run *run, size_t i, output_row *to)
{
    output_layer_qpv.row(run->compared, zone_of(run, i), to);
}

static mlg_status shape(const output_run *run, mesh_worker *worker, size_t i, mesh_polygon *ret,
                        mlg_error *err)
{
    return output_layer_qpv.shape(run->compared, worker, zone_of(run, i), ret, err);
}

const output_layer output_layer_qpv_2015 = {
    .name = "qpv_2015",
    .generation = 2015,
    .title = N_("QPV of 2015"),
    .abstract = N_("QPV of the generation of 2015, beside those in force: coverage by the same "
                   "dispositifs on the same day"),
    .exists = exists,
    .columns = columns,
    .count = count,
    .row = row,
    .shape = shape,
};

const output_layer output_layer_qpv_2024 = {
    .name = "qpv_2024",
    .generation = 2024,
    .title = N_("QPV of 2024"),
    .abstract = N_("QPV of the generation of 2024, beside those in force: coverage by the same "
                   "dispositifs on the same day"),
    .exists = exists,
    .columns = columns,
    .count = count,
    .row = row,
    .shape = shape,
};
