/*
 * test_store_sql.c - the user's own SQL on a result: whatever it tries, no file is written, read or
 * made; functions of SpatiaLite on both kinds of geometry; errors with their place.
 */
#include "test_store_fixture.h"

typedef struct attempt {
    const char *sql, *message;
} attempt;

static const attempt forbidden[] = {
    {"INSERT INTO t VALUES (1, 2)", "INSERT is refused"},
    {"REPLACE INTO t VALUES (1, 2)", "REPLACE is refused"},
    {"UPDATE t SET a = 1", "UPDATE is refused"},
    {"DELETE FROM t", "DELETE is refused"},
    {"WITH n AS (SELECT 1) INSERT INTO t SELECT 1, 2", "INSERT is refused"},
    {"EXPLAIN DELETE FROM t", "DELETE is refused"},
    {" -- here\n /* and */ ; DROP TABLE t", "DROP is refused"},
    {"CREATE TABLE u (a)", "CREATE is refused"},
    {"CREATE TEMP TABLE u (a)", "CREATE is refused"},
    {"CREATE TEMP VIEW u AS SELECT 1", "CREATE is refused"},
    {"CREATE INDEX u ON t (a)", "CREATE is refused"},
    {"CREATE TRIGGER u AFTER INSERT ON t BEGIN SELECT 1; END", "CREATE is refused"},
    {"CREATE VIRTUAL TABLE u USING VirtualText('r.gpkg', UTF8, 1, COMMA)", "CREATE is refused"},
    {"DROP TABLE t", "DROP is refused"},
    {"ALTER TABLE t ADD COLUMN z", "ALTER is refused"},
    {"UPDATE sqlite_master SET sql = ''", "table sqlite_master may not be modified"},
    {"INSERT INTO arbre VALUES (2, 3, 4)", "INSERT is refused"},
    {"DELETE FROM arbre_node", "table arbre_node may not be modified"},
    {"INSERT INTO spatial_ref_sys (srid) VALUES (1)", "INSERT is refused"},
    {"REINDEX", "REINDEX is refused"},
    {"ANALYZE", "ANALYZE is refused"},
    {"VACUUM", "VACUUM is refused"},
    {"VACUUM INTO 'copie.gpkg'", "VACUUM is refused"},
    {"BEGIN IMMEDIATE", "BEGIN is refused"},
    {"COMMIT", "COMMIT is refused"},
    {"SAVEPOINT s", "SAVEPOINT is refused"},
    {"ATTACH 'autre.db' AS autre", "ATTACH is refused"},
    {"ATTACH ':memory:' AS autre", "ATTACH is refused"},
    {"DETACH main", "DETACH is refused"},
    {"PRAGMA query_only = 0", "PRAGMA query_only is refused"},
    {"PRAGMA journal_mode = WAL", "PRAGMA journal_mode is refused"},
    {"PRAGMA writable_schema = 1", "PRAGMA writable_schema is refused"},
    {"PRAGMA temp_store_directory = '/tmp'", "PRAGMA temp_store_directory is refused"},
    {"PRAGMA wal_checkpoint", "PRAGMA wal_checkpoint is refused"},
    {"SELECT * FROM pragma_user_version", "CREATE VIRTUAL TABLE is refused"},
    {"SELECT load_extension('mod_spatialite')", "function load_extension() is refused"},
    {"SELECT eval('DROP TABLE t')", "function eval() is refused"},
    {"SELECT BlobToFile(geom, 'sortie.bin') FROM t", "function blobtofile() is refused"},
    {"SELECT a FROM t WHERE BlobFromFile('/etc/passwd') IS NULL",
     "function blobfromfile() is refused"},
    {"SELECT ExportSHP('t', 'geom', 'sortie', 'UTF-8')", "function exportshp() is refused"},
    {"SELECT ExportGeoJSON2('t', 'geom', 'sortie')", "function exportgeojson2() is refused"},
    {"SELECT ImportDXF('sortie.dxf')", "function importdxf() is refused"},
    {"SELECT ImportSHP('entree', 'u', 'UTF-8')", "function importshp() is refused"},
    {"SELECT ImportWFS('http://127.0.0.1/', 'a', 'b')", "function importwfs() is refused"},
    {"SELECT XB_LoadXML('/etc/passwd')", "function xb_loadxml() is refused"},
    {"SELECT zipfile_numshp('/etc/passwd')", "function zipfile_numshp() is refused"},
    {"SELECT SqlProc_FromFile('/etc/passwd')", "function sqlproc_fromfile() is refused"},
    {"SELECT InitSpatialMetaData()", "function initspatialmetadata() is refused"},
    {"SELECT DisableGpkgAmphibiousMode()", "function disablegpkgamphibiousmode() is refused"},
    {"SELECT Pause()", "function pause() is refused"},
    {"SELECT fts3_tokenizer('x')", "function fts3_tokenizer() is refused"},
    {"SELECT * FROM dbstat", "there is no table 'dbstat'"},
    {"SELECT * FROM sqlite_dbpage", "there is no table 'sqlite_dbpage'"},
    {"SELECT writefile('sortie', 'x')", "there is no function 'writefile'"},
    {"SELECT readfile('/etc/passwd')", "there is no function 'readfile'"},
    {"SELECT zeroblob(1000000000)", "string or blob too big"},
};

