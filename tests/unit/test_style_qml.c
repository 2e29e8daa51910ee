/*
 * test_style_qml.c - the styles of results made by hand: XML that any parser reads whatever types
 * are called, names that fit, one default a layer, with no type, one, three and twelve.
 */
#include "test_style_fixture.h"

#include "base/enums.h"

#include <stdbool.h>
#include <string.h>

#define TABLES                                                                                     \
    "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, identifier TEXT, description "   \
    "TEXT, last_change TEXT, min_x REAL, min_y REAL, max_x REAL, max_y REAL, srs_id INTEGER);"     \
    "CREATE TABLE gpkg_ogr_contents (table_name TEXT, feature_count INTEGER);"                     \
    "CREATE TABLE parametre (fid INTEGER PRIMARY KEY, cle TEXT, valeur TEXT);"                     \
    "INSERT INTO parametre (cle, valeur) VALUES ('date', '2026-06-30'), ('crs', 'EPSG:2154'), "    \
    "('generation_qpv', '2024'), ('recensement', 'non');"                                          \
    "INSERT INTO gpkg_contents VALUES ('parametre', 'attributes', 'P', NULL, '', NULL, NULL, "     \
    "NULL, NULL, 0);"

static int setup(void **state)
{
    return fixture_setup(state, TABLES);
}

static void execute(fixture *f, char *sql)
{
    fixture_execute(f, sql);
    sqlite3_free(sql);
}

