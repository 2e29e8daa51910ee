/*
 * test_report_sql.c - rows of a user's query in every format, verbatim; geometries as GeoJSON has
 * them, from any CRS and valid when rounded. In English: no catalogue is bound.
 */
#include "test_report_fixture.h"

#include "report/sql.h"

#define ROWS                                                                                       \
    "WITH t(code, nom, n, x, d) AS (VALUES ('01', 'Deux mots', 12345, 0.5, '-1'), "                \
    "('02', NULL, NULL, 1234.25, '=A1'), ('03', 'a;\"b\"|c' || char(10) || 'd', -7, 9e999, "       \
    "X'00ff'))"

static const char *report(fixture *f, const char *format, unsigned width, const char *sql)
{
    mlg_report_style style = {.format = format, .width = width};
    g_string_truncate(f->text, 0);
    assert_ok(mlg_report_sql(f->path, sql, &style, NULL, fixture_append, f->text, &f->err),
              &f->err);
    return f->text->str;
}

static void assert_fails(fixture *f, const char *format, const char *sql, mlg_status status,
                         const char *message)
{
    mlg_report_style style = {.format = format};
    g_string_truncate(f->text, 0);
    assert_int_equal(mlg_report_sql(f->path, sql, &style, NULL, fixture_append, f->text, &f->err),
                     status);
    assert_contains(f->err.message, message);
    assert_int_equal(f->text->len, 0);
}

static void table(void **state)
{
    fixture *f = *state;
    assert_string_equal(report(f, NULL, 0, ROWS " SELECT * FROM t"),
                        "code  nom             n         x  d\n"
                        "────  ─────────  ──────  ────────  ───────\n"
                        "01    Deux mots  12,345      0.50  -1\n"
                        "02    –               –  1,234.25  =A1\n"
                        "03    a;\"b\"|c d      -7       Inf  2 bytes\n"
                        "\n3 rows\n");
}

static void figures(void **state)
{
    fixture *f = *state;
    assert_string_equal(report(f, "table", 0,
                               "SELECT 2024 AS an, 123456.789 AS pop, 0.123456 AS part, 1e-9 AS e, "
                               "9007199254740993 AS id UNION ALL SELECT 1999, 2, 1.0, 0, 1"),
                        "  an      pop    part        e                id\n"
                        "────  ───────  ──────  ───────  ────────────────\n"
                        "2024  123,457  0.1235  1.00e-9  9007199254740993\n"
                        "1999        2  1.0000   0.0000                 1\n"
                        "\n2 rows\n");
}

static void narrow(void **state)
{
    fixture *f = *state;
    assert_string_equal(
        report(f, "table", 24, "SELECT 'QN00101M' AS code_qp, 'CODE_TROP_LARGE' AS b, 1.5 AS c"),
        "── 1 ──\ncode_qp  QN00101M\nb        CODE_TROP_LARGE\nc        1.5\n\n1 row\n");
    assert_string_equal(report(f, "table", 24, "SELECT 1 AS a WHERE 0"), "a\n─\n\n0 rows\n");
}

static void machines(void **state)
{
    fixture *f = *state;
    assert_string_equal(report(f, "csv", 0, ROWS " SELECT *, 0.1 + 0.2 AS \"=s;\" FROM t"),
                        "\xEF\xBB\xBF"
                        "code;nom;n;x;d;\"'=s;\"\r\n"
                        "01;Deux mots;12345;0,5;'-1;0,30000000000000004\r\n"
                        "02;;;1234,25;'=A1;0,30000000000000004\r\n"
                        "03;\"a;\"\"b\"\"|c\nd\";-7;Inf;00ff;0,30000000000000004\r\n");
    assert_string_equal(report(f, "json", 0, ROWS " SELECT code, nom, n AS code, x, d FROM t"),
                        "[\n"
                        "  {\"code\": \"01\", \"nom\": \"Deux mots\", \"code_2\": 12345, "
                        "\"x\": 0.5, \"d\": \"-1\"},\n"
                        "  {\"code\": \"02\", \"nom\": null, \"code_2\": null, \"x\": 1234.25, "
                        "\"d\": \"=A1\"},\n"
                        "  {\"code\": \"03\", \"nom\": \"a;\\\"b\\\"|c\\nd\", \"code_2\": -7, "
                        "\"x\": null, \"d\": \"00ff\"}\n]\n");
    assert_string_equal(report(f, "json", 0, "SELECT 1 AS a WHERE 0"), "[]\n");
    assert_string_equal(report(f, "json", 0, "SELECT MakePoint(1, 2.5) AS g"),
                        "[\n  {\"g\": \"POINT(1 2.5)\"}\n]\n");
    assert_string_equal(report(f, "md", 0, "SELECT 'a|b' AS \"x_y\", 3 AS n"),
                        "| x\\_y | n |\n| --- | ---: |\n| a\\|b | 3 |\n");
}

#define COLLECTION(features) "{\"type\": \"FeatureCollection\", \"features\": [" features "\n]}\n"
#define FEATURE(properties, geometry)                                                              \
    "\n{\"type\": \"Feature\", \"properties\": {" properties "}, \"geometry\": " geometry "}"

