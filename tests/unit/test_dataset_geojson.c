/*
 * test_dataset_geojson.c - the texts that GeoJSON is made of.
 */
#include "support/cmocka.h"

#include "dataset/geojson.h"

#include <glib.h>

static void test_strings(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", "\"\""},
        {"L'Haÿ", "\"L'Haÿ\""},
        {"a\"b\\c", "\"a\\\"b\\\\c\""},
        {"1\n2\t3\x01", "\"1\\n2\\t3\\u0001\""},
        {"</script>", "\"</script>\""},
        {"bad \xE9", "\"bad \xEF\xBF\xBD\""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        GString *out = g_string_new(NULL);
        geojson_append_string(out, cases[i][0]);
        assert_string_equal(out->str, cases[i][1]);
        g_string_free(out, TRUE);
    }
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *text;
    } cases[] = {{0, "0.0"},
                 {1, "1.0"},
                 {-2.5, "-2.5"},
                 {0.1, "0.1"},
                 {1.0 / 3, "0.3333333333333333"},
                 {1e20, "1e+20"},
                 {(double)NAN, "null"},
                 {(double)INFINITY, "null"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        GString *out = g_string_new(NULL);
        geojson_append_number(out, cases[i].number);
        assert_string_equal(out->str, cases[i].text);
        g_string_free(out, TRUE);
    }
}

static void test_coordinates(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},
                 {-0.00000001, "0"},
                 {2.3488, "2.3488"},
                 {-61.5, "-61.5"},
                 {180, "180"},
                 {-0.0000001, "-0.0000001"},
                 {48.85341234567, "48.8534123"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        GString *out = g_string_new(NULL);
        geojson_append_coordinate(out, cases[i].value);
        assert_string_equal(out->str, cases[i].text);
        g_string_free(out, TRUE);
    }
}

static void append_ring(GByteArray *wkb, const double *xy, uint32_t n)
{
    g_byte_array_append(wkb, (const guint8 *)&n, sizeof n);
    g_byte_array_append(wkb, (const guint8 *)xy, n * 2 * (guint)sizeof(double));
}

static const unsigned char POLYGON_OF_TWO[] = {1, 3, 0, 0, 0, 2, 0, 0, 0};

/* A clockwise square with a counter-clockwise hole: both are turned round. */
static void test_rings(void **state)
{
    (void)state;
    static const double square[] = {0, 0, 0, 4, 4, 4, 4, 0, 0, 0};
    static const double hole[] = {1, 1, 2, 1, 2, 2, 1, 1};
    GByteArray *wkb = g_byte_array_new();
    g_byte_array_append(wkb, (const guint8 *)"\1\6\0\0\0\1\0\0\0", 9);
    g_byte_array_append(wkb, POLYGON_OF_TWO, sizeof POLYGON_OF_TWO);
    append_ring(wkb, square, 5);
    append_ring(wkb, hole, 4);
    GBytes *bytes = g_byte_array_free_to_bytes(wkb);
    GString *out = g_string_new(NULL);
    assert_true(geojson_append_geometry(out, bytes));
    assert_string_equal(out->str,
                        "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[4,0],[4,4],[0,4],"
                        "[0,0]],[[1,1],[2,2],[2,1],[1,1]]]]}");
    for (size_t cut = 0; cut < g_bytes_get_size(bytes); cut++) { /* never reads past the end */
        GBytes *part = g_bytes_new(g_bytes_get_data(bytes, NULL), cut);
        g_string_truncate(out, 0);
        assert_false(geojson_append_geometry(out, part));
        g_bytes_unref(part);
    }
    g_string_free(out, TRUE);
    g_bytes_unref(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_coordinates),
        cmocka_unit_test(test_rings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
