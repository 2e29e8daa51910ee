/*
 * test_dataset_database.c - what needs no server: names and texts quoted in statements, and why a
 * connection was refused, from the words of libpq in English and in French.
 */
#include "support/cmocka.h"

#include "base/address.h"
#include "dataset/database.h"

#include <string.h>

#include <glib.h>

static void test_quoted(void **state)
{
    (void)state;
    g_autofree char *sql = dataset_sql("COMMENT ON TABLE %I.%I IS %L; -- 100 %% %T", "l'\"été\"",
                                       "qpv", "c'est \"ici\"", "now()");
    assert_string_equal(sql,
                        "COMMENT ON TABLE \"l'\"\"été\"\"\".\"qpv\" IS 'c''est \"ici\"'; -- 100 % "
                        "now()");
    g_autofree char *text = dataset_sql("%L %I", "a\\'; DROP", "a\\\"b");
    assert_string_equal(text, "E'a\\\\''; DROP' \"a\\\"\"b\"");
    g_autofree char *empty = dataset_sql("%L%I", "", "");
    assert_string_equal(empty, "''\"\"");
}

static void test_address(void **state)
{
    (void)state;
    g_autofree char *plain = dataset_database_address("PG:dbname=a");
    assert_string_equal(plain, "PG:dbname=a");
    g_autofree char *uri = dataset_database_address("postgresql://h/a");
    assert_string_equal(uri, "PG:postgresql://h/a");
    /* else a file of that name would be written, with its password */
    g_autofree char *lower = dataset_database_address("pg:dbname=a");
    assert_string_equal(lower, "PG:dbname=a");
    assert_true(base_is_database("pg:dbname=a password=secret"));
    assert_false(base_is_database("pgs.gpkg"));
}

static void test_refused(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"PQconnectdb failed. connection to server at \"h\", port 1 failed: FATAL:  password "
         "authentication failed for user \"u\"",
         "refuses user or password: connection to server at", "~/.pgpass"},
        {"fe_sendauth: no password supplied", "refuses user or password", "PGPASSWORD"},
        {"FATAL:  authentification par mot de passe échouée pour l'utilisateur « u »",
         "refuses user or password", "PGPASSWORD"},
        {"FATAL:  no pg_hba.conf entry for host \"1.2.3.4\"", "does not let this user in",
         "pg_hba.conf"},
        {"FATAL:  database \"x\" does not exist", "no such database", "dbname="},
        {"FATAL:  la base de données « x » n'existe pas", "no such database", "dbname="},
        {"FATAL:  role \"x\" does not exist", "no such user", "user="},
        {"FATAL:  le rôle « x » n'existe pas", "no such user", "user="},
        {"connection to server on socket failed: No such file or directory", "no server answers",
         "host="},
        {"la connexion a échoué : Connexion refusée", "no server answers", "port="},
        {"FATAL:  the database system is starting up", "no server answers", "in a while"},
        {"missing \"=\" after \"x\" in connection info string password=secret", "password=***",
         "PG:host="},
        {"", "unknown reason", "PG:host="}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        mlg_error err = {.code = MLG_OK};
        dataset_guard guard = {.failed = true};
        g_strlcpy(guard.message, cases[i][0], sizeof guard.message);
        assert_int_equal(dataset_database_refused("PG:x", &guard, MLG_E_IO, &err), MLG_E_IO);
        assert_true(g_str_has_prefix(err.message, "PG:x: "));
        assert_contains(err.message, cases[i][1]);
        assert_contains(err.hint, cases[i][2]);
        assert_null(strstr(err.message, "secret"));
        assert_null(strstr(err.message, "PQconnectdb"));
    }
}

static void test_unreadable(void **state)
{
    (void)state;
    mlg_error err = {.code = MLG_OK};
    dataset_guard guard = {true, "ERROR:  permission denied for table t"};
    assert_int_equal(dataset_database_unreadable("PG:x", "s.t", &guard, &err), MLG_E_IO);
    assert_string_equal(err.message,
                        "PG:x: layer s.t: cannot be read: ERROR:  permission denied for table t");
    assert_contains(err.hint, "GRANT SELECT");
    g_strlcpy(guard.message, "server closed the connection", sizeof guard.message);
    assert_int_equal(dataset_database_unreadable("PG:x", NULL, &guard, &err), MLG_E_IO);
    assert_string_equal(err.message, "PG:x: cannot be read: server closed the connection");
    assert_contains(err.hint, "run again");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quoted),
        cmocka_unit_test(test_address),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_unreadable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
