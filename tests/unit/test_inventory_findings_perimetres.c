/*
 * test_inventory_findings_perimetres.c - perimeter lines: every way in which a unit can be wrong.
 */
#include "test_inventory_findings.h"

static const finding_case cases[] = {
    {.code = "perimetre-orphelin",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=CLS-93|unite_type=COMMUNE|unite_code=93048"},
     .expected = "perimetres: ligne 2, id_dispositif: id_dispositif « CLS-93 » n'est dans aucune "
                 "ligne de dispositifs : ligne rejetée"},
    {.code = "perimetre-orphelin-proche",
     .dispositifs = {"id_dispositif=CLS-93048-1|type=CLS|nom=Un|statut=ACTIF|date_debut=2024|unite_"
                     "type=COMMUNE|unite_code=93048"},
     .perimetres = {"id_dispositif=CLS-93048-l|unite_type=COMMUNE|unite_code=93053"},
     .expected = "perimetres: ligne 2, id_dispositif: id_dispositif « CLS-93048-l » n'est dans "
                 "aucune ligne de dispositifs : ligne rejetée ; le plus proche : CLS-93048-1"},
    {.code = "perimetre-de-rejete",
     .dispositifs = {WHOLE, "id_dispositif=B|type=CLS|nom=Deux|statut=bidule"},
     .perimetres = {"id_dispositif=b|unite_type=COMMUNE|unite_code=93053"},
     .expected = "dispositifs: ligne 3, statut: statut « bidule » n'est pas une valeur connue : "
                 "ligne rejetée"
                 "\nperimetres: ligne 2, id_dispositif: la ligne du dispositif « b » est rejetée, "
                 "celle-ci l'est aussi"},
    {.code = "unite-type-absent",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_nom=Montreuil"},
     .expected = "perimetres: ligne 2, unite_type: unite_type est vide : ligne rejetée"},
    {.code = "unite-type-propose",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_code=200054781"},
     .expected = "perimetres: ligne 2, unite_type: unite_type est vide : ligne rejetée ; d'après "
                 "le code 200054781, ce pourrait être EPCI"},
    {.code = "unite-code-absent",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=EPCI"},
     .expected = "perimetres: ligne 2, unite_code: unite_code est vide alors que l'unité est de "
                 "type EPCI : ligne rejetée"},
    {.code = "unite-sans-code",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=COMMUNE|unite_nom=Noisy le sec"},
     .expected = "perimetres: ligne 2, unite_nom: « Noisy le sec » est sans code : non utilisé ; "
                 "93053 porte ce nom"},
    {.code = "unite-nom-ambigu",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=ville|unite_nom=St Nazaire"},
     .expected = "perimetres: ligne 2, unite_nom: « St Nazaire » est sans code : non utilisé ; "
                 "plusieurs unités portent ce nom : 44184, 66186"},
    {.code = "unite-nom-introuvable",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=EPCI|unite_nom=Pays de nulle part"},
     .expected = "perimetres: ligne 2, unite_nom: « Pays de nulle part » est sans code : non "
                 "utilisé ; aucune unité chargée de type EPCI ne porte ce nom"},
    {.code = "unite-nom-different",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=COMMUNE|unite_code=93053|unite_nom=Bobigny"},
     .expected = "perimetres: ligne 2, unite_nom: unite_nom « Bobigny » n'est pas le nom de 93053, "
                 "qui est Noisy-le-Sec : le code fait foi"},
    {.code = "unite-code-nettoye",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=COMMUNE|unite_code=2a004, =\"01001\", 01 004"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « 2a004 » est lu 2A004"
                 "\nperimetres: ligne 2, unite_code: unite_code « =\"01001\" » est lu 01001"
                 "\nperimetres: ligne 2, unite_code: unite_code « 01 004 » est lu 01004"},
    {.code = "zero-perdu",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=COMMUNE|unite_code=1001"},
     .alone = true,
     .expected =
         "perimetres: ligne 2, unite_code: unite_code « 1001 » : zéro initial perdu ? 01001"},
    {.code = "commune-zero-perdu",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=COMMUNE|unite_code=1001"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « 1001 » n'est pas une commune ; "
                 "zéro initial perdu ? 01001 (L'Abergement-Clémenciat) existe"},
    {.code = "departement-zero-perdu",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=DEPARTEMENT|unite_code=1"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « 1 » n'est pas un département ; "
                 "zéro initial perdu ? 01 (Ain) existe"},
    {.code = "region-zero-perdu",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=REGION|unite_code=2"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « 2 » n'est pas une région ; zéro "
                 "initial perdu ? 02 (Martinique) existe"},
    {.code = "code-commune-illisible",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=COMMUNE|unite_code=930480"},
     .expected =
         "perimetres: ligne 2, unite_code: unite_code « 930480 » n'est pas un code de commune"},
    {.code = "code-siren-illisible",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=EPCI|unite_code=X24"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « X24 » n'est pas un SIREN"},
    {.code = "code-qpv-illisible",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=QPV|unite_code=QP9302"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « QP9302 » n'est pas un code de QPV"},
    {.code = "code-departement-illisible",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=DEPARTEMENT|unite_code=101"},
     .expected =
         "perimetres: ligne 2, unite_code: unite_code « 101 » n'est pas un code de département"},
    {.code = "code-region-illisible",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=REGION|unite_code=R84"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « R84 » n'est pas un code de région"},
    {.code = "siren-chiffres",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=EPCI|unite_code=24440000"},
     .expected =
         "perimetres: ligne 2, unite_code: unite_code « 24440000 » a 8 chiffres, un SIREN en a 9"},
    {.code = "siren-proche",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=EPCI|unite_code=24440064, 244400464"},
     .expected =
         "perimetres: ligne 2, unite_code: unite_code « 24440064 » n'est pas un SIREN connu ; "
         "244400644 (CA de la Région Nazairienne et de l'Estuaire) en diffère d'un chiffre"
         "\nperimetres: ligne 2, unite_code: unite_code « 244400464 » n'est pas un SIREN connu ; "
         "244400644 (CA de la Région Nazairienne et de l'Estuaire) en diffère d'un chiffre"},
    {.code = "commune-au-lieu-groupement",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=EPCI|unite_code=93048",
                    "id_dispositif=A|unite_type=EPT|unite_code=93048"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « 93048 » est la commune Montreuil ; "
                 "son groupement est 200054781"
                 "\nperimetres: ligne 3, unite_code: unite_code « 93048 » est la commune Montreuil "
                 "; son groupement est 200057875"},
    {.code = "unite-autre-type",
     .dispositifs = {WHOLE},
     .perimetres =
         {"id_dispositif=A|unite_type=COMMUNE|unite_code=69381 01059 244400644 QN09309M 01",
          "id_dispositif=A|unite_type=QPV|unite_code=93048, 244400644"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « 69381 » (Lyon 1er Arrondissement) "
                 "est d'un autre type d'unité : ARRONDISSEMENT_MUNICIPAL"
                 "\nperimetres: ligne 2, unite_code: unite_code « 01059 » (Brénaz) est d'un autre "
                 "type d'unité : COMMUNE_DELEGUEE"
                 "\nperimetres: ligne 2, unite_code: unite_code « 244400644 » (CA de la Région "
                 "Nazairienne et de l'Estuaire) est d'un autre type d'unité : EPCI"
                 "\nperimetres: ligne 2, unite_code: unite_code « QN09309M » (La Noue) est d'un "
                 "autre type d'unité : QPV"
                 "\nperimetres: ligne 2, unite_code: unite_code « 01 » (Ain) est d'un autre type "
                 "d'unité : DEPARTEMENT"
                 "\nperimetres: ligne 3, unite_code: unite_code « 93048 » (Montreuil) est d'un "
                 "autre type d'unité : QPV_DE_COMMUNE"
                 "\nperimetres: ligne 3, unite_code: unite_code « 244400644 » (CA de la Région "
                 "Nazairienne et de l'Estuaire) est d'un autre type d'unité : QPV_DE_EPCI"},
    {.code = "unite-code-du-nom",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=COMMUNE|unite_code=93999|unite_nom=Noisy-le-Sec"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « 93999 » n'est pas connu ; "
                 "Noisy-le-Sec a le code 93053"},
    {.code = "unite-hors-territoire",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=COMMUNE|unite_code=59350"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « 59350 » est hors du territoire "
                 "chargé : non compté"},
    {.code = "arrondissement-non-charge",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=ARRONDISSEMENT_MUNICIPAL|unite_code=75118"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « 75118 » est un arrondissement de "
                 "75056, et la couche chargée n'a que la commune entière"},
    {.code = "commune-inconnue",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=COMMUNE|unite_code=93100"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « 93100 » n'est pas une commune de "
                 "la couche chargée"},
    {.code = "deleguee-inconnue",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=COMMUNE_DELEGUEE|unite_code=01060"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « 01060 » n'est pas une commune "
                 "déléguée des couches chargées"},
    {.code = "arrondissement-inconnu",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=ARRONDISSEMENT_MUNICIPAL|unite_code=93100"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « 93100 » n'est pas un "
                 "arrondissement municipal"},
    {.code = "epci-inconnu",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=EPCI|unite_code=200099999"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « 200099999 » n'est pas un EPCI du "
                 "territoire chargé"},
    {.code = "ept-inconnu",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=EPT|unite_code=200099999"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « 200099999 » n'est pas un EPT du "
                 "territoire chargé"},
    {.code = "departement-inconnu",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=DEPARTEMENT|unite_code=20"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « 20 » n'est pas un département"},
    {.code = "region-inconnue",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=REGION|unite_code=99"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « 99 » n'est pas une région du "
                 "territoire chargé"},
    {.code = "qpv-inconnu",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=QPV|unite_code=QN09399I"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « QN09399I » n'est pas un QPV de la "
                 "couche chargée"},
    {.code = "qpv-autre-generation",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=QPV|unite_code=QP093028"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « QP093028 » est un QPV d'une autre "
                 "génération ; ce calcul porte sur la génération 2024"},
    {.code = "qpv-autre-generation-proche",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=QPV|unite_code=QP093028"},
     .list = true,
     .expected = "perimetres: ligne 2, unite_code: unite_code « QP093028 » est un QPV d'une autre "
                 "génération que celle du calcul, où lui correspond QN09309M"},
    {.code = "qpv-generation-comparee",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=QPV|unite_code=QP093028"},
     .both = true,
     .expected = "perimetres: ligne 2, unite_code: unite_code « QP093028 » est un QPV de la "
                 "génération comparée : il ne compte que là"},
    {.code = "qpv-generation-comparee-proche",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=QPV|unite_code=QP093028"},
     .list = true,
     .both = true,
     .expected = "perimetres: ligne 2, unite_code: unite_code « QP093028 » est un QPV de la "
                 "génération comparée : il ne compte que là ; lui correspond QN09309M"},
    {.code = "qpv-de-vide",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=QPV_DE_COMMUNE|unite_code=01001, 93048",
                    "id_dispositif=A|unite_type=QPV_DE_EPCI|unite_code=200069193, 244400644"},
     .expected = "perimetres: ligne 2, unite_code: unite_code 01001 n'a aucun QPV parmi ceux "
                 "chargés : rien n'y est couvert"
                 "\nperimetres: ligne 3, unite_code: unite_code 200069193 n'a aucun QPV parmi "
                 "ceux chargés : rien n'y est couvert"},
    {.code = "unite-dispositif-inconnu",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=DISPOSITIF|unite_code=ASV-1"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « ASV-1 » n'est l'identifiant "
                 "d'aucun dispositif"},
    {.code = "unite-dispositif-proche",
     .dispositifs = {WHOLE, "id_dispositif=CLS-93048-1|type=CLS|nom=Un|statut=ACTIF|date_debut="
                            "2024|unite_type=COMMUNE|unite_code=93048"},
     .perimetres = {"id_dispositif=A|unite_type=DISPOSITIF|unite_code=CLS-93048-7"},
     .expected = "perimetres: ligne 2, unite_code: unite_code « CLS-93048-7 » n'est l'identifiant "
                 "d'aucun dispositif ; le plus proche : CLS-93048-1"},
    {.code = "unite-dispositif-rejete",
     .dispositifs = {WHOLE, "id_dispositif=B|type=CLS|nom=Deux|statut=bidule"},
     .perimetres = {"id_dispositif=A|unite_type=DISPOSITIF|unite_code=B"},
     .expected = "dispositifs: ligne 3, statut: statut « bidule » n'est pas une valeur connue : "
                 "ligne rejetée"
                 "\nperimetres: ligne 2, unite_code: la ligne du dispositif « B » est rejetée : "
                 "son périmètre ne peut servir"},
    {.code = "perimetre-cycle",
     .dispositifs = {GOOD "unite_type=DISPOSITIF|unite_code=B",
                     "id_dispositif=B|type=CLS|nom=Un|statut=ACTIF|date_debut=2024|unite_type="
                     "DISPOSITIF|unite_code=A"},
     .perimetres = {"id_dispositif=B|unite_type=COMMUNE|unite_code=93048"},
     .expected = "dispositifs: ligne 3, unite_code: les périmètres renvoient l'un à l'autre en "
                 "boucle : A > B > A ; cette ligne est rejetée"},
    {.code = "geometrie-absente",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=Polygone dessiné"},
     .expected = "perimetres: ligne 2, unite_type: unite_type est GEOMETRIE et aucune géométrie "
                 "n'est là : ligne rejetée"},
    {.code = "geometrie-vide",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=GEOMETRIE|wkb=empty"},
     .expected =
         "perimetres: ligne 2, unite_type: la géométrie du périmètre est vide : ligne rejetée"},
    {.code = "geometrie-ignoree",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=COMMUNE|unite_code=93053|wkb=EPSG:2154"},
     .expected = "perimetres: ligne 2, unite_type: unite_type est COMMUNE : la géométrie de la "
                 "ligne n'est pas utilisée"},
    {.code = "couverture-inconnue",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=COMMUNE|unite_code=93053|couverture=moyenne"},
     .expected = "perimetres: ligne 2, couverture: couverture « moyenne » n'est pas une valeur "
                 "connue : compté comme INCONNUE"},
    {.code = "part-pourcentage",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=COMMUNE|unite_code=93053|couverture=PARTIELLE|part_"
                    "population=40"},
     .expected = "perimetres: ligne 2, part_population: part_population « 40 » dépasse 1 : valeur "
                 "ignorée ; 0,4 ?"},
    {.code = "part-hors-bornes",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=COMMUNE|unite_code=93053|couverture=PARTIELLE|part_"
                    "population=-0,2"},
     .expected = "perimetres: ligne 2, part_population: part_population « -0,2 » n'est pas entre 0 "
                 "et 1 : valeur ignorée"},
    {.code = "part-sans-couverture",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=COMMUNE|unite_code=93053|part_population=0,4"},
     .expected = "perimetres: ligne 2, part_population: part_population 0,4 sans couverture : "
                 "compté comme PARTIELLE"},
    {.code = "part-contredit",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=COMMUNE|unite_code=93053|couverture=Totale|part_"
                    "population=40 %"},
     .expected = "perimetres: ligne 2, part_population: part_population 40 % contredit couverture "
                 "TOTALE : compté comme PARTIELLE"},
    {.code = "ligne-double",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=COMMUNE|unite_code=93048"},
     .expected =
         "perimetres: ligne 2, unite_code: 93048 figure déjà dans ce périmètre : compté une fois"},
};

static void test_findings(void **state)
{
    (void)state;
    check_cases(cases, G_N_ELEMENTS(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_findings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
