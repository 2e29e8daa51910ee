/*
 * raster.c - rasters through GDAL: position, bands, and blocks of a band as numbers.
 */
#include "dataset/raster.h"

#include "base/address.h"
#include "base/text.h"
#include "dataset/private.h"

#include <math.h>

/* Drivers that read pixels where they stand. Others are refused: some of them (VRT, WMS...) follow
 * addresses written in the file. */
static const char *const drivers[] = {
    "GTiff",  "AAIGrid", "netCDF", "HFA", "ENVI",    "EHdr",           "SAGA", "GRIB",
    "PCIDSK", "RST",     "ILWIS",  "ERS", "RRASTER", "JP2OpenJPEG",    "PNG",  "GSAG",
    "GSBG",   "GS7BG",   "KEA",    "BAG", "GXF",     "GRASSASCIIGrid", NULL};

/** Cells of a block, which is in memory as a whole: half a gigabyte. */
#define RASTER_LARGEST_BLOCK ((size_t)1 << 26)

struct dataset_raster {
    char *path, *shown, *crs;
    GDALDatasetH handle;
    GPtrArray *bands; /* descriptions */
    dataset_raster_frame frame;
};

void dataset_raster_free(dataset_raster *raster)
{
    if (raster == NULL)
        return;
    dataset_guard guard;
    dataset_guard_push(&guard);
    if (raster->handle != NULL)
        GDALClose(raster->handle);
    dataset_guard_pop();
    g_ptr_array_unref(raster->bands);
    g_free(raster->crs);
    g_free(raster->shown);
    g_free(raster->path);
    g_free(raster);
}

const dataset_raster_frame *dataset_raster_get_frame(const dataset_raster *raster)
{
    return &raster->frame;
}

const char *dataset_raster_path(const dataset_raster *raster)
{
    return raster->shown;
}

/* What a file is to GDAL, when only `kind` (GDAL_OF_VECTOR or _RASTER) is asked for. */
static const char *identify(const char *path, unsigned kind)
{
    dataset_guard guard;
    dataset_guard_push(&guard);
    GDALDriverH driver = GDALIdentifyDriverEx(path, kind, NULL, NULL);
    dataset_guard_pop();
    return driver != NULL ? GDALGetDriverShortName(driver) : NULL;
}

bool dataset_is_raster(const char *source)
{
    static const char *const archives[] = {".zip", ".7z", NULL};
    dataset_register();
    if (dataset_is_standard_input(source) || base_is_database(source) || dataset_is_text(source) ||
        dataset_has_extension(source, archives) || strstr(source, "|layername=") != NULL ||
        g_file_test(source, G_FILE_TEST_IS_DIR) || dataset_check_path(source, NULL) != MLG_OK)
        return false;
    /* what may be both (GeoPackage) is read as layers, but for formats known for their rasters */
    const char *name = identify(source, GDAL_OF_RASTER);
    return name != NULL &&
           (g_strv_contains(drivers, name) || identify(source, GDAL_OF_VECTOR) == NULL);
}

static mlg_status open_handle(dataset_raster *raster, mlg_error *err)
{
    const char *name = identify(raster->path, GDAL_OF_RASTER);
    if (name != NULL && !g_strv_contains(drivers, name))
        return mlg_hint(
            err,
            mlg_fail(err, MLG_E_IO, _("%s: files of format %s are refused"), raster->shown, name),
            _("convert it first: gdal_translate %s sortie.tif"), raster->shown);
    dataset_guard guard;
    dataset_guard_push(&guard);
    raster->handle =
        GDALOpenEx(raster->path, GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers,
                   NULL, NULL);
    dataset_guard_pop();
    if (raster->handle == NULL)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_IO, _("%s: cannot be read: %s"), raster->shown,
                                 guard.message[0] != '\0' ? dataset_guard_reason(&guard, 0)
                                                          : _("unknown format")),
                        _("the file may be incomplete: fetch it again"));
    return MLG_OK;
}

static bool is_finite(const double t[6])
{
    bool finite = true;
    for (int i = 0; i < 6; i++)
        finite = finite && isfinite(t[i]);
    return finite;
}

