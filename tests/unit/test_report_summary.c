/*
 * test_report_summary.c - `summary`: rows of table `indicateur` for machines, tables and sentences
 * for people; by zone, by column; what is refused.
 */
#include "test_report_fixture.h"

#define HEAD                                                                                       \
    "echelon,code,lib,indicateur,type,numerateur,denominateur,non_renseigne,valeur,valeur_min,"    \
    "valeur_max,unite,phrase,definition\r\n"
#define COLUMN_HEAD                                                                                \
    "echelon,code,lib,indicateur,type,modalite,numerateur,denominateur,non_renseigne,valeur\r\n"

static const mlg_report_style table = {.format = "table", .width = 80};

static void national(void **state)
{
    fixture *f = *state;
    const char *text = summary_text(f, (mlg_summary_options){0});
    assert_int_equal(strncmp(text, HEAD, strlen(HEAD)), 0);
    assert_contains(text, HEAD "national,,le tout,contrats_en_vigueur,CLS,3,4,1,3,,,nombre,p1,d1"
                               "\r\nnational,,le tout,contrats_avec_qpv,CLS,1,2,1,0.5,,,part,p2,d2"
                               "\r\n");
    assert_contains(text,
                    "\r\nnational,,le tout,pop_qpv_couverte,CLS,300,1400,50,0.2143,0.1,0.3,part,"
                    "p4,d4\r\n");
    assert_null(strstr(text, "\r\ndepartement,"));
}

/* One région, département or EPCI; or the zone that the result was made of. */
static void zone(void **state)
{
    fixture *f = *state;
    const char *text = summary_text(f, (mlg_summary_options){.zone = "dep:84"});
    assert_string_equal(text, HEAD
                        "departement,84,Vaucluse,contrats_en_vigueur,CLS,0,0,0,0,,,nombre,p,d\r\n"
                        "departement,84,Vaucluse,qpv_couverts,CLS,0,1,1,0,,,part,p,d\r\n");
    text = summary_text(f, (mlg_summary_options){.zone = "reg:93"});
    assert_string_equal(text, HEAD "region,93,PACA,contrats_en_vigueur,CLS,2,3,0,2,,,nombre,p,d"
                                   "\r\n");
    text = summary_text(f, (mlg_summary_options){.zone = "com:69001"});
    assert_contains(text, "national,,le tout,contrats_en_vigueur,CLS,3,4,1,3,");
}

static void change(const fixture *f, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    (void)sqlite3_close(db);
}

/* A code in any case is that of the result; a result without its layer says so. */
static void zone_codes(void **state)
{
    fixture *f = *state;
    change(f, "UPDATE departement SET insee_dep = '2A' WHERE insee_dep = '84';"
              "UPDATE indicateur SET code = '2A' WHERE echelon = 'departement' AND code = '84'");
    const char *text = summary_text(f, (mlg_summary_options){.zone = "dep:2a"});
    assert_contains(text, "departement,2A,Vaucluse,qpv_couverts,CLS,0,1,1,0,");
    text = summary_text(f, (mlg_summary_options){.by = "type", .zone = "dep:69"});
    assert_contains(text, "\r\ndepartement,69,Rhône,type,CLS,CLS,1,1,0,1\r\n");
    change(f, "DROP TABLE departement");
    const mlg_summary_options options = {.zone = "dep:69"};
    assert_int_equal(mlg_report_summary(f->path, &options, fixture_append, f->text, &f->err),
                     MLG_E_NOT_FOUND);
    assert_contains(f->err.message, "has no layer 'departement'");
}

