/*
 * test_coverage_contracts.c - family A of table `indicateur`: one inventory in which every
 * indicator of contracts has something to count, something not to count and something not told.
 *
 *     93001 (10 000)  93002 (20 000)  93003 (30 000)  69004 (120 000)
 *     EPCI 200000001  200000001       200000002       none
 *     CLS  C1 93001 (follows C0, of 93001 and 93002); C2 93002 and 93003; C3 nobody knows; C6
 *          69004; C7 QN09302M, across 93001 and 93002; C4 in project; C5 of unknown status
 *     ASV  A1 QN09301M since 2018; A2 QN09303M, 2021 to 2023; A3 QN09302M, nobody knows since when
 *     CLSM M1 93001 and 93002, extended; M2 93003, as before; M4 nobody knows, of EPCI 200000002
 *     CDV  V1 93003; V2 QN09301M, in project
 */
#include "test_coverage_rows.h"

static void add_cls(world *w)
{
    world_dispositif_dated(w, "C0", "CLS", "ECHU", "2010-01-01", "2015-12-31",
                           "COMMUNE 93001,93002");
    world_dispositif_row(w,
                         (inventory_dispositif_row){.id_dispositif = "C1",
                                                    .type = "CLS",
                                                    .nom = "C1",
                                                    .statut = "ACTIF",
                                                    .generation = "2",
                                                    .succede_a = "C0",
                                                    .date_debut = "2020-01-01",
                                                    .date_fin = "2026-12-31",
                                                    .porteur_type = "COMMUNE",
                                                    .porteur_code = "93001",
                                                    .coordination = "OUI",
                                                    .etp = "0.5",
                                                    .volet_sante_cdv = "OUI",
                                                    .source_date = "2025-06-30"},
                         "COMMUNE 93001");
    world_dispositif_row(w,
                         (inventory_dispositif_row){.id_dispositif = "C2",
                                                    .type = "CLS",
                                                    .nom = "C2",
                                                    .statut = "ACTIF",
                                                    .generation = "1",
                                                    .succede_a = "ZZZ",
                                                    .date_signature = "2022-06-30",
                                                    .date_fin = "2030",
                                                    .porteur_type = "EPCI",
                                                    .porteur_code = "200000001",
                                                    .coordination = "VACANTE",
                                                    .etp = "1.5",
                                                    .volet_sante_cdv = "NON",
                                                    .source_date = "2024-06-30"},
                         "COMMUNE 93002,93003");
    world_dispositif_dated(w, "C3", "CLS", "ACTIF", NULL, NULL, "INCONNU");
    world_dispositif_dated(w, "C4", "CLS", "EN_PROJET", NULL, NULL, "COMMUNE 69004");
    world_dispositif_dated(w, "C5", "CLS", "INCONNU", NULL, NULL, "COMMUNE 93001");
    world_dispositif_row(w,
                         (inventory_dispositif_row){.id_dispositif = "C6",
                                                    .type = "CLS",
                                                    .nom = "C6",
                                                    .statut = "EN_RENOUVELLEMENT",
                                                    .generation = "5",
                                                    .date_debut = "2016",
                                                    .date_fin = "2025",
                                                    .porteur_type = "ASSOCIATION",
                                                    .coordination = "INCONNU",
                                                    .volet_sante_cdv = "INCONNU"},
                         "COMMUNE 69004");
    world_dispositif_row(w,
                         (inventory_dispositif_row){.id_dispositif = "C7",
                                                    .type = "CLS",
                                                    .nom = "C7",
                                                    .statut = "ACTIF",
                                                    .succede_a = "C5",
                                                    .date_debut = "2024-06-30",
                                                    .porteur_type = "COMMUNE",
                                                    .porteur_code = "93001",
                                                    .coordination = "NON"},
                         "QPV QN09302M");
}

/* A carrier of a type and code. */
static void add_carried(world *w, const char *id, const char *type, const char *follows,
                        const char *carrier, const char *code, const char *perimeter)
{
    world_dispositif_row(w,
                         (inventory_dispositif_row){.id_dispositif = id,
                                                    .type = type,
                                                    .nom = id,
                                                    .statut = "ACTIF",
                                                    .succede_a = follows,
                                                    .porteur_type = carrier,
                                                    .porteur_code = code},
                         perimeter);
}

