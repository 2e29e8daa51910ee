/*
 * test_style_project.c - the project of a result made by hand: XML that any parser reads whatever
 * names the file, its layers and its types have, hexadecimal text of a ZIP archive, the same twice;
 * other projects stay.
 */
#include "test_style_fixture.h"

#include "style/place.h"

#include <math.h>
#include <string.h>
#include <zlib.h>

#define RESULT                                                                                     \
    "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, identifier TEXT, description "   \
    "TEXT, last_change TEXT, min_x REAL, min_y REAL, max_x REAL, max_y REAL, srs_id INTEGER);"     \
    "CREATE TABLE gpkg_ogr_contents (table_name TEXT, feature_count INTEGER);"                     \
    "CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT, "       \
    "definition TEXT, scope TEXT);"                                                                \
    "INSERT INTO gpkg_contents VALUES"                                                             \
    " ('qpv', 'features', 'QPV <1> & \"2\" ]]>', 'QPV', '', 1.5, 2, 3, 4, 2154),"                  \
    " ('lacune', 'features', 'Gaps', 'Gaps', '', 1.5, 2, 3, 4, 2154),"                             \
    " ('parametre', 'attributes', 'Parameters', NULL, '', NULL, NULL, NULL, NULL, 0);"             \
    "CREATE TABLE qpv (fid INTEGER PRIMARY KEY, geom BLOB, code_qp TEXT, nb_qpv INTEGER);"         \
    "CREATE TABLE lacune (fid INTEGER PRIMARY KEY, geom BLOB, type TEXT, code_qp TEXT);"           \
    "CREATE TABLE parametre (fid INTEGER PRIMARY KEY, cle TEXT, valeur TEXT);"                     \
    "INSERT INTO parametre (cle, valeur) VALUES ('version', '0.1.0'), ('date', '2026-06-30'),"     \
    " ('seuil_total', '0.99'), ('generation_qpv', '2024'), ('avec_projets', 'non'),"               \
    " ('types_combinaison', ''), ('types', 'C''L\"S <&> [% 1 %] {{id}}');"

static int setup(void **state)
{
    return fixture_setup(state, RESULT);
}

static char *content(fixture *f, const char *project)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(f->db, "SELECT content FROM qgis_projects WHERE name = ?1",
                                        -1, &statement, NULL),
                     SQLITE_OK);
    (void)sqlite3_bind_text(statement, 1, project, -1, SQLITE_TRANSIENT);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_int_equal(sqlite3_column_type(statement, 0), SQLITE_TEXT);
    char *text = g_strdup((const char *)sqlite3_column_text(statement, 0));
    (void)sqlite3_finalize(statement);
    return text;
}

static guint get(const guint8 *at, unsigned n)
{
    guint value = 0;
    for (unsigned i = n; i-- > 0;)
        value = value << 8 | at[i];
    return value;
}

