/*
 * test_coverage_figures.c - families B to G of table `indicateur`: zones covered, cumul, the
 * territory, the health chapter, the spread between départements, shares of a département.
 */
#include "test_coverage_rows.h"

/* A QPV of 200 m2, 1 m2 of which lies in 93001, that its list names: no edge, but 0.5 %. */
static void qpv_touched(void **state)
{
    world *w = *state;
    add_land(w);
    world_qpv(w, "QN09304M", "93001,93002", 50,
              "POLYGON((99.9 70,119.9 70,119.9 80,99.9 80,99.9 70))");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "B", "CLS", "COMMUNE 93003 INCONNUE");
    world_build(w);
    assert_ratio(w, "qpv_couverts", "CLS", 2, 3, 1);
    assert_ratio(w, "qpv_intersectes", "CLS", 3, 3, 1);
    assert_ratio(w, "qpv_lisere", "CLS", 1, 3, 1);
    assert_row(w, "epci", "200000001", "qpv_lisere", "CLS", 1, 3, 0);
    assert_row(w, "epci", "200000002", "qpv_couverts", "CLS", 0, 0, 1);
}

static void communes_by_their_qpv(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "QPV QN09301M; QPV QN09303M INCONNUE");
    world_dispositif(w, "B", "ASV", "EPCI 200000001");
    world_build(w);
    /* 93001 one of two QPV, 93002 none; nobody knows about 93003; 69004 has none */
    assert_ratio(w, "communes_qpv_certains", "CLS", 1, 2, 1);
    assert_ratio(w, "communes_qpv_aucun", "CLS", 1, 2, 1);
    assert_ratio(w, "communes_qpv_tous", "CLS", 0, 2, 1);
    assert_ratio(w, "communes_qpv_tous", "ASV", 2, 3, 0);
    assert_row(w, "departement", "69", "communes_qpv_tous", "ASV", 0, 0, 0);
    assert_no_row(w, "epci", "200000002", "communes_qpv_tous", "ASV"); /* no contract there */
}

static void people_under_two(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001,93002");
    world_dispositif(w, "B", "CLS", "COMMUNE 93002,69004");
    world_dispositif(w, "C", "CDV", "COMMUNE 93002,93003");
    world_build(w);
    assert_ratio(w, "pop_superposee", "CLS", 2000, 11000, 0);
    assert_row(w, "departement", "93", "pop_superposee", "CLS", 2000, 3000, 0);
    assert_row(w, "contrat_ville", "C", "pop_superposee", "CLS", 2000, 2000, 0);
    assert_row(w, "contrat_ville", "C", "superpositions", "CLS", 1, 2, 0);
}

static void surveyed(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_survey(w, "REGION", "11", "CLS", "OUI");
    world_build(w);
    assert_ratio(w, "communes_recensees", "CLS", 3, 4, 0);
    assert_ratio(w, "pop_recensee", "CLS", 7000, 15000, 0);
    assert_ratio(w, "communes_couvertes", "CLS", 1, 3, 1);
    assert_ratio(w, "qpv_sans_dispositif", "", 1, 3, 0);
}

static void contrats_de_ville_covered(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "V1", "CDV", "COMMUNE 93001");
    world_dispositif(w, "V2", "CDV", "COMMUNE 93002");
    world_dispositif(w, "V3", "CDV", "COMMUNE 93003 INCONNUE");
    world_dispositif_dated(w, "V4", "CDV", "ABANDONNE", NULL, NULL, "COMMUNE 69004");
    world_dispositif(w, "A", "CLS", "QPV QN09301M");
    world_build(w);
    assert_ratio(w, "contrats_ville_couverts", "CLS", 1, 2, 1);
    assert_ratio(w, "contrats_ville_partiel", "CLS", 1, 2, 1);
    assert_ratio(w, "contrats_ville_total", "CLS", 0, 2, 1);
    assert_ratio(w, "contrats_ville_aucun", "CLS", 1, 2, 1);
    assert_ratio(w, "contrats_ville_avec_contrat", "CLS", 1, 2, 1);
    assert_no_row(w, "national", "", "contrats_ville_avec_contrat", "CDV");
    assert_ratio(w, "contrats_ville_nombre", "", 3, 4, 0);
    assert_row(w, "epci", "200000001", "contrats_ville_avec_contrat", "CLS", 1, 2, 0);
    assert_no_row(w, "contrat_ville", "V1", "contrats_ville_couverts", "CLS");
    assert_row(w, "contrat_ville", "V1", "qpv_couverts", "CLS", 1, 2, 0);
    assert_ratio(w, "contrats_ville_cumul_1", "", 1, 2, 1);
    assert_ratio(w, "contrats_ville_combinaison_cls", "", 1, 2, 1);
}

