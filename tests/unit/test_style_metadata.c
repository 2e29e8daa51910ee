/*
 * test_style_metadata.c - metadata of a result made by hand: XML that any parser reads whatever
 * names its sources have, licences known and not, no password, the same twice.
 */
#include "test_style_fixture.h"

#define RESULT                                                                                     \
    "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, identifier TEXT, description "   \
    "TEXT, last_change TEXT, min_x REAL, min_y REAL, max_x REAL, max_y REAL, srs_id INTEGER);"     \
    "CREATE TABLE gpkg_ogr_contents (table_name TEXT, feature_count INTEGER);"                     \
    "INSERT INTO gpkg_contents VALUES"                                                             \
    " ('qpv', 'features', 'QPV <1> & \"2\"', 'QPV', '', 1.5, 2, 3, 4, 2154),"                      \
    " ('parametre', 'attributes', 'Parameters', NULL, '', NULL, NULL, NULL, NULL, 0);"             \
    "CREATE TABLE qpv (fid INTEGER PRIMARY KEY, geom BLOB, code_qp TEXT);"                         \
    "CREATE TABLE parametre (fid INTEGER PRIMARY KEY, cle TEXT, valeur TEXT);"                     \
    "INSERT INTO parametre (cle, valeur) VALUES ('version', '0.1.0'), ('version_gdal', '3.6.2'),"  \
    " ('commande', 'maillage cover --communes \"PG:host=h user=u password=secret dbname=d\"'),"    \
    " ('date', '2026-06-30'), ('types', 'CLS,<ASV>'), ('crs', 'EPSG:2154'),"                       \
    " ('annee_population', '2021'), ('garde_grille_m', '0.001'), ('residu_population', '0'),"      \
    " ('source_01_role', 'communes'), ('source_01_chemin', 'PG:host=h user=u password=secret "     \
    "dbname=d'),"                                                                                  \
    " ('source_01_jeu', 'admin-express-4'), ('source_01_millesime', '2026'),"                      \
    " ('source_01_sha256', 'ab'),"                                                                 \
    " ('source_02_role', 'qpv'), ('source_02_chemin', '<&\">'' ]]> ' || char(1) || char(27) || "   \
    "X'ff' || '.gpkg'),"                                                                           \
    " ('source_02_jeu', 'unheard-of'), ('source_02_millesime', ''), ('source_02_sha256', ''),"     \
    " ('source_03_role', 'inventaire'), ('source_03_chemin', 'inventaire.xlsx'),"                  \
    " ('source_03_jeu', 'inventaire'), ('source_03_millesime', NULL), ('source_03_sha256', '');"

static char *one_text(fixture *f, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(f->db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    char *text = g_strdup((const char *)sqlite3_column_text(statement, 0));
    (void)sqlite3_finalize(statement);
    return text;
}

static int setup(void **state)
{
    return fixture_setup(state, RESULT);
}

static char *document(fixture *f, const char *table)
{
    char *sql = g_strdup_printf("SELECT metadata FROM gpkg_metadata WHERE id = (SELECT md_file_id "
                                "FROM gpkg_metadata_reference WHERE table_name IS %s)",
                                table);
    char *xml = one_text(f, sql);
    g_free(sql);
    return xml;
}

static void assert_counted(fixture *f, const char *sql, const char *expected)
{
    char *n = one_text(f, sql);
    assert_string_equal(n, expected);
    g_free(n);
}

static void well_formed(void **state)
{
    static const char *const tables[] = {"'qpv'", "'parametre'", "NULL"};
    static const GMarkupParser nothing = {0};
    fixture *f = *state;
    fixture_style(f, "r.gpkg");
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        char *xml = document(f, tables[i]);
        GError *error = NULL;
        GMarkupParseContext *parser = g_markup_parse_context_new(&nothing, 0, NULL, NULL);
        if (!g_markup_parse_context_parse(parser, xml, -1, &error) ||
            !g_markup_parse_context_end_parse(parser, &error))
            fail_msg("%s: %s", tables[i], error->message);
        g_markup_parse_context_free(parser);
        assert_true(g_utf8_validate(xml, -1, NULL));
        assert_true(strchr(xml, 1) == NULL && strchr(xml, 27) == NULL);
        g_free(xml);
    }
    assert_counted(f, "SELECT count(*) FROM gpkg_metadata_reference", "3");
    assert_counted(f,
                   "SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_metadata' "
                   "AND scope = 'read-write'",
                   "2");
}