static mlg_status take_position(dataset_raster *raster, mlg_error *err)
{
    double t[6];
    const char *shown = raster->shown;
    if (GDALGetGeoTransform(raster->handle, t) != CE_None || !is_finite(t))
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT, _("%s: the raster has no position"), shown),
                        _("copy its world file (.tfw) beside it, or say where it lies: "
                          "gdal_translate -a_ullr"));
    if (t[2] != 0 || t[4] != 0)
        return mlg_hint(err, mlg_fail(err, MLG_E_FORMAT, _("%s: the raster is rotated"), shown),
                        _("put it north up; sums must stay: gdalwarp -r sum %s sortie.tif"), shown);
    if (!(t[1] > 0) || !(t[5] < 0))
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT,
                                 _("%s: the raster does not have north up and west left"), shown),
                        _("put it north up; sums must stay: gdalwarp -r sum %s sortie.tif"), shown);
    raster->frame.x = t[0];
    raster->frame.y = t[3];
    raster->frame.cell_x = t[1];
    raster->frame.cell_y = -t[5];
    return MLG_OK;
}

static mlg_status take_frame(dataset_raster *raster, mlg_error *err)
{
    int n_bands = GDALGetRasterCount(raster->handle);
    if (n_bands == 0)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT, _("%s: the raster has no band"), raster->shown),
                        _("name one of its subdatasets, as gdalinfo lists them"));
    MLG_TRY(take_position(raster, err));
    raster->crs = dataset_crs_text(GDALGetSpatialRef(raster->handle));
    if (raster->crs == NULL)
        return mlg_hint(err, mlg_fail(err, MLG_E_CRS, _("%s: no coordinate system"), raster->shown),
                        _("say it: gdal_translate -a_srs EPSG:3035 %s sortie.tif"), raster->shown);
    for (int i = 1; i <= n_bands; i++) {
        const char *text = GDALGetDescription(GDALGetRasterBand(raster->handle, i));
        g_ptr_array_add(raster->bands, g_strdup(text != NULL ? text : ""));
    }
    g_ptr_array_add(raster->bands, NULL);
    raster->frame.crs = raster->crs;
    raster->frame.bands = (const char *const *)raster->bands->pdata;
    raster->frame.width = GDALGetRasterXSize(raster->handle);
    raster->frame.height = GDALGetRasterYSize(raster->handle);
    return MLG_OK;
}

mlg_status dataset_raster_open(const char *source, dataset_raster **ret, mlg_error *err)
{
    dataset_register();
    g_autoptr(dataset_raster) raster = g_new0(dataset_raster, 1);
    raster->bands = g_ptr_array_new_with_free_func(g_free);
    raster->shown = mlg_hide_password(source);
    MLG_TRY(dataset_check_path(source, err));
    raster->path = dataset_gdal_path(source);
    MLG_TRY(open_handle(raster, err));
    dataset_guard guard;
    dataset_guard_push(&guard);
    mlg_status status = take_frame(raster, err);
    dataset_guard_pop();
    MLG_TRY(status);
    *ret = g_steal_pointer(&raster);
    return MLG_OK;
}

/** A band as it is read. */
typedef struct band_reader {
    GDALRasterBandH band;
    GDALDataType type;
    int width, height; /* of a block */
    void *block;       /* as the file has it */
    double *values;
    bool has_nodata;
    double nodata, scale, offset;
} band_reader;

