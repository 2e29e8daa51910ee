/*
 * test_inventory_findings_dispositifs.c - rows of dispositifs, and what is remarked once all are
 * read.
 */
#include "test_inventory_findings.h"

static const finding_case cases[] = {
    {.code = "id-absent",
     .dispositifs = {"type=CLS|nom=Deux|statut=ACTIF", WHOLE},
     .expected = "dispositifs: ligne 2, id_dispositif: id_dispositif est vide : ligne rejetée"},
    {.code = "id-double",
     .dispositifs = {WHOLE, "id_dispositif=A|type=CLS|nom=Autre|statut=ACTIF|date_debut=2024|unite_"
                            "type=COMMUNE|unite_code=93048"},
     .expected = "dispositifs: ligne 3, id_dispositif: id_dispositif « A » figure déjà à la ligne "
                 "2 : ligne rejetée, la première est gardée"},
    {.code = "type-absent",
     .dispositifs = {WHOLE, "id_dispositif=B|nom=Deux|statut=ACTIF|date_debut=2024"},
     .expected = "dispositifs: ligne 3, type: type est vide : ligne rejetée"},
    {.code = "type-multiple",
     .dispositifs = {WHOLE, "id_dispositif=B|type=CLS + ASV|nom=Deux|statut=ACTIF|date_debut=2024"},
     .expected =
         "dispositifs: ligne 3, type: type « CLS + ASV » nomme plusieurs types : ligne rejetée"},
    {.code = "type-proche",
     .dispositifs = {"id_dispositif=A|type=clms|nom=Un|statut=ACTIF|date_debut=2024|unite_type="
                     "COMMUNE|unite_code=93048"},
     .expected =
         "dispositifs: ligne 2, type: le type CLMS est nouveau et proche de CLSM : est-ce CLSM ?"},
    {.code = "type-nouveau",
     .dispositifs =
         {"id_dispositif=A|type=Équipe "
          "mobile|nom=Un|statut=ACTIF|date_debut=2024|unite_type=COMMUNE|unite_code=93048"},
     .expected =
         "dispositifs: ligne 2, type: le type EQUIPE_MOBILE est nouveau : il est compté à part"},
    {.code = "nom-absent",
     .dispositifs = {"id_dispositif=A|type=CLS|nom=|statut=ACTIF|date_debut=2024|unite_type="
                     "COMMUNE|unite_code=93048"},
     .expected = "dispositifs: ligne 2, nom: nom est vide : le dispositif s'appellera « A »"},
    {.code = "statut-absent",
     .dispositifs = {"id_dispositif=A|type=CLS|nom=Un|statut=|date_debut=2024|unite_type=COMMUNE|"
                     "unite_code=93048"},
     .expected =
         "dispositifs: ligne 2, statut: statut est vide : compté comme INCONNU, jamais en vigueur"},
    {.code = "porteur-code-inconnu",
     .dispositifs = {WHOLE "|porteur_type=EPCI|porteur_code=244400645"},
     .expected = "dispositifs: ligne 2, porteur_code: porteur_code « 244400645 » n'est pas un code "
                 "connu de type EPCI"},
    {.code = "porteur-code-zero",
     .dispositifs = {WHOLE "|porteur_type=Ville|porteur_code=1001"},
     .expected =
         "dispositifs: ligne 2, porteur_code: porteur_code « 1001 » : zéro initial perdu ? 01001"},
    {.code = "renvoi-inconnu",
     .dispositifs = {WHOLE "|succede_a=CLS-99"},
     .expected = "dispositifs: ligne 2, succede_a: succede_a « CLS-99 » n'est l'identifiant "
                 "d'aucun dispositif"},
    {.code = "renvoi-proche",
     .dispositifs = {"id_dispositif=CLS-93048-1|type=CLS|nom=Un|statut=ACTIF|date_debut=2024|unite_"
                     "type=COMMUNE|unite_code=93048|absorbe_par=CLS-93048-2"},
     .expected = "dispositifs: ligne 2, absorbe_par: absorbe_par « CLS-93048-2 » n'est "
                 "l'identifiant d'aucun dispositif ; le plus proche : CLS-93048-1"},
    {.code = "renvoi-a-soi",
     .dispositifs = {WHOLE "|succede_a=a"},
     .expected = "dispositifs: ligne 2, succede_a: succede_a « a » est le dispositif lui-même"},
    {.code = "actif-echu",
     .dispositifs = {WHOLE "|date_fin=2025"},
     .expected = "dispositifs: ligne 2, date_fin: statut ACTIF alors que date_fin 2025-12-31 est "
                 "passée : non compté en vigueur"},
    {.code = "renouvellement-echu",
     .dispositifs = {"id_dispositif=A|type=CLS|nom=Un|statut=EN_RENOUVELLEMENT|date_debut=2024|"
                     "unite_type=COMMUNE|unite_code=93048|date_fin=2025"},
     .expected = "dispositifs: ligne 2, date_fin: en renouvellement, date_fin 2025-12-31 passée : "
                 "compté en vigueur"},
    {.code = "sans-date",
     .dispositifs =
         {"id_dispositif=A|type=CLS|nom=Un|statut=ACTIF|unite_type=COMMUNE|unite_code=93048"},
     .expected = "dispositifs: ligne 2, date_debut: ni date de début ni date de fin : compté en "
                 "vigueur sur la foi de son statut ACTIF"},
    {.code = "actif-a-venir",
     .dispositifs = {"id_dispositif=A|type=CLS|nom=Un|statut=ACTIF|date_debut=2027-01|unite_type="
                     "COMMUNE|unite_code=93048"},
     .expected = "dispositifs: ligne 2, date_debut: statut ACTIF alors que date_debut 2027-01-01 "
                 "est à venir : pas encore en vigueur"},
    {.code = "echu-sans-dates",
     .dispositifs = {"id_dispositif=A|type=CLS|nom=Un|statut=échu|date_debut=2024|unite_type="
                     "COMMUNE|unite_code=93048"},
     .expected = "dispositifs: ligne 2, date_fin: statut ECHU et date_fin vide : compté en vigueur "
                 "à aucune date"},
    {.code = "perimetre-absent",
     .dispositifs = {"id_dispositif=A|type=CLS|nom=Un|statut=ACTIF|date_debut=2024"},
     .expected = "dispositifs: ligne 2: aucun périmètre : compté parmi les dispositifs, hors de la "
                 "couverture"},
    {.code = "perimetre-rejete",
     .dispositifs = {GOOD "unite_type=COMMUNE|unite_code=93999"},
     .expected = "dispositifs: ligne 2, unite_code: unite_code « 93999 » n'est pas une commune de "
                 "la couche chargée"
                 "\ndispositifs: ligne 2: aucune ligne de son périmètre n'est utilisable : compté "
                 "parmi les dispositifs, hors de la couverture"},
    {.code = "perimetre-sans-inclut",
     .dispositifs = {WHOLE "|operation=sauf"},
     .expected = "dispositifs: ligne 2: le périmètre exclut des unités et n'en inclut aucune : "
                 "hors de la couverture"},
    {.code = "perimetre-incomplet",
     .dispositifs = {WHOLE},
     .perimetres = {"id_dispositif=A|unite_type=à préciser"},
     .expected = "dispositifs: ligne 2: une partie du périmètre est INCONNU : la couverture est "
                 "celle de ses seules autres lignes"},
    {.code = "perimetre-hors-territoire",
     .dispositifs = {GOOD "unite_type=COMMUNE|unite_code=59350"},
     .expected = "dispositifs: ligne 2, unite_code: unite_code « 59350 » est hors du territoire "
                 "chargé : non compté"
                 "\ndispositifs: ligne 2: le périmètre est hors du territoire chargé : hors de la "
                 "couverture"},
    {.code = "inventaire-vide", .expected = "l'inventaire n'a aucun dispositif"},
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
