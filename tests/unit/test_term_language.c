/*
 * test_term_language.c - which language is chosen, and that both domains speak it, in a process
 * started without any locale.
 */
#include "support/cmocka.h"

#include "term/language.h"
#include "term/text.h"

#include <glib.h>
#include <locale.h>
#include <stdlib.h>

static void test_choice(void **state)
{
    (void)state;
    static const struct {
        const char *requested;
        term_language_environment environment;
        term_language message, data;
    } cases[] = {
        {NULL, {0}, TERM_FRENCH, TERM_FRENCH},
        {NULL, {.lang = "C"}, TERM_FRENCH, TERM_FRENCH},
        {NULL, {.lang = "en_US.UTF-8", .lc_all = "POSIX"}, TERM_FRENCH, TERM_FRENCH},
        {NULL, {.lang = "en_US.UTF-8"}, TERM_ENGLISH, TERM_FRENCH},
        {NULL, {.lang = "en_US.UTF-8", .lc_messages = "fr_FR.UTF-8"}, TERM_FRENCH, TERM_FRENCH},
        {NULL, {.lang = "de_DE.UTF-8"}, TERM_FRENCH, TERM_FRENCH},
        {NULL, {.lang = "enm_GB"}, TERM_FRENCH, TERM_FRENCH},
        {NULL, {.lang = "fr_FR.UTF-8", .language = "de:en:fr"}, TERM_ENGLISH, TERM_FRENCH},
        {NULL, {.lang = "en", .language = ""}, TERM_ENGLISH, TERM_FRENCH},
        {"fr", {.lang = "en_US.UTF-8"}, TERM_FRENCH, TERM_FRENCH},
        {"en", {.lang = "fr_FR.UTF-8"}, TERM_ENGLISH, TERM_ENGLISH},
        {"xx", {.lang = "en_US.UTF-8"}, TERM_ENGLISH, TERM_FRENCH},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        if (term_language_of_messages(cases[i].requested, &cases[i].environment) !=
                cases[i].message ||
            term_language_of_data(cases[i].requested) != cases[i].data)
            fail_msg("case %zu", i);
    }
}

/* The worst environment: LC_ALL=POSIX, and LANGUAGE that says otherwise. */
static void test_catalogues(void **state)
{
    (void)state;
    const char *build = getenv("MLG_BINARY_DIR");
    assert_non_null(build);
    assert_true(g_setenv("LC_ALL", "POSIX", TRUE) && g_setenv("LANGUAGE", "en", TRUE));
    char *folder = g_build_filename(build, "share", "locale", NULL);
    term_language_apply(TERM_FRENCH, TERM_FRENCH, folder);
    assert_string_equal(_("interrupted"), "interrompu");
    assert_string_equal(dgettext(TERM_DOMAIN_DATA, "interrupted"), "interrompu");
    assert_string_equal(localeconv()->decimal_point, ".");
    term_language_apply(TERM_ENGLISH, TERM_FRENCH, folder);
    assert_string_equal(_("interrupted"), "interrupted");
    assert_string_equal(dgettext(TERM_DOMAIN_DATA, "interrupted"), "interrompu");
    g_free(folder);
}

static void test_executable_folder(void **state)
{
    (void)state;
    char *folder = term_executable_folder("/nowhere/else");
    assert_true(g_path_is_absolute(folder));
    assert_string_not_equal(folder, "/nowhere");
    g_free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_choice),
        cmocka_unit_test(test_catalogues),
        cmocka_unit_test(test_executable_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
