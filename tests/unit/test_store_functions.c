/*
 * test_store_functions.c - each function that SQLite and SpatiaLite have, called by the user's SQL
 * with what could make it reach a file: refused, or nothing is written. Shapes of every kind must
 * not make those that are allowed crash.
 */
#include "test_store_fixture.h"

#define AREA "SetSRID(ST_Buffer(MakePoint(1, 2), 1), 2154)"
#define LINE "GeomFromText('LINESTRING(0 0, 1 1, 2 0)')"

static const char *const attempts[] = {
    "",
    "'sortie.bin'",
    "'/etc/passwd'",
    POINT_GPKG,
    "'t', 'geom'",
    "(SELECT geom FROM t), 'sortie.bin'",
    "(SELECT geom FROM t), 2",
    "(SELECT geom FROM t), (SELECT geom FROM t)",
    "'t', 'geom', 'sortie'",
    "(SELECT geom FROM t), 1, 2",
    "'sortie', 't', 'geom', 'UTF-8'",
    "'t', 'geom', 'sortie', 'UTF-8', 1",
    "NULL",
    "NULL, NULL",
    "NULL, NULL, NULL",
    "X'00'",
    "X'00', X'00'",
    "9e999, -1e308",
    "1e308, 1e308, 1e308",
    AREA,
    AREA ", 0",
    AREA ", -1",
    AREA ", NULL",
    AREA ", SetSRID(ST_Buffer(MakePoint(1.5, 2), 1), 2154)",
    AREA ", 'x', 1",
    AREA ", 2147483648, 0",
    "MakePoint(1e308, 1e308)",
    "GeomFromText('LINESTRING(0 0, 0 0)')",
    LINE,
    LINE ", 0.5",
    LINE ", -1e308",
    LINE ", 1, 2",
    LINE ", 0, MakePoint(1, 2)",
    LINE ", GeomFromText('LINESTRING(0 1, 1 0, 2 1)')",
    "GeomFromText('GEOMETRYCOLLECTION(POINT(0 0), LINESTRING(0 0, 1 1))')",
    "GeomFromText('POLYGON((0 0, 1 1, 0 1, 1 0, 0 0))'), 1",
};

/* Each function that there is, refused or called with what could make it reach a file. */
static void every_function(void **state)
{
    fixture *f = *state;
    mlg_error err = {0};
    store_query *query = NULL;
    bool row = true;
    size_t n_refused = 0, n_run = 0;
    prepare(f, "");
    assert_ok(store_sql_new(f->s, "SELECT DISTINCT name FROM pragma_function_list", &query, &err),
              &err);
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    while (store_step(query, &row, &err) == MLG_OK && row)
        g_ptr_array_add(names, g_strdup(store_text(query, 0)));
    store_query_free(query);
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        for (size_t a = 0; a < G_N_ELEMENTS(attempts); a++) {
            char *sql = g_strdup_printf("SELECT \"%s\"(%s) FROM t", name, attempts[a]);
            mlg_status status = run(f->s, sql, &err);
            bool guarded = status == MLG_E_ARG && strstr(err.message, "is refused") != NULL;
            n_refused += guarded;
            n_run += status == MLG_OK;
            if (status != MLG_OK && status != MLG_E_ARG)
                fail_msg("%s: %s", sql, err.message);
            g_free(sql);
        }
    }
    g_ptr_array_unref(names);
    assert_true(n_refused > 1000 && n_run > 500);
    assert_unchanged(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(every_function)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
