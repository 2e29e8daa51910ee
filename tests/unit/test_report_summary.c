/*
 * test_report_summary.c - `summary`: every ratio with its numerator, its denominator and what is
 * not told; by zone, by column; what is refused.
 */
#include "test_report_fixture.h"

#define HEAD                                                                                       \
    "echelon,code,lib,indicateur,type,modalite,numerateur,denominateur,non_renseigne,valeur\r\n"

static void national(void **state)
{
    fixture *f = *state;
    assert_string_equal(
        summary_text(f, (mlg_summary_options){0}), HEAD
        /* 5 CLS, one of them of unknown status; nothing sure is known of C4's perimeter */
        "national,,,contrats_en_vigueur,CLS,en_vigueur,3,5,0,0.6\r\n"
        "national,,,contrats_statut,CLS,ACTIF,3,4,1,0.75\r\n"
        "national,,,contrats_statut,CLS,ECHU,1,4,1,0.25\r\n"
        "national,,,contrats_en_vigueur,ASV,en_vigueur,1,2,0,0.5\r\n"
        "national,,,contrats_statut,ASV,EN_PROJET,1,2,0,0.5\r\n"
        "national,,,contrats_statut,ASV,EN_RENOUVELLEMENT,1,2,0,0.5\r\n"
        "national,,,contrats_avec_qpv,CLS,oui,1,2,1,0.5\r\n"
        "national,,,contrats_avec_qpv,ASV,oui,1,1,0,1\r\n"
        /* Q9 lies outside: in no denominator */
        "national,,,qpv_couverture,CLS,total,1,3,2,0.3333\r\n"
        "national,,,qpv_couverture,CLS,partiel,1,3,2,0.3333\r\n"
        "national,,,qpv_couverture,CLS,aucun,1,3,2,0.3333\r\n"
        "national,,,qpv_couverture,ASV,total,1,5,0,0.2\r\n"
        "national,,,qpv_couverture,ASV,partiel,0,5,0,0\r\n"
        "national,,,qpv_couverture,ASV,aucun,4,5,0,0.8\r\n"
        "national,,,pop_qpv_couverture,CLS,total,100,1400,50,0.0714\r\n"
        "national,,,pop_qpv_couverture,CLS,partiel,300,1400,50,0.2143\r\n"
        "national,,,pop_qpv_couverture,CLS,aucun,1000,1400,50,0.7143\r\n"
        "national,,,pop_qpv_couverture,CLS,habitants_couverts,300,1400,50,0.2143\r\n"
        "national,,,pop_qpv_couverture,ASV,total,300,1450,0,0.2069\r\n"
        "national,,,pop_qpv_couverture,ASV,partiel,0,1450,0,0\r\n"
        "national,,,pop_qpv_couverture,ASV,aucun,1150,1450,0,0.7931\r\n"
        "national,,,pop_qpv_couverture,ASV,habitants_couverts,300,1450,0,0.2069\r\n"
        "national,,,communes_couverture,CLS,total,1,3,0,0.3333\r\n"
        "national,,,communes_couverture,CLS,partiel,0,3,0,0\r\n"
        "national,,,communes_couverture,CLS,aucun,2,3,0,0.6667\r\n"
        "national,,,communes_couverture,ASV,total,0,3,0,0\r\n"
        "national,,,communes_couverture,ASV,partiel,2,3,0,0.6667\r\n"
        "national,,,communes_couverture,ASV,aucun,1,3,0,0.3333\r\n"
        "national,,,pop_couverture,CLS,total,1000,10000,0,0.1\r\n"
        "national,,,pop_couverture,CLS,partiel,0,10000,0,0\r\n"
        "national,,,pop_couverture,CLS,aucun,9000,10000,0,0.9\r\n"
        "national,,,pop_couverture,CLS,habitants_couverts,1000,10000,0,0.1\r\n"
        "national,,,pop_couverture,ASV,total,0,10000,0,0\r\n"
        "national,,,pop_couverture,ASV,partiel,3000,10000,0,0.3\r\n"
        "national,,,pop_couverture,ASV,aucun,7000,10000,0,0.7\r\n"
        "national,,,pop_couverture,ASV,habitants_couverts,300,10000,0,0.03\r\n"
        "national,,,epci_couverture,CLS,total,0,1,0,0\r\n"
        "national,,,epci_couverture,CLS,partiel,1,1,0,1\r\n"
        "national,,,epci_couverture,CLS,aucun,0,1,0,0\r\n"
        "national,,,epci_couverture,ASV,total,0,1,0,0\r\n"
        "national,,,epci_couverture,ASV,partiel,1,1,0,1\r\n"
        "national,,,epci_couverture,ASV,aucun,0,1,0,0\r\n");
}

