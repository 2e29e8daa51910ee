/*
 * test_source_grid_files.c - population grids that are no plain CSV: archives, layers, rasters.
 */
#include "test_source_grid.h"

#include <math.h>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#define HEADER "idcar_200m,i_est_200,lcog_geo,ind\n"

static void put(const char *path, const char *text)
{
    VSILFILE *file = VSIFOpenL(path, "wb");
    assert_non_null(file);
    assert_int_equal(VSIFWriteL(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(VSIFCloseL(file), 0);
}

/* INSEE's archive holds three files: three grids, one source. */
static void test_archive(void **state)
{
    char *zip = support_path(*state, "Filosofi2021_carreaux_200m_csv.zip");
    char *root = g_strdup_printf("/vsizip/%s", zip);
    VSILFILE *archive = VSIFOpenL(root, "wb"); /* stays open while files are added */
    char *met = g_strdup_printf("%s/carreaux_200m_met.csv", root);
    char *reun = g_strdup_printf("%s/carreaux_200m_reun.csv", root);
    put(met, HEADER "CRS3035RES200mN2489600E3813800,1,01004,6.5\n");
    put(reun, HEADER "CRS2975RES200mN7634000E314000,0,97401,3\n"
                     "CRS3035RES200mN2489600E3813800,0,01004,3\n");
    assert_int_equal(VSIFCloseL(archive), 0);
    gridded g = grid_load_ok(zip);
    assert_int_equal(g.grid->n_grids, 2);
    assert_string_equal(g.grid->grids[0].crs, "EPSG:3035");
    assert_string_equal(g.grid->grids[1].crs, "EPSG:2975");
    assert_near(g.grid->grids[1].total, 3, 0);
    assert_int_equal(g.grid->grids[1].year, 2021);
    assert_int_equal(g.grid->n_sources, 1);
    assert_string_equal(g.grid->sources[0].vintage, "2021");
    assert_int_equal(strlen(g.grid->sources[0].sha256), 64);
    assert_string_equal(
        g.findings->str,
        "carreau-autre-crs|3|idcar_200m|CRS3035RES200mN2489600E3813800|EPSG:2975|1\n");
    grid_unload(&g);
    g_free(zip);
    g_free(root);
    g_free(met);
    g_free(reun);
}

static void test_gzip(void **state)
{
    char *path = support_path(*state, "carreaux.csv.gz");
    char *inside = g_strdup_printf("/vsigzip/%s", path);
    put(inside, HEADER "CRS3035RES200mN2489600E3813800,1,01004,6.5\n");
    gridded g = grid_load_ok(path);
    assert_near(g.grid->grids[0].total, 6.5, 0);
    grid_unload(&g);
    g_free(path);
    g_free(inside);
}

/* An archive that was not fetched to its end is no smaller grid. */
static void test_gzip_cut(void **state)
{
    char *path = support_path(*state, "carreaux.csv.gz");
    char *inside = g_strdup_printf("/vsigzip/%s", path);
    GString *text = g_string_new(HEADER);
    for (int i = 0; i < 40000; i++)
        g_string_append_printf(text, "CRS3035RES200mN%dE%d,0,01004,%d.5\n",
                               2489600 + 200 * (i * 7919 % 5003), 3813600 + 200 * (i / 5003),
                               i * 31 % 977);
    put(inside, text->str);
    char *bytes = NULL;
    gsize size = 0;
    assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    assert_true(g_file_set_contents(path, bytes, (gssize)(size * 3 / 4), NULL));
    gridded g = grid_load((const char *const[]){path, NULL}, NULL, NULL);
    assert_int_equal(g.status, MLG_E_IO);
    assert_contains(g.err.message, "carreaux.csv.gz: cannot be read: ");
    grid_unload(&g);
    g_string_free(text, TRUE);
    g_free(bytes);
    g_free(path);
    g_free(inside);
}

/** A row of a layer: its figures. */
typedef struct layer_row {
    const char *id;
    double people;
    int imputed;
} layer_row;

/* A layer as GDAL writes it, with ids in the column `code`. NaN: null. */
static char *write_layer(const char *folder, const char *driver, const char *name, const char *code,
                         const layer_row *rows, size_t n)
{
    char *path = support_path(folder, name);
    GDALAllRegister();
    GDALDatasetH ds = GDALCreate(GDALGetDriverByName(driver), path, 0, 0, 0, GDT_Unknown, NULL);
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    assert_int_equal(OSRImportFromEPSG(srs, 2154), OGRERR_NONE);
    OGRLayerH layer = GDALDatasetCreateLayer(ds, "carreaux", srs, wkbPolygon, NULL);
    const struct {
        const char *name;
        OGRFieldType type;
    } fields[] = {{"men", OFTReal}, {code, OFTString}, {"Ind", OFTReal}, {"I_est_200", OFTInteger}};
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        OGRFieldDefnH field = OGR_Fld_Create(fields[i].name, fields[i].type);
        assert_int_equal(OGR_L_CreateField(layer, field, FALSE), OGRERR_NONE);
        OGR_Fld_Destroy(field);
    }
    char *wkt = (char *)"POLYGON((0 0,200 0,200 200,0 200,0 0))"; /* not where the id says */
    OGRGeometryH square = NULL;
    assert_int_equal(OGR_G_CreateFromWkt(&wkt, srs, &square), OGRERR_NONE);
    for (size_t i = 0; i < n; i++) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        assert_int_equal(OGR_F_SetGeometry(feature, square), OGRERR_NONE);
        OGR_F_SetFieldString(feature, 1, rows[i].id);
        if (!isnan(rows[i].people))
            OGR_F_SetFieldDouble(feature, 2, rows[i].people);
        OGR_F_SetFieldInteger(feature, 3, rows[i].imputed);
        assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
        OGR_F_Destroy(feature);
    }
    OGR_G_DestroyGeometry(square);
    OSRDestroySpatialReference(srs);
    GDALClose(ds);
    return path;
}

