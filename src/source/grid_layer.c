/*
 * grid_layer.c - grids as layers (GeoPackage, shapefile, spreadsheet...): the columns that are
 * needed, without geometry; and the ids that tell what the cells of a table have in common.
 */
#include "source/grid.h"

#include "base/text.h"

#include <string.h>

/** Rows of a block. */
#define LAYER_BLOCK 65536
/** Rows between two looks at the monitor. */
#define LAYER_PROGRESS_ROWS 4096

typedef struct layer_reading {
    const grid_item *item;
    grid_taker taker;
    grid_communes communes;   /* seen NULL: not read */
    long base;                /* rows before the block */
    int imputed, communes_at; /* places among the values read, -1: none */
} layer_reading;

static grid_span text_of(const dataset_scalar *value)
{
    return (grid_span){value->text, value->size};
}

static void take_row(layer_reading *reading, const dataset_scalar *values, long row)
{
    const source_table *table = reading->item->found->table;
    long line = row - 1 - reading->base;
    if (table->layer->raw && row <= table->header_line) {
        grid_skip(&reading->taker, line);
        return;
    }
    grid_row taken = {.line = line,
                      .id = text_of(&values[0]),
                      .people = text_of(&values[1]),
                      .number = values[1].number};
    if (reading->imputed >= 0) {
        const dataset_scalar *imputed = &values[reading->imputed];
        taken.imputed =
            imputed->text != NULL ? grid_says_yes(text_of(imputed)) : imputed->number > 0;
    }
    if (reading->communes.seen != NULL && values[reading->communes_at].text != NULL)
        grid_communes_add(&reading->communes, text_of(&values[reading->communes_at]));
    grid_take(&reading->taker, &taken);
}

static mlg_status read_rows(grid_loading *loading, grid_item *item, layer_reading *reading,
                            dataset_batches *batches, mlg_error *err)
{
    const double declared = (double)item->found->table->layer->declared_count;
    long expected = 1;
    for (long n = 0;; n++) {
        const dataset_scalar *values = NULL;
        long row = 0;
        if (n % LAYER_PROGRESS_ROWS == 0) {
            MLG_TRY(base_check_cancelled(loading->monitor, err));
            if (declared > 0)
                base_progress(loading->monitor, _("reading"), (double)n / declared);
        }
        MLG_TRY(dataset_batches_next(batches, &values, &row, err));
        if (values != NULL) {
            for (; expected < row; expected++) /* blank lines of a sheet */
                grid_skip(&reading->taker, expected - 1 - reading->base);
            take_row(reading, values, row);
            expected = row + 1;
        }
        if (values == NULL || expected - 1 - reading->base >= LAYER_BLOCK) {
            long n_lines = expected - 1 - reading->base;
            grid_block block = grid_taker_finish(&reading->taker, n_lines);
            g_array_append_val(item->blocks, block);
            reading->base += n_lines;
        }
        if (values == NULL)
            return MLG_OK;
    }
}

mlg_status grid_read_layer(grid_loading *loading, grid_item *item, mlg_error *err)
{
    const source_table *table = item->found->table;
    const grid_columns *columns = &item->columns;
    bool with_communes = columns->communes >= 0 && loading->territory != NULL;
    char **names = table->layer->columns;
    const char *asked[5] = {names[columns->id], names[columns->people]};
    size_t n = 2;
    layer_reading reading = {.item = item, .imputed = -1, .communes_at = -1};
    if (columns->imputed >= 0) {
        reading.imputed = (int)n;
        asked[n++] = names[columns->imputed];
    }
    if (with_communes) {
        reading.communes_at = (int)n;
        asked[n++] = names[columns->communes];
        reading.communes.seen = item->communes = g_malloc0(grid_communes_size());
    }
    g_autoptr(dataset_batches) batches = NULL;
    MLG_TRY(dataset_batches_new(table->ds, table->layer_index, asked, &batches, err));
    grid_taker_init(&reading.taker, &item->frame);
    mlg_status status = read_rows(loading, item, &reading, batches, err);
    grid_taker_done(&reading.taker);
    return status;
}

/* Ids of the first rows of a layer. */
static mlg_status peek_layer(const source_table *table, const char *column, GArray *ids,
                             mlg_error *err)
{
    g_autoptr(dataset_batches) batches = NULL;
    const char *const asked[] = {column, NULL};
    MLG_TRY(dataset_batches_new(table->ds, table->layer_index, asked, &batches, err));
    for (size_t i = 0; i < SOURCE_HEAD_ROWS; i++) {
        const dataset_scalar *values = NULL;
        long row = 0;
        grid_id id;
        MLG_TRY(dataset_batches_next(batches, &values, &row, err));
        if (values == NULL)
            break;
        if (values[0].text != NULL && grid_id_parse(values[0].text, values[0].size, &id))
            g_array_append_val(ids, id);
    }
    return MLG_OK;
}

static void peek_head(const source_table *table, int column, GArray *ids)
{
    for (guint i = 0; i < table->head->len; i++) {
        const source_head_row *row = g_ptr_array_index(table->head, i);
        grid_id id;
        if (row->line > table->header_line &&
            grid_id_parse(row->cells[column], strlen(row->cells[column]), &id))
            g_array_append_val(ids, id);
    }
}

/* The size that "Idcar_200m" and "idcar_1km" say; 0: none. */
static int32_t declared_size(const char *format)
{
    if (strcmp(format, "insee-carreaux") == 0 || strcmp(format, "insee-carreaux-2015") == 0)
        return 200;
    return strcmp(format, "insee-carreaux-1km") == 0 ? 1000 : 0;
}

mlg_status grid_find_frame(grid_item *item, mlg_error *err)
{
    const source_table *table = item->found->table;
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(grid_id));
    if (table->layer->raw)
        peek_head(table, item->columns.id, ids);
    else
        MLG_TRY(peek_layer(table, table->layer->columns[item->columns.id], ids, err));
    grid_frame_init(&item->frame, (const grid_id *)(void *)ids->data, ids->len,
                    declared_size(item->found->format->name));
    return MLG_OK;
}