/* Suffixes of types are joined by what they may hold themselves. */
static void combinations(void **state)
{
    fixture *f = *state;
    change(f, "UPDATE parametre SET valeur = 'CLS,CLS_X,ASV' WHERE cle LIKE 'types%';"
              "INSERT INTO indicateur VALUES"
              " ('national','','','qpv_combinaison_cls_x','',1,9,0,NULL,NULL,NULL,'part','',''),"
              " ('national','','','qpv_combinaison_cls_cls_x','',2,9,0,0,0,0,'part','',''),"
              " ('national','','','qpv_combinaison_cls_x_asv','',3,9,0,0,0,0,'part','',''),"
              " ('national','','','qpv_combinaison_cls_asv','',4,9,0,0,0,0,'part','','')");
    const char *text = summary_text(f, (mlg_summary_options){.style = {.format = "md"}});
    assert_contains(text, "| CLS\\_X alone | – | 1 |");
    assert_contains(text, "| CLS + CLS\\_X | – | 2 |");
    assert_contains(text, "| CLS\\_X + ASV | – | 3 |");
    assert_contains(text, "| CLS + ASV | – | 4 |");
}

static void levels(void **state)
{
    fixture *f = *state;
    const char *text = summary_text(f, (mlg_summary_options){.by = "departement"});
    assert_contains(text, HEAD "departement,69,Rhône,contrats_en_vigueur,CLS,1,2,0,1,");
    assert_contains(text, "departement,84,Vaucluse,qpv_couverts,CLS,0,1,1,0,");
    assert_null(strstr(text, "national,"));
    text = summary_text(f, (mlg_summary_options){.by = "region", .zone = "dep:84"});
    assert_string_equal(text, HEAD "region,93,PACA,contrats_en_vigueur,CLS,2,3,0,2,,,nombre,p,d"
                                   "\r\n");
    text = summary_text(f, (mlg_summary_options){.by = "contrat_ville", .zone = "reg:84"});
    assert_contains(text, "contrat_ville,CDV1,Contrat Un,qpv_couverts,CLS,2,2,0,1,");
    text = summary_text(f, (mlg_summary_options){.by = "contrat_ville", .zone = "dep:84"});
    assert_string_equal(text, HEAD);
}