static const layer_row layer_rows[] = {
    {"CRS3035RES200mN2489600E3813800", 6.5, 1},         {"CRS3035RES200mN2489600E3813600", 10, 0},
    {"CRS3035RES200mN2489400E3813600", (double)NAN, 0}, {"CRS3035RES200mN2489000E3813600", -2, 0},
    {"CRS3035RES200mN2488800E3813600", 0, 0},           {"N2488800E3813600", 5, 0},
};

/* The cells are those of the ids, in 3035, though the layer is in 2154; geometries are not read. */
static void test_layers(void **state)
{
    static const char *const drivers[][3] = {{"GPKG", "carreaux_2017.gpkg", "Idcar_200m"},
                                             {"ESRI Shapefile", "carreaux_2017.shp", "IdINSPIRE"},
                                             {"FlatGeobuf", "carreaux_2017.fgb", "Idcar_200m"}};
    for (size_t i = 0; i < G_N_ELEMENTS(drivers); i++) {
        bool imputed = false;
        char *path = write_layer(*state, drivers[i][0], drivers[i][1], drivers[i][2], layer_rows,
                                 G_N_ELEMENTS(layer_rows));
        gridded g = grid_load_ok(path);
        const mesh_grid *grid = &g.grid->grids[0];
        assert_string_equal(grid->crs, "EPSG:3035");
        assert_int_equal(grid->n_cells, 2);
        assert_near(grid->total, 16.5, 0);
        assert_near(grid_people(grid, 3813800, 2489600, i == 1 ? NULL : &imputed), 6.5, 0);
        assert_true(i == 1 ? grid->imputed == NULL : imputed); /* 2015: I_est_cr */
        assert_int_equal(grid->year, 2017);
        assert_contains(g.findings->str, "carreau-illisible|6|");
        assert_contains(g.findings->str, "|N2488800E3813600||1\n");
        assert_contains(g.findings->str, "carreau-sans-population|3|Ind|");
        assert_contains(g.findings->str, "carreau-negatif|4|Ind|-2||1\n");
        assert_int_equal(strlen(g.grid->sources[0].sha256), 64);
        grid_unload(&g);
        g_free(path);
    }
}

