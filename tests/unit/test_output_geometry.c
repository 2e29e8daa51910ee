/*
 * test_output_geometry.c - CRS and geometry of results: exact vertices where nothing is to be
 * transformed, right-hand rings, valid after rounding, one declared type, GeoJSON as RFC 7946.
 */
#include "test_output_fixture.h"

#include "crs/crs.h"
#include "dataset/dataset.h"
#include "geom/wkb.h"

#include <json-c/json.h>

/* Geometry of the first row of a layer whose column has a value, normalised; NULL when none. */
static GBytes *read_shape(const char *path, const char *layer, const char *column,
                          const char *value, char **ret_crs)
{
    g_autofree char *source = g_strdup_printf("%s|layername=%s", path, layer);
    mlg_error err = {0};
    dataset *ds = NULL;
    dataset_reader *reader = NULL;
    const dataset_row *row = NULL;
    GBytes *wkb = NULL;
    assert_ok(dataset_open(source, NULL, &ds, &err), &err);
    const char *columns[] = {column, NULL};
    assert_ok(dataset_reader_new(ds, 0, columns, &reader, &err), &err);
    do
        assert_ok(dataset_reader_next(reader, &row, &err), &err);
    while (row != NULL && g_strcmp0(row->values[0], value) != 0);
    if (row != NULL && row->wkb != NULL)
        assert_ok(geom_wkb_normalize(row->wkb, row->wkb_size, &wkb, &err), &err);
    if (ret_crs != NULL)
        assert_ok(crs_identify(dataset_get_layer(ds, 0)->crs, ret_crs, &err), &err);
    dataset_reader_free(reader);
    dataset_free(ds);
    return wkb;
}

static void assert_bounds(GBytes *wkb, double x0, double y0, double x1, double y1, double tolerance)
{
    geom_box box = geom_wkb_bounds(wkb);
    assert_near(box.min_x, x0, tolerance);
    assert_near(box.min_y, y0, tolerance);
    assert_near(box.max_x, x1, tolerance);
    assert_near(box.max_y, y1, tolerance);
}

static void first_ring_sign(void *user, size_t part, size_t ring, const double *x, const double *y,
                            size_t n)
{
    if (part == 0 && ring == 0)
        *(double *)user = geom_ring_signed_area(x, y, n);
}

static void exact_vertices(void **state)
{
    fixture *f = *state;
    f->options.t_srs = "EPSG:3035";
    const char *path = write_result(f, "r.gpkg");
    char *crs = NULL;
    GBytes *wkb = read_shape(path, "commune", "insee_com", "93002", &crs);
    assert_string_equal(crs, "EPSG:3035");
    assert_bounds(wkb, WORLD_X + 100, WORLD_Y, WORLD_X + 200, WORLD_Y + 100, 0);
    assert_near(geom_wkb_area(wkb), 10000, 0);
    double area = 0;
    geom_wkb_rings(wkb, first_ring_sign, &area);
    assert_true(area > 0);
    g_bytes_unref(wkb);
    g_free(crs);
}

/* EPCI dissolved from two communes; a dispositif by faces; a gap by faces. */
static void made_shapes(void **state)
{
    fixture *f = *state;
    f->options.t_srs = "EPSG:3035";
    const char *path = write_result(f, "r.gpkg");
    static const struct {
        const char *layer, *column, *value;
        double x0, y0, x1, y1, area_m2;
    } cases[] = {
        {"epci", "siren_epci", "200000001", 0, 0, 200, 100, 20000},
        {"departement", "insee_dep", "93", 0, 0, 300, 100, 30000},
        {"contrat_ville", "id_dispositif", "CDV-1", 0, 0, 200, 100, 20000},
        {"dispositif", "id_dispositif", "CDV-1", 0, 0, 200, 100, 20000},
        {"dispositif", "id_dispositif", "ASV-1", 80, 50, 110, 60, 300},
        {"lacune", "motif", "partiel", 100, 50, 110, 60, 100},
        {"superposition", "ids", "CLS-1,CLS-2", 0, 0, 100, 100, 10000},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        GBytes *wkb = read_shape(path, cases[i].layer, cases[i].column, cases[i].value, NULL);
        assert_non_null(wkb);
        assert_bounds(wkb, WORLD_X + cases[i].x0, WORLD_Y + cases[i].y0, WORLD_X + cases[i].x1,
                      WORLD_Y + cases[i].y1, 1e-6);
        assert_near(geom_wkb_area(wkb), cases[i].area_m2, 1e-6);
        g_bytes_unref(wkb);
    }
    assert_null(read_shape(path, "dispositif", "id_dispositif", "CLSM-1", NULL));
}

static void default_crs(void **state)
{
    fixture *f = *state;
    const char *path = write_result(f, "r.gpkg");
    char *crs = NULL;
    GBytes *wkb = read_shape(path, "qpv", "code_qp", "QN09301M", &crs);
    assert_string_equal(crs, "EPSG:2154");
    geom_box box = geom_wkb_bounds(wkb);
    assert_true(box.min_x > 600000 && box.max_x < 700000 && box.min_y > 6800000);
    g_bytes_unref(wkb);
    g_free(crs);
    open_result(f, path);
    assert_string_equal(ask(f, "SELECT DISTINCT srs_id, geometry_type_name, column_name FROM "
                               "gpkg_geometry_columns"),
                        "2154|MULTIPOLYGON|geom");
    assert_string_equal(ask(f, "PRAGMA journal_mode"), "delete");
    assert_string_equal(ask(f, "PRAGMA application_id"), "1196444487");
}

static struct json_object *member(struct json_object *object, const char *name)
{
    struct json_object *value = NULL;
    if (!json_object_object_get_ex(object, name, &value))
        fail_msg("no member %s", name);
    return value;
}

