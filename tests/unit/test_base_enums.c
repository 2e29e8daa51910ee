/*
 * test_base_enums.c - folding of accents, edit distances, and the nearest name.
 */
#include "support/cmocka.h"

#include "base/enums.h"

#include <glib.h>

typedef struct fold_case {
    const char *name, *text, *folded;
} fold_case;

static const fold_case fold_cases[] = {
    {"accents", "Pré-projet", "pre_projet"},
    {"decomposed accents", "Pre\xCC\x81-projet", "pre_projet"},
    {"trimmed", "  Signé ", "signe"},
    {"ligatures", "Cœur Ægide", "coeur_aegide"},
    {"upper case accents", "ÉÀÇ", "eac"},
    {"one for one", "a (b)", "a__b_"},
    {"apostrophe", "l’été", "l_ete"},
    {"digits", "QPV2024", "qpv2024"},
    {"not UTF-8", "sign\xE9", "sign_"},
    {"empty", "", ""},
};

static void test_fold(void **state)
{
    const fold_case *row = *state;
    char *folded = base_fold(row->text);
    assert_string_equal(folded, row->folded);
    g_free(folded);
}

typedef struct distance_case {
    const char *name, *a, *b;
    unsigned distance;
} distance_case;

static const distance_case distance_cases[] = {
    {"equal", "cls", "cls", 0},     {"insertion", "cls", "clsm", 1},
    {"deletion", "clsm", "clm", 1}, {"substitution", "asv", "acv", 1},
    {"swap", "cslm", "clsm", 1},    {"from empty", "", "asv", 3},
    {"to empty", "asv", "", 3},     {"far", "epci", "commune", 7},
    {"both empty", "", "", 0},      {"two", "kitten", "mitten_", 2},
};

static void test_distance(void **state)
{
    const distance_case *row = *state;
    assert_int_equal(base_edit_distance(row->a, row->b), row->distance);
    assert_int_equal(base_edit_distance(row->b, row->a), row->distance);
}

static const char *const statuts[] = {"EN_PROJET", "ACTIF", "EN_RENOUVELLEMENT", NULL};

static void test_find(void **state)
{
    (void)state;
    assert_int_equal(base_enum_find(statuts, "ACTIF"), 1);
    assert_int_equal(base_enum_find(statuts, "actif"), -1);
    assert_int_equal(base_enum_find(statuts, ""), -1);
}

static void test_nearest(void **state)
{
    (void)state;
    assert_int_equal(base_enum_nearest(statuts, "Actif", 0), 1);
    assert_int_equal(base_enum_nearest(statuts, "actfi", 2), 1);
    assert_int_equal(base_enum_nearest(statuts, "en projet", 2), 0);
    assert_int_equal(base_enum_nearest(statuts, "en rénovellement", 3), 2);
    assert_int_equal(base_enum_nearest(statuts, "abandonné", 2), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_nearest),
    };
    return run_table(fold_cases, test_fold) + run_table(distance_cases, test_distance) +
           cmocka_run_group_tests(tests, NULL, NULL);
}
