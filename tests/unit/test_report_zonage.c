/*
 * test_report_zonage.c - key figures by the classes of a zonage: communes without class, zones of
 * which nothing is told, a column that is none.
 */
#include "test_report_fixture.h"

#define HEAD                                                                                       \
    "echelon,code,lib,indicateur,type,modalite,numerateur,denominateur,non_renseigne,valeur\r\n"

/* Alpha and Delta are of class 2, Beta of class 10, Gamma of none; of Delta nothing is told. */
static const char *const zonage_sql[] = {
    "INSERT INTO parametre VALUES ('zonages', 'milieu,dens')",
    "INSERT INTO commune VALUES"
    " ('69003','Delta','200000001','CA Un','69','84',1,500,50,"
    "  'inconnu',NULL,NULL,0,NULL,'aucun','non_recense',NULL,NULL,0,NULL,'aucun')",
    "ALTER TABLE commune ADD dens TEXT",
    "UPDATE commune SET dens = CASE WHEN insee_com IN ('69001', '69003') THEN '2'"
    " WHEN insee_com = '69002' THEN '10' END",
    "ALTER TABLE dispositif ADD dens TEXT",
    "UPDATE dispositif SET dens = '2' WHERE id_dispositif IN ('C1', 'C3', 'A1')",
    "UPDATE dispositif SET dens = '10' WHERE id_dispositif = 'C2'",
};

static int zonage_setup(void **state)
{
    if (fixture_setup(state) != 0)
        return -1;
    fixture *f = *state;
    sqlite3 *db = NULL;
    int code = sqlite3_open(f->path, &db);
    for (size_t i = 0; i < G_N_ELEMENTS(zonage_sql) && code == SQLITE_OK; i++)
        code = sqlite3_exec(db, zonage_sql[i], NULL, NULL, NULL);
    if (code != SQLITE_OK)
        print_error("%s\n", sqlite3_errmsg(db));
    (void)sqlite3_close(db);
    return code == SQLITE_OK ? 0 : -1;
}

static void classes(void **state)
{
    fixture *f = *state;
    assert_string_equal(summary_text(f, (mlg_summary_options){.by = "dens"}),
                        HEAD "national,,,dens,CLS,2,1,2,1,0.5\r\n"
                             "national,,,dens,CLS,10,1,2,1,0.5\r\n"
                             "national,,,dens,ASV,2,1,1,0,1\r\n"
                             "national,,,communes_couvertes,CLS,2,1,1,1,1\r\n"
                             "national,,,communes_couvertes,CLS,10,0,1,0,0\r\n"
                             "national,,,communes_couvertes,CLS,sans_classe,0,1,0,0\r\n"
                             "national,,,communes_couvertes,ASV,2,1,1,1,1\r\n"
                             "national,,,communes_couvertes,ASV,10,1,1,0,1\r\n"
                             "national,,,communes_couvertes,ASV,sans_classe,0,1,0,0\r\n"
                             "national,,,pop_couverte,CLS,2,1000,1000,500,1\r\n"
                             "national,,,pop_couverte,CLS,10,0,2000,0,0\r\n"
                             "national,,,pop_couverte,CLS,sans_classe,0,7000,0,0\r\n"
                             "national,,,pop_couverte,ASV,2,200,1000,500,0.2\r\n"
                             "national,,,pop_couverte,ASV,10,100,2000,0,0.05\r\n"
                             "national,,,pop_couverte,ASV,sans_classe,0,7000,0,0\r\n"
                             "national,,,pop_qpv_couverte,CLS,2,300,400,0,0.75\r\n"
                             "national,,,pop_qpv_couverte,CLS,10,0,0,0,\r\n"
                             "national,,,pop_qpv_couverte,CLS,sans_classe,0,1000,50,0\r\n"
                             "national,,,pop_qpv_couverte,ASV,2,300,400,0,0.75\r\n"
                             "national,,,pop_qpv_couverte,ASV,10,0,0,0,\r\n"
                             "national,,,pop_qpv_couverte,ASV,sans_classe,0,1050,0,0\r\n");
}

/* Rows say which zone they are of, with the code as the result writes it. */
static void of_a_zone(void **state)
{
    fixture *f = *state;
    const char *text = summary_text(f, (mlg_summary_options){.by = "DENS", .zone = "com:69002"});
    assert_non_null(strstr(text, "\r\ncommune,69002,Beta,pop_couverte,CLS,10,0,2000,0,0\r\n"));
    assert_null(strstr(text, "pop_couverte,CLS,2,"));
    assert_null(strstr(text, "sans_classe"));
    text = summary_text(f, (mlg_summary_options){.by = "dens", .zone = "com:69001,69002"});
    assert_non_null(
        strstr(text, "\r\nzone,\"com:69001,69002\",,pop_couverte,CLS,2,1000,1000,0,1\r\n"));
    text = summary_text(f, (mlg_summary_options){.by = "dens", .zone = "com:69001"});
    assert_non_null(strstr(text, "\r\nnational,,,pop_couverte,CLS,2,1000,1000,0,1\r\n"));
}

static void for_people(void **state)
{
    fixture *f = *state;
    const char *text = summary_text(
        f, (mlg_summary_options){.by = "dens", .style = {.format = "table", .width = 80}});
    assert_non_null(strstr(text, "A contract counts in the class where most of its inhabitants "
                                 "live"));
    assert_non_null(strstr(text, "dens: communes covered wholly or in part"));
    assert_non_null(strstr(text, "ASV   (no class)"));
    assert_non_null(strstr(text, "A QPV counts in the class of its commune."));
}

/* A column of the inventory is summed up as before. */
static void other_columns(void **state)
{
    fixture *f = *state;
    const char *text = summary_text(f, (mlg_summary_options){.by = "porteur_type"});
    assert_null(strstr(text, "communes_couvertes"));
}

#define ZONAGE_TEST(name) cmocka_unit_test_setup_teardown(name, zonage_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ZONAGE_TEST(classes),
        ZONAGE_TEST(of_a_zone),
        ZONAGE_TEST(for_people),
        ZONAGE_TEST(other_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