/* A count without ids tells no cell, even with polygons. */
static void test_layer_without_ids(void **state)
{
    char *path =
        write_layer(*state, "GPKG", "sans_id.gpkg", "nom", layer_rows, G_N_ELEMENTS(layer_rows));
    gridded g = grid_load((const char *const[]){path, NULL}, NULL, NULL);
    assert_int_equal(g.status, MLG_E_FORMAT);
    assert_contains(g.err.message, "sans_id.gpkg: not recognised; columns there: men, nom, Ind");
    assert_contains(g.err.hint, "id_carreau");
    assert_contains(g.err.hint, "Idcar_200m + Ind");
    grid_unload(&g);
    g_free(path);
}

/** What a raster is made of. */
typedef struct raster_def {
    double transform[6];
    int epsg; /* 0: none */
    int n_bands;
    GDALDataType type;
    bool has_nodata;
    double nodata;
} raster_def;

static const raster_def plain = {
    {3813600, 200, 0, 2490000, 0, -200}, 3035, 1, GDT_Float32, true, -1};

/* 3 columns, 2 rows; band 2 has twice as many people. */
static char *write_raster(const char *folder, const raster_def *def, const double *values)
{
    char *path = support_path(folder, "population.tif");
    GDALAllRegister();
    GDALDatasetH ds =
        GDALCreate(GDALGetDriverByName("GTiff"), path, 3, 2, def->n_bands, def->type, NULL);
    assert_int_equal(GDALSetGeoTransform(ds, (double *)def->transform), CE_None);
    if (def->epsg != 0) {
        OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
        assert_int_equal(OSRImportFromEPSG(srs, def->epsg), OGRERR_NONE);
        assert_int_equal(GDALSetSpatialRef(ds, srs), CE_None);
        OSRDestroySpatialReference(srs);
    }
    for (int b = 1; b <= def->n_bands; b++) {
        double scaled[6];
        for (int i = 0; i < 6; i++)
            scaled[i] = values[i] > 0 ? values[i] * b : values[i];
        GDALRasterBandH band = GDALGetRasterBand(ds, b);
        if (def->has_nodata)
            assert_int_equal(GDALSetRasterNoDataValue(band, def->nodata), CE_None);
        GDALSetDescription(band, b == 1 ? "pop2015" : "pop2020");
        assert_int_equal(GDALRasterIO(band, GF_Write, 0, 0, 3, 2, scaled, 3, 2, GDT_Float64, 0, 0),
                         CE_None);
    }
    GDALClose(ds);
    return path;
}

static const double people[6] = {5, -1, 0, 2.5, (double)NAN, 7};

static void test_raster(void **state)
{
    char *path = write_raster(*state, &plain, people);
    gridded g = grid_load_ok(path);
    const mesh_grid *grid = &g.grid->grids[0];
    assert_string_equal(grid->crs, "EPSG:3035");
    assert_int_equal(grid->n_cells, 3);
    assert_near(grid->total, 14.5, 0);
    assert_near(grid->x0, 3813600, 0);
    assert_near(grid->y0, 2489600, 0);
    assert_near(grid_people(grid, 3813600, 2489800, NULL), 5, 0); /* the upper row */
    assert_near(grid_people(grid, 3813600, 2489600, NULL), 2.5, 0);
    assert_near(grid_people(grid, 3814000, 2489600, NULL), 7, 0);
    assert_null(grid->imputed);
    assert_string_equal(g.grid->sources[0].dataset, "raster");
    assert_string_equal(g.findings->str, "");
    grid_unload(&g);
    g_free(path);
}

/* Negative without being declared, and too many for 200 m: told with their place. */
static void test_raster_faults(void **state)
{
    static const double odd[6] = {5, -1, 0, 2.5, -3, 50000};
    raster_def def = plain;
    def.has_nodata = false;
    char *path = write_raster(*state, &def, odd);
    gridded g = grid_load_ok(path);
    assert_near(g.grid->grids[0].total, 7.5, 0);
    assert_string_equal(g.findings->str, "carreau-negatif|1||-1 (3813900 2489900)||2\n"
                                         "carreau-enorme|2||50000 (3814100 2489700)|40000|1\n");
    grid_unload(&g);
    g_free(path);
}

