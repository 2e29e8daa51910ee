/*
 * test_inventory_aliases.c - words for the values of enumerations: accents, case, synonyms, labels
 * of the drop-down lists, and the nearest value of a word that is not known.
 */
#include "support/cmocka.h"

#include "inventory/aliases.h"
#include "inventory/inventory.h"

static int setup(void **state)
{
    *state = inventory_aliases_new();
    return 0;
}

static int teardown(void **state)
{
    inventory_aliases_free(*state);
    return 0;
}

static const struct {
    const char *column, *const *names;
} columns[] = {
    {"statut", inventory_status_names},
    {"porteur_type", inventory_carrier_names},
    {"coordination", inventory_coordination_names},
    {"oui_non", inventory_yes_no_names},
    {"unite_type", inventory_unit_names},
    {"couverture", inventory_extent_names},
    {"echelon", inventory_echelon_names},
};

/* Names and labels of drop-down lists are read back as the value they stand for. */
static void test_names_and_labels(void **state)
{
    for (size_t c = 0; c < G_N_ELEMENTS(columns); c++)
        for (int i = 0; columns[c].names[i] != NULL; i++) {
            const char *name = columns[c].names[i];
            const char *label = inventory_alias_label(*state, columns[c].column, name);
            int by_name = inventory_alias_find(*state, columns[c].column, columns[c].names, name);
            int by_label = inventory_alias_find(*state, columns[c].column, columns[c].names, label);
            if (by_name != i || by_label != i)
                fail_msg("%s %s (%s): %d, %d", columns[c].column, name, label, by_name, by_label);
        }
}

/* Every row of the table leads to a value of its column. */
static void test_table_is_whole(void **state)
{
    for (size_t c = 0; c < G_N_ELEMENTS(columns); c++) {
        const char *value = NULL;
        size_t n = 0;
        for (; (value = inventory_alias_list(*state, columns[c].column, n)) != NULL; n++)
            if (base_enum_find(columns[c].names, value) < 0)
                fail_msg("%s: %s is no value", columns[c].column, value);
        assert_true(n > 0);
    }
    assert_null(inventory_alias_list(*state, "nothing", 0));
    assert_string_equal(inventory_alias_label(*state, "nothing", "X"), "X");
}

static void test_statuses(void **state)
{
    static const struct {
        const char *word;
        int status;
    } cases[] = {
        {"actif", INVENTORY_ACTIF},
        {"  ACTIF ", INVENTORY_ACTIF},
        {"Signé", INVENTORY_ACTIF},
        {"SIGNE", INVENTORY_ACTIF},
        {"signe\xCC\x81", INVENTORY_ACTIF}, /* decomposed accent */
        {"en vigueur", INVENTORY_ACTIF},
        {"Opérationnel", INVENTORY_ACTIF},
        {"en cours", INVENTORY_ACTIF},
        {"Préfiguration", INVENTORY_EN_PROJET},
        {"en  réflexion", INVENTORY_EN_PROJET},
        {"projet", INVENTORY_EN_PROJET},
        {"En projet", INVENTORY_EN_PROJET},
        {"en-projet", INVENTORY_EN_PROJET},
        {"en veille", INVENTORY_SUSPENDU},
        {"expiré", INVENTORY_ECHU},
        {"terminé", INVENTORY_ECHU},
        {"Échu", INVENTORY_ECHU},
        {"en renouvellement", INVENTORY_EN_RENOUVELLEMENT},
        {"NR", INVENTORY_STATUT_INCONNU},
        {"peut-être", -1},
        {"", -1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        if (inventory_alias_find(*state, "statut", inventory_status_names, cases[i].word) !=
            cases[i].status)
            fail_msg("\"%s\"", cases[i].word);
}

static void test_units_and_types(void **state)
{
    static const struct {
        const char *word;
        int unit;
    } cases[] = {
        {"ville", INVENTORY_COMMUNE},
        {"Commune", INVENTORY_COMMUNE},
        {"interco", INVENTORY_EPCI},
        {"EPCI entier", INVENTORY_EPCI},
        {"Communauté d'agglomération", INVENTORY_EPCI},
        {"Communauté d’agglomération", INVENTORY_EPCI},
        {"communauté de communes", INVENTORY_EPCI},
        {"Tous les QPV d'une commune", INVENTORY_QPV_DE_COMMUNE},
        {"QPV", INVENTORY_QPV},
        {"Géométrie", INVENTORY_GEOMETRIE},
        {"canton", -1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        if (inventory_alias_find(*state, "unite_type", inventory_unit_names, cases[i].word) !=
            cases[i].unit)
            fail_msg("\"%s\"", cases[i].word);
    assert_string_equal(inventory_alias_value(*state, "type", "CV"), "CDV");
    assert_string_equal(inventory_alias_value(*state, "type", "clsi"), "CLS");
    assert_string_equal(inventory_alias_value(*state, "type", "Atelier Santé Ville"), "ASV");
    assert_null(inventory_alias_value(*state, "type", "CLMS"));
}

static void test_nearest(void **state)
{
    static const struct {
        const char *word;
        int status;
    } cases[] = {
        {"actfi", INVENTORY_ACTIF},
        {"en prjet", INVENTORY_EN_PROJET},
        {"singé", INVENTORY_ACTIF},
        {"abandone", INVENTORY_ABANDONNE},
        {"suspendus", INVENTORY_SUSPENDU},
        {"rien de tel", -1},
        {"xx", -1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int nearest =
            inventory_alias_nearest(*state, "statut", inventory_status_names, cases[i].word);
        if (nearest != cases[i].status)
            fail_msg("\"%s\": %d", cases[i].word, nearest);
    }
}

static void test_fold(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"Pré-projet", "pre_projet"},
                                           {"  EPT (Grand Paris) ", "ept_grand_paris"},
                                           {"À   l'étude", "a_l_etude"},
                                           {"??", ""},
                                           {"", ""},
                                           {"Cœur", "coeur"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *folded = inventory_fold(cases[i][0]);
        assert_string_equal(folded, cases[i][1]);
        g_free(folded);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_and_labels), cmocka_unit_test(test_table_is_whole),
        cmocka_unit_test(test_statuses),         cmocka_unit_test(test_units_and_types),
        cmocka_unit_test(test_nearest),          cmocka_unit_test(test_fold),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