static const char *text_of(struct json_object *object, const char *name)
{
    return json_object_get_string(member(object, name));
}

static void geojson(void **state)
{
    fixture *f = *state;
    f->options.format = "geojson";
    const char *folder = write_result(f, "out");
    assert_int_equal(count_files(folder), 15);
    assert_int_equal(count_files(f->folder), 1);
    g_autofree char *file = g_build_filename(folder, "qpv.geojson", NULL);
    struct json_object *root = json_object_from_file(file);
    assert_non_null(root);
    assert_false(json_object_object_get_ex(root, "crs", NULL));
    struct json_object *features = member(root, "features");
    assert_int_equal(json_object_array_length(features), 3);
    struct json_object *first = json_object_array_get_idx(features, 0);
    struct json_object *properties = member(first, "properties");
    assert_string_equal(text_of(properties, "code_qp"), "QN09301M");
    assert_string_equal(text_of(properties, "couverture_cls"), "total");
    assert_string_equal(text_of(properties, "ids_cls"), "CLS-1,CLS-2");
    assert_null(member(properties, "ids_asv"));
    struct json_object *point = member(member(first, "geometry"), "coordinates");
    while (json_object_is_type(json_object_array_get_idx(point, 0), json_type_array))
        point = json_object_array_get_idx(point, 0);
    double lon = json_object_get_double(json_object_array_get_idx(point, 0));
    double lat = json_object_get_double(json_object_array_get_idx(point, 1));
    assert_true(lon > 2 && lon < 3 && lat > 48 && lat < 50);
    assert_near(lon * 1e7, round(lon * 1e7), 1e-6);
    assert_near(lat * 1e7, round(lat * 1e7), 1e-6);
    json_object_put(root);
}

/* Rounded to 1e-7 degree (about 1 cm), a spike of 2 mm touches the ring: the result is valid. */
static void valid_after_rounding(void **state)
{
    fixture *f = *state;
    geom_ctx *ctx = geom_ctx_new();
    world *w = f->world;
    const char *spike = "POLYGON((0 0,50 0,50 40,20.001 40,20.0005 0.0004,20 40,0 40,0 0))";
    territory_shape shape = world_shape(w, spike);
    GBytes *before = w->t->qpvs[0].shape.wkb;
    w->t->qpvs[0].shape.wkb = shape.wkb;
    f->options.format = "GeoJSON";
    const char *folder = write_result(f, "out");
    w->t->qpvs[0].shape.wkb = before;
    g_bytes_unref(shape.wkb);
    g_autofree char *file = g_build_filename(folder, "qpv.geojson", NULL);
    GBytes *wkb = read_shape(file, "qpv", "code_qp", "QN09301M", NULL);
    geom *g = NULL, *repaired = NULL;
    geom_repair_report report = {0};
    assert_ok(geom_from_wkb(ctx, wkb, &g, &f->err), &f->err);
    assert_ok(geom_repair(g, &repaired, &report, &f->err), &f->err);
    bool valid = report.was_valid;
    geom_free(g);
    geom_free(repaired);
    g_bytes_unref(wkb);
    geom_ctx_free(ctx);
    assert_true(valid);
}

static void geojson_crs(void **state)
{
    fixture *f = *state;
    f->options.format = "GeoJSON";
    f->options.t_srs = "EPSG:2154";
    g_autofree char *path = g_build_filename(f->folder, "out", NULL);
    assert_int_equal(mlg_write_result(path, f->world->cov, &f->options, NULL, &f->err), MLG_E_ARG);
    assert_string_equal(f->err.message, "t-srs 'EPSG:2154': GeoJSON holds EPSG:4326 only");
    assert_string_equal(f->err.hint, "leave --t-srs out, or write a GeoPackage");
    assert_int_equal(count_files(f->folder), 0);
}

/* A folder is exchanged when all of it is a result, and refused when it holds anything else. */
static void folder_replaced(void **state)
{
    fixture *f = *state;
    f->options.format = "GeoJSON";
    const char *folder = write_result(f, "out");
    g_free(support_write(folder, "older.geojson", "{}", 0));
    mlg_status refused = mlg_write_result(folder, f->world->cov, &f->options, NULL, &f->err);
    assert_int_equal(refused, MLG_E_CONFLICT);
    assert_contains(f->err.message, "out: exists already");
    f->options.flags = MLG_OVERWRITE;
    (void)write_result(f, "out");
    assert_int_equal(count_files(folder), 15);
    assert_int_equal(count_files(f->folder), 1);
    g_free(support_write(folder, "thesis.odt", "mine", 0));
    assert_int_equal(mlg_write_result(folder, f->world->cov, &f->options, NULL, &f->err),
                     MLG_E_CONFLICT);
    assert_contains(f->err.message, "out: holds 'thesis.odt', that is not part of a result");
    assert_string_equal(f->err.hint, "choose a folder of its own for the result");
    assert_int_equal(count_files(folder), 16);
    g_free(support_write(f->folder, "file", "x", 0));
    g_autofree char *file = g_build_filename(f->folder, "file", NULL);
    assert_int_equal(mlg_write_result(file, f->world->cov, &f->options, NULL, &f->err),
                     MLG_E_CONFLICT);
    assert_contains(f->err.message, "file: is a file, not a folder");
    assert_string_equal(f->err.hint, "this format writes a folder: give the name of one");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        OUTPUT_TEST(exact_vertices),       OUTPUT_TEST(made_shapes),
        OUTPUT_TEST(default_crs),          OUTPUT_TEST(geojson),
        OUTPUT_TEST(geojson_crs),          OUTPUT_TEST(folder_replaced),
        OUTPUT_TEST(valid_after_rounding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
