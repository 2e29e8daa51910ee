/*
 * test_output_layers.c - names, columns and values of every layer and table of a result.
 */
#include "test_output_fixture.h"

static const char *columns_of(fixture *f, const char *table)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT group_concat(name, ' ') FROM pragma_table_info('%s') WHERE name NOT IN "
        "('fid', 'geom')",
        table);
    return ask(f, sql);
}

#define FIGURES(t)                                                                                 \
    "couverture_" t " part_brute_" t " part_aire_" t " part_pop_" t " pop_" t " pop_min_" t        \
    " pop_max_" t " nb_" t " ids_" t
#define ZONE_FIGURES(t) FIGURES(t) " nb_qpv_" t " pop_qpv_" t " couverture_qpv_" t
#define ALL_FIGURES     FIGURES("cls") " " FIGURES("asv") " " FIGURES("clsm") " " FIGURES("cdv")
#define ALL_ZONE_FIGURES                                                                           \
    ZONE_FIGURES("cls") " " ZONE_FIGURES("asv") " " ZONE_FIGURES("clsm") " " ZONE_FIGURES("cdv")
#define CUMUL "cumul combinaison"
#define GROUP                                                                                      \
    "nb_com nb_qpv pop pop_qpv aire_ha " ALL_ZONE_FIGURES " " CUMUL " pop_0 pop_1 pop_2 pop_3"
#define CONTRACT(t)                                                                                \
    "noms_" t " date_debut_" t " date_fin_" t " coordination_" t " volet_sante_cdv_" t

/* What QGIS draws them with is not of the layers. */
#define TABLES                                                                                     \
    "SELECT group_concat(table_name, ' ') FROM (SELECT table_name FROM gpkg_contents WHERE "       \
    "table_name NOT IN ('layer_styles', 'qgis_projects') ORDER BY rowid)"

/* The layers in file order, and their columns: a contract with everybody who reads results. */
static const char *const layers[][2] = {
    {"qpv", "code_qp lib_qp generation insee_com lib_com siren_epci lib_epci insee_dep insee_reg "
            "aire_ha pop methode_pop part_imputee " ALL_FIGURES " " CUMUL},
    {"commune", "insee_com lib_com siren_epci lib_epci insee_dep insee_reg aire_ha pop nb_qpv "
                "pop_qpv " ALL_ZONE_FIGURES " " CUMUL},
    {"epci", "siren_epci lib_epci nature " GROUP},
    {"departement", "insee_dep lib_dep " GROUP},
    {"region", "insee_reg lib_reg " GROUP},
    {"contrat_ville", "id_dispositif nom " CONTRACT("cls") " " CONTRACT("asv") " " CONTRACT(
                          "clsm") " " CONTRACT("cdv") " " GROUP},
    {"dispositif",
     "id_dispositif type nom statut generation succede_a absorbe_par rang premiere_date "
     "date_signature date_debut "
     "date_fin porteur_type porteur_code porteur_nom coordination etp volet_sante_cdv source "
     "source_date commentaire en_vigueur nb_com nb_epci nb_qpv pop pop_min pop_max pop_qpv "
     "classe_pop echelle aire_ha"},
    {"lacune", "type code_qp insee_com lib_qp siren_epci insee_dep aire_ha pop motif"},
    {"superposition", "type ids nb insee_com aire_ha pop"},
    {"qpv_dispositif", "code_qp id_dispositif type part_aire part_pop pop"},
    {"relation", "id_a type_a id_b type_b lien pop_commune part_a part_b"},
    {"dispositif_departement",
     "id_dispositif type insee_dep lib_dep nb_com part_com aire_ha part_aire pop part_pop"},
    {"indicateur", "echelon code lib indicateur type numerateur denominateur non_renseigne valeur "
                   "valeur_min valeur_max unite phrase definition"},
    {"diagnostic", "severite code objet identifiant fichier feuille ligne colonne valeur "
                   "valeur_proposee message remede"},
    {"parametre", "cle valeur"},
};