static void texts(void **state)
{
    static const char *const told[] = {
        "<title>QPV &lt;1&gt; &amp; &quot;2&quot; as of 2026-06-30</title>",
        "<abstract>QPV. As of 2026-06-30.</abstract>",
        "<keyword>&lt;ASV&gt;</keyword>",
        "<rights>Source: IGN, ADMIN EXPRESS, 2026</rights>",
        "<license>IGN, ADMIN EXPRESS, 2026: Licence Ouverte 2.0 (Etalab), https://",
        "<rights>&lt;&amp;&quot;&gt;' ]]&gt; ",
        ".gpkg: licence to be checked with the publisher</rights>",
        "<rights>inventaire.xlsx: rights of those who keep this inventory</rights>",
        "(admin-express-4), vintage 2026, sha256 ab</history>",
        "<history>Computed by maillage 0.1.0, as of 2026-06-30</history>",
        "<history>Populations of 2021</history>",
        "<history>Tolerances: garde_grille_m = 0.001</history>",
        "<history>Residuals: residu_population = 0</history>",
        "<history>Libraries: gdal 3.6.2</history>",
        "crs=\"EPSG:2154\" minz=\"0\" maxz=\"0\" minx=\"1.5\" miny=\"2\" maxx=\"3\" maxy=\"4\"/>",
        "<instant>2026-06-30T00:00:00Z</instant>",
    };
    fixture *f = *state;
    fixture_style(f, "r.gpkg");
    char *xml = document(f, "'qpv'");
    for (size_t i = 0; i < G_N_ELEMENTS(told); i++)
        assert_contains(xml, told[i]);
    assert_contains(xml, "PG:host=h user=u ");
    assert_null(strstr(xml, "secret"));
    g_free(xml);
    char *table = document(f, "'parametre'"), *file = document(f, "NULL");
    assert_null(strstr(table, "<spatial"));
    assert_contains(table, "<abstract>As of 2026-06-30.</abstract>");
    assert_contains(file, "<title>Coverage by CLS, &lt;ASV&gt; as of 2026-06-30</title>");
    g_free(table);
    g_free(file);
}

/* Styled again, as by `restyle`: nothing is added, and what others wrote stays. */
static void again(void **state)
{
    fixture *f = *state;
    fixture_style(f, "r.gpkg");
    fixture_execute(f, "INSERT INTO gpkg_metadata (id, md_standard_uri, metadata) "
                       "VALUES (90, 'http://www.isotc211.org/2005/gmd', 'theirs')");
    fixture_execute(f,
                    "INSERT INTO gpkg_metadata_reference (reference_scope, table_name, md_file_id) "
                    "VALUES ('table', 'autre', 90)");
    /* a layer that the user added to the file, with what QGIS wrote of it */
    fixture_execute(
        f, "CREATE TABLE notes (fid INTEGER PRIMARY KEY, the_geom BLOB, note TEXT);"
           "INSERT INTO gpkg_contents VALUES ('notes', 'features', 'Notes', 'Mine', '', 1, 2, "
           "3, 4, 2154);"
           "INSERT INTO gpkg_data_columns (table_name, column_name, title) "
           "VALUES ('notes', 'note', 'A note');"
           "INSERT INTO gpkg_metadata (id, md_standard_uri, metadata) "
           "VALUES (91, 'http://mrcc.com/qgis.dtd', 'mine');"
           "INSERT INTO gpkg_metadata_reference (reference_scope, table_name, md_file_id) "
           "VALUES ('table', 'notes', 91)");
    char *before = document(f, "'qpv'");
    fixture_style(f, "r.gpkg");
    char *after = document(f, "'qpv'");
    assert_string_equal(before, after);
    g_free(before);
    g_free(after);
    assert_counted(f, "SELECT count(*) FROM gpkg_metadata", "5");
    assert_counted(f,
                   "SELECT group_concat(metadata) FROM gpkg_metadata JOIN "
                   "gpkg_metadata_reference ON md_file_id = id WHERE table_name = 'notes'",
                   "mine");
    assert_counted(f, "SELECT description FROM gpkg_contents WHERE table_name = 'notes'", "Mine");
    assert_counted(f, "SELECT title FROM gpkg_data_columns WHERE column_name = 'note'", "A note");
    assert_counted(f, "SELECT count(*) FROM gpkg_data_columns WHERE table_name = 'qpv'", "1");
    assert_counted(f, "SELECT metadata FROM gpkg_metadata WHERE id = 90", "theirs");
    assert_counted(f, "SELECT description FROM gpkg_contents WHERE table_name = 'qpv'",
                   "QPV. As of 2026-06-30.");
    assert_counted(f, "SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_metadata'",
                   "2");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(well_formed), TEST(texts), TEST(again)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
