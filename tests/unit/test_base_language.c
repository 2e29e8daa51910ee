/*
 * test_base_language.c - messages and data products in two languages, from the catalogues of the
 * build tree, under C.UTF-8 (the only locale of a bare machine) and LANGUAGE.
 */
#include "support/cmocka.h"

#include "base/text.h"

#include <locale.h>
#include <stdlib.h>

#include <glib.h>

static int bind_french_data(void **state)
{
    const char *build = getenv("MLG_BINARY_DIR");
    if (build == NULL || setenv("LANGUAGE", "fr", 1) != 0)
        return -1;
    (void)setlocale(LC_ALL, "C.UTF-8");
    *state = g_build_filename(build, "share", "locale", NULL);
    (void)bindtextdomain(BASE_DOMAIN_DATA, *state);
    (void)bind_textdomain_codeset(BASE_DOMAIN_DATA, "UTF-8");
    return 0;
}

static int free_folder(void **state)
{
    g_free(*state);
    return 0;
}

static void test_two_languages(void **state)
{
    (void)state;
    mlg_finding finding = {.code = "unite-inconnue",
                           .file = "inventaire.xlsx",
                           .layer = "perimetres",
                           .row = 12,
                           .column = "unite_code",
                           .value = "1001"};
    char *french = mlg_finding_line(&finding, MLG_TEXT_DATA);
    char *english = mlg_finding_line(&finding, MLG_TEXT_MESSAGE);
    assert_string_equal(french, "inventaire.xlsx: perimetres: ligne 12, unite_code: "
                                "unite_code « 1001 » n'est pas une unité connue");
    assert_string_equal(english, "inventaire.xlsx: perimetres: line 12, unite_code: "
                                 "unite_code \"1001\" is not a known unit");
    mlg_free(french);
    mlg_free(english);
    assert_string_equal(D_("interrupted"), "interrompu");
    assert_string_equal(_("interrupted"), "interrupted");
    assert_string_equal(D_(""), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_two_languages)};
    return cmocka_run_group_tests(tests, bind_french_data, free_folder);
}