/* 93001: CLS and, in a QPV, ASV; 93002: CLS and CLSM; 93003: nobody knows of CLSM; 69004: none */
static void cumul(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001,93002");
    world_dispositif(w, "B", "ASV", "QPV QN09301M");
    world_dispositif(w, "C", "CLSM", "COMMUNE 93002; COMMUNE 93003 INCONNUE");
    world_build(w);
    assert_ratio(w, "communes_cumul_0", "", 1, 3, 1);
    assert_ratio(w, "communes_cumul_2", "", 2, 3, 1);
    assert_ratio(w, "communes_combinaison_cls_asv", "", 1, 3, 1);
    assert_ratio(w, "communes_combinaison_cls_clsm", "", 1, 3, 1);
    assert_ratio(w, "communes_combinaison_aucun", "", 1, 3, 1);
    assert_ratio(w, "communes_combinaison_cls_asv_clsm", "", 0, 3, 1);
    /* QN09302M lies in 93001 (two thirds) and 93002: CLS wholly, CLSM in part */
    assert_ratio(w, "qpv_cumul_2", "", 2, 2, 1);
    assert_ratio(w, "qpv_combinaison_cls_asv", "", 1, 2, 1);
    assert_ratio(w, "qpv_combinaison_cls_clsm", "", 1, 2, 1);
    assert_ratio(w, "pop_qpv_combinaison_cls_asv", "", 100, 400, 160);
    assert_ratio(w, "pop_qpv_combinaison_cls_clsm", "", 300, 400, 160);
    assert_ratio(w, "epci_cumul_3", "", 1, 1, 1);
    assert_ratio(w, "epci_combinaison_cls_asv_clsm", "", 1, 1, 1);
    assert_no_row(w, "epci", "200000001", "epci_cumul_3", "");
    assert_row(w, "epci", "200000001", "communes_cumul_2", "", 2, 2, 0);
    assert_row(w, "epci", "200000001", "pop_2", "", 2100, 3000, 0);
    assert_no_row(w, "national", "", "contrats_ville_cumul_0", ""); /* no CDV in the run */
}

static void qpv_without_anything(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "QPV QN09301M");
    world_dispositif(w, "B", "PTSM", "QPV QN09303M INCONNUE");
    world_dispositif(w, "V", "CDV", "EPCI 200000001");
    world_build(w);
    assert_ratio(w, "qpv_sans_dispositif", "", 1, 2, 1);
    assert_row(w, "contrat_ville", "V", "qpv_sans_dispositif", "", 1, 2, 0);
}