static void execute(const fixture *f, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* As the région counts them: one without QPV there too. */
static void contrats_of_a_zone(void **state)
{
    fixture *f = *state;
    execute(f, "UPDATE parametre SET valeur = 'CLS,ASV,CDV' WHERE cle = 'types';"
               "ALTER TABLE region ADD COLUMN ids_cdv TEXT;"
               "ALTER TABLE contrat_ville ADD COLUMN ids_cdv TEXT;"
               "UPDATE region SET ids_cdv = 'CDV1,CDV2' WHERE insee_reg = '84';"
               "INSERT INTO contrat_ville (id_dispositif, nom) VALUES ('CDV2', 'Contrat Deux'),"
               " ('CDV3', 'Contrat Trois');"
               "INSERT INTO indicateur VALUES ('contrat_ville','CDV2','Contrat Deux',"
               "'communes_avec_qpv','',0,1,0,0,NULL,NULL,'part','p','d')");
    const char *text =
        summary_text(f, (mlg_summary_options){.by = "contrat_ville", .zone = "reg:84"});
    assert_contains(text, "contrat_ville,CDV1,Contrat Un,qpv_couverts,CLS,2,2,0,1,");
    assert_contains(text, "contrat_ville,CDV2,Contrat Deux,communes_avec_qpv,,0,1,0,0,");
    text = summary_text(
        f, (mlg_summary_options){.style = table, .by = "contrat_ville", .zone = "reg:84"});
    assert_contains(text, "Key figures on 2026-06-30: Auvergne-Rhône-Alpes (reg:84)\n");
    assert_contains(text, "\nContrat Un (CDV1)\n");
    assert_contains(text, "\nContrat Deux (CDV2)\n");
    assert_null(strstr(text, "CDV3"));
}

/* What is not told stays where a narrow terminal leaves columns out; codes give way. */
static void not_told_is_never_left_out(void **state)
{
    fixture *f = *state;
    const mlg_report_style narrow = {.format = "table", .width = 60};
    const char *text = summary_text(f, (mlg_summary_options){.style = narrow, .by = "departement"});
    assert_contains(text,
                    "\nDépartement  Type  With QPV  QPV  of  untold  QPV inh.  Inhabitants\n");
    assert_contains(text, "columns do\nnot add up to the number of the whole.\n");
}

/* The figures of a commune's own row in its layer; what is not told has no denominator. */
static void communes(void **state)
{
    fixture *f = *state;
    const char *text = summary_text(f, (mlg_summary_options){.by = "commune", .zone = "dep:69"});
    assert_contains(text, HEAD "commune,69001,Alpha,qpv_couverts,CLS,2,2,0,1,,,part,,\r\n"
                               "commune,69001,Alpha,pop_qpv_couverte,CLS,300,300,0,1,,,part,,\r\n"
                               "commune,69001,Alpha,pop_couverte,CLS,1000,1000,0,1,,,part,,\r\n");
    assert_contains(text, "commune,69002,Beta,pop_couverte,ASV,100,2000,0,0.05,");
    assert_null(strstr(text, "84001"));
}

/* As the inventories of 2018 lay them out, then the shares. */
static void key_figures(void **state)
{
    fixture *f = *state;
    const char *text = summary_text(f, (mlg_summary_options){.style = table, .by = "departement"});
    assert_contains(text, "\nContracts in force\n\n"
                          "Code  Département  CLS  with QPV  ASV\n"
                          "────  ───────────  ───  ────────  ───\n"
                          "69    Rhône          1         1    1\n"
                          "84    Vaucluse       0         0    0\n");
    assert_contains(text, "\nCode  Département  Type  With QPV  QPV  of  untold  QPV inh.  "
                          "Inhabitants\n"
                          "────  ───────────  ────  ────────  ───  ──  ──────  ────────  "
                          "───────────\n"
                          "69    Rhône        CLS       100%    2   3       0         –"
                          "            –\n"
                          "69    Rhône        ASV          –    0   0       0         –"
                          "            –\n"
                          "84    Vaucluse     CLS          –    0   1       1         –"
                          "            –\n");
}

static void contrats_de_ville(void **state)
{
    fixture *f = *state;
    const char *text =
        summary_text(f, (mlg_summary_options){.style = table, .by = "contrat_ville"});
    assert_contains(
        text, "\nContrat Un (CDV1)\n\n"
              "Type  Name    Start  End         Coordination  Health chapter\n"
              "────  ──────  ─────  ──────────  ────────────  ──────────────\n"
              "CDV   –       –      –           –             –\n"
              "CLS   CLS Un  –      2026-12-31  –             –\n"
              "ASV   ASV Un  –      2026-07-01  –             –\n\n"
              "QPV: 2.\n"
              "2 QPV of 2 are covered (CLS), wholly or in part: 75% of the inhabitants of QPV.\n");
}

/* Contracts in force; C4 has no carrier. */
static void columns(void **state)
{
    fixture *f = *state;
    assert_string_equal(summary_text(f, (mlg_summary_options){.by = "porteur_type"}),
                        COLUMN_HEAD "national,,,porteur_type,CLS,COMMUNE,1,2,1,0.5\r\n"
                                    "national,,,porteur_type,CLS,EPCI,1,2,1,0.5\r\n"
                                    "national,,,porteur_type,ASV,COMMUNE,1,1,0,1\r\n");
    assert_string_equal(
        summary_text(f, (mlg_summary_options){.style = table, .by = "statut"}),
        "Key figures on 2026-06-30: Alpha (com:69001)\n\nContracts in force by statut\n\n"
        "Type                 Number  of  Share  Not told\n"
        "────  ─────────────  ──────  ──  ─────  ────────\n"
        "CLS   active              3   3   100%         0\n"
        "ASV   being renewed       1   1   100%         0\n");
}

/* The two ratios, always apart. */
static void sentences(void **state)
{
    fixture *f = *state;
    const char *text = summary_text(f, (mlg_summary_options){.style = table, .by = "national"});
    assert_contains(text, "\nFour shares that are not the same\n\n"
                          "Type                                        Number     of  Share  "
                          "Not told\n"
                          "────  ────────────────────────────────────  ──────  ─────  ─────  "
                          "────────\n"
                          "CLS   contracts that hold at least one QPV       1      2    50%  "
                          "       1\n"
                          "CLS   QPV covered                                2      3    67%  "
                          "       2\n"
                          "CLS   inhabitants of QPV covered               300  1,400    21%  "
                          "      50\n");
    assert_contains(text, "\n1 CLS of 2 holds at least one QPV; 1 not told.\n"
                          "2 QPV of 3 are covered (CLS), wholly or in part: 21% of the "
                          "inhabitants of QPV;\n2 not told.\n"
                          "1 ASV of 1 holds at least one QPV.\n"
                          "1 QPV of 5 is covered (ASV), wholly or in part: 21% of the "
                          "inhabitants of QPV.\n");
    assert_contains(text, "\nIn brief\n\n"
                          "Type  In force  with QPV  QPV covered  of  untold  Inh. of QPV  "
                          "Inhabitants\n"
                          "────  ────────  ────────  ───────────  ──  ──────  ───────────  "
                          "───────────\n"
                          "CLS          3         1            2   3       2          21%  "
                          "          –\n");
    assert_contains(text, "\nCLS: QPV touched at all, as counts by intersection (CCOMS) do: "
                          "100% (3 of 3; 2\nnot told); covered, edges aside: 67% (2 of 3; 2 not "
                          "told).\n");
    assert_contains(text, "\nCoordination by contract, CLS: 1.50 FTE on average, from 1.00 to "
                          "2.00 (of 2; 1\nnot told).\n");
    assert_contains(text, "\nBetween départements\n\nContracts in force, CLS: median 1.5, from 0 "
                          "to 3 (2 départements of 2).\nInhabitants covered, CLS: median 50%, "
                          "from 25% to 75% (2 départements of 2).\n");
}

static void refused(void **state)
{
    fixture *f = *state;
    static const struct {
        mlg_summary_options options;
        const char *message, *hint;
    } cases[] = {
        {{.by = "taille"},
         "--by: 'taille' is no level and no column of 'dispositif'",
         "one of: national, commune, epci, departement, region, contrat_ville, id_dispositif, "
         "type, nom, statut, succede_a, absorbe_par, date_signature, date_debut, date_fin, "
         "porteur_type, porteur_nom, coordination, volet_sante_cdv, en_vigueur, nb_qpv, pop, "
         "pop_qpv, aire_ha"},
        {{.by = "geom"}, "--by: 'geom' is no level and no column of 'dispositif'", NULL},
        {{.by = "qpv"}, "--by qpv: a QPV has no ratio", "`maillage gaps` lists QPV"},
        {{.zone = "dep:69,dep:84"},
         "zone 'dep:69,dep:84': indicators are told of one région, département or EPCI, or of the "
         "whole result",
         "make a result of this zone: maillage cover ... --zone dep:69,dep:84"},
        {{.zone = "com:69002"},
         "zone 'com:69002': indicators are told of one région, département or EPCI, or of the "
         "whole result",
         "make a result of this zone: maillage cover ... --zone com:69002"},
        {{.style.format = "html"},
         "format 'html' is not known",
         "formats are: table, csv, json, md"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_int_equal(
            mlg_report_summary(f->path, &cases[i].options, fixture_append, f->text, &f->err),
            MLG_E_ARG);
        assert_string_equal(f->err.message, cases[i].message);
        if (cases[i].hint != NULL)
            assert_string_equal(f->err.hint, cases[i].hint);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        REPORT_TEST(national),
        REPORT_TEST(zone),
        REPORT_TEST(zone_codes),
        REPORT_TEST(combinations),
        REPORT_TEST(levels),
        REPORT_TEST(contrats_of_a_zone),
        REPORT_TEST(not_told_is_never_left_out),
        REPORT_TEST(communes),
        REPORT_TEST(key_figures),
        REPORT_TEST(contrats_de_ville),
        REPORT_TEST(columns),
        REPORT_TEST(sentences),
        REPORT_TEST(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
