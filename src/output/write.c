/*
 * write.c - all layers into a file, one row after the other; their geometries are made by threads
 * meanwhile (ahead.c), so that any number of threads gives the same bytes.
 */
#include "output/ahead.h"
#include "output/format.h"

#include "base/date.h"
#include "base/text.h"
#include "style/fields.h"

#include <string.h>

/* Rows between two steps of the progress. */
#define ROWS_A_STEP 512U

/* ASCII: names are folded. GDAL cuts what it makes of longer ones. */
#define COLUMN_NAME_MAX 255U

static mlg_status write_rows(const output_run *run, output_ahead *ahead, void *file,
                             const output_columns *columns, const mlg_monitor *monitor,
                             mlg_error *err)
{
    const output_layer *layer = run->layer;
    g_autofree char *stage = g_strdup_printf(_("writing %s"), layer->name);
    g_auto(output_row) row = {0};
    output_row_init(&row, columns);
    size_t n = layer->count(run);
    for (size_t i = 0; i < n; i++) {
        g_autoptr(GBytes) shape = NULL;
        MLG_TRY(base_check_cancelled(monitor, err));
        if (i % ROWS_A_STEP == 0)
            base_progress(monitor, stage, (double)i / (double)n);
        if (output_has_shapes(run, layer))
            MLG_TRY(output_ahead_take(ahead, layer, i, &shape, err));
        output_row_clear(&row);
        layer->row(run, i, &row);
        g_assert(row.n == row.n_columns);
        MLG_TRY(run->format->row(file, row.values, shape, err));
    }
    base_progress(monitor, stage, 1.0);
    return MLG_OK;
}

/* A type named "qpv" would make a second pop_qpv; a whole remark, names that no program takes. */
static mlg_status check_columns(const output_layer *layer, const output_columns *columns,
                                mlg_error *err)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < columns->items->len; i++) {
        const char *name = g_array_index(columns->items, dataset_column, i).name;
        if (strlen(name) > COLUMN_NAME_MAX)
            return mlg_hint(
                err,
                mlg_fail(err, MLG_E_CONFLICT,
                         _("layer '%s' would have a column of %zu characters: %.40s..."),
                         layer->name, strlen(name), name),
                _("shorten the name of the type of dispositif or of the zonage"));
        if (!g_hash_table_add(seen, (gpointer)name))
            return mlg_hint(err,
                            mlg_fail(err, MLG_E_CONFLICT,
                                     _("layer '%s' would have two columns '%s'"), layer->name,
                                     name),
                            "%s", _("rename the type of dispositif or the zonage that makes it"));
    }
    return MLG_OK;
}

/* What a database says of columns to people: title, and what more is to be known. */
static char **column_titles(const output_run *run, const dataset_layer_def *def)
{
    const mlg_coverage *coverage = run->coverage;
    g_autofree const char **types = g_new0(const char *, coverage->n_types + 1);
    for (size_t t = 0; t < coverage->n_types; t++)
        types[t] = coverage->type_names[t];
    char **titles = g_new0(char *, def->n_columns + 1);
    for (size_t i = 0; i < def->n_columns; i++) {
        g_auto(style_field) field = {0};
        style_field_get(def->name, def->columns[i].name, types, (const char *const *)run->suffixes,
                        &field);
        titles[i] = field.description != NULL
                        ? g_strconcat(field.title, "\n", field.description, NULL)
                        : g_strdup(field.title);
    }
    return titles;
}

/* As the styled GeoPackage says it. */
static char *dated_abstract(const output_run *run, const output_layer *layer)
{
    char day[11];
    g_autofree char *date = base_date_told(base_date_format(run->coverage->date, day));
    g_autofree char *as_of = g_strdup_printf(D_("As of %s."), date);
    return g_strdup_printf("%s. %s", D_(layer->abstract), as_of);
}

static mlg_status write_wanted(output_run *run, void *file, const mlg_monitor *monitor,
                               mlg_error *err)
{
    g_autoptr(output_ahead) ahead = output_ahead_new(run);
    for (size_t l = 0; output_layer_get(run, l) != NULL; l++) {
        const output_layer *layer = output_layer_get(run, l);
        if (!output_layer_wanted(layer, run))
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
            .spatial = output_has_shapes(run, layer),
        };
        bool database = run->format->database != NULL;
        g_auto(GStrv) titles = database ? column_titles(run, &def) : NULL;
        g_autofree char *abstract = database ? dated_abstract(run, layer) : NULL;
        def.titles = (const char *const *)titles;
        if (abstract != NULL)
            def.description = abstract;
        MLG_TRY(run->format->layer(file, &def, err));
        MLG_TRY(write_rows(run, ahead, file, &columns, monitor, err));
    }
    return MLG_OK;
}

mlg_status output_write_layers(output_run *run, void *file, const mlg_monitor *monitor,
                               mlg_error *err)
{
    mlg_status status = write_wanted(run, file, monitor, err);
    if (status == MLG_OK)
        status = base_check_cancelled(monitor, err);
    if (status == MLG_OK)
        status = run->format->close(file, err);
    run->format->free(file);
    return status;
}

mlg_status output_write_file(output_run *run, const char *path, const char *timestamp,
                             const mlg_monitor *monitor, mlg_error *err)
{
    void *file = NULL;
    MLG_TRY(run->format->open(run, path, timestamp, &file, err));
    return output_write_layers(run, file, monitor, err);
}
