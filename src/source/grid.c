/*
 * grid.c - mlg_load_grid: what each source holds is found first, then read, put in order and
 * recorded with its vintage and digest.
 */
#include "source/grid.h"

#include "base/address.h"
#include "base/text.h"
#include "source/vintage.h"

#include <string.h>

/** A source as typed. */
typedef struct grid_file {
    const char *path;
    dataset *ds;            /* or */
    dataset_raster *raster; /* one of both */
    GPtrArray *found;       /* source_found */
    GArray *items;          /* grid_item */
    dataset_digest *digest; /* NULL: reading tells it */
} grid_file;

static void done_item(gpointer data)
{
    grid_item *item = data;
    g_array_unref(item->blocks);
    g_free(item->communes);
    g_free(item->sha256);
}

static void done_block(gpointer data)
{
    grid_block_done(data);
}

static void free_file(gpointer data)
{
    grid_file *file = data;
    g_array_unref(file->items);
    g_clear_pointer(&file->found, g_ptr_array_unref);
    dataset_free(file->ds);
    dataset_raster_free(file->raster);
    dataset_digest_free(file->digest);
    g_free(file);
}

static grid_item new_item(void)
{
    grid_item item = {.blocks = g_array_new(FALSE, TRUE, sizeof(grid_block))};
    g_array_set_clear_func(item.blocks, done_block);
    return item;
}

static mlg_status find_raster(grid_loading *loading, grid_file *file, mlg_error *err)
{
    MLG_TRY(dataset_raster_open(file->path, &file->raster, err));
    grid_item item = new_item();
    item.raster = file->raster;
    item.file = dataset_raster_path(file->raster);
    g_array_append_val(file->items, item);
    return grid_find_band(loading, &g_array_index(file->items, grid_item, 0), err);
}

static mlg_status find_tables(grid_loading *loading, grid_file *file, mlg_error *err)
{
    MLG_TRY(dataset_open_head(file->path, &file->ds, err));
    if (g_strcmp0(dataset_encoding(file->ds), "UTF-16") == 0)
        return mlg_hint(
            err, mlg_fail(err, MLG_E_FORMAT, _("%s: the text is UTF-16"), dataset_path(file->ds)),
            _("save the table as CSV UTF-8 or as XLSX"));
    MLG_TRY(source_find_tables(file->ds, SOURCE_GRID, SOURCE_GRID, &file->found, err));
    for (guint i = 0; i < file->found->len; i++) {
        grid_item item = new_item();
        item.found = g_ptr_array_index(file->found, i);
        item.file = item.found->table->layer->file;
        item.layer = item.found->table->sheet;
        g_array_append_val(file->items, item);
        MLG_TRY(grid_find_columns(loading, &g_array_index(file->items, grid_item, i), err));
    }
    return MLG_OK;
}

static mlg_status find(grid_loading *loading, grid_file *file, mlg_error *err)
{
    MLG_TRY(source_refuse(file->path, err));
    MLG_TRY(dataset_is_raster(file->path) ? find_raster(loading, file, err)
                                          : find_tables(loading, file, err));
    if (file->ds == NULL || !dataset_is_one_text(file->ds))
        file->digest = dataset_digest_new(file->path);
    return MLG_OK;
}

/* The CRS that ids name must be one, and in metres. */
static mlg_status check_crs(const grid_item *item, const char *crs, mlg_error *err)
{
    bool geographic = false;
    mlg_status status = crs_is_geographic(crs, &geographic, err);
    if (status == MLG_OK && geographic)
        status = mlg_fail(err, MLG_E_CRS, _("%s is in degrees"), crs);
    if (status == MLG_OK)
        return MLG_OK;
    status = mlg_wrap(err, status, _("%s: ids of cells"), item->file);
    return mlg_hint(err, status,
                    _("INSEE's ids begin with CRS3035, CRS5490 or CRS2975: fetch the file again"));
}

static mlg_status read_table(grid_loading *loading, grid_item *item, mesh_grid *grid,
                             mlg_error *err)
{
    const source_table *table = item->found->table;
    MLG_TRY(grid_find_frame(item, err));
    g_autofree char *crs = g_strdup_printf("EPSG:%d", item->frame.crs);
    MLG_TRY(check_crs(item, crs, err));
    MLG_TRY(dataset_separator(table->ds, table->layer_index) != '\0'
                ? grid_read_text(loading, item, err)
                : grid_read_layer(loading, item, err));
    grid->crs = g_string_chunk_insert_const(loading->grid->strings, crs);
    grid->x0 = item->frame.x0;
    grid->y0 = item->frame.y0;
    grid->width = grid->height = item->frame.size_m;
    item->found->table->year = item->columns.year;
    grid->year = source_table_vintage(table);
    return MLG_OK;
}

static mlg_status read_raster(grid_loading *loading, grid_item *item, mesh_grid *grid,
                              mlg_error *err)
{
    const dataset_raster_frame *frame = dataset_raster_get_frame(item->raster);
    MLG_TRY(grid_read_raster(loading, item, err));
    grid->crs = g_string_chunk_insert_const(loading->grid->strings, frame->crs);
    grid->x0 = frame->x;
    grid->y0 = frame->y - frame->cell_y * frame->height;
    grid->width = frame->cell_x;
    grid->height = frame->cell_y;
    grid->year = source_path_year(item->file);
    return MLG_OK;
}

