/*
 * grid_raster.c - grids as rasters: cells with people of one band, whatever its CRS.
 */
#include "source/grid.h"

#include "base/text.h"

#include <math.h>

/** Cells of a block. */
#define RASTER_BLOCK 65536
/** Cells with people that are kept, as many as metropolitan France has of 100 m: a raster of the
 * world has more than memory holds. */
#define RASTER_MOST_CELLS ((size_t)50000000)
/** Cells that are read in some seconds: metropolitan France in cells of 25 m. */
#define RASTER_MOST_READ ((size_t)2000000000)
/** Kilometres of a degree of latitude. */
#define RASTER_KM_A_DEGREE 111.2

typedef struct raster_reading {
    const dataset_raster_frame *frame;
    double most; /* people of a cell */
    grid_taker taker;
    GArray *blocks;
    size_t n_cells; /* in blocks */
    const char *file;
} raster_reading;

/* A fault of a pixel: its figure and place, in the units of the CRS. */
static void fail_pixel(raster_reading *reading, grid_fault fault, int row, int column, double value)
{
    const dataset_raster_frame *frame = reading->frame;
    grid_tally *tally = &reading->taker.block.tallies[fault];
    if (tally->n++ > 0)
        return;
    char number[G_ASCII_DTOSTR_BUF_SIZE], x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];
    tally->row = row + 1;
    (void)g_snprintf(
        tally->value, sizeof tally->value, "%s (%s %s)",
        g_ascii_formatd(number, sizeof number, "%.10g", value),
        g_ascii_formatd(x, sizeof x, "%.10g", frame->x + (column + 0.5) * frame->cell_x),
        g_ascii_formatd(y, sizeof y, "%.10g", frame->y - (row + 0.5) * frame->cell_y));
}

static mlg_status too_large(const char *file, mlg_status status, mlg_error *err)
{
    return mlg_hint(
        err, status,
        _("cut the raster to the territory: gdal_translate -projwin WEST NORTH EAST SOUTH "
          "%s sortie.tif"),
        file);
}

static mlg_status take_pixels(void *user, int row, int column, const double *values, size_t n,
                              mlg_error *err)
{
    raster_reading *reading = user;
    grid_taker *taker = &reading->taker;
    for (size_t i = 0; i < n; i++) {
        double people = values[i];
        if (isnan(people)) /* no data */
            continue;
        taker->block.n_rows++;
        if (people > 0 && people <= reading->most) {
            mesh_cell cell = {reading->frame->height - 1 - row, column + (int32_t)i, people};
            g_array_append_val(taker->cells, cell);
        } else if (people != 0) {
            fail_pixel(reading, people < 0 ? GRID_NEGATIVE : GRID_HUGE, row, column + (int)i,
                       people);
        }
    }
    if (taker->cells->len >= RASTER_BLOCK) {
        grid_block block = grid_taker_finish(taker, 0);
        g_array_append_val(reading->blocks, block);
        reading->n_cells += block.cells.n;
    }
    if (reading->n_cells > RASTER_MOST_CELLS)
        return too_large(reading->file,
                         mlg_fail(err, MLG_E_FORMAT, _("%s: more than %zu cells with people"),
                                  reading->file, RASTER_MOST_CELLS),
                         err);
    return MLG_OK;
}

/* km2 of a cell in the middle of the raster. */
static mlg_status cell_area(const dataset_raster_frame *frame, double *ret, mlg_error *err)
{
    bool geographic = false;
    MLG_TRY(crs_is_geographic(frame->crs, &geographic, err));
    double middle = frame->y - frame->cell_y * frame->height / 2;
    double side = geographic ? RASTER_KM_A_DEGREE : 1e-3;
    *ret = frame->cell_x * frame->cell_y * side * side;
    if (geographic)
        *ret *= cos(middle * G_PI / 180);
    return MLG_OK;
}

mlg_status grid_read_raster(grid_loading *loading, grid_item *item, mlg_error *err)
{
    const dataset_raster_frame *frame = dataset_raster_get_frame(item->raster);
    double km2 = 0;
    if ((size_t)frame->width * (size_t)frame->height > RASTER_MOST_READ)
        return too_large(item->file,
                         mlg_fail(err, MLG_E_FORMAT, _("%s: %d by %d cells are more than %zu"),
                                  item->file, frame->width, frame->height, RASTER_MOST_READ),
                         err);
    mlg_status status = cell_area(frame, &km2, err);
    if (status != MLG_OK)
        return mlg_hint(err,
                        mlg_fail(err, status, _("%s: its coordinate system has no horizontal axes"),
                                 item->file),
                        _("say it: gdal_translate -a_srs EPSG:3035 %s sortie.tif"), item->file);
    item->frame.most = MAX(GRID_MOST_PEOPLE, GRID_DENSEST_KM2 * km2);
    raster_reading reading = {
        .frame = frame, .most = item->frame.most, .blocks = item->blocks, .file = item->file};
    grid_taker_init(&reading.taker, &item->frame);
    status =
        dataset_raster_read(item->raster, item->band, loading->monitor, take_pixels, &reading, err);
    grid_block last = grid_taker_finish(&reading.taker, 0);
    g_array_append_val(item->blocks, last);
    grid_taker_done(&reading.taker);
    return status;
}
