/*
 * format_postgresql.c - tables of a PostGIS database: one a layer, in one schema, in one
 * transaction.
 */
#include "output/format.h"

#include "dataset/database_writer.h"
#include "output/layer.h"

#include <maillage/version.h>

typedef struct names {
    GPtrArray *wanted, *others; /* of layers, NULL-terminated */
    const char *crs[3];
    dataset_database_spec spec;
} names;

static void names_done(names *n)
{
    g_ptr_array_unref(n->wanted);
    g_ptr_array_unref(n->others);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(names, names_done)

/* Layers that only some runs have are known once there is a coverage. */
static bool is_wanted(const output_run *run, const output_layer *layer)
{
    if (run->coverage == NULL && layer->exists != NULL)
        return false;
    return output_layer_wanted(layer, run);
}

static void names_init(names *n, const output_run *run, const char *address)
{
    *n = (names){.wanted = g_ptr_array_new(), .others = g_ptr_array_new()};
    for (size_t i = 0; output_layer_get(run, i) != NULL; i++) {
        const output_layer *layer = output_layer_get(run, i);
        g_ptr_array_add(is_wanted(run, layer) ? n->wanted : n->others, (gpointer)layer->name);
    }
    g_ptr_array_add(n->wanted, NULL);
    g_ptr_array_add(n->others, NULL);
    output_usual_crs(run, n->crs);
    n->spec = (dataset_database_spec){
        .address = address,
        .schema = run->options->schema,
        .crs = n->crs,
        .tables = (const char *const *)n->wanted->pdata,
        .others = (const char *const *)n->others->pdata,
        .version = mlg_version(),
        .overwrite = (run->options->flags & MLG_OVERWRITE) != 0,
    };
}

static mlg_status check(const output_run *run, const char *address, mlg_error *err)
{
    g_auto(names) n = {0};
    names_init(&n, run, address);
    return dataset_database_check(&n.spec, err);
}

static mlg_status open_tables(const output_run *run, const char *address,
                              const mlg_monitor *monitor, void **ret, mlg_error *err)
{
    g_auto(names) n = {0};
    names_init(&n, run, address);
    dataset_database_writer *writer = NULL;
    MLG_TRY(dataset_database_writer_new(&n.spec, &writer, err));
    const char *dropped = dataset_database_writer_dropped(writer);
    if (dropped[0] != '\0') /* told before `diagnostic` is written, which holds all that is told */
        BASE_EMIT(monitor, .code = "tables-retirees", .object = "resultat",
                  .file = dataset_database_writer_shown(writer), .detail = dropped);
    *ret = writer;
    return MLG_OK;
}

static mlg_status begin_layer(void *file, const dataset_layer_def *def, mlg_error *err)
{
    return dataset_database_writer_layer(file, def, err);
}

static mlg_status put_row(void *file, const dataset_value *values, GBytes *wkb, mlg_error *err)
{
    return dataset_database_writer_row(file, values, wkb, err);
}

static mlg_status close_tables(void *file, mlg_error *err)
{
    return dataset_database_writer_close(file, err);
}

static void free_tables(void *file)
{
    dataset_database_writer_free(file);
}

static const output_database database = {.check = check, .open = open_tables};

const output_format output_format_postgresql = {
    .name = "PostgreSQL",
    .database = &database,
    .layer = begin_layer,
    .row = put_row,
    .close = close_tables,
    .free = free_tables,
};
