/*
 * test_report_compare.c - `compare` on two small results made by hand: the balance that adds up,
 * also where populations are not known; lines of contracts; refusals.
 */
#include "test_report_fixture.h"

/* What the first result needs beside the fixture's, and the second: Q1 lost, Q3 won, Q2 with other
 * people, Q4 counted at last. */
static const char *const before_sql[] = {
    "ALTER TABLE qpv ADD COLUMN aire_ha REAL",
    "ALTER TABLE qpv ADD COLUMN part_aire_cls REAL",
    "ALTER TABLE qpv ADD COLUMN part_aire_asv REAL",
    "UPDATE qpv SET aire_ha = 10, part_aire_cls = 0, part_aire_asv = 0",
    "UPDATE qpv SET part_aire_cls = 1 WHERE code_qp = 'Q1'",
    "UPDATE qpv SET part_aire_cls = 0.6, part_aire_asv = 1 WHERE code_qp = 'Q2'",
    "ALTER TABLE commune ADD COLUMN aire_ha REAL",
    "UPDATE commune SET aire_ha = 100",
    "ALTER TABLE dispositif ADD COLUMN echelle TEXT",
    "ALTER TABLE dispositif ADD COLUMN nb_com INTEGER",
    "INSERT INTO qpv_dispositif VALUES ('Q1','C1','CLS',1,1,100), ('Q2','C1','CLS',0.6,0.6,200),"
    " ('Q2','A1','ASV',1,1,300)",
};

static const char *const after_sql[] = {
    "UPDATE parametre SET valeur = '2027-06-30' WHERE cle = 'date'",
    "UPDATE qpv SET couverture_cls = 'aucun', part_aire_cls = 0, pop_cls = 0 WHERE code_qp = 'Q1'",
    "UPDATE qpv SET pop = 360, pop_cls = 240, pop_asv = 360 WHERE code_qp = 'Q2'",
    "UPDATE qpv SET couverture_cls = 'total', part_aire_cls = 1, pop_cls = 1000"
    " WHERE code_qp = 'Q3'",
    "UPDATE qpv SET couverture_cls = 'aucun', pop_cls = 0 WHERE code_qp = 'Q4'",
    "UPDATE dispositif SET en_vigueur = 'non', statut = 'ECHU' WHERE id_dispositif = 'C1'",
    "UPDATE dispositif SET succede_a = 'C1' WHERE id_dispositif = 'C3'",
    "UPDATE dispositif SET en_vigueur = 'oui', statut = 'ACTIF', date_debut = '2027-01-01'"
    " WHERE id_dispositif = 'C3'",
    "DELETE FROM qpv_dispositif WHERE id_dispositif = 'C1'",
    "INSERT INTO qpv_dispositif VALUES ('Q2','C3','CLS',0.6,0.6,240), ('Q3','C2','CLS',1,1,1000)",
};

static void run_sql(const char *path, const char *const *sql, size_t n)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (size_t i = 0; i < n; i++)
        if (sqlite3_exec(db, sql[i], NULL, NULL, &message) != SQLITE_OK)
            fail_msg("%s: %s", sql[i], message);
    (void)sqlite3_close(db);
}

/* Path of the second result; g_free(). */
static char *make_second(const fixture *f)
{
    char *bytes = NULL;
    gsize size = 0;
    char *path = support_path(f->folder, "s.gpkg");
    run_sql(f->path, before_sql, G_N_ELEMENTS(before_sql));
    assert_true(g_file_get_contents(f->path, &bytes, &size, NULL));
    assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
    g_free(bytes);
    run_sql(path, after_sql, G_N_ELEMENTS(after_sql));
    return path;
}

static const char *compare_text(fixture *f, const char *second, mlg_compare_options options)
{
    g_string_truncate(f->text, 0);
    options.style = (mlg_report_style){.format = "csv", .flags = MLG_CSV_POINT};
    assert_ok(mlg_report_compare(f->path, second, &options, fixture_append, f->text, &f->err),
              &f->err);
    return f->text->str;
}