static void columns(void **state)
{
    fixture *f = *state;
    open_result(f, write_result(f, "r.gpkg"));
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(layers); i++) {
        assert_string_equal(columns_of(f, layers[i][0]), layers[i][1]);
        g_string_append_printf(names, "%s%s", i > 0 ? " " : "", layers[i][0]);
    }
    assert_string_equal(ask(f, TABLES), names->str);
    g_string_free(names, TRUE);
    assert_string_equal(ask(f, "SELECT count(*) = count(DISTINCT identifier), count(*) = "
                               "count(description) FROM gpkg_contents"),
                        "1|1");
}

static void qpv(void **state)
{
    fixture *f = *state;
    open_result(f, write_result(f, "r.gpkg"));
    assert_string_equal(
        ask(f, "SELECT code_qp, generation, insee_com, siren_epci, insee_dep, "
               "insee_reg, round(aire_ha, 6), pop, methode_pop, part_imputee FROM qpv"),
        "QN09301M|2024|93001|200000001|93|11|0.04|100.0|officielle|NULL\n"
        "QN09302M|2024|93001|200000001|93|11|0.03|300.0|officielle|NULL\n"
        "QN09303M|2024|93003|200000002|93|11|0.04|160.0|surface|NULL");
    assert_string_equal(ask(f, "SELECT code_qp, couverture_cls, round(part_aire_cls, 6), pop_cls, "
                               "nb_cls, ids_cls, couverture_asv, ids_asv, cumul, combinaison FROM "
                               "qpv"),
                        "QN09301M|total|1.0|100.0|2|CLS-1,CLS-2|aucun|NULL|2|CLS\n"
                        "QN09302M|partiel|0.666667|200.0|2|CLS-1,CLS-2|total|ASV-1|3|CLS+ASV\n"
                        "QN09303M|aucun|0.0|0.0|0|NULL|aucun|NULL|0|aucun");
}

static void zones(void **state)
{
    fixture *f = *state;
    open_result(f, write_result(f, "r.gpkg"));
    assert_string_equal(
        ask(f, "SELECT insee_com, siren_epci, aire_ha, pop, nb_qpv, pop_qpv, couverture_cls, "
               "pop_cls, nb_qpv_cls, pop_qpv_cls, couverture_qpv_cls FROM commune WHERE "
               "insee_com < '93003' ORDER BY insee_com"),
        "69004|NULL|1.0|8000.0|0|0.0|aucun|0.0|0|0.0|sans_qpv\n"
        "93001|200000001|1.0|1000.0|2|300.0|total|1000.0|2|300.0|tous\n"
        "93002|200000001|1.0|2000.0|1|100.0|aucun|0.0|0|0.0|aucun");
    assert_string_equal(ask(f,
                            "SELECT siren_epci, nb_com, nb_qpv, pop, pop_qpv, round(aire_ha, 6),"
                            " couverture_cls, pop_cls, nb_qpv_cls, couverture_qpv_cls FROM epci"),
                        "200000001|2|2|3000.0|400.0|2.0|partiel|1000.0|2|certains\n"
                        "200000002|1|1|4000.0|160.0|1.0|aucun|0.0|0|aucun");
    assert_string_equal(ask(f, "SELECT insee_dep, nb_com, pop, pop_0 + pop_1 + pop_2 + pop_3 FROM "
                               "departement"),
                        "69|1|8000.0|8000.0\n93|3|7000.0|7000.0");
    assert_string_equal(ask(f, "SELECT insee_reg, nb_com, pop FROM region"),
                        "11|3|7000.0\n84|1|8000.0");
    assert_string_equal(ask(f, "SELECT id_dispositif, ids_cls, date_debut_cls, date_fin_cls, "
                               "noms_asv, coordination_cls, nb_com, pop FROM contrat_ville"),
                        "CDV-1|CLS-1,CLS-2|2020-01-01,2020-01-01|2030-12-31,2030-12-31|ASV-1|NULL|"
                        "2|3000.0");
}