/* The only file of the archive that the hexadecimal text is. */
static char *unpack(const char *hex)
{
    size_t n = strlen(hex) / 2;
    g_autofree guint8 *bytes = g_malloc(n);
    assert_true(strspn(hex, "0123456789abcdef") == 2 * n);
    for (size_t i = 0; i < n; i++)
        bytes[i] =
            (guint8)(g_ascii_xdigit_value(hex[2 * i]) << 4 | g_ascii_xdigit_value(hex[2 * i + 1]));
    assert_memory_equal(bytes, "PK\003\004", 4);
    const guint size = get(bytes + 22, 4), name = get(bytes + 26, 2);
    g_autofree char *file = g_strndup((char *)bytes + 30, name);
    assert_string_equal(file, "maillage.qgs");
    char *text = g_malloc0(size + 1);
    z_stream stream = {.next_in = bytes + 30 + name, .avail_in = get(bytes + 18, 4)};
    stream.next_out = (Bytef *)text;
    stream.avail_out = size;
    assert_int_equal(inflateInit2(&stream, -MAX_WBITS), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    (void)inflateEnd(&stream);
    return text;
}

/* Counts maplayers, and keeps their sources. */
typedef struct reading {
    unsigned n_layers, n_layouts;
    bool in_source;
    GString *sources;
} reading;

static void start(GMarkupParseContext *context, const char *name, const char **names,
                  const char **values, void *user, GError **err)
{
    (void)context, (void)names, (void)values, (void)err;
    reading *r = user;
    r->n_layers += strcmp(name, "maplayer") == 0;
    r->n_layouts += strcmp(name, "Layout") == 0;
    r->in_source = strcmp(name, "datasource") == 0;
}

static void text(GMarkupParseContext *context, const char *piece, gsize size, void *user,
                 GError **err)
{
    (void)context, (void)err;
    reading *r = user;
    if (r->in_source)
        g_string_append_len(r->sources, piece, (gssize)size);
}

static void end(GMarkupParseContext *context, const char *name, void *user, GError **err)
{
    (void)context, (void)name, (void)err;
    ((reading *)user)->in_source = false;
}

static void parse(const char *xml, reading *ret)
{
    static const GMarkupParser parser = {start, end, text, NULL, NULL};
    GMarkupParseContext *context =
        g_markup_parse_context_new(&parser, G_MARKUP_DEFAULT_FLAGS, ret, NULL);
    GError *err = NULL;
    bool done = g_markup_parse_context_parse(context, xml, (gssize)strlen(xml), &err) &&
                g_markup_parse_context_end_parse(context, &err);
    g_markup_parse_context_free(context);
    if (!done)
        fail_msg("%s", err->message);
}

static void test_hostile_names(void **state)
{
    fixture *f = *state;
    fixture_style(f, "l'<été> & \"co\" {{source}}.gpkg");
    g_autofree char *hex = content(f, "maillage"), *xml = unpack(hex);
    reading r = {.sources = g_string_new(NULL)};
    parse(xml, &r);
    assert_int_equal(r.n_layers, 3);
    assert_int_equal(r.n_layouts, 2); /* no zones for an atlas */
    assert_non_null(strstr(r.sources->str, "./l'<été> & \"co\" {{source}}.gpkg|layername=qpv"));
    assert_null(strstr(xml, "<1>"));
    g_string_free(r.sources, TRUE);
}

static void test_same_twice(void **state)
{
    fixture *f = *state;
    fixture_style(f, "r.gpkg");
    g_autofree char *once = content(f, "maillage");
    fixture_style(f, "r.gpkg");
    g_autofree char *twice = content(f, "maillage");
    assert_string_equal(once, twice);
    fixture_style(f, "renamed.gpkg");
    g_autofree char *renamed = content(f, "maillage");
    assert_string_not_equal(once, renamed);
}

static void test_other_projects_stay(void **state)
{
    fixture *f = *state;
    fixture_execute(
        f, "CREATE TABLE qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB);"
           "INSERT INTO qgis_projects VALUES ('mine', '{}', '504b'), ('maillage', '{}', 'old')");
    fixture_style(f, "r.gpkg");
    g_autofree char *mine = content(f, "mine"), *ours = content(f, "maillage");
    assert_string_equal(mine, "504b");
    assert_true(g_str_has_prefix(ours, "504b0304"));
}

/* Variables of the layouts, of indicators that a result may hold. */
static void test_figures(void **state)
{
    fixture *f = *state;
    fixture_execute(
        f, "UPDATE parametre SET valeur = 'CLS,CDV' WHERE cle = 'types';"
           "INSERT INTO gpkg_contents VALUES ('indicateur', 'attributes', 'Indicators', NULL, "
           "'', NULL, NULL, NULL, NULL, 0);"
           "CREATE TABLE indicateur (fid INTEGER PRIMARY KEY, echelon TEXT, indicateur TEXT, "
           "type TEXT, numerateur REAL, denominateur REAL, non_renseigne REAL, valeur_min "
           "REAL, valeur_max REAL);"
           "INSERT INTO indicateur (echelon, indicateur, type, numerateur, denominateur, "
           "non_renseigne) VALUES ('national', 'qpv_nombre', NULL, 1518, 1518, 0),"
           " ('national', 'qpv_couverts', 'CLS', 311, 1518, 2),"
           " ('national', 'qpv_partiel', 'CLS', 9, 1518, 2),"
           " ('national', 'qpv_couverts', 'CDV', 10, 20, 0),"
           " ('national', 'qpv_partiel', 'CDV', 0, 20, 0),"
           " ('national', 'contrats_avec_qpv', 'CDV', 0, 0, 18)");
    fixture_style(f, "r.gpkg");
    g_autofree char *hex = content(f, "maillage"), *xml = unpack(hex);
    assert_non_null(strstr(xml, "are covered by a CLS, 9 in part; 2 not known"));
    assert_non_null(strstr(xml, "are covered by a CDV<"));
    assert_null(strstr(xml, "0 CDV of 0"));
    assert_non_null(strstr(xml, ">18 CDV<"));
    assert_non_null(strstr(xml, "1,518 QPV<")); /* those that the figures count */
}

static void test_fit(void **state)
{
    (void)state;
    style_box wide = style_fit((style_box){0, 0, 10, 1}, 0.0, 2.0, 1.0);
    assert_true(fabs(wide.max_x - wide.min_x - 10) < 1e-9);
    assert_true(fabs(wide.max_y - wide.min_y - 5) < 1e-9);
    assert_true(fabs(wide.min_y + 2) < 1e-9);
    style_box high = style_fit((style_box){0, 0, 1, 10}, 0.1, 2.0, 1.0);
    assert_true(fabs(high.max_y - high.min_y - 12) < 1e-9);
    assert_true(fabs(high.max_x - high.min_x - 24) < 1e-9);
    style_box point = style_fit((style_box){5, 5, 5, 5}, 0.1, 2.0, 1.0);
    assert_true(point.max_x > point.min_x && point.max_y > point.min_y);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_hostile_names, setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_same_twice, setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_other_projects_stay, setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_figures, setup, fixture_teardown),
        cmocka_unit_test(test_fit),
    };
    return cmocka_run_group_tests_name("style_project", tests, NULL, NULL);
}