static void territory(void **state)
{
    world *w = *state;
    add_land(w);
    world_commune(w, "69005", "", UNKNOWN, "POLYGON((400 0,500 0,500 100,400 100,400 0))");
    world_qpv(w, "QN06901M", "69005", UNKNOWN, "POLYGON((420 10,440 10,440 30,420 30,420 10))");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "V", "CDV", "COMMUNE 93001");
    world_build(w);
    assert_ratio(w, "qpv_nombre", "", 4, 4, 1);
    assert_ratio(w, "pop_qpv", "", 560, 15000, 1);
    assert_ratio(w, "communes_avec_qpv", "", 4, 5, 0);
    assert_ratio(w, "epci_avec_qpv", "", 2, 2, 0);
    assert_ratio(w, "taille_qpv", "", 560, 3, 1);
    assert_near(find(w, "national", "", "taille_qpv", "")->value_min, 100, 1e-9);
    assert_near(find(w, "national", "", "taille_qpv", "")->value_max, 300, 1e-9);
    assert_row(w, "epci", "200000001", "pop_qpv", "", 400, 3000, 0);
    assert_row(w, "contrat_ville", "V", "qpv_nombre", "", 2, 2, 0);
    assert_row(w, "contrat_ville", "V", "pop_qpv", "", 300, 1000, 0);
    assert_row(w, "departement", "69", "contrats_ville_nombre", "", 0, 0, 0);
    assert_no_row(w, "epci", "200000001", "epci_avec_qpv", "");
}

static void add_chapter(world *w, const char *id, const char *type, const char *volet,
                        const char *perimeter)
{
    world_dispositif_row(w,
                         (inventory_dispositif_row){.id_dispositif = id,
                                                    .type = type,
                                                    .nom = id,
                                                    .statut = "ACTIF",
                                                    .volet_sante_cdv = volet},
                         perimeter);
}

/* V1 both; V2 CLS (an ASV that is not told, another OUI would be needed); V3 ASV; V4 neither */
static void health_chapter(void **state)
{
    world *w = *state;
    add_land(w);
    world_commune(w, "69005", "", 100, "POLYGON((400 0,500 0,500 100,400 100,400 0))");
    world_dispositif(w, "V1", "CDV", "COMMUNE 93001");
    world_dispositif(w, "V2", "CDV", "COMMUNE 93002");
    world_dispositif(w, "V3", "CDV", "COMMUNE 93003");
    world_dispositif(w, "V4", "CDV", "COMMUNE 69004");
    world_dispositif(w, "V5", "CDV", "COMMUNE 69005");
    world_dispositif(w, "V6", "CDV", "INCONNU");
    add_chapter(w, "A", "CLS", "OUI", "COMMUNE 93001,93002");
    add_chapter(w, "B", "ASV", "OUI", "QPV QN09301M");
    add_chapter(w, "C", "CLS", NULL, "COMMUNE 93002"); /* A says it already */
    add_chapter(w, "D", "ASV", "OUI", "QPV QN09303M");
    add_chapter(w, "E", "CLS", "NON", "COMMUNE 93003");
    add_chapter(w, "F", "CLS", "INCONNU", "COMMUNE 69005");
    world_build(w);
    assert_ratio(w, "volet_sante_cls_et_asv", "", 1, 4, 1);
    assert_ratio(w, "volet_sante_cls", "", 1, 4, 1);
    assert_ratio(w, "volet_sante_asv", "", 1, 4, 1);
    assert_ratio(w, "volet_sante_aucun", "", 1, 4, 1);
    assert_row(w, "departement", "69", "volet_sante_aucun", "", 1, 1, 1);
    assert_row(w, "contrat_ville", "V3", "volet_sante_asv", "", 1, 1, 0);
}