/* First cells of the rows, joined by line feeds; g_free(). */
static char *ask(fixture *f, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    GString *rows = g_string_new(NULL);
    if (sqlite3_prepare_v2(f->db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(f->db));
    while (sqlite3_step(statement) == SQLITE_ROW)
        g_string_append_printf(rows, "%s%s", rows->len > 0 ? "\n" : "",
                               (const char *)sqlite3_column_text(statement, 0));
    (void)sqlite3_finalize(statement);
    return g_string_free(rows, FALSE);
}

static void assert_answer(fixture *f, const char *sql, const char *expected)
{
    char *answer = ask(f, sql);
    assert_string_equal(answer, expected);
    g_free(answer);
}

static void add_layer(fixture *f, const char *name, bool spatial, const char *columns,
                      const char *types)
{
    char **list = g_strsplit(types, ",", -1);
    execute(f, sqlite3_mprintf("INSERT INTO gpkg_contents VALUES (%Q, %Q, '<Title> & %q', '', '', "
                               "1, 2, 3, 4, 2154)",
                               name, spatial ? "features" : "attributes", name));
    execute(f, sqlite3_mprintf("CREATE TABLE \"%w\" (fid INTEGER PRIMARY KEY%s, %s)", name,
                               spatial ? ", geom BLOB" : "", columns));
    for (char **type = list; *type != NULL && strstr(columns, "pop") != NULL; type++) {
        static const char *const stems[] = {"couverture", "part_pop", "pop", "couverture_qpv"};
        char *suffix = base_fold(*type);
        for (size_t s = 0; s < G_N_ELEMENTS(stems); s++)
            execute(f, sqlite3_mprintf("ALTER TABLE \"%w\" ADD COLUMN \"%w_%w\" %s", name, stems[s],
                                       suffix, s == 1 || s == 2 ? "REAL" : "TEXT"));
        g_free(suffix);
    }
    g_strfreev(list);
}

/* A result of some types, three or fewer of which are combined; and its styles. */
static void make(fixture *f, const char *types, const char *combined)
{
    execute(f, sqlite3_mprintf("INSERT INTO parametre (cle, valeur) VALUES ('types', %Q), "
                               "('types_combinaison', %Q)",
                               types, combined));
    add_layer(f, "qpv", true, "code_qp TEXT, lib_qp TEXT, pop REAL, combinaison TEXT", types);
    add_layer(f, "departement", true, "lib_dep TEXT, pop REAL, cumul INTEGER", types);
    add_layer(f, "dispositif", true,
              "id_dispositif TEXT, type TEXT, nom TEXT, date_fin DATE, en_vigueur TEXT", "");
    add_layer(f, "lacune", true, "type TEXT, code_qp TEXT, motif TEXT", "");
    add_layer(f, "superposition", true, "type TEXT, nb INTEGER, ids TEXT", "");
    add_layer(f, "an other", true, "a TEXT", "");
    add_layer(f, "diagnostic", false, "message TEXT, valeur REAL", "");
    execute(f, sqlite3_mprintf("INSERT INTO qpv (combinaison) VALUES (%Q), ('aucun')", combined));
    fixture_style(f, "r.gpkg");
}

static void assert_whole(fixture *f)
{
    static const GMarkupParser nothing = {0};
    sqlite3_stmt *statement = NULL;
    unsigned n = 0;
    assert_int_equal(sqlite3_prepare_v2(f->db, "SELECT styleQML, styleName FROM layer_styles", -1,
                                        &statement, NULL),
                     SQLITE_OK);
    for (; sqlite3_step(statement) == SQLITE_ROW; n++) {
        GError *error = NULL;
        const char *xml = (const char *)sqlite3_column_text(statement, 0);
        const char *name = (const char *)sqlite3_column_text(statement, 1);
        GMarkupParseContext *context = g_markup_parse_context_new(&nothing, 0, NULL, NULL);
        if (!g_markup_parse_context_parse(context, xml, -1, &error) ||
            !g_markup_parse_context_end_parse(context, &error))
            fail_msg("%s: %s", name, error->message);
        g_markup_parse_context_free(context);
        assert_null(strstr(xml, "{{"));
        assert_true(g_utf8_validate(name, -1, NULL));
        assert_in_range(g_utf8_strlen(name, -1), 1, 30);
    }
    (void)sqlite3_finalize(statement);
    assert_true(n >= 7);
    assert_answer(f,
                  "SELECT count(*) FROM (SELECT 1 FROM layer_styles GROUP BY f_table_name HAVING "
                  "sum(useAsDefault) <> 1 OR count(DISTINCT styleName) <> count(*))",
                  "0");
    assert_answer(f,
                  "SELECT count(*) FROM layer_styles WHERE f_table_catalog <> '' OR "
                  "f_table_schema <> '' OR f_table_catalog IS NULL OR f_table_schema IS NULL",
                  "0");
    assert_answer(f,
                  "SELECT DISTINCT f_table_name FROM layer_styles WHERE f_geometry_column <> "
                  "'geom' ORDER BY 1",
                  "diagnostic\nparametre");
    assert_answer(f, "SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'",
                  "attributes");
    assert_answer(f, "SELECT count(*) FROM gpkg_extensions WHERE table_name = 'layer_styles'", "0");
}

static void no_type(void **state)
{
    fixture *f = *state;
    make(f, "", "");
    assert_whole(f);
    assert_answer(f, "SELECT f_table_name || ' ' || styleName FROM layer_styles ORDER BY 1",
                  "an other Default\ndepartement Default\ndiagnostic Default\ndispositif Types\n"
                  "lacune Default\nparametre Default\nqpv Default\nsuperposition Number of "
                  "perimeters");
}

#define ONE_DEFAULT "SELECT styleName FROM layer_styles WHERE useAsDefault AND f_table_name = "

static void one_type(void **state)
{
    fixture *f = *state;
    make(f, "CLS", "CLS");
    assert_whole(f);
    assert_answer(f, ONE_DEFAULT "'qpv'", "Status CLS");
    assert_answer(f, ONE_DEFAULT "'departement'", "Share CLS");
    assert_answer(f, ONE_DEFAULT "'lacune'", "Gaps CLS");
    assert_answer(f,
                  "SELECT description FROM layer_styles WHERE f_table_name = 'qpv' AND "
                  "useAsDefault",
                  "Coverage of the QPV (generation 2024) by a CLS in force on 2026-06-30");
    /* dates in the language of data, in forms and in map tips */
    assert_answer(f,
                  "SELECT styleQML LIKE '%name=\"display_format\" value=\"yyyy-MM-dd\"%' AND "
                  "styleQML LIKE '%format_date(\"date_fin\", ''yyyy-MM-dd'')%' FROM "
                  "layer_styles WHERE f_table_name = 'dispositif' AND useAsDefault",
                  "1");
    /* nobody surveyed: no such legend */
    assert_answer(f,
                  "SELECT count(*) FROM layer_styles WHERE f_table_name = 'qpv' AND styleQML "
                  "LIKE '%value=\"non_recense\" symbol%'",
                  "0");
    assert_answer(f,
                  "SELECT count(*) FROM layer_styles WHERE f_table_name = 'qpv' AND useAsDefault "
                  "AND styleQML LIKE '%label=\"Not covered: no CLS known on 2026-06-30\"%'",
                  "1");
}

static void hostile_types(void **state)
{
    fixture *f = *state;
    make(f,
         "<&\">',É %] {{name}} %s \\,ééééééééééééééééééééééééééééééé1,"
         "ééééééééééééééééééééééééééééééé2,[%env('HOME')%]",
         "<&\">',É %] {{name}} %s \\");
    char *xml = ask(f, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'lacune' AND "
                       "useAsDefault");
    assert_non_null(strstr(xml, "value=\"&lt;&amp;&quot;&gt;'\""));
    assert_non_null(strstr(xml, "{{name}}"));
    g_free(xml);
    /* QGIS would compute it in the legend */
    xml = ask(f, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'dispositif' AND "
                 "NOT useAsDefault");
    assert_non_null(strstr(xml, "label=\"[ %env('HOME')%]\""));
    assert_false(g_regex_match_simple("label=\"[^\"]*\\[%", xml, 0, 0));
    g_free(xml);
    execute(f, sqlite3_mprintf("UPDATE layer_styles SET styleQML = replace(styleQML, '{{name}}', "
                               "'')"));
    assert_whole(f);
    xml = ask(f, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'qpv' AND useAsDefault");
    assert_non_null(strstr(xml, "%' || ']")); /* does not end the expression of a map tip */
    assert_non_null(strstr(xml, "\\\\"));
    g_free(xml);
    assert_answer(f,
                  "SELECT count(*) FROM layer_styles WHERE f_table_name = 'qpv' AND styleName "
                  "LIKE 'Status é%…%'",
                  "2");
    /* an identifier is a text of the inventory: no HTML in a map tip */
    xml = ask(f, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'dispositif' AND "
                 "useAsDefault");
    assert_non_null(strstr(xml, "[% replace(coalesce(\"id_dispositif\", ''), map("));
    g_free(xml);
}

/* Styled again: the user's styles stay, and the one that they made the default. */
static void again(void **state)
{
    fixture *f = *state;
    make(f, "CLS", "CLS");
    char *before = ask(f, "SELECT group_concat(id || styleName || useAsDefault) FROM layer_styles");
    fixture_style(f, "r.gpkg");
    assert_answer(f, "SELECT group_concat(id || styleName || useAsDefault) FROM layer_styles",
                  before);
    g_free(before);
    execute(f,
            sqlite3_mprintf("UPDATE layer_styles SET useAsDefault = 0 WHERE f_table_name = 'qpv'"));
    execute(f, sqlite3_mprintf(
                   "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
                   "f_geometry_column, styleName, styleQML, useAsDefault, owner) VALUES "
                   "('', '', 'qpv', 'geom', 'Mine', '<qgis/>', 1, ''), "
                   "('', '', 'qpv', 'geom', 'Status CLS', '<qgis/>', 0, '')"));
    fixture_style(f, "r.gpkg");
    assert_answer(f, ONE_DEFAULT "'qpv'", "Mine");
    assert_answer(f, "SELECT styleQML FROM layer_styles WHERE styleName = 'Mine'", "<qgis/>");
    assert_answer(f,
                  "SELECT length(styleQML) > 100 FROM layer_styles WHERE f_table_name = 'qpv' AND "
                  "styleName = 'Status CLS'",
                  "1");
}

static void twelve_types(void **state)
{
    fixture *f = *state;
    make(f, "A,B,C,D,E,F,G,H,I,J,K,L", "A+B");
    assert_whole(f);
    assert_answer(f, "SELECT count(*) > 36 FROM layer_styles WHERE f_table_name = 'qpv'", "1");
}

/* Of four types, the combinations that are there. */
static void four_combined(void **state)
{
    fixture *f = *state;
    make(f, "A,B,C,D", "A,B,C,D");
    execute(f, sqlite3_mprintf("DELETE FROM qpv"));
    execute(f, sqlite3_mprintf("INSERT INTO qpv (combinaison) VALUES ('B+D'), ('A'), ('B+D'), "
                               "(NULL)"));
    fixture_style(f, "r.gpkg"); /* again: nothing is there twice */
    assert_whole(f);
    char *xml = ask(f, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'qpv' AND "
                       "useAsDefault");
    assert_non_null(strstr(xml, "value=\"B+D\" symbol=\"2\" label=\"B and D only\""));
    assert_non_null(
        strstr(xml, "value=\"aucun\" symbol=\"0\" label=\"None of these types known\""));
    /* what nobody knows of a type is no combination without it */
    assert_non_null(strstr(xml, "value=\"?\" symbol=\"3\" label=\"Not surveyed, or perimeter"));
    assert_non_null(strstr(xml, "couverture_d&quot; IN ('inconnu','non_recense'), '?', &quot;"));
    assert_null(strstr(xml, "symbol=\"4\""));
    g_free(xml);
}

#define STYLE_TEST(name) cmocka_unit_test_setup_teardown(name, setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STYLE_TEST(no_type), STYLE_TEST(one_type),     STYLE_TEST(hostile_types),
        STYLE_TEST(again),   STYLE_TEST(twelve_types), STYLE_TEST(four_combined),
    };
    return cmocka_run_group_tests_name("style_qml", tests, NULL, NULL);
}