static void dispositifs(void **state)
{
    fixture *f = *state;
    open_result(f, write_result(f, "r.gpkg"));
    assert_string_equal(
        ask(f, "SELECT id_dispositif, statut, date_debut, date_fin, en_vigueur, nb_com, nb_qpv, "
               "pop, classe_pop, echelle, geom IS NULL FROM dispositif"),
        "ASV-1|ACTIF|2020-01-01|2030-12-31|oui|2|1|300.0|moins_10000|intercommunale|0\n"
        "ASV-2|EN_PROJET|NULL|NULL|projet|1|1|100.0|moins_10000|infra_communale|0\n"
        "CDV-1|ACTIF|2020-01-01|2030-12-31|oui|2|2|3000.0|moins_10000|intercommunale|0\n"
        "CLS-1|ACTIF|2020-01-01|2030-12-31|oui|1|2|1000.0|moins_10000|communale|0\n"
        "CLS-2|ACTIF|2020-01-01|2030-12-31|oui|1|2|1000.0|moins_10000|communale|0\n"
        "CLSM-1|ACTIF|2020-01-01|2030-12-31|oui|NULL|NULL|NULL|NULL|NULL|1");
    assert_string_equal(ask(f, "SELECT type, code_qp, insee_com, round(aire_ha, 6), pop, motif "
                               "FROM lacune WHERE type IN ('CLS', 'ASV')"),
                        "CLS|QN09302M|93002|0.01|100.0|partiel\n"
                        "CLS|QN09303M|93003|0.04|160.0|aucun\n"
                        "ASV|QN09301M|93001|0.04|100.0|aucun\n"
                        "ASV|QN09303M|93003|0.04|160.0|aucun");
    assert_string_equal(ask(f, "SELECT type, ids, nb, insee_com, aire_ha, pop FROM superposition"),
                        "CLS|CLS-1,CLS-2|2|93001|1.0|1000.0");
    assert_string_equal(ask(f, "SELECT id_a, id_b, lien, pop_commune FROM relation WHERE id_a = "
                               "'CLS-1' OR id_a = 'ASV-1' ORDER BY 1, 2"),
                        "ASV-1|CDV-1|inclus|300.0\nASV-1|CLS-1|chevauche|200.0\n"
                        "ASV-1|CLS-2|chevauche|200.0\nCLS-1|CLS-2|identique|1000.0");
    assert_string_equal(ask(f, "SELECT code_qp, id_dispositif, part_aire, pop FROM qpv_dispositif "
                               "WHERE type = 'ASV'"),
                        "QN09302M|ASV-1|1.0|300.0");
}

/* A gap that two types leave in the same faces has one shape, made once. */
static void gaps_of_the_same_faces(void **state)
{
    fixture *f = *state;
    open_result(f, write_result(f, "r.gpkg"));
    assert_string_equal(
        ask(f, "SELECT code_qp, insee_com, round(aire_ha, 6), count(*), count(DISTINCT geom), "
               "count(geom) FROM lacune GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"),
        "QN09301M|93001|0.04|2|1|2\nQN09302M|93001|0.02|1|1|1\nQN09302M|93002|0.01|2|1|2\n"
        "QN09303M|93003|0.04|4|1|4");
}

/* The order in which threads make shapes shows nowhere. */
static void any_number_of_threads(void **state)
{
    fixture *f = *state;
    char *first = NULL;
    gsize size = 0;
    assert_true(g_file_get_contents(write_in_folder(f, "1", "r.gpkg"), &first, &size, NULL));
    for (unsigned n = 2; n <= 5; n++) {
        g_autofree char *name = g_strdup_printf("%u", n);
        g_autofree char *other = NULL;
        gsize other_size = 0;
        f->options.n_threads = n;
        assert_true(
            g_file_get_contents(write_in_folder(f, name, "r.gpkg"), &other, &other_size, NULL));
        assert_int_equal(other_size, size);
        assert_memory_equal(other, first, size);
    }
    g_free(first);
}

