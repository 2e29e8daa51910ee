/*
 * test_report_gaps.c - `gaps`: which QPV, in which order, counted how; groups, zones, contracts
 * about to end; every refusal with what is there.
 */
#include "test_report_fixture.h"

#define HEAD "code_qp,lib_qp,insee_com,lib_com,siren_epci,lib_epci,pop"

static void by_type(void **state)
{
    fixture *f = *state;
    assert_string_equal(gaps_text(f, (mlg_gaps_options){.type = "cls"}),
                        "type," HEAD ",motif\r\n"
                        "CLS,Q3,La Plaine,84001,Gamma,,,1000,aucun\r\n"
                        "CLS,Q2,Le Bas,69002,Beta,200000001,CA Un,100,partiel\r\n"
                        "CLS,Q4,Le Port,84001,Gamma,,,50,inconnu\r\n"
                        "CLS,Q5,Le Pré,69002,Beta,200000001,CA Un,,non_recense\r\n");
    assert_int_equal(f->n_gaps, 2);
}

/* Ties by code, then in the order of the result's types. */
static void all_types(void **state)
{
    fixture *f = *state;
    assert_string_equal(gaps_text(f, (mlg_gaps_options){.min_population = 100}),
                        "type," HEAD ",motif\r\n"
                        "CLS,Q3,La Plaine,84001,Gamma,,,1000,aucun\r\n"
                        "ASV,Q3,La Plaine,84001,Gamma,,,1000,aucun\r\n"
                        "ASV,Q1,Les Hauts,69001,Alpha,200000001,CA Un,100,aucun\r\n"
                        "CLS,Q2,Le Bas,69002,Beta,200000001,CA Un,100,partiel\r\n");
    assert_int_equal(f->n_gaps, 4);
    (void)gaps_text(f, (mlg_gaps_options){.type = "ASV,CLS"});
    assert_int_equal(f->n_gaps, 6);
}