static mlg_status start_band(band_reader *reader, const dataset_raster *raster, size_t band,
                             mlg_error *err)
{
    reader->band = GDALGetRasterBand(raster->handle, (int)band + 1);
    reader->type = GDALGetRasterDataType(reader->band);
    GDALGetBlockSize(reader->band, &reader->width, &reader->height);
    if (GDALDataTypeIsComplex(reader->type))
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT, _("%s: band %zu is of complex numbers"),
                                 raster->shown, band + 1),
                        _("give the number of the one that counts people: --grid-column NUMBER"));
    size_t n = (size_t)reader->width * (size_t)reader->height;
    if (n > RASTER_LARGEST_BLOCK)
        return mlg_hint(
            err,
            mlg_fail(err, MLG_E_FORMAT, _("%s: its blocks of %d by %d cells are too large"),
                     raster->shown, reader->width, reader->height),
            _("write it in small ones: gdal_translate -co TILED=YES %s sortie.tif"), raster->shown);
    reader->block = g_malloc(n * (size_t)GDALGetDataTypeSizeBytes(reader->type));
    reader->values = g_new(double, n);
    int found = 0;
    reader->nodata = GDALGetRasterNoDataValue(reader->band, &found);
    /* a pixel of 32 bits cannot equal what the file states with more digits */
    if (reader->type == GDT_Float32)
        reader->nodata = (double)(float)reader->nodata;
    reader->has_nodata = found != 0;
    reader->scale = GDALGetRasterScale(reader->band, &found);
    reader->scale = found != 0 ? reader->scale : 1;
    reader->offset = GDALGetRasterOffset(reader->band, &found);
    reader->offset = found != 0 ? reader->offset : 0;
    return MLG_OK;
}

/* Reads a block into values; those without data become NaN. */
static CPLErr read_block(band_reader *reader, int block_x, int block_y)
{
    size_t n = (size_t)reader->width * (size_t)reader->height;
    if (GDALReadBlock(reader->band, block_x, block_y, reader->block) != CE_None)
        return CE_Failure;
    GDALCopyWords64(reader->block, reader->type, GDALGetDataTypeSizeBytes(reader->type),
                    reader->values, GDT_Float64, sizeof(double), (GPtrDiff_t)n);
    for (size_t i = 0; i < n; i++)
        if (reader->has_nodata && reader->values[i] == reader->nodata)
            reader->values[i] = (double)NAN;
        else
            reader->values[i] = reader->values[i] * reader->scale + reader->offset;
    return CE_None;
}

static mlg_status hand_out(const band_reader *reader, const dataset_raster *raster, int block_x,
                           int block_y, dataset_raster_fn fn, void *user, mlg_error *err)
{
    int column = block_x * reader->width;
    int row = block_y * reader->height;
    int n_columns = MIN(reader->width, raster->frame.width - column);
    int n_rows = MIN(reader->height, raster->frame.height - row);
    for (int i = 0; i < n_rows; i++)
        MLG_TRY(fn(user, row + i, column, reader->values + (size_t)i * (size_t)reader->width,
                   (size_t)n_columns, err));
    return MLG_OK;
}

static mlg_status read_blocks(band_reader *reader, const dataset_raster *raster,
                              const mlg_monitor *monitor, dataset_raster_fn fn, void *user,
                              mlg_error *err)
{
    int across = (raster->frame.width - 1) / reader->width + 1;
    int down = (raster->frame.height - 1) / reader->height + 1;
    for (int y = 0; y < down; y++) {
        MLG_TRY(base_check_cancelled(monitor, err));
        base_progress(monitor, _("reading"), (double)y / (double)down);
        for (int x = 0; x < across; x++) {
            dataset_guard guard;
            dataset_guard_push(&guard);
            CPLErr code = read_block(reader, x, y);
            dataset_guard_pop();
            if (code != CE_None)
                return mlg_hint(err,
                                mlg_fail(err, MLG_E_IO, _("%s: cannot be read: %s"), raster->shown,
                                         dataset_guard_reason(&guard, 0)),
                                _("the file is incomplete: fetch it again"));
            MLG_TRY(hand_out(reader, raster, x, y, fn, user, err));
        }
    }
    return MLG_OK;
}

mlg_status dataset_raster_read(dataset_raster *raster, size_t band, const mlg_monitor *monitor,
                               dataset_raster_fn fn, void *user, mlg_error *err)
{
    band_reader reader = {0};
    MLG_TRY(start_band(&reader, raster, band, err));
    mlg_status status = read_blocks(&reader, raster, monitor, fn, user, err);
    g_free(reader.block);
    g_free(reader.values);
    return status;
}