static mlg_status read_item(grid_loading *loading, grid_item *item, mesh_grid *grid, mlg_error *err)
{
    MLG_TRY(item->raster != NULL ? read_raster(loading, item, grid, err)
                                 : read_table(loading, item, grid, err));
    MLG_TRY(grid_tell_faults(loading, item, err));
    g_autofree mesh_cells *pieces = g_new(mesh_cells, item->blocks->len);
    for (guint i = 0; i < item->blocks->len; i++)
        pieces[i] = g_array_index(item->blocks, grid_block, i).cells;
    mesh_doubles doubles;
    mesh_grid_sort(grid, pieces, item->blocks->len, item->columns.imputed >= 0 && !item->raster,
                   &doubles);
    grid->file = g_string_chunk_insert_const(loading->grid->strings, item->file);
    grid_tell_doubles(loading, item, &doubles);
    grid_tell_vintage(loading, item, grid->year);
    return MLG_OK;
}

static const char *layer_of(const char *path)
{
    const char *cut = strstr(path, "|layername=");
    return cut != NULL ? cut : "";
}

/* Whether the same bytes (and layer) were given before. */
static bool is_known(const mlg_grid *grid, const territory_source *source)
{
    for (size_t i = 0; i < grid->n_sources; i++)
        if (source->sha256 != NULL && g_strcmp0(grid->sources[i].sha256, source->sha256) == 0 &&
            strcmp(layer_of(grid->sources[i].path), layer_of(source->path)) == 0)
            return true;
    return false;
}

/* The file for `parametre`; texts belong to the grid. */
static territory_source record(grid_loading *loading, const grid_file *file, int year)
{
    GStringChunk *strings = loading->grid->strings;
    const grid_item *first = &g_array_index(file->items, grid_item, 0);
    const char *sha256 = file->digest != NULL ? dataset_digest_get(file->digest) : first->sha256;
    g_autofree char *shown = mlg_hide_password(file->path);
    g_autofree char *vintage = year > 0 ? g_strdup_printf("%d", year) : g_strdup("");
    return (territory_source){
        .role = "grid",
        .path = g_string_chunk_insert_const(strings, shown),
        .dataset = first->found != NULL ? first->found->format->name : "raster",
        .vintage = g_string_chunk_insert_const(strings, vintage),
        .sha256 = sha256 != NULL ? g_string_chunk_insert_const(strings, sha256) : NULL,
    };
}

/* Adds the grids of a file to the others. */
static mlg_status load(grid_loading *loading, grid_file *file, mlg_error *err)
{
    mlg_grid *grid = loading->grid;
    size_t before = grid->n_grids;
    grid->grids = g_renew(mesh_grid, grid->grids, before + file->items->len);
    for (guint i = 0; i < file->items->len; i++) {
        grid_item *item = &g_array_index(file->items, grid_item, i);
        grid->grids[grid->n_grids] = (mesh_grid){0};
        MLG_TRY(read_item(loading, item, &grid->grids[grid->n_grids], err));
        grid->n_grids++;
        g_array_set_size(item->blocks, 0); /* cells are many */
    }
    territory_source source = record(loading, file, grid->grids[before].year);
    if (is_known(grid, &source)) {
        BASE_EMIT(loading->monitor, .code = "grille-en-double", .object = "source",
                  .file = source.path);
        while (grid->n_grids > before)
            mesh_grid_done(&grid->grids[--grid->n_grids]);
        return MLG_OK;
    }
    grid->sources = g_renew(territory_source, grid->sources, grid->n_sources + 1);
    grid->sources[grid->n_sources++] = source;
    return MLG_OK;
}

static mlg_status load_all(grid_loading *loading, GPtrArray *files, mlg_error *err)
{
    for (guint i = 0; i < files->len; i++)
        MLG_TRY(find(loading, g_ptr_array_index(files, i), err));
    if (loading->missing.code != MLG_OK && !loading->column_used) {
        if (err != NULL)
            *err = loading->missing;
        return loading->missing.code;
    }
    for (guint i = 0; i < files->len; i++)
        MLG_TRY(load(loading, g_ptr_array_index(files, i), err));
    return MLG_OK;
}

mlg_status mlg_load_grid(const mlg_grid_sources *sources, const mlg_territory *territory,
                         const mlg_monitor *monitor, mlg_grid **ret, mlg_error *err)
{
    if (sources->grids == NULL || sources->grids[0] == NULL)
        return mlg_hint(
            err, mlg_fail(err, MLG_E_ARG, _("no population grid was given")),
            _("give one with --grid; `maillage sources` lists those that are recognised"));
    g_autoptr(mlg_grid) grid = g_new0(mlg_grid, 1);
    grid->strings = g_string_chunk_new(1024);
    grid->findings = mlg_findings_new();
    base_recorder recorder;
    base_recorder_init(&recorder, monitor, grid->findings);
    grid_loading loading = {
        .sources = sources, .territory = territory, .monitor = &recorder.monitor, .grid = grid};
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(free_file);
    for (size_t i = 0; sources->grids[i] != NULL; i++) {
        grid_file *file = g_new0(grid_file, 1);
        file->path = sources->grids[i];
        file->items = g_array_new(FALSE, FALSE, sizeof(grid_item));
        g_array_set_clear_func(file->items, done_item);
        g_ptr_array_add(files, file);
    }
    MLG_TRY(load_all(&loading, files, err));
    *ret = g_steal_pointer(&grid);
    return MLG_OK;
}
