/*
 * test_inventory_findings_chains.c - contracts that follow or absorb each other: circles, dates,
 * types and generations that contradict each other. The day is 30 June 2026.
 */
#include "test_inventory_findings.h"

#define ROW(id, rest)                                                                              \
    "id_dispositif=" id "|type=CLS|nom=Un|unite_type=COMMUNE|unite_code=93048|" rest

static const finding_case cases[] = {
    {.code = "id-double-generation",
     .dispositifs = {ROW("A", "statut=ACTIF|date_debut=2024|generation=1"),
                     ROW("A", "statut=ACTIF|date_debut=2024|generation=2e")},
     .expected = "dispositifs: ligne 3, id_dispositif: id_dispositif « A » figure déjà à la ligne "
                 "2, avec une autre génération : ligne rejetée, la première est gardée"},
    {.code = "id-double", /* one generation is not told: the rows may be one contract twice */
     .dispositifs = {ROW("A", "statut=ACTIF|date_debut=2024|generation=1"),
                     ROW("A", "statut=ACTIF|date_debut=2024")},
     .expected = "dispositifs: ligne 3, id_dispositif: id_dispositif « A » figure déjà à la ligne "
                 "2 : ligne rejetée, la première est gardée"},
    {.code = "succession-cycle",
     .dispositifs = {ROW("C", "statut=ABANDONNE|succede_a=B"),
                     ROW("B", "statut=ABANDONNE|succede_a=A"),
                     ROW("A", "statut=ABANDONNE|succede_a=c")},
     .expected = "dispositifs: ligne 4, succede_a: les contrats se succèdent en boucle, si bien "
                 "qu'aucun n'est le premier : A > C > B > A"},
    {.code = "succession-cycle", /* one that leads into a circle is not of it */
     .dispositifs = {ROW("A", "statut=ABANDONNE|succede_a=B"),
                     ROW("B", "statut=ABANDONNE|succede_a=C"),
                     ROW("C", "statut=ABANDONNE|succede_a=B")},
     .expected = "dispositifs: ligne 3, succede_a: les contrats se succèdent en boucle, si bien "
                 "qu'aucun n'est le premier : B > C > B"},
    {.code = "absorption-cycle",
     .dispositifs = {ROW("A", "statut=ABSORBE|date_debut=2010|date_fin=2015|absorbe_par=B"),
                     ROW("B", "statut=ABSORBE|date_debut=2010|date_fin=2015|absorbe_par=A")},
     .expected =
         "dispositifs: ligne 2, absorbe_par: les contrats s'absorbent en boucle : A > B > A"},
    {.code = "succession-anterieure",
     .dispositifs = {ROW("A", "statut=ECHU|date_debut=2019-03|date_fin=2021"),
                     ROW("B", "statut=ACTIF|date_signature=2018-10-01|succede_a=A")},
     .expected = "dispositifs: ligne 3, date_signature: date_signature 2018-10-01 précède le début "
                 "du contrat auquel il succède (A, 2019-03-01)"},
    {.code = "succession-chevauchement", /* the last day and the first one are one day */
     .dispositifs = {ROW("A", "statut=ECHU|date_debut=2015|date_fin=2020-01-01"),
                     ROW("B", "statut=ACTIF|date_debut=2020|succede_a=A")},
     .expected =
         "dispositifs: ligne 3, date_debut: date_debut 2020-01-01 ne vient pas après la fin "
         "du contrat auquel il succède (identifiant, fin, jours communs : A, 2020-01-01, "
         "1)"},
    {.code = "succession-chevauchement",
     .dispositifs = {ROW("A", "statut=ACTIF|date_debut=2022|date_fin=2026"),
                     ROW("B", "statut=EN_PROJET|date_debut=2026-10-01|succede_a=A")},
     .expected =
         "dispositifs: ligne 3, date_debut: date_debut 2026-10-01 ne vient pas après la fin "
         "du contrat auquel il succède (identifiant, fin, jours communs : A, 2026-12-31, "
         "92)"},
    {.code = "succession-double",
     .dispositifs = {ROW("A", "statut=ACTIF|date_debut=2019|date_fin=2026"),
                     ROW("B", "statut=ACTIF|date_debut=2025|succede_a=A")},
     .expected = "dispositifs: ligne 3, succede_a: le contrat auquel il succède, A, est en vigueur "
                 "lui aussi (fin : 2026-12-31) : les deux comptent parmi les contrats"},
    {.code = "succession-double", /* of a contract without end */
     .dispositifs = {ROW("A", "statut=ACTIF|date_debut=2019"),
                     ROW("B", "statut=ACTIF|date_debut=2025|succede_a=A")},
     .expected = "dispositifs: ligne 3, succede_a: le contrat auquel il succède, A, est en vigueur "
                 "lui aussi (fin : ?) : les deux comptent parmi les contrats"},
    {.code = "succession-type",
     .dispositifs = {ROW("A", "statut=ECHU|date_debut=2015|date_fin=2019"),
                     "id_dispositif=B|type=ASV|nom=Deux|statut=ACTIF|date_debut=2020|succede_a=A|"
                     "unite_type=COMMUNE|unite_code=93048"},
     .expected = "dispositifs: ligne 3, succede_a: le type ASV n'est pas celui du contrat auquel "
                 "il succède (A, CLS)"},
    {.code = "succession-generation",
     .dispositifs = {ROW("A", "statut=ECHU|date_debut=2015|date_fin=2019|generation=2"),
                     ROW("B", "statut=ACTIF|date_debut=2020|generation=2|succede_a=A")},
     .expected = "dispositifs: ligne 3, generation: la génération 2 ne vient pas après celle du "
                 "contrat auquel il succède (A, 2)"},
    {.code = "absorbe-autre-statut",
     .dispositifs = {WHOLE, ROW("B", "statut=ACTIF|date_debut=2020|absorbe_par=A")},
     .expected = "dispositifs: ligne 3, statut: absorbe_par vaut A et statut vaut ACTIF : le "
                 "statut seul décide s'il est en vigueur"},
    {.code = "absorbe-sans-renvoi",
     .dispositifs = {ROW("A", "statut=ABSORBE|date_debut=2015|date_fin=2019")},
     .expected = "dispositifs: ligne 2, absorbe_par: statut vaut ABSORBE et absorbe_par est vide"},
};

static void test_findings(void **state)
{
    (void)state;
    check_cases(cases, G_N_ELEMENTS(cases));
}

/* A renewal that is in order is not remarked on. */
static void test_nothing_to_say(void **state)
{
    void *made = NULL;
    (void)state;
    assert_int_equal(bench_setup(&made), 0);
    bench *b = made;
    add_dispositif(b, ROW("A", "statut=ECHU|date_debut=2015|date_fin=2019|generation=1"));
    add_dispositif(b, ROW("B", "statut=ACTIF|date_debut=2020|generation=2|succede_a=A"));
    add_dispositif(b, ROW("C", "statut=ABSORBE|date_debut=2010|date_fin=2019|absorbe_par=B"));
    assert_int_equal(finish(b, true), MLG_OK);
    guint n = b->lines->len;
    bench_teardown(&made);
    assert_int_equal(n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_findings),
                                       cmocka_unit_test(test_nothing_to_say)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