static int contracts_setup(void **state)
{
    if (world_setup(state) != 0)
        return -1;
    world *w = *state;
    world_commune(w, "93001", "200000001", 10000, LEFT);
    world_commune(w, "93002", "200000001", 20000, MIDDLE);
    world_commune(w, "93003", "200000002", 30000, RIGHT);
    world_commune(w, "69004", "", 120000, LAST);
    world_qpv(w, "QN09301M", "93001", 100, "POLYGON((10 10,30 10,30 30,10 30,10 10))");
    world_qpv(w, "QN09302M", "93001,93002", 300, "POLYGON((80 50,110 50,110 60,80 60,80 50))");
    world_qpv(w, "QN09303M", "93003", 160, "POLYGON((220 10,240 10,240 30,220 30,220 10))");
    add_cls(w);
    world_dispositif_dated(w, "A1", "ASV", "ACTIF", "2018", NULL, "QPV QN09301M");
    world_dispositif_dated(w, "A2", "ASV", "ECHU", "2021", "2023", "QPV QN09303M");
    add_carried(w, "A3", "ASV", NULL, "COMMUNE", "93002", "QPV QN09302M");
    world_dispositif_dated(w, "M0", "CLSM", "ECHU", "2010", "2012", "COMMUNE 93001");
    add_carried(w, "M1", "CLSM", "M0", "COMMUNE", "93001", "COMMUNE 93001,93002");
    world_dispositif_dated(w, "M00", "CLSM", "ECHU", "2010", "2012", "COMMUNE 93003");
    add_carried(w, "M2", "CLSM", "M00", "COMMUNE", "69004", "COMMUNE 93003");
    add_carried(w, "M4", "CLSM", NULL, "EPCI", "200000002", "INCONNU");
    world_dispositif(w, "V1", "CDV", "COMMUNE 93003");
    world_dispositif_dated(w, "V2", "CDV", "EN_PROJET", NULL, NULL, "QPV QN09301M");
    world_build(w);
    return 0;
}

static void statuses(void **state)
{
    world *w = *state;
    assert_ratio(w, "contrats_en_vigueur", "CLS", 5, 7, 1);
    assert_string_equal(find(w, "national", "", "contrats_en_vigueur", "CLS")->sentence,
                        "5 of 7; 1 not told");
    assert_ratio(w, "contrats_actif", "CLS", 4, 7, 1);
    assert_ratio(w, "contrats_en_renouvellement", "CLS", 1, 7, 1);
    assert_ratio(w, "contrats_en_projet", "CLS", 1, 7, 1);
    assert_ratio(w, "contrats_echu", "CLS", 1, 7, 1);
    assert_no_row(w, "national", "", "contrats_suspendu", "CLS"); /* none in the run */
    assert_row(w, "departement", "69", "contrats_echu", "CLS", 0, 2, 0);
    assert_no_row(w, "epci", "200000002", "contrats_echu", "CLS");
}

/* C3 is of the whole run only; M4 where its carrier is */
static void places(void **state)
{
    world *w = *state;
    assert_row(w, "departement", "93", "contrats_en_vigueur", "CLS", 3, 4, 1);
    assert_row(w, "departement", "69", "contrats_en_vigueur", "CLS", 1, 2, 0);
    assert_row(w, "region", "11", "contrats_en_vigueur", "CLS", 3, 4, 1);
    assert_row(w, "epci", "200000002", "contrats_en_vigueur", "CLSM", 2, 3, 0);
    assert_row(w, "epci", "200000001", "contrats_en_vigueur", "CLSM", 1, 2, 0);
    assert_row(w, "contrat_ville", "V1", "contrats_en_vigueur", "CLS", 1, 1, 0);
    assert_row(w, "contrat_ville", "V1", "contrats_en_vigueur", "CLSM", 1, 2, 0);
    assert_no_row(w, "contrat_ville", "V1", "qpv_couverts", "MEDIATION");
    assert_row(w, "epci", "200000002", "contrats_en_vigueur", "ASV", 0, 1, 0);
    assert_row(w, "contrat_ville", "V1", "contrats_avec_qpv", "CLS", 1, 1, 0);
}