static void refused(void **state)
{
    fixture *f = *state;
    prepare(f, "");
    for (size_t i = 0; i < G_N_ELEMENTS(forbidden); i++) {
        mlg_error err = {0};
        if (run(f->s, forbidden[i].sql, &err) != MLG_E_ARG)
            fail_msg("not refused: %s (%s)", forbidden[i].sql, err.message);
        assert_contains(err.message, forbidden[i].message);
        assert_true(g_str_has_prefix(err.message, f->path));
    }
    assert_unchanged(f);
}

/* A file that its author made to read others: what it declares is not run. */
static void hostile_file(void **state)
{
    static const char *const queries[] = {"SELECT * FROM piege", "SELECT * FROM vue",
                                          "SELECT * FROM vue_2",
                                          "SELECT a FROM indexe WHERE a > 0"};
    fixture *f = *state;
    prepare(f, "CREATE VIEW vue AS SELECT BlobFromFile('/etc/passwd') AS a;"
               "CREATE VIEW vue_2 AS SELECT BlobToFile(geom, 'sortie.bin') FROM t;"
               "CREATE TRIGGER declenche AFTER INSERT ON t BEGIN SELECT eval('x'); END;"
               "PRAGMA writable_schema = 1;"
               "INSERT INTO sqlite_master VALUES ('table', 'piege', 'piege', 0, 'CREATE VIRTUAL "
               "TABLE piege USING VirtualText(''/etc/passwd'', UTF8, 1, COMMA)'),"
               "('table', 'indexe', 'indexe', 0, 'CREATE VIRTUAL TABLE indexe USING "
               "rtree_absent(a, b, c)')");
    for (size_t i = 0; i < G_N_ELEMENTS(queries); i++) {
        mlg_error err = {0};
        assert_int_equal(run(f->s, queries[i], &err), MLG_E_ARG);
    }
    assert_unchanged(f);
}

/* Columns that compute: what SpatiaLite reads by itself stays small. */
static void hostile_crs(void **state)
{
    fixture *f = *state;
    mlg_error err = {0};
    execute(f->path, RESULT);
    execute(f->path,
            "DROP TABLE gpkg_spatial_ref_sys; CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, "
            "organization TEXT, organization_coordsys_id INTEGER, srs_name TEXT, definition TEXT "
            "AS (hex(zeroblob(100000000)))); INSERT INTO gpkg_spatial_ref_sys VALUES "
            "(100001, 'NONE', 7, '')");
    assert_int_equal(store_open_sql(f->path, NULL, &f->s, &err), MLG_E_IO);
    assert_non_null(strstr(err.message, ": the GeoPackage is incomplete or damaged"));
    assert_null(f->s);
}