static void execute(const fixture *f, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Q2 lies in three communes of two EPCI: one gap, of all of its people, before smaller ones. */
static void over_communes(void **state)
{
    fixture *f = *state;
    execute(f, "INSERT INTO lacune VALUES"
               " ('CLS','Q2','84001','Le Bas',NULL,'84',1,800,'partiel'),"
               " ('CLS','Q2','69001','Le Bas','200000001','69',1,150,'partiel'),"
               " ('CLS','Q5','69001','Le Pré','200000001','69',1,NULL,'non_recense')");
    static const char head[] = "type," HEAD ",motif\r\n";
    g_autofree char *whole = g_strconcat(
        head,
        "CLS,Q2,Le Bas,\"69001,69002,84001\",\"Alpha, Beta, Gamma\",200000001,CA Un,1050,partiel"
        "\r\nCLS,Q3,La Plaine,84001,Gamma,,,1000,aucun\r\n",
        NULL);
    g_autofree char *in_zone = g_strconcat(
        head,
        "CLS,Q2,Le Bas,\"69001,69002\",\"Alpha, Beta\",200000001,CA Un,250,partiel\r\n"
        "CLS,Q5,Le Pré,\"69001,69002\",\"Alpha, Beta\",200000001,CA Un,,non_recense\r\n",
        NULL);
    assert_string_equal(gaps_text(f, (mlg_gaps_options){.type = "CLS", .min_population = 900}),
                        g_intern_string(whole));
    assert_int_equal(f->n_gaps, 2);
    assert_string_equal(gaps_text(f, (mlg_gaps_options){.type = "CLS", .zone = "dep:69"}),
                        g_intern_string(in_zone));
    assert_int_equal(f->n_gaps, 1);
    execute(f, "UPDATE lacune SET siren_epci = '100000002', motif = 'aucun'"
               " WHERE code_qp = 'Q2' AND insee_com = '84001'");
    execute(f, "UPDATE commune SET lib_epci = 'CC Deux' WHERE insee_com = '84001'");
    g_autofree char *two_epci =
        g_strconcat(head,
                    "CLS,Q2,Le Bas,\"69001,69002,84001\",\"Alpha, Beta, Gamma\","
                    "\"100000002,200000001\",\"CC Deux, CA Un\",1050,partiel\r\n",
                    NULL);
    assert_string_equal(gaps_text(f, (mlg_gaps_options){.type = "CLS", .min_population = 1001}),
                        g_intern_string(two_epci));
}

static void with_and_without(void **state)
{
    fixture *f = *state;
    assert_string_equal(gaps_text(f, (mlg_gaps_options){.with = "CLS", .without = "ASV"}),
                        HEAD "\r\nQ1,Les Hauts,69001,Alpha,200000001,CA Un,100\r\n");
    assert_int_equal(f->n_gaps, 1);
    assert_string_equal(gaps_text(f, (mlg_gaps_options){.without = "CLS,ASV"}),
                        HEAD "\r\nQ3,La Plaine,84001,Gamma,,,1000\r\n");
    assert_string_equal(gaps_text(f, (mlg_gaps_options){.with = "ASV"}),
                        "type," HEAD ",motif\r\n"
                        "CLS,Q2,Le Bas,69002,Beta,200000001,CA Un,100,partiel\r\n");
}

static void groups(void **state)
{
    fixture *f = *state;
    static const char figures[] = "nb_qpv_lacune,nb_qpv,part_qpv,pop_lacune,pop_qpv,part_pop\r\n";
    const struct {
        mlg_gaps_options options;
        const char *columns, *rows;
    } cases[] = {
        {{.type = "CLS", .by = "epci"},
         "type,siren_epci,lib_epci,",
         "CLS,,,1,,,1000,,\r\nCLS,200000001,CA Un,1,3,0.3333,100,400,0.25\r\n"},
        {{.type = "ASV", .by = "commune"},
         "type,insee_com,lib_com,",
         "ASV,84001,Gamma,2,2,1,1050,1050,1\r\nASV,69001,Alpha,1,2,0.5,100,300,0.3333\r\n"
         "ASV,69002,Beta,1,2,0.5,,100,\r\n"},
        {{.type = "ASV", .by = "departement", .min_population = 200},
         "type,insee_dep,lib_dep,",
         "ASV,84,Vaucluse,2,2,1,1050,1050,1\r\n"},
        {{.type = "ASV", .by = "REGION", .zone = "reg:84"},
         "type,insee_reg,lib_reg,",
         "ASV,84,Auvergne-Rhône-Alpes,2,3,0.6667,100,400,0.25\r\n"},
        /* 0.5 % of Q3 is not in the contract */
        {{.type = "CLS", .by = "contrat_ville"},
         "type,id_dispositif,nom,",
         "CLS,,,1,,,1000,,\r\nCLS,CDV1,Contrat Un,1,2,0.5,100,400,0.25\r\n"},
        {{.with = "CLS", .without = "ASV", .by = "epci"},
         "siren_epci,lib_epci,",
         "200000001,CA Un,1,3,0.3333,100,400,0.25\r\n"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *expected = g_strconcat(cases[i].columns, figures, cases[i].rows, NULL);
        assert_string_equal(gaps_text(f, cases[i].options), g_intern_string(expected));
    }
}

static void zones(void **state)
{
    fixture *f = *state;
    static const struct {
        const char *zone;
        size_t n_gaps;
    } cases[] = {
        {"reg:84", 3},    {"dep:84", 3},          {"DEP:69,reg:93", 6}, {"epci:200000001", 3},
        {"com:84001", 3}, {"com:69001", 1},       {"200000001", 3},     {"69001", 1},
        {"69", 3},        {"com:69001 69002", 3},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        (void)gaps_text(f, (mlg_gaps_options){.zone = cases[i].zone});
        if (f->n_gaps != cases[i].n_gaps)
            fail_msg("%s: %zu gaps, expected %zu", cases[i].zone, f->n_gaps, cases[i].n_gaps);
    }
}

static void ending(void **state)
{
    fixture *f = *state;
    static const char head[] = "date_fin,type,id_dispositif,nom,porteur_nom,nb_qpv,pop_qpv,pop,"
                               "suite\r\n";
    g_autofree char *year = g_strconcat(head,
                                        "2026-07-01,ASV,A1,ASV Un,Alpha,1,300,300,\"A2,C4\"\r\n"
                                        "2026-12-31,CLS,C1,CLS Un,CA Un,2,300,1000,C5\r\n"
                                        "2027-06-30,CLS,C2,CLS Deux,Gamma,0,0,5000,\r\n",
                                        NULL);
    assert_string_equal(gaps_text(f, (mlg_gaps_options){.ending_months = 12}),
                        g_intern_string(year));
    assert_int_equal(f->n_gaps, 3);
    (void)gaps_text(f, (mlg_gaps_options){.ending_months = 11});
    assert_int_equal(f->n_gaps, 2);
    (void)gaps_text(f, (mlg_gaps_options){.ending_months = 12, .type = "CLS", .zone = "dep:69"});
    assert_int_equal(f->n_gaps, 1);
    (void)gaps_text(f, (mlg_gaps_options){.ending_months = 12, .min_population = 1000});
    assert_int_equal(f->n_gaps, 2);
}

static void for_people(void **state)
{
    fixture *f = *state;
    const mlg_report_style table = {.format = "table", .width = 80};
    assert_string_equal(
        gaps_text(f, (mlg_gaps_options){.style = table, .type = "CLS"}),
        "QPV without CLS on 2026-06-30\n\n"
        "Type  Code  Neighbourhood  INSEE  Commune  EPCI   Inhabitants  Reason\n"
        "────  ────  ─────────────  ─────  ───────  ─────  ───────────  ───────────\n"
        "CLS   Q3    La Plaine      84001  Gamma    –            1,000  not covered\n"
        "CLS   Q2    Le Bas         69002  Beta     CA Un          100  in part\n\n"
        "CLS: QPV not covered: 1 of 3; covered in part: 1; inhabitants of QPV without it:\n"
        "1,100 of 1,400 (79%); QPV not told: 2.\n\n"
        "QPV of which it is not known whether they have: CLS\n\n"
        "Type  Code  Neighbourhood  INSEE  Commune  EPCI   Inhabitants  Reason\n"
        "────  ────  ─────────────  ─────  ───────  ─────  ───────────  ───────────────\n"
        "CLS   Q4    Le Port        84001  Gamma    –               50  to be specified\n"
        "CLS   Q5    Le Pré         69002  Beta     CA Un            –  not surveyed\n");
    assert_string_equal(
        gaps_text(f, (mlg_gaps_options){.style = table, .with = "CLS", .without = "ASV"}),
        "QPV with CLS and without ASV on 2026-06-30\n\n"
        "Code  Neighbourhood  INSEE  Commune  SIREN      EPCI   Inhabitants\n"
        "────  ─────────────  ─────  ───────  ─────────  ─────  ───────────\n"
        "Q1    Les Hauts      69001  Alpha    200000001  CA Un          100\n\n"
        "QPV: 1 of the 3 that are told; inhabitants: 100.\n");
    assert_string_equal(
        gaps_text(f, (mlg_gaps_options){.style = table, .ending_months = 1, .type = "CLS"}),
        "Dispositifs in force on 2026-06-30 that end by 2026-07-30\n\nNone.\n");
    assert_string_equal(
        gaps_text(f, (mlg_gaps_options){.style = table, .ending_months = 1, .type = "ASV"}),
        "Dispositifs in force on 2026-06-30 that end by 2026-07-30\n\n"
        "End         Type  Name    QPV  Inh. of QPV  Inhabitants  Followed by\n"
        "──────────  ────  ──────  ───  ───────────  ───────────  ───────────────────\n"
        "2026-07-01  ASV   ASV Un    1          300          300  A2 (in project), C4\n");
}

static void refused(void **state)
{
    fixture *f = *state;
    static const struct {
        mlg_gaps_options options;
        const char *message, *hint;
    } cases[] = {
        {{.type = "MSP"}, "r.gpkg: has no type 'MSP'", "its types are: CLS, ASV"},
        {{.by = "canton"},
         "--by: level 'canton' is not known",
         "levels are: qpv, commune, epci, departement, region, contrat_ville"},
        {{.type = "CLS", .without = "ASV"},
         "--type and --sans exclude each other",
         "--type lists what lacks a type, --sans restricts the QPV"},
        {{.ending_months = -1}, "--ending: months are counted from 1", ""},
        {{.ending_months = 3, .by = "epci"},
         "--ending lists dispositifs: --by, --avec and --sans are about QPV",
         "use --ending with --type, --zone and --min-pop"},
        {{.zone = "84"},
         "zone '84' can be dep:84 (Vaucluse) or reg:84 (Auvergne-Rhône-Alpes)",
         "write dep:84 or reg:84"},
        {{.zone = "76"},
         "zone '76' can be dep:76 (not in this result) or reg:76 (not in this result)",
         "write dep:76 or reg:76"},
        {{.zone = "dep:01"}, "r.gpkg: has no zone 'dep:01'", "its zones are: dep:69, 84"},
        {{.zone = "75056"},
         "r.gpkg: has no zone '75056'",
         "its zones are: com:69001, 69002, 84001; epci:200000001; dep:69, 84; reg:84, 93"},
        {{.zone = "ept:200057867"},
         "zone 'ept:200057867': prefix 'ept' is not known",
         "write reg:84, dep:69, epci:244400644 or com:93048"},
        {{.style.format = "xml"}, "format 'xml' is not known", "formats are: table, csv, json, md"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        mlg_status status =
            mlg_report_gaps(f->path, &cases[i].options, fixture_append, f->text, NULL, &f->err);
        assert_int_equal(status, MLG_E_ARG);
        const char *message = f->err.message;
        if (g_str_has_prefix(message, f->folder))
            message += strlen(f->folder) + 1;
        assert_string_equal(message, cases[i].message);
        assert_string_equal(f->err.hint, cases[i].hint);
        assert_int_equal(f->text->len, 0);
    }
}

static void missing_layer(void **state)
{
    fixture *f = *state;
    sqlite3 *db = NULL;
    (void)sqlite3_open(f->path, &db);
    int code = sqlite3_exec(db, "DROP TABLE lacune", NULL, NULL, NULL);
    (void)sqlite3_close(db);
    assert_int_equal(code, SQLITE_OK);
    assert_int_equal(mlg_report_gaps(f->path, NULL, fixture_append, f->text, NULL, &f->err),
                     MLG_E_NOT_FOUND);
    assert_contains(f->err.message, "r.gpkg: has no layer 'lacune'");
    assert_string_equal(f->err.hint, "make the result again without --layers");
    assert_int_equal(
        mlg_report_gaps("/nonexistent.gpkg", NULL, fixture_append, f->text, NULL, &f->err),
        MLG_E_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        REPORT_TEST(by_type),          REPORT_TEST(all_types),  REPORT_TEST(over_communes),
        REPORT_TEST(with_and_without), REPORT_TEST(groups),     REPORT_TEST(zones),
        REPORT_TEST(ending),           REPORT_TEST(for_people), REPORT_TEST(refused),
        REPORT_TEST(missing_layer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