static void qpv_and_contrats_de_ville(void **state)
{
    world *w = *state;
    assert_ratio(w, "contrats_avec_qpv", "CLS", 3, 4, 1);
    assert_ratio(w, "contrats_sans_qpv", "CLS", 1, 4, 1);
    /* C1 by the one in project, C2 by V1; C7 meets none */
    assert_ratio(w, "contrats_avec_contrat_ville", "CLS", 2, 3, 1);
    assert_ratio(w, "contrats_hors_contrat_ville", "CLS", 3, 4, 1);
    assert_no_row(w, "national", "", "contrats_avec_contrat_ville", "CDV");
    assert_ratio(w, "contrats_avec_asv", "CLS", 3, 4, 1);
    assert_ratio(w, "contrats_avec_clsm", "CLS", 3, 4, 1);
    assert_ratio(w, "contrats_avec_cdv", "CLS", 1, 4, 1);
    assert_no_row(w, "national", "", "contrats_avec_cls", "CLS");
    /* C2 after A2; C1 goes back to 2010; of C7 only A3, whose start is not told */
    assert_ratio(w, "contrats_apres_asv", "CLS", 1, 2, 1);
    assert_no_row(w, "national", "", "contrats_apres_asv", "ASV");
    assert_ratio(w, "superpositions", "CLS", 2, 4, 0);
    assert_row(w, "epci", "200000001", "superpositions", "CLS", 2, 3, 0);
    assert_row(w, "epci", "200000002", "superpositions", "CLS", 0, 1, 0);
}

static void generations_and_carriers(void **state)
{
    world *w = *state;
    assert_ratio(w, "contrats_generation_1", "CLS", 1, 3, 2);
    assert_ratio(w, "contrats_generation_2", "CLS", 1, 3, 2);
    assert_ratio(w, "contrats_generation_4_et_plus", "CLS", 1, 3, 2);
    assert_no_row(w, "national", "", "contrats_generation_3", "CLS");
    assert_row(w, "departement", "69", "contrats_generation_1", "CLS", 0, 1, 0);
    assert_ratio(w, "contrats_porteur_commune", "CLS", 2, 4, 1);
    assert_ratio(w, "contrats_porteur_epci", "CLS", 1, 4, 1);
    assert_ratio(w, "contrats_porteur_association", "CLS", 1, 4, 1);
    assert_no_row(w, "national", "", "contrats_porteur_petr", "CLS");
    assert_row(w, "departement", "93", "contrats_porteur_association", "CLS", 0, 3, 0);
    assert_no_row(w, "epci", "200000001", "contrats_porteur_association", "CLS");
    assert_row(w, "epci", "200000001", "contrats_porteur_commune", "CLS", 2, 3, 0);
    assert_ratio(w, "contrats_echelle_communale", "CLS", 2, 4, 1);
    assert_ratio(w, "contrats_echelle_intercommunale", "CLS", 1, 4, 1);
    assert_ratio(w, "contrats_echelle_supra_communautaire", "CLS", 1, 4, 1);
    assert_ratio(w, "contrats_echelle_infra_communale", "ASV", 1, 2, 0);
    assert_ratio(w, "contrats_echelle_communale_porteur_commune", "CLS", 1, 4, 1);
    assert_ratio(w, "contrats_echelle_communale_porteur_association", "CLS", 1, 4, 1);
    assert_ratio(w, "contrats_echelle_supra_communautaire_porteur_epci", "CLS", 1, 4, 1);
    assert_no_row(w, "departement", "93", "contrats_echelle_communale_porteur_association", "CLS");
}

static void coordination_and_size(void **state)
{
    world *w = *state;
    assert_ratio(w, "contrats_coordination_oui", "CLS", 1, 3, 2);
    assert_ratio(w, "contrats_coordination_non", "CLS", 1, 3, 2);
    assert_ratio(w, "contrats_coordination_vacante", "CLS", 1, 3, 2);
    assert_no_row(w, "national", "", "contrats_coordination_en_recrutement", "CLS");
    assert_ratio(w, "contrats_taille_moins_10000", "CLS", 1, 4, 1);
    assert_ratio(w, "contrats_taille_10000_20000", "CLS", 1, 4, 1);
    assert_ratio(w, "contrats_taille_moins_20000", "CLS", 2, 4, 1);
    assert_ratio(w, "contrats_taille_50000_100000", "CLS", 1, 4, 1);
    assert_ratio(w, "contrats_taille_plus_100000", "CLS", 1, 4, 1);
    assert_no_row(w, "national", "", "contrats_taille_20000_50000", "CLS");
    assert_ratio(w, "contrats_volet_sante_cdv", "CLS", 1, 2, 3);
    assert_ratio(w, "contrats_echeance_12_mois", "CLS", 1, 3, 2);
}