static void parameters(void **state)
{
    fixture *f = *state;
    f->options.command = "maillage cover --communes c.gpkg";
    open_result(f, write_result(f, "r.gpkg"));
    static const char *const expected[][2] = {
        {"version", "0.1.0"},
        {"commande", "maillage cover --communes c.gpkg"},
        {"date", "2026-06-30"},
        {"types", "CLS,ASV,CLSM,CDV"},
        {"avec_projets", "non"},
        {"seuil_total", "0.99"},
        {"seuil_aucun", "0.01"},
        {"recensement", "non"},
        {"generation_qpv", "2024"},
        {"format", "GPKG"},
        {"crs", "EPSG:2154"},
        {"crs_calcul", "EPSG:3035"},
        {"garde_grille_m", "0.001"},
        {"communes", "4"},
        {"qpv", "3"},
        {"dispositifs", "6"},
        {"population", "15000"},
        {"types_combinaison", "CLS,ASV,CLSM"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        char *value = store_parameter(f->store, expected[i][0]);
        if (g_strcmp0(value, expected[i][1]) != 0)
            fail_msg("%s: '%s', expected '%s'", expected[i][0], value, expected[i][1]);
        g_free(value);
    }
}

static void findings(void **state)
{
    fixture *f = *state;
    mlg_findings_add(&(mlg_finding){.code = "unite-inconnue",
                                    .object = "perimetre",
                                    .id = "CLS-1",
                                    .file = "inventaire.xlsx",
                                    .layer = "perimetres",
                                    .row = 12,
                                    .column = "unite_code",
                                    .value = "1001"},
                     f->world->findings);
    open_result(f, write_result(f, "r.gpkg"));
    assert_string_equal(ask(f, "SELECT severite, code, objet, identifiant, fichier, feuille, ligne,"
                               " colonne, valeur, valeur_proposee, message, remede FROM diagnostic "
                               "ORDER BY fid DESC LIMIT 1"),
                        "rejet|unite-inconnue|perimetre|CLS-1|inventaire.xlsx|perimetres|12|"
                        "unite_code|1001|NULL|unite_code \"1001\" is not a known unit|check the "
                        "code, or load the layer that holds this unit");
}

static void chosen_layers(void **state)
{
    fixture *f = *state;
    f->options.layers = (const char *const[]){"lacune", "qpv", NULL};
    open_result(f, write_result(f, "r.gpkg"));
    assert_string_equal(ask(f, TABLES), "qpv lacune parametre");
}

/* --zone: the dispositifs that meet it, whole, and those that count for it; the CRS of the zone. */
static void zone(void **state)
{
    fixture *f = *state;
    f->world->options.zone = "com:93003";
    world_compute(f->world);
    open_result(f, write_result(f, "none.gpkg"));
    assert_string_equal(ask(f, "SELECT (SELECT count(*) FROM commune), (SELECT count(*) FROM "
                               "dispositif), (SELECT count(*) FROM relation)"),
                        "1|0|0");
    f->world->options.zone = "com:93002";
    world_compute(f->world);
    open_result(f, write_result(f, "some.gpkg"));
    assert_string_equal(ask(f, "SELECT id_dispositif, pop FROM dispositif"),
                        "ASV-1|300.0\nCDV-1|3000.0");
    assert_string_equal(ask(f, "SELECT id_a, id_b FROM relation"), "ASV-1|CDV-1");
    assert_string_equal(ask(f, "SELECT DISTINCT srs_id FROM gpkg_geometry_columns"), "2154");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        OUTPUT_TEST(columns),
        OUTPUT_TEST(qpv),
        OUTPUT_TEST(zones),
        OUTPUT_TEST(dispositifs),
        OUTPUT_TEST(parameters),
        OUTPUT_TEST(findings),
        OUTPUT_TEST(chosen_layers),
        OUTPUT_TEST(zone),
        OUTPUT_TEST(gaps_of_the_same_faces),
        OUTPUT_TEST(any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