static char *one_text(store *s, const char *sql)
{
    store_query *query = NULL;
    mlg_error err = {0};
    bool row = false;
    assert_ok(store_sql_new(s, sql, &query, &err), &err);
    assert_ok(store_step(query, &row, &err), &err);
    assert_true(row);
    char *text = g_strdup(store_text(query, 0));
    store_query_free(query);
    return text;
}

static void functions(void **state)
{
    static const struct {
        const char *sql, *value;
    } rows[] = {
        {"SELECT ST_AsText(geom) FROM t WHERE a = 'x'", "POINT(100 200)"},
        {"SELECT ST_SRID(geom) FROM t", "2154"},
        {"SELECT ST_AsText(ST_Transform(SetSRID(MakePoint(2, 47), 4326), 3857))",
         "POINT(222638.981587 5942074.072431)"},
        {"SELECT a FROM t WHERE ST_Intersects(geom, SetSRID(BuildMBR(0, 0, 300, 300), 2154))", "x"},
        {"SELECT ST_Area(BuildMBR(0, 0, 2, 3))", "6.0"},
        {"SELECT name FROM pragma_table_info('t') ORDER BY cid DESC", "geom"},
        {"SELECT sum(value) FROM json_each('[1, 2]')", "3"},
        {"SELECT count(*) FROM arbre WHERE a < 3", "1"},
        {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9) "
         "SELECT max(i) FROM n",
         "9"},
        {"SELECT row_number() OVER (ORDER BY a) FROM t", "1"},
        {"SELECT 1; -- the end", "1"},
    };
    fixture *f = *state;
    prepare(f, "");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char *text = one_text(f->s, rows[i].sql);
        assert_string_equal(text, rows[i].value);
        g_free(text);
    }
}

static void places(void **state)
{
    static const struct {
        const char *sql, *message;
    } rows[] = {
        {"SELEC 1", "SQL, line 1, column 1: the syntax is wrong near 'SELEC'"},
        {"SELECT 'é',\n  b FROM t", "SQL, line 2, column 3: there is no column 'b'"},
        {"-- é\nSELECT 'é', b FROM t", "SQL, line 2, column 13: there is no column 'b'"},
        {"SELECT * FROM u", "SQL: there is no table 'u'"},
        {"SELECT 1 FROM t x, t y WHERE a = 1", "SQL, line 1, column 30: column 'a' is in several"},
        {"SELECT 1 +", "SQL: the statement is not complete"},
        {"", "SQL: there is no statement"},
        {" ; -- nothing", "SQL: there is no statement"},
        {"SELECT 1; SELECT 2", "SQL: there are several statements"},
        {"SELECT ?1", "SQL: a parameter has no value"},
        {"SELECT '\xe9'", "SQL: the text is not UTF-8"},
        {"SELECT json('{')", "SQL: malformed JSON"},
    };
    fixture *f = *state;
    prepare(f, "");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        mlg_error err = {0};
        assert_int_equal(run(f->s, rows[i].sql, &err), MLG_E_ARG);
        assert_contains(err.message, rows[i].message);
    }
}

static void geometries(void **state)
{
    fixture *f = *state;
    mlg_error err = {0};
    store_query *query = NULL;
    bool row = false;
    const char *type = NULL;
    size_t n = 0;
    GBytes *wkb = NULL;
    int srs = 0;
    prepare(f, "");
    assert_ok(store_sql_new(f->s, "SELECT geom, ST_Buffer(geom, 1), X'00' FROM t", &query, &err),
              &err);
    assert_true(store_column_is_geometry(query, 0));
    assert_true(!store_column_is_geometry(query, 1) && store_column_is_computed(query, 1));
    assert_ok(store_step(query, &row, &err), &err);
    assert_true(store_is_geometry(query, 0) && store_is_geometry(query, 1));
    assert_false(store_is_geometry(query, 2));
    assert_true(store_geometry_summary(query, 1, &type, &n));
    assert_string_equal(type, "POLYGON");
    assert_true(n > 4);
    char *wkt = store_geometry_wkt(query, 0);
    assert_string_equal(wkt, "POINT(100 200)");
    g_free(wkt);
    assert_true(store_geometry(query, 0, &wkb, &srs));
    assert_int_equal(srs, 2154);
    assert_int_equal(g_bytes_get_size(wkb), 21);
    g_bytes_unref(wkb);
    store_query_free(query);
    char *crs = store_srs(f->s, 2154), *other = store_srs(f->s, 100001);
    char *asked = store_srs(f->s, 3857), *none = store_srs(f->s, 0);
    assert_string_equal(crs, "EPSG:2154");
    assert_string_equal(other, "+proj=longlat");
    assert_string_equal(asked, "EPSG:3857");
    assert_null(none);
    g_free(crs);
    g_free(other);
    g_free(asked);
}