static void means(void **state)
{
    world *w = *state;
    assert_ratio(w, "etp_total", "CLS", 2, 2, 3);
    assert_ratio(w, "etp_total", "ASV", 0, 0, 2); /* nobody told: no figure, not 0 */
    const coverage_indicator *i = find(w, "national", "", "etp_moyen", "CLS");
    assert_ratio(w, "etp_moyen", "CLS", 2, 2, 3);
    assert_near(i->value_min, 0.5, 1e-12);
    assert_near(i->value_max, 1.5, 1e-12);
    assert_string_equal(i->sentence, "1.00 FTE on average, from 0.50 to 1.50 (of 2; 3 not told)");
    i = find(w, "national", "", "anciennete_moyenne", "CLS");
    /* C1 since 2010-01-01, C2 2022-06-30, C6 2016-01-01, C7 2024-06-30 */
    double days[] = {6024, 1461, 3833, 730};
    assert_ratio(w, "anciennete_moyenne", "CLS", (days[0] + days[1] + days[2] + days[3]) / 365.25,
                 4, 1);
    assert_near(i->value_min, 730 / 365.25, 1e-9);
    assert_near(i->value_max, 6024 / 365.25, 1e-9);
    assert_ratio(w, "habitants_par_contrat", "CLS", 10000 + 50000 + 120000 + 300, 4, 1);
    assert_near(find(w, "national", "", "habitants_par_contrat", "CLS")->value_max, 120000, 1e-9);
    assert_ratio(w, "age_information", "CLS", (365 + 730) / 365.25, 2, 3);
    assert_string_equal(find(w, "national", "", "age_information", "CLS")->unit, "années");
}

static void what_is_told(void **state)
{
    world *w = *state;
    assert_ratio(w, "contrats_renseignes_statut", "CLS", 5, 5, 0);
    assert_ratio(w, "contrats_renseignes_debut", "CLS", 4, 5, 0);
    assert_ratio(w, "contrats_renseignes_fin", "CLS", 3, 5, 0);
    assert_ratio(w, "contrats_renseignes_porteur", "CLS", 4, 5, 0);
    assert_ratio(w, "contrats_renseignes_coordination", "CLS", 3, 5, 0);
    assert_ratio(w, "contrats_renseignes_perimetre", "CLS", 4, 5, 0);
    assert_ratio(w, "contrats_renseignes_source_date", "CLS", 2, 5, 0);
}

static void perimeters_beside_others(void **state)
{
    world *w = *state;
    assert_ratio(w, "contrats_perimetre_porteur_identique", "CLS", 1, 3, 2);
    assert_ratio(w, "contrats_perimetre_porteur_chevauche", "CLS", 2, 3, 2);
    assert_ratio(w, "contrats_perimetre_porteur_chevauche", "ASV", 1, 1, 1);
    assert_ratio(w, "contrats_perimetre_porteur_contient", "CLSM", 1, 2, 1);
    assert_ratio(w, "contrats_perimetre_porteur_disjoint", "CLSM", 1, 2, 1);
    assert_no_row(w, "national", "", "contrats_perimetre_porteur_inclus", "CLS");
    /* C1 lies inside C0; C7 beside C5; what C2 follows is not there */
    assert_ratio(w, "contrats_suite_reduite", "CLS", 1, 2, 1);
    assert_ratio(w, "contrats_suite_deplacee", "CLS", 1, 2, 1);
    assert_ratio(w, "contrats_suite_elargie", "CLSM", 1, 2, 0);
    assert_ratio(w, "contrats_suite_identique", "CLSM", 1, 2, 0);
}

#define CONTRACTS_TEST(name) cmocka_unit_test_setup_teardown(name, contracts_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CONTRACTS_TEST(statuses),
        CONTRACTS_TEST(places),
        CONTRACTS_TEST(qpv_and_contrats_de_ville),
        CONTRACTS_TEST(generations_and_carriers),
        CONTRACTS_TEST(coordination_and_size),
        CONTRACTS_TEST(means),
        CONTRACTS_TEST(what_is_told),
        CONTRACTS_TEST(perimeters_beside_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