/* Q2: two thirds of 300 people, then of 360. */
static void balance(void **state)
{
    fixture *f = *state;
    char *second = make_second(f);
    assert_string_equal(compare_text(f, second, (mlg_compare_options){.by = "type"}),
                        "type,poste,nb_qpv,pop,nb_concernes\r\n"
                        "CLS,resultat_1,2,300,\r\nCLS,entrees,1,1000,1\r\nCLS,sorties,-1,-100,1\r\n"
                        "CLS,etendue,0,0,0\r\nCLS,redecoupage,0,0,0\r\nCLS,population,0,40,1\r\n"
                        "CLS,resultat_2,2,1240,\r\nCLS,ecart,0,0,\r\n"
                        "ASV,resultat_1,1,300,\r\nASV,entrees,0,0,0\r\nASV,sorties,0,0,0\r\n"
                        "ASV,etendue,0,0,0\r\nASV,redecoupage,0,0,0\r\nASV,population,0,60,1\r\n"
                        "ASV,resultat_2,1,360,\r\nASV,ecart,0,0,\r\n");
    assert_contains(
        compare_text(
            f, second,
            (mlg_compare_options){.type = "CLS", .by = "TYPE", .flags = MLG_CONSTANT_POPULATION}),
        "CLS,resultat_1,2,340,\r\n");
    assert_contains(f->text->str, "CLS,population,0,0,0\r\nCLS,resultat_2,2,1240,\r\n");
    g_free(second);
}

/* C3 follows C1 in Q2 and not in Q1; C2 covers Q3 from now on, without a new contract. */
static void lines_of_contracts(void **state)
{
    fixture *f = *state;
    char *second = make_second(f);
    assert_string_equal(
        compare_text(f, second, (mlg_compare_options){.type = "CLS"}),
        "type,mouvement,code_qp,lib_qp,insee_com,lib_com,siren_epci,lib_epci,couverture_1,"
        "couverture_2,part_aire_1,part_aire_2,pop_1,pop_2,motifs,explication\r\n"
        "CLS,entree,Q3,La Plaine,84001,Gamma,,,aucun,total,0,1,0,1000,perimetre,"
        "\"C2: 0% of the QPV, then 100%\"\r\n"
        "CLS,sortie,Q1,Les Hauts,69001,Alpha,200000001,CA Un,total,aucun,1,0,100,0,"
        "\"renouvellement,perimetre\",\"C3: follows C1; C3: 100% of the QPV, then 0%\"\r\n"
        "CLS,changement,Q4,Le Port,84001,Gamma,,,inconnu,aucun,0,0,0,0,recensement,"
        "\"to be specified, then not covered\"\r\n");
    assert_string_equal(
        compare_text(f, second, (mlg_compare_options){.type = "CLS", .by = "dispositif"}),
        "type,mouvement,id_dispositif,nom,statut_1,statut_2,echelle_1,echelle_2,nb_com_1,nb_com_2,"
        "nb_qpv_1,nb_qpv_2,pop_1,pop_2,explication\r\n"
        "CLS,renouvellement,C3,CLS Trois,ACTIF,ACTIF,,,,,2,0,1000,10,"
        "\"from 2027-01-01, ECHU before, follows C1; QPV: 2, then 0\"\r\n");
    g_free(second);
}

/* Codes of groups give way before the terminal is too narrow for what moved. */
static void narrow_groups(void **state)
{
    fixture *f = *state;
    char *second = make_second(f);
    const mlg_compare_options options = {.by = "epci", .style = {.format = "table", .width = 52}};
    g_string_truncate(f->text, 0);
    assert_ok(mlg_report_compare(f->path, second, &options, fixture_append, f->text, &f->err),
              &f->err);
    assert_contains(f->text->str, "\nType  EPCI  ");
    assert_null(strstr(f->text->str, "Type  Code       EPCI"));
    g_free(second);
}

static void refused(void **state)
{
    fixture *f = *state;
    char *second = make_second(f);
    const struct {
        mlg_compare_options options;
        const char *second, *message;
        mlg_status status;
    } cases[] = {
        {{.by = "canton"}, second, "--by: level 'canton' is not known", MLG_E_ARG},
        {{.style.format = "xml"}, second, "format 'xml' is not known", MLG_E_ARG},
        {{.type = NULL}, f->path, "are the same file", MLG_E_ARG},
        {{.type = NULL}, "/nonexistent.gpkg", "no such file", MLG_E_IO},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_int_equal(mlg_report_compare(f->path, cases[i].second, &cases[i].options,
                                            fixture_append, f->text, &f->err),
                         cases[i].status);
        assert_contains(f->err.message, cases[i].message);
        assert_int_equal(f->text->len, 0);
    }
    const char *const other[] = {"DELETE FROM qpv WHERE code_qp = 'Q4'"};
    run_sql(second, other, 1);
    assert_int_equal(mlg_report_compare(f->path, second, NULL, fixture_append, f->text, &f->err),
                     MLG_E_CONFLICT);
    assert_contains(f->err.message, "r.gpkg only: 1 (Q4)");
    g_free(second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        REPORT_TEST(balance),
        REPORT_TEST(lines_of_contracts),
        REPORT_TEST(narrow_groups),
        REPORT_TEST(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