static void shapes(void **state)
{
    static const struct {
        const char *wkt, *srid, *geometry;
    } rows[] = {
        {"POINT(700000 6600000)", "2154", "{\"type\": \"Point\", \"coordinates\": [3, 46.5]}"},
        {"POINTZ(1.123456789 2 3)", "4326",
         "{\"type\": \"Point\", \"coordinates\": [1.1234568, 2]}"},
        {"LINESTRING(0 0, 1 1.5)", "4326",
         "{\"type\": \"LineString\", \"coordinates\": [[0, 0], [1, 1.5]]}"},
        {"MULTIPOINT(0 0, 1 1)", "4326",
         "{\"type\": \"MultiPoint\", \"coordinates\": [[0, 0], [1, 1]]}"},
        {"MULTILINESTRING((0 0, 1 1), (2 2, 3 3))", "4326",
         "{\"type\": \"MultiLineString\", \"coordinates\": [[[0, 0], [1, 1]], [[2, 2], [3, 3]]]}"},
        /* clockwise, with a hole that is not */
        {"POLYGON((0 0, 0 9, 9 9, 9 0, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))", "4326",
         "{\"type\": \"Polygon\", \"coordinates\": [[[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]], "
         "[[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]]]}"},
        {"MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)))", "4326",
         "{\"type\": \"MultiPolygon\", \"coordinates\": [[[[0, 0], [1, 0], [1, 1], [0, 0]]]]}"},
        {"MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))", "4326",
         "{\"type\": \"MultiPolygon\", \"coordinates\": [[[[0, 0], [1, 0], [1, 1], [0, 0]]], "
         "[[[5, 5], [6, 5], [6, 6], [5, 5]]]]}"},
        {"GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(0 0, 1 1))", "4326",
         "{\"type\": \"GeometryCollection\", \"geometries\": [{\"type\": \"Point\", "
         "\"coordinates\": [1, 2]}, {\"type\": \"LineString\", \"coordinates\": [[0, 0], [1, "
         "1]]}]}"},
        /* nothing is left of what is thinner than the rounding */
        {"POLYGON((0 0, 1e-9 0, 1e-9 1e-9, 0 0))", "4326", "null"},
    };
    fixture *f = *state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char *sql = g_strdup_printf("SELECT %zu AS n, GeomFromText('%s', %s)", i, rows[i].wkt,
                                    rows[i].srid);
        char *expected =
            g_strdup_printf(COLLECTION(FEATURE("\"n\": %zu", "%s")), i, rows[i].geometry);
        assert_string_equal(report(f, "geojson", 0, sql), expected);
        g_free(sql);
        g_free(expected);
    }
}

/* A ring whose neck is thinner than the seventh decimal crosses itself once it is rounded. */
static void valid_when_rounded(void **state)
{
    fixture *f = *state;
    const char *text = report(f, "geojson", 0,
                              "SELECT GeomFromText('POLYGON((0 0, 1 0, 1 1, 0.50000002 0.00000004, "
                              "0.5 1, 0.49999998 0.00000004, 0 1, 0 0))', 4326)");
    char *sql = g_strdup_printf(
        "SELECT IsValid(GeomFromGeoJSON(json_extract('%s', '$.features[0].geometry'))) AS v", text);
    assert_string_equal(report(f, "json", 0, sql), "[\n  {\"v\": 1}\n]\n");
    g_free(sql);
}

static void geometry_columns(void **state)
{
    fixture *f = *state;
    assert_string_equal(
        report(f, "geojson", 0, "SELECT NULL AS g UNION ALL SELECT SetSRID(MakePoint(1, 2), 4326)"),
        COLLECTION(
            FEATURE("", "null") "," FEATURE("", "{\"type\": \"Point\", \"coordinates\": [1, 2]}")));
    assert_string_equal(report(f, "geojson", 0, "SELECT MakePoint(1, 2) WHERE 0"), COLLECTION(""));
    assert_fails(f, "geojson", "SELECT code_qp FROM qpv", MLG_E_ARG, "no column is a geometry");
    assert_fails(f, "geojson", "SELECT 1 AS a", MLG_E_ARG, "no column is a geometry");
    assert_fails(f, "geojson", "SELECT MakePoint(1, 2, 4326) AS a, MakePoint(1, 2, 4326) AS b",
                 MLG_E_ARG, "row 1: SQL: columns 'a' and 'b' are geometries");
    assert_fails(f, "geojson", "SELECT MakePoint(1, 2) AS a", MLG_E_CRS,
                 "row 1: SQL: the geometry of column 'a' has no CRS");
    assert_fails(f, "geojson",
                 "SELECT GeomFromWKB(X'0102000000020000000000000000000000000000000000F87F"
                 "00000000000000000000000000000000', 4326) AS a",
                 MLG_E_GEOMETRY, "row 1: the geometry is malformed");
    assert_fails(f, "xml", "SELECT 1", MLG_E_ARG, "format 'xml' is not known");
    assert_contains(f->err.hint, "geojson");
}

/* An answer without end, in each format. */
static void endless(void **state)
{
    static mlg_status (*const writers[])(const report_sql *sql, mlg_error *err) = {
        report_sql_table, report_sql_markdown, report_sql_csv, report_sql_json, report_sql_geojson};
    static const mlg_report_style style = {0};
    fixture *f = *state;
    store *s = NULL;
    assert_ok(store_open_sql(f->path, NULL, &s, &f->err), &f->err);
    for (size_t i = 0; i < G_N_ELEMENTS(writers); i++) {
        store_query *query = NULL;
        assert_ok(store_sql_new(s,
                                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                                "SELECT i, SetSRID(MakePoint(i, 1), 2154) AS p FROM n",
                                &query, &f->err),
                  &f->err);
        g_string_truncate(f->text, 0);
        report_sql rows = {s, query, 2, &style, f->text, 3000000};
        assert_int_equal(writers[i](&rows, &f->err), MLG_E_ARG);
        assert_string_equal(f->err.message, "SQL: the answer has more than 3 MB");
        assert_string_equal(f->err.hint, "ask for fewer rows (LIMIT, WHERE) or fewer columns");
        store_query_free(query);
    }
    store_free(s);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(table),
        TEST(figures),
        TEST(narrow),
        TEST(machines),
        TEST(shapes),
        TEST(valid_when_rounded),
        TEST(geometry_columns),
        TEST(endless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
