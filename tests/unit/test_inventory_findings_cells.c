/*
 * test_inventory_findings_cells.c - values of cells: enumerations, dates, numbers.
 */
#include "test_inventory_findings.h"

static const finding_case cases[] = {
    {.code = "cellule-erreur",
     .dispositifs = {WHOLE "|source=#N/A"},
     .expected = "dispositifs: ligne 2, source: source contient l'erreur de tableur #N/A : cellule "
                 "ignorée"},
    {.code = "valeur-inconnue",
     .dispositifs =
         {"id_dispositif=A|type=CLS|nom=Un|statut=bidule|unite_type=COMMUNE|unite_code=93048",
          OTHER},
     .expected = "dispositifs: ligne 2, statut: statut « bidule » n'est pas une valeur connue : "
                 "ligne rejetée"},
    {.code = "valeur-proche",
     .dispositifs =
         {"id_dispositif=A|type=CLS|nom=Un|statut=Actfi|unite_type=COMMUNE|unite_code=93048",
          OTHER},
     .expected = "dispositifs: ligne 2, statut: statut « Actfi » n'est pas une valeur connue : "
                 "ligne rejetée ; la plus proche : ACTIF"},
    {.code = "valeur-ignoree",
     .dispositifs = {WHOLE "|coordination=rarement"},
     .expected = "dispositifs: ligne 2, coordination: coordination « rarement » n'est pas une "
                 "valeur connue : compté comme non renseigné"},
    {.code = "valeur-ignoree-proche",
     .dispositifs = {WHOLE "|porteur_type=Asociation"},
     .expected = "dispositifs: ligne 2, porteur_type: porteur_type « Asociation » n'est pas une "
                 "valeur connue : compté comme non renseigné ; la plus proche : ASSOCIATION"},
    {.code = "date-illisible",
     .dispositifs = {WHOLE "|date_signature=printemps"},
     .expected = "dispositifs: ligne 2, date_signature: date_signature « printemps » n'est pas une "
                 "date : valeur ignorée"},
    {.code = "date-ambigue",
     .dispositifs = {WHOLE "|date_signature=45292"},
     .expected = "dispositifs: ligne 2, date_signature: date_signature « 45292 » n'est pas une "
                 "date : valeur ignorée ; 2024-01-01 ?"},
    {.code = "date-impossible",
     .dispositifs = {WHOLE "|date_signature=2024-02-30"},
     .expected = "dispositifs: ligne 2, date_signature: date_signature « 2024-02-30 » n'existe pas "
                 "dans le calendrier : valeur ignorée"},
    {.code = "date-improbable",
     .dispositifs = {WHOLE "|date_signature=01/01/1924"},
     .expected = "dispositifs: ligne 2, date_signature: date_signature « 01/01/1924 » : année peu "
                 "vraisemblable, est-ce bien cela ?"},
    {.code = "dates-inversees",
     .dispositifs = {WHOLE "|date_fin=2023", OTHER},
     .expected = "dispositifs: ligne 2, date_fin: date_fin 2023-12-31 est avant date_debut "
                 "2024-01-01 : ligne rejetée"},
    {.code = "valeur-non-numerique",
     .dispositifs = {WHOLE "|etp=mi-temps"},
     .expected =
         "dispositifs: ligne 2, etp: etp « mi-temps » n'est pas un nombre : valeur ignorée"},
    {.code = "nombre-hors-bornes",
     .dispositifs = {WHOLE "|etp=500"},
     .expected = "dispositifs: ligne 2, etp: etp « 500 » est hors des bornes : valeur ignorée"},
    {.code = "annee-illisible",
     .dispositifs = {WHOLE "|millesime=cette année"},
     .expected = "dispositifs: ligne 2, millesime: millesime « cette année » n'est pas une année : "
                 "valeur ignorée"},
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