/* Forms of the same kinds as SpatiaLite writes them; damaged ones are no geometries. */
static void forms(void **state)
{
    static const char *const texts[] = {
        "POINT(1 2)",
        "LINESTRING(0 0, 1.5 1)",
        "POLYGON((0 0, 9 0, 9 9, 0 0), (1 0.5, 2 0.5, 2 1, 1 0.5))",
        "MULTIPOINT((0 0), (1 1))",
        "MULTILINESTRING((0 0, 1 1), (2 2, 3 3))",
        "MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))",
        "GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(0 0, 1 1), POLYGON((0 0, 1 0, 1 1, 0 0)))",
    };
    static const char *const ways[] = {
        "GeomFromText('%s', 2154)", "AsGPB(GeomFromText('%s', 2154))",
        "CastToXYZ(GeomFromText('%s', 2154))", "AsGPB(CastToXYZM(GeomFromText('%s', 2154)))"};
    fixture *f = *state;
    mlg_error err = {0};
    prepare(f, "");
    for (size_t i = 0; i < G_N_ELEMENTS(texts) * G_N_ELEMENTS(ways); i++) {
        const char *text = texts[i / G_N_ELEMENTS(ways)];
        char *spaced =
            i / G_N_ELEMENTS(ways) == 3 ? g_strdup("MULTIPOINT(0 0, 1 1)") : g_strdup(text);
        char **parts = g_strsplit(ways[i % G_N_ELEMENTS(ways)], "%s", 2);
        char *made = g_strjoin(spaced, parts[0], parts[1], NULL);
        char *sql = g_strdup_printf("SELECT %s, substr(%s, 1, length(%s) - 3)", made, made, made);
        store_query *query = NULL;
        bool row = false;
        assert_ok(store_sql_new(f->s, sql, &query, &err), &err);
        assert_ok(store_step(query, &row, &err), &err);
        char *wkt = store_geometry_wkt(query, 0);
        assert_non_null(wkt);
        assert_string_equal(wkt, text);
        assert_false(store_is_geometry(query, 1));
        store_query_free(query);
        g_free(wkt);
        g_free(sql);
        g_free(made);
        g_strfreev(parts);
        g_free(spaced);
    }
}

static int yes(void *user)
{
    (*(unsigned *)user)++;
    return 1;
}

static void interrupted(void **state)
{
    fixture *f = *state;
    unsigned asked = 0;
    mlg_monitor monitor = {.cancelled = yes, .user = &asked};
    mlg_error err = {0};
    prepare(f, "");
    store_free(f->s);
    f->s = NULL;
    assert_ok(store_open_sql(f->path, &monitor, &f->s, &err), &err);
    assert_int_equal(run(f->s,
                         "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                         "SELECT count(*) FROM n",
                         &err),
                     MLG_E_CANCELLED);
    assert_int_equal(asked, 1);
}

/* A quiet file in WAL mode is read without the files that SQLite would leave beside it. */
static void quiet_wal(void **state)
{
    fixture *f = *state;
    prepare(f, "PRAGMA journal_mode = WAL");
    char *text = one_text(f->s, "SELECT a FROM t");
    assert_string_equal(text, "x");
    g_free(text);
    assert_unchanged(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(refused),   TEST(hostile_file), TEST(hostile_crs),
                                       TEST(functions), TEST(places),       TEST(geometries),
                                       TEST(forms),     TEST(interrupted),  TEST(quiet_wal)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
