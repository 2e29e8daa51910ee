/*
 * write.c - all layers into a file: geometries of a layer are prepared in parallel, by index, then
 * its rows are written one after the other, so that any number of threads gives the same bytes.
 */
#include "output/format.h"
#include "output/layer.h"

#include "base/parallel.h"
#include "base/text.h"

/* Rows between two looks at the monitor, and in one piece of work. */
#define ROWS_BETWEEN_CHECKS 1024U
#define SHAPES_A_CHUNK      32U

typedef struct preparation {
    output_run *run;
    GBytes **shapes;
} preparation;

static mlg_status prepare_one(output_run *run, mesh_worker *worker, size_t i, GBytes **ret,
                              mlg_error *err)
{
    const output_layer *layer = run->layer;
    GBytes **shared = NULL; /* one writer an index: rows of a layer are different dispositifs */
    if (layer->dispositif != NULL)
        shared = &run->dispositif_shapes[layer->dispositif(run, i)];
    if (shared != NULL && *shared != NULL) {
        *ret = g_bytes_ref(*shared);
        return MLG_OK;
    }
    g_autoptr(GBytes) raw = NULL;
    const char *crs = NULL;
    MLG_TRY(layer->shape(run, worker, i, &raw, &crs, err));
    MLG_TRY(output_prepare(run, worker, raw, crs, ret, err));
    if (shared != NULL && *ret != NULL)
        *shared = g_bytes_ref(*ret);
    return MLG_OK;
}

static mlg_status prepare_chunk(void *user, unsigned worker, size_t begin, size_t end,
                                mlg_error *err)
{
    preparation *p = user;
    for (size_t i = begin; i < end; i++) {
        mlg_status status = prepare_one(p->run, &p->run->workers[worker], i, &p->shapes[i], err);
        if (status != MLG_OK)
            return mlg_wrap(err, status, "%s", p->run->layer->name);
    }
    return MLG_OK;
}

static mlg_status write_rows(output_run *run, void *file, const output_columns *columns, size_t n,
                             GBytes **shapes, const mlg_monitor *monitor, mlg_error *err)
{
    g_auto(output_row) row = {0};
    output_row_init(&row, columns);
    for (size_t i = 0; i < n; i++) {
        if (i % ROWS_BETWEEN_CHECKS == 0)
            MLG_TRY(base_check_cancelled(monitor, err));
        output_row_clear(&row);
        run->layer->row(run, i, &row);
        g_assert(row.n == row.n_columns);
        MLG_TRY(run->format->row(file, row.values, shapes != NULL ? shapes[i] : NULL, err));
        if (shapes != NULL)
            g_clear_pointer(&shapes[i], g_bytes_unref);
    }
    return MLG_OK;
}

/* A type named "qpv" would make a second pop_qpv. */
static mlg_status check_columns(const output_layer *layer, const output_columns *columns,
                                mlg_error *err)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < columns->items->len; i++) {
        const char *name = g_array_index(columns->items, dataset_column, i).name;
        if (!g_hash_table_add(seen, (gpointer)name))
            return mlg_hint(err,
                            mlg_fail(err, MLG_E_CONFLICT,
                                     _("layer '%s' would have two columns '%s'"), layer->name,
                                     name),
                            "%s", _("rename the type of dispositif that makes it"));
    }
    return MLG_OK;
}

static void free_shapes(GBytes **shapes, size_t n)
{
    for (size_t i = 0; shapes != NULL && i < n; i++)
        g_clear_pointer(&shapes[i], g_bytes_unref);
    g_free(shapes);
}

static mlg_status write_layer(output_run *run, void *file, const output_columns *columns,
                              const mlg_monitor *monitor, mlg_error *err)
{
    const output_layer *layer = run->layer;
    size_t n = layer->count(run);
    g_autofree char *stage = g_strdup_printf(_("writing %s"), layer->name);
    GBytes **shapes = NULL;
    if (layer->shape != NULL) {
        shapes = g_new0(GBytes *, n + 1);
        preparation p = {.run = run, .shapes = shapes};
        mlg_status status = base_parallel_for(run->n_workers, n, SHAPES_A_CHUNK, prepare_chunk, &p,
                                              monitor, stage, err);
        if (status != MLG_OK) {
            free_shapes(shapes, n);
            return status;
        }
    }
    mlg_status status = write_rows(run, file, columns, n, shapes, monitor, err);
    free_shapes(shapes, n);
    return status;
}

mlg_status output_write_layers(output_run *run, void *file, const mlg_monitor *monitor,
                               mlg_error *err)
{
    for (size_t l = 0; output_layer_get(l) != NULL; l++) {
        const output_layer *layer = output_layer_get(l);
        if (!output_layer_wanted(layer, run->options))
            continue;
        run->layer = layer;
        g_auto(output_columns) columns = {0};
        output_columns_init(&columns);
        layer->columns(run, &columns);
        MLG_TRY(check_columns(layer, &columns, err));
        dataset_layer_def def = {
            .name = layer->name,
            .identifier = D_(layer->title),
            .description = D_(layer->abstract),
            .columns = (const dataset_column *)(const void *)columns.items->data,
            .n_columns = columns.items->len,
            .spatial = layer->shape != NULL,
        };
        MLG_TRY(run->format->layer(file, &def, err));
        MLG_TRY(write_layer(run, file, &columns, monitor, err));
    }
    return MLG_OK;
}
