/*
 * test_output_formats.c - which format a name asks for, and every format written, once more over
 * itself, and refused where something is in its way.
 */
#include "test_output_fixture.h"

static void chosen(void **state)
{
    (void)state;
    static const struct {
        const char *path, *asked, *format; /* NULL: refused */
    } cases[] = {
        {"r.gpkg", NULL, "GPKG"},
        {"r.xlsx", NULL, "XLSX"},
        {"r.ods", NULL, "ODS"},
        {"r.sqlite", NULL, "SQLite"},
        {"R.XLSX", NULL, "XLSX"},
        {"r", NULL, "GPKG"},
        {"r.csvt", NULL, "GPKG"},
        {"d.csv/r", NULL, "GPKG"},
        {"r", "csv", "CSV"},
        {"r", "FLATGEOBUF", "FlatGeobuf"},
        {"r.2026", "GeoJSON", "GeoJSON"},
        {"r.xlsx", "xlsx", "XLSX"},
        {"r.csv", NULL, NULL},
        {"r.csv", "CSV", NULL},
        {"r.geojson", NULL, NULL},
        {"r.fgb", "FlatGeobuf", NULL},
        {"r.gpkg", "SQLite", NULL},
        {"r.xlsx", "CSV", NULL},
        {"r.gpkg", "SHP", NULL},
        {"PG:dbname=r", NULL, "PostgreSQL"},
        {"postgresql://h/r", "postgresql", "PostgreSQL"},
        {"PG:dbname=r.gpkg", "GPKG", NULL},
        {"r", "PostgreSQL", NULL},
        {"r.gpkg", "PostgreSQL", NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *format = mlg_output_format_of(cases[i].path, cases[i].asked);
        if (cases[i].format == NULL)
            assert_null(format);
        else
            assert_string_equal(format, cases[i].format);
    }
}

/* Formats of files come first: no test of this program has a server. */
static bool is_database(size_t i)
{
    return strcmp(mlg_output_format(i), "PostgreSQL") == 0;
}

/* Each has a name of its own, that leads to it. */
static void listed(void **state)
{
    (void)state;
    size_t n = 0;
    for (; mlg_output_format(n) != NULL; n++) {
        const char *path = is_database(n) ? "PG:dbname=r" : "r";
        assert_string_equal(mlg_output_format_of(path, mlg_output_format(n)), mlg_output_format(n));
    }
    assert_string_equal(mlg_output_format(0), "GPKG");
    assert_true(n >= 7);
}

static void styles(void **state)
{
    fixture *f = *state;
    g_autofree char *path = g_build_filename(f->folder, "r", NULL);
    f->options.csv_style = "point";
    assert_int_equal(mlg_check_output(path, &f->options, &f->err), MLG_E_ARG);
    assert_string_equal(f->err.message, "csv-style: GPKG is not CSV");
    assert_string_equal(f->err.hint, "leave --csv-style out, or write CSV: -f CSV");
    f->options.format = "CSV";
    assert_ok(mlg_check_output(path, &f->options, &f->err), &f->err);
    f->options.csv_style = "us";
    assert_int_equal(mlg_check_output(path, &f->options, &f->err), MLG_E_ARG);
    assert_string_equal(f->err.message, "csv-style 'us' is not known");
    assert_string_equal(f->err.hint, "styles are: fr, point");
}

static void no_geometry(void **state)
{
    fixture *f = *state;
    g_autofree char *path = g_build_filename(f->folder, "r.ods", NULL);
    f->options.t_srs = "EPSG:2154";
    assert_int_equal(mlg_check_output(path, &f->options, &f->err), MLG_E_ARG);
    assert_string_equal(f->err.message, "t-srs 'EPSG:2154': ODS holds no geometry");
    assert_string_equal(f->err.hint, "leave --t-srs out, or write a GeoPackage");
}

static void stored_is_geopackage(void **state)
{
    fixture *f = *state;
    g_autofree char *path = g_build_filename(f->folder, "t.xlsx", NULL);
    assert_int_equal(
        mlg_write_store(path, f->world->t, NULL, f->world->mesh, NULL, &f->options, NULL, &f->err),
        MLG_E_ARG);
    assert_contains(f->err.message, "t.xlsx: this is the name of a XLSX, not of a GPKG");
    assert_string_equal(f->err.hint, "give a name that ends with .gpkg");
    assert_int_equal(count_files(f->folder), 0);
}

/* The written files of all formats, in a folder a format where there are several; the last one
 * needs a server (tests/postgis). */
static void written(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; mlg_output_format(i) != NULL && !is_database(i); i++) {
        g_autofree char *name = g_strdup_printf("r%zu", i);
        g_autofree char *path = g_build_filename(f->folder, name, NULL);
        f->options.format = mlg_output_format(i);
        f->options.flags = 0;
        assert_ok(mlg_write_result(path, f->world->cov, &f->options, NULL, &f->err), &f->err);
        assert_int_equal(count_files(f->folder), i + 1);
        assert_int_equal(mlg_write_result(path, f->world->cov, &f->options, NULL, &f->err),
                         MLG_E_CONFLICT);
        f->options.flags = MLG_OVERWRITE;
        assert_ok(mlg_write_result(path, f->world->cov, &f->options, NULL, &f->err), &f->err);
        assert_int_equal(count_files(f->folder), i + 1);
    }
}

static const char *read_file(const fixture *f, const char *name)
{
    g_autofree char *path = g_build_filename(f->folder, name, NULL);
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return g_intern_string(text);
}

/* A row without geometry has no place in FlatGeobuf, and is not lost. */
static void rows_without_geometry(void **state)
{
    fixture *f = *state;
    g_autofree char *path = g_build_filename(f->folder, "fgb", NULL);
    f->options.format = "FlatGeobuf";
    f->options.layers = (const char *const[]){"dispositif", NULL};
    assert_ok(mlg_write_result(path, f->world->cov, &f->options, NULL, &f->err), &f->err);
    const char *rest = read_file(f, "fgb/dispositif_sans_geometrie.csv");
    assert_contains(rest, "\r\nCLSM-1,CLSM,");
    assert_null(strstr(rest, "CLS-1"));
    assert_string_equal(read_file(f, "fgb/parametre.csvt"), "\"String\",\"String\"\r\n");
    assert_int_equal(count_files(path), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        OUTPUT_TEST(chosen),
        OUTPUT_TEST(listed),
        OUTPUT_TEST(styles),
        OUTPUT_TEST(no_geometry),
        OUTPUT_TEST(written),
        OUTPUT_TEST(stored_is_geopackage),
        OUTPUT_TEST(rows_without_geometry),
    };
    return cmocka_run_group_tests_name("output_formats", tests, NULL, NULL);
}