/* 93: 2 QPV of 3; 69: none; 01: 1 of 1 */
static void spread_between_departements(void **state)
{
    world *w = *state;
    add_land(w);
    world_commune(w, "01005", "", 500, "POLYGON((400 0,500 0,500 100,400 100,400 0))");
    world_qpv(w, "QN00101M", "01005", 50, "POLYGON((420 10,440 10,440 30,420 30,420 10))");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001,01005");
    world_dispositif(w, "B", "CLS", "COMMUNE 93002");
    world_build(w);
    const coverage_indicator *i = find(w, "national", "", "qpv_couverts_par_departement", "CLS");
    assert_near(i->numerator, 2, 0);
    assert_near(i->denominator, 3, 0);
    assert_near(i->not_told, 1, 0);
    assert_near(i->value, (2 / 3.0 + 1) / 2, 1e-12); /* the mean of the middle two */
    assert_near(i->value_min, 2 / 3.0, 1e-12);
    assert_near(i->value_max, 1, 1e-12);
    i = find(w, "national", "", "contrats_en_vigueur_par_departement", "CLS");
    assert_near(i->numerator, 3, 0);
    assert_near(i->value, 1, 1e-12);
    assert_near(i->value_min, 0, 0);
    assert_near(i->value_max, 2, 0);
    assert_string_equal(i->unit, "nombre");
    assert_string_equal(i->sentence, "median 1, from 0 to 2 (3 départements of 3)");
    i = find(w, "region", "84", "pop_couverte_par_departement", "CLS");
    assert_near(i->denominator, 2, 0);
    assert_near(i->value, 0.5, 1e-12); /* 01: all; 69: nobody */
    find(w, "region", "84", "pop_qpv_couverte_par_departement", "CLS");
    assert_no_row(w, "national", "", "contrats_ville_couverts_par_departement", "CLS");
    assert_no_row(w, "departement", "93", "qpv_couverts_par_departement", "CLS");
}

static void shares_of_a_departement(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001,69004");
    world_dispositif(w, "B", "CLS", "COMMUNE 93002 PARTIELLE 0.5; COMMUNE 93003");
    world_dispositif(w, "C", "CLS", "INCONNU");
    world_dispositif_dated(w, "D", "CLS", "ECHU", "2010", "2012", "COMMUNE 93001");
    world_build(w);
    assert_int_equal(w->cov->n_department_parts, 3);
    const coverage_department_part *part = w->cov->department_parts;
    assert_string_equal(w->t->departments[part->department].code.s, "69");
    assert_near(part->part_com, 1, 1e-12);
    assert_near(part->part_aire, 1, 1e-12);
    assert_near(part->pop, 8000, 1e-9);
    part++;
    assert_string_equal(w->t->departments[part->department].code.s, "93");
    assert_int_equal(part->nb_com, 1);
    assert_near(part->part_com, 1 / 3.0, 1e-12);
    assert_near(part->area_m2, 10000, 1e-6);
    assert_near(part->part_aire, 1 / 3.0, 1e-9);
    assert_near(part->part_pop, 1000 / 7000.0, 1e-12);
    part++;
    assert_string_equal(w->inv->dispositifs[part->dispositif].id, "B");
    assert_int_equal(part->nb_com, 1);
    assert_near(part->pop, 5000, 1e-9); /* half of 93002 */
    assert_near(part->part_pop, 5000 / 7000.0, 1e-12);
}

static void more_than_three_types(void **state)
{
    world *w = *state;
    add_land(w);
    w->options.combination = (const char *const[]){"CLS", "ASV", "CLSM", "PTSM", NULL};
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "B", "ASV", "COMMUNE 93001");
    world_dispositif(w, "C", "CLSM", "COMMUNE 93001");
    world_dispositif(w, "D", "PTSM", "COMMUNE 93001");
    world_build(w);
    assert_ratio(w, "communes_combinaison_cls_asv_clsm_ptsm", "", 1, 4, 0);
    assert_ratio(w, "communes_combinaison_aucun", "", 3, 4, 0);
    assert_ratio(w, "communes_cumul_3", "", 1, 4, 0); /* 3 and more */
    assert_no_row(w, "national", "", "communes_combinaison_cls", "");
    assert_row(w, "departement", "69", "communes_combinaison_cls_asv_clsm_ptsm", "", 0, 1, 0);
    assert_no_row(w, "epci", "200000002", "communes_combinaison_cls_asv_clsm_ptsm", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(qpv_touched),
        TEST(communes_by_their_qpv),
        TEST(people_under_two),
        TEST(surveyed),
        TEST(contrats_de_ville_covered),
        TEST(cumul),
        TEST(qpv_without_anything),
        TEST(territory),
        TEST(health_chapter),
        TEST(spread_between_departements),
        TEST(shares_of_a_departement),
        TEST(more_than_three_types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