static void test_raster_in_degrees(void **state)
{
    raster_def def = plain;
    const double transform[6] = {5.2, 0.01, 0, 46.1, 0, -0.01};
    memcpy(def.transform, transform, sizeof transform);
    def.epsg = 4326;
    char *path = write_raster(*state, &def, people);
    gridded g = grid_load_ok(path);
    assert_string_equal(g.grid->grids[0].crs, "EPSG:4326");
    assert_near(g.grid->grids[0].width, 0.01, 1e-15);
    assert_near(g.grid->grids[0].y0, 46.08, 1e-12);
    grid_unload(&g);
    g_free(path);
}

static void test_raster_bands(void **state)
{
    raster_def def = plain;
    def.n_bands = 2;
    char *path = write_raster(*state, &def, people);
    const char *const paths[] = {path, NULL};
    gridded g = grid_load(paths, NULL, NULL);
    assert_int_equal(g.status, MLG_E_FORMAT);
    assert_contains(g.err.message, "several bands, and not said which counts people: 1 (pop2015), "
                                   "2 (pop2020)");
    assert_contains(g.err.hint, "--grid-column");
    grid_unload(&g);
    static const char *const names[] = {"2", "pop2020", "POP2020"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g = grid_load(paths, names[i], NULL);
        assert_ok(g.status, &g.err);
        assert_near(g.grid->grids[0].total, 29, 0);
        grid_unload(&g);
    }
    g = grid_load(paths, "3", NULL);
    assert_int_equal(g.status, MLG_E_FORMAT);
    grid_unload(&g);
    g_free(path);
}

/* Rasters of which the place of cells is not a plain grid are refused, each with its reason. */
static void test_raster_refused(void **state)
{
    const struct {
        double transform[6];
        int epsg;
        mlg_status status;
        const char *message;
    } cases[] = {
        {{3813600, 200, 10, 2490000, 10, -200}, 3035, MLG_E_FORMAT, "the raster is rotated"},
        {{3813600, 200, 0, 2489600, 0, 200}, 3035, MLG_E_FORMAT, "does not have north up"},
        {{3813600, 200, 0, 2490000, 0, -200}, 0, MLG_E_CRS, "no coordinate system"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        raster_def def = plain;
        memcpy(def.transform, cases[i].transform, sizeof def.transform);
        def.epsg = cases[i].epsg;
        char *path = write_raster(*state, &def, people);
        gridded g = grid_load((const char *const[]){path, NULL}, NULL, NULL);
        assert_int_equal(g.status, cases[i].status);
        assert_contains(g.err.message, cases[i].message);
        assert_string_not_equal(g.err.hint, "");
        grid_unload(&g);
        g_free(path);
    }
    char *path = support_write(*state, "population.vrt",
                               "<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"></VRTDataset>", 0);
    gridded g = grid_load((const char *const[]){path, NULL}, NULL, NULL);
    assert_int_equal(g.status, MLG_E_IO);
    assert_contains(g.err.message, "files of format VRT are refused");
    grid_unload(&g);
    g_free(path);
}

/* Half of the file is missing. */
static void test_raster_cut(void **state)
{
    char *path = write_raster(*state, &plain, people);
    char *bytes = NULL;
    gsize size = 0;
    assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    assert_true(g_file_set_contents(path, bytes, (gssize)(size - 20), NULL));
    gridded g = grid_load((const char *const[]){path, NULL}, NULL, NULL);
    assert_int_not_equal(g.status, MLG_OK);
    assert_contains(g.err.message, "population.tif");
    grid_unload(&g);
    g_free(bytes);
    g_free(path);
}

int main(void)
{
#define TEST(test)                                                                                 \
    cmocka_unit_test_setup_teardown(test, support_tempdir_setup, support_tempdir_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_archive),           TEST(test_gzip),
        TEST(test_gzip_cut),          TEST(test_layers),
        TEST(test_layer_without_ids), TEST(test_raster),
        TEST(test_raster_faults),     TEST(test_raster_in_degrees),
        TEST(test_raster_bands),      TEST(test_raster_refused),
        TEST(test_raster_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