static void zone(void **state)
{
    fixture *f = *state;
    const char *text = summary_text(f, (mlg_summary_options){.zone = "dep:84"});
    assert_contains(text, "contrats_en_vigueur,CLS,en_vigueur,0,0,0,\r\n");
    assert_contains(text, "qpv_couverture,CLS,aucun,1,1,1,1\r\n");
    assert_contains(text, "communes_couverture,CLS,aucun,1,1,0,1\r\n");
    assert_contains(text, "epci_couverture,CLS,total,0,0,0,\r\n");
    text = summary_text(f, (mlg_summary_options){.zone = "com:69002"});
    assert_contains(text, "contrats_en_vigueur,ASV,en_vigueur,1,1,0,1\r\n");
    assert_contains(text, "epci_couverture,CLS,partiel,1,1,0,1\r\n");
}

static void levels(void **state)
{
    fixture *f = *state;
    assert_string_equal(summary_text(f, (mlg_summary_options){.by = "departement"}),
                        HEAD "departement,69,Rhône,qpv_couverts,CLS,partiel,2,3,0,0.6667\r\n"
                             "departement,69,Rhône,pop_qpv_couverte,CLS,partiel,300,400,0,0.75\r\n"
                             "departement,69,Rhône,pop_couverte,CLS,partiel,1000,3000,0,0.3333\r\n"
                             "departement,69,Rhône,qpv_couverts,ASV,partiel,1,3,0,0.3333\r\n"
                             "departement,69,Rhône,pop_qpv_couverte,ASV,partiel,300,400,0,0.75\r\n"
                             "departement,69,Rhône,pop_couverte,ASV,partiel,300,3000,0,0.1\r\n"
                             "departement,84,Vaucluse,qpv_couverts,CLS,aucun,0,2,0,0\r\n"
                             "departement,84,Vaucluse,pop_qpv_couverte,CLS,aucun,0,1050,0,0\r\n"
                             "departement,84,Vaucluse,pop_couverte,CLS,aucun,0,7000,0,0\r\n"
                             "departement,84,Vaucluse,qpv_couverts,ASV,non_recense,,0,2,\r\n"
                             "departement,84,Vaucluse,pop_qpv_couverte,ASV,non_recense,,0,1050,\r\n"
                             "departement,84,Vaucluse,pop_couverte,ASV,non_recense,,0,7000,\r\n");
    assert_contains(summary_text(f, (mlg_summary_options){.by = "contrat_ville", .zone = "reg:84"}),
                    "contrat_ville,CDV1,Contrat Un,qpv_couverts,CLS,partiel,2,2,0,1\r\n");
    const char *text = summary_text(f, (mlg_summary_options){.by = "region", .zone = "dep:84"});
    assert_contains(text, "region,93,PACA,");
    assert_null(strstr(text, "region,84,"));
}

/* Contracts in force; C4 has no carrier. */
static void columns(void **state)
{
    fixture *f = *state;
    assert_string_equal(summary_text(f, (mlg_summary_options){.by = "porteur_type"}),
                        HEAD "national,,,porteur_type,CLS,COMMUNE,1,2,1,0.5\r\n"
                             "national,,,porteur_type,CLS,EPCI,1,2,1,0.5\r\n"
                             "national,,,porteur_type,ASV,COMMUNE,1,1,0,1\r\n");
    const mlg_report_style table = {.format = "table", .width = 80};
    assert_string_equal(summary_text(f, (mlg_summary_options){.style = table, .by = "statut"}),
                        "Key figures on 2026-06-30\n\nContracts in force by statut\n\n"
                        "Type                 Number  of  Share  Not told\n"
                        "────  ─────────────  ──────  ──  ─────  ────────\n"
                        "CLS   active              3   3   100%         0\n"
                        "ASV   being renewed       1   1   100%         0\n");
}

/* The two ratios, always apart. */
static void sentences(void **state)
{
    fixture *f = *state;
    const char *text = summary_text(
        f, (mlg_summary_options){.style = {.format = "table", .width = 80}, .by = "national"});
    assert_contains(text, "\nContracts in force that hold at least one QPV\n\n"
                          "Type                         Number  of  Share  Not told\n"
                          "────  ─────────────────────  ──────  ──  ─────  ────────\n"
                          "CLS   with at least one QPV       1   2    50%         1\n"
                          "ASV   with at least one QPV       1   1   100%         0\n\n"
                          "1 CLS of 2 holds at least one QPV.\n"
                          "1 ASV of 1 holds at least one QPV.\n");
    assert_contains(text, "\n2 QPV of 3 are covered by a CLS, wholly or in part: 21% of the "
                          "inhabitants of\nQPV.\n"
                          "1 QPV of 5 is covered by a ASV, wholly or in part: 21% of the "
                          "inhabitants of\nQPV.\n");
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
         "type, nom, statut, succede_a, absorbe_par, date_fin, porteur_type, porteur_nom, "
         "en_vigueur, nb_qpv, pop, "
         "pop_qpv, aire_ha"},
        {{.by = "geom"}, "--by: 'geom' is no level and no column of 'dispositif'", NULL},
        {{.by = "qpv"}, "--by qpv: a QPV has no ratio", "`maillage gaps` lists QPV"},
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
        REPORT_TEST(national), REPORT_TEST(zone),      REPORT_TEST(levels),
        REPORT_TEST(columns),  REPORT_TEST(sentences), REPORT_TEST(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
