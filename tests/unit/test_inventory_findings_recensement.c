/*
 * test_inventory_findings_recensement.c - surveys; and that each finding of the inventory has a
 * case.
 */
#include "test_inventory_findings.h"

static const finding_case cases[] = {
    {.code = "echelon-absent",
     .dispositifs = {WHOLE},
     .recensements = {"code=84|type=CLS|complet=OUI"},
     .expected = "recensement: ligne 2, echelon: echelon est vide : ligne rejetée"},
    {.code = "complet-absent",
     .dispositifs = {WHOLE},
     .recensements = {"echelon=REGION|code=84|type=CLS"},
     .expected = "recensement: ligne 2, complet: complet est vide : compté comme OUI"},
    {.code = "recensement-type-vide",
     .dispositifs = {WHOLE},
     .recensements = {"echelon=REGION|code=84|type=ASV|complet=OUI"},
     .expected = "recensement: ligne 2, type: aucun dispositif n'est du type recensé ASV"},
};

static void test_findings(void **state)
{
    (void)state;
    check_cases(cases, G_N_ELEMENTS(cases));
}

/* findings.def lists the inventory's findings in one block; each is the subject of some case. */
static void test_each_finding_has_a_case(void **state)
{
    (void)state;
    const char *root = g_getenv("MLG_SOURCE_DIR");
    static const char *const tables[] = {"findings_cells",       "findings_chains",
                                         "findings_dispositifs", "findings_perimetres",
                                         "findings_recensement", "builder"};
    GString *cases_text = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *path =
            g_strdup_printf("%s/tests/unit/test_inventory_%s.c", root, tables[i]);
        g_autofree char *text = NULL;
        assert_true(g_file_get_contents(path, &text, NULL, NULL));
        g_string_append(cases_text, text);
    }
    g_autofree char *path = g_build_filename(root, "src", "base", "findings.def", NULL);
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    const char *entry = strstr(text, "/* inventory: cells */");
    size_t n = 0;
    while (entry != NULL && (entry = strstr(entry, "MLG_FINDING(")) != NULL) {
        entry += strlen("MLG_FINDING(");
        g_autofree char *code = g_strndup(entry, strcspn(entry, ","));
        if (strstr(cases_text->str, code) == NULL)
            fail_msg("%s has no case", code);
        n++;
        if (strcmp(code, "\"recensement-type-vide\"") == 0)
            break;
    }
    g_string_free(cases_text, TRUE);
    assert_true(n > 80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_findings),
                                       cmocka_unit_test(test_each_finding_has_a_case)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
